#include "sim/charges/tariff.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::charges;

namespace {

/// A train to the port, 1,000 km at 2 a km and 500 a box, and back.
struct Shuttle : itineraries::Sketch {
  world::PlaceId inland = place("inland"), port = place("port");
  world::TerminalId rail_inland = terminal(inland, world::TerminalKind::rail);
  world::TerminalId rail_port = terminal(port, world::TerminalKind::rail);
  world::LinkId line = rails(inland, port, 1000);
  world::ServiceId block;

  Shuttle() {
    block = service("block", train, 24, 0, {rail_inland, rail_port}, {line, line});
    of_block().freight = {.per_km_20ft = 2, .per_km_40ft = 3, .per_box_20ft = 500, .per_box_40ft = 700};
  }
  world::Service& of_block() { return world.services[block]; }
  Ride out() const { return {block, 0, 1}; }
  Ride back() const { return {block, 1, 0}; }
  RidePrice price(Ride const& ride, std::size_t month = 0) const {
    return price_of(world, world.box_types[dry], ride, month);
  }
  RidePrice spot(double fill) const { return price_of(world, world.box_types[dry], out(), 0, nullptr, fill); }
};

}  // namespace

TEST_CASE("a backhaul at a third of the tariff: the same way costs a third from the port") {
  // Out 500 + 1,000 x 2 = 2,500; back a third of each part of it.
  Shuttle shuttle;
  shuttle.of_block().tariffs.push_back(
      {.from = shuttle.port, .freight = {.per_km_20ft = 2.0 / 3, .per_box_20ft = 500.0 / 3}});
  CHECK(shuttle.price(shuttle.out()).freight == Approx(2500));
  CHECK(shuttle.price(shuttle.back()).freight == Approx(2500.0 / 3));
}

TEST_CASE("of the tariffs that fit, both ends go before the first, and the first before the last") {
  Shuttle shuttle;
  auto& tariffs = shuttle.of_block().tariffs;
  auto const box = [](double price) { return world::Freight{.per_box_20ft = price}; };
  tariffs.push_back({.to = shuttle.port, .freight = box(1)});
  CHECK(shuttle.price(shuttle.out()).freight == Approx(1));
  tariffs.push_back({.from = shuttle.inland, .freight = box(2)});
  CHECK(shuttle.price(shuttle.out()).freight == Approx(2));
  tariffs.push_back({.from = shuttle.inland, .to = shuttle.port, .freight = box(3)});
  CHECK(shuttle.price(shuttle.out()).freight == Approx(3));
  CHECK(shuttle.price(shuttle.back()).freight == Approx(2500));
}

TEST_CASE("a surcharge of some months is asked in these, and a twelfth of it each on the mean") {
  // A tenth of 2,500 and 50 a box in December: 300; on the mean 25.
  Shuttle shuttle;
  Months december{};
  december[11] = true;
  shuttle.of_block().surcharges.push_back({.share = 0.1, .per_box_20ft = 50, .months = december});
  CHECK(shuttle.price(shuttle.out(), 11).surcharge == Approx(300));
  CHECK(shuttle.price(shuttle.out(), 10).surcharge == 0);
  CHECK(mean_price_of(shuttle.world, shuttle.world.box_types[shuttle.dry], shuttle.out()).surcharge == Approx(25));
}

TEST_CASE("discounts take off no more than the freight, and a subsidy pays no more than what is left") {
  Shuttle shuttle;
  shuttle.of_block().surcharges.push_back({.share = -0.6});
  shuttle.world.subsidies.push_back({.share = 0.5, .per_box_20ft = 100});
  // 1,000 is left; half of it and 100.
  CHECK(shuttle.price(shuttle.out()).surcharge == Approx(-1500));
  CHECK(shuttle.price(shuttle.out()).subsidy == Approx(600));
  shuttle.world.subsidies.front().per_box_20ft = 5000;
  CHECK(shuttle.price(shuttle.out()).subsidy == Approx(1000));
  shuttle.of_block().surcharges.push_back({.share = -0.6});
  CHECK(shuttle.price(shuttle.out()).surcharge == Approx(-2500));
  CHECK(shuttle.price(shuttle.out()).subsidy == 0);
}

