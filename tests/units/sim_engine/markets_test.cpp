#include "sim/engine/markets.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;
using ledger::Cause;
using ledger::Expense;
using world::TradeClass;

namespace {

/// A port at home, one abroad, and another at home, 20 hours apart by a ship a day; ten boxes a day.
struct Coast : Sketch {
  world::PlaceId busan = port("Busan", "KR"), shanghai = port("Shanghai", "CN"), ningbo = port("Ningbo", "CN");
  world::TerminalId b = quay(busan), s = quay(shanghai), n = quay(ningbo);

  Coast() {
    world.start = {2025, 1, 1};
    world.length = days(365);
    line("abroad", s, b);
    line("inwards", b, s);
    line("home", s, n);
  }
  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  world::TerminalId quay(world::PlaceId at) {
    auto const id = terminal(at);
    auto& made = world.terminals[id];
    made.name = named(world.places[at].name.code + "/quay");
    made.berths = 9;
    made.cranes = 9;
    made.moves_per_crane_hour = 1e6;
    return id;
  }
  void line(char const* code, world::TerminalId from, world::TerminalId to) {
    auto const lane = river(world.terminals[from].place, world.terminals[to].place, 400);
    service(code, ship, 24, 1, {from, to}, {lane});
  }
  world::FlowId boxes(TradeClass trade, world::PlaceId from, world::PlaceId to, double per_year) {
    auto const id = flow(from, to);
    world.flows[id].name = named("flow" + std::to_string(id.value()));
    world.flows[id].trade = trade;
    world.flows[id].boxes_per_year = per_year;
    return id;
  }
  /// An office at Shanghai that inspects in two hours, and goods of which all boxes are looked at for rights.
  world::Goods& customs_and_goods(world::FlowId flow) {
    world::CustomsOffice office;
    office.name = named("Shanghai/customs");
    office.place = shanghai;
    office.bays = 1000;
    office.inspection = demand::Distribution<Duration>::fixed(hours(2));
    world.places[shanghai].customs = world.customs_offices.add(office);
    world.customs.applies = true;
    auto const goods = world.goods.add({.name = named("shoes")});
    world.flows[flow].goods = goods;
    return world.goods[goods];
  }
  world::Switching turning(world::FlowId from, world::FlowId to) {
    return {
        .name = named("tariffs"), .from = from, .to = to, .share = 0.4, .begins = at_days(100), .ends = at_days(200)};
  }
  outcome::Outcome run() { return told(world); }
};

}  // namespace

TEST_CASE("work that has doubled needs 80 per cent of its time at a progress ratio of 0.8") {
  world::Skill const skill{.name = {}, .progress_ratio = 0.8, .work_at_start = 100};
  CHECK(skill.factor(Time{}, 0) == 1);
  CHECK(skill.factor(Time{}, 100) == Approx(1 / 0.8));
  CHECK(skill.factor(Time{}, 300) == Approx(1 / 0.64));
}

TEST_CASE("training gives half its gain half-way, and never more than the most") {
  world::Skill skill{.name = {}, .trained_from = at_days(10), .ramp = days(100), .gain_share = 0.1};
  CHECK(skill.factor(at_days(9), 0) == 1);
  CHECK(skill.factor(at_days(60), 0) == Approx(1.05));
  CHECK(skill.factor(at_days(500), 0) == Approx(1.1));
  skill.most_factor = 1.02;
  CHECK(skill.factor(at_days(500), 0) == Approx(1.02));
}

TEST_CASE("cranes that were trained to work twice as fast hold a ship half as long") {
  auto const handling_hours = [](double gain) {
    Coast coast;
    for (auto& terminal : coast.world.terminals) {
      terminal.cranes = 1;
      terminal.moves_per_crane_hour = 10;
      terminal.skill = world::Skill{.name = {}, .gain_share = gain};
    }
    auto const id = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 3650);
    auto const outcome = coast.run();
    return outcome.flows[id].hours[Cause::handling] / outcome.flows[id].boxes_out;
  };
  CHECK(handling_hours(1) == Approx(handling_hours(0) / 2).epsilon(0.02));
}

