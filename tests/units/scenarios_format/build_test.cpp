#include "scenarios/format/build.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <variant>

#include "tests/units/scenarios_format/river.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

template <class I, class Row>
Row const& named(Table<I, Row> const& table, std::string const& code) {
  auto const found = std::ranges::find_if(table, [&](Row const& row) { return row.name.code == code; });
  REQUIRE(found != table.end());
  return *found;
}

demand::Distribution<Duration> dwell(std::string const& text) {
  auto const patch = R"({"places": {"Up": {"facilities": {"quay": {"dwell_days": )" + text + "}}}}}";
  return named(built_with(patch)->terminals, "Up/quay").dwell;
}

}  // namespace

TEST_CASE("a world says when it runs, with what chance and in what money") {
  auto const plain = *built_with("{}");
  CHECK(plain.name.en == "River");
  CHECK(to_string(plain.start) == "2024-01-01");
  CHECK(in_days(plain.length) == 28);
  CHECK(plain.warm_up == Duration{});
  CHECK(plain.seed == 1);
  CHECK(plain.currency == "CNY");
  auto const other =
      *built_with(R"({"name": {"en": "Low water", "zh": "枯水"}, "warm_up_days": 7, "seed": 42, "currency": "USD"})");
  CHECK(other.name.zh == "枯水");
  CHECK(in_days(other.warm_up) == 7);
  CHECK(other.seed == 42);
  CHECK(other.currency == "USD");
}

TEST_CASE("rows are in the order of their ids, not of the file") {
  auto const world = *built_with(R"({"places": {"Zenith": {"kind": "junction"}, "Abyss": {"kind": "junction"}}})");
  std::vector<std::string> codes;
  for (auto const& place : world.places) codes.push_back(place.name.code);
  CHECK(codes == std::vector<std::string>{"Abyss", "Gate", "Hill", "Inland", "Mouth", "Town", "Up", "Zenith"});
}

TEST_CASE("the usual boxes are there unless the file changes them") {
  auto const world =
      *built_with(R"({"box_types": {"22G1": {"teu": 1, "tare_t": 2.4}, "L5G1": {"teu": 2.25, "tare_t": 4.9}}})");
  CHECK(named(world.box_types, "22G1").tare_t == 2.4);
  CHECK_FALSE(named(world.box_types, "22G1").long_box);
  CHECK(named(world.box_types, "45G1").tare_t == 3.8);
  CHECK(named(world.box_types, "45R1").reefer);
  CHECK(named(world.box_types, "L5G1").long_box);
  CHECK(world.box_types.size() == 6);
}

TEST_CASE("a ship keeps its measures in metres, tonnes and metres per second") {
  auto const ship = named(built_with(R"({"vehicle_classes": {"ship": {"max_speed_km_per_h": 25.2, "flag": "CN",
    "slots": 280, "reefer_plugs": 12, "air_draught_m": 14, "fixed_cost_per_day": 30000, "crane_limit": 3}}})")
                              ->vehicle_classes,
                          "ship");
  CHECK(ship.mode == world::Mode::river);
  CHECK(ship.speed.raw() == Approx(20 / 3.6));
  CHECK(ship.max_speed.raw() == Approx(7));
  CHECK(in_tonnes(ship.deadweight) == 4000);
  CHECK(in_metres(ship.draught_full) == 5);
  CHECK(in_metres(ship.under_keel) == 0.5);
  CHECK(ship.slots == 280);
  CHECK(ship.reefer_plugs == 12);
  CHECK(ship.light_fuel_share == 0.6);
  CHECK(ship.fuel);
  CHECK(ship.crane_limit == 3);
  auto const train = named(built_with("{}")->vehicle_classes, "train");
  CHECK(train.max_speed == train.speed);
  CHECK(train.deadweight == Mass::unlimited());
  CHECK_FALSE(train.fuel);
}

