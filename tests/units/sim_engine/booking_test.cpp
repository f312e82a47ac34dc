#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "sim/demand/stream.hpp"
#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;

TEST_CASE("boxes leave a cheap service that is full for a dearer one with room") {
  // Ten boxes a day; the cheap service has room for five, whatever it is that is short. A box waits a week for its
  // price and no longer: 7.5 days of queue at most, which is 38 boxes, and those under way.
  Strait strait;
  auto const cheap = strait.line("cheap", 100, 1000);
  auto const dear = strait.line("dear", 100, 1100);
  auto const flow = strait.boxes(10);
  auto const mode = GENERATE(0, 1, 2, 3, 4, 5, 6);
  CAPTURE(mode);
  switch (mode) {
    case 0:
      strait.ship_of(cheap).teu = 5;
      break;
    case 1:
      strait.ship_of(cheap).slots = 5;
      break;
    case 2:
      strait.ship_of(cheap).deadweight = tonnes(50);
      break;
    case 3:
      strait.world.flows[flow].box = strait.reefer;
      strait.ship_of(cheap).reefer_plugs = 5;
      break;
    case 4:
      strait.world.services[cheap].mixed.reserved_foreign_teu = 95;
      break;
    case 5:  // two metres of water under a ship that draws between one and three: half of a hundred tonnes
      strait.ship_of(cheap).deadweight = tonnes(100);
      strait.ship_of(cheap).draught_light = metres(1);
      strait.ship_of(cheap).draught_full = metres(3);
      strait.world.links[strait.reach].depth.fill(metres(2));
      break;
    default:  // five boxes a day under the quota
      strait.world.places[strait.up].country = strait.world.places[strait.down].country = "CN";
      strait.ship_of(cheap).flag = "KR";
      strait.world.piggybacks.push_back({{strait.up, strait.down}, 5 * 365, true});
      strait.world.flows[flow].trade = world::TradeClass::domestic;
      break;
  }
  auto const outcome = strait.run();
  CHECK(share(outcome, dear) == Approx(0.5).margin(mode == 6 ? 0.06 : 0.03));
  CHECK(outcome.totals.boxes_inside <= 70);
}

TEST_CASE("trains and planes are booked as ships are") {
  Strait strait;
  auto const kind = GENERATE(world::TerminalKind::rail, world::TerminalKind::air);
  bool const rail = kind == world::TerminalKind::rail;
  auto const from = strait.quay(strait.up, kind), to = strait.quay(strait.down, kind);
  auto const way = strait.link(rail ? world::LinkKind::railway : world::LinkKind::air, strait.up, strait.down, 200);
  auto const mode = rail ? world::Mode::rail : world::Mode::air;
  strait.line("cheap", 5, 1000, {from, to}, {way}, 0, mode);
  auto const dear = strait.line("dear", 100, 1100, {from, to}, {way}, 1, mode);
  strait.boxes(10);
  auto const outcome = strait.run();
  CHECK(share(outcome, dear) == Approx(0.5).margin(0.03));
  CHECK(outcome.totals.boxes_inside <= 70);
}

TEST_CASE("a departure is full for a box when one leg of its ride is") {
  // The cheap ship goes on to a third port, and boxes for there have taken its second leg: those from the first port to
  // the third go by the dear one, while its first leg sails half empty.
  Strait strait;
  auto const far = strait.place("Far");
  auto const end = strait.quay(far);
  auto const second = strait.river(strait.down, far, 200), direct = strait.river(strait.up, far, 400);
  auto const cheap = strait.line("cheap", 10, 1000, {strait.from, strait.to, end}, {strait.reach, second});
  auto const dear = strait.line("dear", 100, 1100, {strait.from, end}, {direct});
  strait.boxes(10, strait.down, far);
  strait.boxes(10, strait.up, far);
  auto const outcome = strait.run();
  CHECK(outcome.services[cheap].boxes + outcome.services[dear].boxes == Approx(20 * 336).epsilon(0.02));
  CHECK(outcome.services[dear].boxes == Approx(10 * 336).epsilon(0.25));
  CHECK(outcome.totals.boxes_inside <= 200);
}

