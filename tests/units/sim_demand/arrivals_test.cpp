#include "sim/demand/arrivals.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace tongzhou;
using namespace tongzhou::demand;

namespace {

constexpr Date monday{2024, 1, 1};

std::vector<Arrival> until(Time end, Arrivals arrivals) {
  std::vector<Arrival> all;
  for (auto a = arrivals.next(); a.time < end; a = arrivals.next()) all.push_back(a);
  return all;
}

std::vector<Arrival> first_year(double volume, Season const& season, Pattern pattern,
                                Distribution<double> const& batch = Distribution<double>::fixed(1), Date start = monday,
                                std::string const& name = "flow") {
  return until(at_days(365), Arrivals{volume, season, pattern, batch, start, Stream{7, 0, name}});
}

double units(std::vector<Arrival> const& arrivals) {
  double sum = 0;
  for (auto const& a : arrivals) sum += a.count;
  return sum;
}

/// Different in every way: months, weekdays, hours, overlapping peaks that begin and end inside an hour, a closed day.
Season crooked() {
  Season season;
  season.by_month = {1.2, 0.3, 1, 1, 1.1, 0.9, 0, 1.3, 1.5, 1, 2, 1.4};
  season.by_weekday = {1, 1, 1, 1, 1.5, 0.5, 0};
  std::array<double, 24> hours{};
  for (std::size_t h = 0; h < 24; ++h) hours[h] = h < 6 ? 0.0 : static_cast<double>(h);
  season.by_hour = hours;
  season.peaks = {{at_days(40), at_days(50), 0},
                  {at_hours(24 * 310 + 0.25), at_hours(24 * 320 + 0.75), 3},
                  {at_hours(24 * 315 + 8.1), at_hours(24 * 315 + 8.2), 10}};
  return season;
}

}  // namespace

