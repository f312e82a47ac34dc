#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiments/campaign.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/settings.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::experiments {

/// The runs ended before all was run; why has been said.
struct Ended {
  ExitCode exit_code;
};

/// Runs of more and more scenarios, chosen by what the ones before gave, all with the same random numbers. Equal
/// scenarios are run once. `settings` must outlive it.
class PointRuns {
 public:
  struct About {
    std::string name;  // of the folder of results
    std::string code;  // of the base scenario
    std::uint32_t replications = 1;
    std::vector<std::string> measures;  // by JSON pointer into the result of a run, or in words
    Sums sums = {};                     // what those in words add up
  };
  /// What is wrong with a scenario, as the user is to read it.
  using ProblemAt =
      std::function<format::Problem(std::size_t point, std::string const& pointer, std::string const& text)>;

  /// The base is point 0.
  PointRuns(About about, format::Json const& base, Settings const& settings, ProblemAt problem_at, std::ostream& err);

  std::filesystem::path const& folder() const { return campaign_->store().folder(); }
  std::size_t size() const { return manifest_.options.size(); }
  std::uint32_t replications() const { return manifest_.replications; }
  void say(std::string_view line) { campaign_->say(line); }

  /// A scenario to be run; its number.
  std::size_t add(std::string name, format::Json const& scenario);
  /// Runs all that is missing; throws Ended when it cannot.
  void run();

  Figures const& figures(std::size_t point, std::uint32_t replication) const;
  /// All that a run says, and the scenario that it ran. Throws when it is no longer in the folder.
  format::Json result(std::size_t point, std::uint32_t replication) const;
  format::Json scenario(std::size_t point) const;
  /// Of a measure over the replications; nothing when one of them lacks it.
  std::optional<double> mean(std::size_t point, std::size_t measure) const;
  /// Of a measure over the replications, with n - 1; 0 of one run.
  double deviation(std::size_t point, std::size_t measure) const;
  /// How many different scenarios were run.
  std::size_t scenarios() const { return manifest_.scenarios.size(); }

 private:
  Settings const& settings_;
  ProblemAt problem_at_;
  Manifest manifest_;
  std::optional<Campaign> campaign_;  // once its folder is known
  Runs runs_;
  std::size_t known_ = 0;  // so many scenarios have been looked for in the folder
};

}  // namespace tongzhou::experiments
