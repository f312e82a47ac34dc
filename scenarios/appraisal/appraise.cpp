#include "scenarios/appraisal/appraise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

#include "network/base/side_by_side.hpp"
#include "scenarios/appraisal/allocation.hpp"
#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/result.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/appraisal/worth.hpp"
#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/interrupt.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/runner.hpp"
#include "scenarios/experiments/store.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/format/sha256.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::appraisal {
namespace {

namespace fs = std::filesystem;
using experiments::Conclusion;
using experiments::Task;
using nlohmann::json;

enum Exit { failed = 1, invalid = 3, some_missing = 4, interrupted = 130 };

std::string words(Investment const& investment, State const& state) {
  std::string text = state.built.empty() ? "base" : "";
  for (auto const option : state.built) text += (text.empty() ? "" : " + ") + investment.options[option].id;
  if (state.building) text = investment.options[*state.building].id + " being built";
  return fmt::format("{}, year {}, {}", text, investment.years[state.year], investment.cases[state.demand].id);
}

/// All scenarios of an appraisal and what their runs gave.
class Study {
 public:
  Study(Investment const& investment, experiments::Settings const& settings, std::ostream& err)
      : investment_(investment),
        settings_(settings),
        progress_(err, settings.progress),
        workers_(settings.program, settings.limits, interrupt_.descriptor(), std::size_t{settings.jobs} + 1) {
    experiment_.name = investment.id;
    experiment_.code = investment.code;
    experiment_.seed = investment.seed;
    add(base_states());
    store_.emplace(experiments::folder_of(settings.out, manifest_));
  }

  fs::path folder() const { return store_->folder(); }
  experiments::Progress& progress() { return progress_; }
  experiments::Manifest const& manifest() const { return manifest_; }
  std::size_t scenario_of(State const& state) const { return scenarios_.at(state); }
  std::map<State, std::size_t> const& states() const { return scenarios_; }
  std::uint64_t runs() const {
    std::uint64_t sum = 0;
    for (auto const& readings : readings_) sum += readings.size();
    return sum;
  }

  std::vector<State> base_states() const {
    std::vector<State> states;
    for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand)
      for (std::size_t year = 0; year < investment_.years.size(); ++year)
        states.push_back({.year = year, .demand = demand});
    return states;
  }

  void add(std::vector<State> const& states) {
    for (auto const& state : states) {
      if (variants_.contains(state)) continue;
      variants_[state] = experiment_.variants.size();
      auto const option = state.building ? *state.building : state.built.empty() ? 0 : state.built[0];
      experiment_.variants.push_back(
          {words(investment_, state), appraisal::scenario_of(investment_, state), json::object(), "",
           state.building || !state.built.empty() ? investment_.options[option].pointer : ""});
    }
    manifest_ = experiments::manifest_of(experiment_, settings_.maker);
    for (auto const& [state, variant] : variants_) scenarios_[state] = manifest_.options[variant].scenario;
    readings_.resize(manifest_.scenarios.size());
  }

  /// The different scenarios of some states.
  std::set<std::size_t> scenarios_of(std::vector<State> const& states) const {
    std::set<std::size_t> found;
    for (auto const& state : states) found.insert(scenarios_.at(state));
    return found;
  }

  /// How many runs are missing so that these scenarios have so many replications.
  std::uint64_t cost(std::set<std::size_t> const& scenarios, std::size_t replications) const {
    std::uint64_t runs = 0;
    for (auto const scenario : scenarios) runs += replications - std::min(replications, readings_[scenario].size());
    return runs;
  }

