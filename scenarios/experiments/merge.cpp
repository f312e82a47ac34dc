#include "scenarios/experiments/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <string>

#include "scenarios/format/json.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "scenarios/format/units.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::experiments {
namespace {

using Json = nlohmann::ordered_json;

/// Whole numbers without a fraction; nothing where there is no number, as for the spread of one run.
Json number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  if (!std::isfinite(value)) return nullptr;
  if (std::trunc(value) == value && std::abs(value) < exact) return static_cast<std::int64_t>(value);
  return value;
}

/// The values of a measure, by replication, that a scenario has.
using Sample = std::map<std::uint32_t, double>;
Sample sample_of(Runs const& runs, std::size_t scenario, std::size_t measure) {
  Sample sample;
  for (auto const& [replication, figures] : runs[scenario]) {
    if (auto const& value = figures.values[measure]) sample.emplace(replication, *value);
  }
  return sample;
}

std::vector<double> numbers(Sample const& sample) {
  std::vector<double> values;
  for (auto const& [replication, value] : sample) values.push_back(value);
  return values;
}

outcome::Estimate difference(Sample const& base, Sample const& changed, double level) {
  std::vector<double> of_base, of_changed;
  for (auto const& [replication, value] : base) {
    if (auto const other = changed.find(replication); other != changed.end()) {
      of_base.push_back(value);
      of_changed.push_back(other->second);
    }
  }
  return outcome::paired_difference(of_base, of_changed, level);
}

/// A difference that is as good as none: two one-sided tests (Schuirmann 1987), each with the error that an interval at
/// this level leaves on both its sides together, so that the interval is taken at a level whose error is twice as
/// large.
bool is_irrelevant(Manifest const& manifest, std::size_t measure, Sample const& base, Sample const& changed,
                   double level) {
  auto const found = manifest.relevant.find(manifest.measures[measure]);
  if (found == manifest.relevant.end()) return false;
  auto const d = difference(base, changed, std::max(0.0, 1 - 2 * (1 - level)));
  double const scale = found->second.of_base ? std::abs(outcome::estimate(numbers(base), level).mean) : 1;
  double const least = found->second.size * scale;
  return d.count > 1 && d.interval().low > -least && d.interval().high < least;
}

/// With one pair there is no interval, and nothing is decided.
std::string verdict(outcome::Estimate const& estimate) {
  if (estimate.interval().low > 0) return "higher";
  if (estimate.interval().high < 0) return "lower";
  return estimate.half_width == 0 ? "equal" : "undecided";
}

Json interval(outcome::Estimate const& e) {
  return {{"mean", number(e.mean)},
          {"half_width", number(e.half_width)},
          {"low", number(e.interval().low)},
          {"high", number(e.interval().high)}};
}

Json quantile(std::vector<double> const& values, double p, double level) {
  auto const q = outcome::quantile(values, p, level);
  Json json{{"value", number(q.value)}, {"low", nullptr}, {"high", nullptr}};
  if (q.interval) {
    json["low"] = number(q.interval->low);
    json["high"] = number(q.interval->high);
  }
  return json;
}

/// With common random numbers, options compare in pairs.
std::size_t comparisons(Manifest const& manifest) { return manifest.options.size() - 1; }

Json measured(Manifest const& manifest, Runs const& runs, std::size_t measure) {
  auto by_option = Json::object();
  auto const base = sample_of(runs, manifest.options[0].scenario, measure);
  double const level = outcome::each_of(comparisons(manifest), manifest.confidence);
  for (std::size_t i = 0; i < manifest.options.size(); ++i) {
    auto const& option = manifest.options[i];
    auto const sample = sample_of(runs, option.scenario, measure);
    if (sample.empty()) continue;
    auto const values = numbers(sample);
    auto const estimate = outcome::estimate(values, manifest.confidence);
    auto json = interval(estimate);
    json["count"] = estimate.count;
    json["deviation"] = number(estimate.deviation);
    json["min"] = number(std::ranges::min(values));
    json["max"] = number(std::ranges::max(values));
    json["quantiles"] = {{"p10", quantile(values, 0.1, manifest.confidence)},
                         {"p50", quantile(values, 0.5, manifest.confidence)},
                         {"p90", quantile(values, 0.9, manifest.confidence)}};
    auto& list = json["values"] = Json::array();
    for (std::uint32_t replication = 0; replication < manifest.replications; ++replication) {
      auto const found = sample.find(replication);
      list.push_back(found == sample.end() ? Json(nullptr) : number(found->second));
    }
    if (i > 0) {
      auto const d = difference(base, sample, level);
      if (d.count > 0) {
        auto& against = json["against_base"] = interval(d);
        against["pairs"] = d.count;
        auto const found = verdict(d);
        bool const irrelevant = found != "equal" && is_irrelevant(manifest, measure, base, sample, level);
        against["verdict"] = irrelevant ? "no relevant difference" : found;
      }
    }
    by_option[option.name] = std::move(json);
  }
  return by_option;
}

Json period(format::Json const& base, Manifest const& manifest) {
  return {{"start", base.at("start")},
          {"length_days", base.at("length_days")},
          {"warm_up_days", base.value("warm_up_days", format::Json(0))},
          {"warm_up_from", manifest.warm_up}};
}

std::vector<std::string> remarks_on(std::map<std::uint32_t, Figures> const& runs) {
  return runs.empty() ? std::vector<std::string>{} : runs.begin()->second.remarks;
}

/// What is unusual in an option, and in the base not.
std::vector<std::string> remarks_on_option(Manifest const& manifest, Runs const& runs, std::size_t scenario) {
  auto const base = manifest.options[0].scenario;
  auto made = remarks_on(runs[scenario]);
  if (scenario == base) return made;
  auto const of_base = remarks_on(runs[base]);
  std::erase_if(made, [&](std::string const& remark) { return std::ranges::find(of_base, remark) != of_base.end(); });
  return made;
}

