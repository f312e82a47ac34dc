#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
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

constexpr std::string_view published_schema = R"({
  "type": "object",
  "minProperties": 1,
  "additionalProperties": {
    "type": "object",
    "required": ["facilities", "teu", "source"],
    "additionalProperties": false,
    "properties": {
      "facilities": {"type": "array", "minItems": 1, "items": {"type": "string"}},
      "teu": {"type": "number", "exclusiveMinimum": 0},
      "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
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

struct Row {
  std::string place;
  double simulated = 0;  // TEU a year
  double published = 0;  // of which the scenario holds this share:
  double share = 1;
  double expected() const { return published * share; }
  double difference() const { return simulated / expected() - 1; }
};

std::vector<Row> compare(format::Document const& result, format::Document const& published,
                         format::Problems& problems) {
  auto const& facilities = result.json().at("facilities");
  std::vector<std::string_view> codes;
  for (auto const& [code, facility] : facilities.get_ref<format::Json::object_t const&>()) codes.push_back(code);
  double const years = result.json().at("period").at("counted_days").get<double>() / 365;

  std::vector<Row> rows;
  for (auto const& [place, figures] : format::Reader{published, problems}.entries()) {
    Row row{.place = place, .published = figures.number("teu"), .share = figures.number("share", 1)};
    for (auto const& item : figures.items("facilities")) {
      auto const code = item.text();
      auto const facility = facilities.find(code);
      if (facility == facilities.end()) {
        item.refuse(say("the result has no facility '{}'{}", format::printable(code),
                        sentence(format::did_you_mean(code, codes))));
        continue;
      }
      row.simulated +=
          (facility->at("teu_loaded").get<double>() + facility->at("teu_discharged").get<double>()) / years;
    }
    rows.push_back(row);
  }
  return rows;
}

std::string published_of(Row const& row) {
  if (row.share == 1) return readable(row.published);
  return fmt::format("{} ({:.4g} % of {})", readable(row.expected()), row.share * 100, readable(row.published));
}

struct ThroughputOptions {
  std::filesystem::path result;
  std::filesystem::path published;
  double tolerance_percent = 15;
};

/// Compares what facilities handled in a result with what is published of them: a Markdown table. Fails when a place
/// differs by more than the tolerance.
ExitCode check_throughput(ThroughputOptions const& options, Console& console) {
  format::Problems problems;
  auto const result = read(options.result, result_schema, problems);
  auto const published = read(options.published, published_schema, problems);
  std::vector<Row> rows;
  if (result && published) rows = compare(*result, *published, problems);
  if (!problems.empty()) {
    print_problems(problems, {{options.result, {Kind::result}}, {options.published, {Kind::published}}}, console);
    return ExitCode::invalid;
  }

  console.out << "| place | simulated, TEU a year | published | difference |\n|---|---:|---:|---:|\n";
  auto exit_code = ExitCode::done;
  for (auto const& row : rows) {
    console.out << fmt::format("| {} | {} | {} | {:+.1f} % |\n", format::printable(row.place), readable(row.simulated),
                               published_of(row), row.difference() * 100);
    if (std::abs(row.difference()) * 100 <= options.tolerance_percent) continue;
    console.err << say("{}: differs by more than {:g} %\n", format::printable(row.place), options.tolerance_percent);
    exit_code = ExitCode::failed;
  }
  return exit_code;
}

void add(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ThroughputOptions>();
  command.operand("RESULT", options->result, "A result.json").required();
  command.operand("PUBLISHED", options->published, "Published TEU a year by place: a published.json").required();
  command.option("--tolerance", "PERCENT", options->tolerance_percent, "Largest difference, in %; default: 15")
      .not_negative();
  command.on_run([options, &invocation] { invocation.exit_code = check_throughput(*options, invocation.console); });
}

}  // namespace

Verb check_throughput_verb() {
  return {
      "check-throughput",
      "Compare the throughput of a result with published figures",
      {{"check-throughput results/yangtze/result.json published.json", "do ports handle what is published of them?"}},
      add};
}

}  // namespace tongzhou::cli
