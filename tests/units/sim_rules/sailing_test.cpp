#include "sim/rules/sailing.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace tongzhou;
using namespace tongzhou::rules;
using world::Direction;

namespace {

world::VehicleClass barge() {
  world::VehicleClass made;
  made.mode = world::Mode::river;
  made.deadweight = tonnes(5000);
  made.draught_light = metres(1.5);
  made.draught_full = metres(4.0);
  made.under_keel = metres(0.3);
  made.speed = km_per_hour(20);
  made.fuel_per_day = 6;
  made.light_fuel_share = 0.5;
  return made;
}
world::Link reach(double km, double stream) {
  world::Link made;
  made.kind = world::LinkKind::waterway;
  made.distance = kilometres(km);
  made.current = km_per_hour(stream);
  return made;
}

}  // namespace

TEST_CASE("the stream carries a ship down and holds it back on the way up") {
  auto const link = reach(240, 4);
  CHECK(in_hours(time_on(barge(), link, Direction::down, km_per_hour(20))) == Approx(10));
  CHECK(in_hours(time_on(barge(), link, Direction::up, km_per_hour(20))) == Approx(15));
}

TEST_CASE("a reach's speed limit holds however strong the stream") {
  auto link = reach(120, 8);
  link.speed_down = km_per_hour(24);
  CHECK(in_hours(time_on(barge(), link, Direction::down, km_per_hour(20))) == Approx(5));
}

TEST_CASE("ten centimetres less water cost a 5,000 t barge of 2.5 m range 200 t") {
  CHECK(in_tonnes(payload(barge(), metres(4.3))) == Approx(5000));
  CHECK(in_tonnes(payload(barge(), metres(4.2))) == Approx(4800));
  CHECK(in_metres(draught(barge(), payload(barge(), metres(3.0)))) == Approx(2.7));
}

TEST_CASE("where even the empty ship touches the ground there is no payload") {
  CHECK(payload(barge(), metres(1.7)) < Mass{});
}

TEST_CASE("a tenth more speed through the water burns 1.1 cubed a day, for a tenth less time") {
  auto const link = reach(480, 0);
  Length const deep = metres(std::numeric_limits<double>::infinity());
  double const slow = fuel_on(barge(), link, Direction::down, km_per_hour(20), {tonnes(5000)}, deep);
  double const fast = fuel_on(barge(), link, Direction::down, km_per_hour(22), {tonnes(5000)}, deep);
  CHECK(slow == Approx(6.0));
  CHECK(fast == Approx(6.0 * 1.1 * 1.1));
  CHECK(fuel_on(barge(), link, Direction::down, km_per_hour(20), {tonnes(0)}, deep) == Approx(3.0));
}

TEST_CASE("shallow water costs fuel with the square of draught over depth") {
  auto ship = barge();
  ship.shallow_water_share = 0.4;
  double const fuel = fuel_on(ship, reach(480, 0), Direction::down, km_per_hour(20), {tonnes(5000)}, metres(8));
  CHECK(fuel == Approx(6.0 * (1 + 0.4 * 0.25)));
}

TEST_CASE("freight is a price per box and a price per kilometre") {
  world::Freight const tariff{2, 3, 100, 150};
  CHECK(freight(tariff, false, kilometres(50)) == Approx(200));
  CHECK(freight(tariff, true, kilometres(50)) == Approx(300));
}

TEST_CASE("a ship that goes at half its speed because of a limit burns a quarter") {
  auto const free = reach(240, 0);
  auto limited = free;
  limited.speed_down = km_per_hour(10);
  Length const deep = metres(std::numeric_limits<double>::infinity());
  auto const fuel = [&](world::Link const& link) {
    return fuel_on(barge(), link, Direction::down, km_per_hour(20), {tonnes(5000)}, deep);
  };
  CHECK(fuel(free) == Approx(3));
  CHECK(fuel(limited) == Approx(3 / 4.0));
}

TEST_CASE("where the stream alone is as fast as the limit a ship drifts, and its engine burns nothing") {
  auto link = reach(240, 12);
  link.speed_down = km_per_hour(10);
  CHECK(fuel_on(barge(), link, Direction::down, km_per_hour(20), {tonnes(5000)}, metres(10)) == 0);
}
