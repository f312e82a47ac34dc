#include "network/base/calendar.hpp"

#include <catch2/catch.hpp>
#include <cstddef>
#include <map>
#include <utility>

using namespace tongzhou;

TEST_CASE("2024 has a 29 February, 2023 and 1900 have none, 2000 has") {
  CHECK(valid(Date{2024, 2, 29}));
  CHECK(valid(Date{2000, 2, 29}));
  CHECK_FALSE(valid(Date{2023, 2, 29}));
  CHECK_FALSE(valid(Date{1900, 2, 29}));
  CHECK_FALSE(valid(Date{2024, 4, 31}));
  CHECK_FALSE(valid(Date{2024, 13, 1}));
  CHECK_FALSE(valid(Date{2024, 257, 1}));
  CHECK_FALSE(valid(Date{2024, 0, 1}));
}

TEST_CASE("1 January 2024 was a Monday, 29 February 2024 a Thursday, 1 January 2000 a Saturday") {
  CHECK(weekday(Date{2024, 1, 1}) == 0);
  CHECK(weekday(Date{2024, 2, 29}) == 3);
  CHECK(weekday(Date{2000, 1, 1}) == 5);
  CHECK(weekday(Date{2024, 1, 7}) == 6);
}

TEST_CASE("days are counted across the end of February and of the year") {
  CHECK(day_number(Date{1970, 1, 1}) == 0);
  CHECK(day_number(Date{2000, 3, 1}) == 11017);  // 30 x 365 + 7 leap days before 2000, + 31 + 29
  CHECK(days_after(Date{2024, 2, 28}, 1) == Date{2024, 2, 29});
  CHECK(days_after(Date{2023, 2, 28}, 1) == Date{2023, 3, 1});
  CHECK(days_after(Date{2024, 1, 1}, 366) == Date{2025, 1, 1});
  CHECK(days_after(Date{2024, 1, 1}, -1) == Date{2023, 12, 31});
}

TEST_CASE("a part of the year lies in one week and one month, in common years and leap years alike") {
  std::map<std::size_t, std::pair<int, int>> parts;
  for (auto date = Date{2000, 1, 1}; date.year < 2030; date = days_after(date, 1)) {
    auto const part = part_of_year(date);
    REQUIRE(part < parts_of_year);
    auto const [known, fresh] = parts.emplace(part, std::pair{week_of_year(date), date.month});
    CHECK(known->second == std::pair{week_of_year(date), date.month});
  }
  CHECK(parts.size() == parts_of_year);
}

TEST_CASE("week 0 starts on 1 January and the last days of a year are in week 52") {
  CHECK(week_of_year(Date{2024, 1, 7}) == 0);
  CHECK(week_of_year(Date{2024, 1, 8}) == 1);
  CHECK(day_of_year(Date{2024, 12, 31}) == 365);
  CHECK(week_of_year(Date{2024, 12, 30}) == 52);
  CHECK(week_of_year(Date{2023, 12, 31}) == 52);
}

TEST_CASE("a date is read in one form only") {
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  for (auto const* const text : {"2023-02-29", "2024-2-9", "2024/02/29", "2024-02-29 ", "20x4-02-29", "2024-02--1",
                                 "0000-01-01", "", "+024-01-01"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("a time of the simulation has a civil date and hour") {
  constexpr Date start{2024, 2, 28};
  CHECK(iso_date_time(start, at_hours(0)) == "2024-02-28T00:00:00");
  CHECK(iso_date_time(start, at_hours(2 * 24 + 8)) == "2024-03-01T08:00:00");
  CHECK(iso_date_time(start, Time{seconds(86399.4)}) == "2024-02-28T23:59:59");
  CHECK(iso_date_time(start, Time{seconds(86399.6)}) == "2024-02-29T00:00:00");
  CHECK(iso_date_time(start, at_hours(-1)) == "2024-02-27T23:00:00");
  CHECK(date_at(start, at_hours(47.9)).month == 2);
  CHECK(date_at(start, at_hours(48)).month == 3);
  CHECK(date_at(start, at_hours(-1)) == Date{2024, 2, 27});
  CHECK(to_string(Date{987, 6, 5}) == "0987-06-05");
}

TEST_CASE("weekdays go by their first three letters, Monday first") {
  CHECK(weekday_named("Mon") == 0);
  CHECK(weekday_named("Sun") == weekday(Date{2024, 7, 7}));
  CHECK_FALSE(weekday_named("mon"));
  CHECK_FALSE(weekday_named("Monday"));
}
