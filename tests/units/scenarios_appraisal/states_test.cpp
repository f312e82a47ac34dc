#include "scenarios/appraisal/states.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::appraisal;
using nlohmann::json;

namespace {

Investment river() {
  Investment investment;
  investment.years = {0, 2};
  investment.cases = {{.id = "low"}, {.id = "high", .growth = {0.1, 0.5, 0, 0, 0}, .mail_growth = 0.2}};
  investment.base = json::parse(R"({
    "length_days": 364, "start": "2025-01-01",
    "services": {"boat": {"schedule": {"every_hours": 100}, "fleet": 3}, "tram": {"schedule": {"weekly": ["Mon 08:00"]}}},
    "flows": {"home": {"boxes_per_year": 100}, "away": {"trade": "export", "teu_per_year": 100}},
    "mail_flows": {"letters": {"parcels_per_day": 10}}
  })");
  Option wide, deep;
  wide.id = "wide";
  wide.patches = {json::parse(R"({"width": 2, "services": {"boat": {"fleet": 4}}})")};
  wide.during_construction = {json::parse(R"({"width": 0})")};
  deep.id = "deep";
  deep.patches = {json::parse(R"({"depth": 5, "width": null})")};
  investment.options = {wide, deep};
  return investment;
}

}  // namespace

TEST_CASE("demand grows by trade class, compound, and mail by its own rate") {
  auto const investment = river();
  auto const scenario = scenario_of(investment, {.year = 1, .demand = 1});
  CHECK(scenario["flows"]["home"]["boxes_per_year"].get<double>() == Approx(121));
  CHECK(scenario["flows"]["away"]["teu_per_year"].get<double>() == Approx(225));
  CHECK(scenario["mail_flows"]["letters"]["parcels_per_day"].get<double>() == Approx(14.4));
  CHECK(volume(investment, 1, 2) == Approx(1.73));
  CHECK(scenario["services"]["boat"]["schedule"]["every_hours"] == 100);
}

TEST_CASE("in year 0 all demand cases are the same scenario, so it is run once") {
  auto const investment = river();
  CHECK(scenario_of(investment, {.year = 0, .demand = 0}).dump() ==
        scenario_of(investment, {.year = 0, .demand = 1}).dump());
}

TEST_CASE("sailings follow demand where they are told to") {
  auto investment = river();
  investment.services_follow_demand = true;
  auto const scenario = scenario_of(investment, {.year = 1, .demand = 1});
  CHECK(scenario["services"]["boat"]["schedule"]["every_hours"].get<double>() == Approx(100 / 1.73));
  CHECK(scenario["services"]["boat"]["fleet"] == 6);  // 5.19
}

TEST_CASE("ships of several classes, sets of wagons and locomotives follow demand with the sailings") {
  auto investment = river();
  investment.services_follow_demand = true;
  investment.base["services"]["boat"].erase("fleet");
  investment.base["services"]["boat"]["vehicles"] = {{{"vehicle", "large"}, {"count", 3}}, {{"vehicle", "small"}}};
  investment.base["wagon_sets"]["flat"] = {{"count", 10}};
  investment.base["locomotives"]["electric"] = {{"count", 4}};
  auto const scenario = scenario_of(investment, {.year = 1, .demand = 1});  // 1.73 as much as in year 0
  CHECK(scenario["services"]["boat"]["vehicles"][0]["count"] == 6);         // 5.19
  CHECK(scenario["services"]["boat"]["vehicles"][1]["count"] == 2);         // 1.73
  CHECK(scenario["wagon_sets"]["flat"]["count"] == 18);                     // 17.3
  CHECK(scenario["locomotives"]["electric"]["count"] == 7);                 // 6.92
}

TEST_CASE("fleets of trucks grow as demand does, whether sailings follow it or not") {
  auto investment = river();
  investment.base["trucking"]["fleets"]["haulier"] = {{"home", "Wuhan"}, {"trucks", 10}};
  auto const trucks = [&](unsigned year) {
    return scenario_of(investment, {.year = year, .demand = 1})["trucking"]["fleets"]["haulier"]["trucks"];
  };
  CHECK(trucks(0) == 10);
  CHECK(trucks(1) == 18);  // 17.3
}

TEST_CASE("weekly sailings follow demand at even intervals, since a week holds no fraction of a sailing") {
  auto investment = river();
  investment.services_follow_demand = true;
  auto& trams = investment.base["services"];
  trams["tram"]["schedule"]["weekly"] = {"Mon 08:00", "Thu 08:00", "Fri 20:30"};
  CHECK(scenario_of(investment, {.year = 0, .demand = 1})["services"]["tram"] == trams["tram"]);
  auto const tram = scenario_of(investment, {.year = 1, .demand = 1})["services"]["tram"]["schedule"];
  CHECK_FALSE(tram.contains("weekly"));
  CHECK(tram["every_hours"].get<double>() == Approx(168 / (3 * 1.73)));
  CHECK(tram["first_hours"] == 32);  // 1 January 2025 is a Wednesday: Thursday at eight
}

