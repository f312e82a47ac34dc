#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>

#include "scenarios/format/building.hpp"

// What stands in the file and is used by nobody.
namespace tongzhou::format {
namespace {

using world::Service;
using world::World;

template <class Uses>
bool any_service(World const& world, Uses uses) {
  return std::ranges::any_of(world.services, uses);
}

void check_stock(Reader const& scenario, char const* key, Index<world::RollingStockId> const& stock, char const* named,
                 World const& world) {
  for (auto const& [code, given] : scenario.entries(key)) {
    auto const id = stock.find(code);
    if (!any_service(world, [&](Service const& service) { return service.uses(id); }))
      given.refuse(fmt::format("no service names it in {}: no train takes it", named));
  }
}

void check_indices(Reader const& scenario, Building const& building) {
  for (auto const& [code, given] : scenario.entries("price_indices")) {
    auto const id = building.price_indices.find(code);
    if (!any_service(building.world, [&](Service const& service) { return service.index == id; }))
      given.refuse("no service names it as its \"price_index\": no price follows it");
  }
}

/// Does it pass a border of which `asked(border)` says yes?
template <class Asked>
bool crosses(Service const& service, Asked asked) {
  return std::ranges::any_of(service.stops, [&](world::Stop const& stop) {
    return std::ranges::any_of(stop.to_next, [&](world::Passage const& passage) {
      auto const* id = std::get_if<world::GaugeChangeId>(&passage.what);
      return id != nullptr && asked(*id);
    });
  });
}

/// Do boxes of the service wait at the border for wagons that are counted?
bool waits_for_wagons(Service const& service, world::GaugeChangeId border) {
  return !service.wagon_sets_beyond.empty() && crosses(service, [&](auto id) { return id == border; });
}

void check_border_priorities(Reader const& scenario, Building const& building) {
  for (auto const& [code, given] : scenario.entries("services")) {
    if (!given.has("border_priority")) continue;
    auto const& service = building.world.services[building.services.find(code)];
    if (!crosses(service, [](auto) { return true; })) given.refuse_key("border_priority", "its trains cross no border");
  }
}

void check_light_fuel(Reader const& scenario, Building const& building) {
  auto const& world = building.world;
  for (auto const& [code, given] : scenario.entries("locomotives")) {
    if (given.number("light_fuel_per_km", 0) <= 0) continue;
    auto const id = building.locomotives.find(code);
    auto const burns = [&](Service const& service) {
      return service.uses(id) && world.vehicle_classes[service.vehicle].fuel;
    };
    if (!any_service(world, burns))
      given.refuse("light_fuel_per_km", "its trains have no \"fuel\": nobody knows what is burnt here");
  }
}

void check_buffer(Reader const& transfer, world::GaugeChangeId border, World const& world) {
  if (!transfer.has("buffer_boxes") || transfer.whole("buffer_boxes") == 0) return;
  if (!any_service(world, [&](Service const& service) { return waits_for_wagons(service, border); }))
    transfer.refuse("buffer_boxes", "no service over this border has \"wagon_sets_beyond\": no train waits for wagons");
}

void check_buffers(Reader const& scenario, Building const& building) {
  for (auto const& [place_code, place] : scenario.entries("places"))
    for (auto const& [code, facility] : place.entries("facilities")) {
      auto const border = building.gauge_changes.find(place_code + "/" + code);
      if (border && facility.has("transfer")) check_buffer(facility.child("transfer"), border, building.world);
    }
}

}  // namespace

void check_uses(Reader const& scenario, Building const& building) {
  check_stock(scenario, "wagon_sets", building.wagon_sets, "\"wagon_sets\" or \"wagon_sets_beyond\"", building.world);
  check_stock(scenario, "locomotives", building.locomotives, "\"locomotives\"", building.world);
  check_indices(scenario, building);
  check_buffers(scenario, building);
  check_border_priorities(scenario, building);
  check_light_fuel(scenario, building);
}

}  // namespace tongzhou::format
