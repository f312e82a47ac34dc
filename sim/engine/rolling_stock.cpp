#include "sim/engine/rolling_stock.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::RollingStockId;
using world::ServiceId;
using world::StockKind;
using world::TerminalId;

namespace {

std::string stream_of(world::RollingStock const& stock) {
  return (stock.kind == StockKind::wagon_sets ? "turn of " : "turn of locomotives ") + stock.name.code;
}

}  // namespace

RollingStock::RollingStock(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                           std::uint32_t replication)
    : world_(world), clock_(clock), processes_(processes), recorder_(recorder) {
  for (auto const& facts : world.rolling_stock)
    pools_.add({.standing = std::deque<TerminalId>(static_cast<std::size_t>(facts.count), facts.home),
                .waiting = {},
                .in_use = Level{recorder.window()},
                .queue = QueueWatch{recorder.window()},
                .turns = {world.seed, replication, stream_of(facts)}});
}

// Whoever waits already goes first.
bool RollingStock::take_standing(Request const& request) {
  auto& pool = pools_[request.stock];
  auto const is_here = [&](Request const* other) { return other->at == request.at; };
  if (std::ranges::any_of(pool.waiting, is_here)) return false;
  auto const here = std::ranges::find(pool.standing, request.at);
  if (here == pool.standing.end()) return false;
  pool.standing.erase(here);
  pool.in_use.add(1, clock_.now());
  pool.queue.passes(request.since, request.since, 0);
  return true;
}

void RollingStock::wait(Request& request) {
  auto& pool = pools_[request.stock];
  request.waits = true;
  pool.waiting.push_back(&request);
  pool.queue.joins(request.since);
  send_to_those_who_wait(request.stock);
}

void RollingStock::forget(Request const& request) { std::erase(pools_[request.stock].waiting, &request); }

void RollingStock::give_back(RollingStockId stock, TerminalId at) { processes_.spawn(turn(stock, at)); }

Process RollingStock::turn(RollingStockId stock, TerminalId at) {
  auto& pool = pools_[stock];
  co_await clock_.until(clock_.now() + draw(world_.rolling_stock[stock].turn, pool.turns));
  pool.in_use.add(-1, clock_.now());
  stand(stock, at);
}

// Something is free: for who waits here, else for who waits elsewhere, else it goes home from where nobody will ask for
// it.
void RollingStock::stand(RollingStockId stock, TerminalId at) {
  auto& pool = pools_[stock];
  auto const waits_here = [&](Request const* request) { return request->at == at; };
  if (auto const next = std::ranges::find_if(pool.waiting, waits_here); next != pool.waiting.end()) {
    Request* const served = *next;
    pool.waiting.erase(next);
    served->waits = false;
    pool.in_use.add(1, clock_.now());
    pool.queue.leaves(served->since, clock_.now(), 0);
    clock_.wake(served->train, clock_.now());
    return;
  }
  pool.standing.push_back(at);
  send_to_those_who_wait(stock);
  auto const home = world_.rolling_stock[stock].home;
  if (at == home || will_be_asked_for(stock, at) || pool.standing.empty() || pool.standing.back() != at) return;
  pool.standing.pop_back();
  processes_.spawn(run_alone(stock, at, home));
}

void RollingStock::send_to_those_who_wait(RollingStockId stock) {
  auto& pool = pools_[stock];
  for (Request* const request : pool.waiting) {
    if (pool.standing.empty()) return;
    if (std::exchange(request->promised, true)) continue;
    auto const from = pool.standing.front();
    pool.standing.pop_front();
    processes_.spawn(run_alone(stock, from, request->at));
  }
}

bool RollingStock::any_begins(RollingStockId stock, TerminalId at) const {
  return std::ranges::any_of(world_.services, [&](world::Service const& service) {
    return service.uses(stock) && service.stops.front().terminal == at;
  });
}

// By trains that begin there, or by wagons that go home empty from there.
bool RollingStock::will_be_asked_for(RollingStockId stock, TerminalId at) const {
  return any_begins(stock, at) || std::ranges::any_of(world_.services, [&](world::Service const& service) {
           return service.locomotives == stock && service.wagon_sets && service.stops.back().terminal == at &&
                  !any_begins(service.wagon_sets, at);
         });
}

ServiceId RollingStock::service_between(RollingStockId stock, TerminalId one, TerminalId other) const {
  for (auto const id : world_.services.ids())
    if (world_.services[id].uses(stock) && world_.services[id].runs_between(one, other)) return id;
  return ServiceId::none();
}

// By home, where all services begin or end, if none runs between the two.
std::array<RollingStock::Part, 2> RollingStock::way_between(RollingStockId stock, TerminalId from,
                                                            TerminalId to) const {
  if (auto const direct = service_between(stock, from, to)) return {Part{direct, from, to}, Part{}};
  auto const home = world_.rolling_stock[stock].home;
  return {Part{service_between(stock, from, home), from, home}, Part{service_between(stock, home, to), home, to}};
}

Process RollingStock::run_alone(RollingStockId stock, TerminalId from, TerminalId to) {
  auto& pool = pools_[stock];
  pool.in_use.add(1, clock_.now());
  Time at = clock_.now();
  for (Part const& part : way_between(stock, from, to)) {
    if (!part.way) continue;
    bool const wagons = world_.rolling_stock[stock].kind == StockKind::wagon_sets;
    auto const locomotives = wagons ? world_.services[part.way].locomotives : RollingStockId::none();
    if (locomotives) {
      co_await clock_.until(at);
      co_await take(locomotives, part.from);
      at = clock_.now();
    }
    at = book_run(stock, part.way, at);
    if (locomotives) {
      co_await clock_.until(at);
      give_back(locomotives, part.to);
    }
  }
  co_await clock_.until(at);
  pool.in_use.add(-1, clock_.now());
  stand(stock, to);
}

// From a date until the date at which it has come to the end of the service's way.
Time RollingStock::book_run(RollingStockId id, ServiceId way, Time at) {
  auto const& stock = world_.rolling_stock[id];
  auto const& service = world_.services[way];
  auto const& train = world_.vehicle_classes[service.vehicle];
  bool const wagons = stock.kind == StockKind::wagon_sets;
  Time const begins = at;
  for (auto const& stop : service.stops) {
    for (auto const& passage : stop.to_next) {
      Time const over =
          at + charges::mean_time(world_, service, passage) + charges::mean_held_up(world_, service, passage);
      if (auto const* link = std::get_if<world::LinkId>(&passage.what)) {
        auto const& facts = world_.links[*link];
        if (wagons) {
          double const fuel = rules::fuel_on(train, facts, passage.direction, train.speed, {}, Length::unlimited());
          recorder_.travelled(way, *link, 1, fuel, {}, {.empty = train.empty_train}, {at, over});
        } else {
          recorder_.ran_light(way, *link, stock.light_fuel_per_km * in_km(facts.distance), stock.mass, {at, over});
        }
      }
      at = over;
    }
  }
  if (wagons) recorder_.vehicle_at_work(way, begins, at);
  recorder_.ran_alone(id, at);
  return at;
}

void RollingStock::report(outcome::Records& records) {
  for (auto const id : pools_.ids()) {
    auto& figures = records.rolling_stock[id];
    figures.utilisation = pools_[id].in_use.mean() / world_.rolling_stock[id].count;
    figures.queue = pools_[id].queue.outcome();
  }
}

}  // namespace tongzhou::engine
