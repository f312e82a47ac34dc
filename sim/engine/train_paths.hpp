#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "network/base/quantity.hpp"
#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// Paths of one direction along a stretch: a headway between two at either end, and so many a day, and by hour of the
/// day. First come, first served, so the dates are known on arrival and need no event of their own.
class TrainPaths {
 public:
  using ByHour = std::array<int, 24>;
  /// `by_hour`: most of them; none: no limit.
  TrainPaths(Duration headway, int per_day, Window const& window, ByHour const* by_hour = nullptr)
      : headway_(headway), per_day_(per_day), by_hour_(by_hour), window_(&window) {}
  /// The date at which one that wants to enter now may do so; it takes the path.
  Time next(Time now) {
    Time const date = earliest(now);
    take(date);
    return date;
  }
  /// The same of one that has not decided yet.
  Time earliest(Time now) const;
  /// A path that is free then.
  void take(Time date);
  /// The date at which one that would be out at `alone` is out where nobody overtakes: to be asked in order of entry.
  Time out(Time alone);
  /// Share of the paths that were taken, as a mean over the window: who takes one of a day's takes it for that day, of
  /// which only the part inside the window counts. Nought where nothing limits their number.
  double taken() const { return taken_ / window_->length(); }

 private:
  /// How many were taken in a day or an hour, the latest in which any was.
  struct Taken {
    std::int64_t in = -1;
    int count = 0;
    bool is_full(std::int64_t when, int most) const { return most == 0 || (in == when && count >= most); }
    void add(std::int64_t when) {
      count = in == when ? count + 1 : 1;
      in = when;
    }
  };
  int most_in(std::int64_t hour) const { return (*by_hour_)[static_cast<std::size_t>((hour % 24 + 24) % 24)]; }
  int most_in_a_day() const;

  Duration headway_;
  int per_day_;
  ByHour const* by_hour_;
  Window const* window_;
  Duration taken_;  // one path of a day's: that part of the day
  Time last_;
  bool used_ = false;
  std::optional<Time> last_out_;
  Taken of_day_, of_hour_;
};

}  // namespace tongzhou::engine
