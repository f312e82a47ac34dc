#pragma once

#include "sim/demand/distribution.hpp"

namespace tongzhou::demand {

/// The mean of what an outcome is beyond a bound, nothing where it is below: E[max(X - bound, 0)].
double mean_excess(Variate const&, double bound);

/// The chance of an outcome beyond a bound: by how much its mean excess falls over a step of one behind it, which is to
/// be small beside the outcomes.
inline double chance_beyond(Variate const& variate, double bound) {
  return mean_excess(variate, bound) - mean_excess(variate, bound + 1);
}

template <class Q>
Q mean_excess(Distribution<Q> const& d, Q bound) {
  return Q{mean_excess(d.variate(), Q{bound}.raw())};
}

}  // namespace tongzhou::demand
