#pragma once

#include <filesystem>

#include "scenarios/format/json.hpp"

namespace tongzhou::exports {

/// A folder that SimWrapper shows as dashboards: dashboard-*.yaml, the tables they draw, the network and the land.
void write_simwrapper(format::Json const& result, std::filesystem::path const& folder);

}  // namespace tongzhou::exports
