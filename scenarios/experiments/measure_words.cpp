#include "scenarios/experiments/measure_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/units.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/world/flow.hpp"
#include "sim/world/place.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::experiments {
namespace {

using format::Json;
using format::Reader;

constexpr std::array<std::string_view, 4> nouns{"flows", "services", "facilities", "places"};

// The name is no std::string: GCC 14 takes what is returned for a part of one made for the call.
Json const& section_of(Json const& scenario, std::string_view section) {
  static Json const none = Json::object();
  auto const found = scenario.find(std::string{section});
  return found == scenario.end() ? none : *found;
}

/// What people call a thing: its id, or its name in either language.
bool is_called(std::string const& id, Json const& thing, std::string_view name) {
  if (id == name) return true;
  auto const found = thing.find("name");
  if (found == thing.end()) return false;
  if (found->is_string()) return *found == name;
  return std::ranges::any_of(*found, [&](Json const& one) { return one == name; });
}

std::vector<std::string> names_of(Json const& things) {
  std::vector<std::string> names;
  for (auto const& [id, thing] : things.items()) {
    names.push_back(id);
    auto const found = thing.find("name");
    if (found == thing.end()) continue;
    if (found->is_string()) names.push_back(*found);
    if (found->is_object())
      for (auto const& one : *found) names.push_back(one);
  }
  return names;
}

std::string meant(std::string_view word, std::vector<std::string> const& known) {
  std::vector<std::string_view> const candidates{known.begin(), known.end()};
  return format::did_you_mean(word, candidates);
}

/// Numbers that stand beside each other in a result, by key.
std::vector<std::string> numbers_in(std::string const& pointer) {
  std::vector<std::string> keys;
  for (auto const& figure : format::figures_in(pointer))
    if (figure.is_number()) keys.push_back(figure.key);
  return keys;
}

/// What goes out of a figure is what goes into it: sums over things make sense. Shares, means and extremes do not.
bool adds_up(std::string const& pointer) {
  auto const figure = format::figure_at(pointer);
  if (figure->unit.starts_with("share") || figure->unit.find(" per ") != std::string::npos) return false;
  constexpr std::array<std::string_view, 10> of_one{"mean", "share", "per", "max", "min",
                                                    "p50",  "p90",   "p95", "p99", "longest"};
  auto const words = "_" + figure->key + "_";
  return std::ranges::none_of(of_one,
                              [&](auto word) { return words.find(fmt::format("_{}_", word)) != std::string::npos; });
}

/// What a thing's figure is made of: itself, and of flows, whose shippers bear several expenses, what they pay, the
/// value of time and loss included. Nothing where no result has a number there.
std::vector<std::string> parts_of(std::string const& section, std::string const& figure) {
  auto const found = format::figure_at(fmt::format("/{}/x/{}", section, figure));
  if (found && found->is_number()) return {figure};
  std::vector<std::string> parts;
  if (section == "flows" && figure == "shipper_cost")
    for (auto const expense : all_values<ledger::Expense>)
      if (ledger::payer(expense) == ledger::Party::shipper)
        parts.push_back(fmt::format("money_by_expense/{}", word_of(expense)));
  return parts;
}

/// What a result has among its `facilities`; locks, offices and hubs stand elsewhere.
bool is_terminal(Json const& facility) { return value_of<world::TerminalKind>(facility.value("kind", "")).has_value(); }

}  // namespace

/// "shipper_cost of export flows from Nanning to Rotterdam", taken apart.
struct MeasureReader::Words {
  std::string figure;                                     // shipper_cost, transit_hours/mean
  std::string kind;                                       // export
  std::string noun;                                       // flows, or the name of a group
  std::map<std::string, std::string, std::less<>> where;  // from, to, at: names of places or groups of them

  static Words of(std::string const& measure, std::map<std::string, Group, std::less<>> const& groups) {
    Words words;
    auto const of = measure.find(" of ");
    words.figure = measure.substr(0, of);
    auto rest = of == std::string::npos ? std::string{} : measure.substr(of + 4);
    words.noun = rest;
    if (groups.contains(rest)) return words;
    while (auto const last = last_preposition(rest)) {
      auto const [begin, preposition] = *last;
      words.where.try_emplace(std::string{preposition}, rest.substr(begin + preposition.size() + 2));
      rest.resize(begin);
    }
    words.noun = rest;
    for (auto const noun : nouns)
      if (rest.ends_with(fmt::format(" {}", noun))) {
        words.kind = rest.substr(0, rest.size() - noun.size() - 1);
        words.noun = noun;
      }
    return words;
  }

