#include "sim/outcome/key_figures.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using outcome::LegOutcome;
using world::TradeClass;

namespace {

world::Service with_stops(std::size_t stops, int fleet) {
  world::Service service;
  service.stops.resize(stops);
  service.fleet = fleet;
  return service;
}
LegOutcome leg(double sailings, double offered, double carried, double left_behind) {
  LegOutcome made;
  made.sailings = sailings;
  made.teu_offered = offered;
  made.teu_carried = carried;
  made.left_behind = left_behind;
  return made;
}
outcome::ConnectionOutcome delivered(TradeClass trade, double boxes, double teu, double hours) {
  outcome::ConnectionOutcome made;
  made.trade = trade;
  made.boxes_out = boxes;
  made.teu_out = teu;
  made.transit_hours.mean = hours;
  return made;
}

}  // namespace

TEST_CASE("all costs fall on the TEU of cargo delivered, those of empties too") {
  outcome::Outcome outcome;
  outcome.connections = {delivered(TradeClass::domestic, 300, 400, 100), delivered(TradeClass::import, 100, 100, 200),
                         delivered(TradeClass::empty, 50, 100, 900)};
  outcome.totals.teu_out = 600;
  outcome.totals.system_cost = 500'000;
  outcome.totals.shipper_cost = 250'000;
  outcome.totals.kg_co2e[ledger::Source::sailing] = 30'000;
  outcome.totals.kg_co2e[ledger::Source::in_port] = 20'000;
  auto const figures = key_figures(outcome, {});
  CHECK(figures.laden_boxes == 400);
  CHECK(figures.laden_teu == 500);
  CHECK(figures.system_cost == 1000.0);
  CHECK(figures.shipper_cost == 500.0);
  CHECK(figures.kg_co2e == 100.0);
  CHECK(figures.transit_hours == 125.0);
  CHECK(figures.empties_moved == 50);
}

TEST_CASE("slots are counted over all legs, out and back where a service has just these two") {
  world::World world;
  auto const pendulum = world.services.add(with_stops(2, 3)), loop = world.services.add(with_stops(3, 1)),
             one_way = world.services.add(with_stops(2, 0));
  outcome::Outcome outcome;
  outcome.services.resize(3);
  outcome.services[pendulum].legs = {leg(10, 1000, 800, 3), leg(10, 1000, 200, 0)};
  outcome.services[loop].legs = {leg(5, 400, 200, 1), leg(5, 400, 200, 0), leg(5, 400, 200, 0)};
  outcome.services[one_way].legs = {leg(2, 800, 400, 0), leg(0, 0, 0, 0)};
  auto const figures = key_figures(outcome, world);
  CHECK(figures.sailings == 37);
  CHECK(figures.left_behind == 4);
  CHECK(figures.slot_use == 0.5);
  CHECK(figures.slot_use_out == 0.8);
  CHECK(figures.slot_use_back == 0.2);
}

TEST_CASE("where nothing was delivered and nothing sailed there is no cost per TEU and no slot use") {
  auto const figures = outcome::key_figures({}, {});
  CHECK_FALSE(figures.system_cost.has_value());
  CHECK_FALSE(figures.transit_hours.has_value());
  CHECK_FALSE(figures.slot_use.has_value());
}

TEST_CASE("on time is asked of laden boxes with a deadline alone, and of nobody where there is none") {
  world::World world;
  outcome::Outcome outcome;
  auto const flow = [&](TradeClass trade, double boxes, std::optional<double> on_time) {
    world::Flow made;
    made.trade = trade;
    world.flows.add(made);
    outcome::FlowOutcome of_it;
    of_it.boxes_out = boxes;
    of_it.on_time_share = on_time;
    outcome.flows.add(of_it);
  };
  flow(TradeClass::domestic, 1000, std::nullopt);
  CHECK_FALSE(key_figures(outcome, world).on_time);
  flow(TradeClass::import, 300, 1);
  flow(TradeClass::export_, 100, 0.6);
  flow(TradeClass::empty, 500, 0.1);
  CHECK(key_figures(outcome, world).on_time == 0.9);
}
