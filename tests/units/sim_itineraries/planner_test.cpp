#include "sim/itineraries/planner.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/charges/charge.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/formalities.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;

namespace {

/// "truck into 0; line 0-1; shift 0; truck out of 1": terminals and transfers by number, services by name.
std::string told(world::World const& world, Itinerary const& itinerary) {
  std::string text;
  for (auto const& step : itinerary.steps) {
    if (!text.empty()) text += "; ";
    if (auto const* ride = std::get_if<Ride>(&step)) {
      text += world.services[ride->service].name.code + " " + std::to_string(ride->load) + "-" +
              std::to_string(ride->discharge);
    } else if (auto const* shift = std::get_if<InterTerminalTransfer>(&step)) {
      text += "shift " + std::to_string(shift->transfer.value());
    } else {
      auto const& truck = std::get<Truck>(step);
      text += "truck";
      if (truck.out_of) text += " out of " + std::to_string(truck.out_of.value());
      if (truck.into) text += " into " + std::to_string(truck.into.value());
    }
  }
  return text;
}

std::vector<std::string> told(world::World const& world, std::vector<Itinerary> const& itineraries) {
  std::vector<std::string> texts;
  for (auto const& itinerary : itineraries) texts.push_back(told(world, itinerary));
  return texts;
}

std::string numbered(char letter, std::size_t number) { return std::string(1, letter).append(std::to_string(number)); }

using Texts = std::vector<std::string>;

/// A and B, joined by a barge (480 km, daily, 1 a km) and a train (500 km, every 8 h, 2 a km).
/// Barge: 480 and 12 + 24 = 36 h. Train: 1,000 and 4 + 10 = 14 h. An hour is worth 520 / 22 = 23.6 when they are equal.
struct RiverAndRail : Sketch {
  RiverAndRail() {
    a = place("A");
    b = place("B");
    auto const quay_a = terminal(a), quay_b = terminal(b);
    auto const rail_a = terminal(a, world::TerminalKind::rail), rail_b = terminal(b, world::TerminalKind::rail);
    barge = service("barge", ship, 24, 1, {quay_a, quay_b}, {river(a, b, 480)});
    block = service("train", train, 8, 2, {rail_a, rail_b}, {rails(a, b, 500)});
  }
  world::PlaceId a, b;
  world::ServiceId barge, block;
};

}  // namespace

TEST_CASE("cheap goods go by water, dear goods by rail") {
  RiverAndRail sketch;
  auto const cheap = sketch.flow(sketch.a, sketch.b, 20);
  auto const dear = sketch.flow(sketch.a, sketch.b, 30);
  Planner const planner{sketch.world};
  auto const slow = planner.from_origin(cheap);
  CHECK(told(sketch.world, slow) ==
        Texts{"truck into 0; barge 0-1; truck out of 1", "truck into 2; train 0-1; truck out of 3"});
  CHECK(slow[0].money == Approx(480));
  CHECK(slow[0].hours == Approx(36));
  CHECK(slow[0].generalised_cost == Approx(480 + 36 * 20));
  auto const fast = planner.from_origin(dear);
  CHECK(told(sketch.world, fast[0]) == "truck into 2; train 0-1; truck out of 3");
  CHECK(fast[0].generalised_cost == Approx(1000 + 14 * 30));
}

TEST_CASE("at a place with its own terminal the cargo starts and ends without a road") {
  RiverAndRail sketch;
  auto const flow = sketch.flow(sketch.a, sketch.b);
  auto const best = Planner{sketch.world}.from_origin(flow).front();
  auto const& first = std::get<Truck>(best.steps.front());
  CHECK(first.from_place == sketch.a);
  CHECK(first.to_place == sketch.a);
  CHECK(first.links.empty());
  CHECK(first.distance == Length{});
  CHECK(first.time == Duration{});
}

TEST_CASE("the policy says how many ways are considered, or whoever asks for more") {
  RiverAndRail sketch;
  auto const flow = sketch.flow(sketch.a, sketch.b);
  sketch.world.policy.itineraries = 1;
  CHECK(Planner{sketch.world}.from_origin(flow).size() == 1);
  CHECK(Planner{sketch.world}.from_origin(flow, 2).size() == 2);
}

TEST_CASE("a ride may lead round past the first stop") {
  // A -100 km- B -200 km- C -300 km- A at 20 km/h is 30 h; one ship every 48 h. C leaves at 15 h and B is reached 5 h
  // into the next round: 48 - 15 + 5 = 38 h, after a wait of 24 h.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  sketch.service("round", sketch.ship, 48, 1, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                 {sketch.river(a, b, 100), sketch.river(b, c, 200), sketch.river(c, a, 300)});
  auto const flow = sketch.flow(c, b);
  auto const ways = Planner{sketch.world}.from_origin(flow);
  CHECK(told(sketch.world, ways) == Texts{"truck into 2; round 2-1; truck out of 1"});
  CHECK(ways[0].money == Approx(400));
  CHECK(ways[0].hours == Approx(24 + 38));
}

TEST_CASE("a service that ends takes nobody back") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  sketch.service("down", sketch.ship, 24, 1, {sketch.terminal(a), sketch.terminal(b)}, {sketch.river(a, b, 100)});
  auto const back = sketch.flow(b, a);
  CHECK(Planner{sketch.world}.from_origin(back).empty());
}

TEST_CASE("of two calls at one terminal the box boards the later and alights at the earlier") {
  // Up and down a river: A B C B, all in one rotation.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b), quay_c = sketch.terminal(c);
  auto const lower = sketch.river(a, b, 100), upper = sketch.river(b, c, 100);
  sketch.service("shuttle", sketch.ship, 48, 1, {quay_a, quay_b, quay_c, quay_b}, {lower, upper, upper, lower});
  auto const down = sketch.flow(b, a), up = sketch.flow(a, b);
  Planner const planner{sketch.world};
  CHECK(told(sketch.world, planner.from_origin(down)) == Texts{"truck into 1; shuttle 3-0; truck out of 0"});
  CHECK(told(sketch.world, planner.from_origin(up)) == Texts{"truck into 0; shuttle 0-1; truck out of 1"});
}

