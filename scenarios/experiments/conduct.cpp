#include "scenarios/experiments/conduct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>

#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/interrupt.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/merge.hpp"
#include "scenarios/experiments/runner.hpp"
#include "scenarios/experiments/store.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/result.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::experiments {
namespace {

namespace fs = std::filesystem;

enum Exit { done = 0, failed = 1, invalid = 3, some_missing = 4, interrupted = 130 };

/// What all parts of one command share.
struct Office {
  Office(Settings const& s, std::ostream& err)
      : settings(s),
        progress(err, s.progress),
        workers(s.program, s.limits, interrupt.descriptor(), std::size_t{s.jobs} + 1) {}

  Settings const& settings;
  Interrupt interrupt;
  Progress progress;
  Workers workers;
};

/// Alarms and damaged files; false when nothing can be trusted.
bool report(Gathered const& gathered, Progress& progress) {
  for (auto const& file : gathered.damaged) {
    progress.say(fmt::format("tongzhou: not trusted, its content is not what its name says: {}", file.string()));
  }
  for (auto const& [one, other] : gathered.alarms) {
    progress.say(fmt::format("tongzhou: ALARM: two runs of the same replication wrote different results:\n  {}\n  {}",
                             one.string(), other.string()));
  }
  if (!gathered.alarms.empty()) {
    progress.say("Compare them and find out which program made them; remove the wrong one, then go on with --resume.");
  }
  return gathered.alarms.empty();
}

/// At the place in the experiment file that speaks of the scenario.
void report(Experiment const& experiment, Manifest const& manifest, Batch const& batch, Progress& progress) {
  format::Problems problems;
  for (auto const& [scenario, found] : batch.problems) {
    auto const option = static_cast<std::size_t>(&manifest.option_of(scenario) - manifest.options.data());
    auto const& variant = experiment.variants[option];
    for (auto const& [pointer, text] : found) {
      problems.add(variant.pointer.empty()
                       ? experiment.file->problem(pointer, text)
                       : experiment.file->problem(variant.pointer,
                                                  fmt::format("makes the scenario invalid: {} {}", pointer, text)));
    }
  }
  std::ostringstream text;
  problems.print(text);
  auto lines = text.str();
  if (lines.ends_with('\n')) lines.pop_back();
  progress.say(lines);
}

void say_how_to_go_on(Office& office, Store const& store) {
  office.progress.say(fmt::format("interrupted; {} runs are done and kept in {}. Go on with:\n  {}",
                                  office.progress.runs_done(), store.folder().string(), office.settings.go_on));
}

/// Runs the tasks, and says why not when they cannot be run to their end.
std::optional<int> run(Experiment const& experiment, Manifest const& manifest, std::vector<Task> const& tasks,
                       Office& office, Store const& store, Runs& runs) {
  office.progress.expect(tasks.size());
  auto const batch =
      run_tasks(manifest, tasks, office.settings.jobs, office.workers, store, office.interrupt, office.progress, runs);
  if (batch.interrupted) {
    say_how_to_go_on(office, store);
    return interrupted;
  }
  if (!batch.problems.empty()) {
    report(experiment, manifest, batch, office.progress);
    return invalid;
  }
  return std::nullopt;
}

/// With --resume what is there, else nothing; nullopt when it cannot be trusted.
std::optional<Runs> known(Manifest const& manifest, Office& office, Store const& store) {
  if (!office.settings.resume) return Runs(manifest.scenarios.size());
  auto gathered = gather(manifest, store);
  if (!report(gathered, office.progress)) return std::nullopt;
  return std::move(gathered.runs);
}

/// Writes the result, after a last look at what the folder holds by now.
Conclusion conclude(Manifest const& manifest, Office& office, Store const& store) {
  auto const gathered = gather(manifest, store);
  if (!report(gathered, office.progress)) return {failed, {}, {}};
  auto const& runs = gathered.runs;

  auto merged = merge(manifest, runs);
  auto const file = store.folder() / "experiment.json";
  format::write_whole(file, format::to_text(merged));
  int exit_code = done;
  if (auto const not_there = missing(manifest, runs); !not_there.empty()) {
    office.progress.say(fmt::format("{} of {} runs are missing", not_there.size(), manifest.tasks()));
    exit_code = some_missing;
  } else {
    for (auto const& measure : unknown_measures(manifest, runs)) {
      office.progress.say(
          fmt::format("tongzhou: no result has a number at {}: see measures in the experiment file", measure));
      exit_code = invalid;
    }
  }
  if (!merged["audit_failed"].empty()) {
    office.progress.say(fmt::format("tongzhou: the audit of {} runs failed: see audit_failed in {}",
                                    merged["audit_failed"].size(), file.string()));
    exit_code = failed;
  }
  return {exit_code, file, std::move(merged)};
}

/// Mean over the pilots of the TEU inside at the end of each week.
std::vector<double> mean_by_week(std::map<std::uint32_t, Figures> const& pilots) {
  std::vector<double> mean(pilots.begin()->second.teu_inside.size());
  for (auto const& [replication, figures] : pilots) {
    for (std::size_t week = 0; week < mean.size(); ++week) mean[week] += figures.teu_inside[week];
  }
  for (auto& teu : mean) teu /= static_cast<double>(pilots.size());
  return mean;
}

/// Finds the warm-up with pilot runs of the base scenario and gives it to all variants. Says why not when it cannot.
std::optional<int> find_warm_up(Experiment& experiment, Office& office, Store const& store) {
  auto pilot = experiment;
  pilot.variants.resize(1);
  pilot.replications = experiment.pilots;
  pilot.stopping.reset();
  auto const manifest = manifest_of(pilot, office.settings.maker);
  auto runs = known(manifest, office, store);
  if (!runs) return failed;
  if (auto const end = run(pilot, manifest, missing(manifest, *runs), office, store, *runs)) return end;
  if (!missing(manifest, *runs).empty()) {
    office.progress.say("tongzhou: without its pilot runs the experiment has no warm-up");
    return some_missing;
  }
  auto const weeks = mean_by_week((*runs)[0]);
  auto const cut = outcome::mser5(weeks);
  if (!cut) {
    office.progress.say(
        fmt::format("tongzhou: no warm-up found: over the {} whole weeks of {} pilot runs the TEU inside do not settle "
                    "(MSER-5 needs "
                    "at least 50 weeks). Make length_days longer, or give warm_up_days as a number.",
                    weeks.size(), experiment.pilots));
    return failed;
  }
  office.progress.say(fmt::format("warm-up: {} days, by MSER-5 over {} pilot runs", *cut * 7, experiment.pilots));
  for (auto& variant : experiment.variants) variant.scenario["warm_up_days"] = *cut * 7;
  return std::nullopt;
}

/// Slurm's way of writing array indices: 0,3-5.
std::string ranges(std::set<std::size_t> const& numbers) {
  std::string text;
  for (auto it = numbers.begin(); it != numbers.end();) {
    auto const first = *it;
    auto last = first;
    for (++it; it != numbers.end() && *it == last + 1; ++it) last = *it;
    text += fmt::format("{}{}", text.empty() ? "" : ",", first);
    if (last > first) text += fmt::format("-{}", last);
  }
  return text;
}

/// The store of an experiment, and the warm-up found where that is asked for.
std::optional<int> prepare(Experiment& experiment, Office& office, Store const& store) {
  if (experiment.pilots == 0) return std::nullopt;
  return find_warm_up(experiment, office, store);
}

Store store_of(Experiment const& experiment, Settings const& settings) {
  return Store{folder_of(settings.out, manifest_of(experiment, settings.maker))};
}

}  // namespace

