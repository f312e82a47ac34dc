#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/keys/all_cases.hpp"
#include "tests/keys/cases.hpp"
#include "tests/keys/program.hpp"
#include "tests/keys/schema_keys.hpp"
#include "tests/where.hpp"

using namespace tongzhou::keys;
namespace fs = std::filesystem;

namespace {

fs::path const here = fs::path{tongzhou::tests::root} / "tests/keys";

Program& program() {
  static Program one{here / "worlds"};
  return one;
}

/// What does not hold of each case.
std::vector<std::string> faults(std::vector<Case> const& all) {
  std::vector<Program::Job> wanted;
  for (auto const& one : all) std::ranges::move(jobs(one), std::back_inserter(wanted));
  program().run(wanted);
  std::vector<std::string> found;
  for (auto const& one : all) found.push_back(fault(one, program()));
  return found;
}

/// Calls `visit` with each object of a scenario, its place, and what the schema says of it.
void each_object(Json const& scenario, Pointer const& at,
                 std::function<void(Pointer const&, SchemaKeys::At const&)> const& visit) {
  auto const& value = scenario.at(at);
  if (value.is_object()) visit(at, schema_keys().at(scenario, at));
  if (!value.is_structured()) return;
  for (auto const& [token, inside] : value.items())
    each_object(scenario, value.is_array() ? at / std::stoul(token) : at / token, visit);
}

/// The key in all objects of a scenario that may have it in general, such as a note.
std::vector<Pointer> places_for(Json const& scenario, std::string const& general) {
  std::vector<Pointer> places;
  each_object(scenario, Pointer{}, [&](Pointer const& at, SchemaKeys::At const& what) {
    if (what.schema == nullptr || !what.schema->contains("properties")) return;
    auto const& properties = (*what.schema)["properties"];
    if (!properties.contains(general) || schema_keys().all().contains(what.name + "." + general)) return;
    places.push_back(at / general);
  });
  return places;
}

/// Figures that cannot stand side by side: a mean beyond its least or its most, a share of less than nothing or more
/// than all.
void note_impossible(Json const& value, std::string const& at, std::vector<std::string>& found) {
  using Names = std::pair<char const*, char const*>;
  constexpr std::array<Names, 5> smaller_first{{{"mean", "max"},
                                                {"min", "mean"},
                                                {"mean_length", "max_length"},
                                                {"yard_mean_teu", "yard_max_teu"},
                                                {"backlog_mean", "backlog_max"}}};
  constexpr double rounding = 1e-9;
  if (value.is_object())
    for (auto const& [small, large] : smaller_first) {
      auto const first = value.value(small, Json{}), second = value.value(large, Json{});
      if (first.is_number() && second.is_number() &&
          first.get<double>() > second.get<double>() * (1 + rounding) + rounding)
        found.push_back(fmt::format("{}: {} {} beyond {} {}", at, small, first.dump(), large, second.dump()));
    }
  if (!value.is_structured()) return;
  for (auto const& [key, inside] : value.items()) {
    if (key.ends_with("share") && inside.is_number() &&
        (inside.get<double>() < -rounding || inside.get<double>() > 1 + rounding))
      found.push_back(fmt::format("{}/{} {}", at, key, inside.dump()));
    note_impossible(inside, at + "/" + key, found);
  }
}

}  // namespace

TEST_CASE("every key of the scenario file has a case") {
  std::set<std::string> covered;
  for (auto const& one : all_cases()) {
    INFO(one.file);
    CHECK(schema_keys().all().contains(one.key));
    covered.insert(one.key);
  }
  for (auto const& [key, facts] : schema_keys().all()) {
    INFO(key << " has no case");
    CHECK(covered.contains(key));
  }
}

TEST_CASE("every price has a case whose amount is worked out by hand") {
  std::set<std::string> worked_out;
  for (auto const& one : all_cases())
    if (one.expect.is_number() && !one.by_hand.empty()) worked_out.insert(one.key);
  for (auto const& [key, facts] : schema_keys().all()) {
    if (!facts.price) continue;
    INFO(key << " has no amount by hand");
    CHECK(worked_out.contains(key));
  }
}

