#include "scenarios/sensitivity/assumptions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "scenarios/format/locate.hpp"

namespace tongzhou::sensitivity {
namespace {

using json = format::Json;

// What a factor makes no sense of: where things are, what they are called, when they are.
constexpr std::array<std::string_view, 10> no_quantities{"latitude", "longitude", "seed",    "replication", "position",
                                                         "lat",      "lon",       "km_from", "at",          "geometry"};

/// An object that holds things by id: all its members are objects.
bool is_map(json const& value) {
  return value.is_object() && !value.empty() &&
         std::ranges::all_of(value, [](json const& member) { return member.is_object(); });
}

bool is_assumed(json const& value, bool around) {
  auto const source = value.find("source");
  if (source == value.end() || !source->is_string()) return around;
  return source->get_ref<std::string const&>().find("assumption") != std::string::npos;
}

using Groups = std::map<std::string, std::vector<std::string>>;  // by pattern: pointers

void collect(json const& value, std::string const& pointer, std::string const& pattern, bool assumed, Groups& groups) {
  if (value.is_number()) {
    // What is nothing stays nothing whatever it is multiplied by.
    if (assumed && value.get<double>() != 0) groups[pattern].push_back(pointer);
    return;
  }
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      collect(value[i], pointer + format::step_for(i), pattern + ".*", assumed, groups);
    return;
  }
  if (!value.is_object()) return;
  bool const here = is_assumed(value, assumed), by_id = is_map(value);
  for (auto const& [key, member] : value.items()) {
    if (std::ranges::find(no_quantities, key) != no_quantities.end()) continue;
    auto const step = by_id ? "*" : key;
    collect(member, pointer + format::step_for(key), pattern.empty() ? key : pattern + "." + step, here, groups);
  }
}

bool holds(std::string const& key, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return key.find(word) != std::string::npos; });
}

}  // namespace

Range usual_range(std::string const& key) {
  if (holds(key, {"cost", "price", "fee", "tariff", "freight", "toll", "money", "value"})) return {0.7, 1.3};
  if (holds(key, {"speed", "kmh", "knots"})) return {0.9, 1.1};
  return {0.8, 1.2};
}

std::vector<experiments::Parameter> assumptions_of(json const& scenario) {
  Groups groups;
  for (auto const& [key, section] : scenario.items()) collect(section, format::step_for(key), key, false, groups);
  std::vector<experiments::Parameter> parameters;
  for (auto& [pattern, pointers] : groups) {
    auto const range = usual_range(pattern.substr(pattern.find_last_of('.') + 1));
    parameters.push_back({.name = pattern,
                          .way = experiments::Parameter::Way::scale,
                          .pointers = std::move(pointers),
                          .from = range.from,
                          .to = range.to,
                          .start = 1,
                          .pointer = ""});
  }
  return parameters;
}

}  // namespace tongzhou::sensitivity
