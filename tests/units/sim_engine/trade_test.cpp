#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;
using world::TradeClass;

namespace {

/// Abroad, a sea port at home and a river port behind it; a ship a day on each stretch, both ways.
struct Coast : Sketch {
  world::PlaceId busan = port("Busan", "KR"), shanghai = port("Shanghai", "CN"), wuhan = port("Wuhan", "CN");
  world::TerminalId b = quay(busan), s = quay(shanghai), w = quay(wuhan);
  world::LinkId sea = river(busan, shanghai, 800), stream = river(shanghai, wuhan, 1000);
  world::ServiceId ocean = back_and_forth("ocean", b, s, sea), feeder = back_and_forth("feeder", s, w, stream);

  Coast() {
    world.start = {2024, 1, 1};
    world.length = days(365);
    for (auto& port : world.terminals) {
      port.berths = 9;
      port.cranes = 9;
      port.moves_per_crane_hour = 1e6;
    }
  }
  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  world::TerminalId quay(world::PlaceId at) {
    auto const id = terminal(at);
    world.terminals[id].name = named(world.places[at].name.code + "/quay");
    return id;
  }
  world::ServiceId back_and_forth(char const* code, world::TerminalId from, world::TerminalId to, world::LinkId link) {
    auto const id = service(code, ship, 24, 1, {from, to}, {link, link});
    world.services[id].fleet = 6;
    world.services[id].stops[1].to_next.front().direction = world::Direction::up;
    return id;
  }
  world::FlowId boxes(TradeClass trade, world::PlaceId from, world::PlaceId to, double per_year) {
    auto const id = flow(from, to);
    world.flows[id].name = named("flow" + std::to_string(id.value()));
    world.flows[id].trade = trade;
    world.flows[id].boxes_per_year = per_year;
    return id;
  }
  world::CustomsOfficeId office(world::PlaceId at, int bays, double inspection_h) {
    world::CustomsOffice made;
    made.name = named(world.places[at].name.code + "/customs");
    made.place = at;
    made.bays = bays;
    made.inspection = demand::Distribution<Duration>::fixed(hours(inspection_h));
    world.customs.applies = true;
    return world.places[at].customs = world.customs_offices.add(made);
  }
  /// So many hours of paper, begun as long before; ships that are there when they leave, and one way only.
  void declare_in_advance(double declaration_h) {
    office(shanghai, 1, 10);
    world.customs.import_declaration = world.customs.export_declaration =
        demand::Distribution<Duration>::fixed(hours(declaration_h));
    world.customs.when = world::Customs::When::advance;
    world.customs.advance = hours(declaration_h);
    for (auto& service : world.services) service.fleet = 0;
  }
  outcome::Outcome run() { return told(world); }
};

double mean_hours(outcome::FlowOutcome const& flow, Cause cause) { return flow.hours[cause] / flow.boxes_out; }
double share(outcome::LegOutcome const& leg, TradeClass trade) { return leg.teu_by_trade[trade] / leg.teu_carried; }

}  // namespace

TEST_CASE("an import is declared at the border and then rides on as a domestic box") {
  Coast coast;
  coast.office(coast.shanghai, 1, 10);
  coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(30));
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 5000);
  auto const outcome = coast.run();
  CHECK(mean_hours(outcome.flows[id], Cause::customs_declaration) == Approx(30).epsilon(0.03));
  CHECK(share(outcome.services[coast.ocean].legs[0], TradeClass::import) == 1);
  CHECK(share(outcome.services[coast.feeder].legs[0], TradeClass::domestic) == 1);
}

TEST_CASE("a declaration in advance covers the voyage and no hour in the port before it") {
  // 800 km at 20 km/h are 40 of the 100 h, however long a box waits in Busan for a ship a day or one in four days.
  auto const every_h = GENERATE(24.0, 96.0);
  Coast coast;
  coast.declare_in_advance(100);
  coast.world.services[coast.ocean].schedule = world::Regular{hours(every_h), {}};
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_declaration) == Approx(60).epsilon(0.03));
}

