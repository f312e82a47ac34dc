#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

// How all parts of a result file write their figures.
namespace tongzhou::format {

/// Whole numbers without a fraction; others in the shortest form that reads back as the same double.
inline nlohmann::ordered_json number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  if (std::trunc(value) == value && std::abs(value) < exact) return static_cast<std::int64_t>(value);
  return value;
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

}  // namespace tongzhou::format
