#include "scenarios/format/result.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/schema.hpp"
#include "scenarios/format/units.hpp"
#include "tests/units/scenarios_format/oracle.hpp"
#include "tests/units/scenarios_format/river.hpp"
#include "tests/where.hpp"

using namespace tongzhou;
using namespace tongzhou::format;
using nlohmann::json;

namespace {

world::World named_river() {
  return *built_with(R"({"places": {"Up": {"name": {"en": "Upper harbour", "zh": "上港"}}}})");
}

/// As an engine would hand it over when nothing has moved: a row for each thing.
outcome::Outcome quiet(world::World const& world) {
  outcome::Outcome outcome;
  outcome.seed = 7;
  outcome.days = 28;
  outcome.place_teu.resize(world.places.size());
  outcome.place_teu_by_week.resize(world.places.size(), std::vector<double>(4));
  outcome.terminals.resize(world.terminals.size());
  outcome.locks.resize(world.locks.size());
  for (auto const id : world.locks.ids()) outcome.locks[id].chambers.resize(world.locks[id].chambers.size());
  outcome.gauge_changes.resize(world.gauge_changes.size());
  outcome.links.resize(world.links.size());
  outcome.services.resize(world.services.size());
  for (auto const id : world.services.ids()) outcome.services[id].legs.resize(world.services[id].stops.size());
  outcome.flows.resize(world.flows.size());
  outcome.weeks.resize(4);
  return outcome;
}

/// Two boxes of 2 TEU have gone from the hill to the town in 40 hours each, 30 of them under way.
outcome::Outcome lively(world::World const& world) {
  auto outcome = quiet(world);
  world::FlowId const flow{0};
  auto& f = outcome.flows[flow];
  f.boxes_in = f.boxes_out = 2;
  f.on_time_share = 1;
  f.transit_hours = {.count = 2, .mean = 40, .p50 = 40, .p90 = 40, .p95 = 40, .p99 = 40, .max = 40};
  f.hours[ledger::Cause::moving] = 60;
  f.hours[ledger::Cause::waiting_for_lock] = 20;
  auto& t = outcome.totals;
  t.teu_in = t.teu_out = 4;
  t.hours = f.hours;
  t.money[ledger::Expense::freight] = 1000.5;
  t.money[ledger::Expense::handling] = 200;
  t.money[ledger::Expense::fuel] = 0.1;
  t.money[ledger::Expense::carbon] = 3;
  outcome.connections = {
      {world.flows[flow].origin, world.flows[flow].destination, world.flows[flow].trade, 2, 4, 1, f.transit_hours}};
  outcome.bottlenecks = {{"lock", "Gate/lock", 20, 1}};
  outcome.locks[world::LockId{0}].queue.length_by_week = {0.25, 0, 0, 1.5};
  outcome.audit = {{"boxes in = boxes out + boxes inside", 2, 2, true}};
  return outcome;
}

json result_of(outcome::Outcome const& outcome, world::World const& world) {
  Provenance const provenance{
      "tongzhou 0.1.0", "river", {"low-water.json"}, std::string(64, 'a'), {{"simgrid", "3.32"}}};
  return json::parse(to_text(to_json(outcome, world, provenance)));
}

}  // namespace

TEST_CASE("the result schema in the program is the one in the repository") {
  std::ostringstream text;
  text << std::ifstream{std::string{tests::root} + "/scenarios/format/result.schema.json"}.rdbuf();
  CHECK(result_schema_text() == text.str());
}

TEST_CASE("a result fits its schema, and another validator agrees about what does not") {
  auto const world = named_river();
  auto const schema = json::parse(result_schema_text());
  CHECK(we_accept(Schema{schema}, result_of(quiet(world), world)));
  CHECK(we_accept(Schema{schema}, result_of(lively(world), world)));
  constexpr std::size_t each = 7;  // of its mutants; no divisor of the number of changes that are made at a place
  CHECK(disagreements(schema, result_of(lively(world), world), each) == std::vector<std::string>{});
}

