#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "tests/theory/program.hpp"

namespace tongzhou::theory {

constexpr double limit = 3;         // standard errors
constexpr std::uint64_t again = 4;  // times as many fresh runs for what lies beyond the limit

struct Estimate {
  double mean, standard_error;
};

inline Estimate estimate(std::vector<double> const& values) {
  auto const n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (double const value : values) mean += value / n;
  for (double const value : values) squares += (value - mean) * (value - mean);
  return {mean, values.size() > 1 ? std::sqrt(squares / (n - 1) / n) : 0};
}

inline Estimate estimate(std::vector<Json> const& results, std::function<double(Json const&)> const& figure) {
  std::vector<double> values;
  for (auto const& result : results) values.push_back(figure(result));
  return estimate(values);
}

}  // namespace tongzhou::theory
