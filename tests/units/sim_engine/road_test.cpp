#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;
using ledger::Expense;
using ledger::Source;

namespace {

/// Two towns 600 km apart, 10 h by truck; twenty boxes, one a day, and the last is there before the end. A truck burns
/// 0.3 L a km of 3 kg each.
struct Highway : Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::LinkId way = road(a, b, 600);
  world::FlowId boxes;

  Highway() {
    world.start = {2025, 1, 1};
    trucks(1);
    auto& lorry = world.vehicle_classes[truck];
    lorry.fuel = world.fuels.add({.name = named("diesel"), .unit = "L", .price = 7, .kg_co2e = 3, .source = ""});
    lorry.fuel_per_km = 0.3;
    world.links[way].name = named("way");
    boxes = a_box_a_day(a, b);
    world.length = at(20, -1).since_start();
  }
  world::FlowId a_box_a_day(world::PlaceId from, world::PlaceId to) {
    auto const id = flow(from, to);
    world.flows[id].boxes_per_year = 365;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  /// So many hours after box 0, 1, ... sets out: the first does so at a moment of the first day that chance draws.
  Time at(double box, double hours_later = 0) {
    auto const& facts = world.flows[boxes];
    demand::Stream const stream{world.seed, 0, "arrivals flow"};
    demand::Arrivals first{365, facts.season, facts.pattern, facts.batch, world.start, stream};
    return first.next().time + days(box) + hours(hours_later);
  }
  void strike(world::LinkId link, Time from, Time to, double share = 0) {
    world.disruptions.push_back({.name = named("d"),
                                 .target = link,
                                 .share = share,
                                 .when = std::vector<world::Disruption::Window>{{from, to}}});
  }
  outcome::Outcome run() { return told(world); }
};

}  // namespace

TEST_CASE("what a ride by truck is expected to cost does not fall with the hours since shippers looked at it") {
  // 48 boxes a day, each 10 h at 100: a look is good for a day, and trucks go at any time.
  Highway highway;
  highway.world.flows[highway.boxes].boxes_per_year = 365 * 48;
  highway.world.flows[highway.boxes].time_value_per_hour = 100;
  auto const money = highway.run().flows[highway.boxes].expected_cost;
  highway.world.flows[highway.boxes].time_value_per_hour = 0;
  CHECK(*money - *highway.run().flows[highway.boxes].expected_cost == Approx(1000));
}

TEST_CASE("a box a day by truck: kilometres, hours and CO2e are those of both ways") {
  // 20 x 600 km, 10 h, 180 L, and 108 L on the way back.
  Highway highway;
  auto const outcome = highway.run();
  CHECK(outcome.trucking.box_km == Approx(20 * 600));
  CHECK(outcome.trucking.truck_km == Approx(2 * 20 * 600));
  CHECK(outcome.trucking.hours == Approx(2 * 20 * 10));
  CHECK(outcome.trucking.fuel_cost == Approx(20 * 288 * 7));
  CHECK(outcome.totals.kg_co2e[Source::drayage] == Approx(20 * 288 * 3));
}

TEST_CASE("a road has the tonne-km of the trucks on it, each road of a way its own part") {
  // Twenty boxes over 600 km to B, and ten of them through it, 150 km on to C.
  Highway highway;
  auto const c = highway.place("C");
  auto const onward = highway.road(highway.b, c, 150);
  auto const far = highway.a_box_a_day(highway.a, c);
  highway.world.flows[highway.boxes].boxes_per_year = highway.world.flows[far].boxes_per_year = 365 / 2.0;
  highway.world.length = days(60);
  auto const outcome = highway.run();
  auto const &near_road = outcome.links[highway.way], &far_road = outcome.links[onward];
  CHECK(near_road.tonne_km + far_road.tonne_km == Approx(outcome.trucking.tonne_km));
  CHECK(near_road.gross_tonne_km + far_road.gross_tonne_km == Approx(outcome.trucking.gross_tonne_km));
  // As many boxes to either end: 2 x 600 on the first road for 150 on the second.
  CHECK(near_road.tonne_km == Approx(8 * far_road.tonne_km).epsilon(0.08));
}

