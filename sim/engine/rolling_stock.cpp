#include "sim/engine/rolling_stock.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::RollingStockId;
using world::ServiceId;
using world::StockKind;
using world::StockYard;
using world::TerminalId;

namespace {

std::string stream_of(world::RollingStock const& stock) {
  return (stock.kind == StockKind::wagon_sets ? "turn of " : "turn of locomotives ") + stock.name.code;
}

}  // namespace

RollingStock::RollingStock(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                           Table<world::LinkId, Closures> const& closures, std::uint32_t replication)
    : world_(world), clock_(clock), processes_(processes), recorder_(recorder), closures_(closures) {
  for (auto const& facts : world.rolling_stock)
    pools_.add({.standing = std::deque<StockYard>(static_cast<std::size_t>(facts.count), facts.home),
                .waiting = {},
                .in_use = Level{recorder.window()},
                .under_way = Level{recorder.window()},
                .queue = QueueWatch{recorder.window()},
                .turns = {world.seed, replication, stream_of(facts)}});
  if (pools_.empty()) return;
  for (auto const id : world.services.ids()) find_stretches(id);
}

// Wagons go as far as the next border where boxes are lifted to others; locomotives all the way.
void RollingStock::find_stretches(ServiceId id) {
  auto const& service = world_.services[id];
  StockYard const begin = service.stops.front().terminal, end = service.stops.back().terminal;
  Stretch whole{id, service.locomotives, begin, end}, stretch{id, service.wagon_sets, begin, end};
  std::size_t transfers = 0;
  for (auto const& stop : service.stops) {
    for (auto const& passage : stop.to_next) {
      whole.way.push_back(passage);
      auto const* border = std::get_if<world::GaugeChangeId>(&passage.what);
      if (border == nullptr || !world_.gauge_changes[*border].lifts_boxes()) {
        stretch.way.push_back(passage);
        continue;
      }
      stretch.to = *border;
      if (stretch.stock) stretches_.push_back(stretch);
      stretch = {id, service.wagons_after(++transfers), *border, end};
    }
  }
  if (stretch.stock) stretches_.push_back(std::move(stretch));
  if (whole.stock) stretches_.push_back(std::move(whole));
}

// Whoever waits already goes first.
bool RollingStock::stands(RollingStockId stock, StockYard at) const {
  auto const& standing = pools_[stock].standing;
  return !is_wanted(stock, at) && std::ranges::find(standing, at) != standing.end();
}

void RollingStock::sets_out(RollingStockId stock) { pools_[stock].under_way.add(1, clock_.now()); }

bool RollingStock::is_wanted(RollingStockId stock, StockYard at) const {
  return std::ranges::any_of(pools_[stock].waiting, [&](Request const* request) { return request->at == at; });
}

bool RollingStock::take_standing(Request const& request) {
  if (!stands(request.stock, request.at)) return false;
  auto& pool = pools_[request.stock];
  pool.standing.erase(std::ranges::find(pool.standing, request.at));
  pool.in_use.add(1, clock_.now());
  pool.queue.passes(request.since, request.since, 0);
  return true;
}

void RollingStock::wait(Request& request) {
  auto& pool = pools_[request.stock];
  request.waits = true;
  auto const goes_behind = [&](Request const* other) { return other->priority < request.priority; };
  pool.waiting.insert(std::ranges::find_if(pool.waiting, goes_behind), &request);
  pool.queue.joins(request.since);
  send_to_those_who_wait(request.stock);
}

void RollingStock::forget(Request const& request) { std::erase(pools_[request.stock].waiting, &request); }

void RollingStock::give_back(RollingStockId stock, StockYard at) {
  pools_[stock].under_way.add(-1, clock_.now());
  processes_.spawn(turn(stock, at));
}

Process RollingStock::turn(RollingStockId stock, StockYard at) {
  auto& pool = pools_[stock];
  bool const is_waited_for = world_.rolling_stock[stock].kind == StockKind::locomotives;
  if (is_waited_for) pool.coming.push_back(at);
  co_await clock_.until(clock_.now() + draw(world_.rolling_stock[stock].turn, pool.turns));
  if (is_waited_for) pool.coming.erase(std::ranges::find(pool.coming, at));
  pool.in_use.add(-1, clock_.now());
  stand(stock, at);
}