TEST_CASE("what turns rises over the ramp, and falls over it after the end") {
  world::Switching turn{.name = {}, .from = {}, .to = {}, .share = 0.4, .begins = at_days(100), .ends = at_days(200)};
  turn.ramp = days(50);
  CHECK(engine::share_turned(turn, at_days(99)) == 0);
  CHECK(engine::share_turned(turn, at_days(125)) == Approx(0.2));
  CHECK(engine::share_turned(turn, at_days(160)) == Approx(0.4));
  CHECK(engine::share_turned(turn, at_days(210)) == Approx(0.32));
  CHECK(engine::share_turned(turn, at_days(251)) == 0);
}

TEST_CASE(
    "at an elasticity of 2 a cost of a tenth of the value takes a fifth of what turns, and relief gives it back") {
  world::Switching turn{.name = {}, .from = {}, .to = {}, .elasticity = 2};
  CHECK(engine::share_willing(turn, 100, 1000) == Approx(0.8));
  turn.relief = 100;
  CHECK(engine::share_willing(turn, 100, 1000) == 1);
  CHECK(engine::share_willing(turn, 1000, 1000) == 0);
}

TEST_CASE(
    "four points less of a duty of 8 per cent, used by half the trade, bring 3.8 per cent more at elasticity -2") {
  world::Agreement const agreement{
      .name = {}, .flows = {}, .tariff = 0.08, .cut = 0.04, .used_share = 0.5, .elasticity = -2};
  CHECK(agreement.volume_factor() == Approx(1.08 * 1.08 / (1.06 * 1.06)));
}

TEST_CASE("an order that a shock takes away turns to the other market or is not sent at all") {
  // Half of ten a day for a hundred days are cancelled; 40 % of these turn.
  Coast coast;
  auto const abroad = coast.boxes(TradeClass::export_, coast.shanghai, coast.busan, 3650);
  auto const home = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 0);
  auto turn = coast.turning(abroad, home);
  turn.lost_share = 0.5;
  turn.shock_begins = turn.begins;
  turn.shock_ends = turn.ends;
  auto const id = coast.world.switching.add(turn);
  auto const outcome = coast.run();
  auto const& figures = outcome.switching[id];
  CHECK(figures.cancelled == Approx(500).epsilon(0.12));
  CHECK(figures.turned == Approx(0.4 * figures.cancelled).epsilon(0.15));
  CHECK(outcome.flows[home].boxes_in == figures.turned);
  CHECK(outcome.flows[abroad].lost.boxes_stayed_away == figures.cancelled - figures.turned);
}

TEST_CASE("goods that are refitted for their new market are sent so much later, and pay for it") {
  Coast coast;
  auto const abroad = coast.boxes(TradeClass::export_, coast.shanghai, coast.busan, 3650);
  auto const home = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 0);
  auto turn = coast.turning(abroad, home);
  turn.share = 1;
  turn.ready_share = 0;
  turn.refit = days(60);
  turn.refit_cost = 70;
  turn.relief = 20;
  coast.world.warm_up = days(160);  // none is ready before day 160: all are counted
  auto const id = coast.world.switching.add(turn);
  auto const outcome = coast.run();
  CHECK(outcome.flows[home].boxes_in == Approx(1000).epsilon(0.1));
  CHECK(outcome.switching[id].refitted == outcome.flows[home].boxes_in);
  CHECK(outcome.totals.money[Expense::customs] == Approx(70 * outcome.flows[home].boxes_in));
  CHECK(outcome.switching[id].relief == Approx(20 * outcome.flows[home].boxes_in));
  // Paid by the public purse, to the shippers whose boxes turn.
  CHECK(outcome.totals.money[Expense::subsidy] == Approx(-20 * outcome.flows[home].boxes_in));
}

TEST_CASE("a tenth of demand that moves each year has moved a twentieth on the mean of the first") {
  Coast coast;
  auto const coastal = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 36500);
  auto const inland = coast.boxes(TradeClass::export_, coast.shanghai, coast.busan, 0);
  coast.world.shifts.push_back({.name = {}, .from = coastal, .to = inland, .to_mail = {}, .share_per_year = 0.1});
  auto const outcome = coast.run();
  CHECK(outcome.flows[inland].boxes_in == Approx(36500 * 0.05).epsilon(0.08));
}

