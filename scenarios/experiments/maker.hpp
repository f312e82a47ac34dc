#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::experiments {

/// The program that makes the results, as they name it.
struct Maker {
  std::string program;                                        // name and version
  std::vector<std::pair<std::string, std::string>> packages;  // name, version
};

/// What results of many runs say of where they come from; the scenario is the base's code.
format::Json provenance_of(Maker const& maker, std::string const& experiment, std::string const& scenario,
                           std::uint64_t seed);

}  // namespace tongzhou::experiments
