#include "scenarios/calibration/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/calibration/score.hpp"
#include "scenarios/experiments/parameter.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/result_numbers.hpp"

namespace tongzhou::calibration {
namespace {

using Json = nlohmann::ordered_json;
using experiments::Parameter;

// An interval as wide as its range says nothing that was not known before.
constexpr double says_nothing = 0.9;

bool is_known(Parameter const& parameter, double half_width) {
  return 2 * half_width < says_nothing * (parameter.to - parameter.from);
}

Json parameters_of(Calibration const& calibration, Fit const& fit) {
  auto section = Json::object();
  for (std::size_t i = 0; i < calibration.parameters.size(); ++i) {
    auto const& parameter = calibration.parameters[i];
    auto profile = Json::array();
    for (auto const& point : fit.profiles[i]) profile.push_back({{"value", point.value}, {"misfit", point.misfit}});
    section[parameter.name] = {{"start", parameter.start},
                               {"value", fit.values[i]},
                               {"low", std::max(parameter.from, fit.values[i] - fit.half_width[i])},
                               {"high", std::min(parameter.to, fit.values[i] + fit.half_width[i])},
                               {"half_width", fit.half_width[i]},
                               {"from", parameter.from},
                               {"to", parameter.to},
                               {"factor", parameter.way == Parameter::Way::scale},
                               {"known", is_known(parameter, fit.half_width[i])},
                               {"at_bound", fit.minimum.at[i] <= 0.001 || fit.minimum.at[i] >= 0.999},
                               {"pointers", parameter.pointers},
                               {"profile", std::move(profile)}};
  }
  return section;
}

Json pairs_of(Calibration const& calibration, Fit const& fit) {
  auto list = Json::array();
  for (auto const& pair : not_told_apart(fit.precision))
    list.push_back({{"one", calibration.parameters[pair.one].name},
                    {"other", calibration.parameters[pair.other].name},
                    {"correlation", pair.correlation}});
  return list;
}

/// The place of the scenario that a figure of a result is about; nothing for flows, services and links.
std::string place_of(std::string const& measure) {
  auto const steps = format::steps_of(measure);
  constexpr std::array<std::string_view, 5> of_places{"places", "facilities", "locks", "customs", "gauge_changes"};
  if (steps.size() < 2 || std::ranges::find(of_places, steps.front()) == of_places.end()) return "";
  return steps[1].substr(0, steps[1].find('/'));
}

/// Where on the map an observation was made: at the one place that all its figures are about.
std::optional<Json> mapped(Calibration const& calibration, Observation const& observation) {
  auto const place = place_of(observation.measures.front());
  auto const elsewhere = [&](std::string const& measure) { return place_of(measure) != place; };
  if (place.empty() || std::ranges::any_of(observation.measures, elsewhere)) return std::nullopt;
  auto const places = calibration.base.value("places", format::Json::object());
  auto const found = places.find(place);
  if (found == places.end() || !found->contains("lat") || !found->contains("lon")) return std::nullopt;
  return Json{{"place", place}, {"lat", found->at("lat").get<double>()}, {"lon", found->at("lon").get<double>()}};
}

Json observations_of(Calibration const& calibration, Fit const& fit) {
  auto section = Json::object();
  for (std::size_t i = 0; i < calibration.observations.size(); ++i) {
    auto const& observation = calibration.observations[i];
    double const error = fit.after[i] - observation.value;
    section[observation.name] = {{"kind", observation.kind},
                                 {"held_out", observation.held_out},
                                 {"observed", observation.value},
                                 {"before", fit.before[i]},
                                 {"after", fit.after[i]},
                                 {"error", error},
                                 {"error_share", observation.value != 0 ? Json(error / observation.value) : Json()},
                                 {"deviation", fit.deviation[i]},
                                 {"deviations_off", error / fit.deviation[i]},
                                 {"measures", observation.measures},
                                 {"period", observation.period},
                                 {"source", observation.source}};
    if (observation.per_hour) section[observation.name]["geh"] = geh({observation.value, fit.after[i]});
    if (auto at = mapped(calibration, observation)) section[observation.name]["at"] = std::move(*at);
  }
  return section;
}

Json to_json(Score const& score) {
  return {{"count", score.count}, {"wape", score.wape}, {"bias", score.bias}, {"rmse", score.rmse}};
}

/// Of all observations that are, or are not, held out, with what the model said before or after.
Json scores_of(Calibration const& calibration, std::vector<double> const& says, bool held_out) {
  std::map<std::string, std::vector<Pair>> by_kind;
  std::vector<Pair> counts;
  for (std::size_t i = 0; i < says.size(); ++i) {
    auto const& observation = calibration.observations[i];
    if (observation.held_out != held_out) continue;
    by_kind[observation.kind].push_back({observation.value, says[i]});
    if (observation.per_hour) counts.push_back({observation.value, says[i]});
  }
  auto kinds = Json::object();
  double shares = 0;
  std::size_t all = 0;
  for (auto const& [kind, pairs] : by_kind) {
    auto const score = score_of(pairs);
    shares += score.wape * static_cast<double>(score.count);
    all += score.count;
    kinds[kind] = to_json(score);
    auto& sizes = kinds[kind]["by_size"] = Json::array();
    for (auto const& of_size : scores_by_size(pairs)) sizes.push_back(to_json(of_size));
  }
  // Kinds have units of their own: their shares of error are averaged, each kind by its number of observations.
  Json scores{{"count", all}, {"wape", all > 0 ? Json(shares / static_cast<double>(all)) : Json()}};
  if (all > 0) scores["verdict"] = verdict_on(shares / static_cast<double>(all));
  if (!counts.empty()) scores["geh_below_5_share"] = share_below_5(counts);
  scores["kinds"] = std::move(kinds);
  return scores;
}

Json remarks_on(Calibration const& calibration, Fit const& fit) {
  auto remarks = Json::array();
  if (!fit.minimum.settled)
    remarks.push_back(
        fmt::format("The search was ended by its {} evaluations, not by having settled.", calibration.evaluations));
  if (fit.scale > 1)
    remarks.push_back(
        fmt::format("Errors are {:.2g} times as large as the deviations allow: the model leaves something "
                    "out, or the deviations are too small. Intervals are widened by that.",
                    fit.scale));
  auto const assumed = std::ranges::count_if(calibration.observations, &Observation::deviation_assumed);
  if (assumed > 0)
    remarks.push_back(fmt::format("{} of {} observations have no deviation: 5 % of the value, an assumption.", assumed,
                                  calibration.observations.size()));
  if (calibration.replications == 1)
    remarks.push_back("One run a point: how much chance there is between runs is not known, and not counted.");
  for (std::size_t i = 0; i < calibration.parameters.size(); ++i) {
    auto const& parameter = calibration.parameters[i];
    if (!is_known(parameter, fit.half_width[i]))
      remarks.push_back(fmt::format("The observations say next to nothing about {}.", parameter.name));
    if (fit.minimum.at[i] <= 0.001 || fit.minimum.at[i] >= 0.999)
      remarks.push_back(fmt::format("{} ended at the edge of its range: the best may lie beyond.", parameter.name));
  }
  for (auto const& pair : not_told_apart(fit.precision))
    remarks.push_back(
        fmt::format("{} and {} cannot be told apart (correlation {:.2f}): only what they do together is known.",
                    calibration.parameters[pair.one].name, calibration.parameters[pair.other].name, pair.correlation));
  return remarks;
}

/// The nearest object around a number that says where its figures are from; nothing where there is none.
std::optional<format::Json::json_pointer> said_at(format::Json const& scenario, std::string const& pointer) {
  for (format::Json::json_pointer at{pointer}; !at.empty();) {
    at.pop_back();
    if (auto const& around = scenario.at(at); around.is_object() && around.contains("source")) return at;
  }
  return std::nullopt;
}

/// Adds what leads to this place of the scenario; a merge patch replaces lists whole.
void patch(Json& overlay, format::Json const& scenario, format::Json::json_pointer const& pointer) {
  std::vector<std::string> steps;
  for (auto at = pointer; !at.empty(); at.pop_back()) steps.insert(steps.begin(), at.back());
  Json* into = &overlay;
  auto const* from = &scenario;
  for (auto const& step : steps) {
    if (!from->is_object()) break;
    into = &(*into)[step];
    from = &from->at(step);
  }
  *into = Json::parse(from->dump());
}

}  // namespace

Json to_json(Calibration const& calibration, Fit const& fit, experiments::Maker const& maker) {
  return {
      {"format", "tongzhou-calibration/1"},
      {"provenance",
       {{"program", maker.program},
        {"calibration", calibration.name},
        {"calibration_sha256", calibration.file->hash()},
        {"scenario", calibration.code},
        {"seed", calibration.base.value("seed", std::uint64_t{1})},
        {"packages", format::packages_of(maker.packages)}}},
      {"method",
       {{"search", calibration.search == Search::local ? "BOBYQA" : "DIRECT-L, then BOBYQA"},
        {"evaluations", fit.minimum.evaluations},
        {"settled", fit.minimum.settled},
        {"replications", calibration.replications},
        {"scenarios", fit.points},
        {"runs", fit.runs},
        {"confidence", 0.95}}},
      {"misfit",
       {{"before", fit.misfit_before},
        {"after", fit.minimum.value},
        {"observations", std::ranges::count(calibration.observations, false, &Observation::held_out)},
        {"intervals_widened_by", fit.scale}}},
      {"parameters", parameters_of(calibration, fit)},
      {"not_told_apart", pairs_of(calibration, fit)},
      {"fitted",
       {{"before", scores_of(calibration, fit.before, false)}, {"after", scores_of(calibration, fit.after, false)}}},
      {"held_out",
       {{"before", scores_of(calibration, fit.before, true)}, {"after", scores_of(calibration, fit.after, true)}}},
      {"observations", observations_of(calibration, fit)},
      {"remarks", remarks_on(calibration, fit)}};
}

Json overlay_of(Calibration const& calibration, Fit const& fit) {
  auto scenario = experiments::with_values(calibration.base, calibration.parameters, fit.values);
  auto const source = fmt::format("calibrated to the observations of {}", calibration.name);
  auto overlay = Json::object();
  for (auto const& parameter : calibration.parameters)
    for (auto const& pointer : parameter.pointers) {
      if (auto const at = said_at(scenario, pointer)) {
        scenario[*at]["source"] = source;
        patch(overlay, scenario, *at / "source");
      }
      patch(overlay, scenario, format::Json::json_pointer{pointer});
    }
  return overlay;
}

}  // namespace tongzhou::calibration
