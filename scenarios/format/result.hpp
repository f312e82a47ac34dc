#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// What made a result, besides the seed: enough to make it again.
struct Provenance {
  std::string program;                                        // name and version
  std::string scenario;                                       // the name it goes by: that of its folder or file
  std::vector<std::string> overlays;                          // files laid over it for this run, in order
  std::string scenario_hash;                                  // SHA-256 of the merged scenario
  std::vector<std::pair<std::string, std::string>> packages;  // name, version
  std::vector<std::string> remarks = {};                      // what is unusual in the scenario
};

/// The result file of one replication, format "tongzhou-result/1": docs/result-format.md, result.schema.json.
nlohmann::ordered_json to_json(outcome::Outcome const& outcome, world::World const& world,
                               Provenance const& provenance);

/// As it is written to disk: the same bytes for the same result, each entry of a section on a line of its own, so that
/// two results can be compared line by line.
std::string to_text(nlohmann::ordered_json const& result);

}  // namespace tongzhou::format
