#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Wagons of trains, set by set: a departure takes the set that has stood longest where it begins, or waits. Where its
/// train ends, a set is turned and goes to those who wait there; it goes empty to those who wait elsewhere, and home
/// from where no service of its sets begins. Empty runs take no paths from other trains (assumption).
class WagonSets {
 public:
  WagonSets(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
            std::uint32_t replication);

  /// Of a departure of the service that is due now.
  struct Request {
    WagonSets& all;
    world::ServiceId service;
    Time since;
    std::coroutine_handle<> departure{};
    bool waits = false;
    bool promised = false;  // a set is on its way to it
    Request(WagonSets& of, world::ServiceId id, Time at) : all(of), service(id), since(at) {}
    Request(Request const&) = delete;
    ~Request() {
      if (waits) all.forget(*this);  // the run ended first
    }
    bool await_ready() { return all.take_standing(*this); }
    void await_suspend(std::coroutine_handle<> waiting) {
      departure = waiting;
      all.wait(*this);
    }
    void await_resume() const {}
  };
  Request take(world::ServiceId service) { return {*this, service, clock_.now()}; }
  /// At the last stop of a service whose train has been worked.
  void give_back(world::ServiceId service);

  void report(outcome::Records& records);

 private:
  struct Pool {
    std::deque<world::TerminalId> standing;  // longest first
    std::deque<Request*> waiting;
    Level in_use;
    QueueWatch queue;
    demand::Stream turns;
  };
  Pool& of(world::ServiceId service) { return pools_[world_.services[service].wagon_sets]; }
  world::TerminalId begin_of(world::ServiceId service) const { return world_.services[service].stops.front().terminal; }
  bool take_standing(Request const& request);
  void wait(Request& request);
  void forget(Request const& request);
  void stand(world::WagonSetsId sets, world::TerminalId at);
  void send_to_those_who_wait(world::WagonSetsId sets);
  world::ServiceId service_between(world::WagonSetsId sets, world::TerminalId one, world::TerminalId other) const;
  bool any_begins(world::WagonSetsId sets, world::TerminalId at) const;
  Process turn(world::ServiceId service, world::TerminalId at);
  Process run_empty(world::WagonSetsId sets, world::TerminalId from, world::TerminalId to);
  Duration book_empty_run(world::ServiceId service, Time at);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Table<world::WagonSetsId, Pool> pools_;
};

}  // namespace tongzhou::engine
