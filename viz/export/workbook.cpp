#include "viz/export/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/format/files.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {
namespace {

using sheets::OutCell;
using sheets::OutChart;
using sheets::OutColumn;
using sheets::OutSheet;

OutCell cell_of(format::Json const& value) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) return value.get<double>();
  return value.is_string() ? value.get<std::string>() : value.dump();
}

OutColumn column_of(Column const& column) {
  auto const heading = column.unit.empty() ? column.name : fmt::format("{} ({})", column.name, column.unit);
  return {heading, column.description, false, column.type == Type::number || column.type == Type::integer, {}};
}

OutSheet sheet_of(Table const& table) {
  OutSheet sheet{table.name, {}, {}, {}};
  for (auto const& column : table.columns) sheet.columns.push_back(column_of(column));
  for (auto const& row : table.rows) {
    auto& cells = sheet.rows.emplace_back();
    for (auto const& value : row) cells.push_back(cell_of(value));
  }
  return sheet;
}

std::size_t index_of(Table const& table, std::string_view column) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, column, &Column::name) - table.columns.begin());
}

/// A sheet of the largest rows of a table, with a chart of some of its columns.
struct Ranking {
  std::string_view sheet, table, title;
  std::string_view by;                    // the largest first
  std::vector<std::string_view> columns;  // behind the name
  std::vector<std::string_view> drawn;    // of these
  std::string_view axis;
};

/// More bars than these nobody reads in one chart.
constexpr std::size_t most_bars = 15;

std::string name_in(Table const& table, std::vector<format::Json> const& row) {
  auto const& name = row[index_of(table, "name_en")];
  return name.is_string() ? name.get<std::string>() : row[index_of(table, "code")].get<std::string>();
}

std::vector<std::size_t> largest(Table const& table, std::string_view by) {
  auto const column = index_of(table, by);
  auto const size_of = [&](std::size_t row) {
    auto const& value = table.rows[row][column];
    return value.is_number() ? value.get<double>() : 0;
  };
  std::vector<std::size_t> order(table.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return size_of(a) > size_of(b); });
  order.resize(std::min(order.size(), most_bars));
  return order;
}

OutSheet ranking_sheet(Table const& table, Ranking const& ranking) {
  OutSheet sheet{std::string{ranking.sheet}, {{"name", "", false, false, {}}}, {}, {}};
  OutChart chart{OutChart::Kind::bar, std::string{ranking.title}, std::string{ranking.axis}, sheet.name, 0, {}, 0};
  for (auto const name : ranking.columns) {
    if (std::ranges::find(ranking.drawn, name) != ranking.drawn.end()) {
      chart.values.push_back(static_cast<std::uint32_t>(sheet.columns.size()));
    }
    sheet.columns.push_back(column_of(table.columns[index_of(table, name)]));
  }
  for (auto const at : largest(table, ranking.by)) {
    std::vector<OutCell> cells{name_in(table, table.rows[at])};
    for (auto const name : ranking.columns) cells.push_back(cell_of(table.rows[at][index_of(table, name)]));
    sheet.rows.push_back(std::move(cells));
  }
  chart.rows = static_cast<std::uint32_t>(sheet.rows.size());
  sheet.charts.push_back(std::move(chart));
  return sheet;
}

std::vector<Ranking> const& rankings() {
  static std::vector<Ranking> const all{
      {"busiest places", "places", "Busiest places", "teu", {"kind", "teu"}, {"teu"}, "TEU"},
      {"largest services",
       "services",
       "Vehicles of services: share on time",
       "teu",
       {"mode", "departures", "boxes", "teu", "on_time_share", "late_mean_hours", "boxes_rolled", "kg_co2e"},
       {"on_time_share"},
       "share on time"},
      {"largest flows",
       "flows",
       "Hours from door to door: mean, and not exceeded by 95 of 100 boxes",
       "boxes_out",
       {"from_place", "to_place", "trade", "boxes_in", "boxes_out", "on_time_share", "transit_mean_hours",
        "transit_p95_hours"},
       {"transit_mean_hours", "transit_p95_hours"},
       "hours"},
  };
  return all;
}

OutSheet contents(std::vector<OutSheet> const& sheets, std::vector<Table> const& tables) {
  OutSheet sheet{
      "contents",
      {{"sheet", "", false, false, {}}, {"rows", "", false, true, {}}, {"what it holds", "", false, false, {}}},
      {},
      {}};
  for (auto const& each : sheets) {
    auto const table = std::ranges::find(tables, each.name, &Table::name);
    auto const about = table != tables.end() ? table->description : each.charts.front().title + "; the largest first";
    sheet.rows.push_back({each.name, static_cast<double>(each.rows.size()), about});
  }
  return sheet;
}

}  // namespace

std::vector<OutSheet> result_sheets(format::Json const& result) {
  auto made = tables(result);
  std::erase_if(made, [](Table const& table) { return table.rows.empty(); });
  std::vector<OutSheet> sheets;
  // An experiment and an appraisal have no places and no services of their own.
  bool const is_run = std::ranges::find(made, "totals", &Table::name) != made.end();
  for (auto const& ranking : is_run ? rankings() : std::vector<Ranking>{}) {
    auto const table = std::ranges::find(made, ranking.table, &Table::name);
    if (table != made.end()) sheets.push_back(ranking_sheet(*table, ranking));
  }
  for (auto const& table : made) sheets.push_back(sheet_of(table));
  sheets.insert(sheets.begin(), contents(sheets, made));
  return sheets;
}

void write_result_workbook(format::Json const& result, std::filesystem::path const& path) {
  format::WholeFile file{path};
  sheets::write_workbook(file.growing_at(), result_sheets(result));
  file.finish();
}

}  // namespace tongzhou::exports