 private:
  static std::optional<std::pair<std::size_t, std::string_view>> last_preposition(std::string const& text) {
    std::optional<std::pair<std::size_t, std::string_view>> last;
    for (std::string_view const word : {"from", "to", "at"}) {
      auto const begin = text.rfind(fmt::format(" {} ", word));
      if (begin != std::string::npos && (!last || begin > last->first)) last = {begin, word};
    }
    return last;
  }
};

MeasureReader::MeasureReader(Json const& scenario, Reader const& file) : scenario_(scenario) {
  for (auto const& [name, given] : file.entries("groups")) read_group(name, given);
}

std::vector<std::string> MeasureReader::ids_of(std::string const& section) const {
  std::vector<std::string> ids;
  for (auto const& [id, thing] : section_of(scenario_, section).items()) ids.push_back(id);
  return ids;
}

void MeasureReader::read_group(std::string const& name, Reader const& given) {
  auto const section = given.json().begin().key();
  auto const& things = section_of(scenario_, section);
  Group group{section, {}};
  for (auto const& item : given.items(section)) {
    auto const wanted = item.text();
    auto const before = group.ids.size();
    for (auto const& [id, thing] : things.items()) {
      bool const begins =
          wanted.ends_with('*') && id.starts_with(std::string_view{wanted}.substr(0, wanted.size() - 1));
      if ((begins || is_called(id, thing, wanted)) && std::ranges::find(group.ids, id) == group.ids.end())
        group.ids.push_back(id);
    }
    if (group.ids.size() == before && !wanted.ends_with('*'))
      item.refuse(fmt::format("there is none among the {}{}", section, meant(wanted, names_of(things))));
  }
  groups_.emplace(name, std::move(group));
}

std::vector<std::string> MeasureReader::pointers(std::string const& measure, Reader const& at) const {
  if (!measure.starts_with('/')) return in_words(measure, at);
  if (!check(measure, at)) return {};
  return {measure};
}

/// Whether a result may have a number there.
bool MeasureReader::check(std::string const& pointer, Reader const& at) const {
  auto const steps = format::steps_of(pointer);
  auto const figure = format::figure_at(pointer);
  if (!figure || !figure->is_number()) {
    auto const parent = pointer.substr(0, pointer.rfind('/'));
    auto const nearest = steps.empty() ? std::string{} : meant(steps.back(), numbers_in(parent));
    at.refuse(fmt::format("no result has a number at {}{}", pointer, nearest));
    return false;
  }
  // Flows that the program adds, such as empties sent home, have a colon in their ids.
  bool const by_id = steps.size() > 1 && (steps[0] == "flows" || steps[0] == "services" || steps[0] == "places");
  if (!by_id || steps[1].find(':') != std::string::npos || section_of(scenario_, steps[0]).contains(steps[1]))
    return true;
  at.refuse(
      fmt::format("the scenario has no {} among its {}{}", steps[1], steps[0], meant(steps[1], ids_of(steps[0]))));
  return false;
}

std::vector<std::string> MeasureReader::in_words(std::string const& measure, Reader const& at) const {
  auto const words = Words::of(measure, groups_);
  if (words.noun.empty()) {
    if (format::figure_at("/" + words.figure)) {
      at.refuse(fmt::format("a pointer begins with a slash; did you mean \"/{}\"?", words.figure));
      return {};
    }
    auto const pointer = "/totals/" + words.figure;
    if (check(pointer, at)) return {pointer};
    return {};
  }
  auto const group = groups_.find(words.noun);
  auto const section = group != groups_.end() ? group->second.section : words.noun;
  if (group == groups_.end() && std::ranges::find(nouns, std::string_view{section}) == nouns.end()) {
    std::vector<std::string> known{nouns.begin(), nouns.end()};
    for (auto const& [name, one] : groups_) known.push_back(name);
    at.refuse(fmt::format("expected flows, services, facilities, places or a group, found \"{}\"{}", words.noun,
                          meant(words.noun, known)));
    return {};
  }
  auto const parts = parts_of(section, words.figure);
  if (parts.empty()) {
    auto const slash = words.figure.rfind('/');
    auto const inner = slash == std::string::npos ? std::string{} : "/" + words.figure.substr(0, slash);
    auto const last = slash == std::string::npos ? words.figure : words.figure.substr(slash + 1);
    auto known = numbers_in(fmt::format("/{}/x{}", section, inner));
    if (section == "flows" && inner.empty()) known.emplace_back("shipper_cost");
    at.refuse(fmt::format("{} have no number \"{}\"{}", section, words.figure, meant(last, known)));
    return {};
  }
  auto const ids = group != groups_.end() ? group->second.ids : things(words, at);
  if (ids.size() > 1 && !adds_up(fmt::format("/{}/x/{}", section, parts.front()))) {
    at.refuse(
        fmt::format("{} of {} {} does not add up: name one of them by its pointer", words.figure, ids.size(), section));
    return {};
  }
  std::vector<std::string> all;
  for (auto const& id : ids)
    for (auto const& part : parts) all.push_back(fmt::format("/{}{}/{}", section, format::step_for(id), part));
  return all;
}