TEST_CASE("a place holds its facilities, and transfers go one way or both") {
  auto const world = *built_with(R"({"places": {"Mouth": {"transfers": {"quay<->rail": null,
    "quay->rail": {"hours": 2, "cost_per_box": 50, "drayage": true}}}}})");
  auto const& mouth = named(world.places, "Mouth");
  REQUIRE(mouth.terminals.size() == 2);
  CHECK(world.terminals[mouth.terminals[0]].name.code == "Mouth/quay");
  CHECK(world.terminals[mouth.terminals[1]].kind == world::TerminalKind::rail);
  CHECK(world.terminals[mouth.terminals[1]].berths == 2);
  REQUIRE(world.transfers.size() == 1);
  auto const& transfer = *world.transfers.begin();
  CHECK(transfer.from == mouth.terminals[0]);
  CHECK(transfer.to == mouth.terminals[1]);
  CHECK(mean(transfer.time) == hours(2));
  CHECK(transfer.drayage);
  CHECK_FALSE(transfer.direct_lift);
  CHECK(built_with("{}")->transfers.size() == 2);
}

TEST_CASE("boxes may be lifted straight between a quay and a rail terminal, so many an hour, there and back") {
  auto const world = *built_with(R"({"places": {"Mouth": {"transfers": {"quay<->rail": {
    "direct_lift": {"boxes_per_hour": 20, "cost_per_box": 90}}}}}})");
  REQUIRE(world.transfers.size() == 2);
  for (auto const& transfer : world.transfers) {
    REQUIRE(transfer.direct_lift);
    CHECK(transfer.direct_lift->between == minutes(3));
    CHECK(transfer.direct_lift->cost_per_box == 90);
  }
}

TEST_CASE("a terminal has a yard, tariffs and a gate") {
  auto const quay = named(built_with(R"({"places": {"Up": {"facilities": {"quay": {"yard_teu": 3000, "depth_m": 8,
    "free_storage_days": 5, "storage_per_teu_day": 12, "handling_per_20ft": 400, "handling_per_40ft": 600,
    "fuel": "diesel", "energy_per_move": 0.002, "gate": {"lanes": 4, "minutes_per_truck": {"exponential": {"mean": 3}}}
    }}}}})")
                              ->terminals,
                          "Up/quay");
  CHECK(quay.yard_teu == 3000);
  CHECK(quay.depth.front() == metres(8));
  CHECK(quay.berth_length == Length::unlimited());
  CHECK(in_days(quay.free_storage) == 5);
  CHECK(quay.handling_per_40ft == 600);
  CHECK(quay.energy);
  CHECK(quay.gate.lanes == 4);
  CHECK(quay.gate.per_truck == demand::Distribution<Duration>::exponential(minutes(3)));
}

TEST_CASE("all nine distributions can be written, in the unit of their key") {
  using demand::Distribution;
  CHECK(dwell("2") == Distribution<Duration>::fixed(days(2)));
  CHECK(dwell(R"({"uniform": {"min": 1, "max": 2}})") == Distribution<Duration>::uniform(days(1), days(2)));
  CHECK(dwell(R"({"triangular": {"min": 0, "mode": 1, "max": 3}})") ==
        Distribution<Duration>::triangular(days(0), days(1), days(3)));
  CHECK(dwell(R"({"exponential": {"mean": 2}})") == Distribution<Duration>::exponential(days(2)));
  CHECK(dwell(R"({"erlang": {"k": 3, "mean": 2}})") == Distribution<Duration>::erlang(3, days(2)));
  CHECK(dwell(R"({"gamma": {"shape": 1.5, "mean": 2}})") == Distribution<Duration>::gamma(1.5, days(2)));
  CHECK(dwell(R"({"lognormal": {"mean": 2, "cv": 0.5}})") == Distribution<Duration>::lognormal(days(2), 0.5));
  CHECK(dwell(R"({"weibull": {"shape": 2, "scale": 1}})") == Distribution<Duration>::weibull(2, days(1)));
  CHECK(dwell(R"({"empirical": {"values": [1, 2], "weights": [3, 1]}, "source": "assumption"})") ==
        Distribution<Duration>{demand::Variate::empirical({86400, 172800}, {3, 1})});
}