Conclusion conduct(Experiment experiment, Settings const& settings, std::ostream& err) {
  Office office{settings, err};
  auto const store = store_of(experiment, settings);
  store.sweep();
  if (auto const end = prepare(experiment, office, store)) return {*end, {}, {}};

  auto manifest = manifest_of(experiment, settings.maker);
  write_scenarios(store.folder(), manifest);
  if (manifest.stopping) manifest.replications = manifest.stopping->at_most;
  auto const before = known(manifest, office, store);
  if (!before) return {failed, {}, {}};
  manifest.replications = experiment.replications;
  Runs runs(manifest.scenarios.size());
  std::size_t tried = 0;
  while (true) {
    // Only what this look may see: what an earlier run went on to do must not make a difference.
    for (std::size_t scenario = 0; scenario < before->size(); ++scenario) {
      for (auto const& [replication, figures] : (*before)[scenario]) {
        if (replication < manifest.replications) runs[scenario].emplace(replication, figures);
      }
    }
    auto tasks = missing(manifest, runs);
    std::erase_if(tasks, [&](Task const& task) { return task.replication < tried; });  // given up before
    if (auto const end = run(experiment, manifest, tasks, office, store, runs)) return {*end, {}, {}};
    tried = manifest.replications;
    if (!manifest.stopping || tried >= manifest.stopping->at_most || is_content(manifest, runs)) break;
    manifest.replications = std::min(manifest.replications + manifest.stopping->step, manifest.stopping->at_most);
  }
  return conclude(manifest, office, store);
}

