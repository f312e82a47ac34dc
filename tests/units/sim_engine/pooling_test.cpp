// What pooling slots does to the boxes that are left behind, against the same slots split by class.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/simulate.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using world::LoadsFirst;
using world::TradeClass;

namespace {

/// Three ports at home in a row, and ships that only sail down, all at the same instants whatever they load.
struct Coast : itineraries::Sketch {
  std::vector<world::PlaceId> ports;
  std::vector<world::LinkId> reaches;

  explicit Coast(double days_long) {
    world.start = {2025, 1, 1};
    world.length = days(days_long);
    for (auto const* const code : {"A", "B", "C"}) {
      ports.push_back(place(code));
      world.places[ports.back()].country = "CN";
      auto& quay = world.terminals[terminal(ports.back())];
      quay.name = named(std::string{code} + "/quay");
      quay.berths = quay.cranes = 9;
      quay.moves_per_crane_hour = 1e9;
    }
    reaches = {river(ports[0], ports[1], 200), river(ports[1], ports[2], 200)};
  }
  world::TerminalId quay(std::size_t port) { return world.places[ports[port]].terminals.front(); }
  world::ServiceId line(double teu, double headway_h, std::size_t calls) {
    auto const ship_class = vehicle("ship of " + std::to_string(teu), world::Mode::river, 20, teu);
    std::vector<world::TerminalId> stops{quay(0), quay(1)};
    if (calls == 3) stops.push_back(quay(2));
    return service("line", ship_class, headway_h, 1, stops,
                   {reaches.begin(), reaches.begin() + static_cast<long>(calls) - 1});
  }
  world::FlowId boxes(std::string code, TradeClass trade, std::size_t from, std::size_t to, double per_day) {
    auto const id = flow(ports[from], ports[to]);
    world.flows[id].name = named(std::move(code));
    world.flows[id].trade = trade;
    world.flows[id].boxes_per_year = per_day * 365;
    world.flows[id].pattern = demand::Pattern::regular;
    return id;
  }
  outcome::ServiceOutcome run(world::ServiceId id, double domestic_teu, double foreign_teu) {
    world.services[id].mixed = {
        .per_call = {}, .reserved_domestic_teu = domestic_teu, .reserved_foreign_teu = foreign_teu};
    itineraries::Planner const planner{world};
    auto const outcome = engine::simulate(world, planner, plan_all(world, planner));
    CHECK(outcome.audit_holds());
    return outcome.services[id];
  }
};

double left_behind(outcome::ServiceOutcome const& service) {
  double boxes = 0;
  for (auto const& leg : service.legs) boxes += leg.left_behind;
  return boxes;
}

}  // namespace

TEST_CASE("pooled slots never leave more boxes of one size behind than the same slots split by class") {
  int fewer = 0;
  for (std::uint64_t number = 1; number <= 300; ++number) {
    demand::Stream dice{number, 0, "pooling"};
    auto const whole = [&](int least, int most) {
      return least + static_cast<int>(dice.below(static_cast<std::uint64_t>(most - least + 1)));
    };
    Coast coast{60};
    coast.world.seed = number;
    int const slots = whole(2, 20), domestic = whole(0, slots);
    auto const line = coast.line(slots, whole(12, 72), 2);
    constexpr LoadsFirst orders[]{LoadsFirst::first_come, LoadsFirst::deadline, LoadsFirst::value, LoadsFirst::foreign,
                                  LoadsFirst::domestic};
    coast.world.services[line].loads_first = orders[whole(0, 4)];
    for (int n = whole(2, 5); n > 0; --n) {
      auto const trade = n % 2 == 0 ? TradeClass::domestic : TradeClass::transshipment;
      auto const id = coast.boxes("flow" + std::to_string(n), trade, 0, 1, 0.5 + 4 * dice.uniform());
      coast.world.flows[id].value = whole(1, 9);
      coast.world.flows[id].deadline = days(whole(1, 9));
      if (whole(0, 1) == 0) coast.world.flows[id].pattern = demand::Pattern::poisson;
    }
    auto const pooled = coast.run(line, 0, 0);
    auto const split = coast.run(line, domestic, slots - domestic);
    CAPTURE(number, slots, domestic);
    CHECK(left_behind(pooled) <= left_behind(split));
    CHECK(pooled.boxes >= split.boxes);
    if (left_behind(pooled) < left_behind(split)) ++fewer;
  }
  CHECK(fewer > 150);
}

TEST_CASE("pooled slots may leave more boxes behind when boxes differ in size, but carry no fewer TEU") {
  // Four slots a day; three domestic boxes of 2 TEU and two foreign ones of 1 TEU come every day. Split in halves, one
  // large and two small boxes ride and two large ones stay. Pooled and first come first served, large and small ride as
  // they come, 3 : 2, four TEU of the eight: 1.5 large and one small one stay, two and a half boxes a day.
  Coast coast{200};
  auto const line = coast.line(4, 24, 2);
  auto const large = coast.boxes("large", TradeClass::domestic, 0, 1, 3);
  coast.world.flows[large].box = coast.forty;
  coast.boxes("small", TradeClass::transshipment, 0, 1, 2);
  auto const pooled = coast.run(line, 0, 0), split = coast.run(line, 2, 2);
  CHECK(left_behind(pooled) / left_behind(split) == Approx(2.5 / 2).epsilon(0.03));
  CHECK(pooled.teu == Approx(split.teu).epsilon(0.01));
}

TEST_CASE("pooled slots may leave more boxes behind when a long ride takes the room of two short ones") {
  // Ten slots from A over B to C. Ten domestic boxes a day from A to C; five foreign ones from A to B, five from B to
  // C. Split in halves, five of each ride on each leg and five domestic ones stay. Pooled, the domestic ones take two
  // thirds of the slots at A, and hold them at B too: five stay at A, and of the five at B only 3.33 ride.
  Coast coast{200};
  auto const line = coast.line(10, 24, 3);
  coast.boxes("long", TradeClass::domestic, 0, 2, 10);
  coast.boxes("first half", TradeClass::transshipment, 0, 1, 5);
  coast.boxes("second half", TradeClass::transshipment, 1, 2, 5);
  auto const pooled = coast.run(line, 0, 0), split = coast.run(line, 5, 5);
  CHECK(left_behind(pooled) / left_behind(split) == Approx((5 + 5 - 10.0 / 3) / 5).epsilon(0.03));
}
