#include "sim/itineraries/cost.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "network/base/calendar.hpp"
#include "sim/charges/charge.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/rules/formality.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::itineraries {
namespace {

constexpr double usual_fill = 0.7;  // of deadweight and of TEU; assumption

/// Of the year; unlimited where nobody measured.
Length mean_depth(world::Link const& link) {
  static constexpr auto parts = [] {
    std::array<std::size_t, 365> by_day{};
    for (std::size_t day = 0; day < by_day.size(); ++day)
      by_day[day] = part_of_year(days_after(Date{2023, 1, 1}, static_cast<std::int64_t>(day)));
    return by_day;
  }();
  if (link.depth.front() == Length::unlimited()) return Length::unlimited();
  Length sum;
  for (auto const part : parts) sum += link.depth[part];
  return sum / static_cast<double>(parts.size());
}

/// What is charged by tariff; hours are for those to add who know how they pass.
Cost cost_of(charges::Charge const& charge) {
  return {.money = charges::total(charge.money),
          .kg_co2e = charges::total(charge.kg_co2e),
          .moves = charge.moves,
          .km = in_km(charge.distance)};
}

/// Of all a vehicle emits between two stops of a ride: at design speed, with a usual load, for as long as passages take
/// on the mean.
double kg_of_vehicle(world::World const& world, world::Service const& service, Ride const& ride) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  if (!vehicle.fuel) return 0;
  Speed const speed = charges::usual_speed(world, service);
  rules::Load const load{vehicle.deadweight * usual_fill, vehicle.teu * usual_fill};
  double fuel = 0;
  std::size_t at = ride.load;
  do {
    for (auto const& passage : service.stops[at].to_next) {
      auto const* id = std::get_if<world::LinkId>(&passage.what);
      if (id == nullptr) continue;
      auto const& link = world.links[*id];
      fuel +=
          charges::mean_factor(link) * rules::fuel_on(vehicle, link, passage.direction, speed, load, mean_depth(link));
    }
    at = (at + 1) % service.stops.size();
  } while (at != ride.discharge);
  return fuel * world.fuels[vehicle.fuel].kg_co2e;
}

/// One TEU's share of what the vehicles of a service emit.
double kg_per_teu(world::World const& world, Ride const& ride) {
  auto const& service = world.services[ride.service];
  double kg = 0, teu = 0;
  for (auto const& run : service.turns()) {
    kg += kg_of_vehicle(world, run, ride);
    teu += usual_fill * world.vehicle_classes[run.vehicle].teu;
  }
  return kg / teu;
}

/// A box that is taken off its train at a border goes on with a later one.
Cost expected_at_border(world::BorderFormalities const& rule, world::Service const& service) {
  Duration const stays = until_a_later_one(service.schedule, rule.inspection, rule.hours.mean_wait());
  return {.money = rule.inspected_share * rule.cost_per_inspection, .hours = rule.inspected_share * in_hours(stays)};
}

rules::ExpectedClearance expected_clearance(world::World const& world, world::Flow const& flow,
                                            Formalities const& asked) {
  return rules::expected_clearance(world, flow, {asked.place, static_cast<bool>(asked.at)}, asked.import,
                                   asked.under_way);
}

/// Without the fee of the declaration, which is a tariff.
Cost cost_of_clearance(world::World const& world, world::Flow const& flow, Formalities const& asked) {
  auto const& rule = world.customs;
  auto const expected = expected_clearance(world, flow, asked);
  Cost cost{.money = expected.retest_cost,
            .hours = in_hours(expected.declaration + expected.retest + expected.detention)};
  auto const office = world.places[asked.place].customs;
  if (!office) return cost;
  auto const& facts = world.customs_offices[office];
  bool const in_two_stages = rule.two_stage && asked.import;
  double const takes_h = in_hours(mean(facts.inspection)) * (in_two_stages ? rule.port_stage_share : 1) +
                         in_hours(facts.hours.mean_wait());
  cost.money += expected.inspected * facts.cost_per_inspection;
  cost.hours += expected.inspected * takes_h;
  return cost;
}

}  // namespace

double generalised(Cost const& cost, world::Flow const& flow, world::Policy const& policy) {
  double const carbon =
      policy.carbon_paid_by == world::CarbonPayer::shippers ? charges::carbon_cost(policy, cost.kg_co2e) : 0;
  return cost.money + cost.hours * flow.hour_costs() + carbon +
         charges::loss_and_damage(policy, flow.value, cost.moves, kilometres(cost.km));
}

Cost cost_of(world::World const& world, Timetable const& timetable, Ride const& ride, world::BoxType const& box) {
  auto cost = cost_of(charges::charge_of(world, box, ride));
  cost.hours = in_hours(timetable.ride(ride.load, ride.discharge));
  cost += expected_at_borders(world, ride);
  cost.kg_co2e += kg_per_teu(world, ride) * box.teu;
  return cost;
}

