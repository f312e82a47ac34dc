#pragma once

#include <algorithm>

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

}  // namespace tongzhou::engine
