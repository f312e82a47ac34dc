#include "scenarios/format/voyage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "sim/charges/passage_time.hpp"
#include "sim/rules/lockage.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/tide.hpp"

namespace tongzhou::format {
namespace {

using world::Direction;
using world::VehicleClass;

/// Rounded for people: a sum of metres should not read 3.4000000000000004.
std::string text(Length v) { return fmt::format("{:.6g} m", in_metres(v)); }
std::string text(Speed v) { return fmt::format("{:.6g} km/h", in_km_per_hour(v)); }

std::string draught_words(VehicleClass const& vehicle) {
  auto words = fmt::format("draught {} empty", text(vehicle.draught_light));
  if (vehicle.under_keel > Length{}) words += fmt::format(" and {} under the keel", text(vehicle.under_keel));
  return words;
}

bool floats(VehicleClass const& vehicle, Length depth) { return vehicle.draught_light + vehicle.under_keel <= depth; }

/// 0..52: the week in which a part of the year lies.
int first_week_of(std::size_t part) {
  Date date{2024, 1, 1};
  while (part_of_year(date) < part) date = days_after(date, 1);
  return week_of_year(date);
}

std::vector<std::string> obstacles(VehicleClass const& vehicle, double wagon_share, Speed speed,
                                   world::Link const& link, Direction direction) {
  std::vector<std::string> result;
  auto const cannot = fmt::format("vehicle class \"{}\" cannot pass \"{}\": ", vehicle.name.code, link.name.code);
  if (!rules::is_ship(vehicle)) {
    if (auto const length = rules::length(vehicle, wagon_share); length > link.longest_train)
      result.push_back(cannot + fmt::format("length {}, longest train {}", text(length), text(link.longest_train)));
    return result;
  }
  auto const deepest = std::ranges::max_element(link.depth);
  if (!floats(vehicle, *deepest))
    result.push_back(cannot + fmt::format("{}, depth at most {}, in week {}", draught_words(vehicle), text(*deepest),
                                          1 + first_week_of(static_cast<std::size_t>(deepest - link.depth.begin()))));
  if (vehicle.air_draught > link.air_draught)
    result.push_back(cannot + fmt::format("height {}, headroom {}", text(vehicle.air_draught), text(link.air_draught)));
  if (direction == Direction::up && speed <= link.current)
    result.push_back(cannot + fmt::format("speed {}, against a stream of {}", text(speed), text(link.current)));
  return result;
}

std::vector<std::string> obstacles(VehicleClass const& vehicle, world::Lock const& lock, Direction direction) {
  if (std::ranges::any_of(lock.chambers,
                          [&](auto const& chamber) { return rules::takes(chamber, vehicle, direction); }))
    return {};
  std::vector<std::string> chambers;
  for (auto const& chamber : lock.chambers) {
    auto words =
        fmt::format("\"{}\" {:.6g} x {:.6g} m", chamber.name.code, in_metres(chamber.length), in_metres(chamber.width));
    if (chamber.sill_depth < Length::unlimited()) words += fmt::format(", sill {}", text(chamber.sill_depth));
    if (!chamber.serves_up) words += ", down only";
    if (!chamber.serves_down) words += ", up only";
    chambers.push_back(std::move(words));
  }
  return {fmt::format("vehicle class \"{}\" fits no chamber of \"{}\" going {}: {:.6g} x {:.6g} m, {}; {}",
                      vehicle.name.code, lock.name.code, direction == Direction::up ? "up" : "down",
                      in_metres(vehicle.length), in_metres(vehicle.beam), draught_words(vehicle),
                      fmt::join(chambers, "; "))};
}

std::vector<std::string> obstacles(VehicleClass const& vehicle, world::GaugeChange const& border) {
  if (!std::holds_alternative<world::BogieChange>(border.method) || vehicle.wagons > 0) return {};
  return {fmt::format("vehicle class \"{}\" cannot change bogies at \"{}\": its wagons are not stated",
                      vehicle.name.code, border.name.code)};
}

/// Does a ship that waits for hours, convoys and helpers find them together at some time of day?
bool ever_sets_out(world::Approach const& way, std::span<Duration const> convoys, Length ship) {
  bool const by_day = ship >= way.day_only_from;
  std::vector<Time> times;
  for (Duration const convoy : convoys) times.push_back(Time{convoy});
  for (int hour = 0; convoys.empty() && hour < 24; ++hour)
    times.push_back(by_day ? way.daylight.open_from(at_hours(hour)) : at_hours(hour));
  auto const finds = [&](world::Helpers const& helpers) {
    return std::ranges::any_of(times, [&](Time at) {
      auto const hour = static_cast<std::size_t>(std::fmod(in_hours(at), 24));
      bool const helped = !helpers.needed_by(ship) || helpers.count * helpers.on_duty[hour] + 0.5 >= helpers.per_ship;
      return helped && (!by_day || way.daylight.open_from(at) == at);
    });
  };
  return finds(way.pilots) && finds(way.tugs);
}

}  // namespace

std::vector<std::string> obstacles(world::World const& world, VehicleClass const& vehicle, double wagon_share,
                                   Speed speed, world::Passage const& passage) {
  if (auto const* link = std::get_if<world::LinkId>(&passage.what))
    return obstacles(vehicle, wagon_share, speed, world.links[*link], passage.direction);
  if (auto const* lock = std::get_if<world::LockId>(&passage.what))
    return obstacles(vehicle, world.locks[*lock], passage.direction);
  return obstacles(vehicle, world.gauge_changes[std::get<world::GaugeChangeId>(passage.what)]);
}

std::vector<std::string> obstacles(world::World const& world, VehicleClass const& vehicle, double wagon_share,
                                   world::Terminal const& terminal) {
  std::vector<std::string> result;
  auto const cannot =
      fmt::format("vehicle class \"{}\" cannot call at \"{}\": ", vehicle.name.code, terminal.name.code);
  auto const length = rules::length(vehicle, wagon_share);
  if (length > terminal.berth_length && terminal.shunting.engines == 0)
    result.push_back(cannot + fmt::format("length {}, longest {} {}", text(length),
                                          rules::is_ship(vehicle) ? "berth" : "track", text(terminal.berth_length)));
  if (!rules::is_ship(vehicle)) return result;
  if (terminal.quay_length > Length{} && vehicle.length <= Length{})
    result.push_back(cannot + "it states no length_m, and ships lie along that quay by theirs");
  if (terminal.quay_length > Length{} && vehicle.length > terminal.quay_length)
    result.push_back(cannot + fmt::format("length {}, quay {}", text(vehicle.length), text(terminal.quay_length)));
  if (Length const deepest = std::ranges::max(terminal.depth); !floats(vehicle, deepest))
    result.push_back(cannot + fmt::format("{}, depth {}", draught_words(vehicle), text(deepest)));
  auto const approach = world.places[terminal.place].approach;
  if (!approach || !world.approaches[approach].used_by(vehicle.length)) return result;
  auto const& way = world.approaches[approach];
  if (Length const deepest = std::ranges::max(way.depth) + rules::reached_daily(way.tide, world.length);
      !floats(vehicle, deepest))
    result.push_back(cannot + fmt::format("{}, depth of \"{}\" at high water {}", draught_words(vehicle), way.name.code,
                                          text(deepest)));
  for (auto const& [word, convoys] : {std::pair{"come in", &way.convoys_in}, std::pair{"go out", &way.convoys_out}})
    if (!ever_sets_out(way, *convoys, vehicle.length))
      result.push_back(
          cannot +
          fmt::format("it can never {} by \"{}\": its hours, convoys and helpers on duty have no time in common", word,
                      way.name.code));
  return result;
}

Duration stay_at(world::World const& world, world::Service const& service, rules::WagonShares wagons,
                 world::Stop const& stop) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  auto const& terminal = world.terminals[stop.terminal];
  auto stay = charges::approach_time(world, vehicle, stop.terminal) + mean(stop.port_time);
  if (!stop.to_next.empty()) stay += service.mixed.per_call;
  if (terminal.shunting.engines > 0) {
    auto const parts = [&](double share) { return rules::parts_on_track(rules::length(vehicle, share), terminal); };
    stay += (parts(wagons.in) + parts(wagons.out)) * mean(terminal.shunting.takes);
  }
  int cranes = std::min(terminal.cranes, terminal.cranes_per_vehicle);
  if (vehicle.crane_limit > 0) cranes = std::min(cranes, vehicle.crane_limit);
  double const moves_per_hour = terminal.labour.mean_manned(cranes) * terminal.moves_per_crane_hour;
  return moves_per_hour > 0 ? stay + hours(charges::boxes_when_full(vehicle) / moves_per_hour) : stay;
}

}  // namespace tongzhou::format
