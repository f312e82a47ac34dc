#pragma once

#include <span>

#include "network/base/quantity.hpp"

namespace tongzhou::rules {

/// The first date from then on at which a convoy sets out: at these times of every day, after midnight, ascending. At
/// once when there are none.
Time next_convoy(std::span<Duration const> times, Time from);

/// For the next convoy, on the mean over all times of the day.
Duration mean_wait_for_convoy(std::span<Duration const> times);

}  // namespace tongzhou::rules
