#pragma once

#include <filesystem>
#include <string_view>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::exports {

/// JSON Schema (Draft 7) of one line of an event file.
std::string_view event_schema_text();

/// An event file (JSON lines, see EventLog) as an object-centric event log, OCEL 2.0 in JSON, for process mining. Read
/// twice, never held: only its objects are. False, and nothing written, when a line is no event.
bool write_ocel(std::filesystem::path const& events, std::filesystem::path const& to, format::Problems& problems);

/// The voyages of an event file as GeoJSON lines whose positions are [longitude, latitude, 0, seconds since 1970], as
/// kepler.gl and deck.gl read them. Places are those of the result.
bool write_trips(format::Json const& result, std::filesystem::path const& events, std::filesystem::path const& to,
                 format::Problems& problems);

/// Days that `movements` holds: what is looked at is how vehicles move, not how many there are.
constexpr int days_of_movement = 28;

/// What vehicles did in the first weeks that a result counts, from the event file of its run, as the report draws it:
/// {"start": "2025-01-29", "days": 28, "voyages": [{"service", "number", "vehicle", "events": [[minutes since the
/// start, "ARRI", facility or place, link or what is waited for or "", of a wait: the minute when it ends], ...]},
/// ...]}. null, with problems, when a line is no event.
format::Json movements(format::Json const& result, std::filesystem::path const& events, format::Problems& problems);

}  // namespace tongzhou::exports
