#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reader.hpp"
#include "scenarios/format/schema.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

using format::Json;

// Of a result, only what is compared.
constexpr std::string_view result_schema = R"({
  "type": "object",
  "required": ["format", "period", "facilities"],
  "properties": {
    "format": {"const": "tongzhou-result/1"},
    "period": {"type": "object", "required": ["counted_days"],
      "properties": {"counted_days": {"type": "number", "exclusiveMinimum": 0}}},
    "facilities": {"type": "object", "additionalProperties": {
      "type": "object",
      "required": ["teu_loaded", "teu_discharged"],
      "properties": {"teu_loaded": {"type": "number", "minimum": 0}, "teu_discharged": {"type": "number", "minimum": 0}}
    }}
  }
})";

// The throughput of a place ("facilities", "teu", "share"), or a figure of the result and the range published of it.
constexpr std::string_view published_schema = R"({
  "type": "object",
  "minProperties": 1,
  "additionalProperties": {
    "type": "object",
    "required": ["source"],
    "additionalProperties": false,
    "properties": {
      "facilities": {"type": "array", "minItems": 1, "items": {"type": "string"}},
      "teu": {"type": "number", "exclusiveMinimum": 0},
      "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
      "figures": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^/([^~]|~[01])*$"}},
      "per": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^/([^~]|~[01])*$"}},
      "weights": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^/([^~]|~[01])*$"}},
      "least": {"type": "number"},
      "most": {"type": "number"},
      "off_because": {"type": "string", "minLength": 1},
      "source": {"type": "string", "minLength": 1}
    }
  }
})";

std::optional<format::Document> read(std::filesystem::path const& file, std::string_view schema,
                                     format::Problems& problems) {
  auto document = format::load(file, problems);
  if (document && format::check(*document, format::Schema{format::parse_trusted(schema)}, problems)) return document;
  return std::nullopt;
}

/// One value from each result.
struct Values {
  std::vector<double> of_each;
  double mean() const { return std::accumulate(of_each.begin(), of_each.end(), 0.0) / static_cast<double>(count()); }
  double least() const { return *std::ranges::min_element(of_each); }
  double most() const { return *std::ranges::max_element(of_each); }
  std::size_t count() const { return of_each.size(); }
};

/// TEU a year.
struct Throughput {
  std::string place;
  Values simulated{};
  double published = 0;  // of which the scenario holds this share:
  double share = 1;
  double expected() const { return published * share; }
  double difference(double simulated_teu) const { return simulated_teu / expected() - 1; }
  double largest_difference() const {
    return std::max(std::abs(difference(simulated.least())), std::abs(difference(simulated.most())));
  }
};

struct Figure {
  std::string name;
  Values simulated{};
  double least = 0, most = 0;  // published
  std::string off_because;     // why it is known to be elsewhere
  bool holds() const { return simulated.least() >= least && simulated.most() <= most; }
};

struct Comparison {
  std::vector<Throughput> places;
  std::vector<Figure> figures;
};

/// The entries of a published.json against results, in its order.
class Comparing {
 public:
  Comparing(std::vector<format::Document> const& results, format::Problems& problems)
      : results_(results), problems_(problems) {}

  Comparison with(format::Document const& published) {
    Comparison made;
    for (auto const& [name, entry] : format::Reader{published, problems_}.entries()) {
      bool const figure = entry.has("figures");
      if (!complete(entry, figure) || !of_one_kind(entry, figure)) continue;
      if (figure && (!range_rises(entry) || !weights_fit(entry))) continue;
      if (figure)
        made.figures.push_back(figure_of(name, entry));
      else
        made.places.push_back(throughput_of(name, entry));
    }
    return made;
  }

 private:
  static bool complete(format::Reader const& entry, bool figure) {
    std::array<std::string, 2> const keys =
        figure ? std::array<std::string, 2>{"least", "most"} : std::array<std::string, 2>{"facilities", "teu"};
    bool all = true;
    for (auto const& key : keys) {
      if (entry.has(key)) continue;
      entry.refuse(say("missing key {}", "\"" + key + "\""));
      all = false;
    }
    return all;
  }

