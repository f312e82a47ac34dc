#include "scenarios/effects/effects_writer.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "scenarios/format/units.hpp"

namespace tongzhou::effects {
namespace {

using Json = nlohmann::ordered_json;

Json difference(outcome::Estimate const& of) {
  return {{"difference", of.mean}, {"half_width", std::isfinite(of.half_width) ? Json(of.half_width) : Json{}}};
}

Json by_figure(Effect const& effect, Question const& question) {
  auto object = Json::object();
  for (std::size_t figure = 0; figure < effect.size(); ++figure)
    object[question.figures[figure]] = difference(effect[figure]);
  return object;
}

/// Of two measures, by the figure to rank by: what both do beyond the sum, beyond chance.
std::string verdict(outcome::Estimate const& beyond_sum, bool lower_is_better) {
  if (beyond_sum.mean == 0 && beyond_sum.deviation == 0) return "independent";
  if (!(std::abs(beyond_sum.mean) > beyond_sum.half_width)) return "undecided";
  return (beyond_sum.mean < 0) == lower_is_better ? "help" : "hinder";
}

Json figures_of(experiments::Experiment const& experiment, Question const& question, Found const& found) {
  std::string const currency = experiment.variants.front().scenario.value("currency", "CNY");
  auto figures = Json::object();
  for (std::size_t figure = 0; figure < question.figures.size(); ++figure) {
    auto const& pointer = question.figures[figure];
    auto const& base = found.base[figure];
    figures[pointer] = {{"unit", format::unit_of(pointer, currency)}, {"base", base ? Json(*base) : Json(0)}};
  }
  return figures;
}

Json measures_of(Question const& question, Found const& found) {
  auto measures = Json::array();
  for (auto const m : ranked(found, question)) {
    auto const& measure = found.measures[m];
    Json entry{{"measure", measure.name}};
    if (!measure.title.is_null()) entry["name"] = measure.title;
    entry["note"] = measure.note;
    entry["alone"] = by_figure(measure.alone, question);
    entry["last"] = measure.last ? by_figure(*measure.last, question) : Json{};
    entry["more_with_the_others"] = measure.with_others;
    measures.push_back(std::move(entry));
  }
  return measures;
}

Json pairs_of(Question const& question, Found const& found) {
  auto pairs = Json::array();
  for (auto const& pair : found.pairs)
    pairs.push_back({{"one", found.measures[pair.one].name},
                     {"other", found.measures[pair.other].name},
                     {"verdict", verdict(pair.beyond_sum.front(), question.lower_is_better)},
                     {"together", by_figure(pair.together, question)},
                     {"beyond_sum", by_figure(pair.beyond_sum, question)}});
  return pairs;
}

}  // namespace

Json to_json(experiments::Experiment const& experiment, Question const& question, Found const& found,
             experiments::Maker const& maker) {
  auto contradictions = Json::array();
  for (auto const& [one, other, pointer] : found.contradictions)
    contradictions.push_back(
        {{"one", found.measures[one].name}, {"other", found.measures[other].name}, {"pointer", pointer}});
  auto left_out = Json::object();
  for (auto const& [name, why] : experiment.left_out) left_out[name] = why;
  return {{"format", "tongzhou-measures/1"},
          {"provenance", experiments::provenance_of(maker, experiment.name, experiment.code, experiment.seed)},
          {"currency", experiment.variants.front().scenario.value("currency", "CNY")},
          {"ranked_by", question.figures.front()},
          {"better", question.lower_is_better ? "lower" : "higher"},
          {"method",
           {{"replications", experiment.replications},
            {"runs", found.runs},
            {"confidence", experiment.confidence},
            {"intervals",
             "paired differences with common random numbers, Student; Bonferroni over measures and over pairs"},
            {"pairs", "of the measures that do most otherwise last of all than alone"}}},
          {"figures", figures_of(experiment, question, found)},
          {"all_together", by_figure(found.all, question)},
          {"measures", measures_of(question, found)},
          {"pairs", pairs_of(question, found)},
          {"contradictions", std::move(contradictions)},
          {"left_out", std::move(left_out)}};
}

}  // namespace tongzhou::effects