TEST_CASE("an export declared in advance gains the hours on the way to its port, and none if it begins there") {
  // 1,000 km down the river are 50 of the 100 h.
  Coast coast;
  coast.declare_in_advance(100);
  coast.service("down", coast.ship, 24, 1, {coast.w, coast.s}, {coast.stream});
  auto const out = coast.service("out", coast.ship, 24, 1, {coast.s, coast.b}, {coast.sea});
  coast.world.services[out].stops[0].to_next.front().direction = world::Direction::up;
  auto const inland = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 5000);
  auto const at_port = coast.boxes(TradeClass::export_, coast.shanghai, coast.busan, 5000);
  auto const outcome = coast.run();
  CHECK(mean_hours(outcome.flows[inland], Cause::customs_declaration) == Approx(50).epsilon(0.03));
  CHECK(mean_hours(outcome.flows[at_port], Cause::customs_declaration) == Approx(100).epsilon(0.03));
}

TEST_CASE("an export declared in advance gains the hours on the truck that brings it to its port") {
  // 600 km at 60 km/h are 10 of the 100 h.
  Coast coast;
  coast.declare_in_advance(100);
  coast.trucks(1);
  auto const town = coast.port("Town", "CN");
  coast.road(town, coast.shanghai, 600);
  auto const out = coast.service("out", coast.ship, 24, 1, {coast.s, coast.b}, {coast.sea});
  coast.world.services[out].stops[0].to_next.front().direction = world::Direction::up;
  auto const id = coast.boxes(TradeClass::export_, town, coast.busan, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_declaration) == Approx(90).epsilon(0.03));
}

namespace {

/// Hanoi -170 km- Pingxiang, the first place in China, -230 km- Nanning; trucks at 60 km/h for 300 and 6 a km. A box a
/// day.
struct Pass : Sketch {
  world::PlaceId hanoi = town("Hanoi", "VN"), pingxiang = town("Pingxiang", "CN"), nanning = town("Nanning", "CN");
  world::LinkId abroad = road(hanoi, pingxiang, 170), home = road(pingxiang, nanning, 230);

