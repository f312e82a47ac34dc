#include "sim/engine/hub.hpp"

#include <algorithm>
#include <cmath>

#include "network/base/calendar.hpp"
#include "sim/rules/sort_plan.hpp"

namespace tongzhou::engine {
using world::DispatchId;

namespace {

constexpr double quarters_per_hour = 4;

std::size_t hour_of_day(Quarter q) { return (q / 4) % 24; }

}  // namespace

LinesUp::LinesUp(world::SortingLines const& facts, demand::Stream stream) : facts_(&facts), stream_(stream) {
  if (mean(facts.between) <= Duration{}) return;
  for (int i = 0; i < facts.count; ++i) lines_.push_back({in_seconds(draw(facts.between, stream_)), true});
}

double LinesUp::mean_in(Quarter q) {
  if (lines_.empty()) return facts_->count;
  double const from = in_seconds(start_of(q).since_start()), to = from + in_seconds(quarter_hour);
  double up = 0;
  for (Line& line : lines_) {
    double at = from;
    while (line.until < to) {
      if (line.up) up += std::max(0.0, line.until - at);
      at = std::max(at, line.until);
      line.up = !line.up;
      // A repair or a spell of work of no length at all would never get past the quarter.
      line.until += std::max(1.0, in_seconds(draw(line.up ? facts_->between : facts_->lasting, stream_)));
    }
    if (line.up) up += to - at;
  }
  return up / in_seconds(quarter_hour);
}

HubAtWork::HubAtWork(world::World const& world, world::PostalHubId id, Window const& window, std::uint64_t seed,
                     std::uint32_t replication)
    : world_(&world),
      id_(id),
      facts_(&world.postal_hubs[id]),
      window_(&window),
      coming_(static_cast<std::size_t>(std::ceil(in_hours(window.to) * quarters_per_hour))),
      lines_up_(facts_->sorting, {seed, replication, "breakdowns " + facts_->name.code}),
      lead_stream_(seed, replication, "stock " + facts_->name.code),
      passes_(rules::passes_per_parcel(facts_->sorting.direction_shares, facts_->sorting.exits,
                                       facts_->sorting.missorted_share)),
      stock_(facts_->stock ? facts_->stock->parcels : 0) {
  ahead_.resize(world.dispatches.size() + 1);  // the last: for the town
  for (auto* by_flow :
       {&figures_.sorted_by_flow, &figures_.cleared_by_flow, &figures_.inspected_by_flow, &figures_.picked_by_flow})
    by_flow->resize(world.mail_flows.size());
  for (DispatchId const d : world.dispatches.ids()) {
    if (world.dispatches[d].hub == id) open_.push_back({.dispatch = d, .lots = {}, .opened = {}});
    if (world.dispatches[d].hub == id) figures_.dispatches.push_back({.dispatch = d});
  }
}

void HubAtWork::come(Lot lot, Time at) {
  lot.came = std::max(next_, quarter_of(at));
  (lot.came < coming_.size() ? coming_[lot.came] : too_late_).push_back(lot);
}

Unit& HubAtWork::open_unit(DispatchId dispatch) { return *std::ranges::find(open_, dispatch, &Unit::dispatch); }

// Continuous review, quarter by quarter: what is on the shelf and on order, less what is owed.
void HubAtWork::restock(Quarter q) {
  auto const& facts = *facts_->stock;
  double const end = in_seconds(start_of(q + 1).since_start());
  std::erase_if(deliveries_, [&](auto const& delivery) {
    if (delivery.first >= end) return false;
    stock_ += delivery.second;
    off_order(delivery.second);
    return true;
  });
  double const before = waiting_for_stock_.parcels();
  double const picked = std::floor(std::min(stock_, before));
  stock_ -= picked;
  bool const counts = window_->counts(start_of(q));
  waiting_for_stock_.serve(picked, [&](Lot const& lot) {
    if (counts) figures_.picked += lot.parcels;
    if (counts) figures_.picked_by_flow[lot.flow] += lot.parcels;
    lines_.queue.push(lot);
  });
  double const short_of = facts.reorder_at - (stock_ + on_order_ - waiting_for_stock_.parcels());
  if (short_of >= 0 && facts.order > 0) {
    double ordered = facts.order * (std::floor(short_of / facts.order) + 1);
    if (facts.refilled_by) {
      double const boxes = std::ceil(ordered / facts.parcels_per_box);
      boxes_ordered_ += static_cast<std::uint32_t>(boxes);
      ordered = boxes * facts.parcels_per_box;
    } else {
      deliveries_.emplace_back(end + in_seconds(draw(facts.lead, lead_stream_)), ordered);
    }
    on_order_ += ordered;
  }
  if (!counts) return;
  stock_quarters_ += stock_;
  if (waiting_for_stock_.parcels() > 0) figures_.hours_out_of_stock += 1 / quarters_per_hour;
}

void HubAtWork::work(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town) {
  bool const counts = window_->counts(start_of(q));
  next_ = q + 1;
  let_in(q);
  if (facts_->stock) restock(q);
  docks_.work(facts_->docks * facts_->parcels_per_dock_hour / quarters_per_hour, counts,
              [&](Lot const& lot) { lines_.queue.push(lot); });
  sort(q, closed, town);
  if (facts_->customs) clear(q, closed, town);
  hours_ahead_sums_.push_back(hours_ahead_sums_.back() + hours_ahead_now());
  if (counts) count(q);
}

// What has come goes to the docks, or where it is picked from stock, to wait for that.
void HubAtWork::let_in(Quarter q) {
  bool const counts = window_->counts(start_of(q));
  for (Lot const& lot : coming_[q]) {
    auto const& flow = world_->mail_flows[lot.flow];
    bool const bonded =
        flow.product == world::MailProduct::bonded_import || flow.product == world::MailProduct::bonded_export;
    bool const from_stock = facts_->stock && bonded && lot.leg == 0 && !lot.returned;
    (from_stock ? waiting_for_stock_ : docks_.queue).push(lot);
    auto const dispatch = dispatch_of(lot);
    ahead_[dispatch ? dispatch.value() : world_->dispatches.size()] += lot.parcels;
    if (counts) figures_.parcels_in += lot.parcels;
  }
  std::vector<Lot>{}.swap(coming_[q]);
}

// From the lines a parcel goes to customs, or straight into its unit.
void HubAtWork::sort(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town) {
  bool const counts = window_->counts(start_of(q));
  auto const& sorting = facts_->sorting;
  double const staff = staffed(q);
  double const lines = std::min(sorting.count * staff, lines_up_.mean_in(q));
  if (counts && sorting.parcels_per_worker_hour > 0) {
    double const workers = sorting.count * sorting.parcels_per_hour / sorting.parcels_per_worker_hour * staff;
    figures_.worker_hours += workers / quarters_per_hour;
    figures_.workers_max = std::max(figures_.workers_max, workers);
  }
  double const skill = facts_->skill ? facts_->skill->factor(start_of(q), sorted_) : 1;
  lines_.work(lines * skill * sorting.parcels_per_hour / passes_ / quarters_per_hour, counts, [&](Lot const& lot) {
    sorted_ += lot.parcels;
    if (counts) figures_.sorted_by_flow[lot.flow] += lot.parcels;
    if (must_clear(lot))
      declare(lot, q);
    else
      pack(lot, q, closed, town);
  });
}

double HubAtWork::staffed(Quarter q) const {
  auto const& sorting = facts_->sorting;
  auto const day = static_cast<std::size_t>(weekday(world_->start)) + q / quarters_per_day;
  double share = sorting.staffed[hour_of_day(q)] * sorting.staffed_by_weekday[day % 7];
  for (auto const& peak : sorting.staff_peaks)
    if (start_of(q) >= peak.from && start_of(q) < peak.to) share *= peak.factor;
  return std::min(1.0, share);
}

// At the hub that its flow names, or at the first that has customs; what comes back, at that of its returns.
bool HubAtWork::must_clear(Lot const& lot) const {
  auto const& flow = world_->mail_flows[lot.flow];
  return facts_->customs && !lot.cleared && flow.through_customs &&
         (lot.returned || !flow.clears_in || flow.clears_in == id_);
}

// Into the line for the machines, at once or when the papers are accepted and customs is there for its regime.
void HubAtWork::declare(Lot const& lot, Quarter q) {
  auto const which = world_->mail_flows[lot.flow].regime;
  auto const& regime = facts_->customs->regimes[which];
  if (regime.papers <= Duration{} && regime.open.always()) return x_ray_.queue.push(lot);
  papers_[which].emplace_back(quarter_of(start_of(q) + regime.papers), lot);
  with_papers_pending_ += lot.parcels;
}

double HubAtWork::hours_ahead_now() const {
  auto const hours = [](double parcels, double per_hour) { return per_hour > 0 ? parcels / per_hour : 0; };
  auto const mean_of = [](auto const& shares) {
    double sum = 0;
    for (double const share : shares) sum += share;
    return sum / static_cast<double>(shares.size());
  };
  auto const& sorting = facts_->sorting;
  double const lines = sorting.count * sorting.parcels_per_hour / passes_ * mean_of(sorting.staffed) *
                       mean_of(sorting.staffed_by_weekday);
  double ahead = hours(docks_.queue.parcels(), facts_->docks * facts_->parcels_per_dock_hour) +
                 hours(lines_.queue.parcels(), lines);
  if (auto const& customs = facts_->customs)
    ahead += hours(x_ray_.queue.parcels(), customs->machines * customs->parcels_per_hour * mean_of(customs->staffed));
  return ahead;
}

double HubAtWork::hours_ahead(Duration looks_back) const {
  auto const quarters = static_cast<std::size_t>(std::max(1.0, looks_back / quarter_hour));
  auto const from = hours_ahead_sums_.size() - std::min(hours_ahead_sums_.size(), quarters + 1);
  auto const seen = static_cast<double>(hours_ahead_sums_.size() - 1 - from);
  return seen > 0 ? (hours_ahead_sums_.back() - hours_ahead_sums_[from]) / seen : 0;
}

// All are looked through; a share is opened by officers before it is released, the rest is released at once.
void HubAtWork::clear(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town) {
  bool const counts = window_->counts(start_of(q));
  auto const& customs = *facts_->customs;
  double const staffed = customs.staffed[hour_of_day(q)];
  for (auto const which : all_values<world::CustomsRegime>) {
    if (papers_[which].empty() || customs.regimes[which].open.open_from(start_of(q)) > start_of(q)) continue;
    std::erase_if(papers_[which], [&](auto const& pending) {
      if (pending.first > q) return false;
      with_papers_pending_ -= pending.second.parcels;
      x_ray_.queue.push(pending.second);
      return true;
    });
  }
  auto const release = [&](Lot lot) {
    lot.cleared = true;
    pack(lot, q, closed, town);
  };
  x_ray_.work(customs.machines * customs.parcels_per_hour * staffed / quarters_per_hour, counts, [&](Lot lot) {
    auto const regime = world_->mail_flows[lot.flow].regime;
    auto& rest = opened_rest_[regime];
    rest += lot.parcels * customs.regimes[regime].inspected_share;
    double const opened = std::min(lot.parcels, std::floor(rest + 1e-9));
    rest -= opened;
    if (counts) figures_.inspected += opened;
    if (counts) figures_.inspected_by_flow[lot.flow] += opened;
    if (counts) figures_.cleared_by_flow[lot.flow] += lot.parcels;
    Lot held = lot;
    held.parcels = opened;
    lot.parcels -= opened;
    if (held.parcels > 0) officers_.queue.push(held);
    if (lot.parcels > 0) release(lot);
  });
  double const inspections = customs.per_inspection > Duration{}
                                 ? customs.officers * (quarter_hour / customs.per_inspection) * staffed
                                 : officers_.queue.parcels();
  officers_.work(inspections, counts, release);
}

// What waits at the end of the quarter, and what the lines have done since the last.
void HubAtWork::count(Quarter q) {
  quarters_ += 1;
  double const waiting = backlog();
  figures_.backlog_mean += waiting;
  figures_.backlog_max = std::max(figures_.backlog_max, waiting);
  auto const hour = static_cast<std::size_t>(in_hours(start_of(q) - window_->from));
  if (figures_.backlog_by_hour.size() <= hour) {
    figures_.backlog_by_hour.resize(hour + 1);
    figures_.sorted_by_hour.resize(hour + 1);
    figures_.utilisation_by_hour.resize(hour + 1);
    able_by_hour_.resize(hour + 1);
  }
  figures_.backlog_by_hour[hour] = waiting;
  double const sorted_so_far = lines_.served - figures_.sorted, able_so_far = lines_.able - figures_.able;
  figures_.sorted_by_hour[hour] += sorted_so_far;
  able_by_hour_[hour] += able_so_far;
  figures_.utilisation_by_hour[hour] += lines_.used - used_so_far_;  // made a share at the end
  used_so_far_ = lines_.used;
  figures_.sorted = lines_.served;
  figures_.able = lines_.able;
}

void HubAtWork::pack(Lot lot, Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town) {
  auto const dispatch = dispatch_of(lot);
  bool const counts = window_->counts(start_of(q));
  ahead_[dispatch ? dispatch.value() : world_->dispatches.size()] -= lot.parcels;
  if (counts) figures_.parcels_out += lot.parcels;
  if (counts) hours_inside_ += lot.parcels * in_hours(start_of(q) - start_of(lot.came));
  if (!dispatch) return town.push_back(lot);
  auto const& facts = world_->dispatches[dispatch];
  double const kg = world_->mail_flows[lot.flow].kg, m3 = world_->mail_flows[lot.flow].litres / world::litres_per_m3;
  auto const room = [&](double full_at, double held, double each) {
    return each > 0 ? std::floor((full_at - held) / each + 1e-9) : lot.parcels;
  };
  while (lot.parcels > 0) {
    Unit& unit = open_unit(dispatch);
    Lot part = lot;
    part.parcels = std::min({lot.parcels, room(facts.full_at_kg, unit.kg, kg), room(facts.full_at_m3, unit.m3, m3),
                             facts.full_at_parcels - unit.parcels});
    if (part.parcels < 1) {
      close(dispatch, false, q, closed);
      continue;
    }
    if (unit.parcels == 0) unit.opened = start_of(q);
    unit.lots.push_back(part);
    unit.parcels += part.parcels;
    unit.kg += part.parcels * kg;
    unit.m3 += part.parcels * m3;
    lot.parcels -= part.parcels;
  }
}

void HubAtWork::close(DispatchId dispatch, bool cut_off, Quarter q, std::vector<Unit>& closed) {
  bool const counts = window_->counts(start_of(q));
  auto& figures = *std::ranges::find(figures_.dispatches, dispatch, &outcome::DispatchOutcome::dispatch);
  if (counts && cut_off) {
    ++figures.cut_offs;
    if (ahead_[dispatch.value()] > 0) ++figures.cut_offs_missed;
    figures.parcels_missed += ahead_[dispatch.value()];
  }
  Unit& unit = open_unit(dispatch);
  if (unit.parcels == 0) return;
  if (counts) {
    ++figures.units;
    figures.parcels += unit.parcels;
    figures.kg += unit.kg;
    figures.m3 += unit.m3;
    figures.chargeable_kg += std::max(unit.kg, unit.m3 * world::charged_kg_per_m3);
    double const bag = world_->dispatches[dispatch].receptacle_kg;
    if (bag > 0) figures.receptacles += std::ceil(unit.kg / bag - 1e-9);
  }
  closed.push_back(std::exchange(unit, Unit{.dispatch = dispatch, .lots = {}, .opened = {}}));
}

void HubAtWork::close_late(Quarter q, std::vector<Unit>& closed) {
  for (Unit const& unit : open_)
    if (unit.parcels > 0 && start_of(q + 1) - unit.opened >= world_->dispatches[unit.dispatch].longest_wait)
      close(unit.dispatch, false, q, closed);
}

outcome::HubOutcome HubAtWork::outcome() const {
  auto result = figures_;
  auto const share = [](Stage const& stage) { return stage.able > 0 ? stage.used / stage.able : 0; };
  result.sorting_utilisation = share(lines_);
  result.dock_utilisation = std::isfinite(docks_.able) ? share(docks_) : 0;
  result.x_ray_utilisation = share(x_ray_);
  result.officer_utilisation = share(officers_);
  if (quarters_ > 0) {
    result.backlog_mean /= quarters_;
    result.stock_mean = stock_quarters_ / quarters_;
  }
  for (std::size_t h = 0; h < result.utilisation_by_hour.size(); ++h)
    // Each hour is the difference of two sums that grow: what it has above 1 is rounding.
    result.utilisation_by_hour[h] =
        able_by_hour_[h] > 0 ? std::min(1.0, result.utilisation_by_hour[h] / able_by_hour_[h]) : 0;
  if (result.parcels_out > 0) result.hours_mean = hours_inside_ / result.parcels_out;
  result.backlog_at_end = backlog();
  return result;
}

}  // namespace tongzhou::engine
