#include "scenarios/experiments/conduct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>
#include <system_error>

#include "scenarios/experiments/campaign.hpp"
#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/merge.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/result.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::experiments {
namespace {

namespace fs = std::filesystem;

using enum ExitCode;

/// At the place in the experiment file that speaks of the scenario.
Campaign::ProblemAt problems_in(Experiment const& experiment, Manifest const& manifest) {
  return [&](std::size_t scenario, std::string const& pointer, std::string const& text) {
    auto const option = static_cast<std::size_t>(&manifest.option_of(scenario) - manifest.options.data());
    auto const& variant = experiment.variants[option];
    if (variant.pointer.empty()) return experiment.file->problem(pointer, text);
    return experiment.file->problem(variant.pointer, fmt::format("makes the scenario invalid: {} {}", pointer, text));
  };
}

/// Whether an earlier result says that runs of it are missing: then nobody will miss it.
bool lacks_runs(fs::path const& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return false;
  format::Problems unheard;
  auto const earlier = format::parse(format::read_file(file), file.string(), unheard);
  return earlier && earlier->is_object() && !earlier->value("missing", format::Json::array()).empty();
}

/// Writes the result, after a last look at what the folder holds by now.
Conclusion conclude(Manifest const& manifest, Campaign& campaign) {
  auto const gathered = campaign.gather(manifest);
  if (!gathered) return {failed, {}, {}};
  auto const& runs = *gathered;

  auto merged = merge(manifest, runs);
  auto const file = campaign.store().folder() / "experiment.json";
  auto const text = format::to_text(merged);
  if (auto const kept = lacks_runs(file) ? std::nullopt : format::keep_earlier(file, text))
    campaign.say(fmt::format("kept the earlier result, of other measures, options or runs: {}", kept->string()));
  format::write_whole(file, text);
  auto exit_code = done;
  if (auto const not_there = missing(manifest, runs); !not_there.empty()) {
    campaign.say(fmt::format("{} of {} runs are missing", not_there.size(), manifest.tasks()));
    exit_code = some_missing;
  } else {
    for (auto const& measure : unknown_measures(manifest, runs)) {
      campaign.say(fmt::format("tongzhou: no result has a number at {}: see measures in the experiment file", measure));
      exit_code = invalid;
    }
  }
  if (!merged["audit_failed"].empty()) {
    campaign.say(fmt::format("tongzhou: the audit of {} runs failed: see audit_failed in {}",
                             merged["audit_failed"].size(), file.string()));
    exit_code = failed;
  }
  return {exit_code, file, std::move(merged)};
}

/// Mean over the pilots of the TEU inside at the end of each week.
std::vector<double> mean_by_week(std::map<std::uint32_t, Figures> const& pilots) {
  std::size_t weeks = pilots.begin()->second.teu_inside.size();
  for (auto const& [replication, figures] : pilots) weeks = std::min(weeks, figures.teu_inside.size());
  std::vector<double> mean(weeks);
  for (auto const& [replication, figures] : pilots) {
    for (std::size_t week = 0; week < mean.size(); ++week) mean[week] += figures.teu_inside[week];
  }
  for (auto& teu : mean) teu /= static_cast<double>(pilots.size());
  return mean;
}

/// Finds the warm-up with pilot runs of the base scenario, where that is asked for, and gives it to all variants. Says
/// why not when it cannot.
std::optional<ExitCode> find_warm_up(Experiment& experiment, Settings const& settings, Campaign& campaign) {
  if (experiment.pilots == 0) return std::nullopt;
  auto pilot = experiment;
  pilot.variants.resize(1);
  pilot.replications = experiment.pilots;
  pilot.stopping.reset();
  auto const manifest = manifest_of(pilot, settings.maker);
  auto runs = campaign.known(manifest);
  if (!runs) return failed;
  if (auto const worked = campaign.run(manifest, missing(manifest, *runs), *runs, problems_in(pilot, manifest));
      worked.end)
    return worked.end;
  if (!missing(manifest, *runs).empty()) {
    campaign.say("tongzhou: without its pilot runs the experiment has no warm-up");
    return some_missing;
  }
  auto const weeks = mean_by_week((*runs)[0]);
  auto const cut = outcome::mser5(weeks);
  if (!cut) {
    campaign.say(
        fmt::format("tongzhou: no warm-up found: over the {} whole weeks of {} pilot runs the TEU inside do not settle "
                    "(MSER-5 needs "
                    "at least 50 weeks). Make length_days longer, or give warm_up_days as a number.",
                    weeks.size(), experiment.pilots));
    return failed;
  }
  campaign.say(fmt::format("warm-up: {} days, by MSER-5 over {} pilot runs", *cut * 7, experiment.pilots));
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

std::filesystem::path folder_of(Experiment const& experiment, Settings const& settings) {
  return folder_of(settings.out, manifest_of(experiment, settings.maker));
}

}  // namespace

Conclusion conduct(Experiment experiment, Settings const& settings, std::ostream& err) {
  Campaign campaign{settings, folder_of(experiment, settings), err};
  campaign.store().sweep();
  if (auto const end = find_warm_up(experiment, settings, campaign)) return {*end, {}, {}};

  auto manifest = manifest_of(experiment, settings.maker);
  write_scenarios(campaign.store().folder(), manifest);
  if (manifest.stopping) manifest.replications = manifest.stopping->at_most;
  auto const before = campaign.known(manifest);
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
    auto const worked = campaign.run(manifest, tasks, runs, problems_in(experiment, manifest));
    if (worked.end) return {*worked.end, {}, {}};
    tried = manifest.replications;
    if (!manifest.stopping || tried >= manifest.stopping->at_most || is_content(manifest, runs)) break;
    manifest.replications = std::min(manifest.replications + manifest.stopping->step, manifest.stopping->at_most);
  }
  return conclude(manifest, campaign);
}