// Something is free: for who waits here, else for who waits elsewhere, else it goes home from where nobody will ask for
// it.
void RollingStock::stand(RollingStockId stock, StockYard at) {
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

// Who waits first has what comes first, wherever it was sent for: nothing is kept for anybody.
void RollingStock::send_to_those_who_wait(RollingStockId stock) {
  auto& pool = pools_[stock];
  if (pool.standing.empty()) return;
  std::vector<StockYard> lacking;
  auto coming = pool.coming;
  for (Request const* request : pool.waiting) {
    if (auto const one = std::ranges::find(coming, request->at); one != coming.end())
      coming.erase(one);
    else
      lacking.push_back(request->at);
  }
  for (auto const at : lacking) {
    if (pool.standing.empty()) return;
    auto const from = pool.standing.front();
    pool.standing.pop_front();
    processes_.spawn(run_alone(stock, from, at));
  }
}

bool RollingStock::any_begins(RollingStockId stock, StockYard at) const {
  return std::ranges::any_of(stretches_, [&](Stretch const& one) { return one.stock == stock && one.from == at; });
}

// By trains that begin there, or by wagons that go home empty from there.
bool RollingStock::will_be_asked_for(RollingStockId stock, StockYard at) const {
  return any_begins(stock, at) || std::ranges::any_of(world_.services, [&](world::Service const& service) {
           return service.locomotives == stock && service.wagon_sets &&
                  StockYard{service.stops.back().terminal} == at && !any_begins(service.wagon_sets, at);
         });
}

RollingStock::Stretch const* RollingStock::stretch_between(RollingStockId stock, StockYard one, StockYard other) const {
  auto const found = std::ranges::find_if(stretches_, [&](Stretch const& way) {
    return way.stock == stock && ((way.from == one && way.to == other) || (way.from == other && way.to == one));
  });
  return found != stretches_.end() ? &*found : nullptr;
}

// By home, where all stretches begin or end, if none lies between the two.
std::array<RollingStock::Part, 2> RollingStock::way_between(RollingStockId stock, StockYard from, StockYard to) const {
  if (auto const* direct = stretch_between(stock, from, to)) return {Part{direct, from, to}, Part{}};
  auto const home = world_.rolling_stock[stock].home;
  return {Part{stretch_between(stock, from, home), from, home}, Part{stretch_between(stock, home, to), home, to}};
}

// Locomotives that wagons need to run empty; none where they find some.
RollingStockId RollingStock::drawn_by(Part const& part) const {
  bool const wagons = world_.rolling_stock[part.by->stock].kind == StockKind::wagon_sets;
  bool const between_terminals =
      std::holds_alternative<TerminalId>(part.from) && std::holds_alternative<TerminalId>(part.to);
  return wagons && between_terminals ? world_.services[part.by->service].locomotives : RollingStockId::none();
}

Process RollingStock::run_alone(RollingStockId stock, StockYard from, StockYard to) {
  auto& pool = pools_[stock];
  pool.in_use.add(1, clock_.now());
  pool.coming.push_back(to);
  Time at = clock_.now();
  for (Part const& part : way_between(stock, from, to)) {
    if (part.by == nullptr) continue;
    auto const locomotives = drawn_by(part);
    if (locomotives) {
      co_await clock_.until(at);
      co_await take(locomotives, part.from);
      at = clock_.now();
    }
    at = book_run(*part.by, at);
    if (locomotives) {
      co_await clock_.until(at);
      give_back(locomotives, part.to);
    }
  }
  co_await clock_.until(at);
  pool.coming.erase(std::ranges::find(pool.coming, to));
  pool.in_use.add(-1, clock_.now());
  stand(stock, to);
}

// From a date until the date at which it has come to the end of the stretch.
Time RollingStock::book_run(Stretch const& stretch, Time at) {
  Time const begins = at;
  for (auto const& passage : stretch.way) at = run_over(stretch, passage, at);
  pools_[stretch.stock].under_way.add(1, begins);
  pools_[stretch.stock].under_way.add(-1, at);
  bool const wagons = world_.rolling_stock[stretch.stock].kind == StockKind::wagon_sets;
  if (wagons) recorder_.vehicle_at_work({stretch.service}, begins, at);
  recorder_.ran_alone(stretch.stock, at);
  return at;
}

// In the mean time, slower while the link is slowed and not at all while it is closed.
Time RollingStock::run_over(Stretch const& stretch, world::Passage const& passage, Time at) {
  Duration const takes = charges::mean_time(world_, world_.services[stretch.service], passage);
  auto const* link = std::get_if<world::LinkId>(&passage.what);
  if (link == nullptr) return at + takes;
  if (closures_[*link].none()) {
    book_part(stretch, *link, passage.direction, 1, {at, at + takes});
    return at + takes;
  }
  return closures_[*link].pass(at, takes, [&](Time from, Time to, double share) {
    book_part(stretch, *link, passage.direction, (to - from) * share / takes, {from, to});
  });
}

// So much of a link; none while it is closed, but the crew stays.
void RollingStock::book_part(Stretch const& stretch, world::LinkId link, world::Direction direction, double part,
                             Span span) {
  auto const& stock = world_.rolling_stock[stretch.stock];
  auto const& facts = world_.links[link];
  if (stock.kind != StockKind::wagon_sets)
    return recorder_.ran_light(stretch.service, link, part, part * stock.light_fuel_per_km * in_km(facts.distance),
                               stock.mass, span);
  auto const& train = world_.vehicle_classes[world_.services[stretch.service].vehicle];
  double const fuel = rules::fuel_on(train, facts, direction, train.speed, {}, Length::unlimited());
  recorder_.travelled({stretch.service}, link, part, part * fuel, {}, {.empty = train.empty_train}, span);
}

void RollingStock::report(outcome::Records& records) {
  for (auto const id : pools_.ids()) {
    auto& record = records.rolling_stock[id];
    record.figures.utilisation = pools_[id].in_use.mean() / world_.rolling_stock[id].count;
    record.figures.queue = pools_[id].queue.outcome();
    record.under_way = pools_[id].under_way.mean();
  }
}

}  // namespace tongzhou::engine