TEST_CASE("a box that is suspected stays its days and is taken away, and nothing of it is delivered") {
  Coast coast;
  auto const id = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
  auto& goods = coast.customs_and_goods(id);
  goods.ip_checked_share = goods.suspected_share = goods.seized_share = 1;
  goods.detention = days(10);
  auto const outcome = coast.run();
  CHECK(outcome.flows[id].boxes_out == 0);
  CHECK(outcome.goods[world::GoodsId{0}].seized == outcome.flows[id].lost.boxes_given_up);
  CHECK(outcome.flows[id].lost.boxes_given_up == Approx(3650 * 353.0 / 365).epsilon(0.05));
}

TEST_CASE("goods that are tested again wait for it and pay for it, half as many where standards are aligned for half") {
  for (double const aligned : {0.0, 0.5}) {
    Coast coast;
    auto const id = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
    auto& goods = coast.customs_and_goods(id);
    goods.retest_share = 1;
    goods.aligned_share = aligned;
    goods.retest = hours(72);
    goods.retest_cost = 800;
    auto const outcome = coast.run();
    auto const& flow = outcome.flows[id];
    CHECK(flow.hours[Cause::customs_inspection] / flow.boxes_out == Approx(72 * (1 - aligned)).epsilon(0.06));
    CHECK(outcome.totals.money[Expense::customs] == Approx(800 * outcome.goods[world::GoodsId{0}].retested));
  }
}

TEST_CASE("lots of a quarter fill a box by four, and wait for those that come after them") {
  // Forty lots a day: the four of a box wait for 3, 2, 1 and 0 others, 1.5 x 0.6 h on the mean.
  Coast coast;
  auto const id = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 3650);
  auto const station = coast.world.freight_stations.add(
      {.name = Sketch::named("Shanghai/cfs"), .place = coast.shanghai, .fill_share = 1, .cost_per_lot = 6});
  auto& flow = coast.world.flows[id];
  flow.lcl_share = 1;
  flow.lot_boxes = 0.25;
  flow.freight_station = station;
  auto const outcome = coast.run();
  auto const& figures = outcome.freight_stations[station];
  CHECK(figures.lots == 4 * figures.boxes);
  CHECK(figures.boxes == outcome.flows[id].boxes_in);
  CHECK(figures.fill_mean == Approx(1));
  CHECK(figures.wait_hours_mean == Approx(0.9).epsilon(0.05));
  CHECK(outcome.totals.money[Expense::handling] == Approx(6 * figures.lots));
}

TEST_CASE("a lot that nobody joins sets out when it has waited long enough") {
  // A lot in five weeks on the mean: two days are hardly ever enough for a second one.
  Coast coast;
  auto const id = coast.boxes(TradeClass::domestic, coast.shanghai, coast.ningbo, 2.5);
  auto const station = coast.world.freight_stations.add(
      {.name = Sketch::named("Shanghai/cfs"), .place = coast.shanghai, .fill_share = 1, .longest_wait = hours(48)});
  auto& flow = coast.world.flows[id];
  flow.lcl_share = 1;
  flow.lot_boxes = 0.25;
  flow.freight_station = station;
  auto const outcome = coast.run();
  auto const& figures = outcome.freight_stations[station];
  REQUIRE(figures.boxes > 0);
  CHECK(figures.wait_hours_mean <= 48);
  CHECK(figures.fill_mean < 0.35);
}

TEST_CASE("a barrier on a road holds up each truck and asks for its price, and nothing else changes") {
  auto const by_road = [](double hours_held, double price) {
    Coast coast;
    coast.trucks(1);
    auto const town = coast.port("Town", "CN");
    auto const road = coast.road(town, coast.shanghai, 600);
    coast.world.links[road].barrier = hours(hours_held);
    coast.world.links[road].barrier_cost = price;
    auto const id = coast.boxes(TradeClass::domestic, town, coast.ningbo, 365);
    return std::pair{coast.run(), id};
  };
  auto const [unheld, id] = by_road(0, 0);
  auto const [held, same] = by_road(5, 30);
  CHECK(held.flows[same].hours[Cause::drayage] ==
        Approx(unheld.flows[id].hours[Cause::drayage] * 15 / 10).epsilon(0.01));
  CHECK(held.totals.money[Expense::transfer] == Approx(30 * held.flows[same].boxes_in).epsilon(0.01));
  CHECK(held.totals.money[Expense::drayage] == Approx(unheld.totals.money[Expense::drayage]).epsilon(0.01));
}