TEST_CASE("hours, money and places of a result are those of the run") {
  auto const world = named_river();
  auto const result = result_of(lively(world), world);
  CHECK(result["totals"]["container_hours"] == 80);
  CHECK(result["totals"]["container_hours_by_cause"]["waiting_for_lock"] == 20);
  CHECK(result["totals"]["money_by_payer"] == json{{"shipper", 1200.5}, {"carrier", 0.1}, {"society", 3}});
  CHECK(result["places"]["Up"]["name"] == json{{"en", "Upper harbour"}, {"zh", "上港"}});
  CHECK_FALSE(result["places"]["Gate"].contains("name"));
  CHECK(result["flows"]["export"]["trade"] == "export");
  CHECK(result["connections"][0]["from"] == "Hill");
  CHECK(result["audit"]["holds"] == true);
  CHECK(result["locks"]["Gate/lock"]["queue"]["length_by_week"] == json{0.25, 0, 0, 1.5});
  CHECK_FALSE(result["facilities"]["Up/quay"]["berth_queue"].contains("length_by_week"));  // nobody waited
}

TEST_CASE("a service that returns has a leg from its last stop to its first, one that does not has none") {
  auto const world = named_river();
  auto const result = result_of(quiet(world), world);
  auto const& boat = result["services"]["boat"]["legs"];  // ships that leave every_hours return
  REQUIRE(boat.size() == 2);
  CHECK(boat[1]["from"] == "Mouth/quay");
  CHECK(boat[1]["to"] == "Up/quay");
  CHECK(result["services"]["block"]["legs"].size() == 1);
}

TEST_CASE("a number is written in the shortest form that reads back the same, whole ones without a fraction") {
  auto const world = named_river();
  auto outcome = quiet(world);
  outcome.totals.teu_km = 0.1 + 0.2;
  outcome.totals.tonne_km = 3e9;
  outcome.totals.boxes_in = -0.0;
  auto const text = to_text(to_json(outcome, world, {}));
  CHECK(text.find("\"teu_km\": 0.30000000000000004,") != std::string::npos);
  CHECK(text.find("\"tonne_km\": 3000000000,") != std::string::npos);
  CHECK(text.find("\"boxes_in\": 0,") != std::string::npos);
  CHECK(text == to_text(to_json(outcome, world, {})));
}

TEST_CASE("a result has every figure that its schema describes, and no other") {
  auto const world = named_river();
  auto const result = result_of(lively(world), world);
  // Entries of which each is whole; a name, fuel where a vehicle burns none, shunting without engines, the water of a
  // lock that states none, slots of a gate without appointments, direct lifts where there are none and trucks on what
  // is no road that fills need not be there.
  auto const may_be_missing = [](std::string const& key) {
    constexpr std::array beginnings{"fuel",         "shunting", "water_",  "slots_",
                                    "appointment_", "truck_",   "volume_", "direct_"};
    return std::ranges::any_of(beginnings, [&](char const* beginning) { return key.starts_with(beginning); });
  };
  for (auto const* const entry : {"/totals", "/key_figures", "/places/Up", "/facilities/Up~1quay", "/links/upper",
                                  "/locks/Gate~1lock", "/services/boat", "/services/boat/legs/0", "/flows/export",
                                  "/connections/0", "/weeks/0", "/bottlenecks/0", "/audit/checks/0"}) {
    INFO(entry);
    json::json_pointer const pointer{entry};
    if (!result.contains(pointer)) {
      FAIL_CHECK("not there");
      continue;
    }
    std::set<std::string> written, described;
    for (auto const& [key, value] : result.at(pointer).items())
      if (!value.is_structured()) written.insert(key);
    for (auto const& figure : figures_in(entry))
      if (!may_be_missing(figure.key)) described.insert(figure.key);
    std::erase_if(written, may_be_missing);
    CHECK(written == described);
  }
}