TEST_CASE("depth is one number, or by week, or by month") {
  auto const depth = [](std::string const& text) {
    return named(built_with(R"({"links": {"upper": {"depth_m": )" + text + "}}}")->links, "upper").depth;
  };
  CHECK(named(built_with("{}")->links, "lower").depth[0] == Length::unlimited());
  CHECK(std::ranges::all_of(depth("4.5"), [](Length d) { return d == metres(4.5); }));

  std::string weekly = "[3";
  for (int week = 2; week <= 52; ++week) weekly += ", " + std::to_string(week + 2);
  auto const by_week = depth(weekly + "]");
  auto const on = [](auto const& depths, int year, int month, int day) {
    return in_metres(depths[part_of_year(Date{year, month, day})]);
  };
  for (int const year : {2023, 2024}) {
    CHECK(on(by_week, year, 1, 1) == 3);
    CHECK(on(by_week, year, 1, 7) == 3);
    CHECK(on(by_week, year, 1, 8) == 4);
    CHECK(on(by_week, year, 2, 1) == 7);     // the 32nd day: in the fifth week, as 29 January
    CHECK(on(by_week, year, 12, 31) == 54);  // the last days of the year, when 52 weeks are given
  }

  auto const by_month = depth(R"({"by_month": [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]})");
  for (int const year : {2023, 2024}) {
    for (int month = 1; month <= 12; ++month) {
      CHECK(on(by_month, year, month, 1) == month + 2);
      auto const last = days_after(month == 12 ? Date{year + 1, 1, 1} : Date{year, month + 1, 1}, -1);
      CHECK(on(by_month, year, month, last.day) == month + 2);
    }
  }
}

TEST_CASE("a boat's timetable: there with the stream, back against it, both ways through the lock") {
  auto const world = *built_with("{}");
  auto const& boat = named(world.services, "boat");
  REQUIRE(boat.stops.size() == 2);
  auto const& down = boat.stops[0].to_next;
  REQUIRE(down.size() == 3);
  CHECK(world.links[std::get<world::LinkId>(down[0].what)].name.code == "upper");
  CHECK(std::get<world::LockId>(down[1].what) == world::LockId{0});
  CHECK(down[1].direction == world::Direction::down);
  CHECK(world.links[std::get<world::LinkId>(down[2].what)].name.code == "lower");
  auto const& up = boat.stops[1].to_next;
  REQUIRE(up.size() == 3);
  CHECK(up[1].direction == world::Direction::up);
  CHECK(up[2].direction == world::Direction::up);

  // 100 km at 20 + 5 km/h twice, 1 h + 0.5 h in the lock; then 300 TEU / 1.5 TEU = 200 moves at 2 x 25 an hour.
  CHECK(in_hours(boat.stops[1].arrives) == Approx(4 + 1.5 + 4));
  CHECK(in_hours(boat.stops[1].departs) == Approx(9.5 + 4));
  // Back at 20 - 5 km/h.
  CHECK(in_hours(boat.stops[0].arrives) == Approx(13.5 + 200.0 / 15 + 1.5));
  CHECK(boat.stops[0].departs == Duration{});
  // 28.3 h until it is back, 4 h in port: two boats keep a departure every 24 h.
  CHECK(boat.fleet == 2);
  CHECK(boat.returns());
}

TEST_CASE("stay_hours and port_hours set the time in port") {
  auto const boat = named(built_with(R"({"services": {"boat": {"stops": [
    {"at": "Up", "stay_hours": 1}, {"at": "Mouth/quay", "port_hours": {"exponential": {"mean": 2}}}]}}})")
                              ->services,
                          "boat");
  CHECK(in_hours(boat.stops[1].departs - boat.stops[1].arrives) == Approx(2 + 4));
  CHECK(boat.stops[1].port_time == demand::Distribution<Duration>::exponential(hours(2)));
}

