#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::imports {

/// What a file of another program says, as an overlay: places, links, services.
struct Imported {
  format::Json overlay = format::Json::object();
  std::vector<std::string> remarks;  // what was left out or taken for something, for people
};

}  // namespace tongzhou::imports