  Pass() {
    world.start = {2025, 1, 1};
    world.length = days(40);
    trucks(6, 300);
    world.customs.applies = true;
    world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(30));
    world.customs.export_declaration = demand::Distribution<Duration>::fixed(hours(5));
    world.customs.inspected = {1, 1, 1};
  }
  world::PlaceId town(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  world::CustomsOfficeId office(world::PlaceId at) {
    world::CustomsOffice made;
    made.name = named(world.places[at].name.code + "/customs");
    made.place = at;
    made.bays = 20;
    made.inspection = demand::Distribution<Duration>::fixed(hours(10));
    made.cost_per_declaration = 30;
    made.cost_per_inspection = 500;
    return world.places[at].customs = world.customs_offices.add(made);
  }
  world::FlowId boxes(TradeClass trade, world::PlaceId from, world::PlaceId to) {
    auto const id = flow(from, to);
    world.flows[id].name = named("flow" + std::to_string(id.value()));
    world.flows[id].trade = trade;
    world.flows[id].boxes_per_year = 365;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
};

double transit(outcome::Outcome const& outcome, world::FlowId flow) { return outcome.flows[flow].transit_hours.mean; }

}  // namespace

TEST_CASE("imports and exports that cross the border by truck are cleared at the office there") {
  // 400 km are 6 2/3 h; an import waits 30 h for its declaration, an export 5 h, both 10 h in a bay.
  Pass pass;
  auto const office = pass.office(pass.pingxiang);
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  auto const out = pass.boxes(TradeClass::export_, pass.nanning, pass.hanoi);
  auto const at_home = pass.boxes(TradeClass::domestic, pass.pingxiang, pass.nanning);
  auto const outcome = told(pass.world);
  CHECK(transit(outcome, in) == Approx(400. / 60 + 40));
  CHECK(transit(outcome, out) == Approx(400. / 60 + 15));
  CHECK(transit(outcome, at_home) == Approx(230. / 60));
  CHECK(outcome.customs[office].declared == Approx(outcome.customs[office].released).margin(2));
  // Of the imports of 40 noons that of the last two days is not released; each pays 30 and 500 when its turn comes.
  CHECK(outcome.flows[in].money[ledger::Expense::customs] == Approx(40 * 30 + 38 * 500).epsilon(0.03));
  // A truck that customs stops is hired once: 300 + 400 km x 6.
  CHECK(outcome.flows[in].money[ledger::Expense::drayage] == Approx(40 * 2700).epsilon(0.05));
  CHECK(outcome.trucking.boxes == 120);
}

TEST_CASE("a truck that passes no office at the border is cleared where it ends or begins at home") {
  Pass pass;
  pass.office(pass.nanning);
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  auto const out = pass.boxes(TradeClass::export_, pass.nanning, pass.hanoi);
  auto const outcome = told(pass.world);
  CHECK(transit(outcome, in) == Approx(400. / 60 + 40));
  CHECK(transit(outcome, out) == Approx(400. / 60 + 15));
}

TEST_CASE("a truck's declaration in advance covers its way to the border, not its way behind it") {
  // 170 km are 2 5/6 h of the 30.
  Pass pass;
  pass.office(pass.pingxiang);
  pass.world.customs.when = world::Customs::When::advance;
  pass.world.customs.advance = hours(24);
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  CHECK(transit(told(pass.world), in) == Approx(400. / 60 + 40 - 170. / 60));
}

TEST_CASE(
    "with two-stage access a truck leaves three tenths of its inspection at the border and the rest where it ends") {
  // 30 h and 3 of 10 h at the border; at the consignee's 4 h, in a bay or without one.
  auto const bays_inland = GENERATE(false, true);
  Pass pass;
  pass.office(pass.pingxiang);
  if (bays_inland) pass.office(pass.nanning);
  pass.world.customs.two_stage = true;
  pass.world.customs.inland_inspection = demand::Distribution<Duration>::fixed(hours(4));
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  CHECK(transit(told(pass.world), in) == Approx(400. / 60 + 33 + 4));
}

TEST_CASE("with inland clearance a truck passes the border and is cleared where it ends, an export where it begins") {
  Pass pass;
  pass.world.customs.where = world::Customs::Where::inland;
  pass.office(pass.pingxiang);
  auto const office = pass.office(pass.nanning);
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  auto const out = pass.boxes(TradeClass::export_, pass.nanning, pass.hanoi);
  auto const outcome = told(pass.world);
  CHECK(transit(outcome, in) == Approx(400. / 60 + 40));
  CHECK(transit(outcome, out) == Approx(400. / 60 + 15));
  CHECK(outcome.customs[office].declared == Approx(80).margin(3));
}

TEST_CASE("with inland clearance a truck's box is cleared in the yard of the depot where it ends, and dwells there") {
  // 6 2/3 h, 40 h of customs and two days until it is fetched; storage of 3 2/3 days but one free, at 20 a day.
  Pass pass;
  pass.world.customs.where = world::Customs::Where::inland;
  pass.office(pass.nanning);
  auto const yard = pass.terminal(pass.nanning, world::TerminalKind::yard);
  pass.world.terminals[yard].dwell = demand::Distribution<Duration>::fixed(hours(48));
  pass.world.terminals[yard].free_storage = days(1);
  pass.world.terminals[yard].storage_per_teu_day = 20;
  auto const in = pass.boxes(TradeClass::import, pass.hanoi, pass.nanning);
  auto const outcome = told(pass.world);
  CHECK(transit(outcome, in) == Approx(400. / 60 + 40 + 48));
  CHECK(outcome.flows[in].money[ledger::Expense::storage] ==
        Approx(outcome.flows[in].boxes_out * (88. / 24 - 1) * 20).epsilon(0.01));
}

TEST_CASE("a box that a ship leaves in a neighbour's port is cleared where its truck crosses the border") {
  // Off at Hai Phong, by road over Pingxiang: 120 + 170 + 230 km are 8 2/3 h; 30 h of papers and 10 h in a bay.
  Pass pass;
  pass.office(pass.pingxiang);
  auto const busan = pass.town("Busan", "KR"), hai_phong = pass.town("Hai Phong", "VN");
  auto const b = pass.terminal(busan), h = pass.terminal(hai_phong);
  for (auto& quay : pass.world.terminals) {
    quay.berths = quay.cranes = 9;
    quay.moves_per_crane_hour = 1e6;
  }
  pass.road(hai_phong, pass.hanoi, 120);
  pass.service("liner", pass.ship, 24, 1, {b, h}, {pass.river(busan, hai_phong, 400)});
  auto const in = pass.boxes(TradeClass::import, busan, pass.nanning);
  auto const outcome = told(pass.world);
  auto const& flow = outcome.flows[in];
  CHECK(flow.hours[Cause::customs_inspection] == Approx(flow.boxes_out * 10).epsilon(0.05));
  CHECK(flow.hours[Cause::customs_declaration] == Approx(flow.boxes_out * 30).epsilon(0.05));
  CHECK(flow.hours[Cause::drayage] == Approx(flow.boxes_out * 520 / 60).epsilon(0.05));
}

TEST_CASE("a declaration made a day ahead costs a day less") {
  Coast coast;
  coast.office(coast.shanghai, 1, 10);
  coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(30));
  coast.world.customs.when = world::Customs::When::advance;
  coast.world.customs.advance = hours(24);
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_declaration) == Approx(6).epsilon(0.03));
}

