#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <queue>

#include "sim/engine/ages.hpp"
#include "tests/units/sim_engine/mail_sketch.hpp"

using namespace tongzhou;

namespace {

/// The same hub, every parcel for itself: posted one by one, over the docks and the lines in turn, each with its own
/// server, into units that leave with a boat every `headway_h` and are `ride_h` on the way.
struct ParcelByParcel {
  world::MailFlow const& flow;
  world::PostalHub const& hub;
  double cut_off_h, headway_h, ride_h;

  /// Door-to-door hours of those that arrive before the end, sorted.
  std::vector<double> run(Date start, double end_h) const {
    demand::Arrivals posting{flow.parcels_per_day * 365, flow.season, demand::Pattern::poisson, {}, start,
                             {99, 0, "one by one"}};
    demand::Stream dice{99, 0, "delivery"};
    Servers docks{hub.docks, hub.parcels_per_dock_hour}, lines{hub.sorting.count, hub.sorting.parcels_per_hour};
    double const collection = in_hours(mean(flow.ways.front().collection));
    std::vector<double> result;
    for (auto arrival = posting.next(); in_hours(arrival.time) < end_h; arrival = posting.next()) {
      double const posted = in_hours(arrival.time);
      double const sorted = lines.through(docks.through(posted + collection));
      double const leaves = std::ceil((sorted + cut_off_h) / headway_h) * headway_h;
      double const there = leaves + ride_h;
      if (there < end_h) result.push_back(there - posted + in_hours(draw(flow.delivery, dice)));
    }
    std::ranges::sort(result);
    return result;
  }

  struct Servers {
    Servers(int count, double per_hour) : hours(1 / per_hour) {
      for (int i = 0; i < count; ++i) free.push(0);
    }
    double through(double at) {
      double const done = std::max(at, free.top()) + hours;
      free.pop();
      free.push(done);
      return done;
    }
    double hours;
    std::priority_queue<double, std::vector<double>, std::greater<>> free;
  };
};

double quantile(std::vector<double> const& sorted, double p) {
  return sorted[static_cast<std::size_t>(std::ceil(p * static_cast<double>(sorted.size()))) - 1];
}

/// A boat every so many hours takes all that is closed.
struct Boats : MailSketch {
  world::DispatchId out = dispatch(hub, town, 1000);
  Boats(double headway_h, double cut_off_h) {
    service("boat", vehicle("big", world::Mode::river, 20, 1e5), headway_h, 1, {upper, lower}, {reach});
    world.services[world::ServiceId{0}].cut_off = hours(cut_off_h);
    world.services[world::ServiceId{0}].stops.front().departs = {};
    world.dispatches[out].cut_off = hours(cut_off_h);
  }
};

}  // namespace

