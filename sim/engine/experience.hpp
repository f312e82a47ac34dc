#pragma once

#include <algorithm>
#include <cmath>
#include <map>

#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/open_time.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How much longer something took lately than planned: a mean of experiences, weighted exponentially by their age
/// (Cantarella and Cascetta 1995 call it the learning filter of a day-to-day process). What nobody has tried lately is
/// forgotten at the same pace, so that a way that once was bad is tried again.
template <class Q>
class LearnedMean {
 public:
  /// At a date that may be earlier than the last one told: then it is no news. Of what happens now and then, as a
  /// departure does, each is worth at least that share of the mean.
  void add(Q extra, Time at, Duration half_life, double at_least = 0) {
    double const kept = std::min(kept_at(at, half_life), 1 - at_least);
    extra_ = extra_ * kept + extra * (1 - kept);
    last_ = std::max(last_, at);
    asked_at_ = Time::never();
    answer_ = Q{};
  }
  /// As it stood with the latest news.
  Q latest() const { return extra_; }
  Q expected(Time at, Duration half_life) const {
    if (extra_ == Q{}) return Q{};
    if (asked_at_ != at) {
      asked_at_ = at;
      answer_ = extra_ * kept_at(at, half_life);
    }
    return answer_;
  }

 private:
  double kept_at(Time at, Duration half_life) const {
    return at > last_ ? std::exp2(-((at - last_) / half_life)) : 1.0;
  }
  Q extra_{};
  Time last_;
  // Many ask at one date: what was answered last. In the long run nothing is left of it.
  mutable Time asked_at_ = Time::never();
  mutable Q answer_{};
};
using Learned = LearnedMean<Duration>;

/// The least that the latest departure counts in what is learned of a service, however soon it came after others;
/// assumption.
constexpr double share_of_latest = 0.25;

/// The time that boxes lately needed where they queue on land: through gates, from their coming to customs until their
/// release, for trucks of fleets, and beyond the plan on roads that fill. Nothing is learned of hours in which a gate
/// is closed and everybody knows it. What rides take is known to `Departures`.
class Experience {
 public:
  Experience(world::World const& world, Disruptions const& announced)
      : world_(world),
        announced_(announced),
        half_life_(world.policy.experience_half_life),
        formalities_(world.terminals.size()),
        trucks_(world.trucking ? world.trucking->fleets.size() : 0) {
    for (auto const& terminal : world.terminals)
      gates_.add({terminal.gate.lanes, !terminal.gate.hours.always(), mean(terminal.gate.per_truck), {}});
  }

  /// A truck, a gate with lanes, from its coming until it was through.
  void passed_gate(world::TerminalId terminal, Time came, Time through) {
    if (through == Time::never()) return;
    Duration const needed =
        open_between(world_.terminals[terminal].gate.hours, announced_.terminals[terminal], came, through);
    gates_[terminal].beyond.add(needed - gates_[terminal].planned, came, half_life_);
  }
  void released(world::TerminalId terminal, Duration beyond_plan, Time at) {
    formalities_[terminal].add(beyond_plan, at, half_life_);
  }

  /// When a truck that comes then is to be expected on the other side, queue and all: a queue moves while the gate is
  /// open.
  Time through_gate(world::TerminalId terminal, Time comes) const {
    auto const& gate = gates_[terminal];
    bool const always_open = is_always_open(terminal);
    Time const opened = always_open ? comes : opens(terminal, comes);
    if (gate.lanes == 0) return opened;
    Duration const queue = gate.beyond.expected(opened, half_life_);
    if (queue <= Duration{}) return opened + std::max(Duration{}, gate.planned + queue);
    if (always_open) return opened + queue + gate.planned;
    return after_open(world_.terminals[terminal].gate.hours, announced_.terminals[terminal], opened, queue) +
           gate.planned;
  }
  /// Nobody ever waits at it.
  bool is_free(world::TerminalId terminal) const { return gates_[terminal].lanes == 0 && is_always_open(terminal); }
  /// Nothing that is known ever shuts it.
  bool is_always_open(world::TerminalId terminal) const {
    return !gates_[terminal].has_hours && announced_.terminals[terminal].none();
  }
  /// The first date from then on at which a gate is open, and until when it will be.
  Time opens(world::TerminalId terminal, Time at) const {
    return gate_opens(world_.terminals[terminal].gate.hours, announced_.terminals[terminal], at);
  }
  Time open_until(world::TerminalId terminal, Time at) const {
    return engine::open_until(world_.terminals[terminal].gate.hours, announced_.terminals[terminal], at);
  }
  /// A box, for a truck of a fleet; by the nearest that serves its way.
  void waited_for_truck(world::TruckFleetId nearest, Duration waited, Time since) {
    trucks_[nearest].add(waited, since, half_life_);
  }
  Duration for_truck(world::TruckFleetId nearest, Time now) const { return trucks_[nearest].expected(now, half_life_); }
  /// A truck over a road with a capacity: beyond the plan, which knows the mean of the other traffic.
  void drove_in_traffic(world::LinkId road, world::Direction direction, Duration beyond_plan, Time at) {
    roads_[road][direction].add(beyond_plan, at, half_life_);
  }
  Duration in_traffic(world::LinkId road, world::Direction direction, Time now) const {
    auto const found = roads_.find(road);
    return found == roads_.end() ? Duration{} : found->second[direction].expected(now, half_life_);
  }
  /// Beyond the plan.
  Duration in_formalities(world::TerminalId terminal, Time now) const {
    return formalities_[terminal].expected(now, half_life_);
  }

 private:
  world::World const& world_;
  Disruptions const& announced_;
  Duration half_life_;
  struct Gate {
    int lanes = 0;
    bool has_hours = false;
    Duration planned;
    Learned beyond;
  };
  Table<world::TerminalId, Gate> gates_;
  Table<world::TerminalId, Learned> formalities_;
  Table<world::TruckFleetId, Learned> trucks_;
  std::map<world::LinkId, EnumArray<world::Direction, Learned>> roads_;  // that boxes have travelled
};

}  // namespace tongzhou::engine
