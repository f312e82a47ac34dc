#include <memory>
#include <optional>
#include <vector>

#include "scenarios/experiments/conduct.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/experiment_summary.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

struct ExperimentOptions {
  std::filesystem::path file;                   // of the experiment; for exec, status and collect a manifest
  std::vector<std::filesystem::path> overlays;  // over its base
  std::size_t index = 0, chunk = 1;
  bool missing = false;
  WorkOptions work;
};

std::optional<experiments::Experiment> read(ExperimentOptions const& options, Console& console) {
  format::Problems problems;
  auto experiment = experiments::read_experiment(options.file, problems, options.overlays);
  if (!problems.empty()) print_problems(problems, {{options.file, {Kind::experiment}}}, console);
  if (experiment) print_left_out(*experiment, console);
  return experiment;
}

bool is_manifest(ExperimentOptions const& options, Console& console) {
  auto const other = other_kind({options.file, {Kind::manifest}});
  if (other) console.err << to_line(*other) << '\n';
  return !other;
}

ExitCode run(ExperimentOptions const& options, Invocation const& invocation) {
  auto const experiment = read(options, invocation.console);
  if (!experiment) return ExitCode::invalid;
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(experiments::conduct(*experiment, settings, invocation.console.err), options.work,
                          print_summary, invocation.console);
}

ExitCode plan(ExperimentOptions const& options, Invocation const& invocation) {
  auto const experiment = read(options, invocation.console);
  if (!experiment) return ExitCode::invalid;
  return experiments::plan(*experiment, settings_of(options.work, invocation), invocation.console.out,
                           invocation.console.err);
}

ExitCode execute(ExperimentOptions const& options, Invocation const& invocation) {
  if (!is_manifest(options, invocation.console)) return ExitCode::invalid;
  return experiments::execute(options.file, options.index * options.chunk, options.chunk,
                              settings_of(options.work, invocation), invocation.console.err);
}

ExitCode status(ExperimentOptions const& options, Invocation const& invocation) {
  if (!is_manifest(options, invocation.console)) return ExitCode::invalid;
  auto settings = settings_of(options.work, invocation);
  settings.progress = experiments::Progress::Style::none;
  using enum experiments::StatusStyle;
  auto const style = options.work.json ? json : options.missing ? missing : words;
  return experiments::status(options.file, style, options.chunk, settings, invocation.console.out,
                             invocation.console.err);
}

ExitCode collect(ExperimentOptions const& options, Invocation const& invocation) {
  if (!is_manifest(options, invocation.console)) return ExitCode::invalid;
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(experiments::collect(options.file, settings, invocation.console.err), options.work,
                          print_summary, invocation.console);
}

Option add_file(Command& command, ExperimentOptions& options) {
  return by_name(
      command.operand("FILE", options.file, "The experiment: a file, or a name of the library such as same-ship"),
      Wanted::experiment);
}
void add_manifest(Command& command, ExperimentOptions& options) {
  command.operand("MANIFEST", options.file, "What plan wrote: manifest-<hash>.json").required();
}
void add_chunk(Command& command, ExperimentOptions& options) {
  command.option("--chunk", "N", options.chunk, "Tasks in a chunk; default: 1").whole(1, 1'000'000);
}

/// The experiment as a whole, and in parts for many machines.
void add_experiment(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ExperimentOptions>();
  auto const action = [options, &invocation](ExitCode (*does)(ExperimentOptions const&, Invocation const&)) {
    return [options, &invocation, does] { invocation.exit_code = does(*options, invocation); };
  };
  add_file(command, *options);
  add_overlays(command, options->overlays, "base scenario");
  add_out(command, options->work);
  add_work(command, options->work);
  add_talk(command, options->work);

  auto planning = command.command("plan", "Write a manifest of numbered tasks instead of running, and print its path");
  add_file(planning, *options).required();
  add_overlays(planning, options->overlays, "base scenario");
  add_out(planning, options->work);
  add_work(planning, options->work);
  planning.on_run(action(plan));

  auto executing = command.command("exec", "Run one task of a manifest, or a chunk of them");
  add_manifest(executing, *options);
  executing.option("--index", "N", options->index, "Number of the task, or of the chunk, from 0").required();
  add_chunk(executing, *options);
  add_work(executing, options->work);
  add_talk(executing, options->work);
  executing.on_run(action(execute));

  auto looking = command.command("status", "Say how many runs of a manifest are done; exit code 4 when not all");
  add_manifest(looking, *options);
  looking.flag("--missing", options->missing, "Print which tasks, or chunks, are not, as Slurm writes them: 0,3-5");
  add_chunk(looking, *options);
  add_json(looking, options->work.json);
  looking.on_run(action(status));

  auto collecting = command.command("collect", "Merge the results of a manifest that are there");
  add_manifest(collecting, *options);
  add_talk(collecting, options->work);
  collecting.on_run(action(collect));

  command.on_run([options, run_it = action(run)] {
    if (options->file.empty()) Command::missing("FILE");
    run_it();
  });
}

}  // namespace

Verb experiment_verb() {
  return {"experiment",
          "Run options against a base, and say what is really different",
          {{"experiment options.json", "options against the base, docs/experiments.md"},
           {"experiment same-ship", "one of the library"},
           {"experiment options.json --resume", "only the runs that are missing"},
           {"experiment plan options.json", "a manifest of tasks for many machines"},
           {"experiment exec results/options-1a2b3c4d/manifest-5e6f7a8b.json --index 7", "one of its tasks"},
           {"experiment collect results/options-1a2b3c4d/manifest-5e6f7a8b.json", "the result of all that are done"}},
          add_experiment};
}

}  // namespace tongzhou::cli