TEST_CASE("a train leaves by the week and does not come back unless it is told to") {
  auto const block = named(built_with("{}")->services, "block");
  CHECK_FALSE(block.returns());
  CHECK(block.stops[1].to_next.empty());
  auto const& weekly = std::get<world::Weekly>(block.schedule);
  REQUIRE(weekly.departures.size() == 2);
  CHECK(in_hours(weekly.departures[0]) == 8);
  CHECK(in_hours(weekly.departures[1]) == 3 * 24 + 20.5);
  // 90 TEU / 1.5 TEU = 60 moves, one gantry at 20 an hour: it comes alongside 3 h before it leaves; 300 km at 60 km/h.
  CHECK(in_hours(block.stops[0].arrives) == Approx(-3));
  CHECK(in_hours(block.stops[1].arrives) == Approx(5));

  // Round trip 5 + 0 + 5 + 3 = 13 h; twice a week: one train.
  CHECK(named(built_with(R"({"services": {"block": {"returns": true}}})")->services, "block").fleet == 1);
  CHECK(named(built_with(R"({"services": {"block": {"returns": null, "fleet": 3}}})")->services, "block").fleet == 3);
}

TEST_CASE("departures may be random or wait until the vehicle is full") {
  auto const random = named(built_with(R"({"services": {"boat": {"returns": false, "schedule": {"every_hours": null,
    "random_hours": {"exponential": {"mean": 6}}}}}})")
                                ->services,
                            "boat");
  CHECK(std::get<world::Random>(random.schedule).between == demand::Distribution<Duration>::exponential(hours(6)));
  CHECK(random.fleet == 0);
  auto const full = named(built_with(R"({"services": {"boat": {"fleet": 4, "cut_off_hours": 6, "schedule":
    {"every_hours": null, "when_full": {"fill": 0.9, "longest_wait_hours": 48}}}}})")
                              ->services,
                          "boat");
  CHECK(std::get<world::WhenFull>(full.schedule).fill == 0.9);
  CHECK(in_hours(std::get<world::WhenFull>(full.schedule).longest_wait) == 48);
  CHECK(in_hours(full.cut_off) == 6);
  CHECK(full.fleet == 4);
}

TEST_CASE("a flow has so many boxes of a value that loses by the hour") {
  auto const world = *built_with(R"({"flows": {"export": {"deadline_days": 12, "by_month": [1,1,1,1,1,1,2,2,1,1,1,1],
    "peaks": {"fair": {"from": "2024-01-08", "to": "2024-01-09T12:00", "factor": 3}}, "arrivals": {"batch": 10}}}})");
  auto const& flow = named(world.flows, "export");
  CHECK(world.places[flow.origin].name.code == "Hill");
  CHECK(world.places[flow.destination].name.code == "Town");
  CHECK(flow.trade == world::TradeClass::export_);
  CHECK(flow.boxes_per_year == 500);              // 1,000 TEU in boxes of 2
  CHECK(flow.time_value_per_hour == Approx(20));  // 876,000 x 0.2 / 8,760
  CHECK(in_days(flow.deadline) == 12);
  CHECK(flow.season.by_month[7] == 2);
  REQUIRE(flow.season.peaks.size() == 1);
  CHECK(in_days(flow.season.peaks[0].from) == 7);
  CHECK(in_days(flow.season.peaks[0].to) == 8.5);
  CHECK(flow.pattern == demand::Pattern::batch);
  CHECK(mean(flow.batch) == 10);

  auto const frugal = *built_with(R"({"policy": {"time_value_per_year": 0.1},
    "flows": {"export": {"time_value_per_year": null, "gross_t": null, "arrivals": "regular"}}})");
  CHECK(named(frugal.flows, "export").time_value_per_hour == Approx(10));
  CHECK(in_tonnes(named(frugal.flows, "export").gross) == 3.8);
  CHECK(named(frugal.flows, "export").pattern == demand::Pattern::regular);
}

TEST_CASE("a loan and an insurance cost what their shares and days make of the value of the goods") {
  // Of 876,000, 70 % are lent at 5 %: 30,660 a year, 3.5 an hour, 5,040 in the 60 days until the goods are paid for.
  // 90 % are insured: premium 0.8 %, 6,307.2; claims 0.22 %, 1,734.48.
  auto const world = *built_with(R"({"flows": {"export": {"value": 876000,
    "trade_finance": {"rate_per_year": 0.05, "financed_share": 0.7, "days_until_paid": 60},
    "credit_insurance": {"premium_share": 0.008, "cover_share": 0.9, "claims_share": 0.0022}}}})");
  auto const& finance = named(world.flows, "export").finance;
  CHECK(finance.interest_per_hour == Approx(3.5));
  CHECK(finance.interest_until_paid == Approx(5040));
  CHECK(finance.premium == Approx(6307.2));
  CHECK(finance.claims == Approx(1734.48));
}