TEST_CASE("with two-step declaration, release waits for the summary only") {
  Coast coast;
  coast.office(coast.shanghai, 1, 10);
  coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(30));
  coast.world.customs.summary_declaration = demand::Distribution<Duration>::fixed(hours(2));
  coast.world.customs.when = world::Customs::When::two_step;
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_declaration) == Approx(2).epsilon(0.03));
}

TEST_CASE("boxes that are inspected wait for a bay, and late releases are counted") {
  // All are opened, ten hours each in two bays: 4.8 a day for about 4.4 that come.
  Coast coast;
  auto const office = coast.office(coast.shanghai, 2, 10);
  coast.world.customs.inspected = {1, 1, 1};
  coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 1600);
  auto const outcome = coast.run();
  auto const& figures = outcome.customs[office];
  CHECK(figures.inspected == Approx(figures.declared).epsilon(0.05));
  CHECK(figures.utilisation > 0.85);
  CHECK(figures.queue.wait_hours.mean > 10);
  CHECK(figures.missed > 0);
  CHECK(figures.promised == Approx(figures.inspected).epsilon(0.01));
}

TEST_CASE("an emergency is inspected before all others") {
  Coast coast;
  coast.office(coast.shanghai, 2, 10);
  coast.world.customs.inspected = {1, 1, 1};
  auto const usual = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 1550);
  auto const medicine = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 50);
  coast.world.flows[medicine].emergency = true;
  auto const outcome = coast.run();
  CHECK(mean_hours(outcome.flows[medicine], Cause::customs_inspection) <
        0.6 * mean_hours(outcome.flows[usual], Cause::customs_inspection));
}

TEST_CASE("with two-stage access the port looks briefly and the rest is done inland") {
  Coast coast;
  coast.office(coast.shanghai, 5, 10);
  coast.world.customs.inspected = {1, 1, 1};
  coast.world.customs.two_stage = true;
  coast.world.customs.port_stage_share = 0.1;
  coast.world.customs.inland_inspection = demand::Distribution<Duration>::fixed(hours(9));
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 500);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_inspection) == Approx(10).epsilon(0.1));
}

TEST_CASE("bays that are never idle while they are open are used in full, what they finish after hours apart") {
  // Open from 8 to 18, and an inspection takes seven hours: begun at 8 and 15, the second is done at 22. The window
  // begins and ends at noon.
  Coast coast;
  coast.world.warm_up = days(100.5);
  coast.world.length = days(300.5);
  auto const port = coast.office(coast.shanghai, 2, 7);
  coast.world.customs_offices[port].hours = world::OpeningHours::daily(8, 18);
  coast.world.customs.inspected = {1, 1, 1};
  coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 3650);
  CHECK(coast.run().customs[port].utilisation == Approx(1));
}

TEST_CASE("papers of a bonded box that changes ships inland of the border have hours of their own") {
  // Cleared in Wuhan, it changes from the ocean ship to the feeder in Shanghai: five hours of transit papers there. The
  // declaration, two hours, is made in Wuhan. An export goes the other way and is cleared in Wuhan, too.
  for (auto const trade : {TradeClass::import, TradeClass::export_}) {
    Coast coast;
    coast.office(coast.shanghai, 1, 10);
    coast.office(coast.wuhan, 1, 10);
    coast.world.customs.where = world::Customs::Where::inland;
    coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(2));
    coast.world.customs.export_declaration = demand::Distribution<Duration>::fixed(hours(2));
    coast.world.customs.transit = demand::Distribution<Duration>::fixed(hours(5));
    auto const id = trade == TradeClass::import ? coast.boxes(trade, coast.busan, coast.wuhan, 3650)
                                                : coast.boxes(trade, coast.wuhan, coast.busan, 3650);
    auto const outcome = coast.run();
    CHECK(mean_hours(outcome.flows[id], Cause::transit_papers) == Approx(5).epsilon(0.05));
    CHECK(mean_hours(outcome.flows[id], Cause::customs_declaration) == Approx(2).epsilon(0.05));
  }
}

