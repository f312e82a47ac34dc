#include "sim/demand/arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace tongzhou::demand {

namespace {

constexpr double hour = 3600;
constexpr double day = 24 * hour;
constexpr int days_per_year = 365;

void require(bool right, char const* sentence) {
  if (!right) throw std::invalid_argument(sentence);
}

bool all_rates(std::span<double const> rates) {
  return std::all_of(rates.begin(), rates.end(), [](double r) { return std::isfinite(r) && r >= 0; });
}

bool sensible(Peak const& peak) {
  return peak.from <= peak.to && peak.to < Time::never() && std::isfinite(peak.factor) && peak.factor >= 0;
}

// Up or down at random, so that the mean stays.
std::uint32_t whole(double size, Stream& stream) {
  double const down = std::floor(size);
  double const rest = size - down;
  double const count = rest > 0 && stream.uniform() < rest ? down + 1 : down;
  return static_cast<std::uint32_t>(std::min(count, double{std::numeric_limits<std::uint32_t>::max()}));
}

Season checked(Season season) {
  require(all_rates(season.by_month), "season: each month must be a finite number, at least 0");
  require(all_rates(season.by_weekday), "season: each weekday must be a finite number, at least 0");
  require(!season.by_hour || all_rates(*season.by_hour), "season: each hour must be a finite number, at least 0");
  require(std::all_of(season.peaks.begin(), season.peaks.end(), sensible),
          "season: each peak must begin before it ends, end, and have a finite factor, at least 0");
  return season;
}

bool is_level(Season const& season) {
  return season.by_month == level<12>() && season.by_weekday == level<7>() && !season.by_hour && season.peaks.empty();
}

Season without_peaks(Season season) {
  season.peaks.clear();
  return season;
}

/// By which a year's volume is kept: what a peak adds is no part of it.
Season without_added(Season season) {
  std::erase_if(season.peaks, [](Peak const& peak) { return peak.adds; });
  return season;
}

/// The first day after this one, both counted from the start, on which a year from the start is over.
std::int64_t next_anniversary(Date start, std::int64_t after) {
  auto const first = day_number(start);
  for (int year = days_after(start, after).year;; ++year) {
    // What 29 February is in a leap year is 1 March in others.
    auto const anniversary = day_number({year, start.month, start.day}) - first;
    if (anniversary > after) return anniversary;
  }
}

}  // namespace

RateProfile::Walk::Walk(Season season, Date start, std::int64_t first_day)
    : season_(std::move(season)),
      day_(first_day),
      date_(days_after(start, first_day)),
      weekday_(static_cast<std::size_t>(weekday(date_))),
      at_(static_cast<double>(first_day) * day) {
  enter_day();
}

void RateProfile::Walk::enter_day() {
  rate_of_day_ = season_.by_month[static_cast<std::size_t>(date_.month - 1)] * season_.by_weekday[weekday_];
}

void RateProfile::Walk::enter_next_day() {
  constexpr int in_every_month = 28;  // days
  ++day_;
  date_ = date_.day < in_every_month ? Date{date_.year, date_.month, date_.day + 1} : days_after(date_, 1);
  weekday_ = weekday_ < 6 ? weekday_ + 1 : 0;
  enter_day();
}

RateSegment RateProfile::Walk::next() {
  double const midnight = static_cast<double>(day_) * day;
  double const end = season_.by_hour ? midnight + static_cast<double>(hour_ + 1) * hour : midnight + day;
  RateSegment segment{at_, end, season_.by_hour ? rate_of_day_ * (*season_.by_hour)[hour_] : rate_of_day_};
  for (auto const& peak : season_.peaks) {
    double const from = in_seconds(peak.from.since_start());
    double const to = in_seconds(peak.to.since_start());
    if (from <= at_ && at_ < to) segment.rate *= peak.factor;
    if (at_ < from) segment.to = std::min(segment.to, from);
    if (at_ < to) segment.to = std::min(segment.to, to);
  }
  at_ = segment.to;
  if (at_ < end) return segment;
  if (season_.by_hour && ++hour_ < 24) return segment;
  hour_ = 0;
  enter_next_day();
  return segment;
}