TEST_CASE("traders whom customs trusts borrow for less, and trust that grows counts by its mean of the measured span") {
  // Two years, the second measured: trusted are 0.3 + 0.1 a year, 0.45 on its mean. 5 % less 2 % x 0.45 is 4.1 %.
  auto const world = *built_with(R"({"length_days": 730, "warm_up_days": 365,
    "customs": {"trusted_share": 0.3, "trusted_growth_per_year": 0.1},
    "flows": {"export": {"value": 876000, "trade_finance": {"rate_per_year": 0.05, "trusted_discount": 0.02}}}})");
  CHECK(named(world.flows, "export").finance.interest_per_hour == Approx(876000 * 0.041 / 8760));
  // Half at the start and one whole in a year: all from the middle of the first year on, so of the two years 0.75 for a
  // half and 1 for the rest.
  auto const soon = *built_with(R"({"length_days": 730, "customs": {"trusted_share": 0.5, "trusted_growth_per_year": 1},
    "flows": {"export": {"value": 876000, "trade_finance": {"rate_per_year": 0.05, "trusted_discount": 0.02}}}})");
  double const trusted = (0.75 * 0.5 + 1 * 1.5) / 2;
  CHECK(named(soon.flows, "export").finance.interest_per_hour == Approx(876000 * (0.05 - 0.02 * trusted) / 8760));
}

TEST_CASE("a flow has from its class of goods what it does not say: value by the tonne, hurry and season") {
  // 20 t gross less 2.2 t of box, at 15,000 a tonne; food loses 80 % of its value in a year.
  auto const world =
      *built_with(R"({"goods": {"grain": {"class": "food", "by_month": [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}},
    "flows": {"export": {"box": "22G1", "gross_t": 20, "value": null, "time_value_per_year": null, "goods": "grain"}}})");
  auto const& flow = named(world.flows, "export");
  CHECK(flow.value == Approx(17.8 * 15000));
  CHECK(flow.time_value_per_hour == Approx(17.8 * 15000 * 0.8 / 8760));
  CHECK(flow.season.by_month[0] == 2);
  auto const own = *built_with(R"({"goods": {"grain": {"class": "food"}},
    "flows": {"export": {"value": 1000, "time_value_per_year": 0.5, "goods": "grain"}}})");
  CHECK(named(own.flows, "export").value == 1000);
  CHECK(named(own.flows, "export").time_value_per_hour == Approx(500.0 / 8760));
}

TEST_CASE("a disruption of a lock without a chamber closes all its chambers") {
  auto const world = *built_with(R"({
    "places": {"Gate": {"facilities": {"lock": {"chambers": {"south": {"length_m": 280, "width_m": 34,
      "lockage_minutes": 60}}}}}},
    "disruptions": {
      "flood": {"on": {"lock": "Gate/lock"}, "during": [{"from": "2024-01-20", "to": "2024-01-21"},
                                                         {"from": "2023-12-30", "to": "2024-01-02"}]},
      "works": {"on": {"lock": "Gate/lock", "chamber": "south"}, "share_left": 0.5,
                "at_random": {"between_days": {"exponential": {"mean": 10}}, "lasting_hours": 6}}}})");
  REQUIRE(world.disruptions.size() == 3);
  CHECK(std::get<world::Disruption::ChamberOf>(world.disruptions[0].target).chamber == 0);
  CHECK(std::get<world::Disruption::ChamberOf>(world.disruptions[1].target).chamber == 1);
  auto const& windows = std::get<std::vector<world::Disruption::Window>>(world.disruptions[0].when);
  CHECK(in_days(windows[0].from) == -2);
  CHECK(in_days(windows[1].to) == 20);
  CHECK(std::get<world::Disruption::ChamberOf>(world.disruptions[2].target).chamber == 1);
  CHECK(world.disruptions[2].share == 0.5);
  CHECK(mean(std::get<world::Disruption::AtRandom>(world.disruptions[2].when).lasting) == hours(6));
}

