#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What lies in customs zones, or is worked on there: boxes come, and their goods leave in boxes of other flows.
class ZoneStays {
 public:
  ZoneStays(world::World const& world, Recorder& recorder, std::uint32_t replication);

  /// A box has come to the end of its way; the date may lie ahead of the clock, as that of a truck does.
  void arrived(world::ZoneStayId stay, Time at);
  /// Goods that are ready to leave, as a box of a flow.
  struct Leaving {
    world::ZoneStayId stay;
    world::FlowId flow;
    Duration stayed;
    double interest = 0;  // money, meanwhile
  };
  /// Calls send(leaving, at), which says whether the box is on its way, for each that leaves before a date, in order of
  /// time: of those with one date in the order in which they came. Goods whose box is not sent are lost.
  template <class Send>
  void release(Time before, Send send) {
    for (auto next = inside_.begin(); next != inside_.end() && next->first < before; next = inside_.erase(next)) {
      auto const leaving = leaving_of(next->second, next->first);
      if (send(leaving, next->first))
        left(leaving, next->first);
      else
        recorder_.lost_in_stay(leaving.stay, next->first);
    }
  }
  void report(outcome::Records& records) const;

 private:
  /// A box to be, since its goods came: on the mean, where boxes came one after the other.
  struct Inside {
    world::ZoneStayId stay;
    world::FlowId flow;
    Time came;
  };
  struct AtWork {
    demand::Stream stream;
    double owed = 0;              // boxes, or a part of one, whose goods have come
    Time came{};                  // what is owed, on the mean
    std::vector<double> owed_to;  // of those, to each flow in which they leave
  };
  world::FlowId next_flow(world::ZoneStayId stay);
  Leaving leaving_of(Inside const& inside, Time at) const;
  void left(Leaving const& leaving, Time at);

  world::World const& world_;
  Recorder& recorder_;
  Table<world::ZoneStayId, AtWork> stays_;
  std::multimap<Time, Inside> inside_;  // by the date on which it is ready
};

}  // namespace tongzhou::engine
