#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/schema.hpp"
#include "scenarios/format/units.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
using namespace std::string_view_literals;

namespace {

using Json = nlohmann::ordered_json;

// Of a result, only what is compared.
constexpr std::string_view result_schema = R"({
  "type": "object",
  "required": ["format", "provenance", "currency", "key_figures"],
  "properties": {
    "format": {"const": "tongzhou-result/1"},
    "provenance": {"type": "object", "required": ["scenario"], "properties": {
      "scenario": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"},
        "overlays": {"type": "array", "items": {"type": "string"}},
        "name": {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}}}}}},
    "currency": {"type": "string"},
    "key_figures": {"type": "object", "additionalProperties": {"type": ["number", "null"]}}
  }
})";

/// A row of the table: a figure of the result.
struct Row {
  format::Json::json_pointer figure;
  std::string label;
  bool is_share = false;
  bool none_is_zero = false;  // such as a route that a result has not
  std::string leg{};          // the figure are the routes of a flow: of those that go by this leg, the shares together
};

/// The legs of a route, by its code: trucks and rides.
std::vector<std::string> legs_of(std::string_view route) {
  constexpr auto between = ", "sv;
  std::vector<std::string> legs;
  for (std::size_t at = 0; at < route.size();) {
    auto const end = std::min(route.find(between, at), route.size());
    legs.emplace_back(route.substr(at, end - at));
    at = end + between.size();
  }
  return legs;
}

double share_by(std::string const& leg, format::Json const& routes) {
  double share = 0;
  for (auto const& [code, route] : routes.items())
    if (auto const legs = legs_of(code); std::ranges::find(legs, leg) != legs.end()) share += route.value("share", 0.0);
  return share;
}

std::vector<Row> key_figures(std::string_view currency) {
  auto const money = say("{} a laden TEU delivered", format::printable(currency));
  auto const row = [](std::string const& key, std::string label, bool is_share = false) {
    return Row{format::Json::json_pointer{"/key_figures/" + key}, std::move(label), is_share};
  };
  return {row("system_cost_per_laden_teu", say("system cost, {}", money)),
          row("shipper_cost_per_laden_teu", say("shipper cost, {}", money)),
          row("kg_co2e_per_laden_teu", tr("kg CO2e a laden TEU delivered")),
          row("slot_use_share", tr("slot use, all legs"), true),
          row("slot_use_out_share", tr("slot use out, services of two legs"), true),
          row("slot_use_back_share", tr("slot use back, services of two legs"), true),
          row("transit_mean_hours", tr("mean transit of laden boxes, hours")),
          row("on_time_share", tr("laden boxes on time"), true),
          row("sailings", tr("sailings, all legs")),
          row("boxes_left_behind", tr("boxes left behind")),
          row("times_left_behind", tr("the same, each time")),
          row("lost_share", tr("trade lost, of TEU"), true),
          row("empties_moved", tr("empties moved, boxes"))};
}

/// A figure of one result; none when there is nothing to divide by.
using Figure = std::optional<double>;

struct Column {
  std::filesystem::path file;
  format::Json scenario;
  std::string heading;
  format::Json result;
  Figure figure(Row const& row) const {
    if (!result.contains(row.figure)) return row.none_is_zero ? Figure{0} : std::nullopt;
    if (!row.leg.empty()) return share_by(row.leg, result.at(row.figure));
    if (!result.at(row.figure).is_number()) return std::nullopt;
    return result.at(row.figure).get<double>();
  }
};

/// What a thing may be: sections of a result that are keyed by code.
constexpr std::array sections{"places"sv,  "facilities"sv, "hubs"sv,     "locks"sv, "gauge_changes"sv,
                              "customs"sv, "links"sv,      "services"sv, "flows"sv};

constexpr std::array modes{"sea"sv, "river"sv, "rail"sv, "road"sv, "air"sv, "drayage"sv};

constexpr double hardly_any = 0.005;  // of the TEU of a flow

bool any_has(std::vector<Column> const& columns, Row const& row, double least = 0) {
  return std::ranges::any_of(columns, [&](Column const& column) { return column.figure(row).value_or(0) > least; });
}

/// Codes of the routes of a flow in any of the results, those of the first result first, each by its share.
std::vector<std::string> routes_of(format::Json::json_pointer const& flow, std::vector<Column> const& columns) {
  std::vector<std::string> found;
  for (auto const& column : columns) {
    auto const routes = flow / "routes";
    if (!column.result.contains(routes)) continue;
    std::vector<std::pair<double, std::string>> more;
    for (auto const& [code, route] : column.result.at(routes).items())
      if (std::ranges::find(found, code) == found.end()) more.emplace_back(-route.value("share", 0.0), code);
    std::ranges::sort(more);
    for (auto& [share, code] : more) found.push_back(std::move(code));
  }
  return found;
}