  /// Runs what is missing so that all these scenarios have so many replications. Says why not when it cannot.
  std::optional<int> run(std::map<std::size_t, std::size_t> const& replications) {
    std::vector<Task> tasks;
    std::size_t most = 1;
    for (auto const& [scenario, wanted] : replications) {
      most = std::max(most, wanted);
      for (auto r = readings_[scenario].size(); r < wanted; ++r)
        tasks.push_back({scenario, static_cast<std::uint32_t>(r)});
    }
    manifest_.replications = static_cast<std::uint32_t>(most);
    experiments::write_scenarios(folder(), manifest_);
    experiments::Runs runs(manifest_.scenarios.size());
    if (settings_.resume) {
      auto gathered = experiments::gather(manifest_, *store_);
      if (!is_trusted(gathered)) return failed;
      runs = std::move(gathered.runs);
    }
    auto not_there = tasks;
    std::erase_if(not_there, [&](Task const& task) { return runs[task.scenario].contains(task.replication); });
    progress_.expect(not_there.size());
    auto const batch =
        experiments::run_tasks(manifest_, not_there, settings_.jobs, workers_, *store_, interrupt_, progress_, runs);
    if (batch.interrupted) {
      progress_.say(fmt::format("interrupted; {} runs are done and kept in {}. Go on with:\n  {}",
                                progress_.runs_done(), folder().string(), settings_.go_on));
      return interrupted;
    }
    if (!batch.problems.empty()) {
      tell(batch);
      return invalid;
    }
    if (batch.given_up > 0) {
      progress_.say(fmt::format("tongzhou: {} runs are missing: without them there is no appraisal", batch.given_up));
      return some_missing;
    }
    std::size_t audit_failed = 0;
    for (auto const& task : tasks) audit_failed += runs[task.scenario].at(task.replication).audit_holds ? 0 : 1;
    if (audit_failed > 0) {
      progress_.say(fmt::format("tongzhou: the audit of {} runs failed: see {}", audit_failed, folder().string()));
      return failed;
    }
    return read(tasks) ? std::nullopt : std::optional<int>{failed};
  }

  Reading const& reading(State const& state, std::size_t replication) const {
    return readings_[scenarios_.at(state)].at(replication);
  }

  /// What a state saves against the base of its year and case.
  Books saving(State const& state, std::size_t replication) const {
    State const base{.built = {}, .building = {}, .year = state.year, .demand = state.demand};
    return saved(reading(base, replication), reading(state, replication));
  }

 private:
  bool is_trusted(experiments::Gathered const& gathered) {
    for (auto const& file : gathered.damaged)
      progress_.say(fmt::format("tongzhou: not trusted, its content is not what its name says: {}", file.string()));
    for (auto const& [one, other] : gathered.alarms) {
      progress_.say(
          fmt::format("tongzhou: ALARM: two runs of the same replication wrote different results:\n  {}\n  {}",
                      one.string(), other.string()));
    }
    return gathered.alarms.empty();
  }

  /// At the place in the investment file that speaks of the scenario.
  void tell(experiments::Batch const& batch) {
    format::Problems problems;
    for (auto const& [scenario, found] : batch.problems) {
      auto const option = static_cast<std::size_t>(&manifest_.option_of(scenario) - manifest_.options.data());
      auto const& variant = experiment_.variants[option];
      for (auto const& [pointer, text] : found) {
        problems.add(investment_.file->problem(
            variant.pointer, fmt::format("{}: makes the scenario invalid: {} {}", variant.name, pointer, text)));
      }
    }
    std::ostringstream text;
    problems.print(text);
    auto lines = text.str();
    if (lines.ends_with('\n')) lines.pop_back();
    progress_.say(lines);
  }

  /// Takes in the results of runs that are there by now. False when one cannot be trusted.
  bool read(std::vector<Task> const& tasks) {
    std::map<std::size_t, experiments::Store::Files> files;
    std::map<std::size_t, json> scenarios;
    for (auto const& task : tasks) {
      auto const& scenario = manifest_.scenarios[task.scenario];
      if (files.contains(task.scenario)) continue;
      files[task.scenario] = store_->files(scenario.sha256);
      scenarios[task.scenario] = json::parse(scenario.text);
    }
    std::vector<std::optional<Reading>> found(tasks.size());
    std::vector<std::size_t> whole(tasks.size());
    side_by_side(tasks.size(), [&](std::size_t i) {
      auto const task = tasks[i];
      auto const at = files.at(task.scenario).find(task.replication);
      if (at == files.at(task.scenario).end()) return;
      for (auto const& file : at->second) {
        auto const text = experiments::Store::read(file);
        if (!text) continue;
        ++whole[i];
        found[i] = reading_of(json::parse(*text), scenarios.at(task.scenario), investment_.prices);
      }
    });
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (whole[i] != 1) {
        auto const& option = manifest_.option_of(tasks[i].scenario).name;
        progress_.say(whole[i] == 0 ? fmt::format("tongzhou: a run of {} is gone from {}", option, folder().string())
                                    : fmt::format("tongzhou: ALARM: two runs of {} wrote different results in {}",
                                                  option, folder().string()));
        return false;
      }
      readings_[tasks[i].scenario].push_back(std::move(*found[i]));  // tasks rise by replication
    }
    return true;
  }

  Investment const& investment_;
  experiments::Settings const& settings_;
  experiments::Interrupt interrupt_;
  experiments::Progress progress_;
  experiments::Workers workers_;
  experiments::Experiment experiment_;
  experiments::Manifest manifest_;
  std::optional<experiments::Store> store_;
  std::map<State, std::size_t> variants_, scenarios_;
  std::vector<std::vector<Reading>> readings_;  // by scenario and replication
};

