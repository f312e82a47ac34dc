#include "sim/engine/empty_depots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "network/routing/flow.hpp"

namespace tongzhou::engine {
using world::EmptyPoolId;

EmptyDepots::EmptyDepots(Window const& window, world::World const& world, itineraries::EmptySupply const& supply,
                         std::uint32_t replication)
    : window_(&window), world_(&world), supply_(&supply), stream_(world.seed, replication, "empties") {
  for (auto const id : world.empties.pools.ids()) {
    auto const& facts = world.empties.pools[id];
    Pool pool{window};
    pool.started_with = std::floor(facts.stock);
    pool.at_hand.set(pool.started_with, Time{});
    pools_.add(std::move(pool));
  }
  for (auto const& lane : world.empties.lanes) sent_to_.emplace(lane.flow, lane.to);
}

bool EmptyDepots::fill(world::FlowId id, bool rail_box, BoxId box, Time at) {
  auto const& flow = world_->flows[id];
  auto const pool = supply_->serving(flow.origin, flow, rail_box).pool;
  return !pool || take(pool, box, at);
}

EmptyPoolId EmptyDepots::home_of(world::FlowId id, bool rail_box) const {
  auto const& flow = world_->flows[id];
  return flow.repositioning ? sent_to_.at(id) : supply_->serving(flow.destination, flow, rail_box).pool;
}

bool EmptyDepots::take(EmptyPoolId id, BoxId box, Time at) {
  auto& pool = pools_[id];
  if (pool.line.empty() && pool.at_hand.value() >= 1) {
    pool.at_hand.add(-1, at);
    ++pool.taken;
    if (window_->counts(at)) ++pool.counted_taken;
    return true;
  }
  pool.line.push_back({box, at});
  ++pool.short_of;
  if (window_->counts(at)) ++pool.counted_short;
  return false;
}

void EmptyDepots::give(EmptyPoolId id, Time at, bool after_turn) {
  Duration turn;
  if (after_turn) turn = draw(world_->empties.turn, stream_);
  coming_.push({(at + turn).since_start().raw(), order_++, id, false});
}

void EmptyDepots::arrives(EmptyPoolId id, Time at) { coming_.push({at.since_start().raw(), order_++, id, true}); }

void EmptyDepots::take_back(world::FlowId flow, bool rail_box, world::PlaceId place, Time at) {
  if (auto const pool = supply_->serving(place, world_->flows[flow], rail_box).pool) give(pool, at, true);
}

std::vector<Cargo> EmptyDepots::withdraw(std::function<bool(Cargo const&)> const& no_longer, Time now) {
  std::vector<Cargo> withdrawn;
  for (auto& pool : pools_)
    std::erase_if(pool.line, [&](Cargo const& cargo) {
      if (!no_longer(cargo)) return false;
      pool.wait_hours += in_hours(window_->counted(cargo.since, now));
      withdrawn.push_back(cargo);
      return true;
    });
  return withdrawn;
}

std::vector<Cargo> EmptyDepots::settle(Time now) {
  std::vector<Cargo> served;
  while (!coming_.empty() && coming_.top().date <= now.since_start().raw()) {
    auto const coming = coming_.top();
    coming_.pop();
    Time const at{Duration{coming.date}};
    auto& pool = pools_[coming.pool];
    ++pool.given;
    if (coming.was_sent) --pool.on_its_way;
    if (window_->counts(at)) ++pool.counted_given;
    if (pool.line.empty()) {
      pool.at_hand.add(1, at);
      continue;
    }
    served.push_back({pool.line.front().box, std::max(at, pool.line.front().since)});
    pool.wait_hours += in_hours(window_->counted(pool.line.front().since, served.back().since));
    pool.line.pop_front();
    ++pool.taken;
    if (window_->counts(at)) ++pool.counted_taken;
  }
  return served;
}

long EmptyDepots::balance(EmptyPoolId id) const {
  auto const& pool = pools_[id];
  long const here = static_cast<long>(pool.at_hand.value()) - static_cast<long>(pool.line.size()) -
                    static_cast<long>(world_->empties.pools[id].target);
  return here < 0 ? std::min(0L, here + pool.on_its_way) : here;
}

// Surplus above the target goes where stock and line fall short of it.
std::vector<EmptyDepots::Sending> EmptyDepots::reposition(Time now, std::function<double(world::FlowId)> const& cost) {
  auto const& empties = world_->empties;
  std::vector<long> balance;
  for (auto const id : pools_.ids()) balance.push_back(this->balance(id));
  std::vector<double> costs;
  for (auto const& lane : empties.lanes) costs.push_back(cost(lane.flow));
  bool const least_cost = empties.reposition == world::Empties::Reposition::least_cost;
  auto const sent = least_cost ? at_least_cost(costs, balance) : largest_lack_first(costs, std::move(balance));
  std::vector<Sending> sendings;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    auto& pool = pools_[empties.lanes[i].from];
    auto const boxes = std::min(sent[i], static_cast<long>(pool.at_hand.value()));
    if (boxes <= 0) continue;
    pool.at_hand.add(-static_cast<double>(boxes), now);
    pool.sent += static_cast<std::uint64_t>(boxes);
    pools_[empties.lanes[i].to].on_its_way += boxes;
    if (window_->counts(now)) pool.counted_sent += static_cast<double>(boxes);
    sendings.push_back({empties.lanes[i].flow, static_cast<std::uint64_t>(boxes)});
  }
  return sendings;
}

