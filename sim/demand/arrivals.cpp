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

}  // namespace

double weight_of_year(Stairs stairs) {
  double sum = 0;
  for (auto step = stairs.next(); step.from < days_per_year * day; step = stairs.next()) {
    sum += step.rate * (step.to - step.from);
  }
  return sum;
}

Stairs::Stairs(Season season, Date start) : season_(std::move(season)), start_(start) {
  require(all_rates(season_.by_month), "season: each month must be a finite number, at least 0");
  require(all_rates(season_.by_weekday), "season: each weekday must be a finite number, at least 0");
  require(!season_.by_hour || all_rates(*season_.by_hour), "season: each hour must be a finite number, at least 0");
  require(std::all_of(season_.peaks.begin(), season_.peaks.end(), sensible),
          "season: each peak must begin before it ends, end, and have a finite factor, at least 0");
  enter_day();
}

void Stairs::enter_day() {
  auto const date = days_after(start_, day_);
  rate_of_day_ = season_.by_month[static_cast<std::size_t>(date.month - 1)] *
                 season_.by_weekday[static_cast<std::size_t>(weekday(date))];
}

Stairs::Step Stairs::next() {
  double const midnight = static_cast<double>(day_) * day;
  double const end = season_.by_hour ? midnight + static_cast<double>(hour_ + 1) * hour : midnight + day;
  Step step{at_, end, season_.by_hour ? rate_of_day_ * (*season_.by_hour)[hour_] : rate_of_day_};
  for (auto const& peak : season_.peaks) {
    double const from = in_seconds(peak.from.since_start());
    double const to = in_seconds(peak.to.since_start());
    if (from <= at_ && at_ < to) step.rate *= peak.factor;
    if (at_ < from) step.to = std::min(step.to, from);
    if (at_ < to) step.to = std::min(step.to, to);
  }
  at_ = step.to;
  if (at_ < end) return step;
  if (season_.by_hour && ++hour_ < 24) return step;
  hour_ = 0;
  ++day_;
  enter_day();
  return step;
}

Arrivals::Arrivals(double units_per_year, Season season, Pattern pattern, Distribution batch, Date start, Stream stream)
    : stairs_(std::move(season), start), pattern_(pattern), batch_(std::move(batch)), stream_(stream) {
  require(std::isfinite(units_per_year) && units_per_year >= 0,
          "arrivals: units per year must be a finite number, at least 0");
  require(pattern_ != Pattern::batch || (minimum(batch_) >= 0 && mean(batch_) > 0),
          "arrivals: batch size must never be negative and on average be above 0");
  if (units_per_year == 0) return;
  double const weight = weight_of_year(stairs_);
  require(std::isfinite(weight) && weight > 0, "arrivals: the season must leave some of the year to arrive in");
  double const epochs = pattern_ == Pattern::batch ? units_per_year / mean(batch_) : units_per_year;
  epochs_per_rate_ = epochs / weight;
}

void Arrivals::climb() {
  step_ = stairs_.next();
  double const rate = epochs_per_rate_ * step_.rate;
  left_ = rate * (step_.to - step_.from);
  seconds_per_epoch_ = rate > 0 ? 1 / rate : 0;
}

// The inverse of the expected count as a function of time, which is exact for a rate in steps: so many expected units
// further on.
Time Arrivals::advance(double units) {
  while (units > left_) {
    units -= left_;
    climb();
  }
  left_ -= units;
  // From the step's end, which is exact, so that rounding does not add up from one arrival to the next.
  return Time{seconds(std::max(step_.from, step_.to - left_ * seconds_per_epoch_))};
}

Arrival Arrivals::next() {
  if (epochs_per_rate_ == 0) return {Time::never(), 0};
  if (pattern_ == Pattern::regular) {
    double const gap = std::exchange(first_, false) ? stream_.uniform_open() : 1.0;
    return {advance(gap), 1};
  }
  if (pattern_ == Pattern::poisson) return {advance(-std::log(stream_.uniform_open())), 1};
  for (;;) {
    auto const time = advance(-std::log(stream_.uniform_open()));
    if (auto const count = whole(draw(batch_, stream_), stream_); count > 0) return {time, count};
  }
}

}  // namespace tongzhou::demand
