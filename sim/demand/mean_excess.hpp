#pragma once

#include "sim/demand/distribution.hpp"

namespace tongzhou::demand {

/// The mean of what an outcome is beyond a bound, nothing where it is below: E[max(X - bound, 0)].
double mean_excess(Variate const&, double bound);

template <class Q>
Q mean_excess(Distribution<Q> const& d, Q bound) {
  return Q{mean_excess(d.variate(), Q{bound}.raw())};
}

}  // namespace tongzhou::demand
