#include "sim/engine/route_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/itineraries/path_sizes.hpp"
#include "sim/rules/choice.hpp"

namespace tongzhou::engine {
using itineraries::Itinerary;
using world::FlowId;
using Kind = StepFacts::Kind;

namespace {

constexpr double out_of_question = std::numeric_limits<double>::infinity();
constexpr Time long_ago{Duration{-1e18}};

}  // namespace

RouteChoice::RouteChoice(world::World const& world, Chains& chains, Departures& departures,
                         Experience const& experience, Disruptions const& announced, itineraries::Plans const& plans,
                         std::uint32_t replication)
    : world_(world),
      chains_(chains),
      departures_(departures),
      forecaster_(world, chains, departures, experience, announced) {
  for (auto const id : world.flows.ids()) {
    double const least_cost =
        plans[id].empty() ? std::numeric_limits<double>::infinity() : plans[id].front().generalised_cost;
    demand::Stream const stream{world.seed, replication, fmt::format("choice {}", world.flows[id].name.code)};
    flows_.add({.stream = stream, .routes = {}, .path_sizes = {}, .from_origin = {}, .least_cost = least_cost});
    open(id, plans[id]);
  }
}

void RouteChoice::open(FlowId flow, std::vector<Itinerary> const& found) {
  std::vector<std::uint32_t> places;  // where ways of this flow lead on, as positions in onward_
  std::vector<double> planned;
  for (auto const& route : found) {
    open_route(flow, route, places);
    planned.push_back(route.generalised_cost);
  }
  auto& from_origin = flows_[flow].from_origin;
  from_origin.outlooks.resize(from_origin.ways.size());
  for (auto const place : places) onward_[place].outlooks.resize(onward_[place].ways.size());
  // Closed mail keeps to the ways for whose cut-offs it was closed, in their planned shares.
  flows_[flow].path_sizes = itineraries::path_sizes(world_, found);
  if (world_.flows[flow].mail)
    from_origin.shares = rules::logit_shares(planned, world_.policy.choice_spread, flows_[flow].path_sizes);
}

// A chain for the first lines of its legs, another for the second ones, and so on; where a leg has fewer lines, the
// last of them stands in, and is not listed again. A box rides by one chain or another, as it has booked.
void RouteChoice::open_route(FlowId flow, Itinerary const& route, std::vector<std::uint32_t>& places) {
  std::size_t most = 1;
  for (auto const& lines : route.lines) most = std::max(most, lines.size());
  std::vector<AccountId> chains;
  for (std::size_t chain = 0; chain < most; ++chain) {
    Itinerary by_these = route;
    auto lines = route.lines.begin();
    for (auto& step : by_these.steps)
      if (auto* ride = std::get_if<charges::Ride>(&step)) {
        *ride = (*lines)[std::min(chain, lines->size() - 1)].ride;
        ++lines;
      }
    chains.push_back(chains_.open(flow, by_these));
  }
  auto const step = [&](std::size_t chain, std::size_t n) { return AccountId{chains[chain].value() + n}; };
  std::vector<std::vector<AccountId>> rides;
  for (std::size_t n = 0;; ++n) {
    auto const& facts = chains_[step(0, n)];
    if (facts.kind == Kind::ride) {
      auto& lines = rides.emplace_back();
      for (std::size_t line = 0; line < route.lines[rides.size() - 1].size(); ++line) lines.push_back(step(line, n));
    }
    if (facts.last) break;
  }
  flows_[flow].routes.push_back(forecaster_.stages(flow, chains.front(), rides));
  charge_carbon(flows_[flow].routes.back(), route);
  auto const& stages = flows_[flow].routes.back();

  auto const first_ride = std::ranges::find(stages, Kind::ride, &RouteStage::kind);
  auto const at = static_cast<std::size_t>(first_ride - stages.begin());
  // Closed mail keeps to its route, and takes whichever line is best.
  bool const by_any_line = first_ride == stages.end() || world_.flows[flow].mail;
  for (std::size_t line = 0; line < (by_any_line ? 1 : rides.front().size()); ++line)
    add_way(flow, flows_[flow].from_origin,
            {.stage = 0, .ride = at, .line = by_any_line ? WayOnward::any : line, .first = chains[line]});
  for (std::size_t n = 0; n < stages.size(); ++n) {
    if (stages[n].kind != Kind::ride) continue;
    auto const number = place_of(flow, step(0, n), places);
    for (std::size_t chain = 0; chain < most; ++chain) chains_.set_onward(step(chain, n), number + 1);
    for (std::size_t line = 0; line < stages[n].lines.size(); ++line)
      add_way(flow, onward_[number], {.stage = n, .ride = n, .line = line, .first = stages[n].lines[line].ride});
  }
}

// A vehicle's own, as planned: the books share it out when the voyage is over.
void RouteChoice::charge_carbon(std::vector<RouteStage>& stages, Itinerary const& route) const {
  if (world_.policy.carbon_paid_by != world::CarbonPayer::shippers) return;
  auto lines = route.lines.begin();
  for (auto& stage : stages) {
    if (stage.kind != Kind::ride) continue;
    for (std::size_t line = 0; line < stage.lines.size(); ++line)
      stage.lines[line].money += charges::carbon_cost(world_.policy, (*lines)[line].kg_co2e);
    ++lines;
  }
}

// Where boxes stand before a ride, as a position in onward_. Closed mail stays on its route.
std::uint32_t RouteChoice::place_of(FlowId flow, AccountId ride, std::vector<std::uint32_t>& places) {
  if (!world_.flows[flow].mail)
    for (auto const place : places)
      if (stand_alike(ride, onward_[place].ways.front().second.first)) return place;
  places.push_back(static_cast<std::uint32_t>(onward_.size()));
  onward_.emplace_back();
  return places.back();
}

void RouteChoice::add_way(FlowId flow, Onward& onward, WayOnward way) {
  auto const& routes = flows_[flow].routes;
  auto const is_known = [&](auto const& known) { return way.stage > 0 && lead_alike(known.second.first, way.first); };
  if (std::ranges::any_of(onward.ways, is_known)) return;
  for (std::size_t n = way.stage; n < routes.back().size(); ++n)
    way.chooses_later |= n != way.ride && routes.back()[n].lines.size() > 1;
  auto const usual = forecaster_.usual(routes.back(), way);
  way.tolerated = usual.longest + world_.policy.tolerated_delay;
  way.least_cost =
      forecaster_.least_money(routes.back(), way) + in_hours(usual.shortest) * world_.flows[flow].time_value_per_hour;
  onward.ways.emplace_back(static_cast<std::uint32_t>(routes.size() - 1), way);
}

// Boxes before these rides stand in one yard, and the same has been done with them.
bool RouteChoice::stand_alike(AccountId ride, AccountId other) const {
  if (chains_[ride].terminal != chains_[other].terminal || chains_[ride].rail_box != chains_[other].rail_box)
    return false;
  struct Done {
    bool documents = false, restuffing = false, transit = false, clearance = false, cleared = false;
    bool operator==(Done const&) const = default;
  };
  auto const done_before = [&](AccountId step) {
    Done done;
    bool is_next = true;
    while (step.value() > 0) {
      step = AccountId{step.value() - std::size_t{1}};
      if (chains_[step].last) break;  // of another chain
      auto const* formalities = std::get_if<charges::Formalities>(&chains_.detail(step));
      if (formalities != nullptr && is_next)
        done = {formalities->documents, formalities->restuffing, formalities->transit, formalities->clearance, false};
      done.cleared |= formalities != nullptr && formalities->clearance;
      is_next = false;
    }
    return done;
  };
  return done_before(ride) == done_before(other);
}

bool RouteChoice::lead_alike(AccountId step, AccountId other) const {
  for (;; step = Chains::after(step), other = Chains::after(other)) {
    auto const& a = chains_[step];
    auto const& b = chains_[other];
    if (a.kind != b.kind || a.terminal != b.terminal || a.into != b.into || a.service != b.service ||
        a.load != b.load || a.discharge != b.discharge || a.last != b.last)
      return false;
    if (a.last) return true;
  }
}

FlowId RouteChoice::market_of(FlowId id, Time created_at) {
  for (auto const& turn : world_.switching)
    if (turn.from == id && turn.begins <= created_at && created_at < turn.ends &&
        flows_[id].stream.uniform() < turn.share)
      return turn.to;
  return id;
}

RouteChoice::Choice RouteChoice::book(FlowId flow, Time at) { return choose(flow, flows_[flow].from_origin, at); }

RouteChoice::Choice RouteChoice::book_again(AccountId ride, Time at) {
  auto const& step = chains_[ride];
  return choose(step.flow, onward_[step.onward - 1], at);
}

void RouteChoice::give_back(Bookings& rides) {
  for (Booking const& booking : rides)
    if (booking.ride && booking.number != unnumbered) departures_.give_back(chains_[booking.ride], booking.number);
  rides = {};
}

// A way that was full after all comes to something else: then all are weighed again.
RouteChoice::Choice RouteChoice::choose(FlowId id, Onward& onward, Time at) {
  auto& flow = flows_[id];
  bool const as_planned = static_cast<bool>(world_.flows[id].mail) && !onward.shares.empty();
  for (;;) {
    if (bring_up_to_date(id, onward, at) && !as_planned) weigh(id, onward, at);
    bool const spread = world_.policy.choice_spread > 0;
    auto const picked = rules::pick(onward.shares, spread && onward.shares.size() > 1 ? flow.stream.uniform() : 0.0);
    Outlook& outlook = onward.outlooks[picked];
    if (spread && onward.ways[picked].second.chooses_later) {
      auto const& [route, way] = onward.ways[picked];
      auto const drawn = forecaster_.look_ahead(id, flow.routes[route], way, at, &flow.stream);
      if (drawn.arrives < Time::never() && book(drawn.rides)) return {way.first, drawn.rides};
    }
    if (book(outlook.rides)) return {onward.ways[picked].second.first, outlook.rides};
    outlook.good_until = long_ago;
  }
}

// Works out what has changed; whether anything has. The best so far goes first: what cannot come near it, even without
// any wait, need not be looked at.
bool RouteChoice::bring_up_to_date(FlowId id, Onward& onward, Time at) {
  constexpr double no_share = 14;  // of spreads: a share of a millionth
  auto const& flow = flows_[id];
  bool changed = at >= onward.weigh_again || onward.always_weigh;
  auto const refresh = [&](std::size_t n) {
    auto& outlook = onward.outlooks[n];
    if (at <= outlook.good_until && (outlook.dated || !onward.always_weigh)) return;
    auto const& [route, way] = onward.ways[n];
    outlook = forecaster_.look_ahead(id, flow.routes[route], way, at);
    changed = true;
  };
  refresh(onward.leader);
  double const limit = cost(id, onward, onward.leader, at) + no_share * world_.policy.choice_spread;
  for (std::size_t n = 0; n < onward.ways.size(); ++n) {
    if (n == onward.leader) continue;
    if (onward.ways[n].second.least_cost <= limit || world_.flows[id].mail)
      refresh(n);
    else if (onward.outlooks[n].arrives < Time::never())
      onward.outlooks[n] = {.good_until = long_ago, .rides = {}}, changed = true;
  }
  return changed;
}

void RouteChoice::weigh(FlowId id, Onward& onward, Time at) {
  auto const& outlooks = onward.outlooks;
  auto const is_open = [](bool dated) {
    return [dated](Outlook const& outlook) { return outlook.dated == dated && outlook.arrives < Time::never(); };
  };
  onward.always_weigh = std::ranges::any_of(outlooks, is_open(true)) && std::ranges::any_of(outlooks, is_open(false));
  auto const& cost = costs(id, onward, at);
  onward.weigh_again = Time::never();
  for (std::size_t way = 0; way < cost.size(); ++way)
    if (cost[way] == out_of_question && outlooks[way].arrives < Time::never())
      onward.weigh_again = std::min(onward.weigh_again, outlooks[way].arrives - onward.ways[way].second.tolerated);
  auto const least = onward.leader = best(onward, cost);
  if (cost[least] < out_of_question && world_.policy.choice_spread > 0) {
    onward.shares = rules::logit_shares(cost, world_.policy.choice_spread, sizes(id, onward, cost));
    return;
  }
  onward.shares.assign(cost.size(), 0.0);
  onward.shares[least] = 1;
}

// Lines of one route share its path size: those that are not out of question.
std::vector<double> RouteChoice::sizes(FlowId id, Onward const& onward, std::vector<double> const& costs) const {
  std::vector<double> lines(flows_[id].routes.size(), 0.0);
  for (std::size_t n = 0; n < costs.size(); ++n)
    if (costs[n] < out_of_question) ++lines[onward.ways[n].first];
  std::vector<double> sizes;
  for (auto const& [route, way] : onward.ways)
    sizes.push_back(flows_[id].path_sizes[route] / std::max(lines[route], 1.0));
  return sizes;
}

// Money and time; out of question where it takes too long.
double RouteChoice::cost(FlowId id, Onward const& onward, std::size_t way, Time at) const {
  auto const& outlook = onward.outlooks[way];
  Duration const takes = outlook.arrives - at;
  bool const too_long = takes > onward.ways[way].second.tolerated || outlook.arrives == Time::never();
  return too_long ? out_of_question : outlook.money + in_hours(takes) * world_.flows[id].time_value_per_hour;
}

std::vector<double> const& RouteChoice::costs(FlowId id, Onward const& onward, Time at) {
  costs_.clear();
  for (std::size_t way = 0; way < onward.ways.size(); ++way) costs_.push_back(cost(id, onward, way, at));
  return costs_;
}

// Of equals, and where all take too long, the one that arrives first; then the one that is listed first.
std::size_t RouteChoice::best(Onward const& onward, std::vector<double> const& costs) {
  constexpr double rounding = 1e-9;
  std::size_t best = 0;
  for (std::size_t way = 1; way < costs.size(); ++way) {
    bool const sooner = onward.outlooks[way].arrives < onward.outlooks[best].arrives;
    bool const alike = costs[way] == costs[best] || std::abs(costs[way] - costs[best]) < rounding;
    if (alike ? sooner : costs[way] < costs[best]) best = way;
  }
  return best;
}

RouteChoice::Choice RouteChoice::look_for_better(AccountId ride, Bookings& booked, Time at) {
  auto const& step = chains_[ride];
  auto& onward = onward_[step.onward - 1];
  give_back(booked);
  for (auto& outlook : onward.outlooks) outlook.good_until = long_ago;
  bring_up_to_date(step.flow, onward, at);
  auto const& cost = costs(step.flow, onward, at);
  auto way = best(onward, cost);
  for (std::size_t n = 0; n < onward.ways.size(); ++n)
    if (onward.ways[n].second.first == ride && cost[n] <= cost[way] + 1e-9 &&
        onward.outlooks[n].arrives <= onward.outlooks[way].arrives)
      way = n;
  weigh(step.flow, onward, at);
  return book(onward.outlooks[way].rides) ? Choice{onward.ways[way].second.first, onward.outlooks[way].rides}
                                          : choose(step.flow, onward, at);
}

bool RouteChoice::book(Bookings const& rides) {
  auto const has_number = [](Booking const& ride) { return ride.ride && ride.number != unnumbered; };
  for (Booking const& ride : rides)
    if (has_number(ride) && !departures_.has_room(chains_[ride.ride], ride.number)) return false;
  for (Booking const& ride : rides)
    if (has_number(ride)) departures_.book(chains_[ride.ride], ride.number);
  return true;
}

}  // namespace tongzhou::engine
