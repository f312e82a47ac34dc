#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/units/sim_engine/event_log.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

/// Ships that call once each at a quay, and leave it for the sea.
struct Port : Sketch {
  world::PlaceId port = place("Port"), sea = place("Sea");
  world::TerminalId quay = terminal(port), roads = terminal(sea);
  world::LinkId way = river(port, sea, 20);
  EventLog log;

  Port() {
    world.start = {2025, 1, 1};
    world.length = days(20);
    world.terminals[quay].berths = 1;
    world.terminals[roads].berths = 100;
    auto const id = flow(port, sea);
    world.flows[id].boxes_per_year = 0.001;
  }
  /// Comes at an hour and stays at its berth so long.
  world::ServiceId ship_at(double hour, double stays, double length = 100) {
    auto const number = std::to_string(world.services.size());
    auto const made = vehicle("class " + number, world::Mode::sea, 20, 100);
    world.vehicle_classes[made].length = metres(length);
    auto const id = service("ship " + number, made, 24, 1, {quay, roads}, {way});
    world.services[id].schedule = world::Regular{days(400), hours(hour)};
    world.services[id].stops[0].port_time = demand::Distribution<Duration>::fixed(hours(stays));
    return id;
  }
  /// Comes at an hour and leaves by its timetable, as soon as it has been worked.
  world::ServiceId by_timetable(double hour, double stays, double leaves) {
    auto const id = ship_at(leaves, stays);
    world.services[id].cut_off = hours(leaves - hour);
    world.services[id].stops[0].departs = Duration{};
    return id;
  }
  void closed(double from, double to) {
    std::vector<world::Disruption::Window> const window{{at_hours(from), at_hours(to)}};
    world.disruptions.push_back({named("strike"), quay, 0, window});
  }
  outcome::TerminalOutcome run() { return told(world, 0, &log).terminals[quay]; }
  /// From the quay, in their order.
  std::vector<double> departures() { return log.departures[quay]; }
};

}  // namespace

TEST_CASE("twelve ships along a quay of 600 metres lie where the plan made by hand has them") {
  // 20 m between two, from the first end; nobody overtakes.            lies       from     to
  Port port;
  port.world.terminals[port.quay].quay_length = metres(600);
  port.world.terminals[port.quay].berth_gap = metres(20);
  port.ship_at(0, 10, 300);    //                                        0-300    0:00   10:00
  port.ship_at(1, 6, 200);     //                                      320-520    1:00    7:00
  port.ship_at(2, 4, 100);     // would end at 640: waits              320-420    7:00   11:00
  port.ship_at(3, 5, 150);     // behind it                            440-590    7:00   12:00
  port.ship_at(8, 3, 80);      // waits for the first                    0-80    10:00   13:00
  port.ship_at(9, 4, 200);     // behind it                            100-300   10:00   14:00
  port.ship_at(10.5, 2, 100);  // waits for the third                  320-420   11:00   13:00
  port.ship_at(12.5, 6, 400);  // from 13:00 on only 100-300 is taken    0-400   14:00   20:00
  port.ship_at(13.5, 1, 60);   // there is room, but one waits           420-480   14:00   15:00
  port.ship_at(14.5, 3, 100);  // to the metre                         500-600   14:30   17:30
  port.ship_at(16, 2, 60);     //                                      420-480   16:00   18:00
  port.ship_at(17, 1, 600);    // waits until it is alone                0-600   20:00   21:00
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{7, 10, 11, 12, 13, 13, 14, 15, 17.5, 18, 20, 21});
  // Metre-hours taken, of 600 m over 20 days.
  double const taken = 300 * 10 + 200 * 6 + 100 * 4 + 150 * 5 + 80 * 3 + 200 * 4 + 100 * 2 + 400 * 6 + 60 * 1 +
                       100 * 3 + 60 * 2 + 600 * 1;
  CHECK(outcome.berth_utilisation == Approx(taken / (600 * 480.0)));
  CHECK(outcome.at_anchorage_hours_mean == Approx((5 + 4 + 2 + 1 + 0.5 + 1.5 + 0.5 + 3) / 12));
}

TEST_CASE("the main line takes the berth before a feeder that came earlier, but not from one that lies there") {
  // Comes at 0:00 for five hours; the feeder at 1:00 for two, the main line at 2:00 for three.
  Port port;
  port.ship_at(0, 5);
  port.ship_at(1, 2);
  port.world.services[port.ship_at(2, 3)].berth_priority = 1;
  port.run();
  CHECK(port.departures() == std::vector<double>{5, 8, 10});
}

TEST_CASE("who keeps its window goes before the main line, who has missed it waits like all others") {
  // One comes at 45:00 for an hour, when a ship lies at the berth until 50:00 and one of the main line waits, which
  // takes three.
  auto const departures = [](double due, double window) {
    Port port;
    port.ship_at(40, 10);
    port.world.services[port.ship_at(43, 3)].berth_priority = 1;
    auto const id = port.service("liner", port.ship, 24, 1, {port.roads, port.quay, port.roads}, {port.way, port.way});
    auto& service = port.world.services[id];
    service.schedule = world::Regular{days(400), hours(44)};  // an hour away
    service.stops[1].arrives = hours(due - 44);
    service.stops[1].port_time = demand::Distribution<Duration>::fixed(hours(1));
    service.berth_window = hours(window);
    port.run();
    return port.departures();
  };
  CHECK(departures(44, 2) == std::vector<double>{50, 51, 54});    // an hour late
  CHECK(departures(44, 0.5) == std::vector<double>{50, 53, 54});  // too late
  CHECK(departures(46, 0.5) == std::vector<double>{50, 51, 54});  // early
}