TEST_CASE("no box leaves a ship only to board the same service again") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  sketch.service("line", sketch.ship, 24, 1, {sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)},
                 {sketch.river(a, b, 100), sketch.river(b, c, 100)});
  auto const flow = sketch.flow(a, c, 1);
  CHECK(told(sketch.world, Planner{sketch.world}.from_origin(flow)) == Texts{"truck into 0; line 0-2; truck out of 2"});
}

TEST_CASE("ways past senseless ones are still found") {
  // A line of nine stops has 127 ways to alight between and board again, all cheaper than the dear direct ship to
  // another quay.
  Sketch sketch;
  std::vector<world::PlaceId> places;
  std::vector<world::TerminalId> quays;
  std::vector<world::LinkId> links;
  for (std::size_t i = 0; i < 9; ++i) {
    places.push_back(sketch.place(numbered('P', i)));
    quays.push_back(sketch.terminal(places.back()));
    if (i > 0) links.push_back(sketch.river(places[places.size() - 2], places.back(), 10));
  }
  sketch.service("line", sketch.ship, 24, 1, quays, links);
  sketch.service("direct", sketch.ship, 24, 100, {quays.front(), sketch.terminal(places.back())},
                 {sketch.river(places.front(), places.back(), 80)});
  auto const flow = sketch.flow(places.front(), places.back());
  CHECK(told(sketch.world, Planner{sketch.world}.from_origin(flow)) ==
        Texts{"truck into 0; line 0-8; truck out of 8", "truck into 0; direct 0-1; truck out of 9"});
}

TEST_CASE("from quay to rail there is a transfer or no way, whatever roads there are") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C"), town = sketch.place("town");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const rail_b = sketch.terminal(b, world::TerminalKind::rail), rail_c = sketch.terminal(c);
  sketch.service("barge", sketch.ship, 24, 1, {quay_a, quay_b}, {sketch.river(a, b, 200)});
  sketch.service("train", sketch.train, 24, 2, {rail_b, rail_c}, {sketch.rails(b, c, 500)});
  sketch.road(b, town, 20);
  sketch.trucks(6);
  auto const flow = sketch.flow(a, c);
  CHECK(Planner{sketch.world}.from_origin(flow).empty());
  CHECK(Planner{sketch.world}.why_unreachable(flow) ==
        "no way from 'A' to 'C' but by coming back to a place; is a transfer between two terminals missing?");

  sketch.transfer(quay_b, rail_b, 6, 150);
  auto const ways = Planner{sketch.world}.from_origin(flow);
  CHECK(told(sketch.world, ways) == Texts{"truck into 0; barge 0-1; shift 0; train 0-1; truck out of 3"});
  CHECK(ways[0].money == Approx(200 + 150 + 1000));
  CHECK(ways[0].hours == Approx(12 + 10 + 6 + 12 + 10));
}

TEST_CASE("no box is shifted to the railway only to be fetched there by a truck") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const rail_b = sketch.terminal(b, world::TerminalKind::rail), depot_c = sketch.terminal(c);
  sketch.service("barge", sketch.ship, 24, 1, {quay_a, quay_b}, {sketch.river(a, b, 200)});
  sketch.world.terminals[quay_b].dwell = demand::Distribution<Duration>::fixed(hours(72));  // at the railway: none
  sketch.transfer(quay_b, rail_b, 6, 150);
  sketch.transfer(quay_b, depot_c, 2, 50);
  auto const to_b = sketch.flow(a, b, 100), to_c = sketch.flow(a, c, 100);
  Planner const planner{sketch.world};
  CHECK(told(sketch.world, planner.from_origin(to_b)) == Texts{"truck into 0; barge 0-1; truck out of 1"});
  // To another place it may be the only way.
  CHECK(told(sketch.world, planner.from_origin(to_c)) == Texts{"truck into 0; barge 0-1; shift 1; truck out of 3"});
}

TEST_CASE("roads one after another are one truck") {
  // Market -30 km- junction -30 km- port, ship, port -60 km- market. Trucks: 300 and 6 a km; toll 0.5 a km on the
  // first.
  Sketch sketch;
  auto const market = sketch.place("market"), junction = sketch.place("junction"), port = sketch.place("port");
  auto const abroad = sketch.place("abroad"), shop = sketch.place("shop");
  auto const quay = sketch.terminal(port), quay_abroad = sketch.terminal(abroad);
  auto const first = sketch.road(market, junction, 30), second = sketch.road(port, junction, 30);
  auto const third = sketch.road(abroad, shop, 60);
  sketch.world.links[first].toll_per_km = 0.5;
  sketch.service("ship", sketch.ship, 24, 1, {quay, quay_abroad}, {sketch.river(port, abroad, 100)});
  sketch.trucks(6, 300);
  sketch.world.terminals[quay].gate.per_truck = demand::Distribution<Duration>::fixed(minutes(30));
  auto const flow = sketch.flow(market, shop);

  auto const ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(told(sketch.world, ways) == Texts{"truck into 0; ship 0-1; truck out of 1"});
  auto const& before = std::get<Truck>(ways[0].steps[0]);
  CHECK(before.from_place == market);
  CHECK(before.to_place == port);
  CHECK(before.links == std::vector{first, second});
  CHECK(in_km(before.distance) == Approx(60));
  CHECK(in_hours(before.time) == Approx(1));
  CHECK(before.toll == Approx(15));
  auto const& after = std::get<Truck>(ways[0].steps[2]);
  CHECK(after.from_place == abroad);
  CHECK(after.to_place == shop);
  CHECK(after.links == std::vector{third});
  CHECK(ways[0].money == Approx(300 + 360 + 15 + 100 + 300 + 360));
  CHECK(ways[0].hours == Approx(1 + 0.5 + 12 + 5 + 1));
}