TEST_CASE("who drives for a day and a night does a third of it between 22:00 and 6:00, whenever it sets out") {
  // 1,440 km at 60 km/h: eight of its 24 hours.
  Highway highway;
  highway.world.links[highway.way].distance = kilometres(1440);
  highway.world.length = highway.at(20).since_start();
  auto const outcome = highway.run();
  REQUIRE(outcome.trucking.tonne_km > 0);
  CHECK(outcome.trucking.tonne_km_at_night == Approx(outcome.trucking.tonne_km / 3));
  CHECK(outcome.links[highway.way].tonne_km_at_night == Approx(outcome.links[highway.way].tonne_km / 3));
}

TEST_CASE("of trucks that are at a standstill at night nothing is at night") {
  // Ten hours each from the same hour of every day; whoever is on the way at 22:00 stands until 6:00.
  Highway highway;
  for (int day = -1; day < 21; ++day) {
    Time const evening{days(day) + hours(22)};
    highway.strike(highway.way, std::max(Time{}, evening), evening + hours(8));
  }
  auto const outcome = highway.run();
  REQUIRE(outcome.trucking.tonne_km > 0);
  CHECK(outcome.trucking.tonne_km_at_night == Approx(0).margin(1e-6));
}

TEST_CASE("a truck under way when the measured span begins or ends counts by the part inside") {
  // From the middle of the way of box 4 to the middle of that of box 9: two halves, and four whole ways between.
  Highway highway;
  highway.world.warm_up = highway.at(4, 5).since_start();
  highway.world.length = highway.at(9, 5).since_start();
  highway.world.policy.carbon_price_per_t = 100;
  auto const outcome = highway.run();
  CHECK(outcome.trucking.box_km == Approx(5 * 600));
  CHECK(outcome.trucking.teu_km == Approx(5 * 600));
  CHECK(outcome.totals.teu_km == Approx(5 * 600));
  CHECK(outcome.trucking.fuel_cost == Approx(5 * 288 * 7));
  CHECK(outcome.totals.kg_co2e[Source::drayage] == Approx(5 * 288 * 3));
  CHECK(outcome.totals.money[Expense::carbon] == Approx(5 * 288 * 3 * 0.1));
  // Hire is due when a truck is hired: for boxes 5 to 9.
  CHECK(outcome.trucking.freight == Approx(5 * 600));
}

TEST_CASE("trucks wait while a road is closed, in front of it or on it, and go on when it opens") {
  // Closed while box 4 has 5 of its 10 h to go, until box 7 sets out: box 4 waits 67 h, boxes 5 and 6 48 and 24 h.
  Highway highway;
  highway.strike(highway.way, highway.at(4, 5), highway.at(7));
  auto const outcome = highway.run();
  CHECK(outcome.totals.hours[Cause::waiting_for_path] == Approx(67 + 48 + 24));
  CHECK(outcome.totals.hours[Cause::drayage] == Approx(200));
  CHECK(outcome.flows[highway.boxes].transit_hours.max == Approx(77));
  auto const& queue = outcome.links[highway.way].queue;
  CHECK(queue.wait_hours.count == 3);
  CHECK(queue.box_hours_lost == Approx(67 + 48 + 24));
  CHECK(queue.max_length == 3);
  CHECK(outcome.trucking.box_km == Approx(20 * 600));
  // Their trucks wait with them: 2 x 200 h on the road, and this.
  CHECK(outcome.trucking.hours == Approx(400 + 139));
}

TEST_CASE("a slowed road takes trucks longer, in either direction, and burns no more") {
  // Half the speed for boxes 2 to 11: ten each way are 20 h under way in place of 10.
  Highway highway;
  highway.a_box_a_day(highway.b, highway.a);
  highway.strike(highway.way, highway.at(2), highway.at(12), 0.5);
  auto const outcome = highway.run();
  CHECK(outcome.totals.hours[Cause::drayage] == Approx(2 * (200 + 100)));
  CHECK(outcome.totals.hours[Cause::waiting_for_path] == 0);
  CHECK(outcome.trucking.box_km == Approx(2 * 20 * 600));
  CHECK(outcome.totals.kg_co2e[Source::drayage] == Approx(2 * 20 * 288 * 3));
}

TEST_CASE("on a way of two roads a truck waits in front of the one that is closed") {
  // 600 km to B, then 60 km to C. Closed from when box 4 sets out to when box 5 comes to B: 24 h after box 4 did.
  Highway highway;
  auto const c = highway.place("C");
  auto const last = highway.road(c, highway.b, 60);
  auto const through = highway.a_box_a_day(highway.a, c);
  highway.strike(last, highway.at(4), highway.at(5, 10));
  auto const outcome = highway.run();
  CHECK(outcome.flows[through].transit_hours.max == Approx(11 + 24));
  CHECK(outcome.flows[through].hours[Cause::waiting_for_path] == Approx(24));
  CHECK(outcome.flows[highway.boxes].hours[Cause::waiting_for_path] == 0);
}

