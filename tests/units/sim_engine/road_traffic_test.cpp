#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <optional>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

namespace {

/// Two towns an hour apart when the road is empty; it takes a hundred trucks an hour.
struct Highway : Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::LinkId way = road(a, b, 60);
  world::FlowId boxes = flow(a, b);

  Highway() {
    world.start = {2025, 1, 1};
    world.length = days(30);
    trucks(1);
    capacity() = world::RoadCapacity{.vehicles_per_hour = 100};
    world.flows[boxes].boxes_per_year = 365;
    world.flows[boxes].pattern = demand::Pattern::regular;
  }
  std::optional<world::RoadCapacity>& capacity() { return world.links[way].capacity; }
  static double hours_each(outcome::Outcome const& outcome) {
    return outcome.totals.hours[Cause::drayage] / outcome.totals.boxes_out;
  }
};

}  // namespace

TEST_CASE("a road at capacity takes 1.15 times as long as an empty one") {
  // 99 others and the truck itself.
  Highway highway;
  highway.capacity()->other_vehicles.fill(99);
  auto const outcome = told(highway.world);
  CHECK(Highway::hours_each(outcome) == Approx(1.15));
  auto const& road = outcome.links[highway.way];
  // There and back.
  CHECK(road.truck_passages == 60);
  CHECK(road.truck_hours_lost == Approx(60 * 0.15));
  CHECK(road.volume_to_capacity_mean == Approx(1));
}

TEST_CASE("trucks of a fleet lose as much on a full road as others that come back empty") {
  Highway highway;
  highway.capacity()->other_vehicles.fill(99);
  auto const without = told(highway.world).links[highway.way];
  highway.world.trucking->fleets.add({.name = Sketch::named("fleet"), .home = highway.a, .trucks = 10});
  auto const with = told(highway.world).links[highway.way];
  CHECK(with.truck_passages == without.truck_passages);
  CHECK(with.truck_hours_lost == Approx(without.truck_hours_lost));
}

TEST_CASE("a road at half its capacity takes 1 + 0.15 / 16 times as long, and another curve is its own") {
  Highway highway;
  highway.capacity()->other_vehicles.fill(49);
  CHECK(Highway::hours_each(told(highway.world)) == Approx(1 + 0.15 / 16));
  highway.capacity()->alpha = 1;
  highway.capacity()->beta = 2;
  CHECK(Highway::hours_each(told(highway.world)) == Approx(1.25));
}

TEST_CASE("trucks that come onto a road within the hour are in each other's way, with those that come back empty") {
  // Fifty an hour each way, one every seventy-two seconds, and as many empty ones of the other direction: a hundred.
  Highway highway;
  auto const back = highway.flow(highway.b, highway.a);
  highway.world.flows[back] = highway.world.flows[highway.boxes];
  highway.world.flows[back].name = Sketch::named("back");
  highway.world.flows[back].origin = highway.b;
  highway.world.flows[back].destination = highway.a;
  for (auto const id : {highway.boxes, back}) highway.world.flows[id].boxes_per_year = 365 * 24 * 50;
  highway.world.warm_up = days(1);
  highway.world.length = days(3);
  auto const outcome = told(highway.world);
  CHECK(outcome.links[highway.way].volume_to_capacity_mean == Approx(1).epsilon(0.02));
  CHECK(outcome.links[highway.way].truck_hours_lost / outcome.links[highway.way].truck_passages ==
        Approx(0.15).epsilon(0.06));
}

TEST_CASE(
    "other traffic is that of the hour of day at which a truck comes onto a road, and shippers plan by its mean") {
  // A box an hour; from 7 to 9 a flow of twice the capacity.
  Highway highway;
  highway.world.flows[highway.boxes].boxes_per_year = 365 * 24;
  for (std::size_t hour = 7; hour < 9; ++hour) highway.capacity()->other_vehicles[hour] = 199;
  highway.world.warm_up = days(1);
  auto const outcome = told(highway.world);
  double const at_the_peak = 0.15 * 16;
  CHECK(Highway::hours_each(outcome) == Approx(1 + at_the_peak * 2 / 24).epsilon(0.01));
}

TEST_CASE("what its own trucks lose on a road their shippers have learned to expect") {
  // A thousand a day where a hundred a day pass at ease.
  Highway highway;
  highway.capacity()->vehicles_per_hour = 40;
  highway.world.flows[highway.boxes].boxes_per_year = 365 * 24 * 60;
  highway.world.flows[highway.boxes].time_value_per_hour = 100;
  highway.world.policy.experience_half_life = days(1);
  highway.world.warm_up = days(20);
  auto const outcome = told(highway.world);
  double const hours = Highway::hours_each(outcome);
  CHECK(hours == Approx(1 + 0.15 * std::pow(1.5, 4)).epsilon(0.02));
  CHECK(*outcome.flows[highway.boxes].expected_cost == Approx(60 + 100 * hours).epsilon(0.02));
}
