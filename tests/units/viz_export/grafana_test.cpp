#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/units/viz_export/database.hpp"
#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/sqlite.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

/// What Grafana makes of a query: the places that are chosen, in quotes.
std::string filled_in(std::string sql) {
  std::string const variable = "${place:sqlstring}";
  if (auto const at = sql.find(variable); at != std::string::npos) sql.replace(at, variable.size(), "'CNWUH','CNSHA'");
  return sql;
}

}  // namespace

TEST_CASE(
    "every panel and variable of the Grafana dashboard finds rows in the database, with the columns that it draws") {
  write_sqlite(year().result, room() / "grafana.sqlite");
  Database const database{room() / "grafana.sqlite"};
  auto const dashboard = json::parse(text_of("viz/grafana/dashboards/tongzhou.json"));
  CHECK(dashboard.at("panels").size() == 20);
  for (auto const& panel : dashboard.at("panels")) {
    INFO(panel.at("title"));
    CHECK(panel.at("datasource") == json{{"type", "frser-sqlite-datasource"}, {"uid", "${result}"}});
    for (auto const& target : panel.at("targets")) {
      auto const sql = filled_in(target.at("queryText"));
      CHECK(sql == filled_in(target.at("rawQueryText")));
      CHECK(database.number("SELECT count(*) FROM (" + sql + ")") > 0);
      auto drawn = target.at("timeColumns").get<std::vector<std::string>>();
      for (auto const& change : panel.at("fieldConfig").at("overrides"))
        drawn.push_back(change.at("matcher").at("options"));
      if (panel.contains("options") && panel.at("options").contains("xField"))
        drawn.push_back(panel.at("options").at("xField"));
      if (panel.at("type") == "geomap") drawn.insert(drawn.end(), {"latitude", "longitude", "TEU", "place"});
      for (auto const& column : drawn) {
        INFO(column);
        // A name in quotes that is no column would be taken for text.
        CHECK_NOTHROW(database.text("SELECT [" + column + "] FROM (" + sql + ")"));
      }
    }
  }
  CHECK(dashboard.at("templating").at("list").size() == 4);
  for (auto const& variable : dashboard.at("templating").at("list")) {
    if (variable.at("type") == "query") CHECK_FALSE(database.text(variable.at("query").at("queryText")).empty());
  }
}