TEST_CASE("a regular flow of 8760 boxes a year sends one an hour") {
  auto const boxes = first_year(8760, {}, Pattern::regular);
  REQUIRE(boxes.size() == 8760);
  CHECK(in_hours(boxes.front().time) > 0);
  CHECK(in_hours(boxes.front().time) <= 1);
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    CHECK(in_hours(boxes[i].time - boxes[i - 1].time) == Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("the first gap of a regular flow is any part of a gap") {
  double sum = 0;
  constexpr int flows = 2000;
  for (int i = 0; i < flows; ++i) {
    Arrivals arrivals{8760, {}, Pattern::regular, {}, monday, Stream{7, 0, "flow " + std::to_string(i)}};
    sum += in_hours(arrivals.next().time);
  }
  CHECK(std::abs(sum / flows - 0.5) < 4 / std::sqrt(12.0 * flows));
}

TEST_CASE("the year's volume is kept whatever the season, from any start") {
  // A regular flow is within one box of its expectation, so this checks the normalisation itself.
  for (auto const start : {monday, Date{2023, 9, 15}, Date{2024, 2, 29}}) {
    INFO(to_string(start));
    CHECK(units(first_year(10'000, crooked(), Pattern::regular, {}, start)) == Approx(10'000).margin(1.01));
    Season by_day = crooked();
    by_day.by_hour.reset();
    CHECK(units(first_year(10'000, by_day, Pattern::regular, {}, start)) == Approx(10'000).margin(1.01));
  }
}

TEST_CASE("at random, the year's volume is right on average and varies as a Poisson number") {
  constexpr int years = 400;
  constexpr double volume = 500;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < years; ++i) {
    auto const n = units(first_year(volume, crooked(), Pattern::poisson, {}, monday, "year " + std::to_string(i)));
    sum += n - volume;
    squares += (n - volume) * (n - volume);
  }
  CHECK(std::abs(sum / years) < 4 * std::sqrt(volume / years));
  // Index of dispersion 1; the variance of a sample variance of nearly normal numbers is 2/n of its square.
  CHECK(std::abs(squares / years / volume - 1) < 4 * std::sqrt(2.0 / years));
}

TEST_CASE("counts of a flat Poisson flow in successive days have variance equal to their mean") {
  auto const boxes = first_year(36'500, {}, Pattern::poisson);
  std::array<double, 365> per_day{};
  for (auto const& b : boxes) per_day.at(static_cast<std::size_t>(in_days(b.time))) += b.count;
  double dispersion = 0;
  for (auto const n : per_day) dispersion += (n - 100) * (n - 100) / 100;
  CHECK(std::abs(dispersion / 365 - 1) < 4 * std::sqrt(2.0 / 365));
}

TEST_CASE("months, weekdays and hours get their share") {
  Season season;
  season.by_month = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1};
  season.by_weekday = {1, 1, 1, 1, 1, 0.5, 0};
  std::array<double, 24> hours{};
  hours[8] = 1;
  hours[20] = 3;
  season.by_hour = hours;
  std::array<double, 13> by_month{};
  std::array<double, 7> by_weekday{};
  std::array<double, 24> by_hour{};
  for (auto const& a : first_year(100'000, season, Pattern::regular)) {
    auto const date = date_at(monday, a.time);
    by_month.at(static_cast<std::size_t>(date.month)) += a.count;
    by_weekday.at(static_cast<std::size_t>(weekday(date))) += a.count;
    by_hour.at(static_cast<std::size_t>(std::fmod(in_hours(a.time), 24))) += a.count;
  }
  // 2024: October has 23 Monday-to-Fridays and 4 Saturdays, November 21 and 5.
  CHECK(by_month[11] / by_month[10] == Approx(2 * 23.5 / 25).epsilon(1e-3));
  CHECK(by_weekday[6] == 0);
  CHECK(by_hour[8] + by_hour[20] == Approx(100'000).margin(2));
  CHECK(by_hour[20] / by_hour[8] == Approx(3).epsilon(1e-3));
  // The 365 days have 53 Mondays and 52 of the others. November, counted twice, adds 4 of each and a fifth Friday and
  // Saturday: 57 Mondays, Fridays and Saturdays, 56 of the others.
  CHECK(by_weekday[5] / by_weekday[4] == Approx(0.5).epsilon(1e-3));
  CHECK(by_weekday[0] / by_weekday[1] == Approx(57.0 / 56).epsilon(1e-3));
}

TEST_CASE("a peak of factor 3 has three times the rate, inside its hours only") {
  Season season;
  season.peaks = {{at_hours(100.5), at_hours(110.25), 3}};
  double inside = 0;
  double before = 0;
  double after = 0;
  for (auto const& a : first_year(876'000, season, Pattern::regular)) {
    auto const hour = in_hours(a.time);
    if (hour >= 100.5 && hour < 110.25) inside += a.count;
    if (hour >= 90.75 && hour < 100.5) before += a.count;
    if (hour >= 110.25 && hour < 120) after += a.count;
  }
  // 9.75 hours each; the peak takes its share from a year of 8760 + 2 x 9.75 weighted hours.
  CHECK(before == Approx(876'000 * 9.75 / 8779.5).margin(1.01));
  CHECK(after == Approx(before).margin(2));
  CHECK(inside / before == Approx(3).epsilon(3e-3));
}

TEST_CASE("a batch flow brings whole trains and the same volume") {
  for (auto const& a : first_year(50'000, crooked(), Pattern::batch, Distribution<double>::fixed(50)))
    CHECK(a.count == 50);
  constexpr int years = 200;
  double sum = 0;
  auto const batch = Distribution<double>::exponential(3.3);
  for (int i = 0; i < years; ++i) {
    sum += units(first_year(1000, crooked(), Pattern::batch, batch, monday, "year " + std::to_string(i)));
  }
  // Compound Poisson: variance = epochs x E[count^2]; a rounded count has at most 1/4 more than the outcome.
  auto const variance_of_year = 1000 / 3.3 * (2 * 3.3 * 3.3 + 0.25);
  CHECK(std::abs(sum / years - 1000) < 4 * std::sqrt(variance_of_year / years));
}

TEST_CASE("batches of 2.5 are two or three, half of the time each") {
  double three = 0;
  auto const batches = first_year(25'000, {}, Pattern::batch, Distribution<double>::fixed(2.5));
  for (auto const& b : batches) {
    CHECK((b.count == 2 || b.count == 3));
    if (b.count == 3) ++three;
  }
  auto const n = static_cast<double>(batches.size());
  CHECK(std::abs(three - n / 2) < 4 * std::sqrt(n / 4));
}

TEST_CASE("time never runs backwards and nothing comes while the rate is zero") {
  for (auto const pattern : {Pattern::poisson, Pattern::regular, Pattern::batch}) {
    Time last;
    for (auto const& a : first_year(200'000, crooked(), pattern)) {
      REQUIRE(a.time >= last);
      last = a.time;
      auto const date = date_at(monday, a.time);
      REQUIRE(date.month != 7);
      REQUIRE(weekday(date) != 6);
      REQUIRE((in_days(a.time) < 40 || in_days(a.time) >= 50));
    }
  }
}

TEST_CASE("the second year goes on with its own calendar") {
  Season season;
  season.by_month = {};
  season.by_month[1] = 1;  // February only: 29 days in 2024, 28 in 2025 at the same rate a day
  Arrivals const flow{2900, season, Pattern::regular, {}, monday, Stream{7, 0, "february"}};
  CHECK(units(until(at_days(366), flow)) == Approx(2900).margin(1.01));
  CHECK(units(until(at_days(366 + 365), flow)) == Approx(5700).margin(1.01));
}

namespace {

/// Boxes of a regular flow of 36,500 a year, 100 a day without a season, in these days.
double boxes_between(Date start, Season const& season, Date from, Date to) {
  Arrivals const flow{36'500, season, Pattern::regular, {}, start, Stream{7, 0, "year by year"}};
  auto const day = [&](Date d) { return at_days(static_cast<double>(day_number(d) - day_number(start))); };
  return units(until(day(to), flow)) - units(until(day(from), flow));
}

Peak peak(Date start, Date from, Date to, double factor) {
  return {at_days(static_cast<double>(day_number(from) - day_number(start))),
          at_days(static_cast<double>(day_number(to) - day_number(start))), factor};
}

}  // namespace

TEST_CASE("a fair in one March takes nothing from the next year") {
  Date const start{2025, 1, 1};
  Season season;
  season.peaks = {peak(start, {2025, 3, 1}, {2025, 3, 31}, 10)};
  CHECK(boxes_between(start, season, {2025, 1, 1}, {2026, 1, 1}) == Approx(36'500).margin(1.01));
  CHECK(boxes_between(start, season, {2026, 1, 1}, {2027, 1, 1}) == Approx(36'500).margin(1.01));
  CHECK(boxes_between(start, season, {2026, 3, 1}, {2026, 3, 31}) == Approx(3'000).margin(1.01));
}

TEST_CASE("a fair that adds makes its month as much busier and leaves the rest of the year alone") {
  // Without it a day has a hundred boxes: 30 days at half as much again are 1,500 more.
  Date const start{2025, 1, 1};
  Season season;
  season.peaks = {peak(start, {2025, 3, 1}, {2025, 3, 31}, 1.5)};
  season.peaks.front().adds = true;
  CHECK(boxes_between(start, season, {2025, 3, 1}, {2025, 3, 31}) == Approx(4'500).margin(1.01));
  CHECK(boxes_between(start, season, {2025, 1, 1}, {2026, 1, 1}) == Approx(38'000).margin(1.01));
  CHECK(boxes_between(start, season, {2026, 1, 1}, {2027, 1, 1}) == Approx(36'500).margin(1.01));
}

TEST_CASE("a fair in the second March keeps that year's volume and leaves the first alone") {
  Date const start{2025, 1, 1};
  Season season;
  season.peaks = {peak(start, {2026, 3, 1}, {2026, 3, 31}, 10)};
  CHECK(boxes_between(start, season, {2025, 3, 1}, {2025, 3, 31}) == Approx(3'000).margin(1.01));
  CHECK(boxes_between(start, season, {2026, 1, 1}, {2027, 1, 1}) == Approx(36'500).margin(1.01));
  // 30 days at ten times the rate of the other 335: 300 of 635 parts.
  CHECK(boxes_between(start, season, {2026, 3, 1}, {2026, 3, 31}) == Approx(36'500 * 300. / 635).margin(1.01));
}

TEST_CASE("a run from July has each of its years whole, fair or no fair") {
  Date const start{2025, 7, 1};
  Season season;
  season.peaks = {peak(start, {2026, 3, 1}, {2026, 3, 31}, 10), peak(start, {2027, 6, 20}, {2027, 7, 11}, 3)};
  CHECK(boxes_between(start, season, {2025, 7, 1}, {2026, 7, 1}) == Approx(36'500).margin(1.01));
  CHECK(boxes_between(start, season, {2026, 7, 1}, {2027, 7, 1}) == Approx(36'500).margin(1.01));
  CHECK(boxes_between(start, season, {2027, 7, 1}, {2028, 6, 30}) == Approx(36'500).margin(1.01));
}

TEST_CASE("a leap year with a fair has the volume of one without: 366 days of 100") {
  Date const start{2024, 1, 1};
  for (int const year : {2024, 2025, 2028}) {
    INFO(year);
    Season season;
    season.peaks = {peak(start, {year, 2, 20}, {year, 3, 20}, 10)};
    CHECK(boxes_between(start, season, {2024, 1, 1}, {2025, 1, 1}) == Approx(36'600).margin(1.01));
    CHECK(boxes_between(start, season, {2025, 1, 1}, {2026, 1, 1}) == Approx(36'500).margin(1.01));
    CHECK(boxes_between(start, season, {2028, 1, 1}, {2029, 1, 1}) == Approx(36'600).margin(1.01));
  }
  Season season;
  season.peaks = {peak(start, {2024, 2, 20}, {2024, 3, 20}, 10)};
  CHECK(boxes_between(start, season, {2024, 1, 1}, {2024, 12, 31}) == Approx(36'500).margin(1.01));
}

TEST_CASE("a run that starts on 29 February has its anniversaries on 1 March") {
  Date const start{2024, 2, 29};
  Season season;
  season.peaks = {peak(start, {2025, 2, 20}, {2025, 3, 10}, 4)};
  CHECK(boxes_between(start, season, {2024, 2, 29}, {2025, 2, 28}) == Approx(36'500).margin(1.01));
  CHECK(boxes_between(start, season, {2025, 3, 1}, {2026, 3, 1}) == Approx(36'500).margin(1.01));
}

TEST_CASE("a week of shut gates over New Year moves its boxes within each year, whatever the weekdays") {
  Date const start{2025, 1, 1};
  Season season;
  season.by_weekday = {1, 1, 1, 1, 1, 0.5, 0};
  Season shut = season;
  shut.peaks = {peak(start, {2025, 12, 29}, {2026, 1, 5}, 0)};
  CHECK(boxes_between(start, shut, {2025, 12, 29}, {2026, 1, 5}) == Approx(0).margin(0.01));
  for (int const year : {2025, 2026, 2027}) {
    INFO(year);
    CHECK(boxes_between(start, shut, {year, 1, 1}, {year + 1, 1, 1}) ==
          Approx(boxes_between(start, season, {year, 1, 1}, {year + 1, 1, 1})).margin(2.01));
  }
}

TEST_CASE("the same stream makes the same arrivals") {
  auto const a = first_year(1000, crooked(), Pattern::poisson);
  auto const b = first_year(1000, crooked(), Pattern::poisson);
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].time == b[i].time);
}

TEST_CASE("twice the volume from the same stream comes twice as soon") {
  Arrivals once{1000, {}, Pattern::poisson, {}, monday, Stream{7, 0, "flow"}};
  Arrivals twice{2000, {}, Pattern::poisson, {}, monday, Stream{7, 0, "flow"}};
  for (int i = 0; i < 1000; ++i) CHECK(in_hours(once.next().time) == Approx(2 * in_hours(twice.next().time)));
}

TEST_CASE("a flow without volume never arrives") {
  Arrivals arrivals{0, crooked(), Pattern::poisson, {}, monday, Stream{7, 0, "none"}};
  CHECK(arrivals.next().time == Time::never());
}

TEST_CASE("flows without meaning are refused") {
  auto const make = [](double volume, Season season, Pattern pattern, Distribution<double> batch) {
    Arrivals{volume, std::move(season), pattern, std::move(batch), monday, Stream{7, 0, "refused"}};
  };
  Season never;
  never.by_weekday = {};
  Season negative;
  negative.by_month[3] = -1;
  Season endless;
  endless.peaks = {{at_days(1), Time::never(), 2}};
  Season reversed;
  reversed.peaks = {{at_days(2), at_days(1), 2}};
  CHECK_THROWS_AS(make(-1, {}, Pattern::poisson, {}), std::invalid_argument);
  CHECK_THROWS_AS(make(1, never, Pattern::poisson, {}), std::invalid_argument);
  CHECK_THROWS_AS(make(1, negative, Pattern::poisson, {}), std::invalid_argument);
  CHECK_THROWS_AS(make(1, endless, Pattern::poisson, {}), std::invalid_argument);
  CHECK_THROWS_AS(make(1, reversed, Pattern::poisson, {}), std::invalid_argument);
  CHECK_THROWS_AS(make(1, {}, Pattern::batch, Distribution<double>::fixed(0)), std::invalid_argument);
  CHECK_THROWS_AS(make(1, {}, Pattern::batch, Distribution<double>::uniform(-1, 5)), std::invalid_argument);
}
