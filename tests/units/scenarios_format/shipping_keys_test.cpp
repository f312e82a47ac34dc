#include <catch2/catch.hpp>
#include <string>

#include "sim/world/world.hpp"
#include "tests/units/scenarios_format/river.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

double speed_of_boat(std::string const& keys) {
  auto const world = built_with(R"({"services": {"boat": {)" + keys + "}}}");
  for (auto const& service : world->services)
    if (service.name.code == "boat") return in_km_per_hour(service.speed);
  return 0;
}

}  // namespace

TEST_CASE("a boat that sails by its timetable goes round in just the time that its fleet gives it") {
  // Two boats every 24 hours: 48 h, of which 8 at berths and 3 in the lock. 200 km with and against 5 km/h:
  // 100 km up and down each way: 200 / (v - 5) + 200 / (v + 5) = 37, v = (400 + sqrt(400^2 + 4 x 37 x 925)) / 74.
  double const spare = 48 - 8 - 3;
  double const v = speed_of_boat(R"("speed": "by_timetable")");
  CHECK(200 / (v - 5) + 200 / (v + 5) == Approx(spare).epsilon(1e-6));
  CHECK(v == Approx(12.77).epsilon(0.001));
  CHECK(speed_of_boat(R"("speed": "by_timetable", "least_speed_km_per_h": 15)") == Approx(15));
  CHECK(speed_of_boat(R"("speed_km_per_h": 18)") == Approx(18));
  CHECK(speed_of_boat(R"("speed": "usual")") == 0);  // that of its class
}

TEST_CASE("the timetable of a slower service is that of its own speed") {
  // Down with a stream of 5 km/h at 15: 10 hours, and 1.5 in the lock.
  auto const world = built_with(R"({"services": {"boat": {"speed_km_per_h": 15}}})");
  for (auto const& service : world->services)
    if (service.name.code == "boat") CHECK(in_hours(service.stops[1].arrives) == Approx(11.5));
}

TEST_CASE("speeds that make no way, or that no vehicle of the class can do, are refused by name") {
  auto const wrong = [](std::string const& keys) { return wrong_with(R"({"services": {"boat": {)" + keys + "}}}"); };
  CHECK(wrong(R"("speed_km_per_h": 25)").find("25 km/h is more than vehicle class \"ship\" can, 20 km/h") !=
        std::string::npos);
  CHECK(wrong(R"("speed_km_per_h": 4)").find("speed 4 km/h, against a stream of 5 km/h") != std::string::npos);
  CHECK(wrong(R"("speed": "by_timetable", "least_speed_km_per_h": 4)")
            .find("4 km/h makes no way against a stream of 5 km/h") != std::string::npos);
  CHECK(wrong(R"("least_speed_km_per_h": 10)").find("goes with \"speed\": \"by_timetable\" only") != std::string::npos);
  CHECK(wrong_with(R"({"services": {"block": {"speed": "by_timetable"}}})")
            .find("only vehicles that go round by a timetable have time to spare") != std::string::npos);
}

TEST_CASE("dues name classes that there are, and a yard that holds trucks says how large it is") {
  CHECK(wrong_with(R"({"links": {"upper": {"dues": {"per_ship_by_class": {"shpi": 3}}}}})")
            .find("unknown vehicle class \"shpi\"; did you mean \"ship\"?") != std::string::npos);
  CHECK(wrong_with(R"({"places": {"Up": {"facilities": {"quay": {"full_yard_holds_trucks": true}}}}})")
            .find("needs yard_teu") != std::string::npos);
  auto const world = built_with(R"({"places": {"Mouth": {"facilities": {"quay": {"dues":
    {"per_ship": 100, "per_teu_of_capacity": 2, "per_teu": 30, "per_ship_by_class": {"ship": 80}}}}}}})");
  for (auto const& terminal : world->terminals) {
    if (terminal.name.code != "Mouth/quay") continue;
    CHECK(terminal.dues.per_slot_teu == 2);
    CHECK(terminal.dues.per_teu == 30);
    REQUIRE(terminal.dues.per_ship_of_class.size() == 1);
    CHECK(terminal.dues.per_ship_of_class.front().second == 80);
  }
}

