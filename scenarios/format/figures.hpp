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

constexpr double per_minute = 60;  // seconds: units of a distribution in the file
constexpr double per_hour = 3600;
constexpr double per_day = 86400;

/// The id, and the text or the two languages of "name".
world::Name name_of(std::string const& code, Reader const& thing);

/// A number or one distribution, times `unit`; always 0 when the key is not there.
demand::Distribution distribution(Reader const& thing, std::string const& key, double unit = 1);

/// A date, or a date and time, as time since the first midnight of the run.
std::optional<Time> moment(Reader const& thing, std::string const& key, Date start);

/// By part of the year: one number, weekly values, or by month. Unlimited when the key is not there.
std::array<double, parts_of_year> depths(Reader const& link);

/// Of a limit: unlimited when the key is not there.
Length length_or_unlimited(Reader const& thing, std::string const& key);

}  // namespace tongzhou::format
