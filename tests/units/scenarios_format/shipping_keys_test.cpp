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
  CHECK(wrong(R"("speed_km_per_h": 4)").find("4 km/h makes no way against a stream of 5 km/h") != std::string::npos);
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