TEST_CASE("in lots or one by one, parcels are as long on the way, to a quarter of an hour") {
  Boats sketch{6, 1};
  auto& hub = sketch.world.postal_hubs[sketch.hub];
  hub.docks = 3;
  hub.parcels_per_dock_hour = 1500;
  hub.sorting.count = 2;
  hub.sorting.parcels_per_hour = 2000;
  auto const id = sketch.mail(60000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  demand::Season season;
  season.by_hour.emplace();
  for (std::size_t h = 0; h < 24; ++h) (*season.by_hour)[h] = h < 8 ? 0.2 : h < 20 ? 1.5 : 0.8;
  season.peaks.push_back({at_days(9.4), at_days(11), 1.8});  // up to 6700 an hour against 4000
  flow.season = season;
  flow.ways.front().collection = demand::Distribution<Duration>::fixed(hours(3));
  flow.delivery = demand::Distribution<Duration>::lognormal(hours(8), 0.5);
  flow.promised = hours(36);
  auto const together = sketch.run().postal.flows[id].hours;

  auto const alone = ParcelByParcel{flow, hub, 1, 6, 10}.run(sketch.world.start, in_hours(sketch.world.end()));
  REQUIRE(alone.size() > 1000000);
  CHECK(together.parcels == Approx(static_cast<double>(alone.size())).epsilon(0.01));
  double sum = 0;
  for (double const h : alone) sum += h;
  CHECK(together.mean == Approx(sum / static_cast<double>(alone.size())).margin(0.25));
  CHECK(together.p50 == Approx(quantile(alone, 0.5)).margin(0.25));
  CHECK(together.p90 == Approx(quantile(alone, 0.9)).margin(0.25));
  CHECK(together.p99 == Approx(quantile(alone, 0.99)).margin(0.25));
  auto const in_time = std::ranges::upper_bound(alone, 36.0) - alone.begin();
  CHECK(together.on_time_share.value() ==
        Approx(static_cast<double>(in_time) / static_cast<double>(alone.size())).margin(0.01));
}

TEST_CASE("under constant overload the backlog of a hub in a whole run grows at the difference of the rates") {
  Boats sketch{6, 0};
  sketch.mail(24 * 5000, {{sketch.hub, sketch.out}});  // 5000 an hour against 4000
  auto const outcome = sketch.run();
  auto const& hub = outcome.postal.hubs[sketch.hub];
  // Poisson: the standard deviation of the parcels of four weeks is 1800.
  CHECK(hub.backlog_at_end == Approx(28 * 24 * 1000).margin(6000));
  CHECK(hub.backlog_by_hour[335] == Approx(14 * 24 * 1000).margin(5000));
  CHECK(hub.sorted == 28 * 24 * 4000);
}

TEST_CASE("a parcel posted just before the cut-off is two hours and ten on the way, the next one twelve more") {
  Boats sketch{12, 2};
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto const hours = sketch.run().postal.flows[id].hours;
  // Evenly between 12 and 24 hours.
  CHECK(hours.p50 == Approx(18).margin(0.5));
  CHECK(hours.p99 == Approx(23.9).margin(0.3));
  CHECK(hours.mean == Approx(18).margin(0.3));
}

TEST_CASE("mail is loaded before freight, and freight takes the slots that mail leaves") {
  Boats sketch{12, 0};
  auto& boat = sketch.world.vehicle_classes[sketch.world.services[world::ServiceId{0}].vehicle];
  boat.teu = 10;
  auto const freight = sketch.flow(sketch.city, sketch.town);
  sketch.world.flows[freight].name = sketch.named("freight");
  sketch.world.flows[freight].boxes_per_year = 365 * 40;  // twice what the boats could carry
  auto const id = sketch.mail(8000, {{sketch.hub, sketch.out}});
  auto const outcome = sketch.run();
  auto const& leg = outcome.services[world::ServiceId{0}].legs[0];
  CHECK(leg.teu_carried / leg.teu_offered > 0.98);
  CHECK(outcome.postal.flows[id].hours.p99 < 22.6);  // never left behind
  auto const units = outcome.flows[sketch.world.dispatches[sketch.out].flow].boxes_out;
  CHECK(units >= 8 * 27);
  CHECK(outcome.flows[freight].boxes_out == Approx(56 * 10 - units).margin(30));
}

TEST_CASE("from a hub in the country parcels come to the great one by truck, and both sort them") {
  Boats sketch{6, 0};
  auto const village = sketch.place("Village");
  sketch.road(village, sketch.city, 120);
  sketch.trucks(5, 100);
  auto const small = sketch.add_hub("Village/hub", village);
  auto const feeder = sketch.dispatch(small, sketch.city, 500);
  sketch.world.dispatches[feeder].longest_wait = hours(4);
  auto const id = sketch.mail(20000, {{small, feeder}, {sketch.hub, sketch.out}});
  auto const outcome = sketch.run();
  auto const& flow = outcome.postal.flows[id];
  CHECK(outcome.postal.hubs[small].sorted == Approx(20000 * 28).epsilon(0.01));
  CHECK(outcome.postal.hubs[sketch.hub].sorted == Approx(20000 * 28).epsilon(0.01));
  CHECK(flow.hours.p50 > 12);  // 2 by truck and 10 by boat
  // A truck costs 100 + 120 x 5 for 500 parcels, the boat 200 for 1000: 1.4 and 0.2 a parcel.
  auto const transport = outcome::MailExpense::transport;
  CHECK(flow.spent.money[transport] / flow.parcels_out == Approx(1.6).epsilon(0.05));
  CHECK(flow.of_those_out.money[transport] / flow.parcels_out == Approx(1.6).epsilon(0.05));
}

TEST_CASE("parcels go by the ways in the shares that the file gives, to the parcel") {
  Boats sketch{6, 0};
  auto const other = sketch.add_hub("City/second", sketch.city);
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.ways.front().share = 3;
  flow.ways.push_back({.legs = {{other, sketch.dispatch(other, sketch.town, 1000)}}, .share = 1, .collection = {}});
  auto const by_way = sketch.run().postal.flows[id].parcels_by_way;
  CHECK(std::abs(by_way[0] - 3 * by_way[1]) < 4);
}

TEST_CASE("what a parcel costs is what one that is out has cost, however many are posted and not out yet") {
  // Ten days, boats daily, ten hours on the way: of all that is posted a twentieth and more is not out, and what is
  // spent on those is no cost of the others. Collection costs 3 and 7 by the two ways, of which three in four take the
  // first; sorting 2, twice by the second; the postman 5. So 3 x 3/4 + 7 x 1/4 = 4, 2 x 3/4 + 4 x 1/4 = 2.5, and 5.
  Boats sketch{24, 0};
  sketch.world.length = days(10);
  auto const village = sketch.place("Village");
  sketch.road(village, sketch.city, 60);
  sketch.trucks(1);
  auto const small = sketch.add_hub("Village/hub", village);
  auto const feeder = sketch.dispatch(small, sketch.city, 500);
  sketch.world.dispatches[feeder].longest_wait = hours(4);
  for (auto const hub : {sketch.hub, small}) sketch.world.postal_hubs[hub].cost_per_parcel = 2;
  auto const id = sketch.mail(4000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.delivery_cost = 5;
  flow.ways.front().share = 3;
  flow.ways.front().cost_per_parcel = 3;
  flow.ways.push_back({.legs = {{small, feeder}, {sketch.hub, sketch.out}}, .share = 1, .collection = {}});
  flow.ways.back().cost_per_parcel = 7;
  auto const told = sketch.run();
  auto const& made = told.postal.flows[id];
  REQUIRE(made.parcels_out < 0.95 * made.parcels_in);
  using outcome::MailExpense;
  auto const each = [&](MailExpense expense) { return made.of_those_out.money[expense] / made.parcels_out; };
  CHECK(each(MailExpense::collection) == Approx(4).epsilon(0.02));
  CHECK(each(MailExpense::sorting) == Approx(2.5).epsilon(0.02));
  CHECK(each(MailExpense::delivery) == Approx(5));
  CHECK(told.postal.of_those_out.money[MailExpense::sorting] == Approx(made.of_those_out.money[MailExpense::sorting]));
  // What is spent is spent on all of them.
  CHECK(made.spent.money[MailExpense::collection] == Approx(4 * made.parcels_in).epsilon(0.001));
  CHECK(made.spent.money[MailExpense::sorting] > 1.02 * made.of_those_out.money[MailExpense::sorting]);
}

TEST_CASE("the hub that costs less gets the parcels where the file gives no shares") {
  Boats sketch{6, 0};
  auto const other = sketch.add_hub("City/second", sketch.city);
  sketch.world.postal_hubs[sketch.hub].cost_per_parcel = 2;
  sketch.world.postal_hubs[other].cost_per_parcel = 1;
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  sketch.world.mail_flows[id].ways.push_back(
      {.legs = {{other, sketch.dispatch(other, sketch.town, 1000)}}, .collection = {}});
  auto const by_way = sketch.run().postal.flows[id].parcels_by_way;
  CHECK(by_way[0] == 0);
  CHECK(by_way[1] > 0);
}

TEST_CASE("the same seed tells the same story of the mail, another one another") {
  auto const told = [](std::uint32_t replication) {
    Boats sketch{6, 0};
    auto const id = sketch.mail(5000, {{sketch.hub, sketch.out}});
    auto const outcome = sketch.run(replication);
    return std::pair{outcome.postal.flows[id].parcels_in, outcome.fingerprint};
  };
  CHECK(told(0) == told(0));
  CHECK(told(0).first != told(1).first);
}

TEST_CASE("a hub to which nobody posts has its figures too: nothing came, nothing left") {
  Boats sketch{6, 0};
  auto const outcome = sketch.run();
  REQUIRE(outcome.postal.hubs.size() == 1);
  CHECK(outcome.postal.hubs[sketch.hub].parcels_in == 0);
  CHECK(outcome.postal.hubs[sketch.hub].parcels_out == 0);
}

TEST_CASE("ages with a delivery on top are those of the sum") {
  engine::Ages ages;
  ages.add(hours(10), 50);
  ages.add(hours(20), 50);
  auto const five = demand::Distribution<Duration>::fixed(hours(5));
  auto const delivered = ages.delivered(engine::Ages::of_delivery(five, {1, 0, "delivery"}), mean(five));
  auto const hours_of = delivered.door_to_door(hours(15));
  CHECK(hours_of.p50 == 15);
  CHECK(hours_of.p90 == 25);
  CHECK(hours_of.on_time_share == 0.5);
  CHECK_FALSE(delivered.door_to_door(Duration::unlimited()).on_time_share);  // nothing was promised
  CHECK(hours_of.mean == 20);
}

TEST_CASE("a part-filled unit of mail weighs what it holds: two of them fly in a plane that takes one full one") {
  // Two hubs, 1,000 parcels of 0.5 kg a day each, units full at 2,500 kg, tare 0.12 t, one departure a day that takes 4
  // t: 2 x (0.5 + 0.12) = 1.24 t go together. Gross work: 28 nights x 1.24 t x 200 km = 6,944 t km, of which goods
  // 5,600; over 8,000 km it is 277,760 t km.
  double const km = GENERATE(200.0, 8000.0);
  Boats sketch{24, 0};
  sketch.world.links[sketch.reach].distance = kilometres(km);
  auto& world = sketch.world;
  auto const other = sketch.add_hub("City/second", sketch.city);
  auto const second = sketch.dispatch(other, sketch.town, 1e9);
  auto const pallet = world.box_types.add(
      {.name = sketch.named("pallet"), .teu = 0.5, .reefer = false, .long_box = false, .tare_t = 0.12});
  for (auto const id : {sketch.out, second}) {
    world.dispatches[id].full_at_parcels = 1e9;
    world.dispatches[id].full_at_kg = 2500;
    world.flows[world.dispatches[id].flow].box = pallet;
    world.flows[world.dispatches[id].flow].gross = tonnes(2.62);
  }
  auto& vehicle = world.vehicle_classes[world.services[world::ServiceId{0}].vehicle];
  vehicle.deadweight = tonnes(4);
  vehicle.speed = km_per_hour(km / 10);  // ten hours, however far
  auto const first_mail = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto const second_mail = sketch.mail(1000, {{other, second}});
  auto const outcome = sketch.run();
  for (auto const id : {first_mail, second_mail}) {
    CHECK(outcome.postal.flows[id].parcels_out == Approx(27 * 1000).epsilon(0.02));
    CHECK(outcome.postal.flows[id].hours.p99 < 36);
  }
  auto const& line = outcome.services[world::ServiceId{0}];
  CHECK(line.tonne_km == Approx(27.5 * 1.0 * km).epsilon(0.03));
  CHECK(line.gross_tonne_km == Approx(27.5 * 1.24 * km).epsilon(0.03));
}

TEST_CASE("a crowded hub keeps what it can sort, and the rest goes to the dearer one") {
  // 60,000 a day; one hub sorts 48,000 and costs 1.0, the other all and 1.2. An hour is worth 0.01142: they are alike
  // when a parcel waits 0.2 / 0.01142 = 17.5 hours in the first, before 35,000 others.
  Boats sketch{6, 0};
  sketch.world.warm_up = days(7);
  auto const other = sketch.add_hub("City/second", sketch.city);
  sketch.world.postal_hubs[sketch.hub].cost_per_parcel = 1.0;
  sketch.world.postal_hubs[sketch.hub].sorting.parcels_per_hour = 2000;
  sketch.world.postal_hubs[other].cost_per_parcel = 1.2;
  auto const id = sketch.mail(60'000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.time_value_per_hour = 0.01142;
  flow.chooses_by = world::MailChoice::queues;
  flow.ways.push_back({.legs = {{other, sketch.dispatch(other, sketch.town, 1000)}}, .collection = {}});
  auto const outcome = sketch.run();
  auto const& by_way = outcome.postal.flows[id].parcels_by_way;
  CHECK(by_way[0] / 21 == Approx(48'000).epsilon(0.01));
  CHECK(by_way[1] / 21 == Approx(12'000).epsilon(0.03));
  CHECK(outcome.postal.hubs[sketch.hub].backlog_at_end == Approx(35'000).epsilon(0.02));
  CHECK(outcome.postal.hubs[other].backlog_max < 2000);

  // By contract the second gets a third, whatever waits.
  flow.ways[1].least_share = 1.0 / 3;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[1] / 21 == Approx(20'000).epsilon(0.02));
  // Who does not look at the queues all goes to the cheaper one.
  flow.ways[1].least_share = 0;
  flow.chooses_by = world::MailChoice::planned;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[1] == 0);
}

TEST_CASE("of 1,000 parcels a day 8 % come a day late, at 5 each: 400") {
  // At the door 12 hours after the boat's ten, or 36 for 8 in 100; a boat each hour, a day promised.
  Boats sketch{1, 0};
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.delivery = demand::Distribution<Duration>{
      demand::Variate::empirical({in_seconds(hours(12)), in_seconds(hours(36))}, {92, 8})};
  flow.promised = days(1);
  flow.late_cost_per_day = 5;
  auto const outcome = sketch.run();
  auto const& found = outcome.postal.flows[id];
  CHECK(found.hours.on_time_share.value() == Approx(0.92).margin(0.01));
  CHECK(found.spent.money[outcome::MailExpense::lateness] / found.parcels_out * 1000 == Approx(400).epsilon(0.05));
}

TEST_CASE("parcels posted on Friday evening have until Wednesday in working days, and two days on the calendar") {
  // J+2, latest posting at 18:00, Monday to Friday; the run begins on a Monday. All are posted on Fridays between 19:00
  // and 20:00 and come four and a half days later, on Wednesday: J is Monday, J+2.
  Boats sketch{24, 0};
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.season.by_weekday = {0, 0, 0, 0, 1, 0, 0};
  flow.season.by_hour.emplace();
  (*flow.season.by_hour)[19] = 1;
  flow.delivery = demand::Distribution<Duration>::fixed(hours(96));  // boats leave at midnight and take ten hours
  std::array<bool, 7> const working{true, true, true, true, true, false, false};
  flow.standard = world::ServiceStandard{2, {0, 18, working, 0, {}}, {0, 24, working, 0, {}}};
  auto const outcome = sketch.run();
  auto const& found = outcome.postal.flows[id];
  REQUIRE(found.parcels_by_working_days.size() == 3);
  CHECK(found.parcels_by_working_days[2] == Approx(found.parcels_out));
  CHECK(found.hours.on_time_share.value() == 1);
  flow.standard->working_days = 1;
  flow.late_cost_per_day = 2;
  auto const late = sketch.run().postal.flows[id];
  CHECK(late.hours.on_time_share.value() == 0);
  CHECK(late.late_days >= late.parcels_out);
  CHECK(late.spent.money[outcome::MailExpense::lateness] == Approx(2 * late.late_days));
}

TEST_CASE("who promises the next working day pays 2 more for the way that keeps it, where a day late costs 3") {
  // Posted on Fridays at 19:00, J is Monday. One way is four and a half days to the door: Wednesday, a working day
  // later than J+1, which costs 3. The other is two days sooner, on Monday night, and costs 2 more.
  Boats sketch{6, 0};
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.season.by_weekday = {0, 0, 0, 0, 1, 0, 0};
  flow.season.by_hour.emplace();
  (*flow.season.by_hour)[19] = 1;
  flow.delivery = demand::Distribution<Duration>::fixed(hours(48));
  flow.ways[0].collection = demand::Distribution<Duration>::fixed(hours(48));
  auto sooner = flow.ways[0];
  sooner.collection = {};
  sooner.cost_per_parcel = 2;
  flow.ways.push_back(sooner);
  std::array<bool, 7> const working{true, true, true, true, true, false, false};
  flow.standard = world::ServiceStandard{1, {0, 18, working, 0, {}}, {0, 24, working, 0, {}}};
  flow.late_cost_per_day = 3;
  flow.chooses_by = GENERATE(world::MailChoice::planned, world::MailChoice::queues);
  auto const by_way = [&] { return sketch.run().postal.flows[id].parcels_by_way; };
  CHECK(by_way()[0] == 0);
  // Cheaper lateness, or a promise of J+2 that both keep: the cheaper way.
  flow.late_cost_per_day = 1;
  CHECK(by_way()[1] == 0);
  flow.late_cost_per_day = 3;
  flow.standard->working_days = 2;
  CHECK(by_way()[1] == 0);
}

TEST_CASE("of 10,000 parcels a day one in twenty comes back: the hub has 500 more a day, and shows them to customs") {
  Boats sketch{6, 0};
  sketch.world.warm_up = days(14);
  sketch.world.postal_hubs[sketch.hub].customs.emplace().parcels_per_hour = 4000;
  auto const id = sketch.mail(10'000, {{sketch.hub, sketch.out}});
  auto& flow = sketch.world.mail_flows[id];
  flow.through_customs = true;
  auto const before = sketch.run();
  flow.returns = {.share = 0.05, .after = days(5), .hub = sketch.hub, .cost_per_parcel = 3};
  auto const outcome = sketch.run();
  auto const& hub = outcome.postal.hubs[sketch.hub];
  double const more = hub.parcels_in - before.postal.hubs[sketch.hub].parcels_in;
  CHECK(more / 14 == Approx(500).epsilon(0.02));
  CHECK(hub.cleared_by_flow[id] - before.postal.hubs[sketch.hub].cleared_by_flow[id] == Approx(more).epsilon(0.01));
  auto const& found = outcome.postal.flows[id];
  CHECK(found.parcels_out == before.postal.flows[id].parcels_out);
  CHECK(found.spent.money[outcome::MailExpense::returns] == Approx(3 * more).epsilon(0.01));
  for (auto const& line : outcome.audit) {
    INFO(line.name);
    CHECK(line.holds);
  }
}

TEST_CASE("a levy of 23.4 on 98 at an elasticity of -1.2 leaves 0.773 of the parcels") {
  Boats sketch{6, 0};
  auto const id = sketch.mail(100'000, {{sketch.hub, sketch.out}});
  sketch.world.postal_hubs[sketch.hub].sorting.parcels_per_hour = 1e5;
  auto& flow = sketch.world.mail_flows[id];
  flow.levy = {.per_parcel = 23.4, .from = at_days(14), .price = 98, .elasticity = -1.2};
  auto const outcome = sketch.run();
  double const all = outcome.postal.flows[id].parcels_in, levied = all - 14 * 100'000;
  CHECK(levied / (14 * 100'000) == Approx(0.773).margin(0.004));
  CHECK(outcome.postal.flows[id].spent.money[outcome::MailExpense::levy] == Approx(23.4 * levied).epsilon(0.003));
}

TEST_CASE("half a kilogram over 8,000 km at 0.8 kg a tonne-km emits 3.2 kg, and its vans what they do") {
  Boats sketch{24, 0};
  auto& world = sketch.world;
  world.links[sketch.reach].distance = kilometres(8000);
  auto& vehicle = world.vehicle_classes[world.services[world::ServiceId{0}].vehicle];
  vehicle.speed = km_per_hour(800);
  vehicle.fuel = world.fuels.add({.name = sketch.named("kerosene"), .unit = "kg", .kg_co2e = 1, .source = {}});
  // A day's 1,000 parcels weigh half a tonne, tare and all: 0.5 t x 8,000 km x 0.8 kg are 3,200 kg a departure.
  vehicle.fuel_per_day = 3200 * 2.4;  // ten hours
  vehicle.light_fuel_share = 1;
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  auto& flow = world.mail_flows[id];
  flow.ways[0].kg_co2e = 0.05;
  flow.delivery_kg_co2e = 0.2;
  auto const found = sketch.run().postal.flows[id];
  CHECK(found.spent.kg_transport / found.parcels_out == Approx(3.2).epsilon(0.04));
  CHECK(found.spent.kg_collection == Approx(0.05 * found.parcels_in));
  CHECK(found.spent.kg_delivery == Approx(0.2 * found.parcels_out));
}

TEST_CASE(
    "a direct dispatch of 100 parcels a boat costs 2.0 each, in one unit with 800 others 0.22 and what sorting costs") {
  // A unit costs 200 and holds 1,000; a boat every six hours.
  Boats sketch{6, 0};
  sketch.world.postal_hubs[sketch.hub].cost_per_parcel = 0.5;
  auto const small = sketch.add_hub("City/small", sketch.city);
  auto const direct = sketch.dispatch(small, sketch.town, 1000);
  sketch.mail(3200, {{sketch.hub, sketch.out}});
  bool const consolidated = GENERATE(false, true);
  auto const id = consolidated ? sketch.mail(400, {{sketch.hub, sketch.out}}) : sketch.mail(400, {{small, direct}});
  auto const found = sketch.run().postal.flows[id];
  double const each = found.spent.money[outcome::MailExpense::transport] / found.parcels_out;
  CHECK(each == Approx(consolidated ? 200.0 / 900 : 2.0).epsilon(0.05));
  CHECK(found.spent.money[outcome::MailExpense::sorting] ==
        Approx(consolidated ? 0.5 * found.parcels_in : 0).epsilon(0.01));
}

TEST_CASE("a few parcels share the units of others, many have their own, where nobody says which way they go") {
  // A unit costs 200, a boat leaves every six hours. 400 parcels a day alone fill a tenth of one: 2.0 each. With 3,200
  // others 200 / 900, and 0.5 for being sorted: 0.72. Of 40,000 a day each unit is full: 0.2 against 0.7.
  Boats sketch{6, 0};
  sketch.world.postal_hubs[sketch.hub].cost_per_parcel = 0.5;
  sketch.world.postal_hubs[sketch.hub].sorting.count = 2;
  auto const small = sketch.add_hub("City/small", sketch.city);
  sketch.mail(3200, {{sketch.hub, sketch.out}});
  auto const id = sketch.mail(400, {{small, sketch.dispatch(small, sketch.town, 1000)}});
  sketch.world.mail_flows[id].ways.push_back({.legs = {{sketch.hub, sketch.out}}, .collection = {}});
  CHECK(sketch.run().postal.flows[id].parcels_by_way[0] == 0);
  sketch.world.mail_flows[id].parcels_per_day = 40'000;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[1] == 0);
}

TEST_CASE("a dispatch that waits a day for its unit loses the parcels that are in haste") {
  // 100 a day by truck in units of 1,000: closed after a day, 12 hours on average, at 0.1 an hour: 1.2. In units of ten
  // a truck of 600 leaves every 2.4 hours: 60 each, in place of 6.
  Boats sketch{24, 0};
  auto const village = sketch.place("Village");
  sketch.road(village, sketch.town, 60);
  sketch.trucks(10);
  auto const hub = sketch.add_hub("Village/hub", village);
  auto const id = sketch.mail(100, {{hub, sketch.dispatch(hub, sketch.town, 1000)}});
  auto& flow = sketch.world.mail_flows[id];
  flow.ways.push_back({.legs = {{hub, sketch.dispatch(hub, sketch.town, 10)}}, .collection = {}});
  for (auto& dispatch : sketch.world.dispatches) dispatch.longest_wait = hours(24);
  flow.time_value_per_hour = 0.1;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[1] == 0);
  // 12 hours less 1.2 are worth 54 from 5 an hour on.
  flow.time_value_per_hour = 4.9;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[1] == 0);
  flow.time_value_per_hour = 5.1;
  CHECK(sketch.run().postal.flows[id].parcels_by_way[0] == 0);
}

TEST_CASE("bags of 30 kg at 6 each: 60 parcels of half a kilogram fill one, a tenth each") {
  // Units of 1,000 parcels, half a tonne, fill 17 bags: 0.102 a parcel where they are full, a little more where not.
  Boats sketch{24, 0};
  auto& dispatch = sketch.world.dispatches[sketch.out];
  dispatch.receptacle_kg = 30;
  dispatch.cost_per_receptacle = 6;
  auto const id = sketch.mail(20'000, {{sketch.hub, sketch.out}});
  auto const told = sketch.run();
  auto const& found = told.postal.flows[id];
  using outcome::MailExpense;
  CHECK(found.of_those_out.money[MailExpense::packing] / found.parcels_out == Approx(0.102).epsilon(0.01));
  auto const& figures = told.postal.hubs[sketch.hub].dispatches.front();
  CHECK(found.spent.money[MailExpense::packing] == Approx(6 * figures.receptacles));
  CHECK(told.postal.spent.money[MailExpense::packing] == found.spent.money[MailExpense::packing]);
}

TEST_CASE("a way whose bags cost more is left to the other where the file gives no shares") {
  Boats sketch{6, 0};
  auto const other = sketch.add_hub("City/second", sketch.city);
  auto const id = sketch.mail(1000, {{sketch.hub, sketch.out}});
  sketch.world.mail_flows[id].ways.push_back(
      {.legs = {{other, sketch.dispatch(other, sketch.town, 1000)}}, .collection = {}});
  auto& bags = sketch.world.dispatches[sketch.out];
  bags.receptacle_kg = 30;
  bags.cost_per_receptacle = 6;
  auto const by_way = sketch.run().postal.flows[id].parcels_by_way;
  CHECK(by_way[0] == 0);
  CHECK(by_way[1] > 0);
}

TEST_CASE("half a kilogram by air at 60 a kilogram costs 48.00 to the door, out of a warehouse abroad 22.97") {
  // Direct: 0.5 x 60 and 18 for the postman. From stock: 1.5 for its way in a container, 1.5 to pick it, 18, and
  // interest of 20 % a year on 80 for 45 days: 1.973.
  Boats sketch{6, 0};
  auto const total_each = [](outcome::MailFlowOutcome const& flow) {
    return flow.spent.money.sum() / flow.parcels_out;
  };
  auto const direct = sketch.mail(1000, {{sketch.hub, sketch.out}});
  sketch.world.mail_flows[direct].ways[0].cost_per_parcel = 0.5 * 60;

  auto const warehouse = sketch.add_hub("Town/warehouse", sketch.town);
  auto& hub = sketch.world.postal_hubs[warehouse];
  hub.cost_per_parcel = 1.5;
  // A thousand are sold a day, and as many ordered when they are gone: 45 days of sales stand there on average.
  hub.stock = world::BondedStock{
      .parcels = 45'500, .reorder_at = 44'500, .order = 1000, .lead = {}, .cost_per_parcel_day = 80 * 0.2 / 365};
  auto const from_stock = sketch.mail(1000, {{warehouse, {}}}, world::MailProduct::bonded_import);
  sketch.world.mail_flows[from_stock].ways[0].cost_per_parcel = 1.5;
  for (auto& flow : sketch.world.mail_flows) flow.delivery_cost = 18;
  auto& boat = sketch.world.services[world::ServiceId{0}];
  boat.freight = {};
  auto const outcome = sketch.run();
  // Some of the last day are posted and not out yet.
  CHECK(total_each(outcome.postal.flows[direct]) == Approx(48.00).epsilon(0.03));
  CHECK(total_each(outcome.postal.flows[from_stock]) == Approx(22.97).epsilon(0.01));
}
