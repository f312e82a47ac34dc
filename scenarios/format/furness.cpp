#include "scenarios/format/furness.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::format {
namespace {

/// A row is `count` cells `stride` apart, and so is a column.
struct Line {
  std::size_t first, stride, count;
};

double sum_of(std::vector<double> const& cells, Line line) {
  double sum = 0;
  for (std::size_t i = 0; i < line.count; ++i) sum += cells[line.first + i * line.stride];
  return sum;
}

void scale(std::vector<double>& cells, Line line, double wanted) {
  auto const sum = sum_of(cells, line);
  if (std::isnan(wanted) || sum <= 0) return;
  for (std::size_t i = 0; i < line.count; ++i) cells[line.first + i * line.stride] *= wanted / sum;
}

double distance(std::vector<double> const& cells, Line line, double wanted) {
  if (std::isnan(wanted)) return 0;
  auto const sum = sum_of(cells, line);
  return std::abs(sum - wanted) / std::max(std::abs(wanted), 1e-9);
}

}  // namespace

Fit fit_to_sums(std::vector<double>& cells, std::vector<double> const& row_sums,
                std::vector<double> const& column_sums) {
  constexpr std::size_t most_rounds = 1000;
  constexpr double near_enough = 1e-6;
  auto const size = row_sums.size();
  auto const row = [&](std::size_t i) { return Line{i * size, 1, size}; };
  auto const column = [&](std::size_t i) { return Line{i, size, size}; };
  Fit fit;
  while (fit.rounds < most_rounds) {
    ++fit.rounds;
    for (std::size_t i = 0; i < size; ++i) scale(cells, row(i), row_sums[i]);
    for (std::size_t i = 0; i < size; ++i) scale(cells, column(i), column_sums[i]);
    fit.worst = 0;
    for (std::size_t i = 0; i < size; ++i) {
      fit.worst =
          std::max({fit.worst, distance(cells, row(i), row_sums[i]), distance(cells, column(i), column_sums[i])});
    }
    if (fit.worst < near_enough) {
      fit.done = true;
      return fit;
    }
  }
  return fit;
}

}  // namespace tongzhou::format