  /// What belongs to a place says nothing of a figure, and the other way round.
  static bool of_one_kind(format::Reader const& entry, bool figure) {
    bool is = true;
    for (std::string const key : {"facilities", "teu", "share", "per", "weights", "least", "most", "off_because"}) {
      bool const of_place = key == "facilities" || key == "teu" || key == "share";
      if (of_place != figure || !entry.has(key)) continue;
      entry.refuse_key(key, say("says nothing beside {}", figure ? "\"figures\"" : "\"facilities\""));
      is = false;
    }
    return is;
  }

  static bool range_rises(format::Reader const& entry) {
    if (entry.number("least") <= entry.number("most")) return true;
    entry.refuse("most", say("is less than least"));
    return false;
  }

  static bool weights_fit(format::Reader const& entry) {
    if (!entry.has("weights")) return true;
    if (entry.has("per"))
      entry.refuse(say("give per or weights, not both"));
    else if (entry.items("weights").size() != entry.items("figures").size())
      entry.child("weights").refuse(say("give as many as figures"));
    else
      return true;
    return false;
  }

  Throughput throughput_of(std::string const& place, format::Reader const& entry) {
    Throughput row{.place = place, .published = entry.number("teu"), .share = entry.number("share", 1)};
    for (auto const& result : results_) row.simulated.of_each.push_back(teu_a_year(result.json(), entry));
    return row;
  }

  static double teu_a_year(Json const& result, format::Reader const& entry) {
    auto const& facilities = result.at("facilities");
    std::vector<std::string_view> codes;
    for (auto const& [code, facility] : facilities.get_ref<Json::object_t const&>()) codes.push_back(code);
    double const years = result.at("period").at("counted_days").get<double>() / 365;
    double teu = 0;
    for (auto const& item : entry.items("facilities")) {
      auto const code = item.text();
      auto const facility = facilities.find(code);
      if (facility == facilities.end()) {
        item.refuse(say("the result has no facility '{}'{}", format::printable(code),
                        sentence(format::did_you_mean(code, codes))));
        continue;
      }
      teu += (facility->at("teu_loaded").get<double>() + facility->at("teu_discharged").get<double>()) / years;
    }
    return teu;
  }

  Figure figure_of(std::string const& name, format::Reader const& entry) {
    Figure row{.name = name,
               .least = entry.number("least"),
               .most = entry.number("most"),
               .off_because = entry.text("off_because", "")};
    for (auto const& result : results_) row.simulated.of_each.push_back(value_of(result.json(), entry));
    return row;
  }

  static double value_of(Json const& result, format::Reader const& entry) {
    auto const figures = numbers(result, entry.items("figures"));
    if (entry.has("weights")) {
      auto const weights = numbers(result, entry.items("weights"));
      double const weighted = std::inner_product(figures.begin(), figures.end(), weights.begin(), 0.0);
      return ratio(entry, weighted, "weights", weights);
    }
    return entry.has("per") ? ratio(entry, sum(figures), "per", numbers(result, entry.items("per"))) : sum(figures);
  }

