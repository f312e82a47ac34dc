#include "scenarios/effects/effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <ostream>
#include <utility>

#include "scenarios/effects/combination.hpp"
#include "scenarios/effects/effects_writer.hpp"
#include "scenarios/experiments/measure_words.hpp"
#include "scenarios/experiments/point_runs.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/result.hpp"

namespace tongzhou::effects {
namespace {

using experiments::Ended;
using experiments::Experiment;
using Json = format::Json;
using Point = std::size_t;

bool is_valid(Json const& scenario) {
  format::Problems problems;
  format::Document const document{scenario, {{"scenario", "{}"}}};
  return experiments::is_valid(document, problems);
}

/// Base and combinations of measures, run and compared.
class Combinations {
 public:
  Combinations(Experiment const& experiment, Question const& question, experiments::Settings const& settings,
               std::ostream& err)
      : experiment_(experiment),
        question_(question),
        runs_(
            {experiment.name, experiment.code, experiment.replications, question.figures},
            experiment.variants.front().scenario, settings,
            [this](Point, std::string const& pointer, std::string const& text) {
              return experiment_.file->problem("/options",
                                               fmt::format("make a scenario invalid together: {} {}", pointer, text));
            },
            err) {
    auto const& base = experiment.variants.front().scenario;
    for (std::size_t v = 1; v < experiment.variants.size(); ++v)
      patches_.push_back(patch_between(base, experiment.variants[v].scenario));
  }

  std::size_t measures() const { return patches_.size(); }
  Json const& patch(std::size_t measure) const { return patches_[measure]; }
  experiments::PointRuns& runs() { return runs_; }

  /// To be run: these measures together; nothing when they make no scenario.
  std::optional<Point> add(std::string name, std::vector<std::size_t> const& measures) {
    std::vector<Json> patches;
    for (auto const measure : measures) patches.push_back(patches_[measure]);
    auto scenario = together(experiment_.variants.front().scenario, patches);
    if (!is_valid(scenario)) return std::nullopt;
    return runs_.add(std::move(name), scenario);
  }

  /// Of points with signs, replication by replication: all figures.
  struct Signed {
    Point point;
    double sign;
  };
  Effect sum(std::vector<Signed> const& terms, double level) const {
    Effect effect;
    for (std::size_t figure = 0; figure < question_.figures.size(); ++figure) {
      std::vector<double> sample;
      for (std::uint32_t r = 0; r < runs_.replications(); ++r) {
        double value = 0;
        for (auto const& [point, sign] : terms) value += sign * at(point, r, figure);
        sample.push_back(value);
      }
      effect.push_back(outcome::estimate(sample, level));
    }
    return effect;
  }
  double at(Point point, std::uint32_t replication, std::size_t figure) const {
    auto const& value = runs_.figures(point, replication).values.at(figure);
    if (value) return *value;
    throw format::Problem{
        experiment_.file->problem("/effects", "a result has no number at " + question_.figures[figure])};
  }

