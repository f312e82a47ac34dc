#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

std::optional<world::Appointments> appointments_of(Reader const& gate) {
  if (!gate.has("appointments")) return std::nullopt;
  auto const given = gate.child("appointments");
  world::Appointments appointments{.slots_per_hour = given.number("slots_per_hour"),
                                   .early = minutes(given.number("early_minutes", 0)),
                                   .no_show_share = given.number("no_show_share", 0)};
  if (given.has("late_minutes")) appointments.late = minutes(given.number("late_minutes"));
  return appointments;
}

world::Gate gate_of(Reader const& terminal, Building const& building) {
  if (!terminal.has("gate")) return {};
  auto const gate = terminal.child("gate");
  return {.lanes = static_cast<int>(gate.whole("lanes")),
          .per_truck = distribution(gate, "minutes_per_truck", minutes(1)),
          .hours = opening_hours(gate, building),
          .appointments = appointments_of(gate)};
}

world::FactorByFill pace_of(Reader const& terminal) {
  if (terminal.has("crane_pace_by_fill") && !terminal.has("yard_teu"))
    terminal.refuse("crane_pace_by_fill", "needs yard_teu: nobody knows when the yard is full");
  auto const pace = factor_by_fill(terminal, "crane_pace_by_fill");
  if (std::ranges::any_of(pace.points, [](auto const& point) { return point.second < 0.01; }))
    terminal.refuse("crane_pace_by_fill", "cranes that stand still empty no yard: a pace is at least 0.01");
  return pace;
}

std::optional<double> number_if_given(Reader const& given, std::string const& key) {
  return given.has(key) ? std::optional{given.number(key)} : std::nullopt;
}

bool holds_trucks(Reader const& terminal) {
  bool const holds = terminal.flag("full_yard_holds_trucks", false);
  if (holds && !terminal.has("yard_teu"))
    terminal.refuse("full_yard_holds_trucks", "needs yard_teu: nobody knows when the yard is full");
  return holds;
}

world::Shunting shunting_of(Reader const& terminal) {
  if (!terminal.has("shunting")) return {};
  auto const given = terminal.child("shunting");
  return {.engines = static_cast<int>(given.whole("engines")),
          .takes = distribution(given, "minutes", minutes(1)),
          .cost_per_move = given.number("cost_per_move", 0)};
}

world::Terminal terminal_of(world::Name name, world::PlaceId place, Reader const& given, Building const& building) {
  auto const kind = given.word<world::TerminalKind>("kind");
  bool const rail = kind == world::TerminalKind::rail;
  bool const air = kind == world::TerminalKind::air;
  return {
      .name = std::move(name),
      .place = place,
      .kind = kind,
      .berths = static_cast<int>(given.whole(rail  ? "tracks"
                                             : air ? "stands"
                                                   : "berths",
                                             0)),
      .quay_length = metres(given.number("quay_length_m", 0)),
      .berth_gap = metres(given.number("berth_gap_m", 0)),
      .sends_idle_away = given.flag("sends_idle_away", false),
      .berth_length = length_or_unlimited(given, rail ? "track_length_m" : "berth_length_m"),
      .depth = depths(given),
      .cranes = static_cast<int>(given.whole(rail  ? "gantries"
                                             : air ? "loaders"
                                                   : "cranes",
                                             0)),
      .moves_per_crane_hour = given.number("moves_per_crane_hour", 0),
      .cranes_per_vehicle = static_cast<int>(given.whole("cranes_per_vehicle", 1)),
      .yard_teu = given.number("yard_teu", std::numeric_limits<double>::infinity()),
      .full_yard_holds_trucks = holds_trucks(given),
      .pace = pace_of(given),
      .dwell = distribution(given, "dwell_days", days(1)),
      .free_storage = days(given.number("free_storage_days", 0)),
      .storage_per_teu_day = given.number("storage_per_teu_day", 0),
      .handling_per_20ft = given.number("handling_per_20ft", 0),
      .handling_per_40ft = given.number("handling_per_40ft", 0),
      .transshipment_per_20ft = number_if_given(given, "transshipment_per_20ft"),
      .transshipment_per_40ft = number_if_given(given, "transshipment_per_40ft"),
      .energy = fuel_of(given, building, {"energy_per_move"}),
      .energy_per_move = given.number("energy_per_move", 0),
      .gate = gate_of(given, building),
      .shunting = shunting_of(given),
      .dues = dues_of(given, building),
  };
}

