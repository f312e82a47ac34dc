#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/schema.hpp"

namespace tongzhou::imports {

/// What a file of another program says, as an overlay: places, links, services.
struct Imported {
  format::Json overlay = format::Json::object();
  std::vector<std::string> remarks;  // what was left out or taken for something, for people
};

/// Reports what the schema of scenarios refuses of the things in an overlay. That an overlay is no whole scenario is no
/// mistake.
void report_refusals(format::Json const& overlay, format::Report const& report);

/// The same as problems of the file that was imported; whether there are none.
bool check_imported(Imported const& imported, std::string const& file, format::Problems& problems);

}  // namespace tongzhou::imports
