#pragma once

#include <cstddef>
#include <functional>

#include "scenarios/sensitivity/design.hpp"

namespace tongzhou::calibration {

/// What is to be made small, over the unit cube. May throw: then the search ends with what it threw.
using Objective = std::function<double(sensitivity::Point const&)>;

enum class Search {
  local,   // BOBYQA (Powell 2009) from the start: a quadratic model, no derivatives
  global,  // DIRECT-L (Gablonsky and Kelley 2001) over the whole cube for half of the budget, then BOBYQA from its best
};

struct Minimum {
  sensitivity::Point at;
  double value = 0;
  std::size_t evaluations = 0;
  bool settled =
      false;  // it ended because nothing better than the tolerance was left, not because the budget was spent
};

/// Ends when it has asked `budget` times, or when steps no longer make the value smaller by `tolerance`.
Minimum minimise(Objective const& objective, sensitivity::Point start, Search search, std::size_t budget,
                 double tolerance);

}  // namespace tongzhou::calibration
