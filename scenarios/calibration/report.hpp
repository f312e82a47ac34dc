#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/calibration/calibration.hpp"
#include "scenarios/calibration/fit.hpp"
#include "scenarios/experiments/maker.hpp"

namespace tongzhou::calibration {

/// calibration.json.
nlohmann::ordered_json to_json(Calibration const&, Fit const&, experiments::Maker const&);

/// A merge patch (RFC 7386) on the base that gives it the fitted figures, each with where it is from.
nlohmann::ordered_json overlay_of(Calibration const&, Fit const&);

}  // namespace tongzhou::calibration
