#include "sim/rules/passenger_trains.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using world::RecurringClosures;

namespace {

/// 100 km, an hour for passengers, who come at 8:30 and 9:30; a headway of six minutes.
world::Link line(int tracks, int loops) {
  world::Link link;
  link.kind = world::LinkKind::railway;
  link.distance = kilometres(100);
  link.tracks = tracks;
  link.sections = loops + 1;
  link.headway = minutes(6);
  link.passengers = world::PassengerTrains{{}, km_per_hour(100)};
  link.passengers->per_hour[8] = link.passengers->per_hour[9] = 1;
  return link;
}

double enters(world::Link const& link, std::size_t part, double takes, double at) {
  return in_hours(rules::clear_of_passengers(link, part, hours(takes), at_hours(at)));
}

}  // namespace

TEST_CASE("a train of two hours sets out more than an hour before a passenger train of one, or behind it") {
  // By 1.1 h before it at the latest, and 0.1 h behind it; between the two there is no room.
  auto const link = line(2, 0);
  CHECK(enters(link, 0, 2, 7) == Approx(7));
  CHECK(enters(link, 0, 2, 7.5) == Approx(9.6));
  CHECK(enters(link, 0, 2, 9.7) == Approx(9.7));
  // Of the day: from 7:24 to 9:36.
  auto const kept = rules::kept_for_passengers(link, 0, hours(2));
  REQUIRE(kept.spans().size() == 1);
  CHECK(in_hours(kept.spans()[0].from) == Approx(7.4));
  CHECK(in_hours(kept.mean_delay({})) == Approx(2.2 * 2.2 / 48));
}

TEST_CASE("with a loop half-way it needs half of the gap, and passengers come there half an hour later") {
  auto const link = line(2, 1);
  CHECK(enters(link, 0, 1, 7.5) == Approx(7.5));
  CHECK(enters(link, 0, 1, 8) == Approx(8.6));
  CHECK(enters(link, 1, 1, 8.6) == Approx(9.1));  // not 9:00, nor closer behind it
}

TEST_CASE("on a single track passengers who come the other way have it for themselves") {
  // From two hours before 8:30 on, and until they are through at 10:30.
  CHECK(enters(line(1, 0), 0, 2, 6.4) == Approx(6.4));
  CHECK(enters(line(1, 0), 0, 2, 6.6) == Approx(10.5));
}

TEST_CASE("a train that never finds a gap is told so") {
  auto link = line(2, 0);
  link.passengers->per_hour.fill(1);
  CHECK(rules::kept_for_passengers(link, 0, hours(2)).always());
  CHECK_FALSE(rules::kept_for_passengers(link, 0, hours(1.5)).always());
}

TEST_CASE("a train as fast as passengers waits for them once, in front of the line, however many loops it has") {
  // From 8:24 to 8:36 and from 9:24 to 9:36 it waits for six minutes on the mean; then it runs right behind them.
  for (int const loops : {0, 1, 4})
    CHECK(in_hours(rules::mean_wait_for_passengers(line(2, loops), hours(1.0 / (loops + 1)))) ==
          Approx(2 * 0.2 * 0.1 / 24));
}

TEST_CASE("the mean wait for passengers is that of trains that come at all minutes of a day, one by one") {
  auto const tracks = GENERATE(1, 2), loops = GENERATE(0, 2, 5), by_day = GENERATE(0, 1);
  auto const whole = GENERATE(0.83, 1.04, 1.63);
  auto link = line(tracks, loops);
  link.passengers->per_hour = {0, 0, 0, 0, 0, by_day, 1, 2,      by_day, 1, 1, by_day,
                               1, 1, 0, 1, 1, 2,      1, by_day, 1,      0, 0, 0};
  Duration const takes = hours(whole / (loops + 1));
  Duration sum;
  constexpr int moments = 24 * 60 * 4;
  for (int n = 0; n < moments; ++n) {
    Time at = at_hours(24 * (n + 0.5) / moments);
    for (int part = 0; part <= loops; ++part) {
      Time const enters = rules::clear_of_passengers(link, static_cast<std::size_t>(part), takes, at);
      sum += enters - at;
      at = enters + takes;
    }
  }
  CHECK(in_hours(rules::mean_wait_for_passengers(link, takes)) ==
        Approx(in_hours(sum) / moments).epsilon(0.005).margin(1e-3));
}

TEST_CASE("without passenger trains nobody waits") {
  world::Link link;
  link.distance = kilometres(100);
  CHECK(enters(link, 0, 2, 7.5) == 7.5);
  CHECK(rules::kept_for_passengers(link, 0, hours(2)).none());
  CHECK(rules::mean_wait_for_passengers(link, hours(2)) == Duration{});
}

TEST_CASE("what is closed by night delays who comes then, and who is under way then") {
  // From 22:00 to 4:00. Who only wants in waits 6 x 6 / 48 h on the mean.
  RecurringClosures const nights{hours(24), {{hours(22), hours(28)}}};
  CHECK(in_hours(nights.mean_delay({})) == Approx(0.75));
  // Nine hours under way: who begins from 4:00 to 13:00 is not delayed, from 13:00 to 22:00 six hours, by night three.
  CHECK(in_hours(nights.mean_delay(hours(9))) == Approx((9 * 6 + 6 * 3) / 24.0));
  // Eighteen hours, all of a day's: who begins at 4:00 is there at 22:00.
  CHECK(in_hours(nights.mean_delay(hours(18))) == Approx((18 * 6 + 6 * 3) / 24.0));
  // Twenty hours: by night three and six more.
  CHECK(in_hours(nights.mean_delay(hours(20))) == Approx((20 * 6 + 6 * 9) / 24.0));
}

TEST_CASE("spans that overlap, over midnight too, are one") {
  RecurringClosures const closures{hours(24), {{hours(20), hours(26)}, {hours(1), hours(3)}, {hours(21), hours(22)}}};
  REQUIRE(closures.spans().size() == 1);
  CHECK(in_hours(closures.mean_delay({})) == Approx(7.0 * 7 / 48));
  CHECK(RecurringClosures{hours(24), {{hours(3), hours(27)}}}.always());
}