/// Replications go where they tell the best option from the others.
class Allocator {
 public:
  Allocator(Investment const& investment, Study& study)
      : investment_(investment),
        study_(study),
        replications_(investment.options.size(), investment.replications),
        base_(study.scenarios_of(study.base_states())) {
    for (std::size_t i = 0; i < investment.options.size(); ++i) {
      auto const states = states_of(investment, {.options = {i}});
      study.add(states);
      scenarios_.push_back(study.scenarios_of(states));
    }
  }

  std::vector<std::size_t> const& replications() const { return replications_; }
  std::size_t most() const { return *std::ranges::max_element(replications_); }

  std::optional<int> run(std::vector<Round>& rounds) {
    if (auto const end = round(rounds)) return end;
    auto const options = investment_.options.size();
    auto const portfolios = std::min(investment_.portfolios, (std::size_t{1} << options) - options - 1);
    // A portfolio has about as many different scenarios as the base.
    std::uint64_t const reserved = portfolios * base_.size() * investment_.replications;
    while (true) {
      auto const shares = due();
      if (shares.empty()) return std::nullopt;  // nothing deviates: more runs would tell nothing
      auto const before = replications_;
      // As many at a time as there are options: often enough to learn, seldom enough to keep all cores busy.
      for (std::size_t i = 0; i < replications_.size(); ++i) {
        auto wanted = replications_;
        ++wanted[most_due(shares, wanted)];
        if (study_.runs() + reserved + cost(wanted) > investment_.at_most_runs) break;
        replications_ = wanted;
      }
      if (replications_ == before) return std::nullopt;
      if (auto const end = round(rounds)) return end;
    }
  }

 private:
  std::vector<double> due() const {
    // Doing nothing is a choice too, known exactly.
    std::vector<double> means, deviations;
    Saving const saving = [&](State const& state, std::size_t r) { return study_.saving(state, r); };
    for (std::size_t i = 0; i < replications_.size(); ++i) {
      auto const worth = worth_of(investment_, {.options = {i}}, replications_[i], saving);
      auto const estimate = outcome::estimate(value_by_replication(investment_, worth));
      means.push_back(estimate.mean);
      deviations.push_back(estimate.deviation);
    }
    means.push_back(0);
    deviations.push_back(0);
    auto shares = allocation(means, deviations);
    shares.pop_back();
    if (std::ranges::all_of(shares, [](double share) { return share == 0; })) shares.clear();
    return shares;
  }

  std::map<std::size_t, std::size_t> plan(std::vector<std::size_t> const& replications) const {
    std::map<std::size_t, std::size_t> wanted;
    auto const want = [&](std::set<std::size_t> const& scenarios, std::size_t count) {
      for (auto const scenario : scenarios) wanted[scenario] = std::max(wanted[scenario], count);
    };
    for (std::size_t i = 0; i < replications.size(); ++i) want(scenarios_[i], replications[i]);
    want(base_, *std::ranges::max_element(replications));
    return wanted;
  }

  std::uint64_t cost(std::vector<std::size_t> const& replications) const {
    std::uint64_t runs = 0;
    for (auto const& [scenario, count] : plan(replications)) runs += study_.cost({scenario}, count);
    return runs;
  }