namespace {

/// Ten boxes a day come from Busan to Shanghai, where their goods stay ten days; four leave for every five.
struct Zone : Coast {
  world::FlowId in = boxes(TradeClass::import, busan, shanghai, 3650);
  world::FlowId out = boxes(TradeClass::export_, shanghai, busan, 0),
                home = boxes(TradeClass::import, shanghai, ningbo, 0);
  world::ZoneStayId stay;

  explicit Zone(bool in_bond) {
    customs_and_goods(in);
    world.customs.import_declaration = demand::Distribution<Duration>::fixed(hours(48));
    stay = world.zone_stays.add({.name = named("zone/assembly"),
                                 .from = in,
                                 .to = {{out, 0.75}, {home, 0.25}},
                                 .stay = demand::Distribution<Duration>::fixed(days(10)),
                                 .boxes_per_box = 0.8,
                                 .cost_per_box = 30,
                                 .duty = 1000,
                                 .interest_per_hour = in_bond ? 0.5 : 0.5 + 0.1,
                                 .in_bond = in_bond});
    world.flows[in].stay = stay;
    if (in_bond) world.flows[in].clearance = world::Clearance::in_bond;
    if (!in_bond) world.flows[home].clearance = world::Clearance::before;
  }
};

}  // namespace

TEST_CASE("goods that would leave a zone by a way dearer than their trade bears are counted where they lay") {
  Zone zone{true};
  zone.world.flows[zone.home].bears.most_cost = -1;
  auto const outcome = zone.run();
  auto const& stay = outcome.zone_stays[zone.stay];
  CHECK(outcome.flows[zone.home].boxes_in == 0);
  CHECK(stay.stayed_away == outcome.flows[zone.home].lost.boxes_stayed_away);
  CHECK(stay.stayed_away == Approx((stay.out + stay.stayed_away) / 4).margin(1));
  CHECK(0.8 * stay.in - stay.out - stay.stayed_away - stay.inside_at_end == Approx(0).margin(1));
}

TEST_CASE("goods in bond are not cleared, stay their days, and leave for abroad and for home as their shares say") {
  Zone zone{true};
  auto const outcome = zone.run();
  auto const& stay = outcome.zone_stays[zone.stay];
  CHECK(outcome.flows[zone.in].hours[Cause::customs_declaration] == 0);
  CHECK(stay.in == outcome.flows[zone.in].boxes_out);
  CHECK(outcome.flows[zone.out].boxes_in + outcome.flows[zone.home].boxes_in == stay.out);
  CHECK(outcome.flows[zone.home].boxes_in == Approx(0.25 * stay.out).margin(1));
  // What has come is gone or inside, up to a part of a box: of the last ten days' goods, 8 boxes a day.
  CHECK(0.8 * stay.in - stay.out - stay.inside_at_end == Approx(0).margin(1));
  CHECK(stay.inside_at_end == Approx(80).epsilon(0.25));
  // Of boxes that come a tenth of a day apart, goods wait for half of that until they fill the box in which they leave.
  CHECK(stay.days_mean == Approx(10.05).epsilon(1e-3));
  CHECK(outcome.totals.money[Expense::handling] == Approx(30 * stay.out));
  // 0.5 an hour of each box that came, for 0.8 boxes that leave.
  CHECK(stay.interest == Approx(0.5 * 24 * 10.05 / 0.8 * stay.out).epsilon(1e-3));
  CHECK(outcome.totals.money[Expense::trade_finance] == Approx(stay.interest));
  // Duty is due on what enters the home market, which is cleared where it leaves; what goes abroad again owes none.
  CHECK(stay.duty == Approx(1000 / 0.8 * outcome.flows[zone.home].boxes_in));
  CHECK(outcome.flows[zone.home].hours[Cause::customs_declaration] ==
        Approx(48 * outcome.flows[zone.home].boxes_in).epsilon(0.02));
}

TEST_CASE("goods that were cleared before they stay owe their duty at once, and cost interest on it meanwhile") {
  Zone zone{false};
  auto const outcome = zone.run();
  auto const& stay = outcome.zone_stays[zone.stay];
  CHECK(outcome.flows[zone.in].hours[Cause::customs_declaration] ==
        Approx(48 * outcome.flows[zone.in].boxes_out).epsilon(0.02));
  CHECK(stay.duty == Approx(1000 * stay.in));
  CHECK(stay.interest == Approx((0.5 + 0.1) * 24 * 10.05 / 0.8 * stay.out).epsilon(1e-3));
  CHECK(outcome.flows[zone.home].boxes_in > 0);
  CHECK(outcome.flows[zone.home].hours[Cause::customs_declaration] == 0);
}

