#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/maker.hpp"
#include "scenarios/experiments/workers.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::experiments {

/// One run: a scenario of the manifest, and which of its replications.
struct Task {
  std::size_t scenario = 0;
  std::uint32_t replication = 0;
  friend auto operator<=>(Task const&, Task const&) = default;
};

/// An experiment in which nothing is left to decide: every run has a number, and anybody with the same program makes
/// the same files of it.
struct Manifest {
  struct Option {
    std::string name;
    std::size_t scenario = 0;  // two options that come to the same share one
    format::Json parameters;
    std::string note;
  };

  Maker maker;
  std::string name;
  std::uint64_t seed = 1;
  std::uint32_t replications = 0;
  double confidence = 0.95;
  std::string warm_up;  // where it is from: scenario, experiment, mser-5
  std::vector<std::string> measures;
  Sums sums;                                           // what those in words add up
  std::map<std::string, RelevantDifference> relevant;  // by measure
  std::optional<Stopping> stopping;
  std::vector<ScenarioText> scenarios;
  std::vector<Option> options;  // base first

  std::size_t tasks() const { return scenarios.size() * replications; }
  /// Scenario by scenario, so that neighbours share a plan.
  Task task(std::size_t index) const;
  /// The first option that runs this scenario.
  Option const& option_of(std::size_t scenario) const;
};

/// What an experiment comes to.
Manifest manifest_of(Experiment const& experiment, Maker const& maker);

/// The folder of an experiment's results: its name, and the hash of what its runs start from (base, seed, program).
std::filesystem::path folder_of(std::filesystem::path const& out, Manifest const& manifest);

/// scenarios/<hash>.json, one for each scenario.
void write_scenarios(std::filesystem::path const& folder, Manifest const& manifest);

/// Writes manifest-<hash>.json and the scenarios; returns the path of the manifest.
std::filesystem::path write_manifest(std::filesystem::path const& folder, Manifest const& manifest);

/// Throws with a reason when it, or one of its scenarios, is not what its name says, or when another program made it.
Manifest read_manifest(std::filesystem::path const& file, Maker const& maker);

/// How a stopping rule stands in files of ours.
nlohmann::ordered_json to_json(Stopping const& stopping);

}  // namespace tongzhou::experiments
