#include "sim/itineraries/formalities.hpp"

#include <catch2/catch.hpp>
#include <utility>

#include "sim/itineraries/cost_terms.hpp"
#include "sim/itineraries/planner.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;
using world::TerminalKind;
using world::TradeClass;

namespace {

/// From abroad by ship to a port at home, by train to an inland terminal.
struct Inland : Sketch {
  world::PlaceId busan = port("Busan", "KR"), qinzhou = port("Qinzhou", "CN"), chengdu = port("Chengdu", "CN");
  world::TerminalId quay_abroad = terminal(busan), quay = terminal(qinzhou);
  world::TerminalId rail = terminal(qinzhou, TerminalKind::rail), yard = terminal(chengdu, TerminalKind::rail);
  world::ServiceId liner = service("liner", ship, 24, 1, {quay_abroad, quay}, {river(busan, qinzhou, 800)});
  world::ServiceId block = service("block", train, 24, 1, {rail, yard}, {rails(qinzhou, chengdu, 1400)});
  world::TransferId across = transfer(quay, rail, 1, 70);

  Inland() {
    world.customs.applies = true;
    world.transfer_rules.one_box = false;
    world.transfer_rules.documents_cost = 50;
  }
  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  std::vector<Step> steps(TradeClass trade) {
    auto& made = world.flows[flow(busan, chengdu)];
    made.trade = trade;
    return with_formalities(world, made, way());
  }
  Itinerary way() const {
    Truck in, out;
    in.into = quay_abroad;
    out.out_of = yard;
    Itinerary made;
    made.steps = {in, Ride{liner, 0, 1}, InterTerminalTransfer{across}, Ride{block, 0, 1}, out};
    return made;
  }
};

Itinerary by(std::vector<Step> steps) {
  Itinerary way;
  way.steps = std::move(steps);
  return way;
}

std::vector<Formalities> formalities(std::vector<Step> const& steps) {
  std::vector<Formalities> found;
  for (auto const& step : steps)
    if (auto const* asked = std::get_if<Formalities>(&step)) found.push_back(*asked);
  return found;
}

}  // namespace

TEST_CASE("an import is cleared at the first port at home, before it rides on") {
  // Truck, ship, transfer, formalities, train, truck.
  Inland sketch;
  auto const steps = sketch.steps(TradeClass::import);
  REQUIRE(steps.size() == 6);
  auto const& asked = std::get<Formalities>(steps[3]);
  CHECK(asked.at == sketch.rail);
  CHECK(asked.import);
  CHECK(asked.clearance);
  CHECK(asked.documents);
  CHECK(asked.restuffing);
  CHECK_FALSE(asked.transit);
}

TEST_CASE("an import that is cleared inland needs transit papers at the port, and is cleared after its last ride") {
  Inland sketch;
  sketch.world.customs.where = world::Customs::Where::inland;
  auto const asked = formalities(sketch.steps(TradeClass::import));
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].transit);
  CHECK_FALSE(asked[0].clearance);
  CHECK(asked[1].at == sketch.yard);
  CHECK(asked[1].clearance);
  CHECK_FALSE(asked[1].documents);
}

TEST_CASE("a truck over the border is stopped at the customs office there, and its way is cut in two") {
  // Hanoi -170 km- Pingxiang (office) -230 km, 2 a km- Nanning, at 60 km/h.
  Sketch sketch;
  auto const place = [&](char const* name, char const* country) {
    auto const id = sketch.place(name);
    sketch.world.places[id].country = country;
    return id;
  };
  auto const hanoi = place("Hanoi", "VN"), pingxiang = place("Pingxiang", "CN"), nanning = place("Nanning", "CN");
  auto const abroad = sketch.road(hanoi, pingxiang, 170), home = sketch.road(nanning, pingxiang, 230);
  sketch.world.links[home].toll_per_km = 2;
  sketch.world.customs.applies = true;
  sketch.world.places[pingxiang].customs = sketch.world.customs_offices.add({});
  sketch.trucks(1);
  auto& flow = sketch.world.flows[sketch.flow(hanoi, nanning)];
  flow.trade = TradeClass::import;
  Truck truck{.from_place = hanoi,
              .to_place = nanning,
              .out_of = {},
              .into = {},
              .links = {abroad, home},
              .distance = kilometres(400),
              .time = hours(400. / 60),
              .toll = 460};
  auto const steps = with_formalities(sketch.world, flow, by({truck}));
  REQUIRE(steps.size() == 3);
  auto const &there = std::get<Truck>(steps[0]), &on = std::get<Truck>(steps[2]);
  auto const& asked = std::get<Formalities>(steps[1]);
  CHECK(there.to_place == pingxiang);
  CHECK(in_km(there.distance) == Approx(170));
  CHECK(there.toll == 0);
  CHECK_FALSE(there.onward);
  CHECK(asked.place == pingxiang);
  CHECK_FALSE(asked.at);
  CHECK(asked.clearance);
  CHECK(asked.import);
  CHECK(on.from_place == pingxiang);
  CHECK(on.to_place == nanning);
  CHECK(in_km(on.distance) == Approx(230));
  CHECK(in_hours(on.time) == Approx(230. / 60));
  CHECK(on.toll == Approx(460));
  CHECK(on.onward);
  CHECK(place_of_clearance(sketch.world, flow, by({truck})) == pingxiang);
  // Without the office there, it is cleared where it is delivered.
  sketch.world.places[pingxiang].customs = {};
  sketch.world.places[nanning].customs = world::CustomsOfficeId{0};
  auto const later = with_formalities(sketch.world, flow, by({truck}));
  REQUIRE(later.size() == 2);
  CHECK(std::get<Formalities>(later[1]).place == nanning);
  // A domestic box is not stopped.
  flow.trade = TradeClass::domestic;
  CHECK(with_formalities(sketch.world, flow, by({truck})).size() == 1);
}