TEST_CASE("sailings at random times follow demand, and so do the ships of those that leave when full") {
  auto investment = river();
  investment.services_follow_demand = true;
  investment.base["services"] = json::parse(R"({
    "tramp": {"schedule": {"random_hours": {"gamma": {"shape": 2, "mean": 173}}}},
    "fixed": {"schedule": {"random_hours": 346}},
    "barge": {"schedule": {"when_full": {"fill": 0.8}}, "fleet": 2}
  })");
  auto const services = scenario_of(investment, {.year = 1, .demand = 1})["services"];
  CHECK(services["tramp"]["schedule"]["random_hours"]["gamma"]["mean"].get<double>() == Approx(100));
  CHECK(services["tramp"]["schedule"]["random_hours"]["gamma"]["shape"] == 2);
  CHECK(services["fixed"]["schedule"]["random_hours"].get<double>() == Approx(200));
  CHECK(services["barge"]["schedule"] == investment.base["services"]["barge"]["schedule"]);
  CHECK(services["barge"]["fleet"] == 4);  // 3.46
}

TEST_CASE("where nothing but mail is sent, sailings follow the mail") {
  auto investment = river();
  investment.services_follow_demand = true;
  investment.base.erase("flows");
  CHECK(volume(investment, 1, 2) == Approx(1.44));
  auto const scenario = scenario_of(investment, {.year = 1, .demand = 1});
  CHECK(scenario["services"]["boat"]["schedule"]["every_hours"].get<double>() == Approx(100 / 1.44));
}

TEST_CASE("the years that are simulated by default show how demand grows and what comes in any case") {
  auto investment = river();
  investment.horizon = 40;
  CHECK(default_years(investment) == std::vector<unsigned>{0, 10, 20});
  investment.horizon = 10;
  CHECK(default_years(investment) == std::vector<unsigned>{0, 9});
  investment.horizon = 15;
  CHECK(default_years(investment) == std::vector<unsigned>{0, 10, 14});
  investment.horizon = 1;
  CHECK(default_years(investment) == std::vector<unsigned>{0});
  // Nothing grows, but a bridge comes in year 5, and one beyond the horizon.
  investment.horizon = 30;
  investment.cases.pop_back();
  CHECK(default_years(investment) == std::vector<unsigned>{0});
  investment.changes = {{0, {}}, {5, {}}, {30, {}}};
  CHECK(default_years(investment) == std::vector<unsigned>{0, 4, 5});
  // Mail alone grows.
  investment.changes.clear();
  investment.cases[0].mail_growth = -0.01;
  CHECK(default_years(investment) == std::vector<unsigned>{0, 10, 20});
}

TEST_CASE("options lie over the base in their order, what is being built above them") {
  auto const investment = river();
  CHECK(scenario_of(investment, {.built = {0}})["width"] == 2);
  auto const both = scenario_of(investment, {.built = {0, 1}});
  CHECK_FALSE(both.contains("width"));
  CHECK(both["depth"] == 5);
  CHECK(both["services"]["boat"]["fleet"] == 4);
  CHECK(scenario_of(investment, {.building = 0})["width"] == 0);
}

TEST_CASE("what comes in any case comes in its year") {
  auto investment = river();
  investment.changes = {{1, {json::parse(R"({"bridge": true})")}}};
  CHECK_FALSE(scenario_of(investment, {}).contains("bridge"));
  CHECK(scenario_of(investment, {.year = 1})["bridge"] == true);
}

TEST_CASE("all states have the seed and the length of the investment") {
  auto investment = river();
  investment.seed = 7;
  investment.length_days = 84;
  auto const scenario = scenario_of(investment, {.built = {1}});
  CHECK(scenario["seed"] == 7);
  CHECK(scenario["length_days"] == 84);
  CHECK_FALSE(scenario.contains("warm_up_days"));
}

TEST_CASE("ships of others at a lock grow at a rate of their own") {
  auto investment = river();
  investment.base["places"]["gorge"]["facilities"]["lock"]["traffic"] = {{"ships_per_day_up", 100},
                                                                         {"ships_per_day_down", 50}};
  investment.cases[1].other_ships_growth = 0.1;
  auto const traffic =
      scenario_of(investment, {.year = 1, .demand = 1})["places"]["gorge"]["facilities"]["lock"]["traffic"];
  CHECK(traffic["ships_per_day_up"].get<double>() == Approx(121));
  CHECK(traffic["ships_per_day_down"].get<double>() == Approx(60.5));
}

TEST_CASE("a season is counted from its first day to its end, and warmed up before") {
  auto investment = river();
  investment.warm_up_days = 14;
  investment.seasons = {{"2025-01-10", 28, 0.25}, {"2025-07-01", 30, 0.75}};
  auto const winter = scenario_of(investment, {});
  CHECK(winter["start"] == "2024-12-27");
  CHECK(winter["warm_up_days"] == 14);
  CHECK(winter["length_days"] == 42);
  auto const summer = scenario_of(investment, {}, 1);
  CHECK(summer["start"] == "2025-06-17");
  CHECK(summer["length_days"] == 44);
}
