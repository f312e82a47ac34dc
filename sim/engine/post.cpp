#include "sim/engine/post.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/demand/poisson.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/service_standard.hpp"

namespace tongzhou::engine {
using world::DispatchId;
using world::MailFlowId;
using world::PostalHubId;

namespace {

/// A quarter's work is done just before it is over: what is closed at a cut-off is in the yard when the vehicle looks.
constexpr Duration just_before = seconds(1);

bool looks_at_queues(world::MailFlow const& flow) {
  return flow.chooses_by == world::MailChoice::queues && !states_shares(flow);
}

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
  auto const mail_per_day = most_mail_per_day(world);
  for (auto const& flow : world.mail_flows) {
    auto const stream = [&](std::string_view of) {
      return demand::Stream{world.seed, replication, fmt::format("mail {} {}", of, flow.name.code)};
    };
    auto costs = planned_costs(world, flow, plans, mail_per_day);
    auto shares = shares_of_ways(world, flow, costs);
    auto const ways = flow.ways.size();
    flows_.add({.rate = PostingRate{flow, world.start},
                .stream = stream("posting"),
                .collection = stream("collection"),
                .costs = std::move(costs),
                .shares = std::move(shares),
                .owed = std::vector<double>(ways),
                .given = std::vector<double>(ways)});
    counts_.add({.after_end = {},
                 .ages = {},
                 .by_day = {},
                 .by_way = std::vector<double>(ways),
                 .out_by_way = std::vector<double>(ways),
                 .kg_by_dispatch = std::vector<double>(world.dispatches.size())});
  }
  for (auto const id : world.dispatches.ids()) add_cut_offs(id, plans[world.dispatches[id].flow]);
}

void Post::add_cut_offs(DispatchId id, std::vector<itineraries::Itinerary> const& planned) {
  std::vector<std::pair<world::ServiceId, std::size_t>> known;
  for (auto const& itinerary : planned) {
    if (itinerary.lines.empty()) continue;
    for (auto const& line : itinerary.lines.front()) {
      std::pair<world::ServiceId, std::size_t> const key{line.ride.service, line.ride.load};
      if (std::ranges::find(known, key) != known.end()) continue;
      known.push_back(key);
      CutOff cut_off{.dispatch = id, .service = key.first, .stop = key.second, .next = {}};
      set_next(cut_off);
      if (cut_off.next < Time::never()) cut_offs_[world_.dispatches[id].hub].push_back(cut_off);
    }
  }
}

void Post::set_next(CutOff& cut_off) const {
  auto const& service = world_.services[cut_off.service];
  auto const leaves = itineraries::departure(service.schedule, cut_off.number, world_.start);
  auto const after = cut_off.stop == 0 ? Duration{} : service.run_by(cut_off.number).stops[cut_off.stop].departs;
  cut_off.next = leaves == Time::never() || after == Duration::unlimited()
                     ? Time::never()
                     : leaves + after - world_.dispatches[cut_off.dispatch].cut_off;
}

void Post::open(ProcessSet& processes) {
  processes.spawn(post_parcels());
  for (auto const id : hubs_.ids()) processes.spawn(work_hub(id));
}

std::vector<double> Post::shares_now(MailFlowId id, Time posted) const {
  auto const& flow = world_.mail_flows[id];
  auto costs = flows_[id].costs;
  for (std::size_t way = 0; way < costs.size(); ++way) {
    for (auto const& leg : flow.ways[way].legs) costs[way].hours += hubs_[leg.hub].hours_ahead(flow.looks_back);
    if (flow.late_cost_per_day <= 0) continue;
    costs[way].late_days = expected_late_days(flow, posted, hours(costs[way].hours) + mean(flow.delivery));
  }
  return shares_of_ways(world_, flow, costs);
}

// A day at a time, ahead of the hubs; who looks at their queues goes with them.
Process Post::post_parcels() {
  Quarter const ahead = std::ranges::any_of(world_.mail_flows, looks_at_queues) ? 1 : quarters_per_day;
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
  auto& counted = counts_[id];
  auto const& facts = world_.mail_flows[id];
  double left = parcels_posted;
  bool const counts = window_.counts(start_of(q));
  (counts ? counted.posted : counted.posted_before) += left;
  if (counts && facts.levy.per_parcel > 0 && start_of(q) >= facts.levy.from) counted.levied += left;
  double const all = counted.posted + counted.posted_before;
  bool const looks = looks_at_queues(facts);
  if (looks) {
    flow.shares = shares_now(id, middle_of(q));
    for (std::size_t way = 0; way < flow.owed.size(); ++way) flow.owed[way] += left * flow.shares[way];
  }
  auto const owed = [&](std::size_t way) {
    return (looks ? flow.owed[way] : all * flow.shares[way]) - flow.given[way];
  };
  auto const send_by = [&](std::size_t way, double parcels) {
    if (parcels <= 0) return;
    left -= parcels;
    flow.given[way] += parcels;
    if (counts) counted.by_way[way] += parcels;
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
      counts_[lot.flow].kg_by_dispatch[unit.dispatch.value()] += lot.parcels * world_.mail_flows[lot.flow].kg;
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
  auto& counted = counts_[lot.flow];
  if (lot.returned) {
    counted.returns_done += lot.parcels;
    return;
  }
  if (date >= window_.to) return count_inside(lot, counted.after_end);
  if (date < window_.from) {
    counted.out_before += lot.parcels;
  } else {
    counted.out += lot.parcels;
    counted.out_by_way[lot.way] += lot.parcels;
    counted.ages.add(date - middle_of(lot.posted), lot.parcels);
    if (auto const& standard = world_.mail_flows[lot.flow].standard)
      counted.by_day[{rules::day_of_posting(*standard, middle_of(lot.posted)), quarter_of(date)}] += lot.parcels;
  }
  send_back(lot, date);
}

void Post::send_back(Lot const& lot, Time delivered) {
  auto const& returns = world_.mail_flows[lot.flow].returns;
  if (returns.share <= 0) return;
  double& rest = flows_[lot.flow].returns_rest;
  rest += lot.parcels * returns.share;
  Lot back = lot;
  back.parcels = std::floor(rest + 1e-9);
  if (back.parcels <= 0) return;
  rest -= back.parcels;
  back.returned = true;
  back.cleared = false;
  Time const at = delivered + returns.after;
  auto& counted = counts_[lot.flow];
  counted.returns_sent += back.parcels;
  if (at < window_.to && at >= window_.from) counted.returned += back.parcels;
  hubs_[returns.hub].come(back, at);
}

void Post::count_inside(Lot const& lot, MailInside& inside) const {
  if (lot.returned) {
    inside.returning += lot.parcels;
    return;
  }
  double const late = late_days(world_.mail_flows[lot.flow], middle_of(lot.posted), window_.to);
  inside.parcels += lot.parcels;
  if (late > 0) inside.overdue += lot.parcels;
  inside.late_days += lot.parcels * late;
}

Table<MailFlowId, MailInside> Post::inside_at_end() const {
  Table<MailFlowId, MailInside> flows;
  for (auto const& counted : counts_) flows.add(counted.after_end);
  auto const count = [&](Lot const& lot) { count_inside(lot, flows[lot.flow]); };
  for (auto const& hub : hubs_) hub.each_inside(count);
  for (auto const& lots : in_box_) std::ranges::for_each(lots, count);
  return flows;
}

void Post::summarise(outcome::Outcome& result) const {
  if (world_.postal_hubs.empty()) return;
  auto const inside = inside_at_end();
  MailSummary{world_, window_, replication_, hubs_, counts_, inside}.write(result);
}

}  // namespace tongzhou::engine
