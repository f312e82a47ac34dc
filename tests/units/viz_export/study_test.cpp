#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/units/viz_export/database.hpp"
#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/sqlite.hpp"
#include "viz/export/tables.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

json appraisal() { return json::parse(text_of("tests/units/scenarios_appraisal/appraisal.json")); }

/// Two cranes against one, two runs each, the second of the base missing.
json experiment() {
  return json::parse(R"({
    "format": "tongzhou-experiment-result/1",
    "provenance": {"program": "tongzhou", "experiment": "cranes", "scenario": "port", "seed": 3, "packages": {}},
    "period": {"start": "2025-01-01", "length_days": 84, "warm_up_days": 14, "warm_up_from": "scenario"},
    "currency": "CNY", "replications": 2, "method": {"confidence": 0.95},
    "options": {
      "base": {"scenario_sha256": "0", "runs": 1, "parameters": {}, "note": ""},
      "two": {"scenario_sha256": "1", "runs": 2, "parameters": {"/cranes": 2, "/name": "two"}, "note": "dear"}},
    "missing": [{"option": "base", "seed": 3, "replication": 1}], "audit_failed": [],
    "units": {"/totals/teu_out": "TEU"},
    "measures": {"/totals/teu_out": {
      "base": {"mean": 10, "half_width": null, "low": null, "high": null, "count": 1, "deviation": 0, "min": 10, "max": 10,
               "quantiles": {"p10": {"value": 10}, "p50": {"value": 10}, "p90": {"value": 10}}, "values": [10, null]},
      "two": {"mean": 12, "half_width": 3, "low": 9, "high": 15, "count": 2, "deviation": 1, "min": 11, "max": 13,
              "quantiles": {"p10": {"value": 11}, "p50": {"value": 11}, "p90": {"value": 13}}, "values": [11, 13],
              "against_base": {"mean": 1, "half_width": null, "low": null, "high": null, "pairs": 1,
                               "verdict": "undecided"}}}}})");
}

/// Written and read again: sound, nothing dangling, every row there.
Database const& checked(json const& document, std::string const& name) {
  static std::map<std::string, Database> all;
  auto const file = room() / (name + ".sqlite");
  write_sqlite(document, file);
  auto const& database = all.try_emplace(name, file).first->second;
  CHECK(database.text("PRAGMA integrity_check") == "ok");
  CHECK(database.text("PRAGMA foreign_key_check") == "");
  for (auto const& table : tables(document)) {
    INFO(table.name);
    CHECK(database.number("SELECT count(*) FROM \"" + table.name + "\"") == static_cast<double>(table.rows.size()));
    for (auto const& row : table.rows) CHECK(row.size() == table.columns.size());
    for (auto const& column : table.columns) {
      INFO(column.name);
      CHECK_FALSE(column.description.empty());
      if (column.type == Type::number || column.type == Type::integer) CHECK_FALSE(column.unit.empty());
    }
  }
  return database;
}

}  // namespace

TEST_CASE("an experiment's intervals, differences and runs are tables") {
  auto const& database = checked(experiment(), "cranes");
  CHECK(database.number("SELECT mean FROM measures WHERE option = 'two'") == 12);
  CHECK(database.number("SELECT p90 FROM measures WHERE option = 'two'") == 13);
  CHECK(database.number("SELECT count(*) FROM measures WHERE half_width IS NULL") == 1);
  CHECK(database.text("SELECT currency FROM experiment") == "CNY");
  CHECK(database.text("SELECT DISTINCT unit FROM measures") == "TEU");
  CHECK(database.text("SELECT unit FROM differences") == "TEU");
  CHECK(database.text("SELECT verdict FROM differences WHERE option = 'two'") == "undecided");
  CHECK(database.number("SELECT avg(value) FROM run_values WHERE option = 'two'") == 12);
  CHECK(database.number("SELECT replication FROM run_values WHERE value IS NULL") == 1);
  CHECK(database.number("SELECT replication FROM missing WHERE option = 'base'") == 1);
  CHECK(database.text("SELECT value FROM parameters WHERE pointer = '/cranes'") == "2");
  CHECK(data_package(tables(experiment()), experiment()).at("title") == "cranes");
}

TEST_CASE("an appraisal's parties, resources and cases add up to its net present values") {
  auto const document = appraisal();
  auto const& database = checked(document, "appraisal");
  for (auto const& [code, option] : document.at("options").items()) {
    auto const npv = option.at("measures").at("npv").at("expected").get<double>();
    auto const total = [&](std::string const& table) {
      return database.number("SELECT sum(amount) FROM " + table + " WHERE kind = 'option' AND code = '" + code + "'");
    };
    CHECK(database.number("SELECT npv_expected FROM options WHERE option = '" + code + "'") == Approx(npv));
    CHECK(total("parties") == Approx(npv));
    CHECK(total("real_resources") == Approx(npv));
  }
  CHECK(database.number("SELECT count(*) FROM portfolios") == static_cast<double>(document.at("portfolios").size()));
  CHECK(database.number("SELECT max(year) FROM years") ==
        document.at("first_year").get<double>() + document.at("horizon_years").get<double>() - 1);
  CHECK(database.number("SELECT min(regret) FROM regret") == 0);
  CHECK(database.text("SELECT unit FROM units WHERE table_name = 'parties' AND column_name = 'amount'") == "CNY");
}

TEST_CASE("an appraisal and an experiment become folders of CSV with a data package") {
  for (auto const& document : {appraisal(), experiment()}) {
    auto const folder = room() / document.at("format").get<std::string>();
    write_csv(document, folder);
    auto const package = json::parse(text_of(folder / "datapackage.json"));
    for (auto const& resource : package.at("resources"))
      CHECK(std::filesystem::exists(folder / resource.at("path").get<std::string>()));
  }
}
