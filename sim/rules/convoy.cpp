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

Duration mean_wait_for_convoy(std::span<Duration const> times) {
  if (times.empty()) return {};
  double squares = 0;  // h^2
  Duration last = times.back() - days(1);
  for (Duration const time : times) {
    double const gap = in_hours(time - last);
    squares += gap * gap;
    last = time;
  }
  return hours(squares / (2 * 24));
}

}  // namespace tongzhou::rules
