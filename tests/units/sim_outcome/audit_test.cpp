#include "sim/outcome/audit.hpp"

#include <catch2/catch.hpp>

#include "sim/outcome/supply_used.hpp"
#include "tests/units/sim_outcome/river.hpp"

using namespace tongzhou;
using ledger::Cause;

namespace {

/// The line that fails, of a run whose audit has one such line; empty: all hold.
std::string failing(River const& river) {
  std::string name;
  for (auto const& line : river.outcome().audit) {
    if (line.holds) continue;
    CHECK(name == "");
    name = line.name;
  }
  return name;
}

}  // namespace

TEST_CASE("the books of an untouched run agree") { CHECK(failing(River{}) == ""); }

TEST_CASE("a box that vanishes is missed at the end") {
  River river;
  river.records.boxes_inside = 1;
  CHECK(failing(river) == "boxes inside before and born since = delivered, given up and inside at the end");
  river.records.boxes_in_before = 3;
  river.records.boxes_out_before = 2;
  CHECK(failing(river) == "");
}

TEST_CASE("an hour in the system that no cause has is missed") {
  River river;
  river.records.flows[river.long_boxes].system_hours = 1;
  CHECK(failing(river) == "hours by cause = hours in system");
  river.ledger.book(river.long_ride, Cause::moving, at_hours(5), at_hours(6));
  CHECK(failing(river) == "");
}

TEST_CASE("an hour that the weeks have and no box does is missed") {
  River river;
  ledger::Odometer odometer{};
  river.ledger.book_aboard(odometer, 1, Cause::moving, at_hours(5), at_hours(6));
  CHECK(failing(river) == "hours by week = hours by cause");
}

TEST_CASE("a TEU that stands in a yard without being booked there is missed, and the yard is named") {
  River river;
  river.records.terminals[river.far_quay].figures.yard_mean_teu = 1;
  CHECK(failing(river) == "Little's law in every yard: TEU-hours standing = TEU-hours booked (worst: down/quay)");
}

TEST_CASE("a ship with more aboard than its slots is told") {
  River river;
  river.records.sailings_over_limit = 1;
  CHECK(failing(river) == "no vehicle leaves with more than its slots");
}

TEST_CASE("a box that was loaded and did not pay for its ride is missed") {
  River river;
  river.records.services[river.barge].figures.boxes += 1;
  CHECK(failing(river) == "boxes that paid for a ride = boxes loaded");
}

TEST_CASE("money and CO2e of vehicles that went to no flow are missed") {
  River const river;
  auto outcome = river.outcome();
  auto const bills = outcome::bills(river.records, river.world);
  outcome.flows[river.long_boxes].money[ledger::Expense::fuel] -= 1;
  outcome.flows[river.long_boxes].kg_co2e[ledger::Source::sailing] -= 1;
  std::vector<std::string> missed;
  for (auto const& line : audit(river.records, river.world, bills, outcome))
    if (!line.holds) missed.push_back(line.name);
  CHECK(missed == std::vector<std::string>{"vehicles' costs = costs charged to flows and to empty running",
                                           "vehicles' CO2e = CO2e charged to flows and to empty running"});
}

TEST_CASE("a charge that the tariffs ask for and no box has paid is missed, and the expense is named") {
  River river;
  river.records.counts_times_tariffs[ledger::Expense::transfer] = 300;
  CHECK(failing(river) == "money by expense = counts x tariffs (worst: transfer)");
  river.ledger.pay(river.long_ride, ledger::Expense::transfer, 300);
  river.records.paid_elsewhere = 300;
  CHECK(failing(river) == "");
}

TEST_CASE("money for handling that no hub has earned is missed") {
  River river;
  river.records.counts_times_tariffs[ledger::Expense::handling] = 300;
  river.ledger.pay(river.long_ride, ledger::Expense::handling, 300);
  CHECK(failing(river) ==
        "handling, storage, transfers, shunting and port dues paid = earned by hubs, roads and zones");
}

TEST_CASE("money that shippers bear and no party is paid is missed") {
  River const river;
  auto outcome = river.outcome();
  auto const bills = outcome::bills(river.records, river.world);
  outcome.totals.shipper_cost += 100;
  std::vector<std::string> missed;
  for (auto const& line : audit(river.records, river.world, bills, outcome))
    if (!line.holds) missed.push_back(line.name);
  CHECK(missed == std::vector<std::string>{"what shippers pay, less what they are paid, and bear = shipper cost"});
}

TEST_CASE("lines about empties follow the others") {
  River river;
  river.records.empties_audit = {outcome::check("empties", 3, 4)};
  CHECK(failing(river) == "empties");
}