Cost expected_at_borders(world::World const& world, Ride const& ride) {
  auto const& service = world.services[ride.service];
  Cost cost;
  if (world.gauge_changes.empty()) return cost;
  std::size_t at = ride.load;
  do {
    for (auto const& passage : service.stops[at].to_next)
      if (auto const* border = std::get_if<world::GaugeChangeId>(&passage.what))
        if (auto const& rule = world.gauge_changes[*border].formalities; rule.inspected_share > 0)
          cost += expected_at_border(rule, service);
    at = (at + 1) % service.stops.size();
  } while (at != ride.discharge);
  return cost;
}

Cost cost_of(world::World const& world, InterTerminalTransfer const& between, world::BoxType const& box) {
  auto cost = cost_of(charges::charge_of(world, box, between));
  cost.hours = in_hours(mean(world.transfers[between.transfer].time));
  return cost;
}

Duration time_on_road(world::World const& world, world::LinkId road, world::Direction direction) {
  return charges::mean_time(world, world.vehicle_classes[world.trucking->vehicle], {road, direction});
}

Cost cost_of_road(world::World const& world, world::LinkId road, world::Direction direction, world::BoxType const& box,
                  double trucks) {
  auto cost = cost_of(charges::charge_of_road(world, box, world.links[road], trucks));
  cost.hours = in_hours(time_on_road(world, road, direction));
  return cost;
}

Cost cost_of_hire(world::World const& world, world::BoxType const& box) {
  return cost_of(charges::charge_of_hire(world, box));
}

Cost cost_of_gate(world::Terminal const& terminal) {
  auto const& gate = terminal.gate;
  Duration const until_slot = gate.appointments ? gate.appointments->spacing() / 2 : Duration{};
  return {.hours = in_hours(mean(gate.per_truck) + gate.hours.mean_wait() + until_slot)};
}

Cost cost_of_setting_down(world::World const& world, world::TerminalId into, world::BoxType const& box) {
  return cost_of(charges::charge_of_setting_down(world, box, into));
}

Cost cost_of(world::World const& world, world::Flow const& flow, Formalities const& asked) {
  auto cost = cost_of(charges::charge_of(world, world.box_types[flow.box], asked));
  auto const& change = world.transfer_rules;
  if (asked.documents) cost.hours += in_hours(mean(change.documents));
  if (asked.restuffing) cost.hours += in_hours(mean(change.restuffing));
  if (asked.transit) cost.hours += in_hours(rules::expected_transit(world, flow, asked.place));
  if (asked.clearance) cost += cost_of_clearance(world, flow, asked);
  return cost;
}

Cost inland_inspection(world::World const& world, world::PlaceId place) {
  Cost cost{.hours = in_hours(mean(world.customs.inland_inspection))};
  auto const office = world.places[place].customs;
  if (!office) return cost;
  cost.money = world.customs_offices[office].cost_per_inspection;
  cost.hours += in_hours(world.customs_offices[office].hours.mean_wait());
  return cost;
}

Cost cost_of_second_stage(world::World const& world, world::Flow const& flow, Formalities const& asked,
                          Step const& last) {
  auto const& rule = world.customs;
  auto const port = world.places[asked.place].customs;
  bool const in_two_stages = rule.two_stage && asked.import && port;
  if (!in_two_stages && rule.zones.empty()) return {};
  auto const expected = expected_clearance(world, flow, asked);
  auto const* truck = std::get_if<Truck>(&last);
  if (truck == nullptr) {
    if (!in_two_stages) return {};
    Duration const rest = mean(world.customs_offices[port].inspection) * (1 - rule.port_stage_share);
    return {.hours = expected.inspected * in_hours(rest)};
  }
  auto const place = truck->out_of ? world.terminals[truck->out_of].place : flow.destination;
  double const share = expected.inspected_later + (in_two_stages ? expected.inspected : 0);
  auto const each = inland_inspection(world, place);
  return {.money = share * each.money, .hours = share * each.hours};
}

double expected_storage(world::Terminal const& terminal, world::BoxType const& box, Duration certain,
                        Duration mean_wait, Duration loads) {
  Duration const free = terminal.free_storage - certain - std::max(loads, Duration{});  // of the wait
  if (mean_wait <= Duration{})
    return in_days(std::max(Duration{} - free, Duration{})) * box.teu * terminal.storage_per_teu_day;
  Duration const longest = 2 * mean_wait, beside = std::min(std::max(Duration{} - loads, Duration{}), longest);
  // Of waits from nothing to the longest, all alike: what is charged, times its share.
  auto const charged = [&](Duration wait) {
    if (free <= Duration{}) return wait * ((wait / 2 - free) / longest);
    Duration const beyond = std::max(wait - free, Duration{});
    return beyond * (beyond / (2 * longest));
  };
  return in_days(charged(beside) + charged(longest - beside)) * box.teu * terminal.storage_per_teu_day;
}

Cost cost_of_dwell(world::Terminal const& terminal, world::BoxType const& box) {
  return {.money = charges::mean_storage(terminal, box.teu, {}, terminal.dwell),
          .hours = in_hours(mean(terminal.dwell))};
}

double dwelling_share(world::World const& world, world::Flow const& flow, Formalities const& cleared) {
  return cleared.import ? 1 - expected_clearance(world, flow, cleared).at_ships_side : 1;
}

}  // namespace tongzhou::itineraries
