#include "sim/engine/post.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/demand/poisson.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"

namespace tongzhou::engine {
using ledger::Expense;
using outcome::MailExpense;
using world::DispatchId;
using world::MailFlowId;
using world::PostalHubId;

namespace {

/// A quarter's work is done just before it is over: what is closed at a cut-off is in the yard when the vehicle looks.
constexpr Duration just_before = seconds(1);

/// What came to one country of one product.
struct Arrived {
  Ages ages;
  double due = 0, on_time = 0;  // parcels with a promise, come or overdue, and those that kept it
  double overdue = 0;
};

}  // namespace

Post::Post(world::World const& world, Clock& clock, Window const& window, Journeys& journeys, UnitMasses& masses,
           itineraries::Plans const& plans, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      window_(window),
      journeys_(journeys),
      masses_(masses),
      replication_(replication),
      cut_offs_(world.postal_hubs.size()) {
  for (auto const id : world.postal_hubs.ids()) hubs_.add({world, id, window, world.seed, replication});
  for (auto const& flow : world.mail_flows) {
    auto const stream = [&](std::string_view of) {
      return demand::Stream{world.seed, replication, fmt::format("mail {} {}", of, flow.name.code)};
    };
    flows_.add({.rate = PostingRate{flow, world.start},
                .stream = stream("posting"),
                .collection = stream("collection"),
                .shares = shares_of(flow, plans),
                .given = std::vector<double>(flow.ways.size()),
                .ages = {},
                .by_way = std::vector<double>(flow.ways.size()),
                .kg_by_dispatch = std::vector<double>(world.dispatches.size())});
  }
  // Units are closed for every line that the planned ways begin with.
  for (auto const id : world.dispatches.ids()) {
    auto const& dispatch = world.dispatches[id];
    std::vector<std::pair<world::ServiceId, std::size_t>> known;
    for (auto const& itinerary : plans[dispatch.flow]) {
      if (itinerary.lines.empty()) continue;
      for (auto const& line : itinerary.lines.front()) {
        std::pair<world::ServiceId, std::size_t> const key{line.ride.service, line.ride.load};
        if (std::ranges::find(known, key) != known.end()) continue;
        known.push_back(key);
        CutOff cut_off{.dispatch = id, .service = key.first, .stop = key.second, .next = {}};
        set_next(cut_off);
        if (cut_off.next < Time::never()) cut_offs_[dispatch.hub].push_back(cut_off);
      }
    }
  }
}

void Post::set_next(CutOff& cut_off) const {
  auto const& service = world_.services[cut_off.service];
  auto const leaves = itineraries::departure(service.schedule, cut_off.number, world_.start);
  auto const after = cut_off.stop == 0 ? Duration{} : service.stops[cut_off.stop].departs;
  cut_off.next = leaves == Time::never() || after == Duration::unlimited()
                     ? Time::never()
                     : leaves + after - world_.dispatches[cut_off.dispatch].cut_off;
}

// As the file says, or by what a parcel costs on each way when nothing queues.
std::vector<double> Post::shares_of(world::MailFlow const& flow, itineraries::Plans const& plans) const {
  std::vector<double> shares, costs;
  double stated = 0;
  for (auto const& way : flow.ways) {
    double cost = way.cost_per_parcel + in_hours(mean(way.collection)) * flow.time_value_per_hour;
    for (auto const& leg : way.legs) {
      cost += world_.postal_hubs[leg.hub].cost_per_parcel;
      if (!leg.dispatch) continue;
      auto const& dispatch = world_.dispatches[leg.dispatch];
      if (plans[dispatch.flow].empty()) continue;
      auto const& best = plans[dispatch.flow].front();
      double const in_unit =
          std::min(dispatch.full_at_parcels, flow.kg > 0 ? dispatch.full_at_kg / flow.kg : dispatch.full_at_parcels);
      cost += best.money / in_unit + best.hours * flow.time_value_per_hour;
    }
    shares.push_back(way.share);
    costs.push_back(cost);
    stated += way.share;
  }
  if (stated <= 0) return rules::logit_shares(costs, world_.policy.choice_spread);
  for (double& share : shares) share /= stated;
  return shares;
}

void Post::open(ProcessSet& processes) {
  processes.spawn(post_parcels());
  for (auto const id : hubs_.ids()) processes.spawn(work_hub(id));
}

// A day at a time, ahead of the hubs.
Process Post::post_parcels() {
  constexpr Quarter per_day = 96;
  Quarter q = 0;
  for (Time day; day < world_.end(); day = day + days(1)) {
    co_await clock_.until(day);
    for (Quarter const tomorrow = q + per_day; q < tomorrow && start_of(q) < world_.end(); ++q)
      for (auto const id : flows_.ids()) post(id, q);
  }
}

// One cart takes what was posted in a quarter of an hour to each first hub: one time of collection for all of it.
void Post::post(MailFlowId id, Quarter q) {
  auto& flow = flows_[id];
  auto const parcels = static_cast<double>(demand::poisson(flow.rate.expected_in(q), flow.stream));
  if (parcels > 0) hand_out(id, parcels, q);
}

void Post::hand_out(MailFlowId id, double parcels_posted, Quarter q) {
  auto& flow = flows_[id];
  auto const& facts = world_.mail_flows[id];
  double left = parcels_posted;
  bool const counts = window_.counts(start_of(q));
  (counts ? flow.posted : flow.posted_before) += left;
  double const all = flow.posted + flow.posted_before;
  auto const send_by = [&](std::size_t way, double parcels) {
    if (parcels <= 0) return;
    left -= parcels;
    flow.given[way] += parcels;
    if (counts) flow.by_way[way] += parcels;
    Time const middle = start_of(q) + quarter_hour / 2;
    Lot const lot{.flow = id, .way = static_cast<std::uint16_t>(way), .posted = q, .parcels = parcels};
    hubs_[facts.ways[way].legs.front().hub].come(lot, middle + draw(facts.ways[way].collection, flow.collection));
  };
  // Each way gets what it is owed in whole parcels; those left over go where most is owed (tie: first listed).
  for (std::size_t way = 0; way < facts.ways.size(); ++way)
    send_by(way, std::clamp(std::floor(all * flow.shares[way] - flow.given[way]), 0.0, left));
  while (left > 0) {
    std::size_t most = 0;
    for (std::size_t way = 1; way < facts.ways.size(); ++way)
      if (all * flow.shares[way] - flow.given[way] > all * flow.shares[most] - flow.given[most] + 1e-9) most = way;
    send_by(most, 1);
  }
}

Process Post::work_hub(PostalHubId id) {
  auto& hub = hubs_[id];
  std::vector<Unit> closed;
  std::vector<Lot> town;
  for (Quarter q = 0; start_of(q + 1) <= world_.end(); ++q) {
    Time const over = start_of(q + 1);
    co_await clock_.until(over - just_before);
    closed.clear();
    town.clear();
    hub.work(q, closed, town);
    for (CutOff& cut_off : cut_offs_[id]) {
      for (; cut_off.next < over + quarter_hour; ++cut_off.number, set_next(cut_off))
        if (cut_off.next >= over) hub.close(cut_off.dispatch, true, q, closed);
    }
    hub.close_late(q, closed);
    for (Unit& unit : closed) send(std::move(unit), clock_.now());
    for (Lot const& lot : town) finished(lot, over);
  }
}

void Post::send(Unit unit, Time now) {
  auto const& dispatch = world_.dispatches[unit.dispatch];
  if (window_.counts(now))
    for (Lot const& lot : unit.lots)
      flows_[lot.flow].kg_by_dispatch[unit.dispatch.value()] += lot.parcels * world_.mail_flows[lot.flow].kg;
  BoxId const box = *journeys_.create(dispatch.flow, now);
  if (in_box_.size() <= box.value()) in_box_.resize(box.value() + std::size_t{1});
  in_box_[box.value()] = std::move(unit.lots);
  masses_.weigh(box, dispatch.flow, unit.kg / 1000);
  journeys_.set_out(box, now);
}

void Post::mail_arrived(BoxId box, Time at) {
  auto const lots = std::exchange(in_box_[box.value()], {});
  for (Lot lot : lots) {
    auto const& legs = world_.mail_flows[lot.flow].ways[lot.way].legs;
    if (++lot.leg == legs.size())
      finished(lot, at);
    else
      hubs_[legs[lot.leg].hub].come(lot, at);
  }
}

void Post::finished(Lot const& lot, Time date) {
  auto& flow = flows_[lot.flow];
  if (date >= window_.to) {
    flow.after_end += lot.parcels;
    if (overdue_at_end(lot)) flow.overdue_after_end += lot.parcels;
  } else if (date < window_.from) {
    flow.out_before += lot.parcels;
  } else {
    flow.out += lot.parcels;
    flow.ages.add(date - (start_of(lot.posted) + quarter_hour / 2), lot.parcels);
  }
}

bool Post::overdue_at_end(Lot const& lot) const {
  return window_.to - (start_of(lot.posted) + quarter_hour / 2) > world_.mail_flows[lot.flow].promised;
}

Table<MailFlowId, Post::Inside> Post::inside_at_end() const {
  Table<MailFlowId, Inside> flows;
  for (auto const& flow : flows_) flows.add({flow.after_end, flow.overdue_after_end});
  auto const count = [&](Lot const& lot) {
    flows[lot.flow].parcels += lot.parcels;
    if (overdue_at_end(lot)) flows[lot.flow].overdue += lot.parcels;
  };
  for (auto const& hub : hubs_) hub.each_inside(count);
  for (auto const& lots : in_box_) std::ranges::for_each(lots, count);
  return flows;
}

// Money and CO2e of the boxes of a dispatch go to its parcels by mass.
Table<DispatchId, Post::Transport> Post::transport(outcome::Outcome const& result) const {
  Table<DispatchId, Transport> sums(world_.dispatches.size());
  for (auto const id : world_.dispatches.ids()) {
    auto& sum = sums[id];
    auto const& flow = result.flows[world_.dispatches[id].flow];
    for (auto const expense : all_values<Expense>) {
      bool const carriers_own = payer(expense) == ledger::Party::carrier;
      if (!carriers_own && expense != Expense::time_value) sum.money += flow.money[expense];
    }
    for (double const kg : flow.kg_co2e) sum.kg_co2e += kg;
    for (auto const& mail : flows_) sum.mass += mail.kg_by_dispatch[id.value()];
  }
  return sums;
}

double Post::cost_of_stock(world::PostalHub const& hub, outcome::HubOutcome const& figures) const {
  return figures.stock_mean * in_days(window_.length()) * hub.stock->cost_per_parcel_day;
}

outcome::MailFlowOutcome Post::outcome_of(MailFlowId id, Ages const& ages, double overdue,
                                          Table<DispatchId, Transport> const& transport,
                                          Table<PostalHubId, outcome::HubOutcome> const& hubs) const {
  auto const& at_work = flows_[id];
  auto const& facts = world_.mail_flows[id];
  outcome::MailFlowOutcome flow;
  flow.parcels_in = at_work.posted;
  flow.parcels_out = at_work.out;
  flow.parcels_inside = at_work.posted_before + at_work.posted - at_work.out_before - at_work.out;
  flow.hours = ages.door_to_door(facts.promised, overdue);
  flow.parcels_by_way = at_work.by_way;
  auto const pay = [&](MailExpense expense, double amount) { flow.money[expense] += amount; };
  for (std::size_t way = 0; way < facts.ways.size(); ++way)
    pay(MailExpense::collection, at_work.by_way[way] * facts.ways[way].cost_per_parcel);
  for (auto const hub : hubs_.ids()) {
    auto const& of = world_.postal_hubs[hub];
    auto const& figures = hubs[hub];
    double const sorted = figures.sorted_by_flow[id];
    pay(MailExpense::sorting, sorted * of.cost_per_parcel);
    if (of.energy) flow.kg_sorting += sorted * of.energy_per_parcel * world_.fuels[of.energy].kg_co2e;
    if (of.customs) {
      pay(MailExpense::customs, figures.cleared_by_flow[id] * of.customs->cost_per_parcel);
      pay(MailExpense::customs, figures.inspected_by_flow[id] * of.customs->cost_per_inspection);
    }
    if (of.stock && figures.picked > 0)
      pay(MailExpense::storage, cost_of_stock(of, figures) * figures.picked_by_flow[id] / figures.picked);
  }
  for (auto const dispatch : world_.dispatches.ids()) {
    double const all = transport[dispatch].mass;
    if (all <= 0) continue;
    double const share = at_work.kg_by_dispatch[dispatch.value()] / all;
    pay(MailExpense::transport, transport[dispatch].money * share);
    flow.kg_transport += transport[dispatch].kg_co2e * share;
  }
  pay(MailExpense::delivery, at_work.out * facts.delivery_cost);
  pay(MailExpense::time_value, ages.hours() * facts.time_value_per_hour);
  return flow;
}

void Post::summarise(outcome::Outcome& result) const {
  if (world_.postal_hubs.empty()) return;
  auto& postal = result.postal;
  auto const by_dispatch = transport(result);
  auto const inside = inside_at_end();
  for (auto const& hub : hubs_) postal.hubs.add(hub.outcome());
  std::map<std::pair<world::MailProduct, std::string>, Arrived> promises;
  for (auto const id : flows_.ids()) {
    auto const& facts = world_.mail_flows[id];
    demand::Stream const stream{world_.seed, replication_, "mail delivery " + facts.name.code};
    auto const ages = flows_[id].ages.delivered(facts.delivery, stream);
    auto flow = outcome_of(id, ages, inside[id].overdue, by_dispatch, postal.hubs);
    auto const& to = world_.places[facts.destination];
    auto& [sum, due, on_time, overdue] = promises[{facts.product, to.country.empty() ? to.name.code : to.country}];
    sum.add(ages);
    if (auto const share = flow.hours.on_time_share) {
      double const asked = flow.hours.parcels + flow.hours.overdue;
      due += asked;
      on_time += *share * asked;
      overdue += flow.hours.overdue;
    }
    postal.parcels_in += flow.parcels_in;
    postal.parcels_out += flow.parcels_out;
    postal.money += flow.money;
    postal.kg_sorting += flow.kg_sorting;
    postal.kg_transport += flow.kg_transport;
    postal.flows.add(std::move(flow));
  }
  // A stock from which nobody picks costs no less for that.
  for (auto const id : hubs_.ids())
    if (auto const& hub = world_.postal_hubs[id]; hub.stock && postal.hubs[id].picked <= 0)
      postal.money[MailExpense::storage] += cost_of_stock(hub, postal.hubs[id]);
  for (auto const& [key, found] : promises) {
    auto hours = found.ages.door_to_door(Duration::unlimited(), found.overdue);
    if (found.due > 0) hours.on_time_share = found.on_time / found.due;
    postal.promises.push_back({key.first, key.second, hours});
  }
  for (auto const& flow : inside) postal.parcels_inside += flow.parcels;
  audit(result, by_dispatch);
}

void Post::audit(outcome::Outcome& result, Table<DispatchId, Transport> const& by_dispatch) const {
  auto const& postal = result.postal;
  double posted_before = 0, out_before = 0, boxes_money = 0;
  for (auto const& flow : flows_) {
    posted_before += flow.posted_before;
    out_before += flow.out_before;
  }
  for (auto const& sum : by_dispatch)
    if (sum.mass > 0) boxes_money += sum.money;
  result.audit.push_back(outcome::check("parcels inside before and posted since = delivered and inside at the end",
                                        posted_before - out_before + postal.parcels_in,
                                        postal.parcels_out + postal.parcels_inside));
  result.audit.push_back(outcome::check("money of boxes of mail = money charged to parcels for transport", boxes_money,
                                        postal.money[MailExpense::transport]));
}

}  // namespace tongzhou::engine
