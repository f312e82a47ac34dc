#include "scenarios/sensitivity/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ostream>
#include <utility>

#include "scenarios/experiments/point_runs.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/sensitivity/assumptions.hpp"
#include "scenarios/sensitivity/doubts_writer.hpp"
#include "sim/demand/stream.hpp"

namespace tongzhou::sensitivity {
namespace {

using experiments::Ended;
using experiments::Experiment;
using experiments::Parameter;
using json = format::Json;

constexpr std::size_t levels = 4;           // of Morris's grid
constexpr std::size_t points_a_term = 3;    // of the close look
constexpr std::size_t degree_of_terms = 3;  // they need no runs: prices bend little, discount rates more
constexpr std::size_t most_parameters = 200;
constexpr std::size_t draws = 20'000;
constexpr std::size_t kept_draws = 200;  // for an appraisal, which draws among them

/// A scenario in which only some of the pointers may lead to a number: options add and take away.
json changed(json scenario, std::vector<Parameter> parameters, std::vector<double> const& values) {
  for (auto& parameter : parameters)
    std::erase_if(parameter.pointers, [&](std::string const& pointer) {
      json::json_pointer const at{pointer};
      return !scenario.contains(at) || !scenario.at(at).is_number();
    });
  return experiments::with_values(std::move(scenario), parameters, values);
}

bool is_valid(json const& scenario) {
  format::Problems problems;
  format::Document const document{scenario, {{"scenario", "{}"}}};
  return experiments::is_valid(document, problems);
}

/// Both ends of its range make a scenario that can be run.
bool can_be_varied(Parameter const& parameter, json const& base) {
  return is_valid(changed(base, {parameter}, {parameter.from})) && is_valid(changed(base, {parameter}, {parameter.to}));
}

std::vector<double> values_at(std::vector<Parameter> const& parameters, Point const& at) {
  std::vector<double> values;
  for (std::size_t i = 0; i < parameters.size(); ++i) values.push_back(parameters[i].value_at(at[i]));
  return values;
}

Point scenario_point(std::vector<Parameter> const& parameters) {
  Point at;
  for (auto const& parameter : parameters) at.push_back(parameter.share_of(parameter.start));
  return at;
}

std::vector<std::string> pointers_of(Doubts const& doubts) {
  std::vector<std::string> pointers;
  for (auto const& weighed : doubts.measures) pointers.push_back(weighed.measure);
  return pointers;
}

/// Base and options at points of the space of parameters.
class Differences {
 public:
  Differences(Experiment const& experiment, Doubts const& doubts, experiments::Settings const& settings,
              std::ostream& err)
      : experiment_(experiment),
        doubts_(doubts),
        runs_(
            {experiment.name, experiment.code, doubts.replications, pointers_of(doubts), doubts.sums},
            experiment.variants.front().scenario, settings,
            [this](std::size_t, std::string const& pointer, std::string const& text) {
              return experiment_.file->problem("/doubts",
                                               fmt::format("makes a scenario invalid: {} {}", pointer, text));
            },
            err) {}

  /// To be run: the number of the place.
  std::size_t add(Point const& at) {
    auto& place = places_.emplace_back();
    place.values = values_at(doubts_.parameters, at);
    std::vector const of_scenario(doubts_.parameters.begin(),
                                  doubts_.parameters.begin() + static_cast<std::ptrdiff_t>(doubts_.of_scenario));
    for (auto const& variant : experiment_.variants)
      place.points.push_back(runs_.add(fmt::format("{} at place {}", variant.name, places_.size()),
                                       changed(variant.scenario, of_scenario, place.values)));
    return places_.size() - 1;
  }
  void run() {
    runs_.run();
    for (; valued_ < places_.size(); ++valued_) value(places_[valued_]);
  }
  /// Option less base where only what needs no runs has other values than at a place.
  double with_values(std::size_t place, std::size_t option, std::vector<double> const& values) {
    auto const& points = places_[place].points;
    return doubts_.valuation(runs_, points.front(), points[option], option - 1, values);
  }
  /// Option less base there; options are counted from 1.
  double at(std::size_t place, std::size_t option) const { return places_[place].differences[option - 1]; }
  experiments::PointRuns& runs() { return runs_; }

 private:
  struct Place {
    std::vector<double> values;       // of the parameters
    std::vector<std::size_t> points;  // of the runs: the base, then the options
    std::vector<double> differences;  // by option
  };

