#include "scenarios/format/explain.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "scenarios/format/files.hpp"
#include "tests/units/scenarios_format/river.hpp"
#include "tests/where.hpp"

using namespace tongzhou::format;

TEST_CASE("the scenario explained shows what the file left out") {
  auto const explained = explain(river_with(R"({"seed": 7, "flows": {"export": {"trade": null}}})"));
  CHECK(explained.at("seed") == 7);
  CHECK(explained.at("currency") == "CNY");
  CHECK(explained.at("warm_up_days") == 0);
  CHECK(explained.at("vehicle_classes").at("ship").at("light_fuel_share") == 0.6);
  CHECK_FALSE(explained.at("vehicle_classes").at("truck").contains("fuel_per_day"));
  CHECK(explained.at("links").at("rails").at("gauge_mm") == 1435);
  CHECK_FALSE(explained.at("links").at("upper").contains("gauge_mm"));
  CHECK(explained.at("places").at("Inland").at("facilities").at("rail").at("cranes_per_vehicle") == 1);
  CHECK(explained.at("flows").at("export").at("trade") == "domestic");
  CHECK(explained.at("services").at("block").at("schedule").at("weekly").size() == 2);
}

TEST_CASE("what stands under ids of its own is explained, too") {
  auto const explained = explain(
      river_with(R"({"goods": {"toys": {}}, "services": {"boat": {"surcharges": {"peak": {"per_box_40ft": 9}}}}})"));
  CHECK(explained.at("goods").at("toys").at("detention_days") == 14);
  CHECK(explained.at("services").at("boat").at("surcharges").at("peak").at("share") == 0);
}

TEST_CASE("what was explained is the same scenario") {
  auto const once = explain(river_with("{}"));
  Problems problems;
  Document const document{once, {Layer{"s.json", once.dump()}}};
  CHECK(check(document, scenario_schema(), problems));
  CHECK(build(document, problems));
  CHECK(said(problems) == "");
  CHECK(explain(document) == once);
}

TEST_CASE("what was explained of the scenarios of the library can be run") {
  auto const library = std::filesystem::path{tongzhou::tests::root} / "scenarios" / "library";
  for (auto const& folder : std::filesystem::directory_iterator{library}) {
    auto const file = folder.path() / "scenario.json";
    if (!exists(file)) continue;
    CAPTURE(file);
    Problems problems;
    auto const document = load(file, problems);
    REQUIRE(document);
    auto const explained = explain(*document);
    Document const again{explained, {Layer{"s.json", explained.dump()}}};
    CHECK(check(again, scenario_schema(), problems));
    CHECK(build(again, problems));
    CHECK(said(problems) == "");
  }
}

TEST_CASE("a flow that names the usual owner, whose boxes no depot has, is as one that names none") {
  CHECK(wrong_with(R"({"flows": {"export": {"box_owner": "line"}},
                       "empties": {"depots": {"Up": {"lessor": {"42G1": {"stock": 9}}}}}})") == "");
}

TEST_CASE("inputs are found again beside their result, by the hash of its scenario, and those of another run are not") {
  auto const river = river_with(R"({"seed": 7})");
  auto const folder = std::filesystem::temp_directory_path() / "tongzhou-inputs-beside";
  std::filesystem::create_directories(folder);
  write_whole(folder / "inputs.json", inputs_of(river).dump());
  auto const found = inputs_beside(folder / "result.json", river.hash());
  auto const of_another = inputs_beside(folder / "result.json", river_with(R"({"seed": 8})").hash());
  write_whole(folder / "inputs.json", "[1, 2]");
  auto const of_something_else = inputs_beside(folder / "result.json", river.hash());
  std::filesystem::remove_all(folder);
  REQUIRE(found);
  CHECK(Json::parse(*found).at("scenario").at("seed") == 7);
  CHECK_FALSE(of_another);
  CHECK_FALSE(of_something_else);
  CHECK_FALSE(inputs_beside(folder / "result.json", river.hash()));
}
