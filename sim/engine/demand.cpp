#include "sim/engine/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tongzhou::engine {
using world::FlowId;

Demand::Demand(world::World const& world, Clock& clock, Recorder& recorder, RouteChoice& choice, EmptyDepots& depots,
               Journeys& journeys, Post& post, ZoneStays& stays, Announcements& announcements,
               std::uint32_t replication)
    : world_(world),
      clock_(clock),
      choice_(choice),
      depots_(depots),
      journeys_(journeys),
      post_(post),
      stays_(stays),
      announcements_(announcements),
      recorder_(recorder),
      markets_(world, recorder, replication) {
  for (auto const& flow : world.flows) {
    some_give_up_ |= flow.bears.gives_up_after < Duration::unlimited();
    some_answer_to_cost_ |= flow.bears.elasticity != 0;
    demand::Stream const stream{world.seed, replication, fmt::format("arrivals {}", flow.name.code)};
    demand::Arrivals arrivals{
        flow.boxes_per_year * (1 - flow.lcl_share), flow.season, flow.pattern, flow.batch, world.start, stream};
    auto const first = arrivals.next();
    flows_.add({std::move(arrivals), first, {}});
    if (flow.freight_station) (flows_.end() - 1)->part_loads.emplace(world, flow, replication);
  }
}

// A day at a time, so that only boxes on the way are in memory; what is announced in the course of a day is known to
// those that come into being after it.
Process Demand::generate_demand() {
  Time tomorrow;
  for (Time from; from < world_.end();) {
    co_await clock_.until(from);
    announcements_.publish(from);
    if (from >= tomorrow) {
      begin_day(from);
      tomorrow = from + days(1);
    }
    Time const until = std::min({tomorrow, world_.end(), announcements_.next()});
    generate_until(until);
    from = until;
  }
}

void Demand::begin_day(Time day) {
  if (depots_.applies()) settle_depots(day);
  if (some_give_up_) journeys_.give_up_overdue(day);
  post_.send_orders([&](FlowId flow) { return send({.flow = flow}, day); });
}

void Demand::generate_until(Time date) {
  stays_.release(date, [&](ZoneStays::Leaving const& leaving, Time at) {
    return send({.flow = leaving.flow, .stay = leaving.stay, .interest = leaving.interest}, at);
  });
  for (FlowId const id : flows_.ids()) {
    prefetch_after(id, date);
    generate(id, date);
  }
  for (auto ready = refitting_.begin(); ready != refitting_.end() && ready->first < date;
       ready = refitting_.erase(ready))
    send_all(ready->second, ready->first);
}

// Flows are far apart in memory: what the next ones that send boxes ask for comes while this one is at work.
void Demand::prefetch_after(FlowId id, Time date) const {
  auto const after = [&](std::size_t n) { return FlowId{std::min(id.value() + n, flows_.size() - 1)}; };
  auto const sends = [&](FlowId flow) { return flows_[flow].next.time < date; };
  prefetch(&flows_[after(8)], sizeof(FlowAtWork));
  if (auto const flow = after(6); sends(flow)) choice_.prefetch_flow(flow);
  if (auto const flow = after(5); sends(flow)) choice_.prefetch_shippers(flow);
  if (auto const flow = after(4); sends(flow)) choice_.prefetch_ways(flow);
  if (auto const flow = after(3); sends(flow)) choice_.prefetch_stages(flow);
  if (auto const flow = after(2); sends(flow)) choice_.prefetch_lines(flow);
  if (auto const flow = after(1); sends(flow)) {
    choice_.prefetch_departures(flow);
    recorder_.prefetch_births(flow);
  }
}

inline void Demand::generate(FlowId id, Time before) {
  auto& flow = flows_[id];
  Order const order{.flow = id};
  for (; flow.next.time < before; flow.next = flow.arrivals.next())
    for (std::uint32_t n = 0; n < flow.next.count; ++n) place(order, flow.next.time);
  if (!flow.part_loads) return;
  flow.part_loads->gather(before, [&](PartLoads::Load const& loads, Time at) {
    place({.flow = id, .loads = loads, .station = world_.flows[id].freight_station}, at);
  });
}

