#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/keys/cases.hpp"
#include "tests/keys/schema_keys.hpp"

namespace tongzhou::keys {

/// Of the schema as it lies in the sources, of `worlds/` and of `cases/`; each read once.
SchemaKeys const& schema_keys();
std::map<std::string, Json> const& all_worlds();
std::vector<Case> const& all_cases();

}  // namespace tongzhou::keys
