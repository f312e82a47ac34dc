#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "scenarios/sensitivity/chaos.hpp"
#include "scenarios/sensitivity/design.hpp"

namespace tongzhou::sensitivity {

/// What is doubtful about building something whose gain is told by a polynomial over the doubts: above 0 it is worth
/// it.

/// Where, along one parameter and with all others where the scenario has them, the gain crosses 0: the crossing nearest
/// to where the scenario stands, as a share of the range. Nothing where it crosses nowhere.
std::optional<double> turning_point(PolynomialChaos const& gain, Point const& scenario, std::size_t parameter);

/// Expected value of knowing before deciding between building and leaving it (Raiffa and Schlaifer 1961), all
/// parameters uniform over their ranges: in the unit of the gain, never below 0.
struct ValueOfKnowing {
  double everything = 0;
  std::vector<double> alone;  // by parameter
};
ValueOfKnowing value_of_knowing(PolynomialChaos const& gain, std::size_t parameters, std::uint64_t seed);

}  // namespace tongzhou::sensitivity
