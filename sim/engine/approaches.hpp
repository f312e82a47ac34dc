#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/one_way_section.hpp"
#include "sim/engine/pool.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/year_parts.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Ships between the anchorage of a port and its quays. They set out when water, daylight, convoy and weather let them,
/// with pilots and tugs where they need them, and when the channel is free; who has waited too long for one of these
/// waits for the others again.
class Approaches {
 public:
  Approaches(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, YearParts const& parts,
             Table<world::ApproachId, Closures> const& closures, std::uint32_t replication);

  /// Lets shifts begin.
  void open(ProcessSet& processes);

  /// Does a vehicle have any way to go between anchorage and terminal? Ships alone do, where the port has an approach.
  bool leads_to(world::TerminalId terminal, Vehicle const& vehicle) const;
  enum class Way { in, out };
  /// Until everything lets it set out; it then has its pilots and tugs, and its turn in the channel.
  Task wait(Vehicle& vehicle, world::TerminalId terminal, Way way);
  /// Until it is through.
  Task pass(Vehicle& vehicle, world::TerminalId terminal, Way way);

  /// At the end of the run: what ships have waited that still wait, and nobody knows how long.
  void book_unfinished(Time end);

 private:
  /// For pilots and tugs, or for its turn in the channel.
  struct Waiting {
    Vehicle const* ship;
    world::TerminalId terminal;
    Time since;
  };
  struct AtWork {
    world::Approach const* facts;
    Closures const* closures;
    demand::Stream stream;
    Pool pilots, tugs;
    std::optional<OneWaySection> section;
    std::array<TrainPaths, 2> paths;  // in, out
    std::array<Pool, 2> lines;        // in, out; one of both where ships may not meet: whose turn is next
  };
  AtWork& of(world::TerminalId terminal);
  using Convoys = std::span<Duration const>;
  Time set_out(Vehicle const& vehicle, AtWork const& approach, Convoys convoys, Time at, Time& afloat) const;
  bool may_set_out(Vehicle const& vehicle, AtWork const& approach, Convoys convoys) const;
  Time afloat_from(Vehicle const& vehicle, world::Approach const& facts, Time at) const;
  Task take_helpers(Vehicle& vehicle, world::TerminalId terminal, AtWork& approach);
  Task take_turn(Vehicle& vehicle, world::TerminalId terminal, AtWork& approach, Way way, bool& goes);
  void begin_wait(Vehicle const& vehicle, world::TerminalId terminal);
  void end_wait(Vehicle& vehicle, outcome::ApproachWait what);
  void give_back_helpers(Vehicle const& vehicle, AtWork& approach);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  YearParts const& parts_;
  Table<world::ApproachId, AtWork> approaches_;
  std::vector<Waiting> waiting_;
};

}  // namespace tongzhou::engine
