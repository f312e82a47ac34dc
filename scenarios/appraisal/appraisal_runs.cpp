#include "scenarios/appraisal/appraisal_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "network/base/parallel_for.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::appraisal {
namespace {

namespace fs = std::filesystem;
using experiments::Task;
using json = format::Json;

std::string words(Investment const& investment, State const& state, std::size_t const season) {
  std::string text = state.built.empty() ? "base" : "";
  for (auto const option : state.built) text += (text.empty() ? "" : " + ") + investment.options[option].id;
  if (state.building) text = investment.options[*state.building].id + " being built";
  text += fmt::format(", year {}, {}", investment.years[state.year], investment.cases[state.demand].id);
  return investment.seasons.empty() ? text : fmt::format("{}, from {}", text, investment.seasons[season].start);
}

}  // namespace

AppraisalRuns::AppraisalRuns(Investment const& investment, experiments::Settings const& settings, std::ostream& err)
    : investment_(investment), settings_(settings) {
  for (auto const& season : investment.seasons) season_weights_.push_back(season.weight);
  if (season_weights_.empty()) season_weights_ = {1};
  experiment_.name = investment.id;
  experiment_.code = investment.code;
  experiment_.seed = investment.seed;
  add(base_states());
  campaign_.emplace(settings, experiments::folder_of(settings.out, manifest_), err);
}

std::set<std::size_t> AppraisalRuns::scenarios_of(std::vector<State> const& states) const {
  std::set<std::size_t> found;
  for (auto const& state : states) found.insert(scenarios_.at(state).begin(), scenarios_.at(state).end());
  return found;
}

std::vector<State> AppraisalRuns::base_states() const {
  std::vector<State> states;
  for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand)
    for (std::size_t year = 0; year < investment_.years.size(); ++year)
      states.push_back({.year = year, .demand = demand});
  return states;
}

void AppraisalRuns::add(std::vector<State> const& states) {
  for (auto const& state : states) {
    if (variants_.contains(state)) continue;
    auto const option = state.building ? *state.building : state.built.empty() ? 0 : state.built[0];
    bool const of_option = state.building || !state.built.empty();
    for (std::size_t season = 0; season < season_weights_.size(); ++season) {
      variants_[state].push_back(experiment_.variants.size());
      experiment_.variants.push_back({words(investment_, state, season),
                                      appraisal::scenario_of(investment_, state, season), json::object(), "",
                                      of_option ? investment_.options[option].pointer : ""});
    }
  }
  manifest_ = experiments::manifest_of(experiment_, settings_.maker);
  for (auto const& [state, by_season] : variants_) {
    auto& scenarios = scenarios_[state];
    scenarios.clear();
    for (auto const variant : by_season) scenarios.push_back(manifest_.options[variant].scenario);
  }
  readings_.resize(manifest_.scenarios.size());
}

std::uint64_t AppraisalRuns::runs() const {
  std::uint64_t sum = 0;
  for (auto const& readings : readings_) sum += readings.size();
  return sum;
}

std::uint64_t AppraisalRuns::cost(std::set<std::size_t> const& scenarios, std::size_t replications) const {
  std::uint64_t runs = 0;
  for (auto const scenario : scenarios) runs += replications - std::min(replications, readings_[scenario].size());
  return runs;
}

std::optional<ExitCode> AppraisalRuns::run(WantedReplications const& wanted) {
  std::vector<Task> tasks;
  std::size_t most = 1;
  for (auto const& [scenario, replications] : wanted) {
    most = std::max(most, replications);
    for (auto r = readings_[scenario].size(); r < replications; ++r)
      tasks.push_back({scenario, static_cast<std::uint32_t>(r)});
  }
  manifest_.replications = static_cast<std::uint32_t>(most);
  experiments::write_scenarios(folder(), manifest_);
  auto runs = campaign_->known(manifest_);
  if (!runs) return ExitCode::failed;
  auto missing = tasks;
  std::erase_if(missing, [&](Task const& task) { return (*runs)[task.scenario].contains(task.replication); });
  auto const worked = campaign_->run(manifest_, missing, *runs,
                                     [this](std::size_t scenario, std::string const& pointer, std::string const& text) {
                                       return problem_at(scenario, pointer, text);
                                     });
  if (worked.end) return worked.end;
  if (worked.given_up > 0) {
    campaign_->say(fmt::format("tongzhou: {} runs are missing: without them there is no appraisal", worked.given_up));
    return ExitCode::some_missing;
  }
  if (!audits_hold(tasks, *runs) || !read(tasks)) return ExitCode::failed;
  return std::nullopt;
}