TEST_CASE("a truck that goes all the way calls at no yard") {
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  sketch.terminal(b);
  sketch.road(a, b, 60);
  sketch.road(b, c, 60);
  auto const flow = sketch.flow(a, c);
  CHECK(Planner{sketch.world}.from_origin(flow).empty());
  sketch.trucks(6, 300);
  auto const ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(told(sketch.world, ways) == Texts{"truck"});
  CHECK(std::get<Truck>(ways[0].steps[0]).links.size() == 2);
  CHECK(ways[0].money == Approx(300 + 720));
}

TEST_CASE("only the last yard keeps the box until its consignee fetches it") {
  // Ship to B, truck from B to the railhead C, train to D: the dwell of B is for boxes that end there.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C"), d = sketch.place("D");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const rail_c = sketch.terminal(c, world::TerminalKind::rail), rail_d = sketch.terminal(d);
  sketch.service("ship", sketch.ship, 2, 1, {quay_a, quay_b}, {sketch.river(a, b, 20)});
  sketch.service("train", sketch.train, 2, 1, {rail_c, rail_d}, {sketch.rails(c, d, 50)});
  sketch.road(b, c, 60);
  sketch.trucks(6);
  sketch.world.terminals[quay_b].dwell = demand::Distribution<Duration>::fixed(hours(100));
  sketch.world.terminals[rail_d].dwell = demand::Distribution<Duration>::fixed(hours(7));
  auto const through = sketch.flow(a, d), near = sketch.flow(a, c);
  Planner const planner{sketch.world};
  auto const ways = planner.from_origin(through);
  REQUIRE(told(sketch.world, ways) ==
          Texts{"truck into 0; ship 0-1; truck out of 1 into 2; train 0-1; truck out of 3"});
  CHECK(ways[0].hours == Approx(1 + 1 + 1 + 1 + 1 + 7));
  CHECK(planner.from_origin(near)[0].hours == Approx(1 + 1 + 100 + 1));
}

TEST_CASE("a reefer takes only what has plugs, a heavy box only what can bear it, a long one only what has the room") {
  RiverAndRail sketch;
  sketch.world.vehicle_classes[sketch.ship].reefer_plugs = 0;
  sketch.world.vehicle_classes[sketch.train].deadweight = tonnes(25);
  auto const dry = sketch.flow(sketch.a, sketch.b), cold = sketch.flow(sketch.a, sketch.b);
  auto const heavy = sketch.flow(sketch.a, sketch.b), heavy_and_cold = sketch.flow(sketch.a, sketch.b);
  sketch.world.flows[cold].box = sketch.world.flows[heavy_and_cold].box = sketch.reefer;
  sketch.world.flows[heavy].gross = sketch.world.flows[heavy_and_cold].gross = tonnes(26);
  Planner const planner{sketch.world};
  CHECK(planner.from_origin(dry).size() == 2);
  CHECK(told(sketch.world, planner.from_origin(cold)) == Texts{"truck into 2; train 0-1; truck out of 3"});
  CHECK(told(sketch.world, planner.from_origin(heavy)) == Texts{"truck into 0; barge 0-1; truck out of 1"});
  CHECK(planner.from_origin(heavy_and_cold).empty());

  sketch.world.vehicle_classes[sketch.train].teu = 1;
  CHECK(Planner{sketch.world}.from_origin(cold).empty());
}

TEST_CASE("no box comes back to a place that it has left") {
  // Out by ship and back by road would reach A's rail terminal without a transfer.
  RiverAndRail sketch;
  auto const c = sketch.place("C");
  sketch.service("onward", sketch.train, 8, 1, {world::TerminalId{2}, sketch.terminal(c, world::TerminalKind::rail)},
                 {sketch.rails(sketch.a, c, 100)});
  sketch.road(sketch.a, sketch.b, 500);
  sketch.trucks(4);
  auto const flow = sketch.flow(sketch.a, c);
  Planner const planner{sketch.world};
  CHECK(told(sketch.world, planner.from_origin(flow)) == Texts{"truck into 2; onward 0-1; truck out of 4"});
}

TEST_CASE("a flow without a way is told what it can reach and what leads to its end") {
  Sketch sketch;
  auto const a = sketch.place("CNCKG"), b = sketch.place("CNWUH"), c = sketch.place("NLRTM");
  sketch.world.places[a].name.en = "Chongqing";
  sketch.world.places[c].name.en = "Rotterdam";
  auto const quay_b = sketch.terminal(b), quay_c = sketch.terminal(c);
  sketch.service("barge", sketch.ship, 24, 1, {sketch.terminal(a), quay_b}, {sketch.river(a, b, 100)});
  auto const flow = sketch.flow(a, c);
  CHECK(Planner{sketch.world}.why_unreachable(flow) ==
        "no way from 'Chongqing' to 'Rotterdam': reached CNWUH; services calling there or at the origin: 'barge'; "
        "services from which 'Rotterdam' can be reached: none");

  sketch.world.vehicle_classes[sketch.train].reefer_plugs = 0;
  sketch.world.flows[flow].box = sketch.reefer;
  sketch.service("ocean", sketch.train, 24, 1, {quay_b, quay_c}, {sketch.river(b, c, 100)});
  CHECK(Planner{sketch.world}.why_unreachable(flow) ==
        "no way from 'Chongqing' to 'Rotterdam': reached CNWUH; services calling there or at the origin: 'barge', "
        "'ocean'; services from which 'Rotterdam' can be reached: 'ocean'; of these, refused: 'ocean' (the vehicle has "
        "no plug for a reefer)");

  sketch.world.flows[flow].box = sketch.dry;
  CHECK(Planner{sketch.world}.why_unreachable(flow).empty());
}

TEST_CASE("of many places and services five are named") {
  Sketch sketch;
  auto const a = sketch.place("A"), z = sketch.place("Z");
  auto const quay = sketch.terminal(a);
  for (std::size_t i = 0; i < 7; ++i) {
    auto const next = sketch.place(numbered('P', i));
    sketch.service(numbered('S', i), sketch.ship, 24, 1, {quay, sketch.terminal(next)}, {sketch.river(a, next, 10)});
  }
  auto const flow = sketch.flow(a, z);
  CHECK(Planner{sketch.world}.why_unreachable(flow) ==
        "no way from 'A' to 'Z': reached P0, P1, P2, P3, P4 and 2 more; services calling there or at the origin: 'S0', "
        "'S1', 'S2', 'S3', 'S4' and 2 more; services from which 'Z' can be reached: none");
}

