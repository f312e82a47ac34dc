#pragma once

#include <span>
#include <vector>

#include "scenarios/appraisal/finance.hpp"

namespace tongzhou::appraisal {

/// Every internal rate of return above -100 % of flows by year, lowest first: the rates at which the net present value
/// is zero. Where in the year money moves does not change them. Empty where there is none, which includes flows that
/// are all zero, where any rate would do; where there are several, none of them means anything alone: use the net
/// present value.
///
/// A rate at which the present value only touches zero is found too. Its limit is that of the arithmetic: a present
/// value within the rounding error of its own sum counts as zero, so that two rates within about 1e-7 of each other, or
/// three within 1e-5, are found as one. Flows must be finite.
std::vector<double> internal_rates(std::span<double const> flows);

/// The same where something comes in when the last year is over: then it matters where in its year money moves.
std::vector<double> internal_rates(Flows const& flows, Timing timing);

}  // namespace tongzhou::appraisal