  void value(Place& place) {
    auto const base = place.points.front();
    if (!doubts_.valuation)
      for (auto const point : place.points) check(point);
    for (std::size_t option = 1; option < place.points.size(); ++option) {
      auto const point = place.points[option];
      place.differences.push_back(doubts_.valuation ? doubts_.valuation(runs_, base, point, option - 1, place.values)
                                                    : weighed(point) - weighed(base));
    }
  }

  double weighed(std::size_t point) const {
    double sum = 0;
    for (std::size_t m = 0; m < doubts_.measures.size(); ++m) sum += doubts_.measures[m].weight * *runs_.mean(point, m);
    return sum;
  }

  void check(std::size_t point) {
    for (std::size_t m = 0; m < doubts_.measures.size(); ++m)
      if (!runs_.mean(point, m)) {
        runs_.say(fmt::format("tongzhou: a result has no number at {}", doubts_.measures[m].measure));
        throw Ended{ExitCode::invalid};
      }
  }

  Experiment const& experiment_;
  Doubts const& doubts_;
  experiments::PointRuns runs_;
  std::vector<Place> places_;
  std::size_t valued_ = 0;
};

void screen(Doubts const& doubts, std::uint64_t seed, Differences& differences, DoubtsFound& found) {
  demand::Stream stream{seed, 0, "doubts: screening"};
  auto const trajectories = morris_trajectories(doubts.parameters.size(), doubts.trajectories, levels, stream);
  std::vector<std::vector<std::size_t>> places;
  for (auto const& trajectory : trajectories) {
    auto& of_trajectory = places.emplace_back();
    for (auto const& at : trajectory) of_trajectory.push_back(differences.add(at));
  }
  found.scenario = differences.add(scenario_point(doubts.parameters));
  differences.run();
  for (std::size_t option = 1; option <= found.options.size(); ++option) {
    std::vector<std::vector<double>> values;
    for (auto const& of_trajectory : places) {
      auto& row = values.emplace_back();
      for (auto const place : of_trajectory) row.push_back(differences.at(place, option));
    }
    found.options[option - 1].difference = differences.at(found.scenario, option);
    found.options[option - 1].effects = elementary_effects(trajectories, values);
  }
}

/// Those with the largest effect on any option, each option's effects measured by its largest.
std::vector<std::size_t> weightiest(DoubtsFound const& found, std::size_t parameters, std::size_t keep) {
  std::vector<double> weight(parameters);
  for (auto const& option : found.options) {
    auto const largest = std::ranges::max(option.effects, {}, &ElementaryEffects::mean_absolute).mean_absolute;
    for (std::size_t i = 0; i < parameters && largest > 0; ++i)
      weight[i] = std::max(weight[i], option.effects[i].mean_absolute / largest);
  }
  std::vector<std::size_t> order(parameters);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return weight[i]; });
  order.resize(std::min(keep, parameters));
  return order;
}

/// How the option stands over the ranges, by the polynomial of its gain.
void judge(OptionDoubts& option, PolynomialChaos const& gain, std::uint64_t seed) {
  auto const scenario = scenario_point(option.close);
  option.predicted_share = gain.predicted_share();
  option.mean = gain.mean();
  option.deviation = std::sqrt(gain.variance());
  for (std::size_t i = 0; i < scenario.size(); ++i) {
    option.first_order.push_back(gain.first_order(i));
    option.total.push_back(gain.total(i));
    option.turns_at.push_back(turning_point(gain, scenario, i));
    auto low = scenario, high = scenario;
    low[i] = 0;
    high[i] = 1;
    option.gain_at_ends.emplace_back(gain.at(low), gain.at(high));
  }
  option.knowing = value_of_knowing(gain, scenario.size(), seed);
  demand::Stream stream{seed, 0, "doubts: share better"};
  auto const anywhere = latin_hypercube(scenario.size(), draws, stream);
  auto const better = std::ranges::count_if(anywhere, [&](Point const& at) { return gain.at(at) > 0; });
  option.share_better = static_cast<double>(better) / draws;
}

/// Over what was looked at closely, and its own cost, which needs no fitting.
void judge(OptionDoubts& option, std::vector<Parameter> close, PolynomialChaos gain,
           std::optional<OptionCost> const& cost, std::uint64_t seed) {
  option.close = std::move(close);
  if (cost) {
    option.close.push_back(cost->doubted);
    gain = gain.with_linear(-cost->at(cost->doubted.from), -cost->at(cost->doubted.to));
  }
  for (auto* figures : {&option.first_order, &option.total}) figures->clear();
  option.turns_at.clear();
  option.gain_at_ends.clear();
  judge(option, gain, seed);
}