  static double sum(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

  static double ratio(format::Reader const& entry, double value, char const* key, std::vector<double> const& per) {
    double const all = sum(per);
    if (all != 0) return value / all;
    entry.child(key).refuse(say("the result's figures add up to 0: nothing can be divided by them"));
    return 0;
  }

  static std::vector<double> numbers(Json const& result, std::vector<format::Reader> const& pointers) {
    std::vector<double> values;
    for (auto const& pointer : pointers) {
      Json::json_pointer const where{pointer.text()};
      bool const found = result.contains(where) && result.at(where).is_number();
      if (!found) pointer.refuse(say("the result has no number at '{}'", format::printable(pointer.text())));
      values.push_back(found ? result.at(where).get<double>() : 0);
    }
    return values;
  }

  std::vector<format::Document> const& results_;
  format::Problems& problems_;
};

std::string published_of(Throughput const& row) {
  if (row.share == 1) return readable(row.published);
  return fmt::format("{} ({:.4g} % of {})", readable(row.expected()), row.share * 100, readable(row.published));
}

std::string digits(double value) { return fmt::format("{:.4g}", value); }

/// The mean and, of several results, the least and the most.
template <class Write>
std::string cells_of(Values const& values, Write write) {
  if (values.count() == 1) return write(values.mean());
  return fmt::format("{} | {} | {}", write(values.mean()), write(values.least()), write(values.most()));
}

/// Of one result what it says, of several the mean, the least and the most; and a last column.
std::string heads_of(std::string_view thing, std::string_view what, std::size_t results, std::string_view last,
                     std::string_view ruled) {
  if (results == 1) return fmt::format("| {} | {} | published | {} |\n|---|---:|---:|{}|\n", thing, what, last, ruled);
  return fmt::format("| {} | {}, mean of {} | least | most | published | {} |\n|---|---:|---:|---:|---:|{}|\n", thing,
                     what, results, last, ruled);
}

void print_places(std::vector<Throughput> const& places, std::size_t results, std::ostream& out) {
  if (places.empty()) return;
  out << heads_of("place", "simulated, TEU a year", results, "difference", "---:");
  for (auto const& row : places)
    out << fmt::format("| {} | {} | {} | {:+.1f} % |\n", format::printable(row.place),
                       cells_of(row.simulated, readable), published_of(row),
                       row.difference(row.simulated.mean()) * 100);
}

std::string verdict_of(Figure const& row) {
  if (row.holds()) return "yes";
  return row.off_because.empty() ? "no" : "known: " + format::printable(row.off_because);
}

void print_figures(std::vector<Figure> const& figures, std::size_t results, std::ostream& out) {
  if (figures.empty()) return;
  out << heads_of("figure", "simulated", results, "holds", "---");
  for (auto const& row : figures)
    out << fmt::format(
        "| {} | {} | {} | {} |\n", format::printable(row.name), cells_of(row.simulated, digits),
        row.least == row.most ? digits(row.least) : fmt::format("{} to {}", digits(row.least), digits(row.most)),
        verdict_of(row));
}

struct CheckOptions {
  std::filesystem::path result;
  std::vector<std::filesystem::path> also;
  std::filesystem::path published;
  double tolerance_percent = 15;
};

ExitCode judge(Comparison const& comparison, double tolerance_percent, Console& console) {
  auto exit_code = ExitCode::done;
  for (auto const& row : comparison.places) {
    if (row.largest_difference() * 100 <= tolerance_percent) continue;
    console.err << say("{}: differs by more than {:g} %\n", format::printable(row.place), tolerance_percent);
    exit_code = ExitCode::failed;
  }
  for (auto const& row : comparison.figures) {
    if (row.holds() || !row.off_because.empty()) continue;
    console.err << say("{}: outside of what is published\n", format::printable(row.name));
    exit_code = ExitCode::failed;
  }
  return exit_code;
}

/// Holds results against what is published: the throughput of places and figures within ranges, as Markdown tables.
/// Fails when a place differs by more than the tolerance, or a figure is outside of its range and nobody says why, in
/// any of the results.
ExitCode check(CheckOptions const& options, Console& console) {
  format::Problems problems;
  std::vector<std::filesystem::path> files{options.result};
  files.insert(files.end(), options.also.begin(), options.also.end());
  std::vector<format::Document> results;
  for (auto const& file : files)
    if (auto result = read(file, result_schema, problems)) results.push_back(std::move(*result));
  auto const published = read(options.published, published_schema, problems);
  Comparison comparison;
  if (problems.empty()) comparison = Comparing{results, problems}.with(*published);
  if (!problems.empty()) {
    std::vector<Given> given{{options.published, {Kind::published}}};
    for (auto const& file : files) given.push_back({file, {Kind::result}});
    print_problems(problems, given, console);
    return ExitCode::invalid;
  }
  print_places(comparison.places, results.size(), console.out);
  if (!comparison.places.empty() && !comparison.figures.empty()) console.out << '\n';
  print_figures(comparison.figures, results.size(), console.out);
  return judge(comparison, options.tolerance_percent, console);
}

void add_check(Command command, Invocation& invocation) {
  auto const options = std::make_shared<CheckOptions>();
  command.operand("RESULT", options->result, "A result.json").required();
  command.operand("PUBLISHED", options->published, "What is published, by name: a published.json").required();
  command.option("--also", "RESULT", options->also,
                 "Other results of the same scenario, of other seeds: all must hold");
  command
      .option("--tolerance", "PERCENT", options->tolerance_percent, "Largest difference of a place, in %; default: 15")
      .not_negative();
  command.on_run([options, &invocation] { invocation.exit_code = check(*options, invocation.console); });
}

}  // namespace

Verb check_verb() {
  return {"check",
          "Hold results against what is published",
          {{"check results/yangtze/result.json published.json", "do ports handle what is published of them?"}},
          add_check};
}

}  // namespace tongzhou::cli