TEST_CASE("who is to set out when a road is closed by the calendar goes round it if that is the better") {
  // 10 h by the road, 15 h round; an hour costs 100. Closed for 48 h from box 4 on: boxes 4 and 5 go round, box 6 does
  // not. By chance nobody knows beforehand.
  auto const by_chance = GENERATE(false, true);
  Highway highway;
  highway.road(highway.a, highway.b, 900);
  highway.world.flows[highway.boxes].time_value_per_hour = 100;
  highway.strike(highway.way, highway.at(4), highway.at(6));
  if (by_chance)
    highway.world.disruptions.front().when =
        world::Disruption::AtRandom{demand::Distribution<Duration>::fixed(highway.at(4).since_start()),
                                    demand::Distribution<Duration>::fixed(hours(48))};
  auto const outcome = highway.run();
  if (by_chance) {
    CHECK(outcome.flows[highway.boxes].transit_hours.max == Approx(10 + 48));
  } else {
    CHECK(outcome.flows[highway.boxes].transit_hours.max == Approx(15));
    CHECK(outcome.trucking.box_km == Approx(18 * 600 + 2 * 900));
  }
}

TEST_CASE("a road that stays closed to the end keeps its boxes, and no kilometre is counted") {
  Highway highway;
  highway.strike(highway.way, Time{days(-3)}, Time{days(40)});
  auto const outcome = highway.run();
  CHECK(outcome.totals.boxes_out == 0);
  CHECK(outcome.totals.boxes_inside == 20);
  CHECK(outcome.trucking.box_km == 0);
  // They wait 20, 19, ... 1 days, and each an hour less.
  CHECK(outcome.totals.hours[Cause::waiting_for_path] == Approx(210 * 24 - 20));
}

TEST_CASE("what keeps trucks on a road that no box takes changes nothing for those on others") {
  // From a shipper by truck to a quay, by ship, and by truck to a consignee who fetches his boxes after a day or two.
  Highway highway;
  auto& world = highway.world;
  auto const here = highway.place("P"), there = highway.place("Q"), far = highway.place("R");
  auto const quay_here = highway.terminal(here), quay_there = highway.terminal(there);
  highway.road(highway.b, here, 60);
  highway.road(there, far, 90);
  highway.service("line", highway.ship, 24, 2, {quay_here, quay_there}, {highway.river(here, there, 100)});
  for (auto const quay : {quay_here, quay_there}) {
    auto& facts = world.terminals[quay];
    facts.name = highway.named(quay == quay_here ? "P/quay" : "Q/quay");
    facts.berths = facts.cranes = 10;
    facts.moves_per_crane_hour = 1000;
  }
  world.terminals[quay_there].dwell = demand::Distribution<Duration>::uniform(hours(24), hours(48));
  world.terminals[quay_there].storage_per_teu_day = 10;
  auto const flow = highway.a_box_a_day(highway.b, far);
  world.length = days(40);
  world.warm_up = days(3);
  auto const elsewhere = highway.road(far, highway.place("S"), 50);
  auto const alone = highway.run();
  REQUIRE(alone.flows[flow].hours[Cause::storage] > 0);
  highway.strike(elsewhere, Time{days(1)}, Time{days(30)});
  auto const beside = highway.run();
  auto const alike = [](auto const& one, auto const& other) {
    return std::ranges::equal(one, other, [](double a, double b) { return a == Approx(b).margin(1e-9); });
  };
  CHECK(alike(alone.flows[flow].hours, beside.flows[flow].hours));
  CHECK(alike(alone.flows[flow].money, beside.flows[flow].money));
  CHECK(alone.trucking.hours == Approx(beside.trucking.hours));
  CHECK(alone.trucking.tonne_km_at_night == Approx(beside.trucking.tonne_km_at_night));
  for (auto const quay : {quay_here, quay_there}) {
    auto const &one = alone.terminals[quay], &other = beside.terminals[quay];
    CHECK(one.yard_mean_teu == Approx(other.yard_mean_teu));
    CHECK(one.yard_max_teu == Approx(other.yard_max_teu));
    CHECK(one.teu_gate_out == Approx(other.teu_gate_out));
  }
}
