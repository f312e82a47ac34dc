#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::itineraries {

using LegId = Id<struct LegTag>;

/// From terminal to terminal by one mode, whatever service it is that goes there.
struct Leg {
  world::TerminalId from, to;
  world::Mode mode{};
  world::PlaceId from_place, to_place;
};

/// The legs of a world, each with all the rides that do it, and what these cost a box of a type.
class Legs {
 public:
  explicit Legs(world::World const& world);

  std::size_t size() const { return legs_.size(); }
  Leg const& operator[](LegId leg) const { return legs_[leg]; }
  std::span<Ride const> rides(LegId leg) const { return part(rides_, leg); }
  /// As `rides`; `hours` are those of the ride itself.
  std::span<Cost const> costs(LegId leg, world::BoxTypeId box) const { return part(costs_[box], leg); }

  /// All lines that may carry a box of the flow over a leg; none where every one refuses it.
  std::vector<Line> lines(LegId leg, world::Flow const& flow) const;
  /// The same in place of what `lines` held: hot, and asked for with the same memory again and again.
  void lines(LegId leg, world::Flow const& flow, std::vector<Line>& lines) const;

 private:
  template <class T>
  std::span<T const> part(std::vector<T> const& all, LegId leg) const {
    return std::span{all}.subspan(begins_[leg.value()], begins_[leg.value() + 1] - begins_[leg.value()]);
  }

  /// Of a ride, beside those of others: a row of a service is long.
  struct Hours {
    double wait = 0, cut_off = 0, loads = 0;
  };

  world::World const& world_;
  Table<LegId, Leg> legs_;
  std::vector<std::uint32_t> begins_;  // by leg, in what follows
  std::vector<Ride> rides_;
  std::vector<Hours> hours_;                          // by ride
  Table<world::BoxTypeId, std::vector<Cost>> costs_;  // by ride; none for a type that no flow has
};

/// Why no box of the flow may take a ride, or none.
rules::Refusal refusal(world::World const& world, world::Flow const& flow, Ride const& ride);

}  // namespace tongzhou::itineraries
