#include "scenarios/experiments/point_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "scenarios/format/sha256.hpp"

namespace tongzhou::experiments {

PointRuns::PointRuns(About about, format::Json const& base, Settings const& settings, ProblemAt problem_at,
                     std::ostream& err)
    : settings_(settings), problem_at_(std::move(problem_at)) {
  manifest_ = {.maker = settings.maker,
               .name = std::move(about.name),
               .seed = base.value("seed", std::uint64_t{1}),
               .replications = about.replications,
               .warm_up = "scenario",
               .measures = std::move(about.measures),
               .sums = std::move(about.sums),
               .relevant = {},
               .stopping = {},
               .scenarios = {},
               .options = {}};
  auto text = base.dump();
  auto const sha256 = format::sha256(text);
  manifest_.scenarios.push_back({sha256, std::move(text), std::move(about.code)});
  manifest_.options.push_back({"base", 0, format::Json::object(), ""});
  campaign_.emplace(settings, folder_of(settings.out, manifest_), err);
}

std::size_t PointRuns::add(std::string name, format::Json const& scenario) {
  auto text = scenario.dump();
  auto const sha256 = format::sha256(text);
  auto const there = std::ranges::find(manifest_.scenarios, sha256, &ScenarioText::sha256);
  auto const number = static_cast<std::size_t>(there - manifest_.scenarios.begin());
  if (there == manifest_.scenarios.end())
    manifest_.scenarios.push_back({sha256, std::move(text), manifest_.scenarios.front().code});
  manifest_.options.push_back({std::move(name), number, format::Json::object(), ""});
  return manifest_.options.size() - 1;
}

void PointRuns::run() {
  write_scenarios(folder(), manifest_);
  if (known_ < manifest_.scenarios.size()) {
    auto known = campaign_->known(manifest_);
    if (!known) throw Ended{ExitCode::failed};
    for (std::size_t i = 0; i < runs_.size(); ++i) (*known)[i].merge(runs_[i]);
    runs_ = std::move(*known);
    known_ = manifest_.scenarios.size();
  }
  auto const tasks = missing(manifest_, runs_);
  if (tasks.empty()) return;
  auto const worked = campaign_->run(
      manifest_, tasks, runs_, [this](std::size_t scenario, std::string const& pointer, std::string const& text) {
        auto const point = std::ranges::find(manifest_.options, scenario, &Manifest::Option::scenario);
        return problem_at_(static_cast<std::size_t>(point - manifest_.options.begin()), pointer, text);
      });
  if (worked.end) throw Ended{*worked.end};
  if (worked.given_up > 0) {
    say(fmt::format("tongzhou: {} runs are missing: without them nothing can be said", worked.given_up));
    throw Ended{ExitCode::some_missing};
  }
  for (auto const& task : tasks) {
    if (runs_[task.scenario].at(task.replication).audit_holds) continue;
    say(fmt::format("tongzhou: the audit of a run failed: see {}", folder().string()));
    throw Ended{ExitCode::failed};
  }
}

Figures const& PointRuns::figures(std::size_t point, std::uint32_t replication) const {
  return runs_.at(manifest_.options.at(point).scenario).at(replication);
}

format::Json PointRuns::result(std::size_t point, std::uint32_t replication) const {
  auto const files = campaign_->store().files(manifest_.scenarios[manifest_.options.at(point).scenario].sha256);
  if (auto const found = files.find(replication); found != files.end())
    for (auto const& file : found->second)
      if (auto const text = Store::read(file)) return format::parse_trusted(*text);
  throw std::runtime_error(fmt::format("a run of {} is gone from {}", manifest_.options[point].name, folder().string()));
}

format::Json PointRuns::scenario(std::size_t point) const {
  return format::parse_trusted(manifest_.scenarios[manifest_.options.at(point).scenario].text);
}

std::optional<double> PointRuns::mean(std::size_t point, std::size_t measure) const {
  double sum = 0;
  for (std::uint32_t r = 0; r < manifest_.replications; ++r) {
    auto const& value = figures(point, r).values.at(measure);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum / manifest_.replications;
}

double PointRuns::deviation(std::size_t point, std::size_t measure) const {
  auto const centre = mean(point, measure);
  if (!centre || manifest_.replications < 2) return 0;
  double squares = 0;
  for (std::uint32_t r = 0; r < manifest_.replications; ++r) {
    double const off = *figures(point, r).values.at(measure) - *centre;
    squares += off * off;
  }
  return std::sqrt(squares / (manifest_.replications - 1));
}

}  // namespace tongzhou::experiments
