#pragma once

#include <cstdint>

#include "network/base/quantity.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::engine {

/// A vehicle and which of its journeys it is on; both counted from 0 within the service.
struct Voyage {
  world::ServiceId service;
  std::uint64_t vehicle = 0;
  std::uint64_t number = 0;
};

/// Told what happens in a run while it happens. The events of one box come in their order, and so do those of one
/// vehicle; those of two do not. A date may lie ahead of the clock, even after the end: then it is certain already.
class Observer {
 public:
  virtual ~Observer() = default;
  /// The number under which the box's events are wanted, below 2^30; 0: they are not.
  virtual std::uint32_t born(world::FlowId flow, Time at) = 0;
  virtual void gate(std::uint32_t box, bool inwards, world::TerminalId terminal, Time at) = 0;
  virtual void lift(std::uint32_t box, bool aboard, Voyage const& voyage, world::TerminalId terminal, Time at) = 0;
  /// Customs has done with it in a bay; the box is in a terminal there, or in none.
  virtual void inspected(std::uint32_t box, world::PlaceId place, world::TerminalId terminal, Time at) = 0;
  /// The last event of a box: its number may be given to another one.
  virtual void delivered(std::uint32_t box, Time at) = 0;
  /// Its last event where it is not delivered: its shipper gives it up at that place.
  virtual void given_up(std::uint32_t /*box*/, world::PlaceId /*place*/, Time /*at*/) {}

  virtual void arrives(Voyage const& voyage, world::TerminalId terminal, Time at) = 0;
  /// It lies at a berth, or stands on a track, and is worked from now on.
  virtual void berths(Voyage const& /*voyage*/, world::TerminalId /*terminal*/, Time /*at*/) {}
  virtual void departs(Voyage const& voyage, world::TerminalId terminal, Time at) = 0;
  /// It waits at a place, and for what, until a date that may lie ahead. A wait that goes on may be told in parts.
  virtual void waits(Voyage const& voyage, world::PlaceId place, ledger::Cause cause, Time from, Time until) = 0;
  /// It begins to travel along a link.
  virtual void passes(Voyage const& voyage, world::LinkId link, world::Direction direction, Time at) = 0;
};

}  // namespace tongzhou::engine
