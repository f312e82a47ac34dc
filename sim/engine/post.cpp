#include "sim/engine/post.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/demand/poisson.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"
#include "sim/rules/service_standard.hpp"

namespace tongzhou::engine {
using ledger::Expense;
using outcome::MailExpense;
using world::DispatchId;
using world::MailFlowId;
using world::PostalHubId;

namespace {

/// A quarter's work is done just before it is over: what is closed at a cut-off is in the yard when the vehicle looks.
constexpr Duration just_before = seconds(1);

// Working days are counted up to these; the last stands for more.
constexpr std::size_t most_working_days = 99;

Time middle_of(Quarter q) { return start_of(q) + quarter_hour / 2; }

bool looks_at_queues(world::MailFlow const& flow) {
  return flow.chooses_by == world::MailChoice::queues &&
         std::ranges::none_of(flow.ways, [](auto const& way) { return way.share > 0; });
}

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
    auto costs = costs_of(flow, plans);
    auto shares = shares_of(flow, costs, false);
    flows_.add({.rate = PostingRate{flow, world.start},
                .stream = stream("posting"),
                .collection = stream("collection"),
                .costs = std::move(costs),
                .shares = std::move(shares),
                .owed = std::vector<double>(flow.ways.size()),
                .given = std::vector<double>(flow.ways.size()),
                .ages = {},
                .by_day = {},
                .by_way = std::vector<double>(flow.ways.size()),
                .out_by_way = std::vector<double>(flow.ways.size()),
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

std::vector<Post::WayCost> Post::costs_of(world::MailFlow const& flow, itineraries::Plans const& plans) const {
  std::vector<WayCost> costs;
  constexpr double litres_per_m3 = 1000;
  for (auto const& way : flow.ways) {
    WayCost cost{way.cost_per_parcel, in_hours(mean(way.collection))};
    for (auto const& leg : way.legs) {
      cost.money += world_.postal_hubs[leg.hub].cost_per_parcel;
      if (!leg.dispatch) continue;
      auto const& dispatch = world_.dispatches[leg.dispatch];
      if (plans[dispatch.flow].empty()) continue;
      auto const& best = plans[dispatch.flow].front();
      double in_unit = dispatch.full_at_parcels;
      if (flow.kg > 0) in_unit = std::min(in_unit, dispatch.full_at_kg / flow.kg);
      if (flow.litres > 0) in_unit = std::min(in_unit, dispatch.full_at_m3 * litres_per_m3 / flow.litres);
      cost.money += best.money / in_unit;
      cost.hours += best.hours;
    }
    costs.push_back(cost);
  }
  return costs;
}

std::vector<double> Post::shares_of(world::MailFlow const& flow, std::vector<WayCost> const& costs, bool queues) const {
  std::vector<double> shares, least, most, bears;
  double stated = 0;
  for (std::size_t i = 0; i < flow.ways.size(); ++i) {
    auto const& way = flow.ways[i];
    double hours = costs[i].hours;
    if (queues)
      for (auto const& leg : way.legs) hours += hubs_[leg.hub].hours_ahead(flow.looks_back);
    auto const hours_to_door = tongzhou::hours(hours) + mean(flow.delivery);
    double const late_days = std::max(0.0, in_days(hours_to_door - flow.promised));
    bears.push_back(costs[i].money + hours * flow.time_value_per_hour + late_days * flow.late_cost_per_day);
    shares.push_back(way.share);
    least.push_back(way.least_share);
    most.push_back(way.most_share);
    stated += way.share;
  }
  if (stated > 0) {
    for (double& share : shares) share /= stated;
    return shares;
  }
  shares = rules::logit_shares(bears, world_.policy.choice_spread);
  bool const bounded = std::ranges::any_of(least, [](double share) { return share > 0; }) ||
                       std::ranges::any_of(most, [](double share) { return share < 1; });
  return bounded ? rules::bounded_shares(shares, least, most) : shares;
}

void Post::open(ProcessSet& processes) {
  processes.spawn(post_parcels());
  for (auto const id : hubs_.ids()) processes.spawn(work_hub(id));
}

// A day at a time, ahead of the hubs; who looks at their queues goes with them.
Process Post::post_parcels() {
  constexpr Quarter per_day = 96;
  Quarter const ahead = std::ranges::any_of(world_.mail_flows, looks_at_queues) ? 1 : per_day;
  for (Quarter from = 0; start_of(from) < world_.end(); from += ahead) {
    co_await clock_.until(start_of(from));
    for (Quarter q = from; q < from + ahead && start_of(q) < world_.end(); ++q)
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
  if (counts && facts.levy.per_parcel > 0 && start_of(q) >= facts.levy.from) flow.levied += left;
  double const all = flow.posted + flow.posted_before;
  bool const looks = looks_at_queues(facts);
  if (looks) {
    flow.shares = shares_of(facts, flow.costs, true);
    for (std::size_t way = 0; way < flow.owed.size(); ++way) flow.owed[way] += left * flow.shares[way];
  }
  auto const owed = [&](std::size_t way) {
    return (looks ? flow.owed[way] : all * flow.shares[way]) - flow.given[way];
  };
  auto const send_by = [&](std::size_t way, double parcels) {
    if (parcels <= 0) return;
    left -= parcels;
    flow.given[way] += parcels;
    if (counts) flow.by_way[way] += parcels;
    Time const middle = middle_of(q);
    Lot const lot{.flow = id, .way = static_cast<std::uint16_t>(way), .posted = q, .parcels = parcels};
    hubs_[facts.ways[way].legs.front().hub].come(lot, middle + draw(facts.ways[way].collection, flow.collection));
  };
  // Each way gets what it is owed in whole parcels; those left over go where most is owed (tie: first listed).
  for (std::size_t way = 0; way < facts.ways.size(); ++way) send_by(way, std::clamp(std::floor(owed(way)), 0.0, left));
  while (left > 0) {
    std::size_t most = 0;
    for (std::size_t way = 1; way < facts.ways.size(); ++way)
      if (owed(way) > owed(most) + 1e-9) most = way;
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
  if (lot.returned) {
    flow.returns_done += lot.parcels;
    return;
  }
  if (date >= window_.to) {
    flow.after_end += lot.parcels;
    if (overdue_at_end(lot)) flow.overdue_after_end += lot.parcels;
    flow.late_days_after_end += lot.parcels * late_days_at_end(lot);
    return;
  }
  if (date < window_.from) {
    flow.out_before += lot.parcels;
  } else {
    flow.out += lot.parcels;
    flow.out_by_way[lot.way] += lot.parcels;
    flow.ages.add(date - middle_of(lot.posted), lot.parcels);
    if (auto const& standard = world_.mail_flows[lot.flow].standard)
      flow.by_day[{rules::day_of_posting(*standard, middle_of(lot.posted)), quarter_of(date)}] += lot.parcels;
  }
  send_back(lot, date);
}

void Post::send_back(Lot const& lot, Time delivered) {
  auto const& returns = world_.mail_flows[lot.flow].returns;
  if (returns.share <= 0) return;
  auto& flow = flows_[lot.flow];
  flow.returns_rest += lot.parcels * returns.share;
  Lot back = lot;
  back.parcels = std::floor(flow.returns_rest + 1e-9);
  if (back.parcels <= 0) return;
  flow.returns_rest -= back.parcels;
  back.returned = true;
  back.cleared = false;
  Time const at = delivered + returns.after;
  flow.returns_sent += back.parcels;
  if (at < window_.to && at >= window_.from) flow.returned += back.parcels;
  hubs_[returns.hub].come(back, at);
}

double Post::late_days_at_end(Lot const& lot) const {
  auto const& flow = world_.mail_flows[lot.flow];
  if (auto const& standard = flow.standard) {
    auto const posted = rules::day_of_posting(*standard, middle_of(lot.posted));
    return std::max(0, rules::working_days_taken(*standard, posted, window_.to) - standard->working_days);
  }
  auto const beyond = window_.to - middle_of(lot.posted) - flow.promised;
  return beyond > Duration{} ? std::ceil(in_days(beyond)) : 0;
}

Table<MailFlowId, Post::Inside> Post::inside_at_end() const {
  Table<MailFlowId, Inside> flows;
  for (auto const& flow : flows_) flows.add({flow.after_end, flow.overdue_after_end, flow.late_days_after_end, 0});
  auto const count = [&](Lot const& lot) {
    auto& inside = flows[lot.flow];
    if (lot.returned) {
      inside.returning += lot.parcels;
      return;
    }
    inside.parcels += lot.parcels;
    if (overdue_at_end(lot)) inside.overdue += lot.parcels;
    inside.late_days += lot.parcels * late_days_at_end(lot);
  };
  for (auto const& hub : hubs_) hub.each_inside(count);
  for (auto const& lots : in_box_) std::ranges::for_each(lots, count);
  return flows;
}

// Posted on a day and come in a quarter of an hour, with the law of delivery on top.
Post::WorkingDays Post::working_days_of(MailFlowId id, Ages const& delivery) const {
  auto const& standard = *world_.mail_flows[id].standard;
  std::vector<double> before;  // working days before each day
  auto const working_days_before = [&](std::size_t day) {
    while (before.size() <= day)
      before.push_back(rules::working_days_before(standard, static_cast<std::int64_t>(before.size())));
    return before[day];
  };
  constexpr std::size_t per_day = 96;
  WorkingDays result;
  for (auto const& [when, parcels] : flows_[id].by_day) {
    double const from = working_days_before(static_cast<std::size_t>(when.first) + 1);
    delivery.each([&, of = parcels](std::size_t quarters, double share) {
      double const taken = std::max(0.0, working_days_before((when.second + quarters) / per_day + 1) - from);
      auto const days = std::min(most_working_days, static_cast<std::size_t>(std::lround(taken)));
      if (result.parcels.size() <= days) result.parcels.resize(days + 1);
      result.parcels[days] += of * share;
      double const beyond = std::max(0.0, std::round(taken) - standard.working_days);
      if (beyond <= 0) result.on_time += of * share;
      result.late_days += of * share * beyond;
    });
  }
  return result;
}

void Post::judge_by_standard(outcome::MailFlowOutcome& flow, MailFlowId id, Ages const& delivery,
                             Inside const& inside) const {
  auto const days = working_days_of(id, delivery);
  flow.parcels_by_working_days = days.parcels;
  double const due = flow.parcels_out + inside.overdue;
  if (due > 0) flow.hours.on_time_share = days.on_time / due;
  flow.late_days = days.late_days + inside.late_days;
  double const each = world_.mail_flows[id].late_cost_per_day;
  flow.money[MailExpense::lateness] = flow.late_days * each;
  flow.of_those_out.money[MailExpense::lateness] = days.late_days * each;
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

double Post::wages(world::PostalHub const& hub, outcome::HubOutcome const& figures) {
  return figures.worker_hours * hub.sorting.wage_per_hour;
}

double Post::cost_of_stock(world::PostalHub const& hub, outcome::HubOutcome const& figures) const {
  return figures.stock_mean * in_days(window_.length()) * hub.stock->cost_per_parcel_day;
}

outcome::MailCost Post::spent_in_hub(MailFlowId id, PostalHubId hub, outcome::HubOutcome const& figures) const {
  auto const& of = world_.postal_hubs[hub];
  double const sorted = figures.sorted_by_flow[id];
  outcome::MailCost cost;
  auto& money = cost.money;
  money[MailExpense::sorting] = sorted * of.cost_per_parcel;
  if (figures.sorted > 0) money[MailExpense::wages] = wages(of, figures) * sorted / figures.sorted;
  if (of.energy) cost.kg_sorting = sorted * of.energy_per_parcel * world_.fuels[of.energy].kg_co2e;
  if (of.customs) {
    auto const regime = world_.mail_flows[id].regime;
    money[MailExpense::customs] = figures.cleared_by_flow[id] * of.customs->regimes[regime].cost_per_parcel +
                                  figures.inspected_by_flow[id] * of.customs->cost_per_inspection;
  }
  if (of.stock && figures.picked > 0)
    money[MailExpense::storage] = cost_of_stock(of, figures) * figures.picked_by_flow[id] / figures.picked;
  return cost;
}

outcome::MailCost Post::cost_on_the_way(MailFlowId id, Table<DispatchId, Transport> const& transport,
                                        Table<PostalHubId, outcome::HubOutcome> const& hubs) const {
  auto const& at_work = flows_[id];
  auto const& facts = world_.mail_flows[id];
  outcome::MailCost cost;
  for (std::size_t way = 0; way < facts.ways.size(); ++way) {
    double const parcels = at_work.out_by_way[way];
    cost.money[MailExpense::collection] += parcels * facts.ways[way].cost_per_parcel;
    cost.kg_collection += parcels * facts.ways[way].kg_co2e;
    for (auto const& leg : facts.ways[way].legs) {
      if (double const sorted = hubs[leg.hub].sorted_by_flow[id]; sorted > 0)
        cost += spent_in_hub(id, leg.hub, hubs[leg.hub]).times(parcels / sorted);
      if (!leg.dispatch || transport[leg.dispatch].mass <= 0) continue;
      double const share = parcels * facts.kg / transport[leg.dispatch].mass;
      cost.money[MailExpense::transport] += transport[leg.dispatch].money * share;
      cost.kg_transport += transport[leg.dispatch].kg_co2e * share;
    }
  }
  return cost;
}

outcome::MailFlowOutcome Post::outcome_of(MailFlowId id, Ages const& ages, Inside const& inside,
                                          Table<DispatchId, Transport> const& transport,
                                          Table<PostalHubId, outcome::HubOutcome> const& hubs) const {
  auto const& at_work = flows_[id];
  auto const& facts = world_.mail_flows[id];
  outcome::MailFlowOutcome flow;
  flow.parcels_in = at_work.posted;
  flow.parcels_out = at_work.out;
  flow.parcels_inside = at_work.posted_before + at_work.posted - at_work.out_before - at_work.out;
  flow.hours = ages.door_to_door(facts.promised, inside.overdue);
  flow.late_days = ages.days_beyond(facts.promised) + inside.late_days;
  flow.parcels_by_way = at_work.by_way;
  flow.returned = at_work.returned;
  auto const pay = [&](MailExpense expense, double amount) { flow.money[expense] += amount; };
  for (std::size_t way = 0; way < facts.ways.size(); ++way) {
    pay(MailExpense::collection, at_work.by_way[way] * facts.ways[way].cost_per_parcel);
    flow.kg_collection += at_work.by_way[way] * facts.ways[way].kg_co2e;
  }
  for (auto const hub : hubs_.ids()) {
    auto const spent = spent_in_hub(id, hub, hubs[hub]);
    flow.money += spent.money;
    flow.kg_sorting += spent.kg_sorting;
  }
  for (auto const dispatch : world_.dispatches.ids()) {
    double const all = transport[dispatch].mass;
    if (all <= 0) continue;
    double const share = at_work.kg_by_dispatch[dispatch.value()] / all;
    pay(MailExpense::transport, transport[dispatch].money * share);
    flow.kg_transport += transport[dispatch].kg_co2e * share;
  }
  flow.kg_delivery = at_work.out * facts.delivery_kg_co2e;
  pay(MailExpense::delivery, at_work.out * facts.delivery_cost);
  pay(MailExpense::returns, at_work.returned * facts.returns.cost_per_parcel);
  pay(MailExpense::levy, at_work.levied * facts.levy.per_parcel);
  pay(MailExpense::lateness, flow.late_days * facts.late_cost_per_day);
  pay(MailExpense::time_value, ages.hours() * facts.time_value_per_hour);
  auto& of_those_out = flow.of_those_out;
  of_those_out = cost_on_the_way(id, transport, hubs);
  of_those_out.kg_delivery = flow.kg_delivery;
  for (auto const expense : {MailExpense::delivery, MailExpense::returns, MailExpense::time_value})
    of_those_out.money[expense] = flow.money[expense];
  if (at_work.posted > 0)
    of_those_out.money[MailExpense::levy] = flow.money[MailExpense::levy] * at_work.out / at_work.posted;
  of_those_out.money[MailExpense::lateness] = ages.days_beyond(facts.promised) * facts.late_cost_per_day;
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
    auto const delivery =
        Ages::of_delivery(facts.delivery, {world_.seed, replication_, "mail delivery " + facts.name.code});
    auto const ages = flows_[id].ages.delivered(delivery, mean(facts.delivery));
    auto flow = outcome_of(id, ages, inside[id], by_dispatch, postal.hubs);
    if (facts.standard) judge_by_standard(flow, id, delivery, inside[id]);
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
    postal.kg_collection += flow.kg_collection;
    postal.kg_sorting += flow.kg_sorting;
    postal.kg_transport += flow.kg_transport;
    postal.kg_delivery += flow.kg_delivery;
    postal.of_those_out += flow.of_those_out;
    postal.flows.add(std::move(flow));
  }
  // A stock from which nobody picks, and a line where nothing is sorted, cost no less for that.
  for (auto const id : hubs_.ids()) {
    auto const& hub = world_.postal_hubs[id];
    auto const& figures = postal.hubs[id];
    if (hub.stock && figures.picked <= 0) postal.money[MailExpense::storage] += cost_of_stock(hub, figures);
    if (figures.sorted <= 0) postal.money[MailExpense::wages] += wages(hub, figures);
  }
  for (auto const& [key, found] : promises) {
    auto hours = found.ages.door_to_door(Duration::unlimited(), found.overdue);
    if (found.due > 0) hours.on_time_share = found.on_time / found.due;
    postal.promises.push_back({key.first, key.second, hours});
  }
  for (auto const& flow : inside) postal.parcels_inside += flow.parcels;
  audit(result, by_dispatch);
  audit_returns(result, inside);
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

void Post::audit_returns(outcome::Outcome& result, Table<MailFlowId, Inside> const& inside) const {
  double sent = 0, done = 0, returning = 0;
  for (auto const id : flows_.ids()) {
    sent += flows_[id].returns_sent;
    done += flows_[id].returns_done;
    returning += inside[id].returning;
  }
  if (sent > 0)
    result.audit.push_back(
        outcome::check("parcels sent back = handed to the town and still on their way back", sent, done + returning));
}

}  // namespace tongzhou::engine