TEST_CASE("a forecast is of depths, and is refused where none are given") {
  auto const wrong = wrong_with(R"({"links": {"lower": {"depth_forecast_factor": 0.9}}})");
  CHECK(wrong.find("/links/lower/depth_forecast_factor") != std::string::npos);
  CHECK(wrong.find("goes with \"depth_m\" only") != std::string::npos);
  CHECK(built_with(R"({"links": {"upper": {"depth_forecast_factor": 0.9}}})"));
}

TEST_CASE("a service that is quicker than its class makes way against a stream that the class does not") {
  // 100 km up in all: 12 km/h against 15 alone, 18 km/h of the service.
  auto const quick = R"({"vehicle_classes": {"ship": {"speed_km_per_h": 12, "max_speed_km_per_h": 20}},
    "links": {"upper": {"current_km_per_h": 15}}, "services": {"boat": {"speed_km_per_h": 18}}})";
  CHECK(built_with(quick));
  CHECK(wrong_with(R"({"vehicle_classes": {"ship": {"speed_km_per_h": 12, "max_speed_km_per_h": 20}},
    "links": {"upper": {"current_km_per_h": 15}}})")
            .find("speed 12 km/h, against a stream of 15 km/h") != std::string::npos);
}

namespace {

/// The boat of the river with vehicles of these classes; "slow" is half as large and half as quick as its ship.
std::string boats(std::string const& vehicles, std::string const& others = "") {
  return R"({"vehicle_classes": {"slow": {"mode": "river", "teu": 150, "speed_km_per_h": 10, "length_m": 80, "beam_m": 16,
    "draught_light_m": 2, "draught_full_m": 4, "under_keel_m": 0.5, "deadweight_t": 2000, "fuel": "diesel"})" +
         others + R"(}, "services": {"boat": {"vehicle": null, "vehicles": [)" + vehicles + "]}}}";
}

}  // namespace

TEST_CASE("vehicles of two classes take a service's departures in turn, each by a timetable of its own") {
  // Down with a stream of 5 km/h 200 km and 1.5 hours in the lock: 25 km/h are 9.5 hours, 15 are 14.83.
  auto const world = built_with(boats(R"({"vehicle": "ship", "count": 2}, {"vehicle": "slow", "count": 4})"));
  for (auto const& service : world->services) {
    if (service.name.code != "boat") continue;
    CHECK(service.fleet == 6);
    REQUIRE(service.turns().size() == 6);
    CHECK(service.run_by(1).vehicle == service.run_by(6).vehicle);
    CHECK(service.run_by(1).vehicle != service.run_by(2).vehicle);
    CHECK(in_hours(service.run_by(0).stops[1].arrives) == Approx(9.5));
    CHECK(in_hours(service.run_by(2).stops[1].arrives) == Approx(200 / 15.0 + 1.5));
  }
}

TEST_CASE("vehicles that cannot be one service's are refused by name") {
  auto const wrong = [](std::string const& vehicles, std::string const& others = "") {
    return wrong_with(boats(vehicles, others));
  };
  CHECK(wrong(R"({"vehicle": "ship"}, {"vehicle": "shpi"})").find("unknown vehicle class \"shpi\"") !=
        std::string::npos);
  CHECK(wrong(R"({"vehicle": "ship"}, {"vehicle": "train"})").find("differ in their mode, \"river\" and \"rail\"") !=
        std::string::npos);
  CHECK(wrong(R"({"vehicle": "ship"}, {"vehicle": "guest"})",
              R"(, "guest": {"mode": "river", "teu": 9, "speed_km_per_h": 20, "flag": "PA"})")
            .find("differ in their flag") != std::string::npos);
  // A round of the slow one takes more than two days, and two ships leave one every day.
  CHECK(wrong(R"({"vehicle": "ship"}, {"vehicle": "slow"})").find("2 vehicles every 24 hours cannot go round") !=
        std::string::npos);
  CHECK(wrong_with(R"({"services": {"boat": {"vehicles": [{"vehicle": "ship"}]}}})")
            .find("expected one of vehicle, vehicles, found both") != std::string::npos);
  CHECK(wrong_with(R"({"services": {"boat": {"vehicle": null}}})").find("missing key \"vehicle\"") !=
        std::string::npos);
  CHECK(wrong_with(
            boats(R"({"vehicle": "ship", "count": 9})").insert(boats("").find("\"vehicle\": null"), R"("fleet": 9, )"))
            .find("the vehicles are counted in \"vehicles\"") != std::string::npos);
}