TEST_CASE("where there is an office inland, the second stage waits for its bays") {
  // Ten hours each in one bay, all day: 2.4 boxes a day of the 4.4 that come; the port takes an hour.
  Coast coast;
  auto const port = coast.office(coast.shanghai, 5, 10);
  auto const inland = coast.office(coast.wuhan, 1, 10);
  coast.world.customs.inspected = {1, 1, 1};
  coast.world.customs.two_stage = true;
  coast.world.customs.port_stage_share = 0.1;
  coast.world.customs.inland_inspection = demand::Distribution<Duration>::fixed(hours(10));
  coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 1600);
  auto const outcome = coast.run();
  CHECK(outcome.customs[inland].utilisation == Approx(1).epsilon(0.05));
  CHECK(outcome.customs[inland].inspected == Approx(2.4 * outcome.days).epsilon(0.05));
  CHECK(outcome.customs[inland].declared == 0);
  CHECK(outcome.customs[port].inspected == Approx(outcome.customs[port].declared).epsilon(0.05));
  CHECK(outcome.totals.boxes_inside > 500);
}

TEST_CASE("boxes fetched from the ship's side do not dwell in the yard") {
  Coast coast;
  coast.office(coast.wuhan, 1, 10);
  coast.world.customs.where = world::Customs::Where::inland;
  coast.world.customs.ship_side_share = 0.25;
  coast.world.terminals[coast.w].dwell = demand::Distribution<Duration>::fixed(hours(40));
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::storage) == Approx(30).epsilon(0.05));
}

TEST_CASE("each change of carrier takes its papers, and none under one bill") {
  Coast coast;
  coast.world.transfer_rules.documents = demand::Distribution<Duration>::fixed(hours(8));
  coast.world.transfer_rules.documents_cost = 100;
  auto const id = coast.boxes(TradeClass::transshipment, coast.busan, coast.wuhan, 5000);
  auto const before = coast.run();
  CHECK(mean_hours(before.flows[id], Cause::documents) == Approx(8).epsilon(0.03));
  CHECK(before.flows[id].money[ledger::Expense::transfer] / before.flows[id].boxes_out == Approx(100).epsilon(0.03));
  coast.world.transfer_rules.one_bill = true;
  CHECK(coast.run().flows[id].hours[Cause::documents] == 0);
}

TEST_CASE("a mixed ship spends its sealing time at calls where both regimes are aboard") {
  Coast coast;
  coast.world.services[coast.feeder].mixed.per_call = hours(3);
  // By the timetable, so that every feeder finds boxes of both.
  for (auto& service : coast.world.services) service.stops[0].departs = {};
  coast.boxes(TradeClass::domestic, coast.shanghai, coast.wuhan, 20000);
  CHECK(coast.run().totals.hours[Cause::documents] == 0);
  coast.boxes(TradeClass::transshipment, coast.busan, coast.wuhan, 10000);
  coast.world.flows[world::FlowId{1}].pattern = demand::Pattern::regular;
  auto const outcome = coast.run();
  CHECK(mean_hours(outcome.flows[world::FlowId{0}], Cause::documents) == Approx(3).epsilon(0.1));
}

TEST_CASE("slots reserved for the other trade stay empty, pooled slots do not") {
  Coast coast;
  coast.world.services[coast.feeder].mixed.reserved_foreign_teu = 60;
  coast.boxes(TradeClass::domestic, coast.shanghai, coast.wuhan, 365 * 90);
  auto const split = coast.run();
  auto const& leg = split.services[coast.feeder].legs[0];
  CHECK(leg.teu_carried / leg.sailings == Approx(40).epsilon(0.02));
  CHECK(leg.left_behind_why[rules::Refusal::slots] == Approx(leg.left_behind));
  coast.world.services[coast.feeder].mixed.reserved_foreign_teu = 0;
  auto const pooled = coast.run();
  CHECK(pooled.services[coast.feeder].legs[0].left_behind < leg.left_behind / 10);
}

TEST_CASE("foreign boxes are loaded first where the policy says so") {
  Coast coast;
  auto const domestic = coast.boxes(TradeClass::domestic, coast.shanghai, coast.wuhan, 365 * 135);
  auto const foreign = coast.boxes(TradeClass::transshipment, coast.shanghai, coast.wuhan, 365 * 20);
  coast.world.services[coast.feeder].loads_first = world::LoadsFirst::foreign;
  auto const outcome = coast.run();
  CHECK(mean_hours(outcome.flows[foreign], Cause::waiting_for_sailing) < 24);
  CHECK(mean_hours(outcome.flows[domestic], Cause::waiting_for_sailing) > 100);
}

