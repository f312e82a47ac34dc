#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/hold.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Boxes that ships put ashore on the way for want of water. There each waits for the next ship of its service that
/// has room for it: one that sails that way keeps the room from the stop before, so that others cannot take it for
/// ever.
class Ashore {
 public:
  Ashore(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer, Chains const& chains,
         Journeys& journeys);

  /// Which boxes must go so that a ship carries no more than so many tonnes on the leg under way: the heaviest first,
  /// since they are the fewest, and mail last. None, if it carries no more.
  std::vector<Aboard> too_much(Vehicle const& vehicle, double most_tonnes) const;
  /// These are ashore now.
  void put(Vehicle& vehicle, world::TerminalId terminal, std::span<Aboard const> boxes);

  bool none(world::ServiceId service) const { return of_service_[service].empty(); }
  /// Room is kept for those ashore further on on this leg that `fits(step)`.
  template <class Fits>
  void keep_room(Vehicle& vehicle, std::size_t leg, world::TerminalId here, Fits fits);
  /// Where on its way a ship keeps room for boxes: at that terminal of a place; none: nowhere there.
  world::TerminalId kept_at(Vehicle const& vehicle, world::PlaceId place) const;
  /// Those here that `fits(step)`, and for which no other ship keeps room, go aboard. How many.
  template <class Fits>
  double load(Vehicle& vehicle, std::size_t leg, world::TerminalId terminal, Fits fits);

  /// At the end of the run.
  void count();

 private:
  struct Waiting {
    BoxId box;
    AccountId account;
    std::size_t leg;
    world::TerminalId terminal;
    Time since;
    Vehicle const* room_on;  // a ship on its way here that keeps room for it
  };
  static void keep(Vehicle& vehicle, Waiting& waiting, StepFacts const& step);
  static void release(Vehicle& vehicle, Waiting& waiting, StepFacts const& step);
  void aboard(Vehicle& vehicle, Waiting const& waiting, StepFacts const& step, std::uint32_t reading);

  world::World const& world_;
  Clock const& clock_;
  Recorder& recorder_;
  Observer* observer_;
  Chains const& chains_;
  Journeys& journeys_;
  Table<world::ServiceId, std::vector<Waiting>> of_service_;  // first come first
};

template <class Fits>
void Ashore::keep_room(Vehicle& me, std::size_t leg, world::TerminalId here, Fits fits) {
  for (Waiting& waiting : of_service_[me.id]) {
    if (waiting.room_on != nullptr || waiting.leg != leg || waiting.terminal == here) continue;
    StepFacts const step = chains_.of(waiting.box, waiting.account);
    if (fits(step)) keep(me, waiting, step);
  }
}

template <class Fits>
double Ashore::load(Vehicle& me, std::size_t leg, world::TerminalId terminal, Fits fits) {
  double count = 0;
  LoadTotals loaded;
  me.book_until_now();
  auto const reading = me.hold.read_odometer();
  std::erase_if(of_service_[me.id], [&](Waiting& waiting) {
    bool const mine = waiting.room_on == &me;
    if (waiting.leg != leg || waiting.terminal != terminal || (waiting.room_on != nullptr && !mine)) return false;
    StepFacts const step = chains_.of(waiting.box, waiting.account);
    if (mine) release(me, waiting, step);
    if (!fits(step)) return false;
    aboard(me, waiting, step, reading);
    loaded.add(step);
    ++count;
    return true;
  });
  if (count > 0) recorder_.taken_up_again(terminal, loaded, clock_.now());
  return count;
}

}  // namespace tongzhou::engine
