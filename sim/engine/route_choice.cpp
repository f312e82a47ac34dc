#include "sim/engine/route_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"

namespace tongzhou::engine {
using itineraries::Itinerary;
using world::FlowId;

RouteChoice::RouteChoice(world::World const& world, Chains& chains, itineraries::Planner const& planner,
                         itineraries::Plans const& plans, std::uint32_t replication)
    : world_(world), chains_(chains), planner_(planner) {
  for (auto const id : world.flows.ids()) {
    double const least_cost =
        plans[id].empty() ? std::numeric_limits<double>::infinity() : plans[id].front().generalised_cost;
    demand::Stream const stream{world.seed, replication, fmt::format("choice {}", world.flows[id].name.code)};
    flows_.add({stream, open(id, plans[id]), least_cost});
  }
}

RouteChoice::RouteAlternatives RouteChoice::open(FlowId flow, std::vector<Itinerary> const& found) {
  RouteAlternatives ways;
  std::vector<double> costs;
  for (auto const& itinerary : found) {
    ways.first.push_back(open_route(flow, itinerary));
    costs.push_back(itinerary.generalised_cost);
  }
  ways.shares = rules::logit_shares(costs, world_.policy.logit_per_money);
  return ways;
}

// A chain for the first lines of its legs, another for the second ones, and so on; where a leg has fewer lines, the
// last of them stands in, and is not listed again. At each ride a box may change over to a line that is better by then.
AccountId RouteChoice::open_route(FlowId flow, Itinerary const& route) {
  std::size_t most = 1;
  for (auto const& lines : route.lines) most = std::max(most, lines.size());
  std::vector<AccountId> first;
  for (std::size_t chain = 0; chain < most; ++chain) {
    Itinerary by_these = route;
    auto lines = route.lines.begin();
    for (auto& step : by_these.steps)
      if (auto* ride = std::get_if<charges::Ride>(&step)) {
        *ride = (*lines)[std::min(chain, lines->size() - 1)].ride;
        ++lines;
      }
    first.push_back(chains_.open(flow, by_these));
  }
  if (most == 1) return first.front();
  auto lines = route.lines.begin();
  for (std::size_t n = 0;; ++n) {
    auto const step = [&](std::size_t chain) { return AccountId{first[chain].value() + n}; };
    auto const facts = chains_[step(0)];
    if (facts.kind == StepFacts::Kind::ride) {
      std::vector<CommonLine> rides;
      for (std::size_t line = 0; line < lines->size(); ++line) rides.push_back(common_line(step(line), (*lines)[line]));
      common_lines_.push_back(std::move(rides));
      for (std::size_t chain = 0; chain < most; ++chain)
        chains_.set_common_lines(step(chain), static_cast<std::uint32_t>(common_lines_.size()));
      ++lines;
    }
    if (facts.last) return first.front();
  }
}

RouteChoice::CommonLine RouteChoice::common_line(AccountId ride, itineraries::Line const& line) const {
  double const hour_costs = world_.flows[chains_[ride].flow].time_value_per_hour;
  return {ride,
          line.ride.service,
          line.ride.load,
          line.cost - line.cut_off_hours * hour_costs,
          line.ride_hours,
          line.wait_hours + line.cut_off_hours};
}

FlowId RouteChoice::market_of(FlowId id, Time created_at) {
  for (auto const& turn : world_.switching)
    if (turn.from == id && turn.begins <= created_at && created_at < turn.ends &&
        flows_[id].stream.uniform() < turn.share)
      return turn.to;
  return id;
}

AccountId RouteChoice::choose(FlowId id) {
  auto& flow = flows_[id];
  return flow.ways.first[rules::pick(flow.ways.shares, flow.stream.uniform())];
}

AccountId RouteChoice::reroute(AccountId waits_for) {
  auto const& step = chains_[waits_for];
  auto const flow = step.flow;
  auto const given_up = std::get<charges::Ride>(chains_.detail(waits_for)).service;
  bool const rail_box = step.rail_box;
  auto const [entry, is_new] = reroute_cache_.try_emplace({flow, step.terminal, given_up});
  if (is_new) entry->second = open(flow, planner_.from_terminal(flow, step.terminal, given_up));
  auto const& ways = entry->second;
  if (ways.first.empty()) return AccountId::none();
  AccountId const first = ways.first[rules::pick(ways.shares, flows_[flow].stream.uniform())];
  return chains_[first].rail_box == rail_box ? first : AccountId::none();
}

// By the timetable; a service without one counts as when the ways were planned. Of equals the one that arrives first,
// then the one that was the cheaper.
AccountId RouteChoice::best_common_line(AccountId ride, Time at) const {
  double const hour_costs = world_.flows[chains_[ride].flow].time_value_per_hour;
  AccountId best;
  std::pair least{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (CommonLine const& other : common_lines_[chains_[ride].common_lines - 1]) {
    auto const& service = world_.services[other.service];
    Time const departs = itineraries::next_departure(service, other.load, at + service.cut_off, world_.start);
    double const wait = departs == Time::never() ? other.wait : in_hours(departs - at);
    std::pair const score{other.cost + wait * hour_costs, other.hours + wait};
    if (score < least) {
      least = score;
      best = other.account;
    }
  }
  return best;
}

}  // namespace tongzhou::engine
