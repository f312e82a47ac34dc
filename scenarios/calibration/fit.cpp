#include "scenarios/calibration/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "scenarios/calibration/report.hpp"
#include "scenarios/experiments/point_runs.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/result.hpp"

namespace tongzhou::calibration {
namespace {

using experiments::Ended;
using sensitivity::Point;

constexpr double within_95_percent = 1.959963985;
// Of the misfit, whose rise by 1 is one standard deviation of a parameter: a smaller gain is no gain.
constexpr double tolerance = 0.02;
// Of a parameter's range: far enough for the effect to stand out from chance, near enough for a straight line.
constexpr double step = 0.04;
// Of a parameter about which the observations say nothing: the standard deviation of anywhere in its range.
double const anywhere = 1 / std::sqrt(12);

/// All measures of the observations, each once.
std::vector<std::string> measures_of(Calibration const& calibration) {
  std::vector<std::string> measures;
  for (auto const& observation : calibration.observations)
    for (auto const& measure : observation.measures)
      if (std::ranges::find(measures, measure) == measures.end()) measures.push_back(measure);
  return measures;
}

class Fitting {
 public:
  Fitting(Calibration const& calibration, experiments::Settings const& settings, std::ostream& err)
      : calibration_(calibration),
        measures_(measures_of(calibration)),
        runs_(
            {calibration.name, calibration.code, calibration.replications, measures_}, calibration.base, settings,
            [this](std::size_t, std::string const& pointer, std::string const& text) {
              return calibration_.file->problem("/parameters",
                                                fmt::format("makes the scenario invalid: {} {}", pointer, text));
            },
            err) {}

  experiments::PointRuns& runs() { return runs_; }

  /// Whether every observation has its figure in the result; says which has not.
  bool has_all(std::size_t point) {
    for (auto const& observation : calibration_.observations)
      for (auto const& measure : observation.measures)
        if (!runs_.mean(point, index_of(measure))) {
          runs_.say(format::to_line(calibration_.file->problem(
              observation.pointer + "/measures", fmt::format("the result has no number at {}", measure))));
          return false;
        }
    return true;
  }

  std::size_t add(Point const& at) {
    return runs_.add(fmt::format("point {}", runs_.size()),
                     experiments::with_values(calibration_.base, calibration_.parameters, values_at(at)));
  }
  void run() { runs_.run(); }

  std::vector<double> values_at(Point const& at) const {
    std::vector<double> values;
    for (std::size_t i = 0; i < at.size(); ++i) values.push_back(calibration_.parameters[i].value_at(at[i]));
    return values;
  }

  /// What the model says of each observation.
  std::vector<double> simulated(std::size_t point) const {
    std::vector<double> all;
    for (auto const& observation : calibration_.observations) {
      double sum = 0;
      for (auto const& measure : observation.measures) sum += runs_.mean(point, index_of(measure)).value_or(0);
      all.push_back(sum * rate(observation));
    }
    return all;
  }

  /// Of each error: of the observation, and of chance, which the real system met once and the runs at each point
  /// several times. How large it is, the runs at the start say.
  void take_deviations(std::size_t start) {
    for (auto const& observation : calibration_.observations) {
      double variance = observation.deviation * observation.deviation;
      for (auto const& measure : observation.measures) {
        double const chance = runs_.deviation(start, index_of(measure)) * rate(observation);
        variance += chance * chance * (1 + 1.0 / calibration_.replications);
      }
      deviation_.push_back(std::sqrt(variance));
    }
  }
  std::vector<double> const& deviation() const { return deviation_; }

  /// Errors in their standard deviations, of what is fitted to.
  std::vector<double> residuals(std::size_t point) const {
    auto const says = simulated(point);
    std::vector<double> all;
    for (std::size_t i = 0; i < says.size(); ++i) {
      auto const& observation = calibration_.observations[i];
      if (!observation.held_out)
        all.push_back(std::sqrt(observation.weight) * (says[i] - observation.value) / deviation_[i]);
    }
    return all;
  }

  double misfit(std::size_t point, Point const& at) const {
    double sum = 0;
    for (double const residual : residuals(point)) sum += residual * residual;
    for (std::size_t i = 0; i < at.size(); ++i) {
      auto const& prior = calibration_.priors[i];
      if (!prior) continue;
      double const off = (calibration_.parameters[i].value_at(at[i]) - prior->mean) / prior->deviation;
      sum += off * off;
    }
    return sum;
  }

  /// 1 over the variance of each prior, in shares of the range.
  std::vector<double> prior_weights() const {
    std::vector<double> weights;
    for (std::size_t i = 0; i < calibration_.parameters.size(); ++i) {
      auto const& prior = calibration_.priors[i];
      double const range = calibration_.parameters[i].to - calibration_.parameters[i].from;
      weights.push_back(prior ? range * range / (prior->deviation * prior->deviation) : 0);
    }
    return weights;
  }

 private:
  std::size_t index_of(std::string const& measure) const {
    return static_cast<std::size_t>(std::ranges::find(measures_, measure) - measures_.begin());
  }
  double rate(Observation const& observation) const {
    if (observation.per_year) return 365 / calibration_.counted_days;
    if (observation.per_hour) return 1 / (24 * calibration_.counted_days);
    return 1;
  }

