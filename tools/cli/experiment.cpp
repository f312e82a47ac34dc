#include <unistd.h>

#include <algorithm>
#include <thread>

#include "scenarios/experiments/conduct.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/experiment_summary.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/version.hpp"

namespace tongzhou::cli {
namespace {

namespace fs = std::filesystem;
using experiments::Conclusion;
using experiments::Experiment;
using experiments::Settings;

/// Its share of the machine's memory for each job.
std::uint64_t share_of_memory(unsigned jobs) {
  auto const bytes =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return std::max<std::uint64_t>((bytes >> 20) / jobs, 512);
}

Settings settings_of(WorkOptions const& work, bool quiet) {
  using Style = experiments::Progress::Style;
  Settings settings;
  settings.program = "/proc/self/exe";  // this very program, even if its file is replaced meanwhile
  settings.maker = {program_version(), package_versions()};
  if (!work.out.empty()) settings.out = work.out;
  settings.jobs = work.jobs > 0 ? work.jobs : std::max(1U, std::thread::hardware_concurrency());
  settings.resume = work.resume;
  settings.limits.time = std::chrono::seconds{work.time_limit_s};
  settings.limits.memory_mb = work.memory_limit_mb ? *work.memory_limit_mb : share_of_memory(settings.jobs);
  settings.progress = quiet ? Style::none : ::isatty(STDERR_FILENO) != 0 ? Style::bar : Style::lines;
  settings.go_on = work.go_on;
  return settings;
}

int tell(Conclusion const& conclusion, bool quiet, Talk& talk) {
  if (conclusion.file.empty()) return conclusion.exit_code;
  if (!quiet) {
    print_summary(conclusion.merged, talk);
    talk.err << "wrote " << format::printable(conclusion.file.string()) << '\n';
  }
  return conclusion.exit_code;
}

std::optional<Experiment> read(fs::path const& file, Talk& talk) {
  format::Problems problems;
  auto experiment = experiments::read_experiment(file, problems);
  problems.print(talk.err);
  return experiment;
}

}  // namespace

int run_replications(RunOptions const& run, Talk& talk) {
  format::Problems problems;
  auto const name = experiments::short_name(run.file);
  auto const experiment =
      experiments::replications_of(run.file, run.overlays, run.seed, *run.replications, name, problems);
  problems.print(talk.err);
  if (!experiment) return invalid;
  auto work = run.work;
  work.out = run.out;
  return tell(experiments::conduct(*experiment, settings_of(work, run.quiet), talk.err), run.quiet, talk);
}

int run_experiment(ExperimentOptions const& options, Talk& talk) {
  auto const experiment = read(options.file, talk);
  if (!experiment) return invalid;
  return tell(experiments::conduct(*experiment, settings_of(options.work, options.quiet), talk.err), options.quiet,
              talk);
}

int plan_experiment(ExperimentOptions const& options, Talk& talk) {
  auto const experiment = read(options.file, talk);
  if (!experiment) return invalid;
  return experiments::plan(*experiment, settings_of(options.work, options.quiet), talk.out, talk.err);
}

int execute_tasks(ExperimentOptions const& options, Talk& talk) {
  return experiments::execute(options.file, options.index * options.chunk, options.chunk,
                              settings_of(options.work, options.quiet), talk.err);
}

int tell_status(ExperimentOptions const& options, Talk& talk) {
  return experiments::status(options.file, options.missing, options.chunk, settings_of(options.work, true), talk.out,
                             talk.err);
}

int collect_results(ExperimentOptions const& options, Talk& talk) {
  return tell(experiments::collect(options.file, settings_of(options.work, options.quiet), talk.err), options.quiet,
              talk);
}

}  // namespace tongzhou::cli
