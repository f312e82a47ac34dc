#pragma once

#include <string>
#include <vector>

#include "scenarios/experiments/parameter.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::sensitivity {

/// Figures of a scenario that say of themselves that they are assumed (`source` holds the word assumption), of one kind
/// together: "vehicle_classes.*.fuel_per_day" stands for that of all classes. Each is a factor, over a range by kind.
std::vector<experiments::Parameter> assumptions_of(format::Json const& scenario);

/// The range of a factor on figures with this key where nobody says more: an assumption itself. Money 0.7 to 1.3,
/// volumes and times 0.8 to 1.2, speeds 0.9 to 1.1.
struct Range {
  double from = 0, to = 0;
};
Range usual_range(std::string const& key);

}  // namespace tongzhou::sensitivity