namespace {

/// Imports from A abroad to the market C by one of two ports, B and D, from which roads of 50 km lead there.
struct TwoPorts : Sketch {
  TwoPorts() {
    a = abroad("A", "JP"), b = abroad("B", "CN"), d = abroad("D", "CN"), c = abroad("C", "CN");
    auto const quay_a = terminal(a);
    quay_b = terminal(b), quay_d = terminal(d);
    over_b = service("over B", ship, 24, 0, {quay_a, quay_b}, {river(a, b, 200)});
    over_d = service("over D", ship, 24, 0, {quay_a, quay_d}, {river(a, d, 200)});
    world.services[over_b].freight.per_box_20ft = 1000;
    world.services[over_d].freight.per_box_20ft = 1100;
    road(b, c, 50);
    road(d, c, 50);
    trucks(8);
    imports = flow(a, c);
    world.flows[imports].trade = world::TradeClass::import;
  }
  world::PlaceId abroad(char const* code, char const* country) {
    auto const id = place(code);
    world.places[id].country = country;
    return id;
  }
  void office(world::PlaceId at, double per_declaration, double per_inspection = 0) {
    world.customs.applies = true;
    world.places[at].customs = world.customs_offices.add({.name = named("office"),
                                                          .place = at,
                                                          .inspection = {},
                                                          .cost_per_declaration = per_declaration,
                                                          .cost_per_inspection = per_inspection});
  }
  world::ServiceId first_choice() const {
    return Planner{world}.from_origin(imports).front().lines.front().front().ride.service;
  }
  world::PlaceId a, b, c, d;
  world::TerminalId quay_b, quay_d;
  world::ServiceId over_b, over_d;
  world::FlowId imports;
};

}  // namespace

TEST_CASE("a port whose customs ask for more than it saves is not the cheaper one") {
  TwoPorts sketch;
  CHECK(sketch.first_choice() == sketch.over_b);
  sketch.office(sketch.b, 1000);
  sketch.office(sketch.d, 0);
  CHECK(sketch.first_choice() == sketch.over_d);
  auto const ways = Planner{sketch.world}.from_origin(sketch.imports);
  CHECK(ways[0].money == Approx(1100 + 400));
  CHECK(ways[1].money == Approx(1000 + 1000 + 400));
  // Who meets no customs goes where freight is lower.
  sketch.world.flows[sketch.imports].trade = world::TradeClass::domestic;
  CHECK(sketch.first_choice() == sketch.over_b);
}

TEST_CASE("exports feel the fee of their port, inspections the share of boxes that are chosen") {
  // The other way round: from C over B or D to A. One in five is inspected, at 600: 120, more than the 100 that B
  // saves.
  TwoPorts sketch;
  for (auto const id : {sketch.over_b, sketch.over_d}) std::ranges::reverse(sketch.world.services[id].stops);
  for (auto const id : {sketch.over_b, sketch.over_d})
    std::swap(sketch.world.services[id].stops[0].to_next, sketch.world.services[id].stops[1].to_next);
  sketch.imports = sketch.flow(sketch.c, sketch.a);
  sketch.world.flows[sketch.imports].trade = world::TradeClass::export_;
  sketch.office(sketch.b, 0, 400);
  sketch.office(sketch.d, 0);
  sketch.world.customs.inspected = {0.2, 0.2, 0.2};
  CHECK(sketch.first_choice() == sketch.over_b);
  sketch.world.customs_offices[world::CustomsOfficeId{0}].cost_per_inspection = 600;
  CHECK(sketch.first_choice() == sketch.over_d);
  CHECK(Planner{sketch.world}.from_origin(sketch.imports)[1].money == Approx(1000 + 120 + 400));
}

TEST_CASE("hours at customs and storage while they pass count in the choice") {
  // The office at B asks no fee but takes 48 h more: at 3 an hour 144. Or its yard, a day free, charges 60 a day of
  // two.
  TwoPorts sketch;
  sketch.world.flows[sketch.imports].time_value_per_hour = 3;
  sketch.office(sketch.b, 0);
  sketch.office(sketch.d, 0);
  sketch.world.customs.inspected = {1, 1, 1};
  sketch.world.customs_offices[world::CustomsOfficeId{0}].inspection = demand::Distribution<Duration>::fixed(hours(48));
  CHECK(sketch.first_choice() == sketch.over_d);
  sketch.world.flows[sketch.imports].time_value_per_hour = 0;
  CHECK(sketch.first_choice() == sketch.over_b);
  sketch.world.terminals[sketch.quay_b].free_storage = days(1);
  sketch.world.terminals[sketch.quay_b].storage_per_teu_day = 60;
  CHECK(sketch.first_choice() == sketch.over_b);
  sketch.world.terminals[sketch.quay_b].storage_per_teu_day = 120;
  CHECK(sketch.first_choice() == sketch.over_d);
}

TEST_CASE("a truck goes by the border post whose fee is worth its shorter road, and by no other") {
  // From A abroad to C by post 1 (100 km) or post 2 (110 km), at 8 a km: 80 more.
  Sketch sketch;
  auto const place = [&](char const* code, char const* country) {
    auto const id = sketch.place(code);
    sketch.world.places[id].country = country;
    return id;
  };
  auto const a = place("A", "VN"), post_1 = place("1", "CN"), post_2 = place("2", "CN"), c = place("C", "CN");
  sketch.road(a, post_1, 50);
  sketch.road(post_1, c, 50);
  sketch.road(a, post_2, 55);
  sketch.road(post_2, c, 55);
  sketch.trucks(8);
  sketch.world.customs.applies = true;
  for (auto const post : {post_1, post_2})
    sketch.world.places[post].customs =
        sketch.world.customs_offices.add({.name = Sketch::named("office"), .place = post, .inspection = {}});
  auto const flow = sketch.flow(a, c);
  sketch.world.flows[flow].trade = world::TradeClass::import;
  auto& fee = sketch.world.customs_offices[world::CustomsOfficeId{0}].cost_per_declaration;
  fee = 70;
  CHECK(Planner{sketch.world}.from_origin(flow).front().money == Approx(800 + 70));
  fee = 90;
  CHECK(Planner{sketch.world}.from_origin(flow).front().money == Approx(880));
}

