#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tongzhou::experiments {

/// The program that makes the results, as they name it.
struct Maker {
  std::string program;                                        // name and version
  std::vector<std::pair<std::string, std::string>> packages;  // name, version
};

}  // namespace tongzhou::experiments
