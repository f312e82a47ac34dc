#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/result.hpp"
#include "sim/engine/simulate.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/summary.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/version.hpp"
#include "viz/export/event_log.hpp"

namespace tongzhou::cli {

int run_scenario(RunOptions const& options, Talk& talk) {
  auto const scenario = load(options.file, options.overlays, talk);
  if (!scenario) return invalid;
  if (options.seed) scenario->world->seed = *options.seed;
  auto const planned = plan(*scenario, talk);
  if (!planned) return invalid;

  auto const name = run_name(options.file, options.overlays);
  auto const file = (options.out.empty() ? std::filesystem::path{"results"} / name : options.out) / "result.json";
  // Whether it can be written is known before the run, which may take long; nothing is left of this.
  format::WholeFile{file};

  auto const& world = *scenario->world;
  std::optional<exports::EventLog> events;
  if (!options.events.empty()) events.emplace(options.events, world, options.replication, options.events_share);
  auto const outcome =
      engine::simulate(world, planned->planner, planned->plans, options.replication, events ? &*events : nullptr);
  if (events) events->finish();

  format::Provenance const provenance{.program = program_version(),
                                      .scenario = short_name(options.file),
                                      .overlays = file_names(options.overlays),
                                      .scenario_hash = scenario->document.hash(),
                                      .packages = package_versions()};
  format::write_whole(file, format::to_text(format::to_json(outcome, world, provenance)));

  if (!options.quiet) {
    print_summary(outcome, world, name, talk);
    talk.err << "wrote " << format::printable(file.string()) << '\n';
    if (events) talk.err << "wrote " << format::printable(options.events.string()) << '\n';
  }
  if (outcome.audit_holds()) return done;
  for (auto const& check : outcome.audit) {
    if (check.holds) continue;
    talk.err << fmt::format("audit failed: {}: expected {}, found {}\n", check.name, check.expected, check.found);
  }
  return failed;
}

}  // namespace tongzhou::cli