void check(Reader const& given, world::Terminal const& terminal) {
  bool const rail = terminal.kind == world::TerminalKind::rail;
  bool const air = terminal.kind == world::TerminalKind::air;
  if (terminal.kind == world::TerminalKind::quay && given.has("berths") == given.has("quay_length_m"))
    given.refuse(given.has("berths") ? "give berths or quay_length_m, not both"
                                     : "missing key \"berths\" or \"quay_length_m\"");
  if (given.has("berth_gap_m") && !given.has("quay_length_m"))
    given.refuse_key("berth_gap_m", "goes with quay_length_m only");
  constexpr double least_moves = 0.01;  // an hour: one in four days
  if (terminal.moves_per_crane_hour > 0 && terminal.moves_per_crane_hour < least_moves)
    given.refuse("moves_per_crane_hour",
                 fmt::format("expected 0 or at least {}, found {:g}", least_moves, terminal.moves_per_crane_hour));
  if (terminal.cranes > 0 && terminal.moves_per_crane_hour <= 0)
    given.refuse(rail ? "gantries" : air ? "loaders" : "cranes", "there are cranes, but moves_per_crane_hour is 0");
}

world::Chamber chamber_of(std::string const& code, Reader const& given) {
  if (given.has("water_saved_share") && !given.has("water_m3"))
    given.refuse_key("water_saved_share", "goes with water_m3 only");
  auto const serves = given.text("serves", "both");
  return {.name = name_of(code, given),
          .length = metres(given.number("length_m")),
          .width = metres(given.number("width_m")),
          .sill_depth = length_or_unlimited(given, "sill_depth_m"),
          .lockage = distribution(given, "lockage_minutes", minutes(1)),
          .passage = minutes(given.number("passage_minutes", 0)),
          .turn_back = minutes(given.number("turn_back_minutes", 0)),
          .serves_up = serves != "down",
          .serves_down = serves != "up",
          .water_m3 = given.number("water_m3", 0),
          .water_saved_share = given.number("water_saved_share", 0)};
}

/// Every ship that may come must fit a chamber, or it would wait for ever.
void check_traffic(Reader const& given, world::Lock const& lock) {
  auto const length = maximum(lock.traffic.length);
  auto const beam = maximum(lock.traffic.beam);
  auto const refuse = [&](char const* key, std::string_view direction) {
    auto const long_words =
        length == Length::unlimited() ? "of any length" : fmt::format("{} m long", in_metres(length));
    auto const wide_words = beam == Length::unlimited() ? "of any width" : fmt::format("{} m wide", in_metres(beam));
    given.refuse(key, fmt::format("ships may be {} and {}: no chamber that serves ships going {} is so large",
                                  long_words, wide_words, direction));
  };
  auto const none = [&](bool world::Chamber::*serves) {
    return std::ranges::none_of(lock.chambers, [&](world::Chamber const& chamber) {
      return chamber.*serves && chamber.length >= length && chamber.width >= beam;
    });
  };
  if (lock.traffic.ships_per_day_up > 0 && none(&world::Chamber::serves_up)) refuse("ships_per_day_up", "up");
  if (lock.traffic.ships_per_day_down > 0 && none(&world::Chamber::serves_down)) refuse("ships_per_day_down", "down");
}

world::Lock lock_of(world::Name name, world::PlaceId place, Reader const& given, Building const& building) {
  world::Lock lock{
      .name = std::move(name), .place = place, .chambers = {}, .traffic = {}, .dues = dues_of(given, building)};
  if (given.has("overtaken_at_most")) lock.overtaken_at_most = static_cast<int>(given.whole("overtaken_at_most"));
  for (auto const& [code, chamber] : given.entries("chambers")) lock.chambers.push_back(chamber_of(code, chamber));
  if (given.has("traffic")) {
    auto const traffic = given.child("traffic");
    lock.traffic = {.ships_per_day_up = traffic.number("ships_per_day_up", 0),
                    .ships_per_day_down = traffic.number("ships_per_day_down", 0),
                    .length = distribution(traffic, "length_m", metres(1)),
                    .beam = distribution(traffic, "beam_m", metres(1)),
                    .priority = static_cast<int>(traffic.whole("priority", 0)),
                    .turns_away_at = static_cast<int>(traffic.whole("turns_away_at", std::numeric_limits<int>::max())),
                    .quota_per_day = static_cast<int>(traffic.whole("quota_per_day", std::numeric_limits<int>::max()))};
    check_traffic(traffic, lock);
  }
  return lock;
}

