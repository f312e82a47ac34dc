#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiments/experiment.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/plausibility.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"
#include "tools/cli/command.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/kind.hpp"

namespace tongzhou::cli {

/// A scenario file as read, and the world it describes (which stays where it is: a planner refers to it).
struct Scenario {
  format::Document document;
  std::unique_ptr<world::World> world;
};

/// A scenario as it is to be looked at: a file, and what is laid over it.
struct ScenarioOptions {
  std::filesystem::path file;
  std::vector<std::filesystem::path> overlays;
  bool strict = false;  // what is unusual counts as a mistake
};
enum class Need { required, optional };
void add_scenario(Command& command, ScenarioOptions& scenario, Need need = Need::required);
void add_strict(Command& command, ScenarioOptions& scenario);
/// "--overlay FILE...", over the base scenario or the scenario.
void add_overlays(Command& command, std::vector<std::filesystem::path>& overlays, std::string const& over);

/// Nothing when the file is wrong: then all its problems are told on `err`.
std::optional<Scenario> load(std::filesystem::path const& file, std::vector<std::filesystem::path> const& overlays,
                             Console& console);

/// The ways of every flow.
struct Planned {
  itineraries::Planner planner;
  itineraries::Plans plans;
};

/// A scenario that can be run.
struct Prepared {
  Scenario scenario;
  Planned planned;
  std::vector<format::Remark> remarks;  // what is unusual in it
};

/// Loads a scenario, plans the ways of its flows and warns on `err` of what is unusual, each with its place. Nothing
/// when the file is wrong, when a flow has no way to its destination, or when with `strict` anything is unusual: told
/// on `err` alike.
std::optional<Prepared> prepare(ScenarioOptions const& options, Console& console);

using experiments::short_name;

/// A scenario and what is laid over it, for those who say what is wrong with them.
std::vector<Given> given(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays);

/// The files without their folders, as they were laid over.
std::vector<std::string> file_names(std::vector<std::filesystem::path> const& overlays);

/// What a run of a scenario goes by, other than that of the scenario alone: "harbour+berth" with berth.json over it.
std::string run_name(std::filesystem::path const& scenario, std::vector<std::filesystem::path> const& overlays);

}  // namespace tongzhou::cli