TEST_CASE("a way whose second ride is full is full") {
  // Both ways begin with the same feeder and go on from the hub by different quays: the cheap one has room for five.
  Strait strait;
  auto const hub = strait.place("Hub");
  auto const first = strait.quay(hub), other = strait.quay(hub);
  strait.transfer(first, other, 1, 0);
  auto const feeder = strait.river(strait.up, hub, 100), onward = strait.river(hub, strait.down, 100);
  strait.line("feeder", 100, 100, {strait.from, first}, {feeder});
  auto const cheap = strait.line("cheap", 5, 1000, {first, strait.to}, {onward}, 12);
  auto const dear = strait.line("dear", 100, 1100, {other, strait.to}, {onward}, 12);
  strait.boxes(10);
  auto const outcome = strait.run();
  CHECK(outcome.services[cheap].boxes == Approx(5 * 336).epsilon(0.03));
  CHECK(outcome.services[dear].boxes == Approx(5 * 336).epsilon(0.03));
  CHECK(outcome.totals.boxes_inside <= 90);
}

TEST_CASE("a flow whose three routes are full looks for a fourth and a fifth, and one with room does not") {
  // Five services between quays of their own, each dearer than the one before; the first three have room for two boxes
  // a day each, or for ten.
  auto const room = GENERATE(2, 10);
  auto const most = GENERATE(0, 4, 12);
  CAPTURE(room, most);
  Strait strait;
  strait.world.policy.itineraries_when_full = most;
  std::vector<world::ServiceId> lines;
  for (int n = 0; n < 5; ++n) {
    auto const from = strait.quay(strait.up), to = strait.quay(strait.down);
    auto const reach = strait.river(strait.up, strait.down, 200);
    auto const code = "line" + std::to_string(n);
    lines.push_back(strait.line(code.c_str(), n < 3 ? room : 2, 1000 + 10 * n, {from, to}, {reach}));
  }
  strait.boxes(10, 1);
  auto const outcome = strait.run();
  auto const boxes = [&](int n) { return outcome.services[lines[static_cast<std::size_t>(n)]].boxes; };
  bool const full = room == 2;
  CHECK(boxes(3) == Approx(full && most >= 4 ? 2 * 336 : 0).epsilon(0.03));
  CHECK(boxes(4) == Approx(full && most >= 5 ? 2 * 336 : 0).epsilon(0.03));
  CHECK(outcome.overload.fills_up() == (full && most < 5));
}

TEST_CASE("what is announced to be closed is avoided, and nothing else changes") {
  // The cheap way is closed from day 90 to 150; an hour is worth 20, and the other way costs 100 more.
  Strait strait;
  auto const other_from = strait.quay(strait.up), other_to = strait.quay(strait.down);
  auto const other = strait.river(strait.up, strait.down, 200);
  auto const cheap = strait.line("cheap", 100, 1000);
  auto const dear = strait.line("dear", 100, 1100, {other_from, other_to}, {other});
  strait.boxes(10, 20);
  auto const target = GENERATE(0, 1, 2, 3);
  CAPTURE(target);
  if (target == 0) strait.closed(strait.reach, 90, 150);
  if (target == 1) strait.closed(strait.to, 90, 150);
  if (target == 2) strait.closed(cheap, 90, 150);
  if (target == 3) {
    world::Chamber chamber;
    chamber.length = metres(100);
    chamber.width = metres(20);
    auto const lock = strait.world.locks.add({Sketch::named("lock"), strait.place("Stairs"), {chamber}, {}});
    strait.world.services[cheap].stops[0].to_next.push_back({lock, world::Direction::down});
    strait.ship_of(cheap).length = metres(90);
    strait.ship_of(cheap).beam = metres(15);
    strait.closed(world::Disruption::ChamberOf{lock, 0}, 90, 150);
  }
  auto const outcome = strait.run();
  CHECK(outcome.services[dear].boxes == Approx(600).margin(45));
  CHECK(outcome.flows[world::FlowId{0}].transit_hours.max <= 60);
}