  Calibration const& calibration_;
  std::vector<std::string> measures_;
  experiments::PointRuns runs_;
  std::vector<double> deviation_;
};

Point start_of(Calibration const& calibration) {
  Point start;
  for (auto const& parameter : calibration.parameters) start.push_back(parameter.share_of(parameter.start));
  return start;
}

Minimum search(Calibration const& calibration, Fitting& fitting) {
  Objective const misfit_at = [&](Point const& at) {
    auto const point = fitting.add(at);
    fitting.run();
    return fitting.misfit(point, at);
  };
  return minimise(misfit_at, start_of(calibration), calibration.search, calibration.evaluations, tolerance);
}

/// One and two steps to either side of the best, along each parameter.
struct Neighbours {
  std::vector<std::vector<std::pair<Point, std::size_t>>> by_parameter;  // from the lowest up, the best in its place
};

Neighbours look_around(Point const& best, std::size_t best_point, Fitting& fitting) {
  Neighbours around;
  for (std::size_t i = 0; i < best.size(); ++i) {
    auto& along = around.by_parameter.emplace_back();
    for (double const steps : {-2.0, -1.0, 0.0, 1.0, 2.0}) {
      auto at = best;
      at[i] = std::clamp(best[i] + steps * step, 0.0, 1.0);
      if (steps == 0) {
        along.emplace_back(at, best_point);
      } else if (at[i] != best[i] && (along.empty() || along.back().first[i] != at[i])) {
        along.emplace_back(at, fitting.add(at));
      }
    }
  }
  fitting.run();
  return around;
}

/// How each residual changes along each parameter: the straight line through all that was run there.
std::vector<std::vector<double>> slopes_of(Neighbours const& around, Fitting const& fitting) {
  auto const residuals = fitting.residuals(around.by_parameter.front().front().second).size();
  std::vector<std::vector<double>> slopes(residuals, std::vector<double>(around.by_parameter.size()));
  for (std::size_t i = 0; i < around.by_parameter.size(); ++i) {
    auto const& along = around.by_parameter[i];
    double centre = 0, spread = 0;
    for (auto const& [at, point] : along) centre += at[i] / static_cast<double>(along.size());
    for (auto const& [at, point] : along) spread += (at[i] - centre) * (at[i] - centre);
    for (auto const& [at, point] : along) {
      auto const off = fitting.residuals(point);
      for (std::size_t r = 0; r < residuals; ++r) slopes[r][i] += (at[i] - centre) * off[r] / spread;
    }
  }
  return slopes;
}

void settle_precision(Calibration const& calibration, Fitting& fitting, Fit& fit) {
  auto const best = fitting.add(fit.minimum.at);
  fitting.run();
  auto const around = look_around(fit.minimum.at, best, fitting);
  fit.precision = precision_of(slopes_of(around, fitting), fitting.prior_weights(), anywhere);
  // Errors larger than their deviations allow say that the model, or the deviations, are wrong: intervals are widened
  // by the square root of the misfit over its degrees of freedom (Birge 1932).
  auto const residuals = fitting.residuals(best).size();
  if (residuals > calibration.parameters.size()) {
    double const freedom = static_cast<double>(residuals - calibration.parameters.size());
    fit.scale = std::sqrt(std::max(1.0, fit.minimum.value / freedom));
  }
  fit.values = fitting.values_at(fit.minimum.at);
  for (std::size_t i = 0; i < calibration.parameters.size(); ++i) {
    auto const& parameter = calibration.parameters[i];
    fit.half_width.push_back(within_95_percent * fit.scale * fit.precision.deviation[i] *
                             (parameter.to - parameter.from));
    auto& profile = fit.profiles.emplace_back();
    for (auto const& [at, point] : around.by_parameter[i])
      profile.push_back({parameter.value_at(at[i]), fitting.misfit(point, at)});
  }
  fit.after = fitting.simulated(best);
}

Fit fit_of(Calibration const& calibration, Fitting& fitting) {
  Fit fit;
  auto const start = start_of(calibration);
  auto const first = fitting.add(start);
  fitting.run();
  if (!fitting.has_all(first)) throw Ended{ExitCode::invalid};
  fitting.take_deviations(first);
  fit.before = fitting.simulated(first);
  fit.misfit_before = fitting.misfit(first, start);
  fit.minimum = search(calibration, fitting);
  settle_precision(calibration, fitting, fit);
  fit.deviation = fitting.deviation();
  fit.points = fitting.runs().scenarios();
  fit.runs = fit.points * calibration.replications;
  return fit;
}

}  // namespace

experiments::Conclusion conduct(Calibration const& calibration, experiments::Settings const& settings,
                                std::ostream& err) {
  Fitting fitting{calibration, settings, err};
  try {
    auto const fit = fit_of(calibration, fitting);
    auto const folder = fitting.runs().folder();
    format::write_whole(folder / "calibrated.json", format::to_text(overlay_of(calibration, fit)));
    auto merged = to_json(calibration, fit, settings.maker);
    auto const file = folder / "calibration.json";
    format::write_whole(file, format::to_text(merged));
    return {ExitCode::done, file, std::move(merged)};
  } catch (Ended const& ended) {
    return {ended.exit_code, {}, {}};
  }
}

}  // namespace tongzhou::calibration
