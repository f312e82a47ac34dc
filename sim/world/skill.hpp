#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/base/quantity.hpp"
#include "sim/world/name.hpp"

namespace tongzhou::world {

/// How those who work at a facility (cranes, officers, sorters) get better: by training, and by what they have done.
struct Skill {
  Name name;
  Time trained_from{};
  Duration ramp{};            // until the gain is whole
  double gain_share = 0;      // of training, on the work of an hour
  double progress_ratio = 1;  // time of a unit of work when the work ever done has doubled (Wright 1936)
  double work_at_start = 1;   // done before the run: lifts, inspections, parcels
  double most_factor = std::numeric_limits<double>::infinity();

  /// Work of an hour, relative to the facility's own figure, when so much has been done in the run.
  double factor(Time at, double done) const {
    double trained = 1;
    if (at >= trained_from) {
      Duration const since = at - trained_from;
      trained += gain_share * (since < ramp ? since / ramp : 1.0);
    }
    double const learned = std::pow((work_at_start + done) / work_at_start, -std::log2(progress_ratio));
    return std::min(most_factor, trained * learned);
  }
};

}  // namespace tongzhou::world
