#include "sim/engine/hub.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_engine/mail_sketch.hpp"

using namespace tongzhou;
using engine::HubAtWork;
using engine::Lot;
using engine::Quarter;
using engine::start_of;
using engine::Unit;

namespace {

/// A hub without a clock: parcels are brought to it quarter by quarter.
struct Desk : MailSketch {
  world::DispatchId out = dispatch(hub, town, 1e9);
  world::MailFlowId parcels = mail(0, {{hub, out}});
  engine::Window window{Time{}, at_days(28)};
  std::vector<Unit> closed;
  std::vector<Lot> in_town;

  HubAtWork open() { return {world, hub, window, 1, 0}; }
  void bring(HubAtWork& at, Quarter q, double count) {
    if (count > 0) at.come({.flow = parcels, .posted = q, .parcels = count}, start_of(q));
  }
};

}  // namespace

TEST_CASE("a peak of two hours leaves 4000 parcels behind, and they are gone an hour and twenty minutes later") {
  // 4000 an hour are sorted. From 0 to 2 h 6000 an hour come, then 1000: the backlog grows by 2000 an hour to 4000 and
  // falls by 3000 an hour, to nothing at 3 h 20.
  Desk desk;
  auto hub = desk.open();
  std::vector<double> backlog;
  for (Quarter q = 0; q < 16; ++q) {
    desk.bring(hub, q, q < 8 ? 1500 : 250);
    hub.work(q, desk.closed, desk.in_town);
    backlog.push_back(hub.backlog());
  }
  CHECK(backlog[3] == 2000);   // at 1 h
  CHECK(backlog[7] == 4000);   // at 2 h
  CHECK(backlog[11] == 1000);  // at 3 h
  CHECK(backlog[12] == 250);   // at 3 h 15: another 20 minutes would take it to nothing and more
  CHECK(backlog[13] == 0);
  auto const figures = hub.outcome();
  CHECK(figures.backlog_max == 4000);
  CHECK(figures.backlog_by_hour[1] == 4000);
  CHECK(figures.sorted_by_hour[0] == 4000);
  CHECK(figures.utilisation_by_hour[0] == 1);
  CHECK(figures.parcels_in == 14000);
  CHECK(figures.parcels_out == 14000);
}

TEST_CASE("a line that is always asked for too much falls behind by the difference, to the parcel") {
  Desk desk;
  desk.world.postal_hubs[desk.hub].sorting.parcels_per_hour = 4001;  // 1000.25 a quarter of an hour
  auto hub = desk.open();
  for (Quarter q = 0; q < 400; ++q) {
    desk.bring(hub, q, 1200);
    hub.work(q, desk.closed, desk.in_town);
  }
  CHECK(hub.backlog() == 400 * 1200 - 400 * 1000.25);
  CHECK(hub.outcome().sorting_utilisation == Approx(1));
}

TEST_CASE("at night a third of the staff sorts a third") {
  Desk desk;
  auto& staffed = desk.world.postal_hubs[desk.hub].sorting.staffed;
  for (std::size_t hour = 0; hour < 6; ++hour) staffed[hour] = 0.25;
  auto hub = desk.open();
  desk.bring(hub, 0, 20000);
  for (Quarter q = 0; q < 28; ++q) hub.work(q, desk.closed, desk.in_town);
  CHECK(hub.backlog() == 20000 - 6 * 1000 - 4000);
}

TEST_CASE("a line that is broken for half of the time sorts half") {
  Desk desk;
  auto& sorting = desk.world.postal_hubs[desk.hub].sorting;
  sorting.count = 20;
  sorting.between = demand::Distribution<Duration>::exponential(hours(3));
  sorting.lasting = demand::Distribution<Duration>::exponential(hours(3));
  auto hub = desk.open();
  desk.bring(hub, 0, 1e9);
  for (Quarter q = 0; q < 4 * 24 * 28; ++q) hub.work(q, desk.closed, desk.in_town);
  CHECK((1e9 - hub.backlog()) / (20 * 4000 * 24 * 28) == Approx(0.5).epsilon(0.05));
}

TEST_CASE("customs opens its share, and the officers are the narrow place") {
  // 1000 parcels a quarter, one in ten opened; 4 officers at 3 minutes each open 20 a quarter: 80 more wait each time.
  Desk desk;
  auto& facts = desk.world.postal_hubs[desk.hub];
  facts.customs =
      world::CustomsLine{.machines = 2, .parcels_per_hour = 3000, .officers = 4, .per_inspection = minutes(3)};
  for (auto& regime : facts.customs->regimes) regime.inspected_share = 0.1;
  desk.world.mail_flows[desk.parcels].through_customs = true;
  auto hub = desk.open();
  for (Quarter q = 0; q < 10; ++q) {
    desk.bring(hub, q, 1000);
    hub.work(q, desk.closed, desk.in_town);
  }
  CHECK(hub.backlog() == 800);
  auto const figures = hub.outcome();
  CHECK(figures.parcels_out == 9200);
  CHECK(figures.inspected_by_flow[desk.parcels] == 1000);
  CHECK(figures.x_ray_utilisation == Approx(1000.0 / 1500));
  CHECK(figures.officer_utilisation == 1);
}