int plan(Experiment experiment, Settings const& settings, std::ostream& out, std::ostream& err) {
  Office office{settings, err};
  auto const store = store_of(experiment, settings);
  store.sweep();
  if (auto const end = prepare(experiment, office, store)) return *end;
  auto manifest = manifest_of(experiment, settings.maker);
  if (manifest.stopping) manifest.replications = manifest.stopping->at_most;
  for (std::size_t i = 0; i < manifest.scenarios.size(); ++i) {
    auto attempt = office.workers.prepare(manifest.scenarios[i]);
    if (attempt.interrupted) return interrupted;
    if (!attempt.problems.empty()) {
      report(experiment, manifest, Batch{false, 0, {{i, std::move(attempt.problems)}}}, office.progress);
      return invalid;
    }
    if (!attempt.why.empty()) {
      office.progress.say(fmt::format("tongzhou: {}: {}", manifest.option_of(i).name, attempt.why));
      return failed;
    }
  }
  auto const file = write_manifest(store.folder(), manifest);
  office.progress.say(fmt::format("{} tasks, 0-{}", manifest.tasks(), manifest.tasks() - 1));
  out << file.string() << '\n';
  return done;
}

int execute(fs::path const& path, std::size_t first, std::size_t count, Settings const& settings, std::ostream& err) {
  Office office{settings, err};
  auto const manifest = read_manifest(path, settings.maker);
  Store const store{path.parent_path()};
  if (first >= manifest.tasks()) {
    office.progress.say(fmt::format("tongzhou: there is no task {}: the manifest has {}", first, manifest.tasks()));
    return failed;
  }
  auto runs = known(manifest, office, store);
  if (!runs) return failed;
  std::vector<Task> tasks;
  for (auto index = first; index < std::min(first + count, manifest.tasks()); ++index) {
    auto const task = manifest.task(index);
    if (!(*runs)[task.scenario].contains(task.replication)) tasks.push_back(task);
  }
  office.progress.expect(tasks.size());
  auto const batch =
      run_tasks(manifest, tasks, settings.jobs, office.workers, store, office.interrupt, office.progress, *runs);
  if (batch.interrupted) {
    say_how_to_go_on(office, store);
    return interrupted;
  }
  for (auto const& [scenario, problems] : batch.problems) {
    for (auto const& [pointer, text] : problems) {
      office.progress.say(fmt::format("{}: {} {}", manifest.option_of(scenario).name, pointer, text));
    }
  }
  if (!batch.problems.empty()) return invalid;
  return batch.given_up == 0 ? done : some_missing;
}

int status(fs::path const& path, bool only_missing, std::size_t chunk, Settings const& settings, std::ostream& out,
           std::ostream& err) {
  Progress progress{err, Progress::Style::none};
  auto const manifest = read_manifest(path, settings.maker);
  auto const gathered = gather(manifest, Store{path.parent_path()});
  if (!report(gathered, progress)) return failed;
  auto const not_there = missing(manifest, gathered.runs);
  if (only_missing) {
    std::set<std::size_t> chunks;
    for (auto const& task : not_there)
      chunks.insert((task.scenario * manifest.replications + task.replication) / chunk);
    if (!chunks.empty()) out << ranges(chunks) << '\n';
  } else {
    out << fmt::format("{} of {} runs are done\n", manifest.tasks() - not_there.size(), manifest.tasks());
  }
  return not_there.empty() ? done : some_missing;
}

Conclusion collect(fs::path const& path, Settings const& settings, std::ostream& err) {
  Office office{settings, err};
  auto const manifest = read_manifest(path, settings.maker);
  Store const store{path.parent_path()};
  store.sweep();
  return conclude(manifest, office, store);
}

}  // namespace tongzhou::experiments
