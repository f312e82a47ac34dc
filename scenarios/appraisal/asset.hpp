#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tongzhou::appraisal {

/// A thing that wears out: bought, used from the start of a year on, and bought again whenever its life is over.
struct Asset {
  double cost = 0;
  std::size_t in_use_from = 0;
  unsigned life_years = 1;                  // at least one
  double scrap = 0;                         // what a worn-out one brings in
  std::optional<double> renewal_cost = {};  // of each later one; the cost of the first where not given
};

/// What renewals cost in years 0 to years - 1, less the scrap of what they replace, as positive figures. A life that
/// ends with the last year is not renewed.
std::vector<double> renewals(Asset const&, std::size_t years);

/// What the asset is worth when year years - 1 is over: its price less straight-line depreciation down to the scrap
/// value. One not yet in use is worth its cost.
double residual_value(Asset const&, std::size_t years);

}  // namespace tongzhou::appraisal
