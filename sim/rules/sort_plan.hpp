#pragma once

#include <span>

namespace tongzhou::rules {

/// How often a parcel goes over the lines on average. With fewer exits than directions the largest directions have one
/// each, and the rest leave by the last to be sorted again, over the same exits. Those that are missorted begin anew.
/// `direction_shares` are relative; `exits` are at least two where there are more directions, 0: one for each.
double passes_per_parcel(std::span<double const> direction_shares, int exits, double missorted_share);

}  // namespace tongzhou::rules
