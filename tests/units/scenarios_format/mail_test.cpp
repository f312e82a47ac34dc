#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "scenarios/format/reachable.hpp"
#include "tests/units/scenarios_format/river.hpp"
#include "tests/where.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

/// A hub at the upper port that sends parcels down the river, and those who post them.
std::string const mail = R"({
  "places": {
    "Up": {"country": "CN", "facilities": {"hub": {"kind": "postal_hub", "docks": 2,
      "sorting": {"lines": 3, "parcels_per_line_hour": 9500, "hours_between_breakdowns": 100, "breakdown_hours": 2},
      "customs": {"machines": 1, "parcels_per_machine_hour": 2000, "inspected_share": 0.1, "officers": 2, "minutes_per_inspection": 5},
      "dispatches": {"down": {"to": "Town", "box": "42G1", "full_at_kg": 9000, "services": ["boat"], "cut_off_hours": 3}}}}},
    "Town": {"country": "KZ"}
  },
  "services": {"boat": {"cut_off_hours": 2}},
  "mail_flows": {"letters": {"from": "Hill", "to": "Town", "product": "express", "parcels_per_day": 1000, "kg": 0.5,
    "value": 8760, "time_value_per_year": 1, "promised_days": 4, "ways": {"w": {"hubs": ["Up"], "collect_hours": 2}}}}
})";

nlohmann::json with(std::string const& patch) {
  auto merged = nlohmann::json::parse(mail);
  merged.merge_patch(nlohmann::json::parse(patch));
  return merged;
}

}  // namespace

TEST_CASE("a hub, what it sends and who posts become facts") {
  auto const world = *built_with(mail);
  auto const& hub = world.postal_hubs[world::PostalHubId{0}];
  CHECK(hub.name.code == "Up/hub");
  CHECK(hub.sorting.count == 3);
  CHECK(mean(hub.sorting.between) == hours(100));
  CHECK(hub.customs->per_inspection == minutes(5));
  auto const& dispatch = world.dispatches[world::DispatchId{0}];
  CHECK(dispatch.name.code == "Up/hub/down");
  CHECK(dispatch.cut_off == hours(3));
  auto const& units = world.flows[dispatch.flow];
  CHECK(units.mail == world::DispatchId{0});
  CHECK(units.boxes_per_year == 0);
  CHECK(in_tonnes(units.gross) == Approx(3.8 + 9));
  CHECK(units.time_value_per_hour == Approx(18000));  // 18,000 parcels, one yuan an hour each
  auto const& letters = world.mail_flows[world::MailFlowId{0}];
  CHECK(letters.product == world::MailProduct::express);
  CHECK_FALSE(letters.through_customs);  // nobody says which country the hill is in
  REQUIRE(letters.ways.size() == 1);
  CHECK(letters.ways[0].legs[0].dispatch == world::DispatchId{0});
}

TEST_CASE("aeroplanes fly by links of their own between airports") {
  auto const world = built_with(R"({
    "vehicle_classes": {"plane": {"mode": "air", "teu": 10, "speed_km_per_h": 800}},
    "places": {"Mouth": {"facilities": {"air": {"kind": "air", "stands": 2}}},
               "Inland": {"facilities": {"air": {"kind": "air", "stands": 2}}}},
    "links": {"sky": {"kind": "air", "from": "Mouth", "to": "Inland", "distance_km": 800}},
    "services": {"flight": {"vehicle": "plane", "stops": ["Mouth", "Inland"], "schedule": {"every_hours": 12}}}})");
  auto const& flight = world->services[world::ServiceId{2}];
  CHECK(flight.name.code == "flight");
  CHECK(flight.stops[1].arrives == hours(1));
  CHECK(flight.fleet == 1);  // there and back in two hours
}

TEST_CASE("a dispatch that no service can carry is told where it is written") {
  auto const document =
      river_with(with(R"({"places": {"Far": {"kind": "market"}, "Up": {"facilities": {"hub": {"dispatches": {
    "far": {"to": "Far", "box": "42G1", "full_at_kg": 9}}}}}}})")
                     .dump());
  Problems problems;
  REQUIRE(check(document, scenario_schema(), problems));
  auto const world = build(document, problems);
  REQUIRE(world);
  itineraries::Planner const planner{*world};
  CHECK_FALSE(check_reachable(document, *world, planner, plan_all(*world, planner), problems));
  CHECK(said(problems).find("/places/Up/facilities/hub/dispatches/far: no way from 'Up' to 'Far'") !=
        std::string::npos);
}

TEST_CASE("the postal scenario that ships is valid, and every parcel has a way, with each of its overlays") {
  std::filesystem::path const folder = std::filesystem::path{tests::root} / "scenarios/library/postal";
  for (std::string const overlay : {"", "urumqi-doubled.json", "three-billion.json", "eu-levy.json"}) {
    Problems problems;
    auto const document = overlay.empty() ? load(folder / "scenario.json", problems)
                                          : load(folder / "scenario.json", problems, {{folder / overlay}});
    REQUIRE(document);
    CHECK(check(*document, scenario_schema(), problems));
    auto const world = build(*document, problems);
    INFO(said(problems));
    REQUIRE(world);
    itineraries::Planner const planner{*world};
    CHECK(check_reachable(*document, *world, planner, plan_all(*world, planner), problems));
    CHECK(said(problems) == "");
  }
}
