#include "sim/rules/convoy.hpp"

#include <cmath>

namespace tongzhou::rules {

Time next_convoy(std::span<Duration const> times, Time from) {
  if (times.empty()) return from;
  Time const midnight = at_days(std::floor(in_days(from)));
  for (Duration const time : times)
    if (midnight + time >= from) return midnight + time;
  return midnight + days(1) + times.front();
}

}  // namespace tongzhou::rules
