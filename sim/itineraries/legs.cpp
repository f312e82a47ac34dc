#include "sim/itineraries/legs.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/charges/tariff.hpp"
#include "sim/itineraries/timetable.hpp"

namespace tongzhou::itineraries {
using world::World;

namespace {

struct RideOfLeg {
  Leg leg;
  Ride ride;
};

auto key(Leg const& leg) { return std::tuple{leg.from, leg.to, leg.mode}; }

/// No ride calls on its way where it begins or ends: boarding later or alighting earlier is the same and shorter.
void add_rides(std::vector<RideOfLeg>& rides, World const& world, world::ServiceId id) {
  auto const& service = world.services[id];
  auto const mode = world.vehicle_classes[service.vehicle].mode;
  auto const stops = service.stops.size();
  for (std::size_t load = 0; load < stops; ++load) {
    auto const from = service.stops[load].terminal;
    auto const last = service.returns() ? load + stops : stops;
    std::vector<world::TerminalId> called;
    for (std::size_t stop = load + 1; stop < last; ++stop) {
      auto const discharge = stop % stops;
      auto const to = service.stops[discharge].terminal;
      if (to == from) break;
      if (std::ranges::find(called, to) != called.end()) continue;
      called.push_back(to);
      Leg const leg{from, to, mode, world.terminals[from].place, world.terminals[to].place};
      rides.push_back({leg, {id, static_cast<std::uint16_t>(load), static_cast<std::uint16_t>(discharge)}});
    }
  }
}

/// By contract, than by tariff; less than nothing where it is less.
double paid_more(World const& world, world::BoxType const& box, Ride const& ride, world::Freight const& contract) {
  auto const paid = [](charges::RidePrice const& price) { return price.freight + price.surcharge - price.subsidy; };
  return paid(charges::mean_price_of(world, box, ride, &contract)) - paid(charges::mean_price_of(world, box, ride));
}

}  // namespace

Legs::Legs(World const& world) : world_(world) {
  std::vector<RideOfLeg> rides;
  for (auto const id : world.services.ids()) add_rides(rides, world, id);
  std::ranges::stable_sort(rides, {}, [](RideOfLeg const& ride) { return key(ride.leg); });
  for (auto const& [leg, ride] : rides) {
    if (legs_.empty() || key(legs_[LegId{legs_.size() - 1}]) != key(leg)) {
      legs_.add(leg);
      begins_.push_back(static_cast<std::uint32_t>(rides_.size()));
    }
    rides_.push_back(ride);
  }
  begins_.push_back(static_cast<std::uint32_t>(rides_.size()));

  Table<world::ServiceId, Timetable> timetables;
  for (auto const& service : world.services) timetables.add(Timetable{world, service});
  for (auto const& ride : rides_) {
    auto const& service = world.services[ride.service];
    Duration const closed = std::max(Duration{}, closes_before_departure(service, ride.load));
    hours_.push_back({in_hours(expected_wait(service.schedule)), in_hours(closed),
                      in_hours(timetables[ride.service].from_cut_off_to_loading(service, ride.load))});
  }
  Table<world::BoxTypeId, bool> in_use(world.box_types.size(), false);
  for (auto const& flow : world.flows) in_use[flow.box] = true;
  for (auto const box : world.box_types.ids()) {
    std::vector<Cost> of_type;
    of_type.reserve(in_use[box] ? rides_.size() : 0);
    for (auto const& ride : rides_) {
      if (!in_use[box]) break;
      of_type.push_back(cost_of(world, timetables[ride.service], ride, world.box_types[box]));
    }
    costs_.add(std::move(of_type));
  }
}

std::vector<Line> Legs::lines(LegId leg, world::Flow const& flow) const {
  std::vector<Line> found;
  lines(leg, flow, found);
  return found;
}

void Legs::lines(LegId leg, world::Flow const& flow, std::vector<Line>& lines) const {
  lines.clear();
  auto const& facts = legs_[leg];
  auto const rides = this->rides(leg);
  auto const costs = this->costs(leg, flow.box);
  auto const hours = part(hours_, leg);
  for (std::size_t i = 0; i < rides.size(); ++i) {
    auto const& ride = rides[i];
    auto const& service = world_.services[ride.service];
    if (rules::refusal(world_, flow, service, facts.from_place, facts.to_place) != rules::Refusal::none) continue;
    if (!flow.only.empty() && std::ranges::find(flow.only, ride.service) == flow.only.end()) continue;
    auto aboard = costs[i];
    if (auto const* contract = charges::contract_of(flow, ride.service))
      aboard.money += paid_more(world_, world_.box_types[flow.box], ride, *contract);
    if (!std::isfinite(aboard.hours)) continue;  // there is a lock on its way through which it cannot go
    auto const [wait, cut_off, loads] = hours[i];
    aboard.hours += cut_off;
    lines.push_back({.ride = ride,
                     .cost = generalised(aboard, flow, world_.policy),
                     .money = aboard.money,
                     .wait_hours = wait,
                     .cut_off_hours = cut_off,
                     .loads_hours = loads,
                     .ride_hours = costs[i].hours,
                     .kg_co2e = aboard.kg_co2e});
  }
}

rules::Refusal refusal(World const& world, world::Flow const& flow, Ride const& ride) {
  auto const& service = world.services[ride.service];
  auto const place = [&](std::size_t stop) { return world.terminals[service.stops[stop].terminal].place; };
  return rules::refusal(world, flow, service, place(ride.load), place(ride.discharge));
}

}  // namespace tongzhou::itineraries
