#include <catch2/catch.hpp>
#include <cstddef>
#include <string>
#include <utility>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

namespace {

/// A port and a town behind it, at 60 km/h. Boxes come evenly; trucks stand at the port.
struct Hinterland : Sketch {
  world::PlaceId port = place("Port"), town = place("Town");
  world::LinkId way;
  world::TruckFleetId fleet{0};

  Hinterland(double km, int count) : way(road(port, town, km)) {
    world.start = {2025, 1, 1};
    world.length = days(20);
    trucks(1);
    if (count > 0) world.trucking->fleets.add({.name = named("fleet"), .home = port, .trucks = count});
  }
  world::FlowId boxes(world::PlaceId from, world::PlaceId to, double a_day) {
    auto const id = flow(from, to);
    world.flows[id].name = named("flow " + std::to_string(id.value()));
    world.flows[id].boxes_per_year = 365 * a_day;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  world::TruckFleet& trucks_of_fleet() { return world.trucking->fleets[fleet]; }
};

}  // namespace

TEST_CASE("three trucks that are away for twelve hours serve six boxes a day, however many come") {
  // 360 km there and back empty. Eight boxes a day, one every three hours: each truck sets out every twelve hours.
  Hinterland hinterland{360, 3};
  hinterland.boxes(hinterland.port, hinterland.town, 8);
  auto const outcome = told(hinterland.world);
  auto const& trucks = outcome.truck_fleets[hinterland.fleet];
  CHECK(trucks.boxes == 20 * 6);
  CHECK(trucks.utilisation > 0.97);
  CHECK(trucks.queue.mean_length > 10);
  CHECK(outcome.totals.hours[Cause::waiting_for_truck] == Approx(trucks.queue.box_hours_lost));
  CHECK(outcome.bottlenecks.front().kind == "truck");
}

TEST_CASE("where a fleet has a truck for every box nobody waits, and all are as with trucks without number") {
  Hinterland hinterland{360, 3}, without{360, 0};
  hinterland.boxes(hinterland.port, hinterland.town, 5);
  without.boxes(without.port, without.town, 5);
  auto const outcome = told(hinterland.world), free = told(without.world);
  CHECK(outcome.totals.hours[Cause::waiting_for_truck] == 0);
  CHECK(outcome.totals.hours[Cause::drayage] == Approx(free.totals.hours[Cause::drayage]));
  CHECK(outcome.totals.boxes_out == free.totals.boxes_out);
  CHECK(outcome.trucking.box_km == Approx(free.trucking.box_km));
}

TEST_CASE("a truck goes out empty to fetch an export and comes home with it, and the other way round for an import") {
  // Ten days with a box a day each way, far apart in time or not: 60 km with it, 60 km without.
  for (bool const is_export : {true, false}) {
    Hinterland hinterland{60, 2};
    auto& world = hinterland.world;
    auto const [from, to] =
        is_export ? std::pair{hinterland.town, hinterland.port} : std::pair{hinterland.port, hinterland.town};
    hinterland.boxes(from, to, 1);
    world.warm_up = days(2);
    world.length = days(12);
    world.trucking->cost_per_km = 3;
    auto const fuel =
        world.fuels.add({.name = Sketch::named("oil"), .unit = "L", .price = 7, .kg_co2e = 3, .source = ""});
    world.vehicle_classes[hinterland.truck].fuel = fuel;
    world.vehicle_classes[hinterland.truck].fuel_per_km = 0.3;
    world.vehicle_classes[hinterland.truck].light_fuel_share = 0.5;
    auto const outcome = told(world);
    CHECK(outcome.truck_fleets[hinterland.fleet].laden_km == Approx(600));
    CHECK(outcome.truck_fleets[hinterland.fleet].empty_km == Approx(600));
    CHECK(outcome.trucking.truck_km == Approx(1200));
    CHECK(outcome.trucking.empty_km == Approx(600));
    CHECK(outcome.trucking.hours == Approx(20));
    CHECK(outcome.trucking.vehicle_time == Approx(1200 * 3));
    CHECK(outcome.trucking.fuel_cost == Approx((600 + 300) * 0.3 * 7));
    CHECK(outcome.totals.kg_co2e[ledger::Source::drayage] == Approx((600 + 300) * 0.3 * 3));
  }
}

TEST_CASE("who has set down a box goes straight to the next that waits for its fleet: no kilometre more is empty") {
  // One truck, six hours each way, two boxes a day in each direction: whenever it sets one down the next waits there or
  // at the other end.
  Hinterland hinterland{360, 1};
  hinterland.boxes(hinterland.port, hinterland.town, 2);
  hinterland.boxes(hinterland.town, hinterland.port, 2);
  auto const outcome = told(hinterland.world);
  auto const& trucks = outcome.truck_fleets[hinterland.fleet];
  CHECK(trucks.utilisation > 0.95);
  CHECK(trucks.boxes > 20 * 24 / 12 + 5);           // more than if each came home first
  CHECK(trucks.empty_km < 0.75 * trucks.laden_km);  // and less empty than laden
}

TEST_CASE("a driver's day: five hours out, three of five back, and a night before the rest of the way home") {
  // By law eight hours of driving, then ten of rest: the truck is away for twenty hours of each day.
  Hinterland hinterland{300, 1};
  auto& law = hinterland.world.trucking->drivers_hours;
  law.per_day = hours(8);
  law.night_rest = hours(10);
  hinterland.boxes(hinterland.port, hinterland.town, 1);
  hinterland.world.warm_up = days(2);
  auto const outcome = told(hinterland.world);
  CHECK(outcome.truck_fleets[hinterland.fleet].utilisation == Approx(20 / 24.0));
  CHECK(outcome.trucking.hours == Approx(18 * 20));
  CHECK(outcome.totals.hours[Cause::waiting_for_truck] == 0);
}

TEST_CASE("outside the hours of its shift a truck serves nobody, and who has begun comes home") {
  // Twelve boxes a day, an hour away, from 8 to 16 only: those of the other sixteen hours wait until the morning.
  Hinterland hinterland{60, 20};
  auto& on_duty = hinterland.trucks_of_fleet().on_duty;
  on_duty.fill(0);
  for (std::size_t hour = 8; hour < 16; ++hour) on_duty[hour] = 1;
  hinterland.boxes(hinterland.port, hinterland.town, 12);
  hinterland.world.warm_up = days(2);
  auto const outcome = told(hinterland.world);
  auto const& waits = outcome.truck_fleets[hinterland.fleet].queue.wait_hours;
  CHECK(waits.max <= 16);
  // A third do not wait, the others 8 hours on the mean.
  CHECK(waits.mean == Approx(8 * 16 / 24.0).epsilon(0.1));
}

TEST_CASE("a way of which an end lies beyond the range of every fleet is for trucks without number") {
  Hinterland hinterland{360, 1};
  hinterland.trucks_of_fleet().range = kilometres(359);
  hinterland.boxes(hinterland.port, hinterland.town, 8);
  auto const outcome = told(hinterland.world);
  CHECK(outcome.truck_fleets[hinterland.fleet].boxes == 0);
  CHECK(outcome.totals.hours[Cause::waiting_for_truck] == 0);
  CHECK(outcome.trucking.empty_km == Approx(outcome.trucking.box_km));
}

TEST_CASE("of two fleets the nearer to the box is taken first, the other when all of that are out") {
  Hinterland hinterland{360, 1};
  auto const depot = hinterland.place("Depot");
  hinterland.road(depot, hinterland.port, 30);
  auto const second =
      hinterland.world.trucking->fleets.add({.name = Sketch::named("second"), .home = depot, .trucks = 1});
  hinterland.boxes(hinterland.port, hinterland.town, 3);
  auto const outcome = told(hinterland.world);
  auto const &near_fleet = outcome.truck_fleets[hinterland.fleet], &far_fleet = outcome.truck_fleets[second];
  CHECK(near_fleet.boxes + far_fleet.boxes == 20 * 3);
  CHECK(far_fleet.boxes > 0);
  CHECK(near_fleet.boxes > far_fleet.boxes - 2);
}

TEST_CASE("of boxes that travel in pairs each second one takes no truck of its own") {
  Hinterland hinterland{60, 50};
  hinterland.world.trucking->paired_share = 1;
  hinterland.boxes(hinterland.port, hinterland.town, 10);
  auto const outcome = told(hinterland.world);
  CHECK(outcome.truck_fleets[hinterland.fleet].boxes == 100);
  CHECK(outcome.trucking.truck_km == Approx(outcome.trucking.box_km).epsilon(0.02));
}

namespace {

/// Boxes come by ship to the port and are fetched to the town, a day after they are ashore.
struct Imports : Hinterland {
  world::PlaceId abroad = place("Abroad");
  world::TerminalId far = terminal(abroad), quay = terminal(port);