/// Figures of an entry that are not 0 in every result.
void add_figures(std::vector<Row>& rows, format::Json::json_pointer const& entry, std::string const& label,
                 std::vector<Column> const& columns) {
  for (auto const& figure : format::figures_in(entry.to_string())) {
    if (!figure.is_number()) continue;
    auto words = figure.label_en.empty() ? figure.key : figure.label_en;
    std::ranges::replace(words, '_', ' ');
    Row row{entry / figure.key, fmt::format("{}: {}", label, words), figure.unit == "share"};
    if (any_has(columns, row)) rows.push_back(std::move(row));
  }
}

/// What a hub has so many of, in any of the results.
void add_assets(std::vector<Row>& rows, format::Json::json_pointer const& hub, std::vector<Column> const& columns) {
  auto const assets = hub / "assets";
  std::set<std::string> codes;
  for (auto const& column : columns)
    if (column.result.contains(assets))
      for (auto const& [code, asset] : column.result.at(assets).items()) codes.insert(code);
  for (auto const& code : codes) add_figures(rows, assets / code, format::printable(code), columns);
}

/// The modal split of a flow, and its routes.
void add_split(std::vector<Row>& rows, format::Json::json_pointer const& flow, std::vector<Column> const& columns) {
  for (auto const mode : modes) add_figures(rows, flow / "modes" / std::string{mode}, std::string{mode}, columns);
  for (auto const& route : routes_of(flow, columns))
    add_figures(rows, flow / "routes" / route, format::printable(route), columns);
}

/// The rides of a flow that some of its boxes take and others do not: what goes by a canal, whatever else goes by
/// river.
void add_legs(std::vector<Row>& rows, format::Json::json_pointer const& flow, std::string const& label,
              std::vector<Column> const& columns) {
  auto const routes = routes_of(flow, columns);
  std::set<std::string> known{routes.begin(), routes.end()};  // that of a single ride is told among the routes
  for (auto const& route : routes)
    for (auto const& leg : legs_of(route)) {
      if (leg.starts_with("truck ") || !known.insert(leg).second) continue;
      Row row{flow / "routes", fmt::format("{}: {}", label, format::printable(leg)), true, true, leg};
      auto const is_all = [&](Column const& column) { return column.figure(row).value_or(1) > 1 - hardly_any; };
      if (any_has(columns, row, hardly_any) && !std::ranges::all_of(columns, is_all)) rows.push_back(std::move(row));
    }
}

