#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/one_way_section.hpp"
#include "sim/engine/overtaking_line.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/year_parts.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Vehicles along links: what they wait for (an end of a closure, deep water, a train path, a free section, one in
/// front that they cannot overtake) and how long they take. Cut by what is waited for and not by mode, since a one-way
/// reach of a river and a single track follow one rule.
class Links {
 public:
  Links(world::World const& world, Clock& clock, Recorder& recorder, Observer* observer, YearParts const& parts,
        Table<world::LinkId, Closures> const& closures, std::uint32_t replication);

  /// Asks memory for a link on which a vehicle comes.
  void prefetch(world::LinkId link) const {
    prefetch_cache_line(&links_[link]);
    prefetch_cache_line(&world_.links[link].distance);
    recorder_.prefetch(link);
  }
  /// Does anybody on it ever wait for another?
  bool takes_turns(world::LinkId link) const { return links_[link].takes_turns; }
  /// The first date from then on at which it is not closed.
  Time open_from(world::LinkId link, Time at) const { return links_[link].closures->open_from(at); }
  /// Where nobody waits for anybody, the end is known at the beginning: it needs no event, and the date may lie ahead
  /// of the clock.
  Time pass_freely(Vehicle& vehicle, world::LinkId link, world::Direction direction, Speed speed, Time at);
  /// A railway, where nobody overtakes between two loops or ends, a one-way reach, water with a headway. `at`: when the
  /// vehicle is there; then, when it is out.
  Task pass_in_turn(Vehicle& vehicle, world::LinkId link, world::Direction direction, Speed speed, Time& at);

  void report(outcome::Records& records);

  /// By how much longer a passage takes on the mean than a vehicle needs alone.
  double mean_factor(world::LinkId link) const { return links_[link].mean_factor; }

 private:
  /// What every vehicle asks for comes first: one cache line.
  struct alignas(64) LinkAtWork {
    Closures const* closures;
    bool takes_turns;  // anybody on it may wait for another
    bool has_convoys;
    bool varies;                          // in the time that it takes
    double mean_factor;                   // of that time
    Length least_depth;                   // of the year
    std::vector<OneWaySection> sections;  // single track or one-way reach, from `from` to `to`; else none
    std::array<OvertakingLine, 2> lines;  // of two tracks, down and up
    // Down, up; in front of each part of a line, else one at its beginning.
    std::array<std::vector<TrainPaths>, 2> paths;
    QueueWatch queue;
    demand::Stream times, stops;
    std::vector<QueueWatch::InLine> in_line{};  // trains that wait for others, and nobody knows how long
  };
  /// A vehicle on a link, and how much longer than it should it takes this time.
  struct Crossing {
    world::LinkId link;
    world::Direction direction;
    Speed speed;
    double factor;
  };
  Crossing crossing(world::LinkId link, world::Direction direction, Speed speed, Time at);
  Time follow(Vehicle& vehicle, world::LinkId link, world::Direction direction, Speed speed, Time at);
  Task pass_parts(Vehicle& vehicle, world::LinkId link, world::Direction direction, Speed speed, Time& at);
  Task pass_sections(Vehicle& vehicle, world::LinkId link, world::Direction direction, Speed speed, Time& at);
  Time enter_section(Vehicle& vehicle, world::LinkId link, world::Direction direction, OneWaySection const& section,
                     Time at);
  static void leaves_line(LinkAtWork& link, QueueWatch::InLine const& waited);
  static Time earliest_path(LinkAtWork const& link, world::Link const& facts, world::Direction direction,
                            std::size_t part, Duration takes, Time at);
  static Time take_path(LinkAtWork& link, world::Link const& facts, world::Direction direction, std::size_t part,
                        Duration takes, Time at);
  Time wait_for_path(Vehicle& vehicle, world::LinkId link, world::Direction direction, std::size_t part, Duration takes,
                     Time since);
  static Time stay_behind(Vehicle& vehicle, LinkAtWork& link, Time alone, Time out);
  Time clear_to_enter(Vehicle& vehicle, world::LinkId link, world::Direction direction, Time at);
  Time still_clear(Vehicle& vehicle, world::LinkId link, world::Direction direction, Time at);
  Time wait_while_closed(Vehicle& vehicle, world::LinkId link, Time at);
  Time wait_for_depth(Vehicle& vehicle, world::LinkId link, Time at);
  Time wait_for_convoy(Vehicle& vehicle, world::LinkId link, world::Direction direction, Time at);
  void enter(Vehicle& vehicle, world::LinkId link, world::Direction direction, Time at);
  Time travel(Vehicle& vehicle, Crossing const& crossing, double part, Time at);
  void burn(Vehicle& vehicle, Crossing const& crossing, double part, double share, Span span);

  world::World const& world_;
  Clock& clock_;
  Recorder& recorder_;
  Observer* observer_;
  YearParts const& parts_;
  Table<world::LinkId, LinkAtWork> links_;
};

}  // namespace tongzhou::engine