  explicit Imports(int count) : Hinterland(60, count) {
    for (auto const id : {far, quay}) {
      auto& facts = world.terminals[id];
      facts.name = named(id == quay ? "Port/quay" : "Abroad/quay");
      facts.berths = 1;
      facts.cranes = 10;
      facts.moves_per_crane_hour = 1000;
    }
    world.terminals[quay].dwell = demand::Distribution<Duration>::fixed(days(1));
    auto const sea = river(abroad, port, 20);
    service("ship", ship, 24, 0, {far, quay}, {sea});
    boxes(abroad, town, 12);
  }
};

}  // namespace

TEST_CASE("boxes that nobody has a truck for stand in the yard, and leave it with the truck") {
  // All of a day want to be fetched at once: with two trucks that are away for two hours the last waits for ten.
  Imports imports{2};
  imports.world.terminals[imports.quay].gate = {.lanes = 2,
                                                .per_truck = demand::Distribution<Duration>::fixed(minutes(2))};
  auto const outcome = told(imports.world);
  auto const& trucks = outcome.truck_fleets[imports.fleet];
  CHECK(trucks.queue.wait_hours.max == Approx(10).epsilon(0.05));
  CHECK(trucks.queue.wait_hours.mean == Approx(5).epsilon(0.1));
  CHECK(outcome.terminals[imports.quay].dwell_hours_mean == Approx(24 + 5).epsilon(0.06));
  CHECK(outcome.trucking.hours_at_gates > 0);
}

TEST_CASE("the truck that has brought a box takes the empty one home to its depot, and is free there") {
  Imports imports{20};
  auto& world = imports.world;
  world.empties.pools.add({imports.port, imports.dry, "line", world::Regime::domestic, 1000, 0});
  auto const outcome = told(world);
  auto const& trucks = outcome.truck_fleets[imports.fleet];
  // With cargo there, with the empty box back: none is driven without a box.
  CHECK(trucks.laden_km == Approx(2 * 60 * trucks.boxes).epsilon(0.02));
  CHECK(trucks.empty_km == Approx(0).margin(1e-6));
}

TEST_CASE("shippers to whom hours count learn that trucks are scarce, and send more by train") {
  auto const by_road = [](int count) {
    Hinterland hinterland{300, count};
    auto& world = hinterland.world;
    auto const yard = hinterland.terminal(hinterland.port, world::TerminalKind::rail);
    auto const far_yard = hinterland.terminal(hinterland.town, world::TerminalKind::rail);
    for (auto const id : {yard, far_yard}) {
      world.terminals[id].berths = 10;
      world.terminals[id].cranes = 10;
      world.terminals[id].moves_per_crane_hour = 1000;
    }
    auto const rails = hinterland.rails(hinterland.port, hinterland.town, 300);
    hinterland.service("train", hinterland.train, 24, 3, {yard, far_yard}, {rails});
    auto const id = hinterland.boxes(hinterland.port, hinterland.town, 12);
    world.flows[id].time_value_per_hour = 20;
    world.policy.itineraries = 2;
    world.length = days(60);
    return told(world).trucking.boxes;
  };
  double const without_number = by_road(0), scarce = by_road(1);
  CHECK(without_number == 720);
  CHECK(scarce < 240);
}
