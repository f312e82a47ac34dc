#include "sim/engine/mail_summary.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "sim/rules/service_standard.hpp"

namespace tongzhou::engine {
using ledger::Expense;
using outcome::MailExpense;
using world::DispatchId;
using world::MailFlowId;
using world::PostalHubId;

namespace {

// Working days are counted up to these; the last stands for more.
constexpr std::size_t most_working_days = 99;

/// What came to the countries, or places, of destination, by product.
class Promises {
 public:
  void add(world::MailProduct product, world::Place const& to, Ages const& ages, outcome::DoorToDoor const& hours) {
    auto& of = arrived_[{product, to.country.empty() ? to.name.code : to.country}];
    of.ages.add(ages);
    if (!hours.on_time_share) return;
    double const asked = hours.parcels + hours.overdue;
    of.due += asked;
    of.on_time += *hours.on_time_share * asked;
    of.overdue += hours.overdue;
  }
  std::vector<outcome::Promise> all() const {
    std::vector<outcome::Promise> promises;
    for (auto const& [key, found] : arrived_) {
      auto hours = found.ages.door_to_door(Duration::unlimited(), found.overdue);
      if (found.due > 0) hours.on_time_share = found.on_time / found.due;
      promises.push_back({key.first, key.second, hours});
    }
    return promises;
  }

