#include <fmt/format.h>

#include <limits>
#include <string>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

void check(Reader const& given, world::VehicleClass const& vehicle) {
  if (vehicle.max_speed < vehicle.speed)
    given.refuse("max_speed_km_per_h", fmt::format("{} km/h is less than speed_km_per_h, {} km/h",
                                                   given.number("max_speed_km_per_h"), given.number("speed_km_per_h")));
  if (vehicle.draught_full < vehicle.draught_light)
    given.refuse("draught_full_m", fmt::format("{} m is less than draught_light_m, {} m",
                                               in_metres(vehicle.draught_full), in_metres(vehicle.draught_light)));
  if (vehicle.draught_full > vehicle.draught_light && !given.has("deadweight_t"))
    given.refuse("draught_full_m", "needs deadweight_t: how deep the ship lies follows from its load");
  if (vehicle.wagon_cost_per_day > 0 && vehicle.wagons == 0)
    given.refuse("wagon_cost_per_day", "missing key \"wagons\": nobody knows how many they are");
}

demand::Distribution<Duration> crew_change_of(Reader const& train) {
  if (!train.has("crew_change")) return {};
  auto const given = train.child("crew_change");
  auto const takes = distribution(given, "minutes", minutes(1));
  if (maximum(takes) <= Duration{}) given.refuse("minutes", "expected more than 0: a change that takes no time");
  return takes;
}

}  // namespace

void read_vehicle_classes(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("vehicle_classes")) {
    double const speed = given.number("speed_km_per_h");
    double const light = given.number("draught_light_m", 0);
    world::VehicleClass vehicle{
        .name = name_of(code, given),
        .mode = given.word<world::Mode>("mode"),
        .flag = given.text("flag", ""),
        .teu = given.number("teu"),
        .slots = static_cast<int>(given.whole("slots", 0)),
        .deadweight = given.has("deadweight_t") ? tonnes(given.number("deadweight_t")) : Mass::unlimited(),
        .reefer_plugs = static_cast<int>(given.whole("reefer_plugs", std::numeric_limits<int>::max())),
        .length = metres(given.number("length_m", 0)),
        .beam = metres(given.number("beam_m", 0)),
        .draught_light = metres(light),
        .draught_full = metres(given.number("draught_full_m", light)),
        .under_keel = metres(given.number("under_keel_m", 0)),
        .air_draught = metres(given.number("air_draught_m", 0)),
        .speed = km_per_hour(speed),
        .max_speed = km_per_hour(given.number("max_speed_km_per_h", speed)),
        .fixed_cost_per_day = given.number("fixed_cost_per_day", 0),
        .fuel = fuel_of(given, building, {"fuel_per_day", "fuel_per_day_in_port", "fuel_per_km"}),
        .fuel_per_day = given.number("fuel_per_day", 0),
        .fuel_per_day_in_port = given.number("fuel_per_day_in_port", 0),
        .light_fuel_share = given.number("light_fuel_share", 0.6),
        .shallow_water_share = given.number("shallow_water_share", 0),
        .fuel_per_km = given.number("fuel_per_km", 0),
        .empty_train = tonnes(given.number("empty_t", 0)),
        .wagons = static_cast<int>(given.whole("wagons", 0)),
        .wagon_cost_per_day = given.number("wagon_cost_per_day", 0),
        .crew_cost_per_hour = given.number("crew_cost_per_hour", 0),
        .crew_change_after =
            given.has("crew_change") ? hours(given.child("crew_change").number("after_hours")) : Duration::unlimited(),
        .crew_change = crew_change_of(given),
        .waits_for_water = days(given.number("waits_for_water_days", in_days(world::VehicleClass{}.waits_for_water))),
        .lock_priority = static_cast<int>(given.whole("lock_priority", 0)),
        .crane_limit = static_cast<int>(given.whole("crane_limit", 0)),
    };
    check(given, vehicle);
    building.vehicle_classes.add(code, building.world.vehicle_classes.add(std::move(vehicle)));
  }
}

}  // namespace tongzhou::format
