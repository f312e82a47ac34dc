#include "tests/keys/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <stdexcept>
#include <utility>

namespace tongzhou::keys {
namespace fs = std::filesystem;

namespace {

Json parsed(fs::path const& file) {
  try {
    return Json::parse(std::ifstream{file});
  } catch (Json::exception const& problem) {
    throw std::runtime_error(file.string() + ": " + problem.what());
  }
}

/// The text with the values of a variant in the place of `{name}`.
std::string filled(std::string text, Json const& variant) {
  for (auto const& [name, value] : variant.items()) {
    auto const placeholder = "{" + name + "}";
    auto const written = value.is_string() ? value.get<std::string>() : value.dump();
    for (std::size_t at = 0; (at = text.find(placeholder, at)) != std::string::npos; at += written.size())
      text.replace(at, placeholder.size(), written);
  }
  return text;
}

/// A text that is nothing but one placeholder becomes the value itself, which may be a number.
Json filled(Json const& value, Json const& variant) {
  if (value.is_string()) {
    auto const text = value.get<std::string>();
    for (auto const& [name, replacement] : variant.items())
      if (text == "{" + name + "}") return replacement;
    return filled(text, variant);
  }
  auto all = value;
  if (value.is_array())
    for (auto& element : all) element = filled(element, variant);
  if (value.is_object()) {
    all = Json::object();
    for (auto const& [name, element] : value.items()) all[filled(name, variant)] = filled(element, variant);
  }
  return all;
}

/// Sets what is there, or removes it where the value is null.
void set(Json& scenario, Pointer const& at, Json const& value) {
  if (!value.is_null()) {
    scenario[at] = value;
    return;
  }
  auto& parent = scenario.at(at.parent_pointer());
  if (parent.is_array()) {
    parent.erase(std::stoul(at.back()));
  } else if (parent.erase(at.back()) == 0) {
    throw std::runtime_error(at.to_string() + " is not there");
  }
}

Case one_case(Json const& written, std::map<std::string, Json> const& worlds, SchemaKeys const& keys) {
  static std::set<std::string> const known{"key",    "world",  "with",   "set",     "in",      "figure", "change",
                                           "before", "expect", "within", "by_hand", "refused", "only",   "same"};
  for (auto const& [name, value] : written.items())
    if (!known.contains(name)) throw std::runtime_error("a case has no " + name);

  Case one;
  auto const text = [&](char const* name, std::string fallback = {}) {
    return written.value(name, std::move(fallback));
  };
  one.key = written.at("key");
  one.world = written.at("world");
  one.in = text("in", "result");
  one.figure = text("figure");
  one.change = text("change");
  one.before = written.value("before", Json{});
  one.expect = written.value("expect", Json{});
  one.within = written.value("within", one.within);
  one.by_hand = text("by_hand");
  one.refused = text("refused");
  one.only = written.value("only", one.only);
  one.same = written.value("same", one.same);

  one.base = worlds.at(one.world);
  auto const with = written.value("with", Json::object());
  for (auto const& [at, value] : with.items()) set(one.base, Pointer{at}, value);
  one.changed = one.base;
  for (auto const& [at, value] : written.at("set").items()) {
    Pointer const pointer{at};
    one.set.push_back(pointer);
    set(one.changed, pointer, value);
    // What it changes is told by the scenario that has it: the one before when it is taken away, or when a kind is
    // changed.
    if (keys.at(one.base, pointer).key != one.key && keys.at(one.changed, pointer).key != one.key)
      throw std::runtime_error(fmt::format("{} is not {}, but {}", at, one.key, keys.at(one.changed, pointer).key));
  }

  bool const told = !one.figure.empty() || one.in == "summary";
  bool const promises = !one.change.empty() || !one.expect.is_null();
  if (one.refused.empty() ? !(told && promises) : told || promises)
    throw std::runtime_error("a case has a figure that changes or is expected, or is refused");
  if (!one.change.empty() && one.change != "rises" && one.change != "falls" && one.change != "changes")
    throw std::runtime_error("a figure rises, falls or changes");
  if (one.in != "result" && one.in != "explain" && one.in != "summary")
    throw std::runtime_error("a figure is in the result, in explain or in the summary");
  return one;
}

/// Where two results differ, by pointer.
void note_differences(Json const& before, Json const& after, std::string const& at, std::vector<std::string>& found) {
  if (before.is_object() && after.is_object()) {
    for (auto const& [key, value] : before.items()) {
      auto const inside = (Pointer{at} / key).to_string();
      if (after.contains(key))
        note_differences(value, after[key], inside, found);
      else
        found.push_back(inside);
    }
    for (auto const& [key, value] : after.items())
      if (!before.contains(key)) found.push_back((Pointer{at} / key).to_string());
  } else if (before.is_array() && after.is_array() && before.size() == after.size()) {
    for (std::size_t i = 0; i < before.size(); ++i)
      note_differences(before[i], after[i], at + "/" + std::to_string(i), found);
  } else if (before != after) {
    found.push_back(at);
  }
}

bool is_one_of(std::string const& pointer, std::vector<std::string> const& figures) {
  return std::ranges::any_of(figures, [&](std::string const& figure) {
    return (pointer + "/").find("/" + figure + "/") != std::string::npos;
  });
}

/// What changes that must not, and what does not that must; empty: nothing.
std::string faults_of_others(Case const& one, Json const& before, Json const& after) {
  // Sums and shares of other figures follow them, and a box that waits elsewhere makes other events.
  static std::vector<std::string> const follow{"audit/checks",
                                               "bottlenecks",
                                               "payments",
                                               "parties",
                                               "money_by_payer",
                                               "shipper_cost",
                                               "system_cost",
                                               "shipper_cost_per_teu",
                                               "expected_cost_per_box",
                                               "shipper_cost_per_laden_teu",
                                               "system_cost_per_laden_teu",
                                               "container_hours",
                                               "provenance",
                                               "remarks"};
  std::vector<std::string> differences;
  note_differences(before, after, "", differences);
  std::string changed, unchanged;
  for (auto const& pointer : differences) {
    bool const changes = !one.only.empty() && !is_one_of(pointer, follow) && !is_one_of(pointer, one.only);
    if (changes || is_one_of(pointer, one.same)) changed += " " + pointer;
  }
  for (auto const& figure : one.only)
    if (std::ranges::none_of(differences, [&](auto const& pointer) { return is_one_of(pointer, {figure}); }))
      unchanged += " " + figure;
  std::vector<std::string> told;
  if (!changed.empty()) told.push_back("must leave these as they were, and changes them:" + changed);
  if (!unchanged.empty()) told.push_back("must change these, and leaves them as they were:" + unchanged);
  return fmt::format("{}", fmt::join(told, "; "));
}

Program::Job job(Case const& one, Json const& scenario) { return {one.in == "explain" ? "explain" : "run", scenario}; }

/// The figure that a case names, null where there is none.
Json figure(Case const& one, Answer const& answer) {
  if (one.in == "summary") return answer.out + answer.err;
  auto const result = answer.result();
  Pointer const pointer{one.figure};
  return result.contains(pointer) ? result.at(pointer) : Json{};
}

bool is(Json const& found, Json const& expected, Case const& one) {
  if (one.in == "summary") return found.get<std::string>().find(expected.get<std::string>()) != std::string::npos;
  if (!found.is_number() || !expected.is_number()) return found == expected;
  auto const value = expected.get<double>();
  return std::abs(found.get<double>() - value) <= one.within * std::max(1e-9, std::abs(value));
}

std::string compared(Case const& one, Json const& before, Json const& after) {
  if (before == after) return fmt::format("is {} with and without", after.dump());
  if (!one.before.is_null() && !is(before, one.before, one))
    return fmt::format("was to be {} before, found {}", one.before.dump(), before.dump());
  if (!one.expect.is_null() && !is(after, one.expect, one))
    return fmt::format("was to be {}, found {}", one.expect.dump(), after.dump());
  if (one.change == "rises" || one.change == "falls") {
    if (!before.is_number() || !after.is_number())
      return fmt::format("is no number: {} before, {} after", before.dump(), after.dump());
    auto const difference = after.get<double>() - before.get<double>();
    if (one.change == "rises" ? difference <= 0 : difference >= 0)
      return fmt::format("{} was to follow: {} before, {} after", one.change, before.dump(), after.dump());
  }
  return {};
}

}  // namespace

std::map<std::string, Json> read_worlds(fs::path const& folder) {
  std::map<std::string, Json> worlds;
  for (auto const& entry : fs::directory_iterator{folder})
    if (entry.path().extension() == ".json") worlds[entry.path().stem()] = parsed(entry.path());
  return worlds;
}

std::vector<Case> read_cases(fs::path const& file, std::map<std::string, Json> const& worlds, SchemaKeys const& keys) {
  auto const written = parsed(file);
  std::vector<Case> cases;
  for (auto entry : written.at("cases")) {
    auto const variants = entry.value("for", Json::array({nullptr}));
    entry.erase("for");
    for (auto const& variant : variants) try {
        auto const values = variant.is_null() ? Json::object() : written.at("variants").at(variant.get<std::string>());
        cases.push_back(one_case(filled(entry, values), worlds, keys));
        cases.back().file = file.filename();
      } catch (std::exception const& problem) {
        throw std::runtime_error(fmt::format("{}: {}: {}", file.string(), entry.dump(), problem.what()));
      }
  }
  return cases;
}

std::vector<Program::Job> jobs(Case const& one) { return {job(one, one.base), job(one, one.changed)}; }

std::string fault(Case const& one, Program const& program) {
  auto const& before = program.answer(job(one, one.base));
  auto const& after = program.answer(job(one, one.changed));
  auto const sentence = [&](std::string const& what) {
    return fmt::format("{} ({}, {}): {} {}", one.key, one.file, one.world, one.figure.empty() ? "it" : one.figure,
                       what);
  };
  if (before.exit_code != 0) return sentence(fmt::format("ended with {} before: {}", before.exit_code, before.err));
  if (!one.refused.empty()) {
    if (after.exit_code != 3) return sentence(fmt::format("was to be refused, ended with {}", after.exit_code));
    if (after.err.find(one.refused) == std::string::npos)
      return sentence(fmt::format("was to be refused with \"{}\", but with: {}", one.refused, after.err));
    return {};
  }
  if (after.exit_code != 0) return sentence(fmt::format("ended with {}: {}", after.exit_code, after.err));
  auto const found = compared(one, figure(one, before), figure(one, after));
  if (!found.empty()) return sentence(found);
  if (one.only.empty() && one.same.empty()) return {};
  auto const more = faults_of_others(one, before.result(), after.result());
  return more.empty() ? more : sentence(more);
}

}  // namespace tongzhou::keys