 private:
  struct Arrived {
    Ages ages;
    double due = 0, on_time = 0;  // parcels with a promise, come or overdue, and those that kept it
    double overdue = 0;
  };
  std::map<std::pair<world::MailProduct, std::string>, Arrived> arrived_;
};

double wages(world::PostalHub const& hub, outcome::HubOutcome const& figures) {
  return figures.worker_hours * hub.sorting.wage_per_hour;
}

void add(outcome::PostalOutcome& postal, outcome::MailFlowOutcome const& flow) {
  postal.parcels_in += flow.parcels_in;
  postal.parcels_out += flow.parcels_out;
  postal.spent += flow.spent;
  postal.of_those_out += flow.of_those_out;
}

}  // namespace

// Posted on a day and come in a quarter of an hour, with the law of delivery on top.
MailSummary::WorkingDays MailSummary::working_days_of(MailFlowId id, Ages const& delivery) const {
  auto const& standard = *world_.mail_flows[id].standard;
  std::vector<double> before;  // working days before each day
  auto const working_days_before = [&](std::size_t day) {
    while (before.size() <= day)
      before.push_back(rules::working_days_before(standard, static_cast<std::int64_t>(before.size())));
    return before[day];
  };
  WorkingDays result;
  for (auto const& [when, parcels] : flows_[id].by_day) {
    double const from = working_days_before(static_cast<std::size_t>(when.first) + 1);
    delivery.each([&, of = parcels](std::size_t quarters, double share) {
      double const taken = std::max(0.0, working_days_before((when.second + quarters) / quarters_per_day + 1) - from);
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

void MailSummary::judge_by_standard(outcome::MailFlowOutcome& flow, MailFlowId id, Ages const& delivery) const {
  auto const& inside = inside_[id];
  auto const days = working_days_of(id, delivery);
  flow.parcels_by_working_days = days.parcels;
  double const due = flow.parcels_out + inside.overdue;
  if (due > 0) flow.hours.on_time_share = days.on_time / due;
  flow.late_days = days.late_days + inside.late_days;
  double const each = world_.mail_flows[id].late_cost_per_day;
  flow.spent.money[MailExpense::lateness] = flow.late_days * each;
  flow.of_those_out.money[MailExpense::lateness] = days.late_days * each;
}

outcome::MailCost MailSummary::Transport::cost(double kg) const {
  outcome::MailCost cost;
  if (mass <= 0) return cost;
  cost.money[MailExpense::transport] = money * kg / mass;
  cost.money[MailExpense::packing] = packing * kg / mass;
  cost.kg_transport = kg_co2e * kg / mass;
  return cost;
}

// Money and CO2e of the boxes of a dispatch go to its parcels by mass.
MailSummary::ByDispatch MailSummary::transport(outcome::Outcome const& result) const {
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
  for (auto const& hub : result.postal.hubs)
    for (auto const& figures : hub.dispatches)
      sums[figures.dispatch].packing = figures.receptacles * world_.dispatches[figures.dispatch].cost_per_receptacle;
  return sums;
}

double MailSummary::cost_of_stock(world::PostalHub const& hub, outcome::HubOutcome const& figures) const {
  return figures.stock_mean * in_days(window_.length()) * hub.stock->cost_per_parcel_day;
}

outcome::MailCost MailSummary::spent_in_hub(MailFlowId id, PostalHubId hub, outcome::HubOutcome const& figures) const {
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

outcome::MailCost MailSummary::cost_on_the_way(MailFlowId id, ByDispatch const& transport, ByHub const& hubs) const {
  auto const& counts = flows_[id];
  auto const& facts = world_.mail_flows[id];
  outcome::MailCost cost;
  for (std::size_t way = 0; way < facts.ways.size(); ++way) {
    double const parcels = counts.out_by_way[way];
    cost.money[MailExpense::collection] += parcels * facts.ways[way].cost_per_parcel;
    cost.kg_collection += parcels * facts.ways[way].kg_co2e;
    for (auto const& leg : facts.ways[way].legs) {
      if (double const sorted = hubs[leg.hub].sorted_by_flow[id]; sorted > 0)
        cost += spent_in_hub(id, leg.hub, hubs[leg.hub]).times(parcels / sorted);
      if (leg.dispatch) cost += transport[leg.dispatch].cost(parcels * facts.kg);
    }
  }
  return cost;
}

outcome::MailFlowOutcome MailSummary::outcome_of(MailFlowId id, Ages const& ages, ByDispatch const& transport,
                                                 ByHub const& hubs) const {
  auto const& inside = inside_[id];
  auto const& counts = flows_[id];
  auto const& facts = world_.mail_flows[id];
  outcome::MailFlowOutcome flow;
  flow.parcels_in = counts.posted;
  flow.parcels_out = counts.out;
  flow.parcels_inside = counts.posted_before + counts.posted - counts.out_before - counts.out;
  flow.hours = ages.door_to_door(facts.promised, inside.overdue);
  flow.late_days = ages.days_beyond(facts.promised) + inside.late_days;
  flow.parcels_by_way = counts.by_way;
  flow.returned = counts.returned;
  auto const pay = [&](MailExpense expense, double amount) { flow.spent.money[expense] += amount; };
  for (std::size_t way = 0; way < facts.ways.size(); ++way) {
    pay(MailExpense::collection, counts.by_way[way] * facts.ways[way].cost_per_parcel);
    flow.spent.kg_collection += counts.by_way[way] * facts.ways[way].kg_co2e;
  }
  for (auto const hub : hubs_.ids()) flow.spent += spent_in_hub(id, hub, hubs[hub]);
  for (auto const dispatch : world_.dispatches.ids())
    flow.spent += transport[dispatch].cost(counts.kg_by_dispatch[dispatch.value()]);
  flow.spent.kg_delivery = counts.out * facts.delivery_kg_co2e;
  pay(MailExpense::delivery, counts.out * facts.delivery_cost);
  pay(MailExpense::returns, counts.returned * facts.returns.cost_per_parcel);
  pay(MailExpense::levy, counts.levied * facts.levy.per_parcel);
  pay(MailExpense::lateness, flow.late_days * facts.late_cost_per_day);
  pay(MailExpense::time_value, ages.hours() * facts.time_value_per_hour);
  auto& of_those_out = flow.of_those_out;
  of_those_out = cost_on_the_way(id, transport, hubs);
  of_those_out.kg_delivery = flow.spent.kg_delivery;
  for (auto const expense : {MailExpense::delivery, MailExpense::returns, MailExpense::time_value})
    of_those_out.money[expense] = flow.spent.money[expense];
  if (counts.posted > 0)
    of_those_out.money[MailExpense::levy] = flow.spent.money[MailExpense::levy] * counts.out / counts.posted;
  of_those_out.money[MailExpense::lateness] = ages.days_beyond(facts.promised) * facts.late_cost_per_day;
  return flow;
}

void MailSummary::add_idle_hubs(outcome::PostalOutcome& postal) const {
  for (auto const id : hubs_.ids()) {
    auto const& hub = world_.postal_hubs[id];
    auto const& figures = postal.hubs[id];
    if (hub.stock && figures.picked <= 0) postal.spent.money[MailExpense::storage] += cost_of_stock(hub, figures);
    if (figures.sorted <= 0) postal.spent.money[MailExpense::wages] += wages(hub, figures);
  }
}

void MailSummary::write(outcome::Outcome& result) const {
  auto& postal = result.postal;
  for (auto const& hub : hubs_) postal.hubs.add(hub.outcome());
  auto const by_dispatch = transport(result);
  Promises promises;
  for (auto const id : flows_.ids()) {
    auto const& facts = world_.mail_flows[id];
    auto const delivery =
        Ages::of_delivery(facts.delivery, {world_.seed, replication_, "mail delivery " + facts.name.code});
    auto const ages = flows_[id].ages.delivered(delivery, mean(facts.delivery));
    auto flow = outcome_of(id, ages, by_dispatch, postal.hubs);
    if (facts.standard) judge_by_standard(flow, id, delivery);
    promises.add(facts.product, world_.places[facts.destination], ages, flow.hours);
    add(postal, flow);
    postal.flows.add(std::move(flow));
  }
  add_idle_hubs(postal);
  postal.promises = promises.all();
  for (auto const& flow : inside_) postal.parcels_inside += flow.parcels;
  audit(result, by_dispatch);
  audit_returns(result);
}

void MailSummary::audit(outcome::Outcome& result, ByDispatch const& by_dispatch) const {
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
                                        postal.spent.money[MailExpense::transport]));
}

void MailSummary::audit_returns(outcome::Outcome& result) const {
  double sent = 0, done = 0, returning = 0;
  for (auto const id : flows_.ids()) {
    sent += flows_[id].returns_sent;
    done += flows_[id].returns_done;
    returning += inside_[id].returning;
  }
  if (sent > 0)
    result.audit.push_back(
        outcome::check("parcels sent back = handed to the town and still on their way back", sent, done + returning));
}

}  // namespace tongzhou::engine
