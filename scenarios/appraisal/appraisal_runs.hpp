#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/experiments/campaign.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/settings.hpp"

namespace tongzhou::appraisal {

/// How many replications each scenario is to have, by its index in the manifest.
using WantedReplications = std::map<std::size_t, std::size_t>;

/// All scenarios of an appraisal and what their runs gave. Equal scenarios are run once.
class AppraisalRuns {
 public:
  /// Begins with the base in every simulated year and demand case.
  AppraisalRuns(Investment const& investment, experiments::Settings const& settings, std::ostream& err);

  std::filesystem::path folder() const { return campaign_->store().folder(); }
  experiments::Manifest const& manifest() const { return manifest_; }
  /// Which scenarios of the manifest each state is: one of each season.
  std::map<State, std::vector<std::size_t>> const& states() const { return scenarios_; }
  /// The different scenarios of some states.
  std::set<std::size_t> scenarios_of(std::vector<State> const& states) const;
  std::vector<State> base_states() const;

  void add(std::vector<State> const& states);

  /// Runs done so far, of all scenarios.
  std::uint64_t runs() const;
  /// How many runs are missing so that these scenarios have so many replications.
  std::uint64_t cost(std::set<std::size_t> const& scenarios, std::size_t replications) const;

  /// Runs what is missing; an exit code when it cannot, having said why.
  std::optional<ExitCode> run(WantedReplications const& wanted);

  /// Of the seasons of a year; one where the investment names none.
  std::vector<double> const& season_weights() const { return season_weights_; }
  Reading const& reading(State const& state, std::size_t replication, std::size_t season) const;
  /// What a state saves against the base of its year and case, in a year of all seasons.
  Books saving(State const& state, std::size_t replication) const;

 private:
  format::Problem problem_at(std::size_t scenario, std::string const& pointer, std::string const& text) const;
  bool audits_hold(std::vector<experiments::Task> const& tasks, experiments::Runs const& runs);
  bool read(std::vector<experiments::Task> const& tasks);
  bool take(std::vector<experiments::Task> const& tasks, std::vector<std::optional<Reading>> found,
            std::vector<std::size_t> const& whole_files);

  Investment const& investment_;
  experiments::Settings const& settings_;
  experiments::Experiment experiment_;
  experiments::Manifest manifest_;
  std::optional<experiments::Campaign> campaign_;  // once its folder is known
  std::vector<double> season_weights_;
  std::map<State, std::vector<std::size_t>> variants_, scenarios_;  // by season
  std::vector<std::vector<Reading>> readings_;                      // by scenario and replication
};

}  // namespace tongzhou::appraisal