void read_freight_station(world::Name name, world::PlaceId place, Reader const& given, Building& building) {
  auto const code = name.code;
  auto const station =
      building.world.freight_stations.add({.name = std::move(name),
                                           .place = place,
                                           .fill_share = given.number("fill_share", 0.85),
                                           .longest_wait = hours(given.number("longest_wait_hours", 48)),
                                           .cost_per_lot = given.number("cost_per_lot", 0)});
  building.freight_stations.add(code, station);
}

world::CustomsOffice customs_office_of(world::Name name, world::PlaceId place, Reader const& given,
                                       Building const& building) {
  return {.name = std::move(name),
          .place = place,
          .bays = static_cast<int>(given.whole("bays")),
          .inspection = distribution(given, "inspection_hours", hours(1)),
          .hours = opening_hours(given, building),
          .cost_per_declaration = given.number("cost_per_declaration", 0),
          .cost_per_inspection = given.number("cost_per_inspection", 0)};
}

/// The first of a kind at a place; a second is refused.
template <class I>
void keep_only(I& mine, I found, Reader const& given, std::string_view what) {
  if (mine) given.refuse(fmt::format("a place has at most one {}; make a second place", what));
  if (!mine) mine = found;
}

void read_facility(std::string const& code, Reader const& given, world::PlaceId place_id, Building& building) {
  auto& world = building.world;
  auto& place = world.places[place_id];
  auto name = name_of(place.name.code + "/" + code, given);
  auto const full_code = name.code;
  auto const kind = given.text("kind");
  if (kind == "lock") {
    auto const lock = world.locks.add(lock_of(std::move(name), place_id, given, building));
    building.locks.add(full_code, lock);
    keep_only(place.lock, lock, given, "lock");
  } else if (kind == "gauge_change") {
    auto const change = world.gauge_changes.add(gauge_change_of(std::move(name), place_id, given, building));
    building.gauge_changes.add(full_code, change);
    keep_only(place.gauge_change, change, given, "gauge_change");
  } else if (kind == "customs") {
    auto const office = world.customs_offices.add(customs_office_of(std::move(name), place_id, given, building));
    keep_only(place.customs, office, given, "customs office");
  } else if (kind == "approach") {
    auto const approach = world.approaches.add(approach_of(std::move(name), place_id, given, building));
    building.approaches.add(full_code, approach);
    keep_only(place.approach, approach, given, "approach");
  } else if (kind == "freight_station") {
    read_freight_station(std::move(name), place_id, given, building);
  } else if (kind == "postal_hub") {
    read_postal_hub(std::move(name), place_id, given, building);
  } else {
    auto const terminal = world.terminals.add(terminal_of(std::move(name), place_id, given, building));
    read_hub(given, world.terminals[terminal], place.operated_by, building);
    check(given, world.terminals[terminal]);
    building.terminals.add(full_code, terminal);
    place.terminals.push_back(terminal);
  }
}

/// `quay->rail` and `quay<->rail`: the ends, and whether both ways.
struct Ends {
  std::string from, to;
  bool both;
};
Ends ends_of(std::string const& code) {
  auto const arrow = code.find("->");
  bool const both = arrow > 0 && code[arrow - 1] == '<';
  return {code.substr(0, both ? arrow - 1 : arrow), code.substr(arrow + 2), both};
}

void add_transfer(world::Transfer transfer, std::string const& code, Reader const& place, Building& building) {
  bool const twice = std::ranges::any_of(building.world.transfers, [&](world::Transfer const& other) {
    return other.from == transfer.from && other.to == transfer.to;
  });
  if (twice) {
    place.refuse_key(code, fmt::format("the way from \"{}\" to \"{}\" is given twice",
                                       building.world.terminals[transfer.from].name.code,
                                       building.world.terminals[transfer.to].name.code));
  }
  building.world.transfers.add(std::move(transfer));
}

