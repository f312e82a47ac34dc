#include "tools/cli/summary.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace tongzhou;

TEST_CASE("the summary says what went where, what it cost and what held it up") {
  world::World world;
  world.name.en = "Two ports";
  world.start = Date{2025, 1, 1};
  world.length = days(28);
  world.currency = "CNY";
  world::Place port;
  port.name = {"CNWUH", "Wuhan", "武汉"};
  world.places.add(port);
  port.name = {"CNSHA", "", ""};
  world.places.add(port);

  outcome::Outcome outcome;
  outcome.seed = 5;
  outcome.place_teu.resize(2);
  outcome.place_teu[world::PlaceId{0}] = 1000;
  outcome.place_teu[world::PlaceId{1}] = 2500;
  auto& t = outcome.totals;
  t.boxes_in = 1100;
  t.boxes_out = 1000;
  t.boxes_inside = 100;
  t.teu_in = 2200;
  t.teu_out = 2000;
  t.teu_inside = 200;
  t.shipper_cost = 2000 * 1500;
  t.system_cost = 2000 * 1200;
  t.kg_co2e[ledger::Source::sailing] = 2000 * 95;
  t.hours[ledger::Cause::moving] = 750;
  t.hours[ledger::Cause::waiting_for_lock] = 250;
  // A quarter of the TEU delivered is empty: what all of them cost falls on the 1,500 laden ones.
  outcome.connections.resize(2);
  outcome.connections[0].teu_out = 1500;
  outcome.connections[1].trade = world::TradeClass::empty;
  outcome.connections[1].teu_out = 500;
  outcome.bottlenecks = {{"lock", "Gate/lock", 250, 1}};
  outcome.audit = {{"boxes", 1100, 1100, true}, {"hours", 1000, 999, false}};

  std::ostringstream out, err;
  cli::Console console{out, err};
  cli::print_summary(outcome, world, "two-ports", console);
  CHECK(out.str() ==
        "two-ports: Two ports\n"
        "28 days from 2025-01-01, figures after the first 0; seed 5\n"
        "\n"
        "  boxes  1,100 in, 1,000 out, 100 inside at the end\n"
        "  TEU    2,200 in, 2,000 out, 200 inside at the end\n"
        "  cost   CNY 2,000 per laden TEU out to shippers, CNY 1,600 to all together\n"
        "  CO2e   127 kg per laden TEU out, well to wheel\n"
        "\n"
        "Busiest places, TEU loaded and discharged\n"
        "  CNSHA  2,500\n"
        "  CNWUH  1,000  Wuhan 武汉\n"
        "\n"
        "Where the container-hours go\n"
        "  moving            750  75 %\n"
        "  waiting_for_lock  250  25 %\n"
        "\n"
        "Bottlenecks, container-hours lost in waiting\n"
        "  lock  Gate/lock  250  100 %\n"
        "\n"
        "Audit: 1 of 2 lines do NOT hold\n");
  CHECK(err.str().empty());
}
