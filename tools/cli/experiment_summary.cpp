#include "tools/cli/experiment_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/format/problems.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string figure(Json const& value) {
  if (!value.is_number()) return "?";
  double const x = value;
  return fmt::format("{}{}", x < 0 ? "-" : "", readable(std::abs(x)));
}

std::string with_sign(Json const& value) {
  auto const text = figure(value);
  return value.is_number() && value.get<double>() > 0 ? fmt::format("+{}", text) : text;
}

std::string half_width(Json const& interval) { return fmt::format("± {}", figure(interval["half_width"])); }

}  // namespace

void print_summary(Json const& experiment, Talk& talk) {
  auto const& method = experiment["method"];
  bool const compares = experiment["options"].size() > 1;
  talk.heading(fmt::format(
      "{}: {} replications, seed {}", format::printable(experiment["provenance"]["experiment"].get<std::string>()),
      experiment["replications"].get<std::uint64_t>(), experiment["provenance"]["seed"].get<std::uint64_t>()));
  talk.out << fmt::format("means with intervals at {:.4g} %", method["confidence"].get<double>() * 100);
  if (compares) {
    talk.out << fmt::format("; differences paired with the base, each at {:.4g} % (Bonferroni for {})",
                            method["confidence_of_each_comparison"].get<double>() * 100,
                            method["comparisons"].get<std::uint64_t>());
  }
  talk.out << '\n';
  for (auto const& [pointer, by_option] : experiment["measures"].items()) {
    talk.out << '\n';
    talk.heading(format::printable(pointer));
    std::vector<std::vector<std::string>> rows;
    for (auto const& [name, measure] : by_option.items()) {
      std::vector<std::string> row{name, figure(measure["mean"]), half_width(measure)};
      if (compares) {
        bool const is_compared = measure.contains("against_base");
        auto const& against = is_compared ? measure["against_base"] : measure;
        row.push_back(is_compared ? with_sign(against["mean"]) : "");
        row.push_back(is_compared ? half_width(against) : "");
        row.push_back(is_compared ? against["verdict"].get<std::string>() : "");
      }
      rows.push_back(std::move(row));
    }
    print_table(talk.out, rows, {1, 2, 3, 4});
  }
  if (experiment.contains("stopping") && !experiment["stopping"]["content"].get<bool>()) {
    talk.out << "\nThe cap was reached before the stopping rule was content.\n";
  }
}

}  // namespace tongzhou::cli