TEST_CASE(
    "an import that leaves its port by truck for a train is cleared in the port, and papers are asked at the train") {
  Inland sketch;
  auto const town = sketch.port("Town", "CN");
  auto const far_rail = sketch.terminal(town, TerminalKind::rail);
  auto const by_road = sketch.road(sketch.qinzhou, town, 60);
  auto const block = sketch.service("inland", sketch.train, 24, 1, {far_rail, sketch.yard},
                                    {sketch.rails(town, sketch.chengdu, 1300)});
  sketch.trucks(1);
  auto& flow = sketch.world.flows[sketch.flow(sketch.busan, sketch.chengdu)];
  flow.trade = TradeClass::import;
  Truck in, out,
      between{.from_place = sketch.qinzhou,
              .to_place = town,
              .out_of = sketch.quay,
              .into = far_rail,
              .links = {by_road},
              .distance = kilometres(60),
              .time = hours(1)};
  in.into = sketch.quay_abroad;
  out.out_of = sketch.yard;
  auto const way = by({in, Ride{sketch.liner, 0, 1}, between, Ride{block, 0, 1}, out});
  auto const asked = formalities(with_formalities(sketch.world, flow, way));
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].at == sketch.quay);
  CHECK(asked[0].clearance);
  CHECK_FALSE(asked[0].documents);
  CHECK(asked[1].at == far_rail);
  CHECK(asked[1].documents);
  CHECK_FALSE(asked[1].clearance);
}

TEST_CASE("empties keep their boxes, and one bill of lading needs no more documents") {
  Inland sketch;
  auto const of_empties = formalities(sketch.steps(TradeClass::empty));
  REQUIRE(of_empties.size() == 1);
  CHECK(of_empties[0].documents);
  CHECK_FALSE(of_empties[0].restuffing);
  sketch.world.transfer_rules.one_bill = true;
  CHECK(formalities(sketch.steps(TradeClass::empty)).empty());
}

TEST_CASE("closed mail is asked for nothing on its way") {
  Inland sketch;
  auto& mail = sketch.world.flows[sketch.flow(sketch.busan, sketch.chengdu)];
  mail.trade = TradeClass::import;
  mail.mail = world::DispatchId{0};
  CHECK(with_formalities(sketch.world, mail, sketch.way()).size() == 5);
}

TEST_CASE(
    "flows that differ only in their goods, or in how much of them goes through a zone, have plans of their own") {
  // All boxes of the one kind of goods are tested for three days. The zone declares in 4 h instead of 10, but not the
  // third flow.
  Inland inland;
  auto& world = inland.world;
  auto const tested = world.goods.add({.name = {}, .retest_share = 1, .retest = hours(72)});
  auto const plain = world.goods.add({.name = {}});
  world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(10));
  world::CustomsZone zone;
  zone.places = {inland.qinzhou, inland.chengdu};
  zone.declaration = demand::Distribution<Duration>::fixed(hours(4));
  world.customs.zones.push_back(zone);
  std::vector<world::FlowId> flows;
  for (auto const goods : {plain, tested, plain}) {
    flows.push_back(inland.flow(inland.busan, inland.chengdu));
    world.flows[flows.back()].trade = TradeClass::import;
    world.flows[flows.back()].goods = goods;
  }
  world.flows[flows[2]].zone_share = 0;
  Planner const planner{world};
  auto const plans = plan_all(world, planner);
  double const usual = plans[flows[0]].front().hours;
  CHECK(plans[flows[1]].front().hours == Approx(usual + 72));
  CHECK(plans[flows[2]].front().hours == Approx(usual + 6));
}

TEST_CASE("days of a second stage inland are no storage at the port") {
  // All are opened, for 6 h at the port and two days inland. At the port 24 a day: 6 h, and half a day until the train.
  Inland inland;
  auto& world = inland.world;
  world.customs.inspected = {1, 1, 1};
  world.customs.two_stage = true;
  world.customs.port_stage_share = 0.25;
  world.customs.inland_inspection = demand::Distribution<Duration>::fixed(hours(48));
  auto const office = [&](world::PlaceId place, double fee) {
    world.places[place].customs =
        world.customs_offices.add({.name = {},
                                   .place = place,
                                   .inspection = demand::Distribution<Duration>::fixed(hours(24)),
                                   .cost_per_inspection = fee});
  };
  office(inland.qinzhou, 500);
  office(inland.chengdu, 300);
  world.terminals[inland.rail].storage_per_teu_day = 24;
  auto const id = inland.flow(inland.busan, inland.chengdu, 1);
  world.flows[id].trade = TradeClass::import;
  auto const way = Planner{world}.from_origin(id).front();
  double storage = 0, inspections = 0, customs = 0, sum = 0;
  for (auto const& term : cost_terms(world, world.flows[id], way)) {
    sum += term.amount;
    if (term.what == "storage") storage += term.amount;
    if (term.what == "inspections, on the mean") inspections += term.amount;
    if (term.what == "documents and customs") customs += term.hours;
  }
  CHECK(storage == Approx(6 + 12));
  CHECK(inspections == Approx(500 + 300));
  CHECK(customs == Approx(6 + 48));
  CHECK(sum == Approx(way.generalised_cost));
}
