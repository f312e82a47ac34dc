#pragma once

#include <algorithm>
#include <cmath>

#include "network/base/quantity.hpp"
#include "sim/engine/closures.hpp"
#include "sim/world/opening_hours.hpp"

namespace tongzhou::engine {

/// The first date from then on at which a gate serves trucks: within its hours, while its terminal is not closed;
/// never, when that is closed for good.
inline Time gate_opens(world::OpeningHours const& hours, Closures const& closures, Time at) {
  while (at < Time::never()) {
    Time const within = hours.open_from(at);
    at = closures.open_from(within);
    if (at == within) break;
  }
  return at;
}

/// For how long between two dates it was not closed; `open_in` says for how long of a stretch without closures it was
/// open.
template <class OpenIn>
Duration open_between(Closures const& closures, Time from, Time to, OpenIn open_in) {
  if (closures.none() || to <= from) return open_in(from, std::max(from, to));
  Duration open;
  closures.pass(from, to - from, [&](Time begin, Time end, double share) {
    if (share > 0 && begin < to) open += open_in(begin, std::min(end, to));
  });
  return open;
}
inline Duration open_between(Closures const& closures, Time from, Time to) {
  return open_between(closures, from, to, [](Time begin, Time end) { return end - begin; });
}
inline Duration open_between(world::OpeningHours const& hours, Closures const& closures, Time from, Time to) {
  if (hours.always()) return open_between(closures, from, to);
  return open_between(closures, from, to,
                      [&](Time begin, Time end) { return hours.open_before(end) - hours.open_before(begin); });
}

/// Until when a gate that is open then goes on as it is, as far as is known; where it has hours, midnight at the
/// latest.
inline Time open_until(world::OpeningHours const& hours, Closures const& closures, Time at) {
  Time const change = closures.next_change(at);
  if (hours.always()) return change;
  Time const midnight{days(std::floor(in_days(at)) + 1)};
  return std::min(change, at + (hours.open_before(midnight) - hours.open_before(at)));
}

/// When a gate has been open for so long after a date; never, when it is closed for good before.
inline Time after_open(world::OpeningHours const& hours, Closures const& closures, Time from, Duration needed) {
  constexpr Duration rounding = seconds(1e-3);
  for (Time at = gate_opens(hours, closures, from); at < Time::never();) {
    Time const end = at + needed;
    needed -= open_between(hours, closures, at, end);
    if (needed <= rounding) return end;
    at = gate_opens(hours, closures, end);
  }
  return Time::never();
}

}  // namespace tongzhou::engine
