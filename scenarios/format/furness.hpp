#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace tongzhou::format {

/// A sum that may take any value.
constexpr double free_sum = std::numeric_limits<double>::quiet_NaN();

/// What fitting a square matrix to sums came to.
struct Fit {
  std::size_t rounds = 0;
  double worst = 0;  // the largest relative distance that is left between a sum and what it should be
  bool done = false;
};

/// Scales rows and columns in turn until their sums are those given: Furness's method of balancing factors (Furness
/// 1965; as iterative proportional fitting: Deming and Stephan 1940). Cells that are nothing stay nothing. Fitted when
/// every sum is within a millionth. `cells` holds row after row.
Fit fit_to_sums(std::vector<double>& cells, std::vector<double> const& row_sums,
                std::vector<double> const& column_sums);

}  // namespace tongzhou::format