Reading const& AppraisalRuns::reading(State const& state, std::size_t replication, std::size_t season) const {
  return readings_[scenarios_.at(state)[season]].at(replication);
}

Books AppraisalRuns::saving(State const& state, std::size_t replication) const {
  State const base{.built = {}, .building = {}, .year = state.year, .demand = state.demand};
  return mean_of_seasons(season_weights_, [&](std::size_t season) {
    return saved(reading(base, replication, season), reading(state, replication, season), investment_.prices);
  });
}

bool AppraisalRuns::audits_hold(std::vector<Task> const& tasks, experiments::Runs const& runs) {
  auto const broken = std::ranges::count_if(
      tasks, [&](Task const& task) { return !runs[task.scenario].at(task.replication).audit_holds; });
  if (broken > 0)
    campaign_->say(fmt::format("tongzhou: the audit of {} runs failed: see {}", broken, folder().string()));
  return broken == 0;
}

/// At the place in the investment file that speaks of the scenario.
format::Problem AppraisalRuns::problem_at(std::size_t scenario, std::string const& pointer,
                                          std::string const& text) const {
  auto const option = static_cast<std::size_t>(&manifest_.option_of(scenario) - manifest_.options.data());
  auto const& variant = experiment_.variants[option];
  return investment_.file->problem(variant.pointer,
                                   fmt::format("{}: makes the scenario invalid: {} {}", variant.name, pointer, text));
}

/// Takes in the results of runs that are there by now. False when one cannot be trusted.
bool AppraisalRuns::read(std::vector<Task> const& tasks) {
  std::map<std::size_t, experiments::Store::Files> files;
  std::map<std::size_t, json> scenarios;
  for (auto const& task : tasks) {
    auto const& scenario = manifest_.scenarios[task.scenario];
    if (files.contains(task.scenario)) continue;
    files[task.scenario] = campaign_->store().files(scenario.sha256);
    scenarios[task.scenario] = format::parse_trusted(scenario.text);
  }
  std::vector<std::optional<Reading>> found(tasks.size());
  std::vector<std::size_t> whole_files(tasks.size());
  parallel_for(tasks.size(), [&](std::size_t i) {
    auto const task = tasks[i];
    auto const at = files.at(task.scenario).find(task.replication);
    if (at == files.at(task.scenario).end()) return;
    for (auto const& file : at->second) {
      auto const text = experiments::Store::read(file);
      if (!text) continue;
      ++whole_files[i];
      found[i] = reading_of(format::parse_trusted(*text), scenarios.at(task.scenario), investment_.prices);
    }
  });
  return take(tasks, std::move(found), whole_files);
}

bool AppraisalRuns::take(std::vector<Task> const& tasks, std::vector<std::optional<Reading>> found,
                         std::vector<std::size_t> const& whole_files) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (whole_files[i] != 1) {
      auto const& option = manifest_.option_of(tasks[i].scenario).name;
      campaign_->say(whole_files[i] == 0
                         ? fmt::format("tongzhou: a run of {} is gone from {}", option, folder().string())
                         : fmt::format("tongzhou: ALARM: two runs of {} wrote different results in {}", option,
                                       folder().string()));
      return false;
    }
    readings_[tasks[i].scenario].push_back(std::move(*found[i]));  // tasks rise by replication
  }
  return true;
}

}  // namespace tongzhou::appraisal
