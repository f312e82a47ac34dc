#include "sim/engine/route_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/itineraries/path_sizes.hpp"
#include "sim/outcome/modal_split.hpp"
#include "sim/rules/choice.hpp"

namespace tongzhou::engine {
using itineraries::Itinerary;
using world::FlowId;
using Kind = StepFacts::Kind;

namespace {

constexpr double out_of_question = std::numeric_limits<double>::infinity();
constexpr Time long_ago{Duration{-1e18}};
constexpr Duration a_moment = seconds(1e-3);  // for what is rounded

}  // namespace

RouteChoice::RouteChoice(world::World const& world, Chains& chains, Departures& departures,
                         Experience const& experience, Disruptions const& announced,
                         itineraries::TruckSupply const& trucks, itineraries::Planner const& planner,
                         itineraries::Plans const& plans, std::uint32_t replication)
    : world_(world),
      chains_(chains),
      departures_(departures),
      planner_(planner),
      plans_(plans),
      forecaster_(world, chains, departures, experience, announced, trucks) {
  for (auto const id : world.flows.ids()) {
    auto const& facts = world.flows[id];
    double const least_cost = plans[id].empty() ? out_of_question : plans[id].front().generalised_cost;
    flows_.add({.stream = {world.seed, replication, fmt::format("choice {}", facts.name.code)},
                .least_cost = least_cost,
                .first = ShippersId{shippers_.size()},
                .volume_stream = {world.seed, replication, fmt::format("volume {}", facts.name.code)},
                .dearest = plans[id].empty() ? out_of_question : plans[id].back().generalised_cost,
                .knows_all = !may_know_more(id)});
    if (facts.time_value_factors.empty()) add_shippers(id, 1);
    for (double const factor : facts.time_value_factors) add_shippers(id, factor);
    flows_[id].kinds = static_cast<std::uint32_t>(std::max<std::size_t>(1, facts.time_value_factors.size()));
  }
}

void RouteChoice::add_shippers(FlowId flow, double factor) {
  ShippersId const id{shippers_.size()};
  auto const& facts = world_.flows[flow];
  shippers_.add({.flow = flow,
                 .time_value_factor = factor,
                 .hour_costs = facts.hour_costs(factor),
                 .late_hour_costs = facts.late_cost_per_hour,
                 .send_mail = static_cast<bool>(facts.mail)});
  auto& from_origin = shippers_[id].from_origin;
  from_origin.shippers = id;
  from_origin.bears_all =
      facts.bears.most_cost == out_of_question && facts.bears.gives_up_after == Duration::unlimited();
}

// When its first box looks.
RouteChoice::FlowChoice& RouteChoice::open(FlowId id) {
  auto& flow = flows_[id];
  if (!std::exchange(flow.is_open, true))
    for (std::uint32_t kind = 0; kind < flow.kinds; ++kind) open_shippers(ShippersId{flow.first.value() + kind});
  return flow;
}

void RouteChoice::open_shippers(ShippersId id) {
  FlowId const flow = shippers_[id].flow;
  open(id, plans_[flow]);
  set_path_sizes(id);
  // Closed mail keeps to the ways for whose cut-offs it was closed, in their planned shares.
  if (!shippers_[id].send_mail) return;
  std::vector<double> planned;
  for (auto const& route : plans_[flow]) planned.push_back(route.generalised_cost);
  shippers_[id].from_origin.shares =
      rules::logit_shares(planned, world_.policy.choice_spread, shippers_[id].path_sizes);
}

void RouteChoice::open(ShippersId id, std::span<Itinerary const> added) {
  for (auto const& route : added) open_route(id, route);
  auto& shippers = shippers_[id];
  note_new_ways(shippers.from_origin);
  for (auto const yard : shippers.yards) note_new_ways(onward_[yard]);
}

void RouteChoice::set_path_sizes(ShippersId id) {
  shippers_[id].path_sizes = itineraries::path_sizes(world_, routes_of(shippers_[id].flow));
}

// What is new is looked at before anybody chooses.
void RouteChoice::note_new_ways(Onward& onward) {
  onward.outlooks.resize(onward.ways.size());
  onward.sizes.clear();
  onward.steady_until = onward.weigh_again = long_ago;
}

std::span<Itinerary const> RouteChoice::routes_of(FlowId id) const {
  auto const& found = flows_[id].found;
  return found.empty() ? plans_[id] : found;
}

bool RouteChoice::may_know_more(FlowId id) const {
  auto const most = static_cast<std::size_t>(world_.policy.itineraries_when_full);
  auto const usual = static_cast<std::size_t>(world_.policy.itineraries);
  // Closed mail keeps to its ways; a search that found fewer than it was to has found all.
  return !world_.flows[id].mail && plans_[id].size() == usual && usual < most;
}

// Twice as many as are known: those are among them, but for equals that may stand in another order.
void RouteChoice::find_more(FlowId id) {
  auto& flow = flows_[id];
  auto const known = routes_of(id);
  auto const most = static_cast<std::size_t>(world_.policy.itineraries_when_full);
  auto const wanted = std::min(2 * known.size(), most);
  auto found = planner_.from_origin(id, wanted);
  auto const is_known = [&](Itinerary const& route) {
    return std::ranges::any_of(known, [&](Itinerary const& other) { return itineraries::go_alike(route, other); });
  };
  std::vector<Itinerary> all{known.begin(), known.end()};
  std::ranges::copy_if(found, std::back_inserter(all), [&](auto const& route) { return !is_known(route); });
  flow.wants_more = false;
  flow.knows_all = found.size() < wanted || wanted == most;
  flow.dearest = std::max(flow.dearest, found.back().generalised_cost);
  auto const added = std::span{all}.subspan(known.size());
  if (added.empty()) return;
  for (std::uint32_t kind = 0; kind < flow.kinds; ++kind) open(ShippersId{flow.first.value() + kind}, added);
  flow.found = std::move(all);
  for (std::uint32_t kind = 0; kind < flow.kinds; ++kind) set_path_sizes(ShippersId{flow.first.value() + kind});
}

void RouteChoice::open_route(ShippersId id, Itinerary const& route) {
  auto& shippers = shippers_[id];
  auto const flow = shippers.flow;
  auto const steps = chains_.draft(flow, route);
  std::size_t most = 1;
  for (auto const& lines : route.lines) most = std::max(most, lines.size());
  shippers.routes.push_back({forecaster_.stages(flow, steps, route.lines), std::vector<AccountId>(most)});
  shippers.nests.push_back(nest_of(flow, steps));
  auto& stages = shippers.routes.back().stages;

  auto const first_ride = std::ranges::find(stages, Kind::ride, &RouteStage::kind);
  auto const at = static_cast<std::size_t>(first_ride - stages.begin());
  // Closed mail keeps to its route, and takes whichever line is best.
  bool const by_any_line = first_ride == stages.end() || world_.flows[flow].mail;
  for (std::size_t line = 0; line < (by_any_line ? 1 : first_ride->lines.size()); ++line)
    add_way(shippers.from_origin, {.stage = 0, .ride = at, .line = by_any_line ? WayOnward::any : line});
  for (std::size_t n = 0; n < stages.size(); ++n) {
    if (stages[n].kind != Kind::ride) continue;
    auto const number = yard_of(id, standing_before(steps, n));
    stages[n].onward = number + 1;
    for (std::size_t line = 0; line < stages[n].lines.size(); ++line)
      add_way(onward_[number], {.stage = n, .ride = n, .line = line});
  }
}

AccountId RouteChoice::open_chain(ShippersId id, std::size_t number, std::size_t chain) {
  auto& shippers = shippers_[id];
  Itinerary by_these = routes_of(shippers.flow)[number];
  auto lines = by_these.lines.begin();
  for (auto& step : by_these.steps)
    if (auto* ride = std::get_if<charges::Ride>(&step)) {
      *ride = (*lines)[std::min(chain, lines->size() - 1)].ride;
      ++lines;
    }
  AccountId const first = chains_.open(shippers.flow, by_these, shippers.time_value_factor);
  auto& route = shippers.routes[number];
  for (std::size_t n = 0; n < route.stages.size(); ++n)
    if (auto const onward = route.stages[n].onward; onward > 0)
      chains_.set_onward(AccountId{first.value() + n}, onward);
  return route.chains[chain] = first;
}

AccountId RouteChoice::first_if_open(Onward const& onward, std::size_t n) const {
  auto const& [route, way] = onward.ways[n];
  AccountId const first = shippers_[onward.shippers].routes[route].chains[way.chain()];
  return first ? AccountId{first.value() + way.stage} : first;
}

std::uint32_t RouteChoice::nest_of(FlowId flow, std::span<Chains::Drafted const> steps) const {
  if (world_.policy.nests == world::Nests::none) return 0;
  std::vector<outcome::RouteLeg> legs;
  for (auto const& [step, facts] : steps) {
    double const km = in_km(charges::charge_of(world_, world_.flows[flow], step).distance);
    if (auto const leg = chains_.leg(step, km)) legs.push_back(*leg);
  }
  if (world_.policy.nests == world::Nests::mode) {
    auto const inland = outcome::inland_mode(legs);
    return static_cast<std::uint32_t>(inland ? *inland : outcome::main_mode(legs).value_or(world::Mode::road));
  }
  auto const goes_to_sea = [](outcome::RouteLeg const& leg) { return leg.mode == world::Mode::sea; };
  auto const at = std::ranges::find_if(legs, goes_to_sea);
  return at == legs.end() ? std::numeric_limits<std::uint32_t>::max()
                          : static_cast<std::uint32_t>(at->from.place.value());
}

RouteChoice::Standing RouteChoice::standing_before(std::span<Chains::Drafted const> steps, std::size_t ride) {
  auto const formalities_at = [&](std::size_t n) { return std::get_if<charges::Formalities>(&steps[n].step); };
  Standing stands{.terminal = steps[ride].facts.terminal,
                  .rail_box = steps[ride].facts.rail_box,
                  .transshipped = std::get<charges::Ride>(steps[ride].step).transshipped};
  if (ride == 0) return stands;
  if (auto const* done = formalities_at(ride - 1)) {
    stands.documents = done->documents;
    stands.restuffing = done->restuffing;
    stands.transit = done->transit;
    stands.clearance = done->clearance;
  }
  for (std::size_t n = 0; n < ride; ++n) stands.cleared |= formalities_at(n) != nullptr && formalities_at(n)->clearance;
  return stands;
}

// As a position in onward_. Closed mail stays on its route.
std::uint32_t RouteChoice::yard_of(ShippersId id, Standing const& standing) {
  auto& yards = shippers_[id].yards;
  if (!shippers_[id].send_mail)
    for (auto const yard : yards)
      if (onward_[yard].stands == standing) return yard;
  yards.push_back(static_cast<std::uint32_t>(onward_.size()));
  auto& onward = onward_.emplace_back();
  onward.shippers = id;
  onward.stands = standing;
  return yards.back();
}

void RouteChoice::add_way(Onward& onward, WayOnward way) {
  auto const& shippers = shippers_[onward.shippers];
  auto const& route = shippers.routes.back();
  auto const is_known = [&](auto const& known) {
    return way.stage > 0 && lead_alike(shippers.routes[known.first], known.second, route, way);
  };
  if (std::ranges::any_of(onward.ways, is_known)) return;
  for (std::size_t n = way.stage; n < route.stages.size(); ++n)
    way.chooses_later |= n != way.ride && route.stages[n].lines.size() > 1;
  auto const usual = forecaster_.usual(route.stages, way);
  way.tolerated = usual.longest + world_.policy.tolerated_delay;
  way.least_cost = usual.least_money + in_hours(usual.shortest) * shippers.hour_costs;
  onward.ways.emplace_back(static_cast<std::uint32_t>(shippers.routes.size() - 1), way);
}

// Each by its chain.
bool RouteChoice::lead_alike(Route const& route, WayOnward const& way, Route const& other, WayOnward const& other_way) {
  auto const same_leg = [&](RouteStage const& a, RouteStage const& b) {
    auto const facts = [](RouteStage const& stage, std::size_t chain) -> StepFacts const& {
      return stage.lines[std::min(chain, stage.lines.size() - 1)].facts;
    };
    auto const &one = facts(a, way.line), &two = facts(b, other_way.line);
    return one.service == two.service && one.load == two.load && one.discharge == two.discharge;
  };
  auto const alike = [&](RouteStage const& a, RouteStage const& b) {
    return a.kind == b.kind && a.out_of == b.out_of && a.into == b.into && a.last == b.last &&
           (a.kind != Kind::ride || same_leg(a, b));
  };
  return std::ranges::equal(std::span{route.stages}.subspan(way.stage),
                            std::span{other.stages}.subspan(other_way.stage), alike);
}

void RouteChoice::prefetch_ways(FlowId flow) const {
  auto const& shippers = shippers_[flows_[flow].first];
  prefetch(shippers.from_origin.ways);
  prefetch(shippers.from_origin.outlooks);
  prefetch(shippers.from_origin.shares);
  prefetch(shippers.routes);
}

void RouteChoice::prefetch_stages(FlowId flow) const {
  for (auto const& route : shippers_[flows_[flow].first].routes) {
    prefetch(route.stages);
    prefetch(route.chains);
  }
}

void RouteChoice::prefetch_lines(FlowId flow) const {
  auto const& shippers = shippers_[flows_[flow].first];
  for (std::size_t n = 0; n < shippers.from_origin.ways.size(); ++n)
    if (auto const first = first_if_open(shippers.from_origin, n)) chains_.prefetch(first);
  for (auto const& route : shippers.routes)
    for (auto const& stage : route.stages) prefetch(stage.lines);
}

void RouteChoice::prefetch_departures(FlowId flow) const {
  auto const& shippers = shippers_[flows_[flow].first];
  auto const& onward = shippers.from_origin;
  for (std::size_t n = 0; n < onward.ways.size(); ++n) {
    if (auto const first = first_if_open(onward, n)) chains_.prefetch_truck(first);
    auto const& stages = shippers.routes[onward.ways[n].first].stages;
    for (auto const& ride : onward.outlooks[n].rides)
      if (ride) departures_.prefetch_line(stages[ride.stage].lines[ride.line].facts.service);
  }
}

// What all boxes look at, weighed by their shares: also while none is sent.
std::uint32_t RouteChoice::boxes_sent(FlowId id, Time at) {
  auto const& facts = world_.flows[id];
  auto const& bears = facts.bears;
  if (bears.elasticity == 0) return 1;
  auto& flow = open(id);
  Look const look{at, at + facts.deadline};
  double expected = 0;
  for (std::uint32_t kind = 0; kind < flow.kinds; ++kind) {
    auto& shippers = shippers_[ShippersId{flow.first.value() + kind}];
    auto& onward = shippers.from_origin;
    if (bring_up_to_date(onward, look)) weigh(onward, look);
    for (std::size_t way = 0; way < onward.shares.size(); ++way)
      if (onward.shares[way] > 0)
        expected += onward.shares[way] / flow.kinds * comes_to(shippers, onward.outlooks[way], look);
  }
  if (expected < out_of_question)
    flow.cost_over_reference.add(expected / bears.reference_cost - 1, at, world_.policy.experience_half_life);
  double const boxes = rules::volume_factor(1 + flow.cost_over_reference.latest(), bears.elasticity);
  return static_cast<std::uint32_t>(boxes + flow.volume_stream.uniform());
}

RouteChoice::Choice RouteChoice::book(FlowId id, Time at) {
  auto& flow = open(id);
  if (flow.wants_more) find_more(id);
  auto const kind = flow.kinds > 1 ? flow.stream.below(flow.kinds) : 0;
  return choose(shippers_[ShippersId{flow.first.value() + kind}].from_origin, {at, at + world_.flows[id].deadline});
}

RouteChoice::Choice RouteChoice::book_again(AccountId ride, Time at, Time created_at) {
  auto const& step = chains_[ride];
  // Who is under way bears what comes.
  return choose(onward_[step.onward - 1], {at, created_at + world_.flows[step.flow].deadline});
}

void RouteChoice::announced(Time at, bool is_road) {
  auto const forget = [](Onward& onward) {
    for (auto& outlook : onward.outlooks) outlook.good_until = long_ago;
    onward.steady_until = long_ago;
  };
  std::ranges::for_each(onward_, forget);
  for (auto& shippers : shippers_) {
    forget(shippers.from_origin);
    for (auto& route : shippers.routes) forecaster_.note_struck_roads(route.stages);
  }
  if (is_road) roads_announced_ = at;
}

bool RouteChoice::has_news(Bookings const& rides, Time since) const {
  auto const has = [&](Booking const& booking) {
    return booking.ride && departures_.has_news(chains_[booking.ride].service, since);
  };
  return roads_announced_ >= since || (departures_.has_news(since) && std::ranges::any_of(rides, has));
}

void RouteChoice::give_back(Bookings& rides) {
  for (Booking const& booking : rides)
    if (booking.ride && booking.number != unnumbered) departures_.give_back(chains_[booking.ride], booking.number);
  rides = {};
}

// A way that was full after all comes to something else: then all are weighed again.
RouteChoice::Choice RouteChoice::choose(Onward& onward, Look look) {
  auto const& shippers = shippers_[onward.shippers];
  auto& dice = flows_[shippers.flow].stream;
  bool const as_planned = shippers.send_mail && !onward.shares.empty();
  bool const spread = world_.policy.choice_spread > 0;
  Choice choice;
  for (;;) {
    bool const is_steady = onward.steady_from <= look.at && look.at < onward.steady_until;
    if (!is_steady && bring_up_to_date(onward, look) && !as_planned) weigh(onward, look);
    if (onward.stays_away) return choice;
    choice.spilled = onward.spilled;
    auto const picked = rules::pick(onward.shares, spread && onward.shares.size() > 1 ? dice.uniform() : 0.0);
    if (spread && onward.ways[picked].second.chooses_later && draw_rides(choice, onward, picked, look)) return choice;
    Outlook& outlook = onward.outlooks[picked];
    choice.cost = comes_to(shippers, outlook, look);
    if (book(choice, onward, picked, outlook.rides)) return choice;
    outlook.good_until = onward.steady_until = long_ago;
  }
}

// By whichever lines of its later rides are drawn, if it can be had so.
bool RouteChoice::draw_rides(Choice& choice, Onward const& onward, std::size_t n, Look look) {
  auto const& shippers = shippers_[onward.shippers];
  auto const& [route, way] = onward.ways[n];
  auto const drawn = forecaster_.look_ahead(shippers.flow, shippers.hour_costs, shippers.routes[route].stages, way,
                                            look.at, &flows_[shippers.flow].stream);
  choice.cost = comes_to(shippers, drawn, look);
  return drawn.arrives < Time::never() && book(choice, onward, n, drawn.rides);
}

// What cannot come near the best so far, even without any wait, need not be looked at.
inline double RouteChoice::limit(double least_cost) const {
  constexpr double no_share = 14;  // of spreads: a share of a millionth
  return least_cost + no_share * world_.policy.choice_spread;
}

// Works out what has changed; whether anything has. The best so far goes first.
bool RouteChoice::bring_up_to_date(Onward& onward, Look look) {
  auto const& shippers = shippers_[onward.shippers];
  bool changed = look.at >= onward.weigh_again || onward.always_weigh;
  auto const is_old = [&](Outlook const& outlook) {
    return look.at > outlook.good_until || (onward.always_weigh && !outlook.dated);
  };
  if (is_old(onward.outlooks[onward.leader])) refresh(onward, onward.leader, look.at), changed = true;
  double const most = limit(cost(shippers, onward, onward.leader, look));
  for (std::size_t n = 0; n < onward.ways.size(); ++n) {
    if (n == onward.leader) continue;
    auto& outlook = onward.outlooks[n];
    if (onward.ways[n].second.least_cost <= most || shippers.send_mail) {
      if (is_old(outlook)) refresh(onward, n, look.at), changed = true;
    } else if (outlook.arrives < Time::never()) {
      outlook = {.good_until = long_ago, .rides = {}}, changed = true;
    }
  }
  return changed;
}

void RouteChoice::refresh(Onward& onward, std::size_t n, Time at) {
  auto const& shippers = shippers_[onward.shippers];
  auto const& [route, way] = onward.ways[n];
  onward.outlooks[n] =
      forecaster_.look_ahead(shippers.flow, shippers.hour_costs, shippers.routes[route].stages, way, at);
}

void RouteChoice::weigh(Onward& onward, Look look) {
  auto const& shippers = shippers_[onward.shippers];
  auto const& cost = costs(onward, look);
  note_dates(onward, cost, look);
  auto const least = onward.leader = best(onward, cost, look);
  double const least_cost = cost[least];  // before others are worked out
  onward.stays_away = !is_borne(onward, least, look);
  set_shares(onward.shares, onward, cost, least);
  onward.spilled.clear();
  auto const is_held_up = [](Outlook const& outlook) { return outlook.held_up > Duration{}; };
  if (!shippers.send_mail && std::ranges::any_of(onward.outlooks, is_held_up)) note_spilled(onward, look);
  note_dear(onward, least_cost);
  onward.steady_from = look.at;
  onward.steady_until = steady_until(onward, look, least_cost);
}

// What must be weighed again for the date, though no outlook has changed.
inline void RouteChoice::note_dates(Onward& onward, std::vector<double> const& costs, Look look) const {
  bool any_dated = false, any_undated = false;
  onward.weigh_again = Time::never();
  for (std::size_t way = 0; way < costs.size(); ++way) {
    auto const& outlook = onward.outlooks[way];
    if (outlook.arrives == Time::never()) continue;
    (outlook.dated ? any_dated : any_undated) = true;
    if (outlook.dated && costs[way] == out_of_question)
      onward.weigh_again = std::min(onward.weigh_again, outlook.arrives - std::min(onward.ways[way].second.tolerated,
                                                                                   bearable(onward, way, look)));
  }
  onward.always_weigh = shippers_[onward.shippers].late_hour_costs > 0 || (any_dated && any_undated);
}

// Until an outlook is too old, a way that takes too long does not any more, or one falls so far behind the best, which
// comes nearer as time passes, that it is not looked at. A second less, for what is rounded.
inline Time RouteChoice::steady_until(Onward const& onward, Look look, double least_cost) const {
  auto const& shippers = shippers_[onward.shippers];
  if (onward.always_weigh || shippers.send_mail) return long_ago;
  double const most = limit(least_cost);
  Time until = onward.weigh_again;
  for (std::size_t n = 0; n < onward.ways.size(); ++n) {
    auto const& outlook = onward.outlooks[n];
    bool const is_open = outlook.arrives < Time::never();
    double const ahead = most - onward.ways[n].second.least_cost;
    if (n != onward.leader && ahead < 0) {
      if (is_open) return long_ago;
      continue;
    }
    until = std::min(until, outlook.good_until);
    if (n != onward.leader && is_open && shippers.hour_costs > 0)
      until = std::min(until, look.at + hours(ahead / shippers.hour_costs));
  }
  return until - seconds(1);
}

void RouteChoice::set_shares(std::vector<double>& shares, Onward& onward, std::vector<double> const& costs,
                             std::size_t best) {
  auto const& policy = world_.policy;
  if (costs[best] == out_of_question || policy.choice_spread <= 0) {
    shares.assign(costs.size(), 0.0);
    shares[best] = 1;
    return;
  }
  set_sizes(onward, costs);
  shares.resize(costs.size());
  if (policy.nests == world::Nests::none)
    return rules::set_logit_shares(shares, costs, policy.choice_spread, onward.sizes);
  std::vector<std::uint32_t> nests;
  for (auto const& [route, way] : onward.ways) nests.push_back(shippers_[onward.shippers].nests[route]);
  shares = rules::nested_shares(costs, onward.sizes, nests, policy.choice_spread, policy.nest_spread);
}

// How boxes would choose if departures had room, against how they do.
void RouteChoice::note_spilled(Onward& onward, Look look) {
  std::vector<Outlook> hindered = onward.outlooks;
  for (auto& outlook : onward.outlooks) outlook.arrives = outlook.arrives - outlook.held_up;
  auto const& cost = costs(onward, look);
  std::vector<double> wanted;
  set_shares(wanted, onward, cost, best(onward, cost, look));
  onward.outlooks.swap(hindered);
  for (std::size_t way = 0; way < wanted.size(); ++way) {
    auto const& outlook = onward.outlooks[way];
    if (!outlook.full_line) continue;
    auto const service = outlook.full_line;
    auto const why = rules::shortage(outlook.full);
    double const kept = std::min(wanted[way], onward.shares[way]);
    if (kept > 0) onward.spilled.push_back({service, why, kept, false});
    if (wanted[way] > kept) onward.spilled.push_back({service, why, wanted[way] - kept, true});
  }
}

// Routes that are not known cost as much as the dearest that is, or more: while the best costs less, none could be
// better.
void RouteChoice::note_dear(Onward const& onward, double least_cost) {
  auto& flow = flows_[shippers_[onward.shippers].flow];
  bool const some_full = !onward.spilled.empty();
  flow.wants_more |= some_full && !flow.knows_all && least_cost > flow.dearest;
}

// Lines of one route share its path size: those that are not out of question.
inline void RouteChoice::set_sizes(Onward& onward, std::vector<double> const& costs) {
  auto& sizes = onward.sizes;
  auto const is_as_before = [](double cost, double size) { return (cost < out_of_question) == (size > 0); };
  if (std::ranges::equal(costs, sizes, is_as_before)) return;
  auto const& shippers = shippers_[onward.shippers];
  by_route_.assign(shippers.routes.size(), 0.0);
  for (std::size_t n = 0; n < costs.size(); ++n)
    if (costs[n] < out_of_question) ++by_route_[onward.ways[n].first];
  sizes.assign(costs.size(), 0.0);
  for (std::size_t n = 0; n < costs.size(); ++n)
    if (auto const route = onward.ways[n].first; costs[n] < out_of_question)
      sizes[n] = shippers.path_sizes[route] / by_route_[route];
}

inline double RouteChoice::comes_to(Shippers const& shippers, Outlook const& outlook, Look look) {
  if (outlook.arrives == Time::never()) return out_of_question;
  Duration const takes = outlook.takes(look.at);
  double cost = outlook.money + in_hours(takes) * shippers.hour_costs;
  Time const arrives = look.at + takes;
  if (shippers.late_hour_costs > 0 && arrives > look.due)
    cost += in_hours(arrives - look.due) * shippers.late_hour_costs;
  return cost;
}

// How long a way may take for what it costs besides; less than nothing where that alone is too much. After its deadline
// an hour costs more.
Duration RouteChoice::bearable(Onward const& onward, std::size_t way, Look look) const {
  if (onward.bears_all) return Duration::unlimited();
  auto const& shippers = shippers_[onward.shippers];
  auto const& flow = world_.flows[shippers.flow];
  double const left = flow.bears.most_cost - onward.outlooks[way].money;
  if (left < 0) return hours(-1);
  auto const hours_for = [](double money, double each) {
    return each > 0 ? hours(money / each) : Duration::unlimited();
  };
  Duration for_its_price = hours_for(left, shippers.hour_costs);
  Duration const in_time = look.due - look.at;
  if (shippers.late_hour_costs > 0 && for_its_price > in_time)
    for_its_price = in_time + hours_for(left - in_hours(in_time) * shippers.hour_costs,
                                        shippers.hour_costs + shippers.late_hour_costs);
  return std::min(flow.bears.gives_up_after, for_its_price);
}

inline bool RouteChoice::is_borne(Onward const& onward, std::size_t way, Look look) const {
  constexpr Duration rounding = seconds(1e-3);
  auto const& outlook = onward.outlooks[way];
  return onward.bears_all ||
         (outlook.arrives < Time::never() && outlook.takes(look.at) <= bearable(onward, way, look) + rounding);
}

// Money and time; out of question where it takes too long, or where the trade does not bear it.
inline double RouteChoice::cost(Shippers const& shippers, Onward const& onward, std::size_t way, Look look) const {
  auto const& outlook = onward.outlooks[way];
  bool const too_long = outlook.takes(look.at) > onward.ways[way].second.tolerated || !is_borne(onward, way, look);
  return too_long ? out_of_question : comes_to(shippers, outlook, look);
}

inline std::vector<double> const& RouteChoice::costs(Onward const& onward, Look look) {
  auto const& shippers = shippers_[onward.shippers];
  costs_.resize(onward.ways.size());
  for (std::size_t way = 0; way < costs_.size(); ++way) costs_[way] = cost(shippers, onward, way, look);
  return costs_;
}

// Of equals, and where all take too long, the one that arrives first of those that are borne; then the one that is
// listed first.
inline std::size_t RouteChoice::best(Onward const& onward, std::vector<double> const& costs, Look look) const {
  constexpr double rounding = 1e-9;
  std::size_t best = 0;
  for (std::size_t way = 1; way < costs.size(); ++way) {
    if (bool const borne = is_borne(onward, way, look); borne != is_borne(onward, best, look)) {
      if (borne) best = way;
      continue;
    }
    auto const is_sooner = [&] {
      return onward.outlooks[way].takes(look.at) < onward.outlooks[best].takes(look.at) - a_moment;
    };
    bool const alike = costs[way] == costs[best] || std::abs(costs[way] - costs[best]) < rounding;
    if (alike ? is_sooner() : costs[way] < costs[best]) best = way;
  }
  return best;
}

RouteChoice::Choice RouteChoice::look_for_better(AccountId ride, Bookings& booked, Time at, Time created_at) {
  auto const& step = chains_[ride];
  auto& onward = onward_[step.onward - 1];
  Look const look{at, created_at + world_.flows[step.flow].deadline};
  give_back(booked);
  for (auto& outlook : onward.outlooks) outlook.good_until = long_ago;
  onward.steady_until = long_ago;
  bring_up_to_date(onward, look);
  auto const& cost = costs(onward, look);
  auto way = best(onward, cost, look);
  for (std::size_t n = 0; n < onward.ways.size(); ++n)
    if (first_if_open(onward, n) == ride && cost[n] <= cost[way] + 1e-9 &&
        onward.outlooks[n].takes(look.at) <= onward.outlooks[way].takes(look.at) + a_moment)
      way = n;
  weigh(onward, look);
  Choice choice;
  return book(choice, onward, way, onward.outlooks[way].rides) ? choice : choose(onward, look);
}

// All rides, or none; whether it has them.
bool RouteChoice::book(Choice& choice, Onward const& onward, std::size_t n, RidesAhead const& rides) {
  auto const& [number, way] = onward.ways[n];
  auto const& route = shippers_[onward.shippers].routes[number];
  auto const facts_of = [&](RideAhead const& ride) -> StepFacts const& {
    return route.stages[ride.stage].lines[ride.line].facts;
  };
  RideAhead const* last = nullptr;
  for (auto const& ride : rides) {
    if (ride.number == unnumbered) continue;
    if (last != nullptr && !departures_.has_room(facts_of(*last), last->number)) return false;
    last = &ride;
  }
  if (last != nullptr && !departures_.book_if_room(facts_of(*last), last->number)) return false;
  auto const step = [&](std::size_t chain, std::size_t stage) {
    AccountId const first = route.chains[chain] ? route.chains[chain] : open_chain(onward.shippers, number, chain);
    return AccountId{first.value() + stage};
  };
  for (std::size_t at = 0; at < rides.size() && rides[at]; ++at) {
    auto const& ride = rides[at];
    if (&ride != last && ride.number != unnumbered) departures_.book(facts_of(ride), ride.number);
    choice.rides[at] = {step(ride.line, ride.stage), ride.number};
  }
  choice.first = step(way.chain(), way.stage);
  return true;
}

}  // namespace tongzhou::engine
