#include "scenarios/experiments/conduct.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/experiment_summary.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

namespace fs = std::filesystem;
using experiments::Conclusion;
using experiments::Experiment;

int tell(Conclusion const& conclusion, bool quiet, Talk& talk) {
  if (conclusion.file.empty()) return conclusion.exit_code;
  if (!quiet) {
    print_summary(conclusion.merged, talk);
    talk.err << "wrote " << format::printable(conclusion.file.string()) << '\n';
  }
  return conclusion.exit_code;
}

std::optional<Experiment> read(ExperimentOptions const& options, Talk& talk) {
  format::Problems problems;
  auto experiment = experiments::read_experiment(options.file, problems, options.overlays);
  if (!problems.empty()) tell(problems, {{options.file, {Kind::experiment}}}, talk);
  return experiment;
}

bool is_manifest(ExperimentOptions const& options, Talk& talk) {
  auto const other = other_kind({options.file, {Kind::manifest}});
  if (other) talk.err << to_line(*other) << '\n';
  return !other;
}

}  // namespace

int run_replications(RunOptions const& run, Talk& talk) {
  format::Problems problems;
  auto const name = run_name(run.file, run.overlays);
  auto const experiment =
      experiments::replications_of(run.file, run.overlays, run.seed, *run.replications, name, problems);
  if (!problems.empty()) tell(problems, given(run.file, run.overlays), talk);
  if (!experiment) return invalid;
  auto work = run.work;
  work.out = run.out;
  return tell(experiments::conduct(*experiment, settings_of(work, run.quiet), talk.err), run.quiet, talk);
}

int run_experiment(ExperimentOptions const& options, Talk& talk) {
  auto const experiment = read(options, talk);
  if (!experiment) return invalid;
  return tell(experiments::conduct(*experiment, settings_of(options.work, options.quiet), talk.err), options.quiet,
              talk);
}

int plan_experiment(ExperimentOptions const& options, Talk& talk) {
  auto const experiment = read(options, talk);
  if (!experiment) return invalid;
  return experiments::plan(*experiment, settings_of(options.work, options.quiet), talk.out, talk.err);
}

int execute_tasks(ExperimentOptions const& options, Talk& talk) {
  if (!is_manifest(options, talk)) return invalid;
  return experiments::execute(options.file, options.index * options.chunk, options.chunk,
                              settings_of(options.work, options.quiet), talk.err);
}

int tell_status(ExperimentOptions const& options, Talk& talk) {
  if (!is_manifest(options, talk)) return invalid;
  return experiments::status(options.file, options.missing, options.chunk, settings_of(options.work, true), talk.out,
                             talk.err);
}

int collect_results(ExperimentOptions const& options, Talk& talk) {
  if (!is_manifest(options, talk)) return invalid;
  return tell(experiments::collect(options.file, settings_of(options.work, options.quiet), talk.err), options.quiet,
              talk);
}

}  // namespace tongzhou::cli
