#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/measure.hpp"
#include "sim/itineraries/empty_supply.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// One cargo that waits for an empty box, or has one.
struct Cargo {
  BoxId box;
  Time since;
};

/// Empty boxes at depots. Boxes come back and are wanted in the order of their dates: the book is brought up to date
/// day by day, so an empty that comes back today is at hand tomorrow at the latest.
class EmptyDepots {
 public:
  EmptyDepots(Window const& window, world::World const& world, itineraries::EmptySupply const& supply,
              std::uint32_t replication);

  bool applies() const { return !world_->empties.pools.empty(); }
  /// The pool here of the boxes that a flow's cargo is in: of its own owner, or of the railway's. None where boxes are
  /// always there.
  world::EmptyPoolId pool_at(world::PlaceId place, world::Flow const& flow, bool rail_box) const {
    return supply_->pool_at(place, flow, rail_box);
  }

  /// For a cargo at its origin: whether it has a box now from the depot that serves it, or boxes are always there;
  /// otherwise it waits in line.
  bool fill(world::FlowId flow, bool rail_box, BoxId box, Time at);
  /// The pool that takes back a box of the flow when it has been delivered; none: nobody counts it.
  world::EmptyPoolId home_of(world::FlowId flow, bool rail_box) const;

  /// Takes one if it is there; otherwise the cargo waits in line.
  bool take(world::EmptyPoolId pool, BoxId box, Time at);
  /// Is a box that has been emptied used again at once?
  bool street_turn() { return stream_.uniform() < world_->empties.street_turn_share; }
  /// An empty has come: at hand now, or after a turn.
  void give(world::EmptyPoolId pool, Time at, bool after_turn);
  /// One that was sent there has come.
  void arrives(world::EmptyPoolId pool, Time at);
  /// An empty box of the flow is left at a place, whose depot takes it.
  void take_back(world::FlowId flow, bool rail_box, world::PlaceId place, Time at);
  /// Cargoes that wait no longer.
  std::vector<Cargo> withdraw(std::function<bool(Cargo const&)> const& no_longer, Time now);
  /// Brings the book up to this date; says which cargoes get their box now.
  std::vector<Cargo> settle(Time now);
  /// How many boxes to send on each lane now; they are taken from the pools.
  struct Sending {
    world::FlowId flow;
    std::uint64_t boxes;
  };
  std::vector<Sending> reposition(Time now, std::function<double(world::FlowId)> const& cost);

  /// Cargoes still waiting, for the final count.
  template <class Visit>
  void each_waiting(Visit visit) const {
    for (auto const& pool : pools_)
      for (Cargo const& cargo : pool.line) visit(cargo);
  }
  void report(outcome::Records& records) const;

 private:
  struct Pool {
    explicit Pool(Window const& window) : at_hand(window) {}
    Level at_hand;
    std::deque<Cargo> line;
    std::uint64_t taken = 0, given = 0, sent = 0, short_of = 0;  // all the run
    long on_its_way = 0;                                         // sent there
    double started_with = 0;
    double counted_taken = 0, counted_given = 0, counted_sent = 0, counted_short = 0;
    double wait_hours = 0;
  };
  struct Coming {
    double date;
    std::uint64_t order;
    world::EmptyPoolId pool;
    bool was_sent;  // from another
    friend bool operator>(Coming const& a, Coming const& b) {
      return a.date != b.date ? a.date > b.date : a.order > b.order;
    }
  };

  outcome::Check audit() const;
  /// Boxes beyond what is wanted here; less than nothing where some lack, beside those on their way.
  long balance(world::EmptyPoolId pool) const;
  /// How many to send on each lane, by its cost, so that surplus goes where stock falls short.
  std::vector<long> at_least_cost(std::vector<double> const& costs, std::vector<long> const& balance) const;
  std::vector<long> largest_lack_first(std::vector<double> const& costs, std::vector<long> balance) const;

  Window const* window_;
  world::World const* world_;
  itineraries::EmptySupply const* supply_;
  demand::Stream stream_;
  Table<world::EmptyPoolId, Pool> pools_;
  std::map<world::FlowId, world::EmptyPoolId> sent_to_;  // by flow of repositioning
  std::priority_queue<Coming, std::vector<Coming>, std::greater<>> coming_;
  std::uint64_t order_ = 0;
};

}  // namespace tongzhou::engine