TEST_CASE("storage is expected where a box waits for a ship that seldom comes") {
  // By a weekly ship from quay 1, freight 100, up to 7 days of which 3 are free: 4 x 4 / 14 = 1.14 days, at 50 each 57.
  // By a daily one from quay 2, freight 150: none.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const weekly_quay = sketch.terminal(a), daily_quay = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const link = sketch.river(a, b, 100);
  auto const weekly = sketch.service("weekly", sketch.ship, 168, 1, {weekly_quay, quay_b}, {link});
  auto const daily = sketch.service("daily", sketch.ship, 24, 1.5, {daily_quay, quay_b}, {link});
  auto const flow = sketch.flow(a, b);
  auto const first = [&] { return Planner{sketch.world}.from_origin(flow).front().lines.front().front().ride.service; };
  CHECK(first() == weekly);
  for (auto& terminal : sketch.world.terminals) {
    terminal.free_storage = days(3);
    terminal.storage_per_teu_day = 50;
  }
  CHECK(first() == daily);
  CHECK(Planner{sketch.world}.from_origin(flow)[1].money == Approx(100 + 50 * 16.0 / 14));
}

TEST_CASE("storage lasts until the ship takes who is there, or looks again at its cut-off") {
  // 84 h on the mean for the cut-off of a weekly ship, at 1 an hour. At its first stop it takes who comes until it may
  // be loaded; at B it takes boxes at 22 h, 16 h after a cut-off that is 24 h before it leaves at 30 h, and 3 h before
  // one of 5 h: who comes in the 165 h before waits for that, who comes in these three until they are over.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b), quay_c = sketch.terminal(c);
  auto const line = sketch.service("line", sketch.ship, 168, 0, {quay_a, quay_b, quay_c},
                                   {sketch.river(a, b, 400), sketch.river(b, c, 100)});
  for (auto& terminal : sketch.world.terminals) terminal.storage_per_teu_day = 24;
  auto& service = sketch.world.services[line];
  service.stops[0].departs = {};
  service.stops[0].port_time = demand::Distribution<Duration>::fixed(hours(4));
  service.stops[1].arrives = hours(20);
  service.stops[1].departs = hours(30);
  service.stops[1].port_time = demand::Distribution<Duration>::fixed(hours(2));
  auto const from_a = sketch.flow(a, c), from_b = sketch.flow(b, c);
  for (auto const& [cut_off, storage_at_b] : {std::pair{24, 84.0 + 16}, {5, (165.0 * 165 + 3 * 3) / (2 * 168)}}) {
    service.cut_off = hours(cut_off);
    CHECK(Planner{sketch.world}.from_origin(from_a).front().money == Approx(84));
    CHECK(Planner{sketch.world}.from_origin(from_b).front().money == Approx(storage_at_b));
  }
}

TEST_CASE("papers are asked for between two carriers, also when a truck brings the box from one to the other") {
  // Ship to B, truck to C, train to D: a change of carrier; its papers cost 150 and take 4 h.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C"), d = sketch.place("D");
  auto const rail_c = sketch.terminal(c, world::TerminalKind::rail);
  auto const rail_d = sketch.terminal(d, world::TerminalKind::rail);
  sketch.service("ship", sketch.ship, 24, 1, {sketch.terminal(a), sketch.terminal(b)}, {sketch.river(a, b, 100)});
  sketch.service("train", sketch.train, 24, 1, {rail_c, rail_d}, {sketch.rails(c, d, 100)});
  sketch.road(b, c, 30);
  sketch.trucks(6);
  auto const flow = sketch.flow(a, d);
  auto const before = Planner{sketch.world}.from_origin(flow).front();
  sketch.world.transfer_rules.documents_cost = 150;
  sketch.world.transfer_rules.documents = demand::Distribution<Duration>::fixed(hours(4));
  auto const with_papers = Planner{sketch.world}.from_origin(flow).front();
  CHECK(with_papers.money == Approx(before.money + 150));
  CHECK(with_papers.hours == Approx(before.hours + 4));
  // Cargo that changes from ship to train changes its box, too; an empty one stays what it is.
  sketch.world.transfer_rules.one_box = false;
  sketch.world.transfer_rules.restuffing_cost = 300;
  CHECK(Planner{sketch.world}.from_origin(flow).front().money == Approx(before.money + 450));
  sketch.world.flows[flow].trade = world::TradeClass::empty;
  CHECK(Planner{sketch.world}.from_origin(flow).front().money == Approx(before.money + 150));
}

TEST_CASE("where nothing but papers costs anything, no box is shifted to and fro") {
  // Ship to B, by a transfer either way between quay and rail, train to C: one way, on which the cargo changes its box.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const quay_b = sketch.terminal(b), rail_b = sketch.terminal(b, world::TerminalKind::rail);
  auto const rail_c = sketch.terminal(c, world::TerminalKind::rail);
  sketch.service("ship", sketch.ship, 24, 0, {sketch.terminal(a), quay_b}, {sketch.river(a, b, 100)});
  sketch.service("train", sketch.train, 24, 0, {rail_b, rail_c}, {sketch.rails(b, c, 100)});
  sketch.transfer(quay_b, rail_b, 1, 0);
  sketch.transfer(rail_b, quay_b, 1, 0);
  sketch.world.transfer_rules.one_box = false;
  sketch.world.transfer_rules.restuffing_cost = 8;
  auto const flow = sketch.flow(a, c);
  auto const ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(ways.size() == 1);
  CHECK(ways[0].money == Approx(8));
}

