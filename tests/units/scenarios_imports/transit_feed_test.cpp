#include "scenarios/imports/transit_feed.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/units/scenarios_format/folder.hpp"
#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou;

namespace {

/// A train from A by B to C on weekdays and one on Sunday, a ferry from C to D, and a bus.
void write_feed() {
  write("feed/stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,Alpha,0,0,\nB,Beta,0,1,\nB1,Beta "
        "1,0,1,B\nC,Gamma,0,2,\nD,Delta,0,2.5,\n");
  write("feed/routes.txt", "route_id,route_short_name,route_long_name,route_type\nT,T1,,2\nF,,Sound ferry,4\nX,9,,3\n");
  write("feed/trips.txt", "route_id,service_id,trip_id\nT,week,t1\nT,sun,t2\nF,sun,f1\nX,week,x1\n");
  write("feed/calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "week,1,1,1,1,1,0,0,20250101,20251231\nsun,0,0,0,0,0,0,1,20250101,20251231\n");
  write("feed/stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:30:00,B1,2\nt1,11:00:00,11:00:00,C,5\n"
        "t2,25:10:00,25:10:00,A,1\nt2,26:00:00,27:30:00,B1,2\nt2,29:00:00,29:00:00,C,3\n"
        "f1,12:00:00,12:00:00,C,1\nf1,13:00:00,13:00:00,D,2\nx1,12:00:00,12:00:00,A,1\nx1,13:00:00,13:00:00,B,2\n");
}

std::string mistakes() {
  format::Problems problems;
  CHECK_FALSE(imports::read_transit_feed("feed", "train", problems));
  return format::said(problems);
}

}  // namespace

TEST_CASE("trains and ferries of a feed leave by its weekly timetable; buses are left out") {
  Folder const folder;
  write_feed();
  format::Problems problems;
  auto const made = imports::read_transit_feed("feed", "freight", problems);
  CHECK(format::said(problems) == "");
  REQUIRE(made);
  // Sunday's train leaves at 25:10, which is Monday 01:10. At B they stand 30 and 90 minutes: an hour on average.
  CHECK(
      made->overlay["services"]["T"].dump() ==
      R"({"name":"T1","returns":false,"schedule":{"weekly":["Mon 01:10","Mon 08:00","Tue 08:00","Wed 08:00","Thu 08:00","Fri 08:00"]},"stops":["A",{"at":"B","stay_hours":1.0},"C"],"vehicle":"freight"})");
  CHECK(made->overlay["services"]["F"]["schedule"].dump() == R"({"weekly":["Sun 12:00"]})");
  CHECK(made->overlay["places"]["B"].dump() == R"({"kind":"rail_terminal","lat":0.0,"lon":1.0,"name":"Beta"})");
  CHECK(made->overlay["links"]["A-B"].dump() == R"({"from":"A","kind":"railway","to":"B"})");
  CHECK(made->overlay["links"]["C-D"].dump() ==
        R"({"from":"C","geometry":[[2.0,0.0],[2.5,0.0]],"kind":"sea_lane","to":"D"})");
  CHECK(made->overlay["links"].size() == 3);
  CHECK(made->remarks == std::vector<std::string>{"1 routes that are neither trains nor ferries are left out"});
}

// A boat leaves every ten minutes of every day: 1,008 a week, a timetable has 1,000 lines at most.
TEST_CASE("more departures than a timetable holds become a headway, which is said") {
  Folder const folder;
  write_feed();
  std::string trips = "route_id,service_id,trip_id\n",
              times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";
  for (int minute = 0; minute < 24 * 60; minute += 10) {
    trips += fmt::format("F,daily,b{}\n", minute);
    for (auto const* const stop : {"C,1", "D,2"})
      times += fmt::format("b{0},{1:02}:{2:02}:00,{1:02}:{2:02}:00,{3}\n", minute, minute / 60, minute % 60, stop);
  }
  write("feed/trips.txt", trips);
  write("feed/stop_times.txt", times);
  write("feed/calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "daily,1,1,1,1,1,1,1,20250101,20251231\n");
  format::Problems problems;
  auto const made = imports::read_transit_feed("feed", "ferry", problems);
  CHECK(format::said(problems) == "");
  REQUIRE(made);
  CHECK(made->overlay["services"]["F"]["schedule"]["every_hours"].get<double>() == Approx(168.0 / 1008));
  CHECK(made->remarks.at(0) ==
        "service F: 1008 departures a week are more than a timetable holds; taken as evenly spread");
  CHECK(imports::check_imported(*made, "feed", problems));
}

TEST_CASE("trips that go on no day of the calendar are left out, and that is said") {
  Folder const folder;
  write_feed();
  write("feed/trips.txt", "route_id,service_id,trip_id\nT,week,t1\nT,holidays,t2\n");
  format::Problems problems;
  auto const made = imports::read_transit_feed("feed", "freight", problems);
  REQUIRE(made);
  CHECK(made->remarks.back() ==
        "1 trips go on no day of calendar.txt and are left out: calendar_dates.txt is not read");
}

TEST_CASE("trains of one route that call elsewhere are another service") {
  Folder const folder;
  write_feed();
  write("feed/stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,08:00:00,08:00:00,A,1\nt1,09:00:00,09:00:00,B,2\nt2,08:00:00,08:00:00,A,1\nt2,10:00:00,10:00:00,C,2\n");
  format::Problems problems;
  auto const made = imports::read_transit_feed("feed", "freight", problems);
  REQUIRE(made);
  CHECK(made->overlay["services"]["T"]["stops"].dump() == R"(["A","B"])");
  CHECK(made->overlay["services"]["T-2"]["stops"].dump() == R"(["A","C"])");
}

TEST_CASE("what is wrong with a feed is told by file and line") {
  Folder const folder;
  write_feed();
  write("feed/trips.txt", "route_id,service,trip_id\nT,week,t1\n");
  CHECK(mistakes() == "feed/trips.txt:1: missing column \"service_id\"");
  write_feed();
  fs::remove("feed/calendar.txt");
  CHECK(mistakes() == "feed/calendar.txt: cannot be read: No such file or directory");
  write_feed();
  write("feed/stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8 am,8 am,A,1\nt1,09:00:00,09:00:00,Z,2\n");
  CHECK(mistakes() ==
        "feed/stop_times.txt:2 departure_time: expected a time like 08:30:00\n"
        "feed/stop_times.txt:3 stop_id: stops.txt has no \"Z\" with a position");
  write_feed();
  write("feed/stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,A,1\nt1,09h,09:00:00,B,2\n");
  CHECK(mistakes() == "feed/stop_times.txt:3 arrival_time: expected a time like 08:30:00");
  write("feed/stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,,A,1\nt1,09:00:00,09:00:00,B,2\n");
  CHECK(mistakes() == "feed/stop_times.txt:2 departure_time: trip t1 leaves its first stop at no time");
  write_feed();
  write("feed/calendar.txt", "service_id,monday,tuesday,thursday,friday,saturday,sunday\nweek,1,1,1,1,0,0\n");
  CHECK(mistakes() == "feed/calendar.txt:1: missing column \"wednesday\"");
  write_feed();
  write("feed/stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,Alpha,95,0\n");
  CHECK(mistakes() == "feed/stops.txt:2 stop_lat: expected degrees from -90 to 90, and from -180 to 180 of stop_lon");
}

TEST_CASE("a feed without trains or ferries is none for us, and neither is a text") {
  Folder const folder;
  write_feed();
  write("feed/routes.txt", "route_id,route_type\nX,3\n");
  CHECK(mistakes() == "feed: no train and no ferry in it calls at two stops on some day of the week");
  write("feed.txt", "no archive");
  format::Problems problems;
  CHECK_FALSE(imports::read_transit_feed("feed.txt", "train", problems));
  CHECK(format::said(problems) == "feed.txt: is neither a folder nor an archive");
}
