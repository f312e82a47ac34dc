#pragma once

#include <span>
#include <vector>

namespace tongzhou::rules {

/// Shares of boxes over ways with these generalised costs: a multinomial logit (McFadden 1974), exp(-per_money x cost),
/// normalised. With per_money = 0 every box takes the cheapest; tie: the first.
std::vector<double> logit_shares(std::span<double const> costs, double per_money);

/// The position whose cumulative share holds u in [0, 1).
std::size_t pick(std::span<double const> shares, double u);

}  // namespace tongzhou::rules