TEST_CASE("a subsidy is for one direction, one mode, some services") {
  Shuttle shuttle;
  auto& subsidy = shuttle.world.subsidies.emplace_back();
  subsidy.per_box_20ft = 100;
  subsidy.from = shuttle.inland;
  CHECK(shuttle.price(shuttle.out()).subsidy == Approx(100));
  CHECK(shuttle.price(shuttle.back()).subsidy == 0);
  subsidy.mode = world::Mode::river;
  CHECK(shuttle.price(shuttle.out()).subsidy == 0);
  subsidy.mode = world::Mode::rail;
  CHECK(shuttle.price(shuttle.out()).subsidy == Approx(100));
}

TEST_CASE("a demurrage clock: ten days free, then 40 a day, 80 from day 21 and 160 from day 41 on") {
  // The steps of a published tariff for detention; of 45 days ten cost 40, twenty 80 and five 160.
  world::FreeTime const asked{.rates = {{days(10), 40}, {days(20), 80}, {days(40), 160}}};
  CHECK(demurrage(asked, 1, days(10)) == 0);
  CHECK(demurrage(asked, 1, days(10.5)) == Approx(20));
  CHECK(demurrage(asked, 1, days(45)) == Approx(10 * 40 + 20 * 80 + 5 * 160));
  CHECK(demurrage(asked, 2, days(45)) == Approx(2 * 2800));
  CHECK(demurrage({}, 1, days(45)) == 0);
}

TEST_CASE("of a dwell at random the days that go beyond the free ones are paid, though their mean is no longer") {
  // Four days on the mean, all of them free: exp(-1) of the boxes stay longer, four days more on the mean. A day at
  // customs before leaves three free days of the dwell; another rate from the eighth day on.
  world::FreeTime const asked{.rates = {{days(4), 10}}};
  auto const dwell = demand::Distribution<Duration>::exponential(days(4));
  CHECK(demurrage(asked, 1, mean(dwell)) == 0);
  CHECK(mean_demurrage(asked, 1, {}, dwell) == Approx(4 * std::exp(-1) * 10));
  CHECK(mean_demurrage(asked, 2, days(1), dwell) == Approx(2 * 4 * std::exp(-0.75) * 10));
  world::FreeTime const rising{.rates = {{days(4), 10}, {days(8), 30}}};
  CHECK(mean_demurrage(rising, 1, {}, dwell) == Approx(4 * (std::exp(-1) * 10 + std::exp(-2) * 20)));
  // A stay that is known is paid as it is.
  CHECK(mean_demurrage(rising, 1, days(9), {}) == Approx(demurrage(rising, 1, days(9))));
}

TEST_CASE("an index of the run moves freight month by month and stays where it ends; a contract does not follow it") {
  // From November on: 1, 1.2 and 1.5 times 2,500; surcharges are of the freight on the market.
  Shuttle shuttle;
  shuttle.world.start = {2025, 11, 1};
  shuttle.world.length = days(120);
  shuttle.of_block().index = shuttle.world.price_indices.add({.factors = {1, 1.2, 1.5}});
  CHECK(varies_by_month(shuttle.world, shuttle.out()));
  CHECK(months_of(shuttle.world, shuttle.out()) == 4);  // it ends as March begins
  auto const surcharge = [&](Date date) {
    return shuttle.price(shuttle.out(), month_at(shuttle.world, shuttle.out(), date)).surcharge;
  };
  CHECK(surcharge({2025, 11, 30}) == Approx(0));
  CHECK(surcharge({2025, 12, 1}) == Approx(500));
  CHECK(surcharge({2026, 2, 1}) == Approx(1250));
  CHECK(surcharge({2027, 2, 1}) == Approx(1250));
  CHECK(mean_price_of(shuttle.world, shuttle.world.box_types[shuttle.dry], shuttle.out()).surcharge ==
        Approx((0 + 500 + 2 * 1250) / 4.0));
  shuttle.of_block().surcharges.push_back({.share = 0.1});
  CHECK(surcharge({2025, 12, 1}) == Approx(500 + 300));
  world::Freight const contract{.per_box_20ft = 1000};
  auto const agreed = price_of(shuttle.world, shuttle.world.box_types[shuttle.dry], shuttle.out(), 2, &contract);
  CHECK(agreed.freight == Approx(1000));
  CHECK(agreed.surcharge == Approx(100));
}

