#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/table_writing.hpp"
#include "tests/units/scenarios_format/good_tables.hpp"

using namespace tongzhou::format;

namespace {

std::string flows_json(std::string const& table) {
  write("flows.csv", table);
  Problems problems;
  auto const document = load(".", problems);
  CHECK(said(problems) == "");
  return document ? document->json()["flows"].dump() : "";
}

}  // namespace

TEST_CASE("a folder of tables says what one JSON file would") {
  Folder const folder;
  write_good_tables();
  CHECK(problems_of() == "");
  Problems problems;
  auto const document = load(".", problems);
  REQUIRE(document);
  CHECK(document->json()["services"].dump() ==
        R"({"line":{"schedule":{"every_hours":24},"stops":["A","B"],"vehicle":"ship"}})");
  CHECK(document->json()["places"]["A"].dump() ==
        R"({"facilities":{"quay":{"berths":1,"kind":"quay"}},"kind":"sea_port","lat":30,"lon":120})");
}

TEST_CASE("ids may be of any letters, in tables as in JSON") {
  Folder const folder;
  write_good_tables();
  write("places.csv", "id,kind,lat,lon\n武汉,sea_port,30,120\nÅrhus,sea_port,31,121\n");
  write("facilities.csv", "place,id,kind,berths\n武汉,码头,quay,1\nÅrhus,quay,quay,1\n");
  write("links.csv", "id,kind,from,to,distance_km\n航道,sea_lane,武汉,Århus,100\n");
  write("stops.csv", "service,at\nline,武汉/码头\nline,Århus\n");
  write("flows.csv", "id,from,to,box,teu_per_year\n出口,武汉,Århus,22G1,100\n");
  CHECK(problems_of() == "");
  Problems problems;
  auto const document = load(".", problems);
  REQUIRE(document);
  CHECK(build(*document, problems));
  CHECK(said(problems) == "");
}

TEST_CASE("one table alone is told to be a table, with what is wrong with it") {
  Folder const folder;
  write_good_tables();
  CHECK(problems_of("flows.csv") ==
        "flows.csv: this is a table of a scenario; the scenario is its folder, or what lies below it");
  write("flows.csv", "id,from,to,box,teu_per_year\nf,A,B,22G1,12 t\n");
  CHECK(problems_of("flows.csv") ==
        "flows.csv: this is a table of a scenario; the scenario is its folder, or what lies below it\n"
        "flows.csv:2 teu_per_year: \"12 t\" is no number; write 12 if t is the unit of the column");
  write("demand.csv", "id\n");
  CHECK(problems_of("demand.csv") == "demand.csv: there is no such table");
}

TEST_CASE("a file that is nearly called as a table is told, unless that table is there") {
  Folder const folder;
  write_good_tables();
  write("Peak.csv", "flow,id\n");
  write("flow.csv", "id\n");
  write("my-notes.csv", "anything\n");
  Problems problems;
  auto const document = load(".", problems);
  REQUIRE(document);
  REQUIRE(document->remarks().size() == 1);
  CHECK(document->remarks()[0].ends_with("Peak.csv: is no table and is not read; did you mean \"peaks\"?"));
}

TEST_CASE("one table alone may lie over a scenario") {
  Folder const folder;
  write_good_tables();
  write("more/flows.csv", "id,teu_per_year\nf,500\n");
  Problems problems;
  auto const document = load(".", problems, {"more/flows.csv"});
  CHECK(said(problems) == "");
  REQUIRE(document);
  CHECK(document->json()["flows"]["f"].dump() == R"({"box":"22G1","from":"A","teu_per_year":500,"to":"B"})");
  CHECK(document->problem("/flows/f/teu_per_year", "many").file == "more/flows.csv");
}