TEST_CASE("parcels at home are not shown to customs") {
  Desk desk;
  desk.world.postal_hubs[desk.hub].customs = world::CustomsLine{.machines = 1, .parcels_per_hour = 4};
  auto hub = desk.open();
  desk.bring(hub, 0, 1000);
  hub.work(0, desk.closed, desk.in_town);
  CHECK(hub.backlog() == 0);
}

TEST_CASE("a unit is closed when it is full, by number or by mass, and the rest begins the next") {
  Desk desk;
  desk.world.dispatches[desk.out].full_at_parcels = 300;
  desk.world.dispatches[desk.out].full_at_kg = 500;
  desk.world.mail_flows[desk.parcels].kg = GENERATE(0.1, 2.0);
  bool const light = desk.world.mail_flows[desk.parcels].kg < 1;
  auto hub = desk.open();
  desk.bring(hub, 0, 1000);
  hub.work(0, desk.closed, desk.in_town);
  REQUIRE(desk.closed.size() == 3);  // 300, 300, 300 and 100; or 250, 250, 250 and an open one that is full
  for (auto const& unit : desk.closed) CHECK(unit.parcels == (light ? 300 : 250));
  CHECK(hub.inside() == (light ? 100 : 250));
  hub.close(desk.out, true, 0, desk.closed);
  CHECK(desk.closed.back().parcels == (light ? 100 : 250));
  CHECK(hub.inside() == 0);
}

TEST_CASE("who is still in front of the lines at the cut-off has missed it") {
  Desk desk;
  auto hub = desk.open();
  desk.bring(hub, 0, 1500);
  hub.work(0, desk.closed, desk.in_town);
  hub.close(desk.out, true, 0, desk.closed);
  hub.work(1, desk.closed, desk.in_town);
  hub.close(desk.out, true, 1, desk.closed);
  auto const figures = hub.outcome();
  CHECK(figures.dispatches[0].cut_offs == 2);
  CHECK(figures.dispatches[0].cut_offs_missed == 1);
  CHECK(figures.dispatches[0].parcels_missed == 500);
}

TEST_CASE("a unit does not wait for more parcels longer than it may") {
  Desk desk;
  desk.world.dispatches[desk.out].longest_wait = hours(2);
  auto hub = desk.open();
  desk.bring(hub, 3, 10);
  for (Quarter q = 0; q < 40; ++q) {
    hub.work(q, desk.closed, desk.in_town);
    hub.close_late(q, desk.closed);
    CHECK(desk.closed.size() == (q < 10 ? 0 : 1));  // opened at 0:45, closed at 2:45
  }
}

TEST_CASE("orders wait for goods in bond, and what is sold is ordered again") {
  // 100 in stock, 150 ordered by customers; at 50 or less the hub orders 400, which take one day.
  Desk desk;
  desk.world.mail_flows[desk.parcels].product = world::MailProduct::bonded_import;
  desk.world.postal_hubs[desk.hub].stock = world::BondedStock{
      .parcels = 100, .reorder_at = 50, .order = 400, .lead = demand::Distribution<Duration>::fixed(days(1))};
  auto hub = desk.open();
  desk.bring(hub, 0, 150);
  for (Quarter q = 0; q < 97; ++q) hub.work(q, desk.closed, desk.in_town);
  CHECK(hub.outcome().parcels_out == 100);
  CHECK(hub.outcome().hours_out_of_stock == 24.25);
  hub.work(97, desk.closed, desk.in_town);  // ordered at 0:15, the goods come at 24:15
  CHECK(hub.outcome().parcels_out == 150);
  CHECK(hub.outcome().stock_mean == Approx(350.0 / 98));
}

TEST_CASE("a line that is busy all the time is used in full every hour, a parcel begun in one and done in the next") {
  // 3.6 parcels an hour, 0.9 a quarter: some hours see four off. Then a line that has half the work is used by half.
  Desk desk;
  desk.world.postal_hubs[desk.hub].sorting.parcels_per_hour = 3.6;
  auto busy = desk.open(), half = desk.open();
  for (Quarter q = 0; q < 400; ++q) {
    desk.bring(busy, q, 2);
    desk.bring(half, q, q % 20 == 0 ? 9 : 0);
    busy.work(q, desk.closed, desk.in_town);
    half.work(q, desk.closed, desk.in_town);
  }
  auto const figures = busy.outcome();
  for (double const used : figures.utilisation_by_hour) CHECK(used == Approx(1));
  CHECK(figures.sorting_utilisation == Approx(1));
  CHECK(half.outcome().sorting_utilisation == Approx(0.5));
}