/// Ids of what the words name; told where they name nothing.
std::vector<std::string> MeasureReader::things(Words const& words, Reader const& at) const {
  auto const refused = [&](std::string const& text) {
    at.refuse(text);
    return std::vector<std::string>{};
  };
  if (words.noun == "services" && !words.kind.empty() && !value_of<world::Mode>(words.kind))
    return refused(fmt::format("\"{}\" is no mode of services", words.kind));
  if (words.noun == "flows" && !words.kind.empty() && !value_of<world::TradeClass>(words.kind))
    return refused(
        fmt::format("\"{}\" is no trade of flows: domestic, export, import, transshipment or empty", words.kind));
  bool const travels = words.noun == "flows";
  for (auto const& [preposition, name] : words.where)
    if ((preposition == "at") == travels || words.noun == "services")
      return refused(fmt::format("{} are not asked for by \"{}\"", words.noun, preposition));
  Places places;
  for (auto const& [preposition, name] : words.where) {
    places[preposition] = places_called(name, at);
    if (places[preposition].empty()) return {};
  }
  auto ids = words.noun == "flows"      ? flows(words, places)
             : words.noun == "services" ? services(words)
                                        : at_places(words, places);
  if (!ids.empty()) return ids;
  std::string where;
  for (auto const& [preposition, name] : words.where) where += fmt::format(" {} {}", preposition, name);
  return refused(fmt::format("the scenario has no such {}{}", words.noun, where));
}

std::vector<std::string> MeasureReader::flows(Words const& words, Places const& places) const {
  std::vector<std::string> ids;
  for (auto const& [id, flow] : section_of(scenario_, "flows").items()) {
    bool const leads = std::ranges::all_of(places, [&](auto const& end) {
      return std::ranges::find(end.second, flow.value(end.first, "")) != end.second.end();
    });
    if (leads && (words.kind.empty() || flow.value("trade", "domestic") == words.kind)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> MeasureReader::services(Words const& words) const {
  std::vector<std::string> ids;
  auto const& classes = section_of(scenario_, "vehicle_classes");
  for (auto const& [id, service] : section_of(scenario_, "services").items()) {
    auto const& of_first = service.contains("vehicles") ? service.at("vehicles").at(0) : service;  // all of one mode
    auto const vehicle = classes.find(of_first.value("vehicle", ""));
    if (words.kind.empty() || (vehicle != classes.end() && vehicle->value("mode", "") == words.kind)) ids.push_back(id);
  }
  return ids;
}

/// Places, or their facilities: "CNWUH/quay".
std::vector<std::string> MeasureReader::at_places(Words const& words, Places const& places) const {
  auto const where = places.find("at");
  auto const wanted = where == places.end() ? ids_of("places") : where->second;
  if (words.noun == "places") return wanted;
  std::vector<std::string> ids;
  for (auto const& place : wanted)
    for (auto const& [facility, facts] : section_of(section_of(scenario_, "places").at(place), "facilities").items())
      if (is_terminal(facts)) ids.push_back(fmt::format("{}/{}", place, facility));
  return ids;
}

std::vector<std::string> MeasureReader::places_called(std::string const& name, Reader const& at) const {
  if (auto const group = groups_.find(name); group != groups_.end() && group->second.section == "places")
    return group->second.ids;
  auto const& places = section_of(scenario_, "places");
  std::vector<std::string> ids;
  for (auto const& [id, place] : places.items())
    if (is_called(id, place, name)) ids.push_back(id);
  if (!ids.empty()) return ids;
  auto known = names_of(places);
  for (auto const& [group, facts] : groups_) known.push_back(group);
  at.refuse(fmt::format("the scenario has no place called \"{}\"{}", name, meant(name, known)));
  return ids;
}

}  // namespace tongzhou::experiments
