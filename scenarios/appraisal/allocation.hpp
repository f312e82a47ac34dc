#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tongzhou::appraisal {

/// How the replications should stand to one another so that the design with the highest mean is picked out with the
/// highest probability: optimal computing budget allocation (Chen, Lin, Yucesan and Chick 2000, "Simulation budget
/// allocation for further enhancing the efficiency of ordinal optimization"). Shares of one; all zero where nothing
/// deviates. Of equal means the first is the best.
std::vector<double> allocation(std::span<double const> means, std::span<double const> deviations);

/// To whom the next of so many more replications goes: the one that has least of what is due to it; the first of
/// equals. Those without a share are never chosen.
std::size_t most_due(std::span<double const> shares, std::span<std::size_t const> replications);

}  // namespace tongzhou::appraisal