  std::optional<int> round(std::vector<Round>& rounds) {
    if (auto const end = study_.run(plan(replications_))) return end;
    rounds.push_back({study_.runs(), most(), replications_});
    return std::nullopt;
  }

  Investment const& investment_;
  Study& study_;
  std::vector<std::size_t> replications_;
  std::set<std::size_t> base_;
  std::vector<std::set<std::size_t>> scenarios_;  // by option
};

/// Portfolios within the budget, those that promise most by the sum of their parts first.
std::vector<Choice> promising(Investment const& investment, std::vector<double> const& values) {
  struct Candidate {
    double promise = 0;
    Choice choice;
  };
  std::vector<Candidate> candidates;
  for (std::size_t set = 0; set < std::size_t{1} << values.size(); ++set) {
    Candidate candidate;
    double capital = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      candidate.choice.options.push_back(i);
      candidate.promise += values[i];
      capital += investment.options[i].capital();
    }
    if (candidate.choice.options.size() < 2 || (investment.budget && capital > *investment.budget)) continue;
    candidates.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(candidates, std::greater{}, &Candidate::promise);
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < std::min(candidates.size(), investment.portfolios); ++i)
    choices.push_back(std::move(candidates[i].choice));
  return choices;
}

Run run_of(Study const& study, State const& state, std::size_t replications) {
  Run run{.state = state,
          .scenario_sha256 = study.manifest().scenarios[study.scenario_of(state)].sha256,
          .replications = replications};
  double const share = 1 / static_cast<double>(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    auto const& reading = study.reading(state, r);
    run.teu_in += reading.teu_in * share;
    run.teu_out += reading.teu_out * share;
    run.yearly += reading.books * share;
  }
  return run;
}

}  // namespace

Conclusion conduct(Investment const& investment, experiments::Settings const& settings, std::ostream& err) {
  Study study{investment, settings, err};
  Saving const saving = [&](State const& state, std::size_t replication) { return study.saving(state, replication); };
  Findings findings{.maker = settings.maker};

  Allocator allocator{investment, study};
  if (auto const end = allocator.run(findings.rounds)) return {*end, {}, {}};
  std::vector<double> values;
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto& by_delay = findings.options.emplace_back();
    for (auto const delay : investment.delays)
      by_delay.push_back(worth_of(investment, {.options = {i}, .delay = delay}, allocator.replications()[i], saving));
    values.push_back(expected_value(investment, by_delay[0]));
  }

  auto const portfolios = promising(investment, values);
  std::map<std::size_t, std::size_t> wanted;
  for (auto const& choice : portfolios) {
    study.add(states_of(investment, choice));
    for (auto const& state : states_of(investment, choice)) {
      auto& replications = wanted[study.scenario_of(state)];
      replications = std::max<std::size_t>(replications, investment.replications);
    }
  }
  if (auto const end = study.run(wanted)) return {*end, {}, {}};
  for (auto const& choice : portfolios)
    findings.portfolios.push_back(worth_of(investment, choice, investment.replications, saving));

  auto const base = json::parse(study.manifest().scenarios[0].text);
  findings.base_sha256 = format::sha256(investment.base.dump());
  findings.length_days = base.at("length_days");
  findings.warm_up_days = base.value("warm_up_days", 0.0);
  findings.counted_days = findings.length_days - findings.warm_up_days;
  findings.scenarios = study.manifest().scenarios.size();
  findings.runs = study.runs();
  for (auto const& [state, scenario] : study.states()) {
    auto replications = std::size_t{investment.replications};
    if (state.building) {
      replications = allocator.replications()[*state.building];
    } else if (state.built.size() == 1) {
      replications = allocator.replications()[state.built[0]];
    } else if (state.built.empty()) {
      replications = allocator.most();
    }
    findings.states.push_back(run_of(study, state, replications));
  }
  auto result = to_json(investment, findings);
  auto const file = study.folder() / "appraisal.json";
  format::write_whole(file, format::to_text(result));
  return {0, file, std::move(result)};
}

}  // namespace tongzhou::appraisal