// A ship and a train are worked by the same cranes, those of the quay.
void refuse_direct_lift(Reader const& transfer, world::Terminal const& from, world::Terminal const& to) {
  using enum world::TerminalKind;
  bool const is_landward = from.kind == quay && to.kind == rail;
  if (!is_landward && !(from.kind == rail && to.kind == quay))
    return transfer.refuse_key(
        "direct_lift",
        fmt::format("goes between a quay and a rail terminal, not \"{}\" and \"{}\"", from.name.code, to.name.code));
  auto const& at_quay = is_landward ? from : to;
  if (at_quay.cranes == 0 || at_quay.moves_per_crane_hour <= 0)
    transfer.refuse_key("direct_lift", fmt::format("is work for quay cranes, and \"{}\" has none", at_quay.name.code));
}

std::optional<world::DirectLift> direct_lift_of(Reader const& transfer, world::Terminal const& from,
                                                world::Terminal const& to) {
  if (!transfer.has("direct_lift")) return std::nullopt;
  refuse_direct_lift(transfer, from, to);
  auto const given = transfer.child("direct_lift");
  return world::DirectLift{.cost_per_box = given.number("cost_per_box"),
                           .between = hours(1 / given.number("boxes_per_hour"))};
}

void read_transfer(std::string const& code, Reader const& given, Reader const& transfers, std::string const& place,
                   Building& building) {
  auto const ends = ends_of(code);
  auto const end = [&](std::string const& facility) {
    auto const found = building.terminals.find(place + "/" + facility);
    if (!found) transfers.refuse_key(code, fmt::format("\"{}\" has no quay, rail or yard \"{}\"", place, facility));
    return found;
  };
  auto const from = end(ends.from);
  auto const to = end(ends.to);
  if (!from || !to) return;
  if (from == to) return transfers.refuse_key(code, "a transfer joins two facilities");
  world::Transfer const transfer{
      .from = from,
      .to = to,
      .time = distribution(given, "hours", hours(1)),
      .cost_per_box = given.number("cost_per_box", 0),
      .energy = fuel_of(given, building, {"energy_per_box"}),
      .energy_per_box = given.number("energy_per_box", 0),
      .drayage = given.flag("drayage", false),
      .between = given.has("boxes_per_hour") ? hours(1 / given.number("boxes_per_hour")) : Duration{},
      .direct_lift = direct_lift_of(given, building.world.terminals[from], building.world.terminals[to])};
  add_transfer(transfer, code, transfers, building);
  if (!ends.both) return;
  auto back = transfer;
  std::swap(back.from, back.to);
  add_transfer(back, code, transfers, building);
}

}  // namespace

world::FactorByFill factor_by_fill(Reader const& given, std::string const& key) {
  world::FactorByFill factor;
  for (auto const& pair : given.items(key)) {
    auto const point = pair.items();
    if (!factor.points.empty() && point[0].number() <= factor.points.back().first)
      pair.refuse(fmt::format("fills go up: {} follows {}", point[0].number(), factor.points.back().first));
    factor.points.emplace_back(point[0].number(), point[1].number());
  }
  return factor;
}

void read_places(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("places")) {
    auto const place = building.world.places.add({.name = name_of(code, given),
                                                  .kind = given.word<world::PlaceKind>("kind"),
                                                  .country = given.text("country", ""),
                                                  .latitude = given.number("lat", 0),
                                                  .longitude = given.number("lon", 0),
                                                  .operated_by = given.text("operator", ""),
                                                  .terminals = {},
                                                  .lock = {},
                                                  .gauge_change = {},
                                                  .customs = {},
                                                  .approach = {}});
    building.places.add(code, place);
    for (auto const& [facility, of] : given.entries("facilities")) read_facility(facility, of, place, building);
    if (!given.has("transfers")) continue;
    auto const transfers = given.child("transfers");
    for (auto const& [key, of] : transfers.entries()) read_transfer(key, of, transfers, code, building);
  }
}

}  // namespace tongzhou::format