TEST_CASE("every word that a key may say has a case") {
  std::set<std::pair<std::string, std::string>> said;
  auto const note = [&](Case const& one, Json const& value) {
    if (value.is_string()) said.insert({one.key, value});
    if (value.is_array())
      for (auto const& element : value)
        if (element.is_string()) said.insert({one.key, element});
  };
  for (auto const& one : all_cases())
    for (auto const& at : one.set)
      for (auto const* scenario : {&one.base, &one.changed})
        note(one, scenario->contains(at) ? scenario->at(at) : schema_keys().all().at(one.key).fallback);
  for (auto const& [key, facts] : schema_keys().all())
    for (auto const& word : facts.words) {
      INFO(key << " has no case with " << word);
      CHECK(said.contains({key, word}));
    }
}

TEST_CASE("two scenarios that differ in one key differ as its case says") {
  for (auto const& found : faults(all_cases())) CHECK(found == "");
}

TEST_CASE("in no result is a mean beyond its least or its most, or a share less than nothing or more than all") {
  std::vector<Program::Job> wanted;
  for (auto const& one : all_cases())
    for (auto const* scenario : {&one.base, &one.changed}) wanted.push_back({"run", *scenario});
  program().run(wanted);
  std::size_t results = 0;
  for (auto const& job : wanted) {
    auto const result = program().answer(job).result();
    if (!result.is_object()) continue;  // refused, as its case says
    ++results;
    std::vector<std::string> found;
    note_impossible(result, "", found);
    INFO(job.scenario.dump());
    for (auto const& figures : found) CHECK(figures == "");
  }
  CHECK(results > 500);
}

TEST_CASE("a source or a note at any object changes no figure and is kept by explain") {
  for (auto const& [name, world] : all_worlds()) {
    if (!world.contains("places")) continue;  // a layer of another world
    auto told = world;
    std::vector<Pointer> places;
    for (auto const* general : {"source", "note"})
      for (auto const& at : places_for(world, general)) {
        told[at] = "assumption";
        places.push_back(at);
      }
    program().run({{"run", world}, {"run", told}, {"explain", told}});
    auto figures = program().answer({"run", world}).result();
    auto figures_told = program().answer({"run", told}).result();
    for (auto* result : {&figures, &figures_told}) {
      result->at("provenance").erase("scenario");  // its file and hash
      result->erase("remarks");
    }
    INFO(name << ": " << program().answer({"run", told}).err);
    CHECK(places.size() > 10);
    CHECK((figures == figures_told));
    auto const explained = program().answer({"explain", told}).result();
    for (auto const& at : places) {
      INFO(at.to_string());
      CHECK((explained.contains(at) && explained.at(at) == "assumption"));
    }
  }
}

TEST_CASE(
    "a name in two languages at any object changes no figure; explain keeps it, and the result that of what it "
    "counts") {
  // Nothing is counted by them in a result, or, as for hubs and mail flows, by their codes alone.
  static std::set<std::string> const without_figures{"ship",    "train",      "truck",     "aeroplane", "box_type",
                                                     "chamber", "postal_hub", "mail_flow", "dispatch",  "disruption"};
  for (auto const& [name, world] : all_worlds()) {
    if (!world.contains("places")) continue;  // a layer of another world
    auto named = world;
    auto const places = places_for(world, "name");
    for (auto const& at : places) named[at] = {{"en", at.to_string()}, {"zh", "名 " + at.to_string()}};
    program().run({{"run", world}, {"run", named}, {"explain", named}});
    auto const figures = program().answer({"run", named}).result();
    INFO(name << ": " << program().answer({"run", named}).err);
    CHECK(places.size() > 3);
    REQUIRE(figures.is_object());
    CHECK((figures["totals"] == program().answer({"run", world}).result()["totals"]));
    auto const explained = program().answer({"explain", named}).result();
    auto const told = figures.dump();
    for (auto const& at : places) {
      INFO(at.to_string());
      CHECK(explained.contains(at));
      if (without_figures.contains(schema_keys().at(named, at.parent_pointer()).name)) continue;
      CHECK(told.find(Json("名 " + at.to_string()).dump()) != std::string::npos);
    }
  }
}