TEST_CASE("overlays lie over tables, and tables over the file that names them") {
  Folder const folder;
  write_good_tables();
  write("scenario.json", R"({"name": "t", "start": "2025-01-01", "length_days": 10, "overlays": ["more.json"],
    "tables": {"places": "places.csv", "flows": "flows.csv"}, "flows": {"f": {"box": "42G1", "gross_t": 7}}})");
  write("more.json", R"({"flows": {"f": {"teu_per_year": 5}}})");
  Problems problems;
  auto const document = load("scenario.json", problems);
  REQUIRE(document);
  CHECK(document->json()["flows"].dump() == R"({"f":{"box":"22G1","from":"A","gross_t":7,"teu_per_year":5,"to":"B"}})");
}

TEST_CASE("cells are numbers, shares, lists and texts as their columns are") {
  Folder const folder;
  write_good_tables();
  CHECK(flows_json("id,from,to,box,teu_per_year,gross_t,by_month,fast_release,peaks\n"
                   "f,A,B,22G1,\"1,000\",20.50,1;2; 3.5,yes,{}\n") ==
        R"({"f":{"box":"22G1","by_month":[1,2,3.5],"fast_release":true,"from":"A","gross_t":20.5,"peaks":{},)"
        R"("teu_per_year":1000,"to":"B"}})");
  CHECK(flows_json("id;from;to;box;teu_per_year;gross_t\nf;A;B;22G1;1.000,5;0,5\n") ==
        R"({"f":{"box":"22G1","from":"A","gross_t":0.5,"teu_per_year":1000.5,"to":"B"}})");
  CHECK(flows_json("\xef\xbb\xbfid\tfrom\tto\tbox\tname.zh\nf\tA\tB\t22G1\t上海\n") ==
        R"({"f":{"box":"22G1","from":"A","name":{"zh":"上海"},"to":"B"}})");
}

TEST_CASE("headings of one's own stand for ours") {
  Folder const folder;
  write_good_tables();
  write("wege.csv", "Nr,Von,到,Art,km\nlane,A,B,sea_lane,100\n");
  fs::remove("links.csv");
  write("scenario.json", R"({"name": "t", "start": "2025-01-01", "length_days": 10,
    "tables": {"places": "places.csv", "links": {"file": "wege.csv",
      "columns": {"Nr": "id", "Von": "from", "到": "to", "Art": "kind", "km": "distance_km"}}}})");
  CHECK(problems_of("scenario.json") == "");
  // One that stands for nothing is not read.
  write("wege.csv", "Nr,Von,到,Art,km,Wer\nlane,A,B,sea_lane,100,Meier\n");
  write("scenario.json", R"({"name": "t", "start": "2025-01-01", "length_days": 10,
    "tables": {"places": "places.csv", "links": {"file": "wege.csv",
      "columns": {"Nr": "id", "Von": "from", "到": "to", "Art": "kind", "km": "distance_km", "Wer": ""}}}})");
  CHECK(problems_of("scenario.json") == "");
}

TEST_CASE("tables are named inside the scenario's folder, and as there are") {
  auto const naming = [](std::string const& tables) {
    Folder const folder;
    write_good_tables();
    write("scenario.json",
          "{\"name\": \"t\", \"start\": \"2025-01-01\", \"length_days\": 10, \"tables\": " + tables + "}");
    return problems_of("scenario.json");
  };
  CHECK(naming("{\"places\": \"places.csv\"}") == "");
  CHECK(naming("{\"place\": \"places.csv\"}") ==
        "scenario.json:1:77 /tables/place: there is no such table; did you mean \"places\"?");
  CHECK(naming("{\"places\": \"../places.csv\"}")
            .ends_with("\"..\" is not allowed; name a file inside the scenario's folder"));
  CHECK(naming("{\"places\": \"/etc/passwd\"}")
            .ends_with("an absolute path is not allowed; name a file inside the scenario's folder"));
  CHECK(naming("{\"places\": \"plaices.csv\"}").ends_with("there is no file \"plaices.csv\""));
  CHECK(naming("{\"places\": 5}").find("expected the name of a table") != std::string::npos);
  CHECK(naming("[]").find("expected tables and their files") != std::string::npos);
}

