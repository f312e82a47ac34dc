#pragma once

#include <array>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What trains are made of, sets of wagons and locomotives alike: a departure takes what has stood longest where it
/// begins, or waits; and so does a train whose boxes are lifted to other wagons at a border. Where a train leaves it,
/// stock is turned and goes to those who wait there; it runs alone to those who wait elsewhere, and home from where
/// nobody will ask for it. A train does not send for a locomotive where one is turned. Wagons that run empty between
/// terminals take a locomotive of the service whose way they go, if that has some; to and from borders they find one
/// (assumption). Runs without cargo take no paths from trains (assumption).
class RollingStock {
 public:
  RollingStock(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
               Table<world::LinkId, Closures> const& closures, std::uint32_t replication);

  /// Of a departure, of a train at a border, or of wagons that are to run empty.
  struct Request {
    RollingStock& all;
    world::RollingStockId stock;
    world::StockYard at;
    int priority;
    Time since;
    std::coroutine_handle<> train{};
    bool waits = false;
    Request(RollingStock& of, world::RollingStockId id, world::StockYard yard, int rank, Time now)
        : all(of), stock(id), at(yard), priority(rank), since(now) {}
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
  /// Who has more priority goes before others.
  Request take(world::RollingStockId stock, world::StockYard at, int priority = 0) {
    return {*this, stock, at, priority, clock_.now()};
  }
  /// Whether one that comes now finds some.
  bool stands(world::RollingStockId stock, world::StockYard at) const;
  /// Whether others wait for some there.
  bool is_wanted(world::RollingStockId stock, world::StockYard at) const;
  /// Of a train that begins with it, or that has no other wagons until it gets these.
  void sets_out(world::RollingStockId stock);
  /// Of a train that has ended there, or whose boxes were lifted off.
  void give_back(world::RollingStockId stock, world::StockYard at);

  void report(outcome::Records& records);

 private:
  struct Pool {
    std::deque<world::StockYard> standing;  // longest first
    std::vector<world::StockYard>
        coming{};                  // where something will stand: it runs there, or is a locomotive turned there
    std::deque<Request*> waiting;  // by priority
    Level in_use;
    Level under_way;  // trains that have it or lack it at a border, and runs without a train; none that is turned
    QueueWatch queue;
    demand::Stream turns;
  };
  /// The way of a service's trains with the same stock.
  struct Stretch {
    world::ServiceId service;
    world::RollingStockId stock;
    world::StockYard from, to;
    std::vector<world::Passage> way{};
  };
  /// Part of a run without cargo: by a stretch, in whichever direction.
  struct Part {
    Stretch const* by = nullptr;  // none: there is no such part
    world::StockYard from{}, to{};
  };
  void find_stretches(world::ServiceId service);
  bool take_standing(Request const& request);
  void wait(Request& request);
  void forget(Request const& request);
  void stand(world::RollingStockId stock, world::StockYard at);
  void send_to_those_who_wait(world::RollingStockId stock);
  Stretch const* stretch_between(world::RollingStockId stock, world::StockYard one, world::StockYard other) const;
  bool any_begins(world::RollingStockId stock, world::StockYard at) const;
  bool will_be_asked_for(world::RollingStockId stock, world::StockYard at) const;
  std::array<Part, 2> way_between(world::RollingStockId stock, world::StockYard from, world::StockYard to) const;
  world::RollingStockId drawn_by(Part const& part) const;
  Process turn(world::RollingStockId stock, world::StockYard at);
  Process run_alone(world::RollingStockId stock, world::StockYard from, world::StockYard to);
  Time book_run(Stretch const& stretch, Time at);
  Time run_over(Stretch const& stretch, world::Passage const& passage, Time at);
  void book_part(Stretch const& stretch, world::LinkId link, world::Direction direction, double part, Span span);

  world::World const& world_;
  Clock& clock_;
  ProcessSet& processes_;
  Recorder& recorder_;
  Table<world::LinkId, Closures> const& closures_;
  Table<world::RollingStockId, Pool> pools_;
  std::vector<Stretch> stretches_;
};

}  // namespace tongzhou::engine