TEST_CASE("a ship that is on time again is believed to be, however long a closure has held it up") {
  // It goes round in twenty hours of the day. The closure from day 90 to 150 leaves it some twenty hours late, four of
  // which it makes up on each round: from day 160 on nobody has a reason to pay 100 more.
  Strait strait;
  auto const mode = GENERATE(world::Mode::river, world::Mode::rail);
  auto const cheap = strait.line("cheap", 100, 1000, {strait.from, strait.to}, {strait.reach, strait.reach}, 0, mode);
  auto& stops = strait.world.services[cheap].stops;
  stops[0].departs = {};
  stops[1].arrives = stops[1].departs = hours(10);
  stops[0].arrives = hours(20);
  strait.world.services[cheap].recovery.leaves_out_rounds = days(1);
  auto const dear = strait.line("dear", 100, 1100);
  strait.boxes(10, 20);
  strait.closed(cheap, 90, 150);
  strait.world.warm_up = days(160);
  auto const outcome = strait.run();
  CHECK(outcome.services[cheap].on_time_share == 1.0);
  CHECK(outcome.services[dear].boxes == 0);
}

TEST_CASE("with a spread, carriers that do the same share the boxes by price, on the second ride too") {
  // 100 apart at 0.01 per money: 1 / (1 + e) = 26.9 % go by the dearer.
  Strait strait;
  strait.world.policy.choice_spread = 100;
  bool const second_ride = GENERATE(false, true);
  auto from = strait.from;
  auto way = strait.reach;
  if (second_ride) {
    auto const hub = strait.place("Hub");
    from = strait.quay(hub);
    way = strait.river(hub, strait.down, 100);
    strait.line("feeder", 100, 100, {strait.from, from}, {strait.river(strait.up, hub, 100)});
  }
  auto const cheap = strait.line("cheap", 100, 1000, {from, strait.to}, {way}, 12);
  auto const dear = strait.line("dear", 100, 1100, {from, strait.to}, {way}, 12);
  strait.boxes(20);
  auto const outcome = strait.run();
  double const both = outcome.services[cheap].boxes + outcome.services[dear].boxes;
  CHECK(outcome.services[dear].boxes / both == Approx(0.269).margin(0.02));
}

TEST_CASE("who looks again finds nothing better where there is room") {
  // Two services at the same hour every four days, 100 apart, both with room: nobody gains by changing.
  Strait strait;
  auto const cheap = strait.line("cheap", 100, 1000);
  auto const dear = strait.line("dear", 100, 1100);
  for (auto const id : {cheap, dear}) strait.world.services[id].schedule = world::Regular{hours(96), {}};
  strait.world.policy.replan_after = hours(12);
  strait.boxes(10);
  auto const outcome = strait.run();
  CHECK(outcome.services[dear].boxes == 0);
  CHECK(outcome.totals.boxes_replanned == 0);
}

TEST_CASE("a queue at a service that leaves when it pleases is a cost that the next box weighs") {
  // On the mean a departure every day for five boxes, at random: of ten a day five must go by the dear one, which costs
  // a hundred hours more.
  Strait strait;
  auto const cheap = strait.line("cheap", 5, 1000);
  strait.line("dear", 100, 1500);
  strait.world.services[cheap].schedule = world::Random{demand::Distribution<Duration>::exponential(hours(24))};
  strait.boxes(10, 5);
  auto const outcome = strait.run();
  CHECK(outcome.services[cheap].boxes == Approx(5 * 336).epsilon(0.15));
  CHECK(outcome.totals.boxes_inside <= 120);
}

