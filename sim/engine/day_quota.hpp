#pragma once

#include <cstdint>
#include <vector>

#include "network/base/enums.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/process.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::engine {

/// So many vehicles a day go in, both directions together or each way, by the calendar, while it is open. Who waits for
/// that or for another day goes by priority, then first come, first served; one whose own direction is full holds up
/// nobody of the other.
class DayQuota {
 public:
  /// 0: no limit.
  DayQuota(Clock& clock, world::OpeningHours const& hours, int per_day, int per_day_each_way)
      : clock_(&clock), hours_(&hours), per_day_(per_day), per_day_each_way_(per_day_each_way) {}

  bool limits() const { return per_day_ > 0 || per_day_each_way_ > 0; }
  /// One that comes now goes in at once.
  bool admits(world::Direction direction, int priority);
  /// Until it may go in.
  Task enter(world::Direction direction, int priority);

 private:
  struct Waiting {
    std::uint64_t ticket;
    world::Direction direction;
    int priority;
  };
  /// What is left of a day.
  struct Left {
    int together;
    EnumArray<world::Direction, int> each_way;
    bool take(world::Direction direction);
  };
  bool is_admitted(std::uint64_t ticket) const;
  std::uint64_t join(world::Direction direction, int priority);
  void begin_today();

  Clock* clock_;
  world::OpeningHours const* hours_;
  int per_day_, per_day_each_way_;
  std::vector<Waiting> line_;  // by priority
  std::int64_t today_ = -1;
  Left left_{};
  std::uint64_t tickets_ = 0;
};

}  // namespace tongzhou::engine
