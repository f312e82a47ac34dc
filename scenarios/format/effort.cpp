#include "scenarios/format/effort.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <variant>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "sim/demand/distribution.hpp"

namespace tongzhou::format {
namespace {

// Measured with `tools/bench floor` on one core of a server of 2023, rounded up: docs/performance.md.
constexpr double seconds_per_event = 2e-6;
constexpr double seconds_per_box = 2e-6;
constexpr double bytes_per_box = 250;      // a row, its entry in a queue and its share of what grows by doubling
constexpr double megabytes_at_least = 20;  // program, network and plans

constexpr double events_per_passage = 2;  // of a vehicle at a stop, on a link, in a lock: it comes and goes

/// The times something happens that takes so long each time; nothing counts as a millionth of a second.
double times(Duration length, Duration each) { return length / std::max(each, seconds(1e-6)); }

/// The least time in which a vehicle is back, at full speed and without a call that takes any time.
Duration shortest_round_trip(world::World const& world, world::Service const& service) {
  Duration time;
  for (auto const& stop : service.stops) {
    time += mean(stop.port_time);
    for (auto const& passage : stop.to_next)
      if (auto const* link = std::get_if<world::LinkId>(&passage.what))
        time += world.links[*link].distance / world.vehicle_classes[service.vehicle].max_speed;
  }
  return time;
}

/// Expected departures from the first stop. Who leaves when full leaves no oftener than the fleet comes round, and no
/// oftener than the boxes of the run, or the longest wait, fill the vehicle.
double departures(world::World const& world, world::Service const& service, double boxes) {
  struct Visitor {
    world::World const& world;
    world::Service const& service;
    double boxes;
    double operator()(world::Regular const& s) const { return times(world.length, s.headway); }
    double operator()(world::Weekly const& s) const {
      return in_days(world.length) / 7 * static_cast<double>(s.departures.size());
    }
    double operator()(world::Random const& s) const { return times(world.length, mean(s.between)); }
    double operator()(world::WhenFull const& s) const {
      double const fleet = std::max(1, service.fleet);
      double const round = fleet * times(world.length, shortest_round_trip(world, service));
      double const wait = s.longest_wait == Duration::unlimited() ? 0.0 : fleet * times(world.length, s.longest_wait);
      double const fill = std::max(1.0, s.fill * world.vehicle_classes[service.vehicle].teu);
      return std::min(round, 2 * boxes / fill + wait);
    }
  };
  return std::visit(Visitor{world, service, boxes}, service.schedule);
}

/// Keeps what is the largest part of it.
class Counter {
 public:
  void add(double Effort::*figure, double amount, std::string const& what) {
    effort_.*figure += amount;
    if (amount <= most_) return;
    most_ = amount;
    effort_.most_of_it = what;
  }
  Effort& effort() { return effort_; }