TEST_CASE("carbon counts in the choice where shippers pay for it") {
  // A clean ship from quay 2 is dearer by 1; the other one emits 1 t for each of 100 TEU 70 % full, at 1,000 a tonne.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  auto const quay = sketch.terminal(a), other_quay = sketch.terminal(a), quay_b = sketch.terminal(b);
  auto const clean_ship = sketch.vehicle("clean", world::Mode::river, 20, 100);
  auto const link = sketch.river(a, b, 480);
  auto& ship = sketch.world.vehicle_classes[sketch.ship];
  ship.fuel = sketch.world.fuels.add({.name = Sketch::named("oil"), .unit = "t", .kg_co2e = 70'000, .source = ""});
  ship.fuel_per_day = 1;
  ship.light_fuel_share = 1;
  auto const dirty = sketch.service("dirty", sketch.ship, 24, 1, {quay, quay_b}, {link});
  auto const clean = sketch.service("clean", clean_ship, 24, 481.0 / 480, {other_quay, quay_b}, {link});
  auto const flow = sketch.flow(a, b);
  auto const first = [&] { return Planner{sketch.world}.from_origin(flow).front().lines.front().front().ride.service; };
  sketch.world.policy.carbon_price_per_t = 1000;
  CHECK(first() == dirty);
  sketch.world.policy.carbon_paid_by = world::CarbonPayer::shippers;
  CHECK(first() == clean);
}

TEST_CASE("two lines that both go all the way are changed between only where that is cheaper than to stay") {
  // Red is cheap from A to B (100) and dear on to C (1,000), blue the other way round.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  std::vector const quays{sketch.terminal(a), sketch.terminal(b), sketch.terminal(c)};
  std::vector const links{sketch.river(a, b, 100), sketch.river(b, c, 100)};
  auto const red = sketch.service("red", sketch.ship, 24, 1, quays, links);
  auto const blue = sketch.service("blue", sketch.ship, 24, 1, quays, links);
  auto const flow = sketch.flow(a, c);
  auto ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(ways.size() == 1);
  CHECK(ways[0].lines.front().size() == 2);
  // A fee for each box of the ship from B on makes a change at B worth its moves: none, here.
  sketch.world.services[red].freight = {3, 3, 0, 0};
  sketch.world.services[blue].freight = {0, 0, 250, 250};
  ways = Planner{sketch.world}.from_origin(flow);
  CHECK(ways[0].money == Approx(250));
  CHECK(told(sketch.world, ways) == Texts{"truck into 0; blue 0-2; truck out of 2"});
}

TEST_CASE("lines that go on are left out where a box changes, on one side or the other") {
  // "all" goes A-B-C; "first" only A-B, "second" only B-C, both for less. Over B a box comes by "first" and goes on by
  // either, or comes by "all" and changes to "second".
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const quay_a = sketch.terminal(a), quay_b = sketch.terminal(b), quay_c = sketch.terminal(c);
  auto const ab = sketch.river(a, b, 100), bc = sketch.river(b, c, 100);
  auto const all = sketch.service("all", sketch.ship, 24, 2, {quay_a, quay_b, quay_c}, {ab, bc});
  auto const first = sketch.service("first", sketch.ship, 24, 0.5, {quay_a, quay_b}, {ab});
  auto const second = sketch.service("second", sketch.ship, 24, 0.6, {quay_b, quay_c}, {bc});
  auto const flow = sketch.flow(a, c);
  auto const ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(ways.size() == 3);
  auto const services = [](std::vector<Line> const& lines) {
    std::vector<world::ServiceId> found;
    for (auto const& line : lines) found.push_back(line.ride.service);
    return found;
  };
  using Services = std::vector<world::ServiceId>;
  CHECK(ways[0].money == Approx(110));
  CHECK(services(ways[0].lines[0]) == Services{first});
  CHECK(services(ways[0].lines[1]) == Services{second, all});
  CHECK(ways[1].money == Approx(260));
  CHECK(services(ways[1].lines[0]) == Services{all});
  CHECK(services(ways[1].lines[1]) == Services{second});
  CHECK(ways[2].money == Approx(400));
  CHECK(ways[2].lines.size() == 1);
}

namespace {

/// Numbers that look random and are the same everywhere.
class Dice {
 public:
  explicit Dice(unsigned seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % n;
  }

 private:
  unsigned state_;
};

/// Quays one a place, services of `stops` different stops that go round.
Sketch scattered(unsigned seed, std::size_t places, std::size_t services, std::size_t stops) {
  Dice dice{seed};
  Sketch sketch;
  for (std::size_t i = 0; i < places; ++i) {
    auto const quay = sketch.terminal(sketch.place(numbered('P', i)));
    sketch.world.terminals[quay].handling_per_20ft = 20 + static_cast<double>(dice.below(100));
  }
  for (std::size_t s = 0; s < services; ++s) {
    std::vector<world::TerminalId> calls;
    while (calls.size() < stops) {
      world::TerminalId const next{dice.below(places)};
      if (std::ranges::find(calls, next) == calls.end()) calls.push_back(next);
    }
    std::vector<world::LinkId> links;
    for (std::size_t i = 0; i < stops; ++i)
      links.push_back(sketch.river(sketch.world.terminals[calls[i]].place,
                                   sketch.world.terminals[calls[(i + 1) % stops]].place,
                                   10 + static_cast<double>(dice.below(500))));
    sketch.service(numbered('S', s), sketch.ship, 12 + static_cast<double>(dice.below(200)),
                   0.5 + 0.1 * static_cast<double>(dice.below(20)), calls, links);
  }
  return sketch;
}

/// A leg of a scattered world by some of its lines, each as its cost without the wait, and the wait.
struct TriedLine {
  world::ServiceId service;
  double cost, wait_hours;
};
using TriedLines = std::vector<TriedLine>;

/// The least that a leg can cost on the mean, over all sets of lines for which a box may look out.
double cheapest_set(TriedLines const& lines, double hour_value) {
  double best = std::numeric_limits<double>::infinity();
  for (unsigned set = 1; set < (1u << lines.size()); ++set) {
    double rates = 0, sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if ((set >> i & 1u) == 0) continue;
      rates += 1 / lines[i].wait_hours;
      sum += lines[i].cost / lines[i].wait_hours;
    }
    best = std::min(best, (hour_value + sum) / rates);
  }
  return best;
}

/// The lines that others do not have, or those that they have.
TriedLines part(TriedLines const& lines, TriedLines const& others, bool shared) {
  TriedLines some;
  for (auto const& line : lines)
    if (shared == (std::ranges::find(others, line.service, &TriedLine::service) != others.end())) some.push_back(line);
  return some;
}

/// What all chains of legs cost, cheapest first, by trying them all: each place once. Where lines do two legs in a row,
/// a box leaves one that does not go on, or one that does for one that has not come from before; between two that both
/// do both it changes only where that is cheaper than to stay.
class AllRoutes {
 public:
  AllRoutes(Sketch const& sketch, world::FlowId id)
      : flow_(sketch.world.flows[id]),
        legs_(sketch.world.places.size(), std::vector<TriedLines>(sketch.world.places.size())),
        seen_(sketch.world.places.size(), false) {
    auto const& world = sketch.world;
    auto const place = [&](world::Stop const& stop) { return world.terminals[stop.terminal].place.value(); };
    for (auto const s : world.services.ids()) {
      auto const& service = world.services[s];
      Timetable const timetable{world, service};
      for (std::uint16_t load = 0; load < service.stops.size(); ++load)
        for (std::uint16_t discharge = 0; discharge < service.stops.size(); ++discharge) {
          if (load == discharge) continue;
          auto const cost = cost_of(world, timetable, {s, load, discharge}, world.box_types[flow_.box]);
          legs_[place(service.stops[load])][place(service.stops[discharge])].push_back(
              {s, generalised(cost, flow_, world.policy), in_hours(expected_wait(service.schedule))});
        }
    }
    go_on(flow_.origin.value(), flow_.origin.value(), {}, 0);
    std::ranges::sort(costs_);
  }
  std::vector<double> const& costs() const { return costs_; }

 private:
  double leg_cost(TriedLines const& lines) const { return cheapest_set(lines, flow_.time_value_per_hour); }

  /// `so_far` is without the last leg, which began at `from`: which of its lines are taken hangs on the next.
  void go_on(std::size_t from, std::size_t at, TriedLines const& by, double so_far) {
    if (at == flow_.destination.value()) {
      costs_.push_back(so_far + leg_cost(by));
      return;
    }
    seen_[at] = true;
    for (std::size_t to = 0; to < legs_.size(); ++to) {
      auto const& onwards = legs_[at][to];
      if (onwards.empty() || seen_[to]) continue;
      if (by.empty()) {
        go_on(at, to, onwards, 0);
        continue;
      }
      auto const staying = part(by, onwards, true), ending = part(by, onwards, false);
      auto const joining = part(onwards, by, false), staying_on = part(onwards, by, true);
      if (!ending.empty()) go_on(at, to, onwards, so_far + leg_cost(ending));
      if (!staying.empty() && !joining.empty()) go_on(at, to, joining, so_far + leg_cost(staying));
      if (staying.size() > 1 && leg_cost(staying) + leg_cost(staying_on) < leg_cost(legs_[from][to]))
        go_on(at, to, staying_on, so_far + leg_cost(staying));
    }
    seen_[at] = false;
  }

  world::Flow const& flow_;
  std::vector<std::vector<TriedLines>> legs_;  // from place to place
  std::vector<bool> seen_;
  std::vector<double> costs_;
};

bool same(Itinerary const& a, Itinerary const& b, world::World const& world) {
  return told(world, a) == told(world, b) && a.generalised_cost == b.generalised_cost && a.money == b.money &&
         a.hours == b.hours && a.kg_co2e == b.kg_co2e;
}

}  // namespace

TEST_CASE("the best routes are the best of all chains of legs tried one by one") {
  int found = 0, several = 0;
  for (unsigned seed = 1; seed <= 120; ++seed) {
    Dice dice{seed + 1000};
    auto const places = 4 + dice.below(3);
    auto sketch = scattered(seed, places, 3 + dice.below(3), 3);
    sketch.world.policy.itineraries = 5;
    if (dice.below(4) == 0)
      for (auto& service : sketch.world.services) service.freight = {};
    auto const from = dice.below(places);
    auto const flow = sketch.flow(world::PlaceId{from}, world::PlaceId{(from + 1 + dice.below(places - 1)) % places},
                                  static_cast<double>(dice.below(30)));
    auto const ways = Planner{sketch.world}.from_origin(flow);
    AllRoutes const all{sketch, flow};
    INFO("seed " << seed);
    REQUIRE(ways.size() == std::min<std::size_t>(5, all.costs().size()));
    for (std::size_t i = 0; i < ways.size(); ++i) CHECK(ways[i].generalised_cost == Approx(all.costs()[i]));
    found += ways.empty() ? 0 : 1;
    several += ways.size() > 2 ? 1 : 0;
  }
  CHECK(found > 60);
  CHECK(several > 40);
}

TEST_CASE("the three best are the first three of fifty, whatever customs, papers and yards ask for") {
  int several = 0, at_customs = 0;
  for (unsigned seed = 1; seed <= 120; ++seed) {
    Dice dice{seed + 5000};
    auto sketch = scattered(seed, 7, 5, 4);
    auto& world = sketch.world;
    world.customs.applies = true;
    world.customs.where = dice.below(2) == 0 ? world::Customs::Where::port : world::Customs::Where::inland;
    world.customs.import_declaration = world.customs.export_declaration =
        demand::Distribution<Duration>::fixed(hours(30));
    world.customs.transit = demand::Distribution<Duration>::fixed(hours(20));
    world.transfer_rules.documents = demand::Distribution<Duration>::fixed(hours(5));
    world.transfer_rules.documents_cost = 40;
    for (auto const place : world.places.ids()) {
      world.places[place].country = dice.below(2) == 0 ? "CN" : "VN";
      world.places[place].customs =
          world.customs_offices.add({.name = Sketch::named("office"),
                                     .place = place,
                                     .inspection = {},
                                     .cost_per_declaration = static_cast<double>(dice.below(400))});
    }
    for (auto& terminal : world.terminals) {
      terminal.free_storage = days(static_cast<double>(dice.below(3)));
      terminal.storage_per_teu_day = static_cast<double>(dice.below(60));
    }
    auto const id = sketch.flow(world::PlaceId{0}, world::PlaceId{1 + dice.below(6)}, 2);
    auto& flow = world.flows[id];
    flow.trade = dice.below(2) == 0 ? world::TradeClass::import : world::TradeClass::export_;
    world.policy.itineraries = 3;
    auto const few = Planner{world}.from_origin(id);
    world.policy.itineraries = 50;
    auto const many = Planner{world}.from_origin(id);
    INFO("seed " << seed);
    CHECK(
        std::ranges::is_sorted(many, {}, [](Itinerary const& way) { return std::round(way.generalised_cost * 1e6); }));
    REQUIRE(few.size() == std::min<std::size_t>(3, many.size()));
    for (std::size_t i = 0; i < few.size(); ++i) CHECK(few[i].generalised_cost == Approx(many[i].generalised_cost));
    several += many.size() > 3 ? 1 : 0;
    at_customs += world.places[flow.origin].country != world.places[flow.destination].country ? 1 : 0;
  }
  CHECK(several > 60);
  CHECK(at_customs > 30);
}

TEST_CASE("of routes that cost nothing those with the fewest rides come first, however many there are") {
  // A ring of twelve services, each calling at five of twelve ports; freight, handling and time cost nothing.
  Sketch sketch;
  std::vector<world::TerminalId> quays;
  for (std::size_t i = 0; i < 12; ++i) quays.push_back(sketch.terminal(sketch.place(numbered('P', i))));
  for (std::size_t s = 0; s < 12; ++s) {
    std::vector<world::TerminalId> calls;
    std::vector<world::LinkId> links;
    for (std::size_t i = 0; i < 5; ++i) calls.push_back(quays[(s + i) % 12]);
    for (std::size_t i = 0; i < 5; ++i)
      links.push_back(sketch.river(world::PlaceId{(s + i) % 12}, world::PlaceId{(s + (i + 1) % 5) % 12}, 100));
    sketch.service(numbered('S', s), sketch.ship, 24, 0, calls, links);
  }
  auto const flow = sketch.flow(world::PlaceId{0}, world::PlaceId{6});
  auto const ways = Planner{sketch.world}.from_origin(flow);
  REQUIRE(ways.size() == 3);
  for (auto const& way : ways) CHECK(way.lines.size() == 2);
}

TEST_CASE("all flows planned together get what each gets alone") {
  auto sketch = scattered(7, 20, 15, 5);
  Dice dice{8};
  for (int i = 0; i < 300; ++i) {
    auto const id =
        sketch.flow(world::PlaceId{dice.below(20)}, world::PlaceId{dice.below(20)}, static_cast<double>(dice.below(3)));
    if (dice.below(2) == 0) sketch.world.flows[id].box = sketch.forty;
  }
  Planner const planner{sketch.world};
  auto const plans = plan_all(sketch.world, planner);
  REQUIRE(plans.size() == 300);
  for (auto const id : sketch.world.flows.ids()) {
    auto const alone = planner.from_origin(id);
    REQUIRE(plans[id].size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) CHECK(same(plans[id][i], alone[i], sketch.world));
  }
}

TEST_CASE(
    "what a way is planned to cost is what the books charge: documents once, another box for cargo and not for "
    "empties") {
  // Ship 800, transfer 70, train 1,400, documents 50; cargo is moved into another box for 400.
  auto const trade = GENERATE(world::TradeClass::domestic, world::TradeClass::empty);
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B"), c = sketch.place("C");
  auto const from = sketch.terminal(a), quay = sketch.terminal(b);
  auto const rail = sketch.terminal(b, world::TerminalKind::rail), to = sketch.terminal(c, world::TerminalKind::rail);
  sketch.service("ship", sketch.ship, 24, 1, {from, quay}, {sketch.river(a, b, 800)});
  sketch.service("train", sketch.train, 24, 1, {rail, to}, {sketch.rails(b, c, 1400)});
  sketch.transfer(quay, rail, 1, 70);
  auto& rules = sketch.world.transfer_rules;
  rules.one_box = false;
  rules.documents_cost = 50;
  rules.restuffing_cost = 400;
  auto const id = sketch.flow(a, c);
  auto& flow = sketch.world.flows[id];
  flow.trade = trade;
  auto const way = Planner{sketch.world}.from_origin(id).front();
  double charged = 0;
  for (auto const& step : with_formalities(sketch.world, flow, way))
    charged += charges::total(charges::charge_of(sketch.world, flow, step).money);
  CHECK(charged == Approx(trade == world::TradeClass::empty ? 2320 : 2720));
  CHECK(way.money == Approx(charged));
}

TEST_CASE("two boxes on a truck halve its toll in the plan as in the books, and a depot's move is in both") {
  // 100 km at 6 and 0.5 of toll; into the yard at B for 40.
  Sketch sketch;
  auto const a = sketch.place("A"), b = sketch.place("B");
  sketch.world.links[sketch.road(a, b, 100)].toll_per_km = 0.5;
  sketch.trucks(6, 300);
  sketch.world.trucking->paired_share = 1;
  sketch.world.terminals[sketch.terminal(b, world::TerminalKind::yard)].handling_per_20ft = 40;
  auto const id = sketch.flow(a, b);
  auto const way = Planner{sketch.world}.from_origin(id).front();
  REQUIRE(way.steps.size() == 2);
  CHECK(way.money == Approx(300 + 600 + 25 + 40));
  CHECK(charges::total(charges::charge_of(sketch.world, sketch.world.flows[id], way.steps[0]).money) == Approx(965));
}
