#include "viz/export/workbook.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <variant>

#include "scenarios/sheets/workbook_reader.hpp"
#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/tables.hpp"

using namespace tongzhou::exports;
namespace sheets = tongzhou::sheets;

namespace {

sheets::OutSheet const& sheet(std::vector<sheets::OutSheet> const& all, std::string_view name) {
  auto const found = std::ranges::find(all, name, &sheets::OutSheet::name);
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("a workbook of a result has a sheet for each table that has rows, with units in its headings") {
  auto const& result = year().result;
  auto const all = result_sheets(result);
  CHECK(all.front().name == "contents");
  for (auto const& table : tables(result)) {
    if (table.rows.empty()) continue;
    CHECK(sheet(all, table.name).rows.size() == table.rows.size());
    CHECK(sheet(all, table.name).columns.size() == table.columns.size());
  }
  auto const& columns = sheet(all, "flows").columns;
  CHECK(std::ranges::any_of(columns, [](auto const& column) { return column.heading == "transit_mean_hours (h)"; }));
}

TEST_CASE("busiest places, largest services and flows are sorted, and each has a chart") {
  auto const all = result_sheets(year().result);
  for (auto const* const name : {"busiest places", "largest services", "largest flows"}) {
    REQUIRE(sheet(all, name).charts.size() == 1);
    CHECK(sheet(all, name).charts[0].rows == sheet(all, name).rows.size());
  }
  auto const& places = sheet(all, "busiest places").rows;
  CHECK(
      std::ranges::is_sorted(places, std::ranges::greater{}, [](auto const& row) { return std::get<double>(row[2]); }));
}

TEST_CASE("a workbook of a result reads back with the figures of the result") {
  auto const& result = year().result;
  write_result_workbook(result, room() / "result.xlsx");
  std::vector<sheets::SheetFlaw> flaws;
  auto const read = sheets::read_workbook(text_of(room() / "result.xlsx"), std::size_t{1} << 26, flaws);
  REQUIRE(read);
  CHECK(flaws.empty());
  auto const totals = std::ranges::find(*read, "totals", &sheets::Sheet::name);
  REQUIRE(totals != read->end());
  for (auto const& row : totals->rows()) {
    auto const cells = totals->cells(row);
    if (cells[0].text != "boxes_out") continue;
    CHECK(std::stod(std::string{cells[1].text}) == result.at("totals").at("boxes_out").get<double>());
  }
}