TEST_CASE("a matrix is a flow a cell, grown by factors and fitted to sums") {
  Folder const folder;
  write_good_tables();
  fs::remove("flows.csv");
  write("od.csv", "to,A,B\nA,,100\nB,50,\n");
  write("growth.csv", "place,from,to\nA,2,\nB,,1.5\n");
  write("totals.csv", "place,from,to\nA,300,60\nB,60,300\n");
  auto const volumes = [](std::string const& more) {
    write("scenario.json",
          R"({"name": "t", "start": "2025-01-01", "length_days": 10, "tables": {"places": "places.csv"},
      "matrices": {"od": {"file": "od.csv", "flow": {"box": "22G1"})" +
              more + "}}}");
    Problems problems;
    auto const document = load("scenario.json", problems);
    CHECK(said(problems) == "");
    std::string text;
    if (!document) return text;
    for (auto const& [id, flow] : document->json()["flows"].items())
      text += fmt::format("{}={} ", id, flow["teu_per_year"].dump());
    return text;
  };
  CHECK(volumes("") == "od.A.B=100 od.B.A=50 ");
  // A sends twice as much, B receives half as much again: 100 x 2 x 1.5.
  CHECK(volumes(R"(, "growth": "growth.csv")") == "od.A.B=300 od.B.A=50 ");
  CHECK(volumes(R"(, "totals": "totals.csv")") == "od.A.B=300 od.B.A=60 ");
}

TEST_CASE("whatever a scenario holds comes back from its tables as it was") {
  // Kinds of numbers, texts that look like something else, short and long stops, things that are empty.
  std::string const text =
      R"({"name": "=1+1", "note": "#no remark", "start": "2025-01-01", "length_days": 10.0, "sources": {"s": "a; b"},
    "places": {"A": {"kind": "sea_port", "name": {"en": " blank ", "zh": "上海"}, "facilities": {}, "transfers": {"q->r": {}},
                     "note": "[1]", "lat": 30.0, "lon": 1e-7},
               "B": {"kind": "sea_port", "facilities": {"l": {"kind": "lock", "chambers": {"1": {"length_m": 1, "width_m": 2,
                     "lockage_minutes": {"uniform": {"min": 1, "max": 2.0}, "source": "s"}}}}}, "note": "\"quoted\"", "source": "1,234"}},
    "services": {"a": {"vehicle": "v", "stops": ["A", {"at": "B", "via": ["A"]}], "schedule": {"weekly": ["Mon 08:00", "Tue 09:00"]}},
                 "b": {"vehicle": "v", "stops": [{"at": "A"}, "B"], "schedule": {"every_hours": 5}}},
    "flows": {"f": {"from": "A", "to": "B", "box": "22G1", "peaks": {"p": {"from": "2025-01-01", "to": "2025-01-02", "factor": 2}}}},
    "empties": {"depots": {"A": {"o": {"22G1": {"stock": 5}}}}},
    "disruptions": {"d": {"on": {"link": "x"}, "during": [{"from": "2025-01-01", "to": "2025-01-02T08:00"}]}}})";
  Folder const folder;
  write("s.json", text);
  Problems problems;
  auto const before = load("s.json", problems);
  REQUIRE(before);
  for (auto const& file : to_folder(to_tables(before->json(), Columns::used)))
    write(fs::path{"out"} / file.name, file.text);
  auto const after = load("out", problems);
  CHECK(said(problems) == "");
  REQUIRE(after);
  CHECK(after->json().dump() == before->json().dump());
  tongzhou::sheets::write_workbook("out.xlsx", to_workbook(to_tables(before->json(), Columns::all)));
  auto const from_book = load("out.xlsx", problems);
  CHECK(said(problems) == "");
  REQUIRE(from_book);
  CHECK(from_book->json().dump() == before->json().dump());
}