TEST_CASE("a piggyback quota is used up, and what comes after stays behind") {
  Coast coast;
  coast.world.vehicle_classes[coast.ship].flag = "KR";
  coast.world.vehicle_classes[coast.ship].mode = world::Mode::sea;
  coast.world.piggybacks.push_back({{coast.shanghai, coast.wuhan}, 1000});
  auto const id = coast.boxes(TradeClass::transshipment, coast.shanghai, coast.wuhan, 3000);
  auto const outcome = coast.run();
  CHECK(outcome.flows[id].boxes_out == 1000);
  CHECK(outcome.services[coast.feeder].legs[0].left_behind_why[rules::Refusal::quota] > 0);
}

TEST_CASE("an export waits for an empty until one comes back") {
  // Fifty boxes at Wuhan and no returns: the rest waits for ever. With imports that are emptied there, it does not.
  Coast coast;
  auto& empties = coast.world.empties;
  empties.pools.add({coast.wuhan, coast.dry, "line", world::Regime::domestic, 50, 0});
  auto const out = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 2000);
  auto const poor = coast.run();
  CHECK(poor.flows[out].boxes_out == 50);
  CHECK(poor.empties[0].short_of == Approx(1950).epsilon(0.1));
  auto const in = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 2200);
  auto const rich = coast.run();
  CHECK(rich.flows[out].boxes_out > 1800);
  CHECK(rich.empties[0].given_back == Approx(rich.flows[in].boxes_out).margin(30));
}

TEST_CASE("empties are sent from where they pile up to where they lack") {
  for (auto const how : {world::Empties::Reposition::targets, world::Empties::Reposition::least_cost}) {
    Coast coast;
    auto& empties = coast.world.empties;
    auto const at_sea = empties.pools.add({coast.shanghai, coast.dry, "line", world::Regime::domestic, 1000, 0});
    auto const inland = empties.pools.add({coast.wuhan, coast.dry, "line", world::Regime::domestic, 100, 100});
    empties.reposition = how;
    auto const id = coast.boxes(TradeClass::empty, coast.shanghai, coast.wuhan, 0);
    coast.world.flows[id].repositioning = true;
    coast.world.flows[id].name = Sketch::named("empty");
    empties.lanes.push_back({at_sea, inland, id});
    auto const out = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 600);
    auto const outcome = coast.run();
    CHECK(outcome.flows[out].boxes_out > 500);
    CHECK(outcome.empties[0].sent_away == Approx(600).epsilon(0.1));
    CHECK(outcome.empties[1].short_of < 100);
  }
}

TEST_CASE("exporters turn to the home market when a shock hits, with a lag") {
  Coast coast;
  auto const abroad = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 3650);
  auto const home = coast.boxes(TradeClass::domestic, coast.wuhan, coast.shanghai, 0);
  coast.world.switching.add({Sketch::named("tariffs"), abroad, home, 0.4, at_days(110), at_days(210)});
  auto const outcome = coast.run();
  CHECK(outcome.flows[home].boxes_in == Approx(400).epsilon(0.12));  // 40 % of 10 a day for 100 days
  CHECK(outcome.flows[abroad].boxes_in + outcome.flows[home].boxes_in == Approx(3650).epsilon(0.05));
}

TEST_CASE("who is loaded first when the ship is full: the earliest deadline, or the highest value") {
  // Six ships of a hundred slots, each away for a hundred hours, take 144 boxes a day of 155: those of the favoured
  // flow do not wait, the others wait for months.
  for (auto const first : {world::LoadsFirst::deadline, world::LoadsFirst::value}) {
    Coast coast;
    auto const patient = coast.boxes(TradeClass::domestic, coast.shanghai, coast.wuhan, 365 * 135);
    auto const favoured = coast.boxes(TradeClass::domestic, coast.shanghai, coast.wuhan, 365 * 20);
    coast.world.flows[patient].deadline = days(365);
    coast.world.flows[favoured].deadline = days(2);
    coast.world.flows[favoured].value = 1000;
    coast.world.services[coast.feeder].loads_first = first;
    auto const outcome = coast.run();
    CHECK(mean_hours(outcome.flows[favoured], Cause::waiting_for_sailing) < 24);
    CHECK(mean_hours(outcome.flows[patient], Cause::waiting_for_sailing) > 100);
  }
}