TEST_CASE("shares over parallel ways meet the user equilibrium") {
  // Two to six services with a departure a day between the same ports, each at its price and for so many boxes. In
  // equilibrium nobody gains by changing: the cheaper ones are full, the cheapest with room takes the rest, dearer ones
  // carry nobody, and each queue costs what its way is cheaper.
  for (int number = 0; number < 40; ++number) {
    demand::Stream dice{7, static_cast<std::uint32_t>(number), "parallel ways"};
    auto const whole = [&](int least, int most) {
      return least + static_cast<int>(dice.below(static_cast<std::uint64_t>(most - least + 1)));
    };
    Strait strait;
    strait.world.length = days(500);
    strait.world.warm_up = days(150);
    struct Way {
      double price, boxes;
      world::ServiceId id;
    };
    std::vector<Way> ways;
    bool const by_rail = number % 4 == 3, apart = number % 2 == 1;
    for (int n = 0, count = whole(2, 6); n < count; ++n) {
      auto const kind = by_rail ? world::TerminalKind::rail : world::TerminalKind::quay;
      auto const from = apart ? strait.quay(strait.up, kind) : strait.from;
      auto const to = apart ? strait.quay(strait.down, kind) : strait.to;
      auto const link = apart && by_rail ? strait.rails(strait.up, strait.down, 200) : strait.reach;
      Way way{1000.0 + 60 * n, double(whole(2, 12)), {}};
      way.id = strait.line(("line" + std::to_string(n)).c_str(), way.boxes, way.price, {from, to}, {link}, whole(0, 23),
                           apart && by_rail ? world::Mode::rail : world::Mode::river);
      ways.push_back(way);
    }
    strait.world.policy.itineraries = 6;
    double const room =
        std::accumulate(ways.begin(), ways.end(), 0.0, [](double s, Way const& w) { return s + w.boxes; });
    double const demand = std::floor(room * (0.3 + 0.6 * dice.uniform())) + 0.5;
    strait.boxes(demand, 1);  // an hour is worth 1: 60 of price are two and a half days
    auto const outcome = strait.run();
    double left = demand;
    for (auto const& way : ways) {
      double const due = std::min(left, way.boxes);
      left -= due;
      CAPTURE(number, way.price, way.boxes, demand);
      CHECK(outcome.services[way.id].boxes / 350 == Approx(due).margin(0.05 * demand + 0.2));
    }
    // No more queue than seven and a half days of all that sails, and what is under way.
    CHECK(outcome.totals.boxes_inside <= 9 * room);
    CHECK(outcome.totals.boxes_out / 350 == Approx(demand).epsilon(0.02));
  }
}

TEST_CASE("boxes spilled are those that found a departure full which they would have taken, by what was short") {
  // Ten boxes a day; the cheap service has room for five. Until its queue is worth 100, which at 5 an hour is 20 hours,
  // they take its next departure, and then five a day go by the other.
  Strait strait;
  auto const cheap = strait.line("cheap", 100, 1000);
  auto const dear = strait.line("dear", 100, 1100);
  auto const flow = strait.boxes(10, 5);
  auto const short_of = GENERATE(rules::Shortage::slots, rules::Shortage::weight, rules::Shortage::plugs);
  if (short_of == rules::Shortage::slots) strait.ship_of(cheap).slots = 5;
  if (short_of == rules::Shortage::weight) strait.ship_of(cheap).deadweight = tonnes(50);
  if (short_of == rules::Shortage::plugs) {
    strait.world.flows[flow].box = strait.reefer;
    strait.ship_of(cheap).reefer_plugs = 5;
  }
  auto const outcome = strait.run();
  auto const& spilled = outcome.services[cheap];
  CHECK(spilled.spilled[short_of] == Approx(spilled.spilled.sum()));
  CHECK(spilled.spilled_away == Approx(outcome.services[dear].boxes).margin(15));
  CHECK(spilled.spilled.sum() >= spilled.spilled_away);
  CHECK(outcome.services[dear].spilled.sum() == 0);
  CHECK(spilled.rolled.sum() == 0);
}

