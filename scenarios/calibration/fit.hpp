#pragma once

#include <iosfwd>
#include <optional>
#include <vector>

#include "scenarios/calibration/calibration.hpp"
#include "scenarios/calibration/minimum.hpp"
#include "scenarios/calibration/precision.hpp"
#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/settings.hpp"

namespace tongzhou::calibration {

/// One value of a parameter near the best, and the misfit there, all others kept.
struct ProfilePoint {
  double value = 0, misfit = 0;
};

/// What a calibration came to. Misfit is the sum of weighted squared errors, each over its variance: about the number
/// of observations where model and figures agree.
struct Fit {
  Minimum minimum;                 // of the misfit of what was fitted to, priors included
  std::vector<double> values;      // by parameter, at the best point
  std::vector<double> half_width;  // of their 95 % intervals
  Precision precision;             // in shares of the ranges
  std::vector<std::vector<ProfilePoint>> profiles;
  std::vector<double> before, after;  // what the model says of each observation, at the start and at the best
  std::vector<double> deviation;      // of each error: of the observation and of chance between runs
  double misfit_before = 0;
  double scale = 1;  // intervals are so much wider than the deviations alone make them
  std::size_t points = 0, runs = 0;
};

/// Looks for the parameters with which the model says what was observed, and writes calibration.json and the overlay
/// calibrated.json.
experiments::Conclusion conduct(Calibration const&, experiments::Settings const&, std::ostream& err);

}  // namespace tongzhou::calibration
