#include "sim/engine/ages.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tongzhou::engine {

void Ages::add(Duration age, double parcels) {
  auto const bin = static_cast<std::size_t>(std::max(0.0, std::round(age / quarter_hour)));
  if (by_quarter_.size() <= bin) by_quarter_.resize(bin + 1);
  by_quarter_[bin] += parcels;
  parcels_ += parcels;
  hours_ += parcels * in_hours(age);
}

void Ages::add(Ages const& other) {
  by_quarter_.resize(std::max(by_quarter_.size(), other.by_quarter_.size()));
  for (std::size_t bin = 0; bin < other.by_quarter_.size(); ++bin) by_quarter_[bin] += other.by_quarter_[bin];
  parcels_ += other.parcels_;
  hours_ += other.hours_;
}

// Shares are right to about 0.4 points (1/(2 sqrt 16384)).
Ages Ages::of_delivery(demand::Distribution<Duration> const& delivery, demand::Stream stream) {
  constexpr int sample = 16384;
  Ages one;
  bool const fixed = minimum(delivery) == maximum(delivery);
  for (int i = 0; i < (fixed ? 1 : sample); ++i) one.add(draw(delivery, stream), fixed ? 1 : 1.0 / sample);
  return one;
}

Ages Ages::delivered(Ages const& one, Duration mean_of_delivery) const {
  Ages result;
  result.by_quarter_.resize(by_quarter_.empty() ? 0 : by_quarter_.size() + one.by_quarter_.size() - 1);
  for (std::size_t b = 0; b < one.by_quarter_.size(); ++b) {
    if (one.by_quarter_[b] <= 0) continue;
    for (std::size_t a = 0; a < by_quarter_.size(); ++a)
      result.by_quarter_[a + b] += by_quarter_[a] * one.by_quarter_[b];
  }
  result.parcels_ = parcels_;
  result.hours_ = hours_ + parcels_ * in_hours(mean_of_delivery);
  return result;
}

double Ages::quantile(double p) const {
  double const wanted = p * parcels_ * (1 - 1e-12);
  double sum = 0;
  for (std::size_t bin = 0; bin < by_quarter_.size(); ++bin) {
    sum += by_quarter_[bin];
    if (sum >= wanted) return in_hours(quarter_hour) * static_cast<double>(bin);
  }
  return 0;
}

double Ages::share_within(Duration limit) const {
  if (parcels_ <= 0) return 1;
  double sum = 0;
  for (std::size_t bin = 0; bin < by_quarter_.size() && quarter_hour * static_cast<double>(bin) <= limit; ++bin)
    sum += by_quarter_[bin];
  return std::min(1.0, sum / parcels_);
}

double Ages::days_beyond(Duration limit) const {
  if (limit == Duration::unlimited()) return 0;
  double sum = 0;
  each([&](std::size_t quarters, double parcels) {
    auto const beyond = quarter_hour * static_cast<double>(quarters) - limit;
    if (beyond > Duration{}) sum += parcels * std::ceil(in_days(beyond));
  });
  return sum;
}

outcome::DoorToDoor Ages::door_to_door(Duration promised, double overdue) const {
  outcome::DoorToDoor hours;
  hours.parcels = parcels_;
  hours.overdue = overdue;
  double const due = parcels_ + overdue;
  if (promised < Duration::unlimited() && due > 0)
    hours.on_time_share = parcels_ > 0 ? share_within(promised) * parcels_ / due : 0;
  if (parcels_ <= 0) return hours;
  hours.mean = hours_ / parcels_;
  hours.p50 = quantile(0.5);
  hours.p90 = quantile(0.9);
  hours.p99 = quantile(0.99);
  return hours;
}

}  // namespace tongzhou::engine
