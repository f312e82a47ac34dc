#pragma once

#include <variant>

#include "sim/engine/clock.hpp"
#include "sim/engine/gauge_changes.hpp"
#include "sim/engine/links.hpp"
#include "sim/engine/locks.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Where a passage begins, in its direction of travel.
world::PlaceId begin_of(world::World const& world, world::Passage const& passage);
/// The same, travelled the other way.
world::Passage back_over(world::Passage const& passage);

/// The ways over which vehicles go from stop to stop: links, locks and changes of gauge alike.
class Passages {
 public:
  Passages(world::World const& world, Clock& clock, Links& links, Locks& locks, GaugeChanges& gauge_changes)
      : world_(world), clock_(clock), links_(links), locks_(locks), gauge_changes_(gauge_changes) {}

  Links const& links() const { return links_; }

  /// Asks memory for where a vehicle goes next.
  void prefetch(world::Passage const& passage) const {
    if (auto const* link = std::get_if<world::LinkId>(&passage.what)) links_.prefetch(*link);
  }
  /// A link on which nobody waits for anybody: passing it needs no event.
  bool is_free(world::Passage const& passage) const {
    auto const* link = std::get_if<world::LinkId>(&passage.what);
    return link != nullptr && !links_.takes_turns(*link);
  }
  /// Over such a link. `at`: when the vehicle is there; the answer: when it is out.
  Time pass_freely(Vehicle& vehicle, world::Passage const& passage, Speed speed, Time at);
  /// Over any passage. `at`: when the vehicle is there; then, when it is out.
  Task pass(Vehicle& vehicle, world::Passage passage, Speed speed, Time& at);

 private:
  world::World const& world_;
  Clock& clock_;
  Links& links_;
  Locks& locks_;
  GaugeChanges& gauge_changes_;
};

}  // namespace tongzhou::engine
