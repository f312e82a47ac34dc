#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace tongzhou {

/// The largest weights . x with a x <= limits and x >= 0, by the simplex method on a dense table (Dantzig 1951), with
/// Bland's rule against circles. Limits are not negative; the problem has a bound. For tests: it shares nothing with
/// the program.
class LinearProgram {
 public:
  LinearProgram(std::vector<std::vector<double>> const& a, std::vector<double> const& limits,
                std::vector<double> const& weights)
      : rows_(limits.size()), columns_(weights.size()) {
    for (std::size_t row = 0; row < rows_; ++row) {
      auto& line = table_.emplace_back(a[row]);
      line.resize(columns_ + rows_ + 1);
      line[columns_ + row] = 1;
      line.back() = limits[row];
      basis_.push_back(columns_ + row);
    }
    auto& goal = table_.emplace_back();
    for (double const weight : weights) goal.push_back(-weight);
    goal.resize(columns_ + rows_ + 1);
  }

  std::vector<double> solve() {
    for (auto column = entering(); column < columns_ + rows_; column = entering()) pivot(leaving(column), column);
    std::vector<double> x(columns_);
    for (std::size_t row = 0; row < rows_; ++row)
      if (basis_[row] < columns_) x[basis_[row]] = table_[row].back();
    return x;
  }

 private:
  static constexpr double rounding = 1e-9;

  std::size_t entering() const {
    std::size_t column = 0;
    while (column < columns_ + rows_ && table_[rows_][column] >= -rounding) ++column;
    return column;
  }
  std::size_t leaving(std::size_t column) const {
    std::size_t best = rows_;
    for (std::size_t row = 0; row < rows_; ++row) {
      if (table_[row][column] <= rounding) continue;
      auto const ratio = [&](std::size_t r) { return table_[r].back() / table_[r][column]; };
      bool const is_less = best == rows_ || ratio(row) < ratio(best) - rounding;
      bool const is_tie = best < rows_ && std::abs(ratio(row) - ratio(best)) <= rounding;
      if (is_less || (is_tie && basis_[row] < basis_[best])) best = row;
    }
    return best;
  }
  void pivot(std::size_t at, std::size_t column) {
    double const by = table_[at][column];
    for (double& value : table_[at]) value /= by;
    for (std::size_t row = 0; row <= rows_; ++row) {
      double const times = table_[row][column];
      if (row == at || times == 0) continue;
      for (std::size_t n = 0; n < table_[row].size(); ++n) table_[row][n] -= times * table_[at][n];
    }
    basis_[at] = column;
  }

  std::size_t rows_, columns_;
  std::vector<std::vector<double>> table_;
  std::vector<std::size_t> basis_;
};

}  // namespace tongzhou
