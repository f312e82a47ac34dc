#include "sim/engine/wagon_sets.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using world::ServiceId;
using world::TerminalId;
using world::WagonSetsId;

WagonSets::WagonSets(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                     std::uint32_t replication)
    : world_(world), clock_(clock), processes_(processes), recorder_(recorder) {
  for (auto const& facts : world.wagon_sets)
    pools_.add({.standing = std::deque<TerminalId>(static_cast<std::size_t>(facts.count), facts.home),
                .waiting = {},
                .in_use = Level{recorder.window()},
                .queue = QueueWatch{recorder.window()},
                .turns = {world.seed, replication, "turn of " + facts.name.code}});
}

// Whoever waits already goes first.
bool WagonSets::take_standing(Request const& request) {
  auto& pool = of(request.service);
  auto const is_here = [&](Request const* other) { return begin_of(other->service) == begin_of(request.service); };
  if (std::ranges::any_of(pool.waiting, is_here)) return false;
  auto const here = std::ranges::find(pool.standing, begin_of(request.service));
  if (here == pool.standing.end()) return false;
  pool.standing.erase(here);
  pool.in_use.add(1, clock_.now());
  pool.queue.passes(request.since, request.since, 0);
  return true;
}

void WagonSets::wait(Request& request) {
  auto& pool = of(request.service);
  request.waits = true;
  pool.waiting.push_back(&request);
  pool.queue.joins(request.since);
  send_to_those_who_wait(world_.services[request.service].wagon_sets);
}

void WagonSets::forget(Request const& request) { std::erase(of(request.service).waiting, &request); }

void WagonSets::give_back(ServiceId service) {
  processes_.spawn(turn(service, world_.services[service].stops.back().terminal));
}

Process WagonSets::turn(ServiceId service, TerminalId at) {
  auto& pool = of(service);
  auto const sets = world_.services[service].wagon_sets;
  co_await clock_.until(clock_.now() + draw(world_.wagon_sets[sets].turn, pool.turns));
  pool.in_use.add(-1, clock_.now());
  stand(sets, at);
}

// A set is free: for who waits here, else for who waits elsewhere, else it goes home from where nobody will ask for it.
void WagonSets::stand(WagonSetsId sets, TerminalId at) {
  auto& pool = pools_[sets];
  auto const waits_here = [&](Request const* request) { return begin_of(request->service) == at; };
  if (auto const next = std::ranges::find_if(pool.waiting, waits_here); next != pool.waiting.end()) {
    Request* const served = *next;
    pool.waiting.erase(next);
    served->waits = false;
    pool.in_use.add(1, clock_.now());
    pool.queue.leaves(served->since, clock_.now(), 0);
    clock_.wake(served->departure, clock_.now());
    return;
  }
  pool.standing.push_back(at);
  send_to_those_who_wait(sets);
  auto const home = world_.wagon_sets[sets].home;
  if (at == home || any_begins(sets, at) || pool.standing.empty() || pool.standing.back() != at) return;
  pool.standing.pop_back();
  processes_.spawn(run_empty(sets, at, home));
}

void WagonSets::send_to_those_who_wait(WagonSetsId sets) {
  auto& pool = pools_[sets];
  for (Request* const request : pool.waiting) {
    if (pool.standing.empty()) return;
    if (std::exchange(request->promised, true)) continue;
    auto const from = pool.standing.front();
    pool.standing.pop_front();
    processes_.spawn(run_empty(sets, from, begin_of(request->service)));
  }
}

bool WagonSets::any_begins(WagonSetsId sets, TerminalId at) const {
  return std::ranges::any_of(world_.services, [&](world::Service const& service) {
    return service.wagon_sets == sets && service.stops.front().terminal == at;
  });
}

ServiceId WagonSets::service_between(WagonSetsId sets, TerminalId one, TerminalId other) const {
  for (auto const id : world_.services.ids())
    if (world_.services[id].wagon_sets == sets && world_.services[id].runs_between(one, other)) return id;
  return ServiceId::none();
}

// By the way of a service that runs between the two, in whichever direction; else by home, where all services begin or
// end.
Process WagonSets::run_empty(WagonSetsId sets, TerminalId from, TerminalId to) {
  auto& pool = pools_[sets];
  pool.in_use.add(1, clock_.now());
  auto const home = world_.wagon_sets[sets].home;
  auto const direct = service_between(sets, from, to);
  Time at = clock_.now();
  at = at + book_empty_run(direct ? direct : service_between(sets, from, home), at);
  if (!direct) at = at + book_empty_run(service_between(sets, home, to), at);
  co_await clock_.until(at);
  pool.in_use.add(-1, clock_.now());
  stand(sets, to);
}

Duration WagonSets::book_empty_run(ServiceId id, Time at) {
  auto const& service = world_.services[id];
  auto const& train = world_.vehicle_classes[service.vehicle];
  Time const begins = at;
  for (auto const& stop : service.stops) {
    for (auto const& passage : stop.to_next) {
      Duration const takes = charges::mean_time(world_, service, passage);
      if (auto const* link = std::get_if<world::LinkId>(&passage.what)) {
        double const fuel =
            rules::fuel_on(train, world_.links[*link], passage.direction, train.speed, {}, Length::unlimited());
        recorder_.travelled(id, *link, 1, fuel, {}, {}, {at, at + takes});
      }
      at = at + takes;
    }
  }
  recorder_.vehicle_at_work(id, begins, at);
  recorder_.ran_empty(service.wagon_sets, at);
  return at - begins;
}

void WagonSets::report(outcome::Records& records) {
  for (auto const id : pools_.ids()) {
    auto& figures = records.wagon_sets[id];
    figures.utilisation = pools_[id].in_use.mean() / world_.wagon_sets[id].count;
    figures.queue = pools_[id].queue.outcome();
  }
}

}  // namespace tongzhou::engine