TEST_CASE("an index of the year knows its months by their names") {
  Shuttle shuttle;
  shuttle.world.start = {2025, 11, 1};
  std::vector<double> factors(12, 1.0);
  factors[11] = 2;
  shuttle.of_block().index = shuttle.world.price_indices.add({.factors = factors, .of_year = true});
  CHECK(shuttle.price(shuttle.out(), month_at(shuttle.world, shuttle.out(), {2025, 12, 24})).surcharge == Approx(2500));
  CHECK(shuttle.price(shuttle.out(), month_at(shuttle.world, shuttle.out(), {2026, 1, 1})).surcharge == 0);
}

TEST_CASE("spot is cheap on an empty train and dear on one that is nearly full, times the index") {
  // 0.8 up to a half, 1.6 when full: 1.2 at three quarters.
  Shuttle shuttle;
  shuttle.of_block().spot = {{{0.5, 0.8}, {1, 1.6}}};
  auto const at = [&](double fill) { return shuttle.spot(fill).surcharge; };
  CHECK(at(0.1) == Approx(-500));
  CHECK(at(0.75) == Approx(500));
  shuttle.of_block().index = shuttle.world.price_indices.add({.factors = {2}});
  CHECK(at(0.75) - shuttle.price(shuttle.out(), 0).surcharge == Approx(1000));
}

TEST_CASE("whoever is quoted a spot price never pays less than nothing, nor does a purse give more than the price") {
  Shuttle shuttle;
  shuttle.of_block().spot = {{{0.5, 0.5}, {1, 1.6}}};
  shuttle.world.subsidies.push_back({.share = 1});
  auto const free = shuttle.spot(0);
  CHECK(free.surcharge == Approx(-1250));
  CHECK(free.subsidy == Approx(1250));
  shuttle.of_block().surcharges.push_back({.share = -0.8});
  auto const discounted = shuttle.spot(0);
  CHECK(discounted.surcharge == Approx(-2500));
  CHECK(discounted.subsidy == 0);
}

TEST_CASE("who keeps a box 0 to 14 days alike owes detention for the days beyond the seventh, not for the mean") {
  Shuttle shuttle;
  shuttle.of_block().detention = {{{days(7), 100}}};
  world::Flow flow;
  flow.box = shuttle.dry;
  flow.unloading = demand::Distribution<Duration>::uniform({}, days(14));
  // Half of them 3.5 days on the mean.
  CHECK(detention(shuttle.world, flow, shuttle.block, {}) == Approx(100 * 0.5 * 3.5));
  flow.unloading = demand::Distribution<Duration>::exponential(days(7));
  CHECK(detention(shuttle.world, flow, shuttle.block, {}) == Approx(100 * 7 * std::exp(-1)));
}

TEST_CASE("detention after seven free days: ten days and an hour cost three days and an hour") {
  Shuttle shuttle;
  shuttle.of_block().detention = {{{days(7), 100}}};
  world::Flow flow;
  flow.box = shuttle.dry;
  flow.unloading = demand::Distribution<Duration>::fixed(days(10));
  CHECK(detention(shuttle.world, flow, shuttle.block, hours(1)) == Approx(100 * (3 + 1 / 24.0)));
  flow.unloading = {};
  CHECK(detention(shuttle.world, flow, shuttle.block, hours(1)) == 0);
}