TEST_CASE("exports that are loaded at the ship's side come declared") {
  Coast coast;
  coast.office(coast.wuhan, 1, 10);
  coast.world.customs.where = world::Customs::Where::inland;
  coast.world.customs.export_declaration = demand::Distribution<Duration>::fixed(hours(8));
  coast.world.customs.ship_side_share = 0.25;
  auto const id = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 5000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_declaration) == Approx(6).epsilon(0.05));
}

TEST_CASE("perishables are promised release in six hours, all else in forty-eight: what comes later is counted") {
  // Everything is declared in two hours and opened for ten, in bays enough: twelve hours.
  Coast coast;
  auto const office = coast.office(coast.shanghai, 50, 10);
  coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(2));
  coast.world.customs.inspected = {1, 1, 1};
  coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 1000);
  auto const fruit = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 300);
  coast.world.flows[fruit].fast_release = true;
  auto const figures = coast.run().customs[office];
  CHECK(figures.promised_fast > 250);
  CHECK(figures.missed_fast == figures.promised_fast);
  CHECK(figures.promised > 900);
  CHECK(figures.missed == 0);
  CHECK(figures.declaration_hours == Approx(2 * figures.declared));
  CHECK(figures.inspection_hours == Approx(10 * figures.inspected));
}

TEST_CASE("the mean time to clearance is of boxes released, however many more are declared and wait for a bay") {
  // A ship brings the 24 boxes of a day, 40 hours after it left; declared in two hours, one bay opens one in ten. So
  // the k-th is released after 2 + 10 k hours, and the first n, all of one ship, after 2 + 5 (n + 1) on the mean.
  Coast coast;
  auto const office = coast.office(coast.shanghai, 1, 10);
  coast.world.length = days(6);
  coast.world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(2));
  coast.world.customs.inspected = {1, 1, 1};
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 24 * 365);
  coast.world.flows[id].pattern = demand::Pattern::regular;
  auto const figures = coast.run().customs[office];
  REQUIRE(figures.released >= 4);
  REQUIRE(figures.released < 24);
  REQUIRE(figures.declared > 2 * figures.released);
  CHECK(figures.clearance_hours / figures.released == Approx(2 + 5 * (figures.released + 1)).margin(0.1));
}

TEST_CASE("bays are closed at night: a box that comes too late in the day is opened the next morning") {
  Coast coast;
  auto const office = coast.office(coast.shanghai, 9, 1);
  coast.world.customs_offices[office].hours = world::OpeningHours::daily(8, 16);
  coast.world.customs.inspected = {1, 1, 1};
  // 800 km at 20 km/h: boxes of the daily ship that leaves at midnight come at 16:00, and wait until 8:00.
  coast.world.services[coast.ocean].fleet = 0;
  coast.world.services[coast.ocean].stops[1].to_next.clear();
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 1000);
  CHECK(mean_hours(coast.run().flows[id], Cause::customs_inspection) == Approx(17).epsilon(0.03));
}

