#pragma once

#include <utility>
#include <vector>

namespace tongzhou::appraisal {

/// A price that changes with the calendar: given for some years, straight between them, flat before the first; after
/// the last it grows by so much a year.
struct PricePath {
  std::vector<std::pair<int, double>> by_year = {};  // rising, at least one
  double growth_per_year = 0;

  double at(int year) const;
};

}  // namespace tongzhou::appraisal