ExitCode plan(Experiment experiment, Settings const& settings, std::ostream& out, std::ostream& err) {
  Campaign campaign{settings, folder_of(experiment, settings), err};
  campaign.store().sweep();
  if (auto const end = find_warm_up(experiment, settings, campaign)) return *end;
  auto manifest = manifest_of(experiment, settings.maker);
  if (manifest.stopping) manifest.replications = manifest.stopping->at_most;
  if (auto const end = campaign.check(manifest, problems_in(experiment, manifest))) return *end;
  auto const file = write_manifest(campaign.store().folder(), manifest);
  campaign.say(fmt::format("{} tasks, 0-{}", manifest.tasks(), manifest.tasks() - 1));
  out << file.string() << '\n';
  return done;
}

ExitCode execute(fs::path const& path, std::size_t first, std::size_t count, Settings const& settings,
                 std::ostream& err) {
  Campaign campaign{settings, path.parent_path(), err};
  auto const manifest = read_manifest(path, settings.maker);
  if (first >= manifest.tasks()) {
    campaign.say(fmt::format("tongzhou: there is no task {}: the manifest has {}", first, manifest.tasks()));
    return failed;
  }
  auto runs = campaign.known(manifest);
  if (!runs) return failed;
  std::vector<Task> tasks;
  for (auto index = first; index < std::min(first + count, manifest.tasks()); ++index) {
    auto const task = manifest.task(index);
    if (!(*runs)[task.scenario].contains(task.replication)) tasks.push_back(task);
  }
  auto const worked = campaign.run(manifest, tasks, *runs,
                                   [&](std::size_t scenario, std::string const& pointer, std::string const& text) {
                                     return format::Problem{manifest.option_of(scenario).name, 0, 0, pointer, text};
                                   });
  if (worked.end) return *worked.end;
  return worked.given_up == 0 ? done : some_missing;
}

ExitCode status(fs::path const& path, StatusStyle style, std::size_t chunk, Settings const& settings, std::ostream& out,
                std::ostream& err) {
  Campaign campaign{settings, path.parent_path(), err};
  auto const manifest = read_manifest(path, settings.maker);
  auto const runs = campaign.gather(manifest);
  if (!runs) return failed;
  auto const not_there = missing(manifest, *runs);
  std::set<std::size_t> chunks;
  for (auto const& task : not_there) chunks.insert((task.scenario * manifest.replications + task.replication) / chunk);
  auto const finished = manifest.tasks() - not_there.size();
  if (style == StatusStyle::json) {
    out << nlohmann::ordered_json{{"tasks", manifest.tasks()}, {"done", finished}, {"missing_chunks", chunks}}.dump(2)
        << '\n';
  } else if (style == StatusStyle::words) {
    out << fmt::format("{} of {} runs are done\n", finished, manifest.tasks());
  } else if (!chunks.empty()) {
    out << ranges(chunks) << '\n';
  }
  return not_there.empty() ? done : some_missing;
}

Conclusion collect(fs::path const& path, Settings const& settings, std::ostream& err) {
  Campaign campaign{settings, path.parent_path(), err};
  auto const manifest = read_manifest(path, settings.maker);
  campaign.store().sweep();
  return conclude(manifest, campaign);
}

}  // namespace tongzhou::experiments
