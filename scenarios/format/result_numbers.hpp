#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/world/place.hpp"

// How all parts of a result file write their figures.
namespace tongzhou::format {

/// Whole numbers without a fraction; others in the shortest form that reads back as the same double.
inline nlohmann::ordered_json number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  if (std::trunc(value) == value && std::abs(value) < exact) return static_cast<std::int64_t>(value);
  return value;
}

/// An object that starts with what the thing is called.
inline nlohmann::ordered_json named(world::Name const& name) {
  auto entry = nlohmann::ordered_json::object();
  if (name.en.empty() && name.zh.empty()) return entry;
  auto& names = entry["name"] = nlohmann::ordered_json::object();
  if (!name.en.empty()) names["en"] = name.en;
  if (!name.zh.empty()) names["zh"] = name.zh;
  return entry;
}

/// Null where there is no figure.
inline nlohmann::ordered_json maybe(std::optional<double> value) {
  return value ? number(*value) : nlohmann::ordered_json{};
}

inline nlohmann::ordered_json numbers(std::vector<double> const& values) {
  auto list = nlohmann::ordered_json::array();
  for (double const value : values) list.push_back(number(value));
  return list;
}

/// What a program is made with: versions by name.
inline nlohmann::ordered_json packages_of(std::vector<std::pair<std::string, std::string>> const& made_with) {
  auto packages = nlohmann::ordered_json::object();
  for (auto const& [package, version] : made_with) packages[package] = version;
  return packages;
}

}  // namespace tongzhou::format
