#pragma once

#include <array>
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

/// What trains are made of, sets of wagons and locomotives alike: a departure takes what has stood longest where it
/// begins, or waits. Where its train ends, stock is turned and goes to those who wait there; it runs alone to those who
/// wait elsewhere, and home from where nobody will ask for it. Wagons that run empty take a locomotive of the service
/// whose way they go, if that has some. Runs without cargo take no paths from trains (assumption).
class RollingStock {
 public:
  RollingStock(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
               std::uint32_t replication);

  /// Of a departure, or of wagons that are to run empty, at a terminal.
  struct Request {
    RollingStock& all;
    world::RollingStockId stock;
    world::TerminalId at;
    Time since;
    std::coroutine_handle<> train{};
    bool waits = false;
    bool promised = false;  // something is on its way to it
    Request(RollingStock& of, world::RollingStockId id, world::TerminalId terminal, Time now)
        : all(of), stock(id), at(terminal), since(now) {}
    Request(Request const&) = delete;
    ~Request() {
      if (waits) all.forget(*this);  // the run ended first
    }
    bool await_ready() { return all.take_standing(*this); }
    void await_suspend(std::coroutine_handle<> waiting) {
      train = waiting;
      all.wait(*this);
    }
    void await_resume() const {}
  };
  Request take(world::RollingStockId stock, world::TerminalId at) { return {*this, stock, at, clock_.now()}; }
  /// Of a train that has ended there.
  void give_back(world::RollingStockId stock, world::TerminalId at);

  void report(outcome::Records& records);

 private:
  struct Pool {
    std::deque<world::TerminalId> standing;  // longest first
    std::deque<Request*> waiting;
    Level in_use;
    QueueWatch queue;
    demand::Stream turns;
  };
  /// Part of a run without cargo: by the way of a service, in whichever direction.
  struct Part {
    world::ServiceId way{};  // none: there is no such part
    world::TerminalId from{}, to{};
  };
  bool take_standing(Request const& request);
  void wait(Request& request);
  void forget(Request const& request);
  void stand(world::RollingStockId stock, world::TerminalId at);
  void send_to_those_who_wait(world::RollingStockId stock);
  world::ServiceId service_between(world::RollingStockId stock, world::TerminalId one, world::TerminalId other) const;
  bool any_begins(world::RollingStockId stock, world::TerminalId at) const;
  bool will_be_asked_for(world::RollingStockId stock, world::TerminalId at) const;
  std::array<Part, 2> way_between(world::RollingStockId stock, world::TerminalId from, world::TerminalId to) const;
  Process turn(world::RollingStockId stock, world::TerminalId at);
  Process run_alone(world::RollingStockId stock, world::TerminalId from, world::TerminalId to);
  Time book_run(world::RollingStockId stock, world::ServiceId way, Time at);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Table<world::RollingStockId, Pool> pools_;
};

}  // namespace tongzhou::engine
