#pragma once

#include <array>
#include <optional>
#include <string>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/reader.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/link.hpp"
#include "sim/world/place.hpp"

// How single values of a scenario file become quantities.
namespace tongzhou::format {

/// The id, and the text or the two languages of "name".
world::Name name_of(std::string const& code, Reader const& thing);

/// A number or one distribution of a number, times `factor`; always 0 when the key is not there.
demand::Variate variate(Reader const& thing, std::string const& key, double factor = 1);

/// The same as a distribution of what the model has; `unit` is what 1 in the file means.
template <class Unit>
demand::Distribution<Quantity<Unit>> distribution(Reader const& thing, std::string const& key, Quantity<Unit> unit) {
  return demand::Distribution<Quantity<Unit>>{variate(thing, key, unit.raw())};
}
/// Of times. What on average takes longer than ten years has left the business: it is refused.
demand::Distribution<Duration> distribution(Reader const& thing, std::string const& key, Duration unit);
inline demand::Distribution<double> distribution(Reader const& thing, std::string const& key) {
  return demand::Distribution<double>{variate(thing, key)};
}

/// A date, or a date and time, as time since the first midnight of the run.
std::optional<Time> moment(Reader const& thing, std::string const& key, Date start);

/// By part of the year: one number, weekly values, or by month. Unlimited when the key is not there.
std::array<Length, parts_of_year> depths(Reader const& link);

/// The share of a staff on duty, by hour of the day: all of it when the key is not there.
std::array<double, 24> staffed_by_hour(Reader const& thing);

/// Of a limit: unlimited when the key is not there.
Length length_or_unlimited(Reader const& thing, std::string const& key);

}  // namespace tongzhou::format