TEST_CASE("cargo that leaves the sea box for a rail box needs an empty one there, and leaves one") {
  // A hundred rail boxes at Shanghai and none comes back: the hundred-and-first cargo waits.
  Coast coast;
  auto const yard = coast.terminal(coast.shanghai, world::TerminalKind::rail);
  auto const inland = coast.terminal(coast.wuhan, world::TerminalKind::rail);
  for (auto const id : {yard, inland}) {
    auto& rail = coast.world.terminals[id];
    rail.name = Sketch::named(coast.world.places[rail.place].name.code + "/rail");
    rail.berths = rail.cranes = 9;
    rail.moves_per_crane_hour = 1e6;
  }
  coast.service("train", coast.train, 24, 1, {yard, inland}, {coast.rails(coast.shanghai, coast.wuhan, 1000)});
  coast.transfer(coast.s, yard, 3, 0);
  auto& rules = coast.world.transfer_rules;
  rules.one_box = false;
  rules.restuffing = demand::Distribution<Duration>::fixed(hours(6));
  auto& pools = coast.world.empties.pools;
  auto const pool = [&](world::PlaceId at, char const* owner, double stock) {
    return pools.add({at, coast.dry, owner, world::Regime::domestic, stock, 0});
  };
  pool(coast.busan, "line", 100'000);
  auto const sea_boxes = pool(coast.shanghai, "line", 0), rail_boxes = pool(coast.shanghai, "railway", 100),
             delivered = pool(coast.wuhan, "railway", 0), none = pool(coast.wuhan, "line", 0);
  auto const id = coast.boxes(TradeClass::transshipment, coast.busan, coast.wuhan, 3000);
  coast.world.flows[id].only = {coast.ocean, world::ServiceId{coast.world.services.size() - 1}};
  auto const outcome = coast.run();
  auto const& at = outcome.empties;
  CHECK(outcome.flows[id].boxes_out == 100);
  CHECK(at[rail_boxes.value()].taken == 100);
  CHECK(at[rail_boxes.value()].short_of > 2500);
  CHECK(at[sea_boxes.value()].given_back == 100);
  CHECK(at[delivered.value()].given_back == 100);
  CHECK(at[none.value()].given_back == 0);
  CHECK(outcome.flows[id].hours[Cause::documents] == Approx(6 * 100));

  rules.one_box = true;  // the sea box goes through
  auto const through = coast.run();
  CHECK(through.flows[id].boxes_out > 2500);
  CHECK(through.empties[none.value()].given_back == Approx(through.flows[id].boxes_out).margin(30));
}

TEST_CASE("an emptied box is at hand after its turn, in a street turn at once") {
  // Ten imports a day are emptied at Wuhan, one export a day wants a box there. Imports come after five days: two
  // voyages of 40 and 50 hours and two waits for the daily ship. So five exports find no box; with a turn of thirty
  // days thirty-five, and those of the four days until the ten boxes a day have served these.
  for (double const share : {0.0, 1.0}) {
    Coast coast;
    coast.world.empties.pools.add({coast.wuhan, coast.dry, "line", world::Regime::domestic, 0, 0});
    coast.world.empties.turn = demand::Distribution<Duration>::fixed(days(30));
    coast.world.empties.street_turn_share = share;
    coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 3650);
    auto const out = coast.boxes(TradeClass::export_, coast.wuhan, coast.busan, 365);
    coast.world.flows[out].pattern = demand::Pattern::regular;
    auto const short_of = coast.run().empties[0].short_of;
    CHECK(short_of == Approx(share == 0 ? 39 : 6).margin(3));
  }
}

TEST_CASE("whose box may be used: of one's own trade and owner, unless they share") {
  // Foreign-trade boxes of the line come empty at Wuhan; who starts there with domestic cargo, or with the railway,
  // wants one.
  struct Ask {
    bool trades_share, owners_share;
    char const* owner;
    bool finds;
  };
  constexpr Ask asks[]{{false, false, "line", false},
                       {true, false, "line", true},
                       {true, false, "railway", false},
                       {true, true, "railway", true}};
  for (auto const& ask : asks) {
    Coast coast;
    auto& empties = coast.world.empties;
    empties.trades_share = ask.trades_share;
    empties.owners_share = ask.owners_share;
    for (auto const regime : {world::Regime::domestic, world::Regime::foreign})
      for (auto const* owner : {"line", "railway"}) {
        if (ask.trades_share && regime == world::Regime::foreign) continue;
        if (ask.owners_share && owner == std::string{"railway"}) continue;
        empties.pools.add({coast.wuhan, coast.dry, ask.owners_share ? "" : owner, regime, 0, 0});
      }
    coast.boxes(TradeClass::import, coast.busan, coast.wuhan, 3650);
    auto const home = coast.boxes(TradeClass::domestic, coast.wuhan, coast.shanghai, 365);
    coast.world.flows[home].box_owner = ask.owner;
    CAPTURE(ask.trades_share, ask.owners_share, ask.owner);
    CHECK((coast.run().flows[home].boxes_out > 300) == ask.finds);
  }
}

TEST_CASE("the mean stock of a depot is that of its boxes, however many flows take from it") {
  // Two flows of one box a day each take from 1,000 boxes for a hundred days: 900 on the mean.
  Coast coast;
  coast.world.length = days(100);
  coast.world.empties.pools.add({coast.wuhan, coast.dry, "line", world::Regime::domestic, 1000, 0});
  for (int n = 0; n < 2; ++n)
    coast.world.flows[coast.boxes(TradeClass::domestic, coast.wuhan, coast.shanghai, 365)].pattern =
        demand::Pattern::regular;
  auto const pool = coast.run().empties[0];
  CHECK(pool.end_stock == Approx(800).margin(2));
  CHECK(pool.mean_stock == Approx(900).margin(2));
}