/// Of all and of each flow the shares of the modes, of its rides, and of its routes but for what hardly anybody takes.
std::vector<Row> modal_split(std::vector<Column> const& columns) {
  std::vector<Row> rows;
  std::set<std::string> flows;
  for (auto const& column : columns)
    if (column.result.contains("flows"))
      for (auto const& [code, flow] : column.result.at("flows").items()) flows.insert(code);
  for (auto const mode : modes)
    for (auto const& [key, word] :
         {std::pair{"main_share", tr("as main mode")}, std::pair{"inland_share", tr("as inland mode")}}) {
      Row row{format::Json::json_pointer{} / "modes" / std::string{mode} / key, say("all: {} {}", mode, word), true};
      if (any_has(columns, row)) rows.push_back(std::move(row));
    }
  for (auto const& code : flows) {
    auto const flow = format::Json::json_pointer{} / "flows" / code;
    auto const label = format::printable(code);
    for (auto const mode : modes) {
      Row row{flow / "modes" / std::string{mode} / "inland_share", fmt::format("{}: {}", label, mode), true};
      if (any_has(columns, row)) rows.push_back(std::move(row));
    }
    add_legs(rows, flow, label, columns);
    for (auto const& route : routes_of(flow, columns)) {
      Row row{flow / "routes" / route / "share", fmt::format("{}: {}", label, format::printable(route)), true, true};
      if (any_has(columns, row, hardly_any)) rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// Every number that the schema of results has in the entry of a thing. A code may be that of several, such as a place
/// and the lock in it.
std::vector<Row> figures_of(std::string const& thing, std::vector<Column> const& columns) {
  std::vector<Row> rows;
  for (auto const section : sections) {
    auto const entry = format::Json::json_pointer{} / std::string{section} / thing;
    if (std::ranges::none_of(columns, [&](Column const& column) { return column.result.contains(entry); })) continue;
    for (auto const& figure : format::figures_in(entry.to_string())) {
      if (!figure.is_number()) continue;
      auto words = figure.label_en.empty() ? figure.key : figure.label_en;
      std::ranges::replace(words, '_', ' ');
      rows.push_back({entry / figure.key, fmt::format("{}: {}", section, words), figure.unit == "share"});
    }
    if (section == "flows") add_split(rows, entry, columns);
    if (section == "hubs") add_assets(rows, entry, columns);
  }
  return rows;
}

/// Says that no result has such a thing, and which one may be meant.
format::Problem not_there(std::string const& thing, std::vector<Column> const& columns) {
  std::vector<std::string_view> codes;
  for (auto const& column : columns) {
    for (auto const section : sections) {
      auto const found = column.result.find(section);
      if (found == column.result.end() || !found->is_object()) continue;
      for (auto const& [code, entry] : found->get_ref<format::Json::object_t const&>()) codes.push_back(code);
    }
  }
  return {.file = columns.front().file.string(),
          .pointer = "",
          .text = say("no place, facility, lock, gauge change, customs office, link, service or flow '{}'{}",
                      format::printable(thing), sentence(format::did_you_mean(thing, codes)))};
}

std::string name_of(format::Json const& scenario) {
  auto const name = scenario.value("name", format::Json::object());
  return name.value("en", name.value("zh", scenario.at("code").get<std::string>()));
}

/// "Harbour + berth", where berth.json was laid over it.
std::string with_overlays(format::Json const& scenario) {
  auto name = name_of(scenario);
  for (auto const& overlay : scenario.value("overlays", format::Json::array()))
    name += " + " + std::filesystem::path{overlay.get<std::string>()}.stem().string();
  return name;
}

/// The folder of a result.json, which tells more than its name.
std::string place_of(std::filesystem::path const& file) {
  return (file.filename() == "result.json" && file.has_parent_path() ? file.parent_path() : file).string();
}

/// What it is of, and where several are of the same, where each stands.
void set_headings(std::vector<Column>& columns) {
  for (auto& column : columns) {
    auto const heading = with_overlays(column.scenario);
    auto const alike =
        std::ranges::count_if(columns, [&](Column const& c) { return with_overlays(c.scenario) == heading; });
    column.heading = format::printable(alike == 1 ? heading : fmt::format("{} ({})", heading, place_of(column.file)));
  }
}

std::string text_of(Figure figure, bool is_share) {
  if (!figure) return "-";
  return is_share ? fmt::format("{:.1f} %", *figure * 100) : readable(*figure);
}

/// Of shares in percentage points, of all else in percent of the first.
std::string difference(Figure figure, Figure first, bool is_share) {
  if (!figure || !first || (*first == 0 && !is_share)) return "-";
  double const percent = 100 * (is_share ? *figure - *first : *figure / *first - 1);
  return with_sign(percent, fmt::format("{:.1f}", std::abs(percent)), Plus::shown) + (is_share ? tr(" points") : " %");
}

/// A bar would end the cell of a Markdown table.
std::string cell(std::string text) {
  for (auto bar = text.find('|'); bar != std::string::npos; bar = text.find('|', bar + 2)) text.insert(bar, 1, '\\');
  return text;
}

struct CompareOptions {
  std::vector<std::filesystem::path> results;
  std::string thing;  // by its code; empty: none
  bool modal_split = false;
  bool json = false;
};

/// Nothing, having said why, when a result cannot be read or has another currency than the first.
std::optional<std::vector<Column>> read_columns(std::vector<std::filesystem::path> const& files,
                                                format::Problems& problems) {
  format::Schema const schema{format::parse_trusted(result_schema)};
  std::string currency;
  std::vector<Column> columns;
  for (auto const& file : files) {
    auto const document = format::load(file, problems);
    if (!document || !format::check(*document, schema, problems)) continue;
    auto const found = document->json().at("currency").get<std::string>();
    if (columns.empty()) currency = found;
    if (found != currency) {
      problems.add(document->problem("/currency", say("{}, where the first result has {}", format::printable(found),
                                                      format::printable(currency))));
    }
    columns.push_back({file, document->json().at("provenance").at("scenario"), "", document->json()});
  }
  if (!problems.empty()) return std::nullopt;
  set_headings(columns);
  return columns;
}

/// What is added up over more days is more: then they stand above all.
void put_days_first(std::vector<Row>& rows, std::vector<Column> const& columns) {
  Row days{Json::json_pointer{"/period/counted_days"}, tr("days counted")};
  auto const of_first = columns.front().figure(days);
  if (std::ranges::any_of(columns, [&](Column const& column) { return column.figure(days) != of_first; }))
    rows.insert(rows.begin(), std::move(days));
}

/// Units of mail are laden boxes: what only some results carry moves every figure a TEU and a box.
void put_mail_first(std::vector<Row>& rows, std::vector<Column> const& columns) {
  auto const carrying = std::ranges::count_if(columns, [](Column const& c) { return c.result.contains("postal"); });
  if (carrying == 0 || carrying == std::ssize(columns)) return;
  rows.insert(rows.begin(), Row{Json::json_pointer{"/key_figures/laden_teu_out"},
                                tr("laden TEU delivered, units of mail among them")});
}

/// A Markdown table: the figures, then how they differ from those of the first.
void print_comparison(std::vector<Row> const& rows, std::vector<Column> const& columns, std::ostream& out) {
  auto const print_row = [&](std::string const& label, auto const& text_in) {
    out << "| " << label;
    for (auto const& column : columns) out << " | " << text_in(column);
    out << " |\n";
  };
  print_row("", [](Column const& column) { return cell(column.heading); });
  out << "|---";
  for (std::size_t i = 0; i < columns.size(); ++i) out << "|---:";
  out << "|\n";
  for (auto const& row : rows) {
    print_row(cell(row.label), [&](Column const& column) { return text_of(column.figure(row), row.is_share); });
  }
  if (columns.size() == 1) return;
  print_row(say("**difference to {}**", cell(columns[0].heading)), [](Column const&) { return ""; });
  for (auto const& row : rows) {
    print_row(cell(row.label), [&](Column const& column) {
      return &column == columns.data() ? "" : difference(column.figure(row), columns[0].figure(row), row.is_share);
    });
  }
}

/// The same figures as numbers, null where there is nothing to divide by.
Json to_json(std::vector<Row> const& rows, std::vector<Column> const& columns) {
  Json json{{"results", Json::array()}, {"figures", Json::array()}};
  for (auto const& column : columns)
    json["results"].push_back({{"file", format::printable(column.file.string())}, {"of", column.heading}});
  for (auto const& row : rows) {
    Json values = Json::array();
    for (auto const& column : columns) {
      auto const figure = column.figure(row);
      values.push_back(figure ? Json(*figure) : Json());
    }
    json["figures"].push_back(
        {{"pointer", row.figure.to_string()}, {"label", row.label}, {"values", std::move(values)}});
  }
  return json;
}

/// Key figures of results, those of one thing in them, or the modal split of all flows, side by side.
ExitCode compare(CompareOptions const& options, Console& console) {
  auto const& [results, thing, split, as_json] = options;
  format::Problems problems;
  auto const columns = read_columns(results, problems);
  std::vector<Row> rows;
  if (columns) {
    auto const currency = columns->front().result.at("currency").get<std::string>();
    rows = split ? modal_split(*columns) : thing.empty() ? key_figures(currency) : figures_of(thing, *columns);
    if (rows.empty() && !split) problems.add(not_there(thing, *columns));
    if (!split && thing.empty()) put_mail_first(rows, *columns);
    put_days_first(rows, *columns);
  }
  if (!problems.empty()) {
    std::vector<Given> given;
    given.reserve(results.size());
    for (auto const& file : results) given.push_back({file, {Kind::result}});
    print_problems(problems, given, console);
    return ExitCode::invalid;
  }
  if (as_json) {
    console.out << to_json(rows, *columns).dump(2) << '\n';
  } else {
    print_comparison(rows, *columns, console.out);
  }
  return ExitCode::done;
}

void add_compare(Command command, Invocation& invocation) {
  auto const options = std::make_shared<CompareOptions>();
  command.operand("RESULT", options->results, "Result files; the others are compared with the first").required();
  auto thing =
      command.option("--thing", "CODE", options->thing,
                     "All figures of one place, facility, lock, link, service or flow instead of the key figures");
  command
      .flag("--modal-split", options->modal_split,
            "By which modes, rides and routes each flow goes, in shares of its TEU, instead of the key figures")
      .excludes(thing);
  add_json(command, options->json);
  command.on_run([=, &invocation] { invocation.exit_code = compare(*options, invocation.console); });
}

}  // namespace

Verb compare_verb() {
  return {"compare",
          "Print the figures of results side by side",
          {{"compare results/yangtze/result.json results/low-water/result.json", "key figures and their differences"},
           {"compare results/yangtze/result.json results/low-water/result.json --thing CNCKG/quay",
            "all figures of one quay"},
           {"compare results/base/result.json results/toll/result.json --modal-split",
            "shares of modes, rides and routes, flow by flow"},
           {"compare results/base/result.json results/toll/result.json --json", "the key figures as numbers"}},
          add_compare};
}

}  // namespace tongzhou::cli