TEST_CASE("boxes rolled are those that miss the departure they have booked, and why") {
  // A feeder comes to the hub at five; to the other quay boxes need anything up to two days, one on the mean. They have
  // booked the departure at noon of the next day, 31 hours later: 17 of 48 miss it.
  Strait strait;
  auto const hub = strait.place("Hub");
  auto const first = strait.quay(hub), other = strait.quay(hub);
  auto const transfer = strait.transfer(first, other, 24, 0);
  strait.world.transfers[transfer].time = demand::Distribution<Duration>::uniform({}, hours(48));
  auto const feeder = strait.line("feeder", 100, 100, {strait.from, first}, {strait.river(strait.up, hub, 100)});
  auto const line = strait.line("line", 100, 100, {other, strait.to}, {strait.river(hub, strait.down, 100)}, 12);
  strait.boxes(10);
  auto const outcome = strait.run();
  auto const& rolled = outcome.services[line].rolled;
  CHECK(rolled[rules::Shortage::came_late] == Approx(3360 * 17 / 48.0).epsilon(0.06));
  CHECK(rolled.sum() == rolled[rules::Shortage::came_late]);
  CHECK(outcome.totals.boxes_replanned == rolled.sum());
  CHECK(outcome.services[feeder].rolled.sum() == 0);
}

TEST_CASE("slots allotted by contract are kept for its flow, and sold to others when they are released") {
  // Ten slots a day. Those without a contract book ten days ahead and leave nothing to those who book four days ahead;
  // five slots under contract are theirs, and no more of them are used than there is cargo for.
  struct Row {
    double allotted, released_days, wanted, delivered, by_others;
  };
  auto const row = GENERATE(Row{0, 0, 5, 0, 10}, Row{5, 0, 5, 5, 5}, Row{5, 6, 5, 0, 10}, Row{8, 1, 2, 2, 8});
  CAPTURE(row.allotted, row.released_days, row.wanted);
  Strait strait;
  auto const line = strait.line("line", 10, 1000);
  auto const early = strait.boxes(15), late = strait.boxes(row.wanted);
  strait.world.flows[early].bears.gives_up_after = days(10);
  strait.world.flows[late].bears.gives_up_after = days(4);
  if (row.allotted > 0)
    strait.world.services[line].allotments.push_back(
        {Sketch::named("contract"), {late}, row.allotted, days(row.released_days)});
  auto const outcome = strait.run();
  CHECK(outcome.flows[late].boxes_out / 336 == Approx(row.delivered).margin(0.35));
  CHECK(outcome.flows[early].boxes_out / 336 == Approx(row.by_others).margin(0.35));
}

TEST_CASE("slots kept for the spot market are for those who come late") {
  // Three of ten slots a day are sold in the last day and a half. Those who cannot wait longer come first in the list.
  Strait strait;
  auto const line = strait.line("line", 10, 1000);
  auto const late = strait.boxes(3), early = strait.boxes(15);
  strait.world.flows[late].bears.gives_up_after = days(2);
  strait.world.flows[early].bears.gives_up_after = days(10);
  bool const spot = GENERATE(false, true);
  if (spot) strait.world.services[line].allotments.push_back({Sketch::named("spot"), {}, 3, hours(36)});
  auto const outcome = strait.run();
  CHECK(outcome.flows[late].boxes_out / 336 == Approx(spot ? 3 : 0).margin(spot ? 1 : 0.35));
  CHECK(outcome.services[line].boxes / 336 == Approx(10).margin(0.1));
}