inline void Demand::place(Order const& order, Time at) {
  if (markets_.any())
    place_in_markets(order, at);
  else
    send_all(order, at);
}

// Goods that must be refitted for their new market are sent when that is done.
void Demand::place_in_markets(Order const& order, Time at) {
  auto const orders = markets_.orders(order.flow, at);
  if (orders > 1) recorder_.sent_more(order.flow, orders - 1, at);
  for (std::uint32_t n = 0; n < orders; ++n) {
    auto const destiny = markets_.destiny_of(order.flow, at, n > 0);
    if (destiny.mail) {
      post_.post_more(destiny.mail, destiny.parcels, at);
    } else if (!destiny.flow) {
      recorder_.stayed_away(order.flow, at);
    } else {
      Order sent = order;
      sent.flow = destiny.flow;
      sent.turned = destiny.turned;
      sent.refitted = destiny.refitted;
      Duration const refit = destiny.refitted ? world_.switching[destiny.turned].refit : Duration{};
      if (refit > Duration{})
        refitting_.emplace(at + refit, sent);
      else
        send_all(sent, at);
    }
  }
}

inline void Demand::send_all(Order const& order, Time at) {
  auto const boxes = some_answer_to_cost_ ? choice_.boxes_sent(order.flow, at) : 1;
  if (boxes == 0) recorder_.stayed_away(order.flow, at);
  if (boxes > 1) recorder_.sent_more(order.flow, boxes - 1, at);
  for (std::uint32_t n = 0; n < boxes; ++n) send(order, at);
}

// Whether it is on its way, or its cargo waits for an empty box.
inline bool Demand::send(Order const& order, Time at) {
  auto const box = journeys_.create(order.flow, at);
  if (!box) {
    recorder_.stayed_away(order.flow, at);
    return false;
  }
  if (order.is_prepared()) pay_before(order, *box, at);
  if (depots_.applies() && !depots_.fill(order.flow, journeys_.in_rail_box(*box), *box, at))
    journeys_.hold_back(*box);  // the cargo waits for one
  else
    journeys_.set_out(*box, at);
  return true;
}

// For what was done with its goods before.
void Demand::pay_before(Order const& order, BoxId box, Time at) {
  using ledger::Expense;
  if (order.turned) {
    auto const& facts = world_.switching[order.turned];
    recorder_.turned(order.turned, order.refitted, at);
    journeys_.pay(box, Expense::subsidy, -facts.relief, at);
    if (order.refitted) journeys_.pay(box, Expense::customs, facts.refit_cost, at);
  }
  if (order.stay) {
    journeys_.pay(box, Expense::handling, world_.zone_stays[order.stay].cost_per_box, at);
    journeys_.pay(box, Expense::trade_finance, order.interest, at);
  }
  if (!order.station) return;
  auto const& loads = order.loads;
  recorder_.consolidated(order.station, loads.lots, loads.fill, in_hours(loads.waited), at);
  journeys_.pay(box, Expense::handling, loads.lots * world_.freight_stations[order.station].cost_per_lot, at);
  journeys_.pay(box, Expense::time_value, loads.waiting_costs, at);
}

// Once a day the depots' books are brought up to date, and now and then empties are sent where they lack.
void Demand::settle_depots(Time day) {
  for (Cargo const& cargo : depots_.settle(day)) journeys_.empty_has_come(cargo);
  auto const& facts = world_.empties;
  if (facts.reposition == world::Empties::Reposition::none || day < next_repositioning_) return;
  next_repositioning_ = day + facts.every;
  auto const cost = [&](FlowId lane) { return choice_.least_cost(lane); };
  for (auto const& sending : depots_.reposition(day, cost))
    for (std::uint64_t n = 0; n < sending.boxes; ++n) journeys_.set_out(*journeys_.create(sending.flow, day), day);
}

}  // namespace tongzhou::engine