RateProfile::RateProfile(Season season, Date start) : walk_(checked(std::move(season)), start, 0), start_(start) {
  weight_of_first_year_ = integral(without_peaks(walk_.season()), start_, 0, days_per_year);
  enter_year(0);
}

double RateProfile::integral(Season season, Date start, std::int64_t first_day, std::int64_t end_day) {
  if (is_level(season)) return static_cast<double>(end_day - first_day) * day;
  Walk walk{std::move(season), start, first_day};
  double sum = 0;
  for (auto segment = walk.next(); segment.from < static_cast<double>(end_day) * day; segment = walk.next())
    sum += segment.rate * (segment.to - segment.from);
  return sum;
}

// A year is 365 days, as its volume is; the last day of one that has 366 stands for itself and brings what it would
// bring without peaks, so that both 365 days and a whole leap year have the volume that they have without them.
void RateProfile::enter_year(std::int64_t first_day) {
  year_ends_ = std::min(first_day + days_per_year, next_anniversary(start_, first_day));
  auto const& season = walk_.season();
  weight_ = weight_of_first_year_;
  bool const peaks = std::any_of(season.peaks.begin(), season.peaks.end(), [&](Peak const& peak) {
    return !peak.adds && in_days(peak.from) < static_cast<double>(year_ends_) &&
           in_days(peak.to) > static_cast<double>(first_day);
  });
  if (!peaks) return;
  double const with = integral(without_added(season), start_, first_day, year_ends_);
  if (first_day == 0) {
    weight_ = with;
  } else if (with > 0) {
    weight_ *= with / integral(without_peaks(season), start_, first_day, year_ends_);
  }
}

RateSegment RateProfile::next() {
  auto segment = walk_.next();
  if (segment.from >= static_cast<double>(year_ends_) * day) enter_year(year_ends_);
  segment.weight = weight_;
  return segment;
}

Arrivals::Arrivals(double units_per_year, Season season, Pattern pattern, Distribution<double> batch, Date start,
                   Stream stream)
    : profile_(std::move(season), start), pattern_(pattern), batch_(std::move(batch)), stream_(stream) {
  require(std::isfinite(units_per_year) && units_per_year >= 0,
          "arrivals: units per year must be a finite number, at least 0");
  require(pattern_ != Pattern::batch || (minimum(batch_) >= 0 && mean(batch_) > 0),
          "arrivals: batch size must never be negative and on average be above 0");
  if (units_per_year == 0) return;
  epochs_per_year_ = pattern_ == Pattern::batch ? units_per_year / mean(batch_) : units_per_year;
  enter_segment();
  require(std::isfinite(segment_.weight) && segment_.weight > 0,
          "arrivals: the season must leave some of the year to arrive in");
}

void Arrivals::enter_segment() {
  segment_ = profile_.next();
  double const rate = epochs_per_year_ / segment_.weight * segment_.rate;
  left_ = rate * (segment_.to - segment_.from);
  seconds_per_epoch_ = rate > 0 ? 1 / rate : 0;
}

// The inverse of the expected count as a function of time, which is exact for a rate in segments: so many expected
// units further on.
inline Time Arrivals::advance(double units) {
  while (units > left_) {
    units -= left_;
    enter_segment();
  }
  left_ -= units;
  // From the segment's end, which is exact, so that rounding does not add up from one arrival to the next.
  return Time{seconds(std::max(segment_.from, segment_.to - left_ * seconds_per_epoch_))};
}

Arrival Arrivals::next() {
  if (epochs_per_year_ == 0) return {Time::never(), 0};
  if (pattern_ == Pattern::batch) return next_batch();
  bool const regular = pattern_ == Pattern::regular;
  double const gap = regular && !std::exchange(first_, false) ? 1.0 : stream_.uniform_open();
  return {advance(regular ? gap : -std::log(gap)), 1};
}

Arrival Arrivals::next_batch() {
  for (;;) {
    auto const time = advance(-std::log(stream_.uniform_open()));
    if (auto const count = whole(draw(batch_, stream_), stream_); count > 0) return {time, count};
  }
}

}  // namespace tongzhou::demand
