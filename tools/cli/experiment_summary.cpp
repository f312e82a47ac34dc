#include "tools/cli/experiment_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/format/problems.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;

/// How figures of one measure are written: shares as percent.
struct Style {
  explicit Style(std::string const& unit) : is_share(unit == "share") {}

  std::string figure(Json const& value) const {
    if (!value.is_number()) return "?";
    return is_share ? fmt::format("{:.1f} %", value.get<double>() * 100) : readable(value);
  }
  /// Of shares in percentage points.
  std::string difference(Json const& value) const {
    if (!value.is_number()) return "?";
    double const x = value;
    if (is_share) return with_sign(x, fmt::format("{:.1f}", std::abs(x) * 100), Plus::shown) + " points";
    return with_sign(x, readable(std::abs(x)), Plus::shown);
  }
  std::string half_width(Json const& interval) const {
    auto const& width = interval["half_width"];
    if (is_share && width.is_number()) return fmt::format("± {:.1f}", width.get<double>() * 100);
    return fmt::format("± {}", figure(width));
  }

  bool is_share;
};

/// "/totals/teu_out, TEU"; a count of sailings that is called sailings has said so.
std::string heading_of(std::string const& pointer, std::string const& unit) {
  if (unit.empty() || pointer.ends_with("/" + unit)) return pointer;
  return fmt::format("{}, {}", pointer, unit == "share" ? "%" : unit);
}

/// Grid options and points have numbers for names: what each of them sets, a column for each pointer.
void print_legend(Json const& options, Console& console) {
  std::vector<std::string> pointers, numbered;
  for (auto const& [name, option] : options.items()) {
    if (!name.starts_with("grid-") && !name.starts_with("point-")) continue;
    numbered.push_back(name);
    for (auto const& [pointer, value] : option["parameters"].items()) {
      if (std::ranges::find(pointers, pointer) == pointers.end()) pointers.push_back(pointer);
    }
  }
  if (numbered.empty()) return;
  console.out << '\n';
  console.heading(tr("what the numbered options set"));
  std::vector<std::vector<std::string>> rows(1, {""});
  for (std::size_t i = 0; i < pointers.size(); ++i) rows.front().push_back(fmt::format("({})", i + 1));
  std::vector<std::size_t> columns(pointers.size());
  std::iota(columns.begin(), columns.end(), 1);
  for (auto const& name : numbered) {
    auto const& set = options[name]["parameters"];
    auto& row = rows.emplace_back(1, name);
    for (auto const& pointer : pointers) {
      row.push_back(set.contains(pointer) ? format::printable(set[pointer].dump()) : "");
    }
  }
  print_table(console.out, rows, columns);
  for (std::size_t i = 0; i < pointers.size(); ++i)
    console.out << fmt::format("  ({}) {}\n", i + 1, format::printable(pointers[i]));
}

/// Of which options more and more stays inside.
void print_overload(Json const& options, Console& console) {
  std::string text;
  for (auto const& [name, option] : options.items()) {
    auto const runs = option.value("runs_that_fill_up", std::uint64_t{0});
    if (runs == 0) continue;
    text += say("{}{} ({} of {} runs)", text.empty() ? "" : ", ", format::printable(name), runs,
                option["runs"].get<std::uint64_t>());
  }
  if (text.empty()) return;
  console.out << say("\nfilling up: {}: more and more stays inside, and means depend on how long was simulated\n",
                     text);
}

/// What is unusual in the base, and what in an option besides.
void print_remarks(Json const& options, Console& console) {
  bool any = false;
  for (auto const& [name, option] : options.items())
    for (auto const& remark : option.value("remarks", std::vector<std::string>{})) {
      auto const text = remark.find(": ") + 2;  // after the pointer
      console.out << (any ? "" : "\n")
                  << say("unusual in {}: {}{}", format::printable(name), format::printable(remark.substr(0, text)),
                         sentence(format::printable(remark.substr(text))))
                  << '\n';
      any = true;
    }
}

}  // namespace

void print_summary(Json const& experiment, Console& console) {
  auto const& method = experiment["method"];
  bool const compares = experiment["options"].size() > 1;
  console.heading(
      say("{}: {} replications, seed {}", format::printable(experiment["provenance"]["experiment"].get<std::string>()),
          experiment["replications"].get<std::uint64_t>(), experiment["provenance"]["seed"].get<std::uint64_t>()));
  console.out << say("means with intervals at {:.4g} %", method["confidence"].get<double>() * 100);
  if (compares) {
    console.out << say("; differences paired with the base, each at {:.4g} % (Bonferroni for {})",
                       method["confidence_of_each_comparison"].get<double>() * 100,
                       method["comparisons"].get<std::uint64_t>());
  }
  console.out << '\n';
  for (auto const& [pointer, by_option] : experiment["measures"].items()) {
    console.out << '\n';
    std::string const unit = experiment["units"][pointer];
    console.heading(format::printable(heading_of(pointer, unit)));
    Style const style{unit};
    std::vector<std::vector<std::string>> rows;
    for (auto const& [name, measure] : by_option.items()) {
      std::vector<std::string> row{name, style.figure(measure["mean"]), style.half_width(measure)};
      if (compares) {
        bool const is_compared = measure.contains("against_base");
        auto const& against = is_compared ? measure["against_base"] : measure;
        row.push_back(is_compared ? style.difference(against["mean"]) : "");
        row.push_back(is_compared ? style.half_width(against) : "");
        auto const verdict = is_compared ? against["verdict"].get<std::string>() : std::string{};
        row.push_back(tr(verdict));
      }
      rows.push_back(std::move(row));
    }
    print_table(console.out, rows, {1, 2, 3, 4});
  }
  print_legend(experiment["options"], console);
  print_overload(experiment["options"], console);
  print_remarks(experiment["options"], console);
  if (experiment.contains("stopping") && !experiment["stopping"]["content"].get<bool>()) {
    console.out << "\nThe cap was reached before the stopping rule was content.\n";
  }
}

}  // namespace tongzhou::cli
