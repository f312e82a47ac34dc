#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace tongzhou::exports {

/// A folder of this test program's own, gone when it ends.
std::filesystem::path const& room();

/// The library's first scenario run for a year without warm-up, all its events written. Run once.
struct Year {
  nlohmann::json result;
  std::filesystem::path events;
};
Year const& year();

/// Six weeks of ships that carry several trade classes, with customs. Run once.
Year const& customs_port();

/// The library's postal hubs. Run once.
Year const& postal_hubs();

std::string text_of(std::filesystem::path const& file);

/// Where the value departs from the schema; empty if it fits.
std::string departures(nlohmann::json const& schema, nlohmann::json const& value);

}  // namespace tongzhou::exports