TEST_CASE("goods in bond may go on to another zone: they are cleared when they leave the second, and never before") {
  // From Shanghai to Ningbo in bond, and from there home; nothing is spent in declarations before.
  Zone zone{true};
  auto const town = zone.port("Town", "CN");
  zone.trucks(1);
  zone.road(zone.ningbo, town, 60);
  auto const from_ningbo = zone.boxes(TradeClass::import, zone.ningbo, town, 0);
  auto const second = zone.world.zone_stays.add({.name = Sketch::named("zone/stock"),
                                                 .from = zone.home,
                                                 .to = {{from_ningbo, 1}},
                                                 .stay = demand::Distribution<Duration>::fixed(days(3)),
                                                 .duty = 1000});
  zone.world.flows[zone.home].stay = second;
  zone.world.flows[zone.home].clearance = world::Clearance::in_bond;
  auto const outcome = zone.run();
  CHECK(outcome.zone_stays[zone.stay].duty == 0);
  CHECK(outcome.flows[zone.home].hours[Cause::customs_declaration] == 0);
  CHECK(outcome.zone_stays[second].in == outcome.flows[zone.home].boxes_out);
  CHECK(outcome.zone_stays[second].out > 100);
  CHECK(outcome.flows[from_ningbo].boxes_in == outcome.zone_stays[second].out);
  CHECK(outcome.zone_stays[second].duty == Approx(1000 * outcome.zone_stays[second].out));
  CHECK(outcome.flows[from_ningbo].hours[Cause::customs_declaration] ==
        Approx(48 * outcome.flows[from_ningbo].boxes_in).epsilon(0.02));
}

TEST_CASE("goods that stay less than a day leave at the midnight after they came, and none before") {
  Zone zone{true};
  zone.world.zone_stays[zone.stay].stay = demand::Distribution<Duration>::fixed(hours(1));
  auto const stay = zone.run().zone_stays[zone.stay];
  CHECK(stay.out > 1000);
  CHECK(stay.days_mean > 1.0 / 24);
  CHECK(stay.days_mean < 1);
}

TEST_CASE(
    "where there is one stop for both, a box is tested while it is inspected and waits for the longer of the two") {
  // Each is inspected for two hours, in a bay of its own.
  auto const hours_at_customs = [](double test, bool one_stop) {
    Coast coast;
    auto const id = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
    auto& goods = coast.customs_and_goods(id);
    goods.ip_checked_share = goods.retest_share = 1;
    goods.retest = hours(test);
    coast.world.customs.one_stop = one_stop;
    auto const outcome = coast.run();
    return outcome.flows[id].hours[Cause::customs_inspection] / outcome.flows[id].boxes_out;
  };
  CHECK(hours_at_customs(24, false) == Approx(26).epsilon(0.01));
  CHECK(hours_at_customs(24, true) == Approx(24).epsilon(0.01));
  CHECK(hours_at_customs(1, true) == Approx(2).epsilon(0.01));
}

TEST_CASE("more boxes that are opened for rights leave the same boxes to be tested again") {
  auto const retested = [](double checked) {
    Coast coast;
    auto const id = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
    auto& goods = coast.customs_and_goods(id);
    goods.retest_share = 0.4;
    goods.ip_checked_share = checked;
    return coast.run().goods[world::GoodsId{0}].retested;
  };
  CHECK(retested(0) == retested(0.5));
}

TEST_CASE("what a zone spares those that use it leaves the declarations of the others as they were") {
  auto const declared_elsewhere = [](bool zone_is_fast) {
    Coast coast;
    auto const users = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
    auto const others = coast.boxes(TradeClass::import, coast.busan, coast.shanghai, 3650);
    coast.customs_and_goods(users);
    coast.world.flows[others].zone_share = 0;
    coast.world.customs.import_declaration = demand::Distribution<Duration>::lognormal(hours(32), 0.5);
    world::CustomsZone zone;
    zone.places = {coast.shanghai};
    if (zone_is_fast) zone.declaration = demand::Distribution<Duration>::fixed(hours(8));
    coast.world.customs.zones.push_back(zone);
    return coast.run().flows[others].hours[Cause::customs_declaration];
  };
  CHECK(declared_elsewhere(true) == Approx(declared_elsewhere(false)));
}