TEST_CASE("a second pass for a quarter of the parcels leaves a line of 9500 an hour 7600") {
  // 64 directions over 40 exits; the 39 largest have three quarters of the parcels.
  Desk desk;
  auto& sorting = desk.world.postal_hubs[desk.hub].sorting;
  sorting.parcels_per_hour = 9500;
  sorting.exits = 40;
  sorting.direction_shares.assign(39, 75.0 / 39);
  sorting.direction_shares.resize(64, 1.0);
  auto hub = desk.open();
  desk.bring(hub, 0, 100'000);
  for (Quarter q = 0; q < 40; ++q) hub.work(q, desk.closed, desk.in_town);
  CHECK(hub.backlog() == 100'000 - 10 * 7600);
  CHECK(hub.outcome().sorting_utilisation == Approx(1));
}

TEST_CASE("forty people at a line of 12,000 an hour are paid for their eight hours at any volume") {
  Desk desk;
  auto& sorting = desk.world.postal_hubs[desk.hub].sorting;
  sorting.parcels_per_hour = 12'000;
  sorting.parcels_per_worker_hour = 300;
  for (std::size_t hour = 0; hour < 24; ++hour) sorting.staffed[hour] = hour >= 8 && hour < 16 ? 1 : 0;
  double const parcels = GENERATE(0.0, 100.0, 96'000.0);
  auto hub = desk.open();
  desk.bring(hub, 0, parcels);
  for (Quarter q = 0; q < 96; ++q) hub.work(q, desk.closed, desk.in_town);
  CHECK(hub.outcome().workers_max == 40);
  CHECK(hub.outcome().worker_hours * 28 == Approx(8960));
  CHECK(hub.backlog() == 0);
}

TEST_CASE("nobody sorts on Sunday, and a third more are hired for a week, as far as there are lines") {
  // Half of the staff from Monday to Saturday; the run begins on a Monday.
  Desk desk;
  auto& sorting = desk.world.postal_hubs[desk.hub].sorting;
  sorting.staffed.fill(0.5);
  sorting.staffed_by_weekday[6] = 0;
  sorting.staff_peaks = {{at_days(7), at_days(14), 4.0 / 3}, {at_days(14), at_days(21), 3}};
  auto hub = desk.open();
  desk.bring(hub, 0, 1e7);
  double before = 1e7;
  for (double const a_day : {2000.0, 2000 * 4 / 3.0, 4000.0}) {
    Quarter const from = a_day == 2000 ? 0 : a_day == 4000 ? 14 * 96 : 7 * 96;
    for (Quarter q = from; q < from + 7 * 96; ++q) hub.work(q, desk.closed, desk.in_town);
    CHECK(before - hub.backlog() == Approx(6 * 24 * a_day).margin(2));
    before = hub.backlog();
  }
}

TEST_CASE("9,000 parcels declared directly and 1,000 as mail make 290 inspections: 19.3 hours of an officer") {
  // One in a hundred of the first is opened, one in five of the others, 4 minutes each.
  Desk desk;
  auto& customs = desk.world.postal_hubs[desk.hub].customs.emplace();
  customs.parcels_per_hour = 1e6;
  customs.officers = 1;
  customs.per_inspection = minutes(4);
  customs.regimes[world::CustomsRegime::direct].inspected_share = 0.01;
  customs.regimes[world::CustomsRegime::mail].inspected_share = 0.2;
  auto const direct = desk.mail(0, {{desk.hub, desk.out}});
  for (auto const id : {desk.parcels, direct}) desk.world.mail_flows[id].through_customs = true;
  desk.world.mail_flows[direct].regime = world::CustomsRegime::direct;
  desk.world.postal_hubs[desk.hub].sorting.parcels_per_hour = 1e6;
  auto hub = desk.open();
  hub.come({.flow = direct, .parcels = 9000}, start_of(0));
  hub.come({.flow = desk.parcels, .parcels = 1000}, start_of(0));
  Quarter q = 0;
  while (q == 0 || hub.backlog() > 0) hub.work(q++, desk.closed, desk.in_town);
  CHECK(hub.outcome().inspected == 290);
  CHECK(hub.outcome().inspected * 4 / 60 == Approx(19.3).margin(0.04));
  CHECK(q == 78);  // 19 h 20 of one officer, to a quarter of an hour
}

TEST_CASE("a parcel waits for its manifest, and for the hours of its regime") {
  // Sorted at 16:00, the manifest takes 3 hours, and the regime is shown from 8:00 to 18:00: it leaves at 8:00.
  Desk desk;
  auto& customs = desk.world.postal_hubs[desk.hub].customs.emplace();
  customs.parcels_per_hour = 4000;
  auto& regime = customs.regimes[world::CustomsRegime::mail];
  regime.papers = hours(3);
  bool const keeps_hours = GENERATE(false, true);
  if (keeps_hours) regime.open = world::OpeningHours::daily(8, 18);
  desk.world.mail_flows[desk.parcels].through_customs = true;
  auto hub = desk.open();
  Quarter const sorted = 16 * 4, leaves = keeps_hours ? 32 * 4 : 19 * 4;
  for (Quarter q = 0; q < 33 * 4; ++q) {
    if (q == sorted) desk.bring(hub, q, 100);
    hub.work(q, desk.closed, desk.in_town);
    INFO(q);
    CHECK(hub.backlog() == (q >= sorted && q < leaves ? 100 : 0));
    CHECK(hub.inside() == (q >= sorted ? 100 : 0));
  }
}

TEST_CASE("parcels are cleared at the hub that their flow names") {
  Desk desk;
  auto const second = desk.add_hub("Town/hub", desk.town);
  desk.world.postal_hubs[desk.hub].customs.emplace().parcels_per_hour = 4;
  desk.world.mail_flows[desk.parcels].through_customs = true;
  bool const there = GENERATE(true, false);
  if (there) desk.world.mail_flows[desk.parcels].clears_in = second;
  auto hub = desk.open();
  desk.bring(hub, 0, 1000);
  hub.work(0, desk.closed, desk.in_town);
  CHECK(hub.backlog() == (there ? 0 : 999));
}

TEST_CASE("parcels that come back are cleared at the hub of their returns, whichever their flow names on the way out") {
  Desk desk;
  desk.world.postal_hubs[desk.hub].customs.emplace().parcels_per_hour = 4;
  desk.world.mail_flows[desk.parcels].through_customs = true;
  desk.world.mail_flows[desk.parcels].clears_in = desk.add_hub("Town/hub", desk.town);
  auto hub = desk.open();
  hub.come({.flow = desk.parcels, .returned = true, .parcels = 1000}, start_of(0));
  hub.work(0, desk.closed, desk.in_town);
  CHECK(hub.backlog() == 999);
}

TEST_CASE("a hub orders again what was lost on its way, and a box that nobody ordered leaves its orders as they are") {
  // Of 50 parcels it orders at 50, a box of 100 at a time: one at once. Lost, another one is ordered.
  Desk desk;
  auto& stock = desk.world.postal_hubs[desk.hub].stock.emplace();
  stock.reorder_at = stock.parcels = 50;
  stock.order = stock.parcels_per_box = 100;
  stock.refilled_by = world::FlowId{0};
  auto hub = desk.open();
  Quarter q = 0;
  auto const ordered = [&] {
    hub.work(q++, desk.closed, desk.in_town);
    return hub.take_boxes_ordered();
  };
  CHECK(ordered() == 1);
  CHECK(ordered() == 0);
  hub.order_lost();
  CHECK(ordered() == 1);
  hub.stock_arrives(start_of(q));
  hub.stock_arrives(start_of(q));  // one that it has not ordered
  CHECK(ordered() == 0);
}

TEST_CASE("a pallet of 12 m3 is full of light parcels at 1,440 kg, and charged as 2,004") {
  // 120 kg a cubic metre, half a kilogram each: 2,880 parcels, not 5,000; 12 m3 x 167 kg are charged.
  Desk desk;
  auto& dispatch = desk.world.dispatches[desk.out];
  dispatch.full_at_parcels = 1e9;
  dispatch.full_at_kg = 2500;
  dispatch.full_at_m3 = 12;
  dispatch.receptacle_kg = 30;
  desk.world.mail_flows[desk.parcels].litres = 0.5 / 0.12;
  desk.world.postal_hubs[desk.hub].sorting.parcels_per_hour = 1e6;
  auto hub = desk.open();
  desk.bring(hub, 0, 2881);
  hub.work(0, desk.closed, desk.in_town);
  REQUIRE(desk.closed.size() == 1);
  CHECK(desk.closed[0].parcels == 2880);
  auto const figures = hub.outcome().dispatches[0];
  CHECK(figures.kg == 1440);
  CHECK(figures.m3 == Approx(12));
  CHECK(figures.chargeable_kg == Approx(2004));
  CHECK(figures.receptacles == 48);
}