TEST_CASE("a ship that has been worked makes room at a quay that sends it away, and sails from the anchorage") {
  // Worked from 0:00 to 2:00, to sail at 24:00; the other comes at 5:00 for an hour.
  for (bool const sends_away : {false, true}) {
    Port port;
    port.world.terminals[port.quay].sends_idle_away = sends_away;
    port.by_timetable(0, 2, 24);
    port.ship_at(5, 1);
    auto const outcome = port.run();
    CHECK(port.departures() == (sends_away ? std::vector<double>{6, 24} : std::vector<double>{24, 25}));
    CHECK(outcome.at_berth_hours_mean == Approx(sends_away ? (5 + 1) / 2.0 : (24 + 1) / 2.0));
    CHECK(outcome.at_anchorage_hours_mean == Approx(19 / 2.0));
    CHECK(outcome.idle_alongside_hours_mean == Approx(sends_away ? 3 / 2.0 : 22 / 2.0));
  }
}

TEST_CASE("hours in port are told class by class") {
  Port port;
  auto const first = port.by_timetable(0, 2, 24);  // worked from 0:00 to 2:00, and lies there until 24:00
  auto const second = port.ship_at(5, 1);          // waits for its berth until then
  auto const of_class = port.run().calls_by_class;
  auto const& early = of_class[port.world.services[first].vehicle];
  auto const& late = of_class[port.world.services[second].vehicle];
  CHECK(early.calls == 1);
  CHECK(early.at_anchorage_hours_mean == 0);
  CHECK(early.at_berth_hours_mean == Approx(24));
  CHECK(early.idle_alongside_hours_mean == Approx(22));
  CHECK(late.calls == 1);
  CHECK(late.at_anchorage_hours_mean == Approx(19));
  CHECK(late.at_berth_hours_mean == Approx(1));
  CHECK(late.idle_alongside_hours_mean == 0);
}

TEST_CASE("an arrival two hours late is within a day of the timetable, one that is thirty hours late is not") {
  for (auto const& [late, within_a_day] : {std::pair{2.0, 1.0}, std::pair{30.0, 0.0}}) {
    Port port;
    auto const ship = port.ship_at(100, 1);
    port.world.services[ship].stops[1].arrives = hours(1 - late);  // it takes an hour
    auto const outcome = told(port.world).services[ship];
    CHECK(outcome.on_time_share == 0.0);
    CHECK(outcome.within_a_day_share == within_a_day);
  }
}

TEST_CASE("of two ships that idle, the one that has longest to wait is sent away") {
  Port port;
  port.world.terminals[port.quay].berths = 2;
  port.world.terminals[port.quay].sends_idle_away = true;
  port.by_timetable(0, 1, 10);
  port.by_timetable(0, 1, 20);
  port.ship_at(5, 2);
  port.ship_at(6, 1);  // only the first idles still
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{7, 7, 10, 20});
  CHECK(outcome.at_berth_hours_mean == Approx((5 + 6 + 2 + 1) / 4.0));
}

TEST_CASE("a ship that comes in the moment in which the berth is left stands in no queue afterwards") {
  Port port;
  port.ship_at(0, 5);
  port.ship_at(5, 2);
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{5, 7});
  CHECK(outcome.berth.mean_length == 0);
}

TEST_CASE("of ships that wait for a closed quay to open, the main line is the first to berth") {
  // Closed until 10:00; the feeder comes at 2:00 for two hours, the main line at 4:00 for three.
  Port port;
  port.closed(1, 10);
  port.ship_at(2, 2);
  port.world.services[port.ship_at(4, 3)].berth_priority = 1;
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{13, 15});
  CHECK(outcome.at_anchorage_hours_mean == Approx((11 + 6) / 2.0));
  CHECK(outcome.berth.wait_hours.mean == Approx((11 + 6) / 2.0));
}

TEST_CASE("a berth that is left while its quay is closed is taken when it opens") {
  // The first lies there from 0:00 to 6:00, the second waits from 1:00 on and stays an hour; closed from 4:00 to 10:00.
  Port port;
  port.closed(4, 10);
  port.ship_at(0, 6);
  port.ship_at(1, 1);
  port.run();
  CHECK(port.departures() == std::vector<double>{6, 11});
}

TEST_CASE("a ship that idles at a closed quay is sent away for one that waits when the quay opens") {
  // Worked from 0:00 to 2:00, to sail at 24:00; the other comes at 5:00 for an hour; closed from 4:00 to 10:00.
  Port port;
  port.closed(4, 10);
  port.world.terminals[port.quay].sends_idle_away = true;
  port.by_timetable(0, 2, 24);
  port.ship_at(5, 1);
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{11, 24});
  CHECK(outcome.at_berth_hours_mean == Approx((10 + 1) / 2.0));
}

TEST_CASE("a ship of no stated length leaves a quay without giving away the metres of another") {
  // From 0:00 to 10:00 one lies along all of it; the one without a length is there from 1:00 to 2:00.
  Port port;
  port.world.terminals[port.quay].quay_length = metres(100);
  port.ship_at(0, 10, 100);
  port.ship_at(1, 1, 0);
  port.ship_at(3, 1, 100);
  auto const outcome = port.run();
  CHECK(port.departures() == std::vector<double>{2, 10, 11});
  CHECK(outcome.berth_utilisation == Approx(11 / 480.0));
}
