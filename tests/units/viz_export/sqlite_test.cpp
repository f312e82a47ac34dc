#include "viz/export/sqlite.hpp"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "tests/units/viz_export/database.hpp"
#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/tables.hpp"

using namespace tongzhou::exports;

TEST_CASE("sums over the database are the totals of the result") {
  write_sqlite(year().result, room() / "sums.sqlite");
  Database const database{room() / "sums.sqlite"};
  auto const& totals = year().result.at("totals");
  CHECK(database.number("SELECT sum(boxes_out) FROM flows") == totals.at("boxes_out").get<double>());
  CHECK(database.number("SELECT sum(container_hours) FROM flow_hours") ==
        Approx(totals.at("container_hours").get<double>()));
  CHECK(database.number("SELECT sum(kg_co2e) FROM total_emissions") == Approx(totals.at("kg_co2e").get<double>()));
  for (auto const& [quantity, amount] : totals.items()) {
    if (!amount.is_number()) continue;
    CHECK(database.number("SELECT amount FROM totals WHERE quantity = '" + quantity + "'") == amount.get<double>());
  }
}

TEST_CASE("the database is sound: nothing dangles, and every column has its unit") {
  auto const file = room() / "sound.sqlite";
  write_sqlite(year().result, file);
  write_sqlite(year().result, file);  // one that is there already is replaced
  Database const database{file};
  CHECK(database.text("PRAGMA integrity_check") == "ok");
  CHECK(database.text("PRAGMA foreign_key_check") == "");
  for (auto const& table : tables(year().result)) {
    CHECK(database.number("SELECT count(*) FROM units WHERE table_name = '" + table.name + "'") ==
          static_cast<double>(table.columns.size()));
    CHECK(database.number("SELECT count(*) FROM \"" + table.name + "\"") == static_cast<double>(table.rows.size()));
  }
  CHECK(database.text("SELECT unit FROM units WHERE table_name = 'flow_money' AND column_name = 'amount'") == "CNY");
  CHECK(database.text("EXPLAIN QUERY PLAN SELECT * FROM flows WHERE to_place = 'Wuhan'", 3) ==
        "SEARCH flows USING INDEX flows_to_place (to_place=?)");
}

TEST_CASE("a name that is SQL stays a name") {
  auto result = year().result;
  result.at("places").at("Wuhan")["name"]["en"] = "'); DROP TABLE flows; --";
  write_sqlite(result, room() / "hostile.sqlite");
  Database const database{room() / "hostile.sqlite"};
  CHECK(database.text("SELECT name_en FROM places WHERE code = 'Wuhan'") == "'); DROP TABLE flows; --");
  CHECK(database.number("SELECT count(*) FROM flows") == 2);
}

TEST_CASE("where no database can be written, the message names the file and nothing is left") {
  CHECK_THROWS_WITH(write_sqlite(year().result, "/proc/none/x.sqlite"), Catch::Contains("/proc/none/x.sqlite"));
}