TEST_CASE("what society counts is in the policy") {
  auto const policy = built_with(R"({"policy": {"itineraries": 5, "choice_spread": 250, "replan_after_hours": 72,
    "carbon_price_per_t": 100, "loss_per_move": 0.0001, "loss_per_1000_km": 0.001}})")
                          ->policy;
  CHECK(policy.itineraries == 5);
  CHECK(policy.choice_spread == 250);
  CHECK(in_hours(policy.replan_after) == 72);
  CHECK(policy.carbon_price_per_t == 100);
  CHECK(built_with("{}")->policy.replan_after == Duration::unlimited());
}

TEST_CASE("a coefficient of money in the logit is one over the spread, and does not stand beside it") {
  CHECK(built_with(R"({"policy": {"logit_per_money": 0.004}})")->policy.choice_spread == Approx(250));
  CHECK_THROWS_WITH(built_with(R"({"policy": {"logit_per_money": 0.004, "choice_spread": 100}})"),
                    Catch::Contains("says the same as \"choice_spread\""));
}

TEST_CASE("numbers that are legal one by one and have no end together are refused with their place") {
  auto const flow = [](std::string const& more) { return wrong_with(R"({"flows": {"export": )" + more + "}}"); };
  CHECK(flow(R"({"arrivals": {"batch": 0.5}})")
            .find("/flows/export/arrivals/batch: expected 1 to 100000 boxes on average, found 0.5") !=
        std::string::npos);
  CHECK(flow(R"({"arrivals": {"batch": 1e6}})").find("found 1e+06") != std::string::npos);
  // 1e7 TEU a year in boxes of a hundredth of a TEU are 1e9 boxes; 1e8 are the most.
  CHECK(wrong_with(R"({"box_types": {"cage": {"teu": 0.01, "tare_t": 0}},
    "flows": {"export": {"box": "cage", "teu_per_year": 1e7}}})")
            .find("expected at most 1e+08 boxes a year, found 1e+09") != std::string::npos);
  CHECK(flow(R"({"by_weekday": [1, 1, 1, 1, 1, 1, 1e-7]})")
            .find("/flows/export/by_weekday: expected 0 or at least a millionth") != std::string::npos);
  CHECK(
      wrong_with(
          R"({"services": {"boat": {"schedule": {"every_hours": null, "random_hours": {"exponential": {"mean": 0.001}}}}}})")
          .find("random_hours: expected at least 0.01 hours on average, found 0.001") != std::string::npos);
  CHECK(
      wrong_with(
          R"({"disruptions": {"d": {"on": {"link": "upper"}, "at_random": {"between_days": 0.001, "lasting_hours": 0}}}})")
          .find("expected at least 0.01 days on average from one begin to the next, found 0.001") != std::string::npos);
  CHECK(wrong_with(R"({"places": {"Up": {"facilities": {"quay": {"moves_per_crane_hour": 1e-300}}}}})")
            .find("expected 0 or at least 0.01, found 1e-300") != std::string::npos);
  CHECK(wrong_with(R"({"places": {"Up": {"facilities": {"quay": {"dwell_days": 4000}}}}})")
            .find("dwell_days: expected at most 10 years on average, found 11") != std::string::npos);
  CHECK(wrong_with(R"({"warm_up_days": 27.9999})").find("the warm-up leaves less than 0.01 days") != std::string::npos);
}

TEST_CASE("a service that lacks one key and is whole besides is not taken for its neighbour misspelt") {
  CHECK(wrong_with(R"({"services": {"boats": {"vehicle": "ship", "stops": ["Up", "Mouth"], "cut_off_hours": 6}}})")
            .ends_with("missing key \"schedule\""));
  CHECK(wrong_with(R"({"services": {"boats": {"cut_off_hours": 6, "licence": "mixed", "berth_priority": 1}}})")
            .ends_with("or is \"boat\" meant?"));
}
