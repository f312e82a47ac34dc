#include "viz/export/tables.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/units/viz_export/harbour.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

std::size_t column(Table const& table, std::string const& name) {
  auto const found = std::ranges::find(table.columns, name, &Column::name);
  REQUIRE(found != table.columns.end());
  return static_cast<std::size_t>(found - table.columns.begin());
}

double sum(std::vector<Table> const& made, std::string const& table, std::string const& of) {
  auto const& rows = find(made, table);
  auto const at = column(rows, of);
  double total = 0;
  for (auto const& row : rows.rows) total += row[at].get<double>();
  return total;
}

void numbers(json const& value, std::set<double>& into) {
  if (value.is_number()) into.insert(value.get<double>());
  if (value.is_structured()) {
    for (auto const& member : value) numbers(member, into);
  }
}

}  // namespace

TEST_CASE("sums of the tables are the totals of the result") {
  auto const& totals = year().result.at("totals");
  auto const made = tables(year().result);
  CHECK(sum(made, "flows", "boxes_in") == totals.at("boxes_in").get<double>());
  CHECK(sum(made, "flows", "boxes_out") == totals.at("boxes_out").get<double>());
  CHECK(sum(made, "flow_hours", "container_hours") == Approx(totals.at("container_hours").get<double>()));
  CHECK(sum(made, "total_hours", "container_hours") == Approx(totals.at("container_hours").get<double>()));
  CHECK(sum(made, "week_hours", "container_hours") == Approx(totals.at("container_hours").get<double>()));
  CHECK(sum(made, "total_money", "amount") == Approx(sum(made, "total_payers", "amount")));
  CHECK(sum(made, "total_emissions", "kg_co2e") == Approx(totals.at("kg_co2e").get<double>()));
  CHECK(sum(made, "weeks", "teu_out") == totals.at("teu_out").get<double>());
  CHECK(sum(made, "place_weeks", "teu") == Approx(sum(made, "places", "teu")));
  CHECK(sum(made, "link_weeks", "teu") == Approx(sum(made, "links", "teu_down") + sum(made, "links", "teu_up")));
  CHECK(sum(made, "leg_trades", "teu") == Approx(sum(made, "legs", "teu_carried")));
}

TEST_CASE("no figure of a result is left out of its tables") {
  auto const result = GENERATE(values<Year const& (*)()>({year, customs_port, postal_hubs}));
  std::set<double> figures, shown;
  for (auto const& [section, value] : result().result.items()) {
    if (section != "provenance") numbers(value, figures);
  }
  for (auto const& table : tables(result().result)) {
    for (auto const& row : table.rows) {
      for (auto const& cell : row) numbers(cell, shown);
    }
  }
  std::vector<double> missing;
  std::ranges::set_difference(figures, shown, std::back_inserter(missing));
  CHECK(missing == std::vector<double>{});
}

TEST_CASE("every column says what it holds, and every number what it is in") {
  auto const result = GENERATE(values<Year const& (*)()>({year, customs_port, postal_hubs}));
  for (auto const& table : tables(result().result)) {
    CHECK_FALSE(table.description.empty());
    for (auto const& column : table.columns) {
      INFO(table.name << "." << column.name);
      CHECK_FALSE(column.description.empty());
      if (column.type == Type::number || column.type == Type::integer) CHECK_FALSE(column.unit.empty());
    }
  }
}

TEST_CASE("queues by week hold the lengths of the result, one row a week, the warm-up marked") {
  auto const& result = customs_port().result;
  auto const made = tables(result);
  auto const& weeks = find(made, "queue_weeks");
  REQUIRE_FALSE(weeks.rows.empty());
  auto const warm_up = result.at("period").at("warm_up_days").get<double>();
  for (auto const& row : weeks.rows) {
    auto const week = row[column(weeks, "week")].get<double>();
    CHECK(row[column(weeks, "counted")] == (7 * (week - 1) >= warm_up));
  }
}

TEST_CASE("customs offices, empty boxes and hubs have tables of their own") {
  auto const trade = tables(customs_port().result);
  CHECK(find(trade, "customs").rows.size() == customs_port().result.at("customs").size());
  CHECK(find(trade, "empties").rows.size() == customs_port().result.at("empties").size());
  auto const& postal = postal_hubs().result.at("postal");
  auto const made = tables(postal_hubs().result);
  CHECK(sum(made, "mail_flows", "parcels_in") == postal.at("parcels_in").get<double>());
  CHECK(sum(made, "mail_flows", "parcels_out") == postal.at("parcels_out").get<double>());
  CHECK(sum(made, "mail_promises", "parcels") == postal.at("parcels_out").get<double>());
  double spent = 0;
  for (auto const& amount : postal.at("money_by_expense")) spent += amount.get<double>();
  CHECK(sum(made, "mail_flow_money", "amount") == Approx(spent));
  CHECK(sum(made, "hub_hours", "sorted") == Approx(sum(made, "postal_hubs", "parcels_sorted")));
}

TEST_CASE("keys name one row each, references lead somewhere, every row is as wide as its table") {
  auto const result = GENERATE(values<Year const& (*)()>({year, customs_port, postal_hubs}));
  auto const made = tables(result().result);
  for (auto const& table : made) {
    INFO(table.name);
    std::set<std::vector<json>> keys;
    for (auto const& row : table.rows) {
      REQUIRE(row.size() == table.columns.size());
      std::vector<json> key;
      for (auto const& name : table.key) key.push_back(row[column(table, name)]);
      CHECK(keys.insert(key).second);
    }
    for (auto const& reference : table.references) {
      auto const& there = find(made, reference.table);
      std::set<json> known;
      for (auto const& row : there.rows) known.insert(row[column(there, reference.to)]);
      for (auto const& row : table.rows) CHECK(known.contains(row[column(table, reference.column)]));
    }
  }
}

TEST_CASE("money is in the currency of the result, hours and CO2e in units of their own") {
  auto const made = tables(year().result);
  auto const& money = find(made, "flow_money");
  CHECK(money.columns[column(money, "amount")].unit == "CNY");
  auto const& hours = find(made, "flow_hours");
  CHECK(hours.columns[column(hours, "container_hours")].unit == "box.h");
}

TEST_CASE("weeks begin on the day of the scenario's start and every seventh after it") {
  auto const made = tables(year().result);
  auto const& weeks = find(made, "weeks");
  auto const at = column(weeks, "week_start");
  CHECK(weeks.rows[0][at] == "2025-01-01");
  CHECK(weeks.rows[8][at] == "2025-02-26");
  CHECK(weeks.rows[9][at] == "2025-03-05");  // 2025 has no 29 February
}

TEST_CASE("weeks that begin in the warm-up are marked") {
  auto result = year().result;
  result.at("period").at("warm_up_days") = 21;
  auto const made = tables(result);
  auto const& weeks = find(made, "weeks");
  CHECK(weeks.rows[2][column(weeks, "counted")] == false);  // the third begins on day 14
  CHECK(weeks.rows[3][column(weeks, "counted")] == true);
}
