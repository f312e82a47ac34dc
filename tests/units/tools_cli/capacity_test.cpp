#include "tools/cli/capacity.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou;
using namespace tongzhou::cli;

namespace {

/// Ports A, B and C, each with a quay of two cranes of 25 moves an hour: 8,400 boxes a week one way. A ship carries
/// 300 TEU. Market M lies behind A by road.
struct Coast {
  world::World world;
  world::PlaceId a, b, c, m;
  world::VehicleClassId ship;

  Coast() {
    a = port("A");
    b = port("B");
    c = port("C");
    world::Place market;
    market.name.code = "M";
    m = world.places.add(market);
    world::VehicleClass vehicle;
    vehicle.teu = 300;
    ship = world.vehicle_classes.add(vehicle);
    world::Link road;
    road.kind = world::LinkKind::road;
    road.from = m;
    road.to = a;
    world.links.add(road);
    world.trucking = world::Trucking{};
  }

  world::PlaceId port(std::string const& code) {
    world::Place place;
    place.name.code = code;
    auto const id = world.places.add(place);
    world::Terminal quay;
    quay.name.code = code + "/quay";
    quay.place = id;
    quay.cranes = 2;
    quay.moves_per_crane_hour = 25;
    world.places[id].terminals.push_back(world.terminals.add(quay));
    return id;
  }

  void service(std::string const& code, std::vector<world::PlaceId> const& calls, world::Schedule const& schedule) {
    world::Service made;
    made.name.code = code;
    made.vehicle = ship;
    made.schedule = schedule;
    for (auto const place : calls) {
      world::Stop stop;
      stop.terminal = world.places[place].terminals.front();
      made.stops.push_back(stop);
    }
    world.services.add(made);
  }
};

world::Schedule every(double h) { return world::Regular{hours(h), {}}; }

}  // namespace

TEST_CASE("two services of one and two ships a week carry 900 TEU between them") {
  Coast coast;
  coast.service("weekly", {coast.a, coast.b}, every(168));
  coast.service("twice", {coast.a, coast.b}, world::Weekly{{hours(8), hours(80)}});
  auto const capacity = capacity_between(coast.world, coast.a, coast.b);
  CHECK(capacity.teu_per_week == Approx(900));
  REQUIRE(capacity.limits.size() == 2);
  CHECK(capacity.limits[0].what == "slots of weekly, A/quay to B/quay");
  CHECK(capacity.limits[0].teu_per_week == Approx(300));
}

TEST_CASE("a ship that only passes a port asks nothing of its cranes, one that changes ships there does") {
  Coast coast;
  coast.world.terminals[world::TerminalId{1}].cranes = 0;
  coast.service("through", {coast.a, coast.b, coast.c}, every(168));
  CHECK(capacity_between(coast.world, coast.a, coast.c).teu_per_week == Approx(300));
  Coast broken;
  broken.world.terminals[world::TerminalId{1}].cranes = 0;
  broken.service("first", {broken.a, broken.b}, every(168));
  broken.service("second", {broken.b, broken.c}, every(168));
  CHECK(capacity_between(broken.world, broken.a, broken.c).teu_per_week == 0);
}

TEST_CASE("hourly ships are held up by the cranes: 2 x 25 x 168 boxes a week") {
  Coast coast;
  coast.service("ferry", {coast.a, coast.b}, every(1));
  auto const capacity = capacity_between(coast.world, coast.m, coast.b);
  CHECK(capacity.teu_per_week == Approx(8400));
  REQUIRE(capacity.limits.size() == 1);
  CHECK(capacity.limits[0].what == "cranes of A/quay, loading");
}

TEST_CASE("a service that does not return leaves no way back; roads have no limit") {
  Coast coast;
  coast.service("weekly", {coast.a, coast.b}, every(168));
  CHECK(capacity_between(coast.world, coast.b, coast.a).teu_per_week == 0);
  CHECK(std::isinf(capacity_between(coast.world, coast.m, coast.a).teu_per_week));
}
