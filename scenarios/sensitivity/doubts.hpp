#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/parameter.hpp"
#include "scenarios/experiments/point_runs.hpp"
#include "scenarios/experiments/settings.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sensitivity/decision.hpp"
#include "scenarios/sensitivity/morris.hpp"

namespace tongzhou::sensitivity {

/// A figure of the result and what one of it counts.
struct Weighed {
  std::string measure;
  double weight = 1;
};

/// What an option costs over the time that is counted, in the unit of what is decided by: a sum that nobody doubts,
/// and so much for each of a figure that is doubted like all else.
struct OptionCost {
  experiments::Parameter doubted;
  double fixed = 0, for_each = 1;
  double at(double value) const { return fixed + for_each * value; }
};

/// What an option gains against the base where the parameters have these values; both are points that have been run.
using Valuation = std::function<double(experiments::PointRuns const& runs, std::size_t base, std::size_t point,
                                       std::size_t option, std::vector<double> const& values)>;

/// Which figures of an experiment are doubted, and how closely to look.
struct Doubts {
  std::vector<Weighed> measures;  // their weighted sum is decided by
  experiments::Sums sums;         // what those in words add up
  bool in_money = false;          // the weights make money of them
  Valuation valuation;            // where there is one, what it says is decided by: money, and more is better
  bool lower_is_better = true;
  std::uint32_t replications = 1;
  std::vector<experiments::Parameter> parameters;
  std::size_t of_scenario = 0;                   // so many of them are figures of the scenario, the others the
                                                 // valuation's
  std::vector<std::optional<OptionCost>> costs;  // by option
  std::vector<std::string> left_out;  // assumptions that cannot be varied by themselves: whole numbers, mostly
  std::size_t trajectories = 4, keep = 4, points = 0, degree = 2;
};

/// Of the `doubts` of the experiment's file, or all assumptions of its base. What they name may also stand in an option
/// alone. Nothing when something is wrong.
std::optional<Doubts> read_doubts(experiments::Experiment const&, format::Problems&);

/// A polynomial that predicts less than this of the differences stands for nothing.
constexpr double trusted_share = 0.7;

/// What is found about one option against the base. Differences are option less base; a gain is what is better about
/// it.
struct OptionDoubts {
  std::string option;
  double difference = 0;                      // where every parameter is as the scenario says
  double gain = 0;                            // what is better about it there, less what it costs
  std::vector<ElementaryEffects> effects;     // by parameter, on the difference
  std::vector<experiments::Parameter> close;  // what was looked at closely, its own cost at the end
  std::vector<double> first_order, total;     // Sobol indices of these
  double predicted_share = 0;                 // of the polynomial behind them
  bool of_terms = false;  // these are what needs no runs: chance between runs hides what the scenario's figures do
  double mean = 0, deviation = 0;                       // of the gain, over the ranges of these
  double share_better = 0;                              // of the ranges where the gain is above 0
  std::vector<std::optional<double>> turns_at;          // by parameter looked at closely: where the decision turns
  std::vector<std::pair<double, double>> gain_at_ends;  // of its range, all others where the scenario has them
  ValueOfKnowing knowing;                               // in the unit of the measure
  std::vector<double> draws;                            // of the gain before its cost, over that of the scenario
};

struct DoubtsFound {
  std::vector<std::size_t> close;  // parameters that were looked at closely, the weightiest first
  std::size_t scenario = 0;        // the place at which nothing is varied
  std::size_t runs = 0;
  std::vector<OptionDoubts> options;
};

/// Screens all parameters, looks closely at those that matter, and writes doubts.json.
experiments::Conclusion conduct(experiments::Experiment const&, Doubts const&, experiments::Settings const&,
                                std::ostream& err);

}  // namespace tongzhou::sensitivity