Json options(Manifest const& manifest, Runs const& runs) {
  auto section = Json::object();
  for (auto const& option : manifest.options) {
    auto const& sha256 = manifest.scenarios[option.scenario].sha256;
    section[option.name] = {
        {"scenario_sha256", sha256},
        {"runs", runs[option.scenario].size()},
        {"runs_that_fill_up",
         std::ranges::count_if(runs[option.scenario], [](auto const& run) { return run.second.fills_up; })},
        {"parameters", Json(option.parameters)},
        {"note", option.note}};
    if (auto const remarks = remarks_on_option(manifest, runs, option.scenario); !remarks.empty())
      section[option.name]["remarks"] = remarks;
  }
  return section;
}

Json listed(Manifest const& manifest, std::vector<Task> const& tasks) {
  auto list = Json::array();
  for (auto const& task : tasks) {
    list.push_back({{"option", manifest.option_of(task.scenario).name},
                    {"seed", manifest.seed},
                    {"replication", task.replication}});
  }
  return list;
}

std::vector<Task> with_failed_audit(Runs const& runs) {
  std::vector<Task> tasks;
  for (std::size_t scenario = 0; scenario < runs.size(); ++scenario) {
    for (auto const& [replication, figures] : runs[scenario]) {
      if (!figures.audit_holds) tasks.push_back({scenario, replication});
    }
  }
  return tasks;
}

Json method(Manifest const& manifest) {
  auto const n = comparisons(manifest);
  double const level = outcome::each_of(n, manifest.confidence);
  return {{"confidence", manifest.confidence},
          {"means", "Student, independent replications"},
          {"quantiles", "order statistics, binomial"},
          {"differences", "paired by replication, common random numbers, Student"},
          {"comparisons", n},
          {"confidence_of_each_comparison", level},
          {"note", n < 2 ? std::string{"one comparison a measure needs no correction"}
                         : fmt::format("{} comparisons a measure: each interval at {:.6g}, so that all of them hold "
                                       "together with {:.6g} (Bonferroni)",
                                       n, level, manifest.confidence)}};
}

}  // namespace

Json merge(Manifest const& manifest, Runs const& runs) {
  auto const base = format::parse_trusted(manifest.scenarios[manifest.options[0].scenario].text);
  std::string const currency = base.value("currency", "CNY");
  auto units = Json::object(), measures = Json::object();
  for (std::size_t m = 0; m < manifest.measures.size(); ++m) {
    auto const sum = manifest.sums.find(manifest.measures[m]);
    bool const adds_up = sum != manifest.sums.end() && !sum->second.empty();
    units[manifest.measures[m]] = format::unit_of(adds_up ? sum->second.front() : manifest.measures[m], currency);
    measures[manifest.measures[m]] = measured(manifest, runs, m);
  }
  Json json{{"format", "tongzhou-experiment-result/1"},
            {"provenance", provenance_of(manifest.maker, manifest.name, manifest.scenarios[0].code, manifest.seed)},
            {"currency", currency},
            {"period", period(base, manifest)},
            {"replications", manifest.replications},
            {"method", method(manifest)},
            {"options", options(manifest, runs)},
            {"missing", listed(manifest, missing(manifest, runs))},
            {"audit_failed", listed(manifest, with_failed_audit(runs))}};
  if (manifest.stopping) {
    json["stopping"] = to_json(*manifest.stopping);
    json["stopping"]["content"] = is_content(manifest, runs);
  }
  if (!manifest.sums.empty()) json["sums"] = manifest.sums;
  for (auto const& [measure, relevant] : manifest.relevant) {
    auto& said = json["smallest_relevant_differences"][measure];
    if (relevant.of_base)
      said["share_of_base"] = relevant.size;
    else
      said = number(relevant.size);
  }
  json["units"] = std::move(units);
  json["measures"] = std::move(measures);
  return json;
}

bool is_content(Manifest const& manifest, Runs const& runs) {
  auto const& rule = *manifest.stopping;
  // Looking often and stopping at the first good look would decide too easily: each look gets its share of the error.
  std::size_t const looks = 1 + (rule.at_most + rule.step - 1) / rule.step;
  double const level = outcome::each_of(std::max<std::size_t>(comparisons(manifest), 1) * looks, manifest.confidence);
  for (std::size_t m = 0; m < manifest.measures.size(); ++m) {
    if (std::ranges::find(rule.measures, manifest.measures[m]) == rule.measures.end()) continue;
    auto const base = sample_of(runs, manifest.options[0].scenario, m);
    for (std::size_t i = 0; i < manifest.options.size(); ++i) {
      auto const sample = sample_of(runs, manifest.options[i].scenario, m);
      if (rule.rule == Stopping::Rule::precise) {
        auto const e = outcome::estimate(numbers(sample), manifest.confidence);
        if (!(e.half_width <= rule.relative_half_width * std::abs(e.mean))) return false;
      } else if (i > 0 && verdict(difference(base, sample, level)) == "undecided" &&
                 !is_irrelevant(manifest, m, base, sample, level)) {
        return false;
      }
    }
  }
  return true;
}

std::vector<std::string> unknown_measures(Manifest const& manifest, Runs const& runs) {
  std::vector<std::string> unknown;
  for (std::size_t m = 0; m < manifest.measures.size(); ++m) {
    bool const known = std::ranges::any_of(runs, [&](auto const& of_scenario) {
      return std::ranges::any_of(of_scenario, [&](auto const& run) { return run.second.values[m].has_value(); });
    });
    if (!known) unknown.push_back(manifest.measures[m]);
  }
  return unknown;
}

}  // namespace tongzhou::experiments
