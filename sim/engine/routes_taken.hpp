#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"
#include "network/base/prefetch.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/measure.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The routes that boxes have taken so far, and what came of those who were delivered. A route is a row of legs, each
/// of one mode from here to there: services that do the same leg are common lines of it. Hot: a look at one row of a
/// table for each step of a box.
class RoutesTaken {
 public:
  RoutesTaken(world::World const& world, Window const& window, Chains const& chains);

  /// Where the boxes of a flow begin.
  static TrailId origin(world::FlowId flow) { return TrailId{flow.value()}; }
  /// A box has done a step of its way: its trail and its costs so far are longer by it.
  void step_done(Box& box) {
    if (box.account.value() >= steps_.size()) take_in_new_steps();
    Step const& step = steps_[box.account];
    box.paid += step.cost;
    box.trail = step.from == box.trail ? step.to : longer(box.trail, box.account);
  }
  /// Asks memory for a step that will soon be done.
  void prefetch(AccountId step) const {
    if (step.value() < steps_.size()) prefetch_cache_line(&steps_[step]);
  }
  /// With the last step done. What its time costs its owner is added to what was paid.
  void delivered(Box const& box, Time at);
  void report(outcome::Records& records) const;

 private:
  /// What a step adds, and the trail that it led to when it was last done.
  struct Step {
    TrailId from, to;
    float cost = 0;       // what shippers pay for it as it begins
    double per_hour = 0;  // what the time of its boxes costs them
  };
  struct Trail {
    TrailId before;
    std::size_t leg = 0;
    std::vector<world::ServiceId> services{};  // of its last leg
    double boxes = 0, cost = 0, hours = 0;     // of those delivered
  };
  void take_in_new_steps();
  TrailId longer(TrailId trail, AccountId step);

  world::World const& world_;
  Window const& window_;
  Chains const& chains_;
  PagedTable<AccountId, Step> steps_;
  Table<TrailId, Trail> trails_;  // first the origins of all flows
  std::map<std::pair<TrailId, std::size_t>, TrailId> longer_;
  std::map<std::tuple<bool, world::Mode, outcome::Point, outcome::Point>, std::size_t> numbers_;
  std::vector<outcome::RouteLeg> legs_;
};

}  // namespace tongzhou::engine
