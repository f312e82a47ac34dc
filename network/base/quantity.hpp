#pragma once

#include <compare>
#include <limits>

namespace tongzhou {

/// A number with a unit. Only operations that mean something exist: lengths add up, a length over a speed is a duration.
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : value_(value) {}
  /// In the unit's own measure, named in the list below (metres, seconds, ...).
  constexpr double raw() const { return value_; }
  static constexpr Quantity unlimited() { return Quantity{std::numeric_limits<double>::infinity()}; }

  friend constexpr auto operator<=>(Quantity, Quantity) = default;
  // Written out, because GCC 12 turns a comparison of doubles by way of <=> into branches where one instruction does.
  friend constexpr bool operator<(Quantity a, Quantity b) { return a.value_ < b.value_; }
  friend constexpr bool operator>(Quantity a, Quantity b) { return a.value_ > b.value_; }
  friend constexpr bool operator<=(Quantity a, Quantity b) { return a.value_ <= b.value_; }
  friend constexpr bool operator>=(Quantity a, Quantity b) { return a.value_ >= b.value_; }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.value_ + b.value_}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.value_ - b.value_}; }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity{a.value_ * k}; }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity{a.value_ * k}; }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity{a.value_ / k}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }
  constexpr Quantity& operator+=(Quantity b) {
    value_ += b.value_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity b) {
    value_ -= b.value_;
    return *this;
  }

 private:
  double value_ = 0;
};

using Length = Quantity<struct Metre>;       // metres
using Duration = Quantity<struct Second>;    // seconds
using Mass = Quantity<struct Tonne>;         // tonnes
using Speed = Quantity<struct MetrePerSec>;  // metres per second

constexpr Length metres(double v) { return Length{v}; }
constexpr Length kilometres(double v) { return Length{v * 1000}; }
constexpr Duration seconds(double v) { return Duration{v}; }
constexpr Duration minutes(double v) { return Duration{v * 60}; }
constexpr Duration hours(double v) { return Duration{v * 3600}; }
constexpr Duration days(double v) { return Duration{v * 86400}; }
constexpr Mass tonnes(double v) { return Mass{v}; }
constexpr Speed km_per_hour(double v) { return Speed{v / 3.6}; }

constexpr double in_km(Length v) { return v.raw() / 1000; }
constexpr double in_metres(Length v) { return v.raw(); }
constexpr double in_seconds(Duration v) { return v.raw(); }
constexpr double in_hours(Duration v) { return v.raw() / 3600; }
constexpr double in_days(Duration v) { return v.raw() / 86400; }
constexpr double in_tonnes(Mass v) { return v.raw(); }
constexpr double in_km_per_hour(Speed v) { return v.raw() * 3.6; }

constexpr Duration operator/(Length d, Speed v) { return Duration{d.raw() / v.raw()}; }
constexpr Length operator*(Speed v, Duration t) { return Length{v.raw() * t.raw()}; }
constexpr Speed operator/(Length d, Duration t) { return Speed{d.raw() / t.raw()}; }

/// A date of the simulation: the time since the scenario's first midnight.
class Time {
 public:
  constexpr Time() = default;
  constexpr explicit Time(Duration since_start) : since_start_(since_start) {}
  constexpr Duration since_start() const { return since_start_; }
  static constexpr Time never() { return Time{Duration::unlimited()}; }

  friend constexpr auto operator<=>(Time, Time) = default;
  friend constexpr bool operator<(Time a, Time b) { return a.since_start_ < b.since_start_; }
  friend constexpr bool operator>(Time a, Time b) { return a.since_start_ > b.since_start_; }
  friend constexpr bool operator<=(Time a, Time b) { return a.since_start_ <= b.since_start_; }
  friend constexpr bool operator>=(Time a, Time b) { return a.since_start_ >= b.since_start_; }
  friend constexpr Time operator+(Time t, Duration d) { return Time{t.since_start_ + d}; }
  friend constexpr Time operator-(Time t, Duration d) { return Time{t.since_start_ - d}; }
  friend constexpr Duration operator-(Time a, Time b) { return a.since_start_ - b.since_start_; }

 private:
  Duration since_start_;
};

constexpr Time at_hours(double v) { return Time{hours(v)}; }
constexpr Time at_days(double v) { return Time{days(v)}; }
constexpr double in_days(Time t) { return in_days(t.since_start()); }
constexpr double in_hours(Time t) { return in_hours(t.since_start()); }

}  // namespace tongzhou
