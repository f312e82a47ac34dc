#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tongzhou::cli {

/// "tongzhou 0.1.0"
std::string program_version();

/// What the program was built with and from: name and version.
std::vector<std::pair<std::string, std::string>> package_versions();

}  // namespace tongzhou::cli