/// A Latin hypercube over what is looked at closely.
std::vector<Point> cube_of(std::size_t close, std::size_t degree, std::size_t wanted, std::uint64_t seed) {
  auto const least = PolynomialChaos::terms(close, degree);
  demand::Stream stream{seed, 0, "doubts: close look"};
  return latin_hypercube(close, std::max(wanted > 0 ? wanted : points_a_term * least, least), stream);
}

/// Where chance between runs hides what is behind a gain: the figures that need no runs alone, all others where the
/// scenario has them. Chance moves none of these.
void look_at_terms(Doubts const& doubts, std::uint64_t seed, Differences& differences, DoubtsFound& found) {
  std::vector const terms(doubts.parameters.begin() + static_cast<std::ptrdiff_t>(doubts.of_scenario),
                          doubts.parameters.end());
  if (terms.empty()) return;
  auto const cube = cube_of(terms.size(), degree_of_terms, 0, seed);
  // By place and then by option: what is worked out of the base at a place serves all options.
  std::vector<std::vector<double>> gains(found.options.size());
  for (auto const& shares : cube) {
    auto at = scenario_point(doubts.parameters);
    std::ranges::copy(shares, at.begin() + static_cast<std::ptrdiff_t>(doubts.of_scenario));
    auto const values = values_at(doubts.parameters, at);
    for (std::size_t o = 0; o < gains.size(); ++o)
      if (found.options[o].predicted_share < trusted_share)
        gains[o].push_back(differences.with_values(found.scenario, o + 1, values));
  }
  for (std::size_t o = 0; o < gains.size(); ++o) {
    if (gains[o].empty()) continue;
    found.options[o].of_terms = true;
    judge(found.options[o], terms, {cube, gains[o], degree_of_terms}, doubts.costs[o], seed);
  }
}

/// What the gain may be more or less than where the scenario stands, the same places for all options.
std::vector<double> drawn(PolynomialChaos const& gain, Point const& scenario, std::uint64_t seed) {
  demand::Stream stream{seed, 0, "doubts: draws"};
  double const here = gain.at(scenario);
  std::vector<double> more;
  for (auto const& at : latin_hypercube(scenario.size(), kept_draws, stream)) more.push_back(gain.at(at) - here);
  return more;
}

void look_closely(Doubts const& doubts, std::uint64_t seed, Differences& differences, DoubtsFound& found) {
  auto const cube = cube_of(found.close.size(), doubts.degree, doubts.points, seed);
  std::vector<std::size_t> places;
  for (auto const& shares : cube) {
    auto at = scenario_point(doubts.parameters);
    for (std::size_t i = 0; i < found.close.size(); ++i) at[found.close[i]] = shares[i];
    places.push_back(differences.add(at));
  }
  differences.run();
  double const sign = doubts.lower_is_better ? -1 : 1;
  for (std::size_t o = 0; o < found.options.size(); ++o) {
    auto& option = found.options[o];
    auto const& cost = doubts.costs[o];
    std::vector<Parameter> close;
    for (auto const i : found.close) close.push_back(doubts.parameters[i]);
    option.gain = sign * option.difference - (cost ? cost->at(cost->doubted.start) : 0);
    std::vector<double> gains;
    for (auto const place : places) gains.push_back(sign * differences.at(place, o + 1));
    PolynomialChaos const gain{cube, gains, doubts.degree};
    option.draws = drawn(gain, scenario_point(close), seed);
    judge(option, std::move(close), gain, cost, seed);
  }
}

void take_assumptions(json const& base, Doubts& doubts) {
  for (auto& parameter : assumptions_of(base)) {
    // What is named in the file is varied as the file says.
    for (auto const& named : doubts.parameters)
      std::erase_if(parameter.pointers, [&](std::string const& pointer) {
        return std::ranges::find(named.pointers, pointer) != named.pointers.end();
      });
    if (parameter.pointers.empty()) continue;
    if (can_be_varied(parameter, base))
      doubts.parameters.push_back(std::move(parameter));
    else
      doubts.left_out.push_back(parameter.name);
  }
}