std::vector<long> EmptyDepots::at_least_cost(std::vector<double> const& costs, std::vector<long> const& balance) const {
  auto const& empties = world_->empties;
  std::vector<long> sent(empties.lanes.size(), 0);
  std::vector<graph::Edge> edges;
  std::vector<double> unit_costs;
  std::vector<std::size_t> lanes;
  for (std::size_t i = 0; i < empties.lanes.size(); ++i) {
    if (!std::isfinite(costs[i])) continue;
    edges.push_back({graph::NodeId{empties.lanes[i].from.value()}, graph::NodeId{empties.lanes[i].to.value()}});
    unit_costs.push_back(costs[i]);
    lanes.push_back(i);
  }
  graph::Network const network{pools_.size(), edges};
  std::vector<long> amounts(edges.size(), 1'000'000'000);
  auto const flow = routing::min_cost_flow(network, amounts, unit_costs, balance);
  for (std::size_t i = 0; i < lanes.size(); ++i) sent[lanes[i]] = flow[i];
  return sent;
}

// The largest lack first; tie: the first listed. For it the cheapest surplus; tie: the first listed.
std::vector<long> EmptyDepots::largest_lack_first(std::vector<double> const& costs, std::vector<long> balance) const {
  auto const& empties = world_->empties;
  std::vector<long> sent(empties.lanes.size(), 0);
  for (;;) {
    auto const lack = std::ranges::min_element(balance);
    if (lack == balance.end() || *lack >= 0) break;
    auto const to = static_cast<std::size_t>(lack - balance.begin());
    std::size_t best = empties.lanes.size();
    for (std::size_t i = 0; i < empties.lanes.size(); ++i) {
      auto const& lane = empties.lanes[i];
      if (lane.to.value() != to || balance[lane.from.value()] <= 0 || !std::isfinite(costs[i])) continue;
      if (best == empties.lanes.size() || costs[i] < costs[best]) best = i;
    }
    if (best == empties.lanes.size()) {
      *lack = 0;  // nobody can help
      continue;
    }
    long& surplus = balance[empties.lanes[best].from.value()];
    long const boxes = std::min(surplus, -*lack);
    sent[best] += boxes;
    surplus -= boxes;
    *lack += boxes;
  }
  return sent;
}

void EmptyDepots::report(outcome::Records& records) const {
  for (auto const id : pools_.ids()) {
    auto const& pool = pools_[id];
    double still_waited = 0;  // hours
    for (Cargo const& cargo : pool.line) still_waited += in_hours(window_->counted(cargo.since, window_->to));
    records.empties.push_back({.pool = id,
                               .mean_stock = pool.at_hand.mean(),
                               .end_stock = pool.at_hand.value(),
                               .taken = pool.counted_taken,
                               .given_back = pool.counted_given,
                               .sent_away = pool.counted_sent,
                               .short_of = pool.counted_short,
                               .wait_hours = pool.wait_hours + still_waited,
                               .waiting_at_end = static_cast<double>(pool.line.size())});
  }
  if (applies()) records.empties_audit.push_back(audit());
}

// Boxes of one kind: those at the start and come in, against those taken, sent away and at hand.
outcome::Check EmptyDepots::audit() const {
  double expected = 0, found = 0;
  bool holds = true;
  for (auto const& pool : pools_) {
    double const should = pool.started_with + static_cast<double>(pool.given) - static_cast<double>(pool.taken) -
                          static_cast<double>(pool.sent);
    expected += should;
    found += pool.at_hand.value();
    holds = holds && should == pool.at_hand.value();
  }
  return {"empties at each depot: at the start + come in = taken + sent away + at hand", expected, found, holds};
}

}  // namespace tongzhou::engine
