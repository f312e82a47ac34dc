#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/schema.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {
namespace {

// Of a result, only what is compared.
constexpr std::string_view result_schema = R"({
  "type": "object",
  "required": ["format", "provenance", "currency", "totals", "services", "flows", "connections"],
  "properties": {
    "format": {"const": "tongzhou-result/1"},
    "provenance": {"type": "object", "required": ["scenario"], "properties": {
      "scenario": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"},
        "name": {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}}}}}},
    "currency": {"type": "string"},
    "totals": {"type": "object", "required": ["teu_out", "system_cost", "shipper_cost", "kg_co2e"],
      "properties": {"teu_out": {"type": "number", "minimum": 0}, "system_cost": {"type": "number"},
        "shipper_cost": {"type": "number"}, "kg_co2e": {"type": "number"}}},
    "services": {"type": "object", "additionalProperties": {"type": "object", "required": ["legs"],
      "properties": {"legs": {"type": "array", "items": {"type": "object",
        "required": ["sailings", "teu_offered", "teu_carried", "boxes_left_behind"],
        "properties": {"sailings": {"type": "number"}, "teu_offered": {"type": "number"},
          "teu_carried": {"type": "number"}, "boxes_left_behind": {"type": "number"}}}}}}},
    "flows": {"type": "object", "additionalProperties": {"type": "object", "required": ["trade", "boxes_out"],
      "properties": {"trade": {"type": "string"}, "boxes_out": {"type": "number"}}}},
    "connections": {"type": "array", "items": {"type": "object",
      "required": ["boxes_out", "on_time_share", "transit_hours"],
      "properties": {"boxes_out": {"type": "number"}, "on_time_share": {"type": "number"},
        "transit_hours": {"type": "object", "required": ["mean"], "properties": {"mean": {"type": "number"}}}}}}
  }
})";

/// A figure of one result; none when there is nothing to divide by.
using Figure = std::optional<double>;

struct Column {
  std::string heading;
  std::vector<Figure> figures;  // in the order of `labels`
};

constexpr std::size_t first_share = 3;  // the rows that are shares of one
constexpr std::size_t shares_end = 6;
constexpr std::size_t on_time = 9;

std::vector<std::string> labels(std::string_view currency) {
  auto const money = fmt::format("{} a TEU delivered", format::printable(currency));
  return {"system cost, " + money,
          "shipper cost, " + money,
          "kg CO2e a TEU delivered",
          "slot use, all legs",
          "slot use out, services of two legs",
          "slot use back, services of two legs",
          "mean transit, hours",
          "sailings, all legs",
          "boxes left behind",
          "on time",
          "empties moved, boxes"};
}

bool is_share(std::size_t row) { return (row >= first_share && row < shares_end) || row == on_time; }

struct Slots {
  double carried = 0;
  double offered = 0;
  void add(nlohmann::json const& leg) {
    carried += leg.at("teu_carried").get<double>();
    offered += leg.at("teu_offered").get<double>();
  }
};

Figure ratio(double part, double whole) {
  if (whole == 0) return std::nullopt;
  return part / whole;
}
Figure use(Slots const& slots) { return ratio(slots.carried, slots.offered); }

std::string heading_of(nlohmann::json const& scenario) {
  auto const name = scenario.value("name", nlohmann::json::object());
  return format::printable(name.value("en", name.value("zh", scenario.at("code").get<std::string>())));
}

Column column_of(nlohmann::json const& result) {
  Slots all, out, back;
  double sailings = 0, left_behind = 0;
  for (auto const& service : result.at("services")) {
    auto const& legs = service.at("legs");
    for (auto const& leg : legs) {
      all.add(leg);
      sailings += leg.at("sailings").get<double>();
      left_behind += leg.at("boxes_left_behind").get<double>();
    }
    if (legs.size() != 2) continue;
    out.add(legs[0]);
    back.add(legs[1]);
  }

  double boxes = 0, hours = 0, in_time = 0;
  for (auto const& connection : result.at("connections")) {
    double const delivered = connection.at("boxes_out").get<double>();
    boxes += delivered;
    hours += delivered * connection.at("transit_hours").at("mean").get<double>();
    in_time += delivered * connection.at("on_time_share").get<double>();
  }

  double empties = 0;
  for (auto const& flow : result.at("flows")) {
    if (flow.at("trade") == "empty") empties += flow.at("boxes_out").get<double>();
  }

  auto const& totals = result.at("totals");
  auto const a_teu = [&](char const* key) {
    return ratio(totals.at(key).get<double>(), totals.at("teu_out").get<double>());
  };
  return {heading_of(result.at("provenance").at("scenario")),
          {a_teu("system_cost"), a_teu("shipper_cost"), a_teu("kg_co2e"), use(all), use(out), use(back),
           ratio(hours, boxes), sailings, left_behind, ratio(in_time, boxes), empties}};
}

std::string text_of(Figure figure, std::size_t row) {
  if (!figure) return "-";
  return is_share(row) ? fmt::format("{:.1f} %", *figure * 100) : readable(*figure);
}

/// In percent of the first, not in percentage points.
std::string difference(Figure figure, Figure first) {
  if (!figure || !first || *first == 0) return "-";
  return fmt::format("{:+.1f} %", (*figure / *first - 1) * 100);
}

/// A bar would end the cell of a Markdown table.
std::string cell(std::string text) {
  for (auto bar = text.find('|'); bar != std::string::npos; bar = text.find('|', bar + 2)) text.insert(bar, 1, '\\');
  return text;
}

}  // namespace

int compare(std::vector<std::filesystem::path> const& results, Talk& talk) {
  format::Problems problems;
  format::Schema const schema{nlohmann::json::parse(result_schema)};
  std::string currency;
  std::vector<Column> columns;
  for (auto const& file : results) {
    auto const document = format::load(file, problems);
    if (!document || !format::check(*document, schema, problems)) continue;
    auto const found = document->json().at("currency").get<std::string>();
    if (columns.empty()) currency = found;
    if (found != currency) {
      problems.add(document->problem("/currency", fmt::format("{}, where the first result has {}",
                                                              format::printable(found), format::printable(currency))));
    }
    columns.push_back(column_of(document->json()));
  }
  if (!problems.empty()) {
    problems.print(talk.err);
    return invalid;
  }

  auto const rows = labels(currency);
  auto const print_row = [&](std::string const& label, auto const& text_in) {
    talk.out << "| " << label;
    for (auto const& column : columns) talk.out << " | " << text_in(column);
    talk.out << " |\n";
  };
  print_row("", [](Column const& column) { return cell(column.heading); });
  talk.out << "|---";
  for (std::size_t i = 0; i < columns.size(); ++i) talk.out << "|---:";
  talk.out << "|\n";
  for (std::size_t row = 0; row < rows.size(); ++row) {
    print_row(cell(rows[row]), [&](Column const& column) { return text_of(column.figures[row], row); });
  }
  if (columns.size() == 1) return done;
  print_row(fmt::format("**difference to {}**", cell(columns[0].heading)), [](Column const&) { return ""; });
  for (std::size_t row = 0; row < rows.size(); ++row) {
    print_row(cell(rows[row]), [&](Column const& column) {
      return &column == columns.data() ? "" : difference(column.figures[row], columns[0].figures[row]);
    });
  }
  return done;
}

}  // namespace tongzhou::cli