void read_costs(format::Reader const& costs, Experiment const& experiment, Doubts& doubts) {
  std::vector<std::string_view> names;
  for (auto const& variant : experiment.variants) names.push_back(variant.name);
  for (auto const& [name, given] : costs.entries()) {
    auto const option = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    Parameter cost{.name = "its cost",
                   .way = Parameter::Way::set,
                   .pointers = {},
                   .from = given.number("from"),
                   .to = given.number("to"),
                   .pointer = given.pointer()};
    cost.start = given.number("start", (cost.from + cost.to) / 2);
    if (option == 0 || option == names.size())
      given.refuse("the experiment has no such option" + format::did_you_mean(name, names));
    else if (cost.from >= cost.to || cost.start < cost.from || cost.start > cost.to)
      given.refuse("expected from below to, and start between them");
    else
      doubts.costs[option - 1] = OptionCost{cost};
  }
}

void read_section(format::Reader const& file, Experiment const& experiment, Doubts& doubts) {
  auto const given = file.child("doubts");
  auto const all = experiments::union_of(experiment.variants);
  experiments::MeasureReader const measures{all, file};
  auto const take = [&](std::string const& measure, double weight, format::Reader const& at) {
    doubts.measures.push_back({measure, weight});
    auto pointers = measures.pointers(measure, at);
    if (!measure.starts_with('/')) doubts.sums[measure] = std::move(pointers);
  };
  if (given.has("measure") || given.has("weights")) doubts.measures.clear();
  if (given.has("weights")) {
    doubts.in_money = true;
    for (auto const& [measure, weight] : given.child("weights").entries()) take(measure, weight.number(), weight);
  } else if (given.has("measure")) {
    take(given.text("measure"), 1, given.child("measure"));
  }
  doubts.lower_is_better = given.text("better", "lower") == "lower";
  doubts.replications = static_cast<std::uint32_t>(given.whole("replications", 1));
  doubts.trajectories = static_cast<std::size_t>(given.whole("trajectories", 4));
  doubts.keep = static_cast<std::size_t>(given.whole("keep", 4));
  doubts.points = static_cast<std::size_t>(given.whole("points", 0));
  doubts.degree = static_cast<std::size_t>(given.whole("degree", 2));
  if (given.has("parameters")) doubts.parameters = experiments::read_parameters(given.child("parameters"), all);
  if (given.has("costs")) read_costs(given.child("costs"), experiment, doubts);
}

}  // namespace

std::optional<Doubts> read_doubts(Experiment const& experiment, format::Problems& problems) {
  format::Reader const file{*experiment.file, problems};
  auto const& base = experiment.variants.front().scenario;
  Doubts doubts;
  doubts.measures = {{experiment.measures.front()}};
  doubts.sums = experiment.sums;
  doubts.costs.resize(experiment.variants.size() - 1);
  bool const assumptions = !file.has("doubts") || file.child("doubts").flag("assumptions", true);
  if (file.has("doubts")) read_section(file, experiment, doubts);
  if (experiment.variants.size() < 2) file.refuse("there is nothing to decide: the experiment has no option");
  if (problems.empty() && assumptions) take_assumptions(base, doubts);
  doubts.of_scenario = doubts.parameters.size();
  bool const has_terms = file.has("doubts") && file.child("doubts").has("terms");
  if (problems.empty() && doubts.parameters.empty() && !has_terms)
    file.refuse("nothing is doubted: no figure of the base is an assumption, and doubts names none");
  if (doubts.parameters.size() > most_parameters)
    file.refuse(
        fmt::format("expected at most {} doubts, found {}: name those that matter under doubts, with "
                    "\"assumptions\": false",
                    most_parameters, doubts.parameters.size()));
  if (!problems.empty()) return std::nullopt;
  return doubts;
}

experiments::Conclusion conduct(Experiment const& experiment, Doubts const& doubts,
                                experiments::Settings const& settings, std::ostream& err) {
  Differences differences{experiment, doubts, settings, err};
  DoubtsFound found;
  for (std::size_t option = 1; option < experiment.variants.size(); ++option)
    found.options.emplace_back().option = experiment.variants[option].name;
  try {
    screen(doubts, experiment.seed, differences, found);
    found.close = weightiest(found, doubts.parameters.size(), doubts.keep);
    look_closely(doubts, experiment.seed, differences, found);
    look_at_terms(doubts, experiment.seed, differences, found);
  } catch (Ended const& ended) {
    return {ended.exit_code, {}, {}};
  }
  found.runs = differences.runs().scenarios() * doubts.replications;
  auto merged = to_json(experiment, doubts, found, settings.maker);
  auto const file = differences.runs().folder() / "doubts.json";
  format::write_whole(file, format::to_text(merged));
  return {ExitCode::done, file, std::move(merged)};
}

}  // namespace tongzhou::sensitivity