 private:
  Experiment const& experiment_;
  Question const& question_;
  experiments::PointRuns runs_;
  std::vector<Json> patches_;
};

std::vector<std::size_t> all_but(std::size_t measures, std::size_t one) {
  std::vector<std::size_t> others;
  for (std::size_t m = 0; m < measures; ++m)
    if (m != one) others.push_back(m);
  return others;
}

void find_contradictions(Combinations const& combinations, Found& found) {
  for (std::size_t one = 0; one < combinations.measures(); ++one)
    for (std::size_t other = one + 1; other < combinations.measures(); ++other)
      for (auto& pointer : contradictions(combinations.patch(one), combinations.patch(other)))
        found.contradictions.push_back({one, other, std::move(pointer)});
}

/// What the overlays of a measure call the scenario, by language; null where they leave the base's name.
Json title_of(Json const& base, Json const& scenario) {
  auto const name = scenario.find("name");
  if (name == scenario.end() || (base.contains("name") && base.at("name") == *name)) return {};
  return name->is_string() ? Json{{"en", *name}} : *name;
}

/// Each measure alone and last of all; the points of those alone.
std::vector<Point> run_alone_and_last(Experiment const& experiment, Combinations& combinations, Found& found) {
  auto const count = combinations.measures();
  auto const& variants = experiment.variants;
  auto const all = combinations.add("all", all_but(count, count));
  if (!all) {
    combinations.runs().say(
        "tongzhou: the measures make no valid scenario together: run `tongzhou validate` over "
        "their overlays");
    throw Ended{ExitCode::invalid};
  }
  std::vector<Point> alone;
  std::vector<std::optional<Point>> without;
  for (std::size_t m = 0; m < count; ++m) {
    auto const& name = variants[m + 1].name;
    alone.push_back(*combinations.add(name, {m}));
    without.push_back(combinations.add("all but " + name, all_but(count, m)));
  }
  combinations.runs().run();
  double const level = outcome::each_of(count, experiment.confidence);
  found.all = combinations.sum({{*all, 1}, {0, -1}}, experiment.confidence);
  for (std::size_t m = 0; m < count; ++m) {
    MeasureEffect effect{.name = variants[m + 1].name,
                         .note = variants[m + 1].note,
                         .title = title_of(variants.front().scenario, variants[m + 1].scenario),
                         .alone = combinations.sum({{alone[m], 1}, {0, -1}}, level),
                         .last = {}};
    if (without[m]) {
      effect.last = combinations.sum({{*all, 1}, {*without[m], -1}}, level);
      effect.with_others = effect.last->front().mean - effect.alone.front().mean;
    }
    found.measures.push_back(std::move(effect));
  }
  return alone;
}

/// The measures whose effect among the others differs most from that alone: each needs or spoils somebody.
std::vector<std::size_t> screened(Found const& found, std::size_t most) {
  std::vector<std::size_t> order(found.measures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{},
                           [&](std::size_t m) { return std::abs(found.measures[m].with_others); });
  order.resize(std::min(most, order.size()));
  std::ranges::sort(order);
  return order;
}

void run_pairs(Experiment const& experiment, Question const& question, std::vector<Point> const& alone,
               Combinations& combinations, Found& found) {
  struct Pair {
    std::size_t one, other;
    Point both;
  };
  std::vector<Pair> pairs;
  auto const looked_at = screened(found, question.pairs_of);
  for (auto one = looked_at.begin(); one != looked_at.end(); ++one)
    for (auto other = one + 1; other != looked_at.end(); ++other) {
      auto const name = found.measures[*one].name + " and " + found.measures[*other].name;
      if (auto const both = combinations.add(name, {*one, *other})) pairs.push_back({*one, *other, *both});
    }
  combinations.runs().run();
  double const level = outcome::each_of(std::max<std::size_t>(1, pairs.size()), experiment.confidence);
  for (auto const& [one, other, both] : pairs)
    found.pairs.push_back(
        {.one = one,
         .other = other,
         .together = combinations.sum({{both, 1}, {0, -1}}, level),
         .beyond_sum = combinations.sum({{both, 1}, {alone[one], -1}, {alone[other], -1}, {0, 1}}, level)});
}

}  // namespace

std::optional<Question> read_question(Experiment const& experiment, format::Problems& problems) {
  format::Reader const file{*experiment.file, problems};
  Question question{.figures = {"/key_figures/system_cost_per_laden_teu", "/key_figures/transit_mean_hours",
                                "/key_figures/kg_co2e_per_laden_teu", "/key_figures/laden_teu_out",
                                "/totals/money_by_expense/subsidy"}};
  if (file.has("effects")) {
    auto const given = file.child("effects");
    if (given.has("figures")) {
      question.figures.clear();
      auto const all = experiments::union_of(experiment.variants);
      experiments::MeasureReader const measures{all, file};
      for (auto const& figure : given.items("figures")) {
        question.figures.push_back(figure.text());
        measures.pointers(figure.text(), figure);
      }
    }
    question.lower_is_better = given.text("better", "lower") == "lower";
    question.pairs_of = static_cast<std::size_t>(given.whole("pairs_of", 6));
  }
  if (experiment.variants.size() < 2) file.refuse("there is nothing to compare: the experiment has no option");
  if (experiment.replications < 2) file.refuse("expected at least 2 replications: one says nothing about chance");
  if (!problems.empty()) return std::nullopt;
  return question;
}

std::vector<std::size_t> ranked(Found const& found, Question const& question) {
  std::vector<std::size_t> order(found.measures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  double const sign = question.lower_is_better ? 1 : -1;
  std::ranges::stable_sort(order, std::less{},
                           [&](std::size_t m) { return sign * found.measures[m].alone.front().mean; });
  return order;
}

experiments::Conclusion conduct(Experiment const& experiment, Question const& question,
                                experiments::Settings const& settings, std::ostream& err) {
  Combinations combinations{experiment, question, settings, err};
  Found found;
  try {
    find_contradictions(combinations, found);
    auto const alone = run_alone_and_last(experiment, combinations, found);
    run_pairs(experiment, question, alone, combinations, found);
    for (std::size_t figure = 0; figure < question.figures.size(); ++figure)
      found.base.push_back(combinations.runs().mean(0, figure));
  } catch (Ended const& ended) {
    return {ended.exit_code, {}, {}};
  } catch (format::Problem const& problem) {
    combinations.runs().say("tongzhou: " + problem.text);
    return {ExitCode::invalid, {}, {}};
  }
  found.runs = combinations.runs().scenarios() * experiment.replications;
  auto merged = to_json(experiment, question, found, settings.maker);
  auto const file = combinations.runs().folder() / "measures.json";
  format::write_whole(file, format::to_text(merged));
  return {ExitCode::done, file, std::move(merged)};
}

}  // namespace tongzhou::effects
