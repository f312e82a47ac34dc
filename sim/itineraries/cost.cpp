#include "sim/itineraries/cost.hpp"

#include <algorithm>
#include <variant>

#include "sim/rules/sailing.hpp"

namespace tongzhou::itineraries {
namespace {

constexpr double usual_fill = 0.7;  // of deadweight and of TEU; assumption

double carbon(world::World const& world, world::FuelId fuel, double units) {
  return fuel ? units * world.fuels[fuel].kg_co2e : 0;
}

/// Of the year; unlimited where nobody measured.
Length mean_depth(world::Link const& link) {
  double sum = 0;
  for (double const depth : link.depth) sum += depth;
  return metres(sum / world::weeks_of_year);
}

Cost move(world::World const& world, world::Terminal const& terminal, world::BoxType const& box) {
  return {.money = box.long_box ? terminal.handling_per_40ft : terminal.handling_per_20ft,
          .kg_co2e = carbon(world, terminal.energy, terminal.energy_per_move),
          .moves = 1};
}

}  // namespace

double generalised(Cost const& cost, world::Flow const& flow, world::Policy const& policy) {
  return cost.money + cost.hours * flow.time_value_per_hour + cost.kg_co2e / 1000 * policy.carbon_price_per_t +
         flow.value * (cost.moves * policy.loss_per_move + cost.km / 1000 * policy.loss_per_1000_km);
}

Cost cost_of(world::World const& world, Timetable const& timetable, Ride const& ride, world::BoxType const& box) {
  auto const& service = world.services[ride.service];
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  rules::Load const load{vehicle.deadweight * usual_fill, vehicle.teu * usual_fill};

  Cost cost;
  Length distance;
  double fuel = 0;
  std::size_t at = ride.load;
  do {
    for (auto const& passage : service.stops[at].to_next) {
      if (auto const* id = std::get_if<world::LinkId>(&passage.what)) {
        auto const& link = world.links[*id];
        distance += link.distance;
        fuel += rules::fuel_on(vehicle, link, passage.direction, vehicle.speed, load, mean_depth(link));
      } else if (auto const* border = std::get_if<world::GaugeChangeId>(&passage.what)) {
        cost.money += world.gauge_changes[*border].cost_per_box;
      }
    }
    at = (at + 1) % service.stops.size();
  } while (at != ride.discharge);

  cost.money += rules::freight(service.freight, box.long_box, distance);
  cost.hours = in_hours(expected_wait(service.schedule) + service.cut_off + timetable.ride(ride.load, ride.discharge));
  cost.kg_co2e = carbon(world, vehicle.fuel, fuel) * box.teu / (usual_fill * vehicle.teu);
  cost.km = in_km(distance);
  cost += move(world, world.terminals[service.stops[ride.load].terminal], box);
  cost += move(world, world.terminals[service.stops[ride.discharge].terminal], box);
  return cost;
}

Cost cost_of(world::World const& world, world::Transfer const& transfer) {
  return {.money = transfer.cost_per_box,
          .hours = in_hours(seconds(mean(transfer.time))),
          .kg_co2e = carbon(world, transfer.energy, transfer.energy_per_box)};
}

Duration time_on_road(world::World const& world, world::Link const& road, world::Direction direction) {
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  return rules::time_on(truck, road, direction, truck.speed);
}

Cost cost_of_road(world::World const& world, world::Link const& road, world::Direction direction,
                  world::BoxType const& box) {
  auto const& truck = world.vehicle_classes[world.trucking->vehicle];
  auto const& tariff = world.trucking->freight;
  double const km = in_km(road.distance);
  double const fuel = rules::fuel_on(truck, road, direction, truck.speed, {truck.deadweight, truck.teu}, Length::unlimited());
  return {.money = km * ((box.long_box ? tariff.per_km_40ft : tariff.per_km_20ft) + road.toll_per_km),
          .hours = in_hours(time_on_road(world, road, direction)),
          .kg_co2e = carbon(world, truck.fuel, fuel),
          .km = km};
}

Cost cost_of_hire(world::World const& world, world::BoxType const& box) {
  return {.money = rules::freight(world.trucking->freight, box.long_box, Length{})};
}

Cost cost_of_gate(world::Terminal const& terminal) {
  return {.hours = in_hours(seconds(mean(terminal.gate.per_truck)))};
}

Cost cost_of_change(world::TransferRules const& rules, bool changes_mode) {
  Cost cost;
  if (!rules.one_bill) {
    cost.hours += mean(rules.documents) / 3600;
    cost.money += rules.documents_cost;
  }
  if (changes_mode && !rules.one_box) {
    cost.hours += mean(rules.restuffing) / 3600;
    cost.money += rules.restuffing_cost;
  }
  return cost;
}

Cost cost_of_dwell(world::Terminal const& terminal, world::BoxType const& box) {
  auto const dwell = seconds(mean(terminal.dwell));
  auto const charged = std::max(dwell - terminal.free_storage, Duration{});
  return {.money = in_days(charged) * box.teu * terminal.storage_per_teu_day, .hours = in_hours(dwell)};
}

}  // namespace tongzhou::itineraries