TEST_CASE("a box does not board a departure whose cut-off it missed, though the ship is not there before it") {
  // Ships go round in four hours between two ports two hours apart, and lie an hour at the first before they leave on
  // the hour, five hours after the cut-off. A box waits half an hour for the next cut-off, on the mean, five hours for
  // the departure, and is two hours under way.
  Strait strait;
  strait.world.length = days(60);
  auto const near = strait.place("Near");
  auto const there = strait.river(strait.up, near, 40), back = strait.river(near, strait.up, 40);
  auto const line = strait.line("line", 100, 0, {strait.from, strait.quay(near)}, {there, back});
  auto& service = strait.world.services[line];
  service.schedule = world::Regular{hours(1), {}};
  service.fleet = GENERATE(5, 12);
  service.stops[0].departs = {};
  service.cut_off = hours(5);
  auto const flow = strait.boxes(10, strait.up, near);
  strait.world.flows[flow].pattern = demand::Pattern::poisson;
  auto const outcome = strait.run();
  CAPTURE(service.fleet);
  CHECK(outcome.flows[flow].transit_hours.mean == Approx(7.5).margin(0.05));
  CHECK(outcome.flows[flow].transit_hours.max <= 8.01);
  CHECK(outcome.totals.boxes_replanned == 0);
  CHECK(outcome.services[line].legs[0].left_behind == 0);
}

TEST_CASE("a ship that is late takes boxes until as much after its cut-off") {
  // As above, six hours late from the first stop on by a closure of which nobody knew: its cut-off, too, is six later.
  Strait strait;
  strait.world.length = days(60);
  strait.world.warm_up = {};
  auto const near = strait.place("Near");
  auto const there = strait.river(strait.up, near, 40), back = strait.river(near, strait.up, 40);
  auto const line = strait.line("line", 100, 0, {strait.from, strait.quay(near)}, {there, back});
  auto& service = strait.world.services[line];
  service.schedule = world::Regular{hours(24), {}};
  service.fleet = 1;
  service.stops[0].departs = {};
  service.cut_off = hours(22);
  auto const flow = strait.boxes(10, strait.up, near);
  strait.world.disruptions.push_back(
      {.name = itineraries::Sketch::named("ice"),
       .target = back,
       .share = 0,
       .when = world::Disruption::AtRandom{.between = demand::Distribution<Duration>::fixed(hours(482.5)),
                                           .lasting = demand::Distribution<Duration>::fixed(hours(26))}});
  auto const outcome = strait.run();
  // From the cut-off of an hour or two before a day's end to the next departure, and two hours: 24 to 48 on time.
  CHECK(outcome.flows[flow].transit_hours.mean == Approx(12 + 22 + 2).epsilon(0.03));
  CHECK(outcome.flows[flow].transit_hours.max <= 24 + 22 + 2 + 0.1 + 6);
}

TEST_CASE("a ship that is still worked at its cut-off takes those that came before it") {
  // It is back at five in the morning, and its only crane lifts ten boxes off and two aboard until after two in the
  // afternoon, the cut-off: those that came meanwhile, four or so, are aboard long before midnight, when it leaves.
  Strait strait;
  strait.world.length = days(60);
  auto const near = strait.place("Near");
  auto const there = strait.river(strait.up, near, 40), back = strait.river(near, strait.up, 40);
  auto const line = strait.line("line", 100, 0, {strait.from, strait.quay(near)}, {there, back});
  auto& service = strait.world.services[line];
  service.schedule = world::Regular{hours(24), {}};
  service.fleet = 1;
  service.stops[0].departs = {};
  service.stops[1].departs = hours(3);
  service.cut_off = hours(10);
  service.stops[1].port_time = demand::Distribution<Duration>::fixed(hours(1));
  auto& quay = strait.world.terminals[strait.from];
  quay.cranes = quay.cranes_per_vehicle = 1;
  quay.moves_per_crane_hour = 1.18;
  auto const flow = strait.boxes(10, strait.up, near);
  strait.boxes(10, near, strait.up);
  auto const outcome = strait.run();
  CHECK(outcome.services[line].legs[0].left_behind == 0);
  CHECK(outcome.flows[flow].transit_hours.mean <= 12 + 10 + 2);  // 33 where only those there at five go
  CHECK(outcome.flows[flow].transit_hours.max <= 24 + 10 + 2 + 1);
}