 private:
  Effort effort_;
  double most_ = 0;
};

/// Of the boxes of a run, those for which its services have no room: they pile up to its end.
double share_left_behind(world::World const& world, world::Flow const& flow,
                         std::vector<itineraries::Itinerary> const& ways) {
  double const teu = flow.boxes_per_year * world.box_types[flow.box].teu;
  auto const room = plausibility::room_a_year(world, ways);
  return room && !ways.empty() && teu > *room ? 1 - *room / teu : 0;
}

/// Boxes a year of each flow, those among them in which goods leave customs zones: no goods come back to a stay.
Table<world::FlowId, double> boxes_a_year(world::World const& world) {
  Table<world::FlowId, double> boxes(world.flows.size(), 0.0);
  Table<world::FlowId, std::size_t> feeds(world.flows.size(), 0);  // stays that are still to be counted
  for (auto const& stay : world.zone_stays)
    for (auto const& leaving : stay.to) ++feeds[leaving.flow];
  std::vector<world::FlowId> counted;
  for (auto const id : world.flows.ids()) {
    boxes[id] = world.flows[id].boxes_per_year;
    if (feeds[id] == 0) counted.push_back(id);
  }
  while (!counted.empty()) {
    auto const id = counted.back();
    counted.pop_back();
    if (!world.flows[id].stay) continue;
    auto const& stay = world.zone_stays[world.flows[id].stay];
    double const in_time = std::max(0.0, 1 - mean(stay.stay) / world.length);  // those after the end never leave
    for (auto const& [flow, share] : stay.to) {
      boxes[flow] += boxes[id] * stay.boxes_per_box * share * in_time;
      if (--feeds[flow] == 0) counted.push_back(flow);
    }
  }
  return boxes;
}

void count_boxes(world::World const& world, itineraries::Plans const& plans, Counter& counter) {
  auto const a_year = boxes_a_year(world);
  double const years = in_days(world.length) / 365;
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    double const boxes = a_year[id] * years;
    counter.add(&Effort::boxes, boxes, fmt::format("flow {}, {:.3g} boxes a year", flow.name.code, a_year[id]));
    double const planned = plans[id].empty() ? 0 : plans[id].front().hours;
    double const under_way = std::min(1.0, (planned + 24) / in_hours(world.length));
    counter.effort().boxes_alive += boxes * std::max(under_way, share_left_behind(world, flow, plans[id]));
  }
  for (auto const& pool : world.empties.pools) counter.effort().boxes_alive += std::min(pool.stock, 1e9) / 10;
}

/// Units that hubs close: as many as the parcels fill, or as wait too long.
void count_mail(world::World const& world, Counter& counter) {
  double parcels = 0, kg = 0;
  for (auto const& flow : world.mail_flows) {
    parcels += flow.parcels_per_day * in_days(world.length);
    kg += flow.parcels_per_day * in_days(world.length) * flow.kg;
  }
  for (auto const& dispatch : world.dispatches) {
    double units = std::max(parcels / dispatch.full_at_parcels, kg / dispatch.full_at_kg);
    if (dispatch.longest_wait < Duration::unlimited()) units += times(world.length, dispatch.longest_wait);
    counter.add(&Effort::boxes, units, "dispatch " + dispatch.name.code);
  }
  constexpr double quarters_per_day = 96;
  auto const ways = static_cast<double>(world.dispatches.size() + world.mail_flows.size() + 1);
  for (auto const& hub : world.postal_hubs) {
    counter.add(&Effort::events, quarters_per_day * in_days(world.length) * ways, "postal hub " + hub.name.code);
    if (mean(hub.sorting.between) <= Duration{}) continue;
    auto const cycle = mean(hub.sorting.between) + mean(hub.sorting.lasting);
    counter.add(&Effort::events, hub.sorting.count * times(world.length, cycle),
                "breakdowns of the lines of " + hub.name.code);
  }
}

void count_services(world::World const& world, Counter& counter) {
  double const boxes = counter.effort().boxes;
  for (auto const& service : world.services) {
    double passages = 0;
    for (auto const& stop : service.stops) passages += 1 + static_cast<double>(stop.to_next.size());
    double const sailings = departures(world, service, boxes);
    counter.add(&Effort::events, sailings * passages * events_per_passage,
                fmt::format("service {}, {:.3g} departures", service.name.code, sailings));
  }
}

void count_others(world::World const& world, Counter& counter) {
  for (auto const& lock : world.locks) {
    double const a_day = lock.traffic.ships_per_day_up + lock.traffic.ships_per_day_down;
    counter.add(&Effort::events, a_day * in_days(world.length) * events_per_passage,
                "other ships in lock " + lock.name.code);
  }
  for (auto const& disruption : world.disruptions) {
    auto const* at_random = std::get_if<world::Disruption::AtRandom>(&disruption.when);
    if (at_random == nullptr) continue;
    auto const cycle = mean(at_random->between) + mean(at_random->lasting);
    counter.add(&Effort::events, times(world.length, cycle), "disruption " + disruption.name.code);
  }
}

std::string duration_words(double seconds) {
  if (seconds < 60) return fmt::format("{:.0f} seconds", std::ceil(seconds));
  if (seconds < 7200) return fmt::format("{:.3g} minutes", std::ceil(seconds / 6) / 10);
  if (seconds < 2 * 86400) return fmt::format("{:.0f} hours", seconds / 3600);
  return fmt::format("{:.3g} days", seconds / 86400);
}

}  // namespace

double Effort::seconds() const { return events * seconds_per_event + boxes * seconds_per_box; }

double Effort::megabytes() const { return megabytes_at_least + boxes_alive * bytes_per_box / (1 << 20); }

Effort effort_of(world::World const& world, itineraries::Plans const& plans) {
  Counter counter;
  count_boxes(world, plans, counter);
  count_mail(world, counter);
  count_services(world, counter);
  count_others(world, counter);
  return counter.effort();
}

std::string too_much(Effort const& effort, Allowed allowed) {
  auto const about =
      fmt::format("about {:.2g} events and {:.2g} boxes are to be expected", effort.events, effort.boxes);
  auto const most = fmt::format("; most of it: {}. --yes runs it all the same", effort.most_of_it);
  if (allowed.seconds > 0 && effort.seconds() > allowed.seconds)
    return fmt::format("{}, some {}, where {} are allowed{}", about, duration_words(effort.seconds()),
                       duration_words(allowed.seconds), most);
  if (allowed.megabytes > 0 && effort.megabytes() > allowed.megabytes)
    return fmt::format("{}, {:.2g} of them at once in some {:.0f} MB, where {:.0f} MB are allowed{}", about,
                       effort.boxes_alive, effort.megabytes(), allowed.megabytes, most);
  return {};
}

}  // namespace tongzhou::format
