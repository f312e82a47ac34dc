#include <catch2/catch.hpp>

#include "tests/units/viz_export/database.hpp"
#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/sqlite.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

TEST_CASE("every panel of the Grafana dashboard finds rows in the database, with the columns that it draws") {
  write_sqlite(year().result, room() / "grafana.sqlite");
  Database const database{room() / "grafana.sqlite"};
  auto const dashboard = json::parse(text_of("viz/grafana/dashboards/tongzhou.json"));
  CHECK(dashboard.at("panels").size() == 19);
  for (auto const& panel : dashboard.at("panels")) {
    INFO(panel.at("title"));
    CHECK(panel.at("datasource").at("type") == "frser-sqlite-datasource");
    for (auto const& target : panel.at("targets")) {
      auto const sql = target.at("queryText").get<std::string>();
      CHECK(sql == target.at("rawQueryText"));
      CHECK_NOTHROW(database.text(sql));
      if (panel.at("title") != "Queues") CHECK(database.number("SELECT count(*) FROM (" + sql + ")") > 0);
      for (auto const& column : target.at("timeColumns")) {
        CHECK_NOTHROW(database.text("SELECT " + column.get<std::string>() + " FROM (" + sql + ")"));
      }
    }
  }
}
