#include "scenarios/experiments/campaign.hpp"

#include <fmt/format.h>

#include <ostream>
#include <sstream>
#include <utility>

namespace tongzhou::experiments {

Campaign::Campaign(Settings const& settings, std::filesystem::path folder, std::ostream& err)
    : settings_(settings),
      progress_(err, settings.progress, settings.translation),
      workers_(settings.program, settings.limits, interrupt_.descriptor(), std::size_t{settings.jobs} + 1),
      store_(std::move(folder)) {}

std::optional<Runs> Campaign::gather(Manifest const& manifest) {
  auto gathered = experiments::gather(manifest, store_);
  if (!is_trusted(gathered)) return std::nullopt;
  return std::move(gathered.runs);
}

std::optional<Runs> Campaign::known(Manifest const& manifest) {
  if (!settings_.resume) return Runs(manifest.scenarios.size());
  return gather(manifest);
}

Campaign::Worked Campaign::run(Manifest const& manifest, std::span<Task const> tasks, Runs& runs,
                               ProblemAt const& problem_at) {
  progress_.expect(tasks.size());
  auto const batch = run_tasks(manifest, tasks, settings_.jobs, workers_, store_, interrupt_, progress_, runs);
  if (batch.interrupted) {
    say(fmt::format("interrupted; {} runs are done and kept in {}. Go on with:\n  {}", progress_.runs_done(),
                    store_.folder().string(), settings_.resume_command));
    return {ExitCode::interrupted};
  }
  if (!batch.problems.empty()) {
    report(batch, problem_at);
    return {ExitCode::invalid};
  }
  return {std::nullopt, batch.given_up};
}

std::optional<ExitCode> Campaign::check(Manifest const& manifest, ProblemAt const& problem_at) {
  for (std::size_t i = 0; i < manifest.scenarios.size(); ++i) {
    auto attempt = workers_.prepare(manifest.scenarios[i]);
    if (attempt.interrupted) return ExitCode::interrupted;
    if (!attempt.problems.empty()) {
      report({false, 0, {{i, std::move(attempt.problems)}}}, problem_at);
      return ExitCode::invalid;
    }
    if (!attempt.why.empty()) {
      say(fmt::format("tongzhou: {}: {}", manifest.option_of(i).name, attempt.why));
      return ExitCode::failed;
    }
  }
  return std::nullopt;
}

bool Campaign::is_trusted(Gathered const& gathered) {
  for (auto const& file : gathered.damaged)
    say(fmt::format("tongzhou: not trusted, its content is not what its name says: {}", file.string()));
  for (auto const& [one, other] : gathered.alarms) {
    say(fmt::format("tongzhou: ALARM: two runs of the same replication wrote different results:\n  {}\n  {}",
                    one.string(), other.string()));
  }
  if (!gathered.alarms.empty())
    say("Compare them and find out which program made them; remove the wrong one, then go on with --resume.");
  return gathered.alarms.empty();
}

void Campaign::report(Batch const& batch, ProblemAt const& problem_at) {
  format::Problems problems;
  for (auto const& [scenario, found] : batch.problems)
    for (auto const& [pointer, text] : found) problems.add(problem_at(scenario, pointer, progress_.translated(text)));
  std::ostringstream text;
  problems.print(text);
  auto lines = text.str();
  if (lines.ends_with('\n')) lines.pop_back();
  say(lines);
}

}  // namespace tongzhou::experiments
