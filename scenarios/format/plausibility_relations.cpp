#include "scenarios/format/plausibility_relations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reader.hpp"
#include "scenarios/format/schedules.hpp"
#include "scenarios/format/voyage.hpp"
#include "scenarios/geography/geodesic.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/itineraries/empty_supply.hpp"
#include "sim/itineraries/formalities.hpp"
#include "sim/rules/lockage.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/tide.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::format::plausibility {

using world::LinkKind;
using world::Mode;
using world::Service;
using world::TerminalKind;
using world::VehicleClass;

std::string of_facility(std::string const& code, std::string_view key) {
  auto const slash = code.find('/');
  auto pointer = "/places" + step_for(code.substr(0, slash)) + "/facilities" + step_for(code.substr(slash + 1));
  if (!key.empty()) pointer += step_for(key);
  return pointer;
}

namespace {

struct Span {
  double low = 0, high = 0;
  bool holds(double value) const { return low <= value && value <= high; }
};

/// To two digits, but not as a power of ten where it is large.
std::string coarse(double value) {
  double const step = std::pow(10, std::floor(std::log10(value)) - 1);
  return fmt::format("{:.12g}", std::round(value / step) * step);
}

std::string text(Span const& span) { return fmt::format("{:.6g} to {:.6g}", span.low, span.high); }

std::string at(std::string_view section, std::string const& code, std::string_view key = {}) {
  auto pointer = step_for(section) + step_for(code);
  if (!key.empty()) pointer += step_for(key);
  return pointer;
}

std::string of_vehicle(VehicleClass const& vehicle, std::string_view key) {
  return at("vehicle_classes", vehicle.name.code, key);
}

bool limited(Mass mass) { return mass < Mass::unlimited(); }

char const* mode_in_words(Mode mode) {
  switch (mode) {
    case Mode::sea:
      return "a sea-going ship";
    case Mode::river:
      return "a river ship";
    case Mode::rail:
      return "a train";
    case Mode::road:
      return "a truck";
    case Mode::air:
      return "an aeroplane";
  }
  return "a vehicle";
}

/// The most water a link has in any week of the year.
Length best_depth(world::Link const& link) { return *std::ranges::max_element(link.depth); }

/// The deepest sill over which a ship that fits can go.
Length best_depth(world::Lock const& lock, VehicleClass const& vehicle, world::Direction direction) {
  Length best{};
  for (auto const& chamber : lock.chambers)
    if (rules::takes(chamber, vehicle, direction)) best = std::max(best, chamber.sill_depth);
  return best;
}

/// At the high water that is reached every day.
Length best_depth(World const& world, world::Approach const& way) {
  return std::ranges::max(way.depth) + rules::reached_daily(way.tide, world.length);
}

/// Mean time between departures, by a timetable or at random; zero: neither.
Duration mean_gap(world::Schedule const& schedule) {
  if (auto const* random = std::get_if<world::Random>(&schedule)) return mean(random->between);
  return headway(schedule).value_or(Duration{});
}

}  // namespace

double worth_in_cny(std::string const& currency) {
  // Rounded, assumption: they only say of which order of magnitude an amount is.
  constexpr std::pair<std::string_view, double> known[]{{"CNY", 1},     {"USD", 7},      {"EUR", 8},     {"GBP", 9},
                                                        {"HKD", 0.9},   {"SGD", 5.4},    {"JPY", 0.05},  {"RUB", 0.08},
                                                        {"KZT", 0.014}, {"VND", 0.0003}, {"KRW", 0.005}, {"CHF", 8.5}};
  for (auto const& [code, worth] : known)
    if (code == currency) return worth;
  return 0;
}

// Heat of combustion of diesel, in round figures; electricity as it is. Assumption.
double megajoules(double amount, std::string const& unit) {
  constexpr std::pair<std::string_view, double> known[]{{"t", 42'700}, {"kg", 42.7},  {"L", 36}, {"l", 36},
                                                        {"kWh", 3.6},  {"MWh", 3600}, {"MJ", 1}, {"GJ", 1000}};
  for (auto const& [name, worth] : known)
    if (name == unit) return amount * worth;
  return 0;
}

double teu_a_year(World const& world, Service const& service) {
  auto const between = mean_gap(service.schedule);
  return between > Duration{} ? days(365) / between * charges::mean_teu(world, service) : 0;
}

std::optional<double> room_a_year(World const& world, std::vector<itineraries::Itinerary> const& ways) {
  std::set<world::ServiceId> services;
  for (auto const& way : ways) {
    if (way.lines.empty()) return std::nullopt;
    for (auto const& lines : way.lines)
      for (auto const& line : lines) services.insert(line.ride.service);
  }
  double room = 0;
  for (auto const service : services) {
    double const each = teu_a_year(world, world.services[service]);
    if (each <= 0) return std::nullopt;
    room += each;
  }
  return room;
}

std::vector<Remark> year_of_the_start(World const& world) {
  constexpr int first = 1950, last = 2150;
  if (first <= world.start.year && world.start.year <= last) return {};
  return {{"/start", fmt::format("the year {}; usual are {} to {}", world.start.year, first, last)}};
}

std::vector<Remark> nothing_to_carry(World const& world) {
  auto const is_demand = [](world::Flow const& flow) { return !flow.repositioning; };
  if (!world.mail_flows.empty() || std::ranges::any_of(world.flows, is_demand)) return {};
  return {{"/flows", "there are no flows and no mail: nothing is carried"}};
}

std::vector<Remark> deadweight_for_its_teu(World const& world) {
  constexpr Span usual{3, 45};  // t a TEU
  std::vector<Remark> made;
  for (auto const& vehicle : world.vehicle_classes) {
    if (!limited(vehicle.deadweight) || vehicle.teu <= 0 || vehicle.mode == Mode::air) continue;
    double const tonnes = in_tonnes(vehicle.deadweight), each = tonnes / vehicle.teu;
    if (usual.holds(each)) continue;
    made.push_back(
        {of_vehicle(vehicle, "deadweight_t"), fmt::format("{:.6g} t for {:.6g} TEU are {:.3g} t a TEU; usual are {} t",
                                                          tonnes, vehicle.teu, each, text(usual))});
  }
  return made;
}

std::vector<Remark> draught_for_its_deadweight(World const& world) {
  constexpr Span usual{0.13, 0.52};  // m by the cube root of the deadweight in t: ships of one shape are alike
  std::vector<Remark> made;
  for (auto const& vehicle : world.vehicle_classes) {
    if (!rules::is_ship(vehicle) || !limited(vehicle.deadweight) || vehicle.draught_full <= Length{}) continue;
    double const size = std::cbrt(in_tonnes(vehicle.deadweight));
    double const draught = in_metres(vehicle.draught_full);
    if (usual.holds(draught / size)) continue;
    made.push_back({of_vehicle(vehicle, "draught_full_m"),
                    fmt::format("{:.4g} m for a deadweight of {:.6g} t; usual are {:.2g} to {:.2g} m", draught,
                                in_tonnes(vehicle.deadweight), usual.low * size, usual.high * size)});
  }
  return made;
}

std::vector<Remark> draught_for_the_depth(World const& world) {
  constexpr double least_share = 0.6;
  struct Shallow {
    Length depth = Length::unlimited();
    std::string where;
  };
  std::vector<Remark> made;
  for (auto const id : world.vehicle_classes.ids()) {
    auto const& vehicle = world.vehicle_classes[id];
    if (!rules::is_ship(vehicle) || vehicle.draught_full <= vehicle.draught_light) continue;
    Shallow least;
    auto const seen = [&](Length depth, std::string const& where) {
      if (depth < least.depth) least = {depth, where};
    };
    for (auto const& service : world.services) {
      if (std::ranges::find(service.turns(), id, &Service::vehicle) == service.turns().end()) continue;
      for (auto const& stop : service.stops) {
        auto const& terminal = world.terminals[stop.terminal];
        seen(std::ranges::max(terminal.depth), terminal.name.code);
        if (auto const way = world.places[terminal.place].approach;
            way && world.approaches[way].used_by(vehicle.length))
          seen(best_depth(world, world.approaches[way]), world.approaches[way].name.code);
        for (auto const& passage : stop.to_next) {
          if (auto const* link = std::get_if<world::LinkId>(&passage.what))
            seen(best_depth(world.links[*link]), world.links[*link].name.code);
          if (auto const* lock = std::get_if<world::LockId>(&passage.what))
            seen(best_depth(world.locks[*lock], vehicle, passage.direction), world.locks[*lock].name.code);
        }
      }
    }
    double const share =
        (least.depth - vehicle.under_keel - vehicle.draught_light) / (vehicle.draught_full - vehicle.draught_light);
    if (share >= least_share) continue;
    made.push_back(
        {of_vehicle(vehicle, "draught_full_m"),
         fmt::format("{:.4g} m, and \"{}\" is never deeper than {:.4g} m: with {:.4g} m under the keel it can "
                     "load {:.0f} % of its deadweight at most; usual are {:.0f} % or more",
                     in_metres(vehicle.draught_full), least.where, in_metres(least.depth),
                     in_metres(vehicle.under_keel), 100 * std::max(0.0, share), 100 * least_share)});
  }
  return made;
}

std::vector<Remark> fuel_for_the_mode(World const& world) {
  constexpr double mj_per_t = 42'700;
  struct Rate {
    char const* key;
    double amount;
    Span usual;  // MJ
  };
  std::vector<Remark> made;
  for (auto const& vehicle : world.vehicle_classes) {
    if (!vehicle.fuel) continue;
    auto const& unit = world.fuels[vehicle.fuel].unit;
    std::vector<Rate> rates;
    switch (vehicle.mode) {
      case Mode::sea:
        rates = {{"fuel_per_day", vehicle.fuel_per_day, {0.5 * mj_per_t, 400 * mj_per_t}},
                 {"fuel_per_day_in_port", vehicle.fuel_per_day_in_port, {0.02 * mj_per_t, 40 * mj_per_t}}};
        break;
      case Mode::river:
        rates = {{"fuel_per_day", vehicle.fuel_per_day, {0.02 * mj_per_t, 40 * mj_per_t}},
                 {"fuel_per_day_in_port", vehicle.fuel_per_day_in_port, {0.001 * mj_per_t, 5 * mj_per_t}}};
        break;
      case Mode::rail:
        rates = {{"fuel_per_km", vehicle.fuel_per_km, {15, 2000}}};
        break;
      case Mode::road:
        rates = {{"fuel_per_km", vehicle.fuel_per_km, {2, 60}}};
        break;
      case Mode::air:
        rates = {{"fuel_per_km", vehicle.fuel_per_km, {20, 1500}}};
        break;
    }
    for (auto const& [key, amount, usual] : rates) {
      double const energy = megajoules(amount, unit);
      if (energy <= 0 || usual.holds(energy)) continue;
      double const per_unit = megajoules(1, unit);
      made.push_back({of_vehicle(vehicle, key),
                      fmt::format("{:.6g} {} {} for {}; usual are {} to {} {}", amount, unit,
                                  rules::is_ship(vehicle) ? "a day" : "a km", mode_in_words(vehicle.mode),
                                  coarse(usual.low / per_unit), coarse(usual.high / per_unit), unit)});
    }
  }
  return made;
}

std::vector<Remark> energy_of_lifts(Document const& document) {
  Problems none;  // the document has passed
  Reader const scenario{document, none};
  std::vector<Remark> made;
  auto const look = [&](Reader const& thing, char const* key, char const* what, Span const& usual) {  // in MJ
    if (!thing.has(key) || !thing.has("fuel")) return;
    auto const unit = scenario.child("fuels").child(thing.text("fuel")).text("unit");
    double const amount = thing.number(key), energy = megajoules(amount, unit), per_unit = megajoules(1, unit);
    if (energy <= 0 || usual.holds(energy)) return;
    made.push_back({thing.pointer() + step_for(key),
                    fmt::format("{:.6g} {} each {}; usual are {} to {} {}", amount, unit, what,
                                coarse(usual.low / per_unit), coarse(usual.high / per_unit), unit)});
  };
  for (auto const& [code, place] : scenario.entries("places")) {
    for (auto const& [id, facility] : place.entries("facilities")) {
      look(facility, "energy_per_move", "move", {1, 1000});
      look(facility, "energy_per_box", "box", {1, 3000});
      look(facility, "energy_per_parcel", "parcel", {0.003, 5});
    }
    for (auto const& [id, transfer] : place.entries("transfers")) look(transfer, "energy_per_box", "box", {1, 3000});
  }
  return made;
}

std::vector<Remark> speed_of_a_service(Document const& document, World const& world) {
  constexpr Span usual{0.3, 1.5};  // of the design speed
  Problems none;                   // the document has passed
  Reader const scenario{document, none};
  std::vector<Remark> made;
  for (auto const& service : world.services) {
    auto const given = scenario.child("services").child(service.name.code);
    auto const& vehicle = world.vehicle_classes[service.vehicle];
    double const design = in_km_per_hour(vehicle.speed);
    for (char const* const key : {"speed_km_per_h", "least_speed_km_per_h"}) {
      if (!given.has(key) || usual.holds(given.number(key) / design)) continue;
      made.push_back({given.pointer() + step_for(key),
                      fmt::format("{:.6g} km/h, and vehicle class \"{}\" is made for {:.6g} km/h; usual are {} to {}",
                                  given.number(key), vehicle.name.code, design, coarse(usual.low * design),
                                  coarse(usual.high * design))});
    }
  }
  return made;
}

std::vector<Remark> freight_for_the_mode(World const& world) {
  double const worth = worth_in_cny(world.currency);
  if (worth <= 0) return {};
  auto const usual_of = [](Mode mode) -> Span {  // CNY a km and box
    switch (mode) {
      case Mode::sea:
        return {0.05, 20};
      case Mode::river:
        return {0.1, 25};
      case Mode::rail:
        return {0.3, 30};
      case Mode::road:
        return {1, 60};
      case Mode::air:
        return {5, 2000};
    }
    return {};
  };
  auto const usual_a_box = [](Mode mode) -> Span {  // CNY
    switch (mode) {
      case Mode::sea:
        return {30, 200'000};
      case Mode::river:
        return {20, 30'000};
      case Mode::rail:
        return {50, 200'000};
      case Mode::road:
        return {10, 60'000};
      case Mode::air:
        return {500, 5e6};
    }
    return {};
  };
  std::vector<Remark> made;
  auto const look_at_boxes = [&](std::string const& pointer, world::Freight const& freight, Mode mode) {
    auto const usual = usual_a_box(mode);
    std::tuple<char const*, double, double> const prices[]{{"per_box_20ft", freight.per_box_20ft, freight.per_km_20ft},
                                                           {"per_box_40ft", freight.per_box_40ft, freight.per_km_40ft}};
    for (auto const& [key, price, per_km] : prices) {
      double const least = per_km > 0 ? 0 : usual.low;  // what is asked beside a price by km may be small
      if (price <= 0 || Span{least, usual.high}.holds(price * worth)) continue;
      made.push_back({fmt::format("{}/freight/{}", pointer, key),
                      fmt::format("{:.6g} {} a box for {}; usual are {} to {}", price, world.currency,
                                  mode_in_words(mode), coarse(usual.low / worth), coarse(usual.high / worth))});
    }
  };
  auto const look = [&](std::string const& pointer, world::Freight const& freight, Mode mode) {
    look_at_boxes(pointer, freight, mode);
    auto const usual = usual_of(mode);
    std::pair<char const*, double> const prices[]{{"per_km_20ft", freight.per_km_20ft},
                                                  {"per_km_40ft", freight.per_km_40ft}};
    for (auto const& [key, price] : prices) {
      if (price <= 0 || usual.holds(price * worth)) continue;
      made.push_back({fmt::format("{}/freight/{}", pointer, key),
                      fmt::format("{:.6g} {} a km for {}; usual are {} to {}", price, world.currency,
                                  mode_in_words(mode), coarse(usual.low / worth), coarse(usual.high / worth))});
    }
  };
  for (auto const& service : world.services)
    look(at("services", service.name.code), service.freight, world.vehicle_classes[service.vehicle].mode);
  if (world.trucking) look("/trucking", world.trucking->freight, world.vehicle_classes[world.trucking->vehicle].mode);
  return made;
}

std::vector<Remark> mass_for_the_box(World const& world) {
  constexpr double most = 36;  // t
  std::vector<Remark> made;
  for (auto const& flow : world.flows) {
    if (flow.mail || flow.repositioning || in_tonnes(flow.gross) <= most) continue;
    made.push_back({at("flows", flow.name.code, "gross_t"),
                    fmt::format("{:.6g} t in a box \"{}\"; usual are {:.6g} to {} t", in_tonnes(flow.gross),
                                world.box_types[flow.box].name.code, world.box_types[flow.box].tare_t, most)});
  }
  return made;
}

std::vector<Remark> tare_for_the_box(World const& world) {
  constexpr Span usual{0.8, 5};  // t a TEU
  std::vector<Remark> made;
  for (auto const& box : world.box_types) {
    if (box.teu <= 0 || box.tare_t <= 0 || usual.holds(box.tare_t / box.teu)) continue;
    made.push_back({at("box_types", box.name.code, "tare_t"),
                    fmt::format("{:.4g} t empty for {:.3g} TEU; usual are {:.3g} to {:.3g} t", box.tare_t, box.teu,
                                usual.low * box.teu, usual.high * box.teu)});
  }
  return made;
}

std::vector<Remark> value_for_the_mass(World const& world) {
  constexpr Span usual{50, 3e6};  // CNY a tonne of cargo
  double const worth = worth_in_cny(world.currency);
  std::vector<Remark> made;
  for (auto const& flow : world.flows) {
    double const cargo = in_tonnes(flow.gross) - world.box_types[flow.box].tare_t;
    if (flow.mail || flow.repositioning || worth <= 0 || flow.value <= 0 || cargo < 0.5) continue;
    if (usual.holds(flow.value * worth / cargo)) continue;
    made.push_back({at("flows", flow.name.code, "value"),
                    fmt::format("{:.6g} {} for {:.4g} t of cargo are {:.3g} a tonne; usual are {} to {}", flow.value,
                                world.currency, cargo, flow.value / cargo, coarse(usual.low / worth),
                                coarse(usual.high / worth))});
  }
  return made;
}

std::vector<Remark> demand_for_the_services(World const& world, itineraries::Plans const& plans) {
  constexpr double most = 4;  // times what the services on its ways can carry for everybody
  std::vector<Remark> made;
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    if (flow.mail || flow.repositioning || plans[id].empty()) continue;
    double const teu = flow.boxes_per_year * world.box_types[flow.box].teu;
    auto const room = room_a_year(world, plans[id]);
    if (!room || teu <= most * *room) continue;
    made.push_back(
        {at("flows", flow.name.code),
         fmt::format("{:.6g} TEU a year, {:.3g} times what the services on its ways can carry ({:.6g}); usual "
                     "is less than what they can",
                     teu, teu / *room, *room)});
  }
  return made;
}

std::vector<Remark> distance_for_the_map(Document const& document) {
  struct Detour {
    std::string_view kind;
    double most;      // times the great circle
    double slack_km;  // places are not points
  };
  constexpr Detour detours[]{
      {"sea_lane", 4, 150}, {"waterway", 3.5, 60}, {"railway", 2.5, 60}, {"road", 2.5, 60}, {"air", 1.5, 300}};
  constexpr double least = 0.98, least_slack_km = 10;
  auto const& json = document.json();
  std::vector<Remark> made;
  if (!json.contains("links")) return made;
  for (auto const& [code, link] : json.at("links").items()) {
    auto const& a = json.at("places").at(link.at("from").get<std::string>());
    auto const& b = json.at("places").at(link.at("to").get<std::string>());
    bool const mapped = a.contains("lat") && a.contains("lon") && b.contains("lat") && b.contains("lon");
    auto const* const detour = std::ranges::find(detours, link.at("kind").get<std::string>(), &Detour::kind);
    if (!mapped || detour == std::end(detours)) continue;
    double const straight = geography::geodesic_km({a.at("lon"), a.at("lat")}, {b.at("lon"), b.at("lat")});
    double const km = link.at("distance_km");
    bool const short_ = km < least * straight - least_slack_km;
    if (!short_ && km <= detour->most * straight + detour->slack_km) continue;
    made.push_back(
        {at("links", code, "distance_km"),
         fmt::format("{:.6g} km, and on the map {} and {} are {:.0f} km apart; usual are 1 to {:.2g} times as "
                     "much. Is the distance right, or are latitude and longitude of one of them?",
                     km, link.at("from").get<std::string>(), link.at("to").get<std::string>(), straight,
                     detour->most)});
  }
  return made;
}

std::vector<Remark> line_for_the_map(Document const& document) {
  constexpr double most_km = 100;  // places are not points
  auto const& json = document.json();
  std::vector<Remark> made;
  if (!json.contains("links")) return made;
  for (auto const& [code, link] : json.at("links").items()) {
    if (!link.contains("geometry")) continue;
    auto const& line = link.at("geometry");
    for (auto const& [end, point, begins] :
         {std::tuple{"from", &line.front(), "begins"}, std::tuple{"to", &line.back(), "ends"}}) {
      auto const place = link.at(end).get<std::string>();
      auto const& at_place = json.at("places").at(place);
      if (!at_place.contains("lat") || !at_place.contains("lon")) continue;
      double const km = geography::geodesic_km({(*point)[0], (*point)[1]}, {at_place.at("lon"), at_place.at("lat")});
      if (km <= most_km) continue;
      made.push_back({at("links", code, "geometry"),
                      fmt::format("the line {} {:.0f} km from {}; it goes from `from` to `to`, longitude first", begins,
                                  km, place)});
      break;
    }
  }
  return made;
}

std::vector<Remark> cranes_that_never_work(World const& world) {
  std::vector<Remark> made;
  for (auto const id : world.terminals.ids()) {
    auto const& terminal = world.terminals[id];
    int const useful = terminal.berths * terminal.cranes_per_vehicle;
    bool const berths_counted = terminal.kind != TerminalKind::yard && terminal.quay_length <= Length{};
    bool const for_trains_too = terminal.kind == TerminalKind::quay && world::has_direct_lifts(world, id);
    if (!berths_counted || for_trains_too || terminal.cranes <= useful) continue;
    struct Words {
      char const *key, *cranes, *berth, *vehicle;
    };
    auto const words = terminal.kind == TerminalKind::rail  ? Words{"gantries", "gantries", "track", "train"}
                       : terminal.kind == TerminalKind::air ? Words{"loaders", "loaders", "stand", "aeroplane"}
                                                            : Words{"cranes", "cranes", "berth", "ship"};
    made.push_back({of_facility(terminal.name.code, words.key),
                    fmt::format("{} {}, and at most {} ever work: {} {}{} with {} a {} (cranes_per_vehicle)",
                                terminal.cranes, words.cranes, useful, terminal.berths, words.berth,
                                terminal.berths == 1 ? "" : "s", terminal.cranes_per_vehicle, words.vehicle)});
  }
  return made;
}

std::vector<Remark> gangs_that_never_work(World const& world) {
  std::vector<Remark> made;
  for (auto const& terminal : world.terminals) {
    int const gangs = terminal.labour.most_on_duty();
    if (terminal.cranes == 0 || gangs <= terminal.cranes) continue;
    made.push_back({of_facility(terminal.name.code, "labour") + "/gangs",
                    fmt::format("{} are on duty at once, and there are {} cranes to man", gangs, terminal.cranes)});
  }
  return made;
}

std::vector<Remark> yard_for_the_vehicles(World const& world) {
  constexpr double least_share = 0.1;
  Table<world::TerminalId, double> largest{world.terminals.size()};
  for (auto const& service : world.services)
    for (auto const& run : service.turns())
      for (auto const& stop : run.stops)
        largest[stop.terminal] = std::max(largest[stop.terminal], world.vehicle_classes[run.vehicle].teu);
  std::vector<Remark> made;
  for (auto const id : world.terminals.ids()) {
    auto const& terminal = world.terminals[id];
    if (terminal.yard_teu >= least_share * largest[id]) continue;
    made.push_back({of_facility(terminal.name.code, "yard_teu"),
                    fmt::format("{:.6g} TEU, and vehicles of {:.6g} TEU call; usual is room for a tenth of one or more",
                                terminal.yard_teu, largest[id])});
  }
  return made;
}

std::vector<Remark> fleet_for_the_timetable(World const& world) {
  std::vector<Remark> made;
  for (auto const& service : world.services) {
    auto const between = mean_gap(service.schedule);
    if (!service.returns() || between <= Duration{}) continue;
    Duration round;  // of the slowest
    for (auto const& run : service.turns()) {
      Duration its_round;
      for (std::size_t i = 0; i < run.stops.size(); ++i)
        its_round += stay_at(world, run, rules::wagon_shares(run.stops, i, true), run.stops[i]) +
                     charges::mean_time(world, run, run.stops[i]);
      round = std::max(round, its_round);
    }
    double const needed = std::ceil(round / between);
    if (service.fleet <= 1.5 * needed + 1) continue;
    made.push_back(
        {at("services", service.name.code, "fleet"),
         fmt::format("{} vehicles, and the timetable keeps {:.0f} at work: a round takes {:.3g} days, one leaves "
                     "every {:.3g} hours; the others lie at berths or tracks, and who comes waits for these",
                     service.fleet, needed, in_days(round), in_hours(between))});
  }
  return made;
}

namespace {

/// What a service may load at its first stop, by the plans.
struct FirstLoads {
  bool any = false, all_reefers = true;
  double largest_teu = 0;
};

FirstLoads first_loads(World const& world, world::ServiceId service, itineraries::Plans const& plans) {
  FirstLoads found;
  auto const rides = [&](itineraries::Line const& line) { return line.ride.service == service && line.ride.load == 0; };
  for (auto const id : world.flows.ids()) {
    auto const& box = world.box_types[world.flows[id].box];
    for (auto const& itinerary : plans[id])
      for (auto const& lines : itinerary.lines) {
        if (std::ranges::none_of(lines, rides)) continue;
        found.any = true;
        found.all_reefers = found.all_reefers && box.reefer;
        found.largest_teu = std::max(found.largest_teu, box.teu);
      }
  }
  return found;
}

}  // namespace

// A dry box may still come when all plugs are taken, so that such a ship is not full.
std::vector<Remark> plugs_that_never_fill(World const& world, itineraries::Plans const& plans) {
  std::vector<Remark> made;
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    auto const& vehicle = world.vehicle_classes[service.vehicle];
    auto const* rule = std::get_if<world::WhenFull>(&service.schedule);
    bool const by_slots = vehicle.slots > 0 && vehicle.reefer_plugs >= vehicle.slots;
    if (rule == nullptr || rule->longest_wait < Duration::unlimited() || by_slots) continue;
    auto const loads = first_loads(world, id, plans);
    double const most = vehicle.reefer_plugs * loads.largest_teu, full = rule->fill * vehicle.teu;
    if (!loads.any || !loads.all_reefers || most >= full) continue;
    made.push_back(
        {at("services", service.name.code),
         fmt::format("it leaves when {:.6g} TEU are aboard, and only reefers wait for it: its {} plugs take {:.6g} TEU "
                     "at most, so that it never leaves; give it \"longest_wait_hours\", more plugs or less \"fill\"",
                     full, vehicle.reefer_plugs, most)});
  }
  return made;
}

std::vector<Remark> vehicles_that_never_return(Document const& document, World const& world) {
  std::vector<Remark> made;
  for (auto const& service : world.services) {
    auto const& code = service.name.code;
    if (service.returns() || document.json().at("services").at(code).contains("returns")) continue;
    made.push_back(
        {at("services", code),
         "each vehicle leaves the scenario at its last stop, and its way back is not counted, in days, fuel or "
         "CO2e: say \"returns\": true, or false where it is meant"});
  }
  return made;
}

namespace {

/// What the plans and services of a world touch.
struct Used {
  std::set<world::VehicleClassId> vehicles;
  std::set<world::TerminalId> terminals;
  std::set<world::BoxTypeId> boxes;
  std::set<world::ApproachId> approaches;
};

Used used(World const& world, itineraries::Plans const& plans) {
  Used made;
  for (auto const& service : world.services) {
    for (auto const& stop : service.stops) made.terminals.insert(stop.terminal);
    for (auto const& run : service.turns()) {
      made.vehicles.insert(run.vehicle);
      for (auto const& stop : service.stops)
        made.approaches.insert(charges::approach_of(world, world.vehicle_classes[run.vehicle], stop.terminal));
    }
  }
  if (world.trucking) made.vehicles.insert(world.trucking->vehicle);
  for (auto const id : world.flows.ids()) {
    made.boxes.insert(world.flows[id].box);
    for (auto const& itinerary : plans[id]) {
      for (auto const& step : itinerary.steps) {
        if (auto const* truck = std::get_if<itineraries::Truck>(&step)) {
          made.terminals.insert(truck->out_of);
          made.terminals.insert(truck->into);
        } else if (auto const* shift = std::get_if<itineraries::InterTerminalTransfer>(&step)) {
          made.terminals.insert(world.transfers[shift->transfer].from);
          made.terminals.insert(world.transfers[shift->transfer].to);
        }
      }
    }
  }
  return made;
}

}  // namespace

std::vector<Remark> what_nobody_uses(Document const& document, World const& world, itineraries::Plans const& plans) {
  auto const in_use = used(world, plans);
  std::vector<Remark> made;
  for (auto const id : world.vehicle_classes.ids()) {
    if (!in_use.vehicles.contains(id))
      made.push_back({at("vehicle_classes", world.vehicle_classes[id].name.code), "no service uses these vehicles"});
  }
  auto const& json = document.json();
  for (auto const id : world.box_types.ids()) {
    auto const& code = world.box_types[id].name.code;
    if (!in_use.boxes.contains(id) && json.contains("box_types") && json.at("box_types").contains(code))
      made.push_back({at("box_types", code), "no flow and no mail uses boxes of this type"});
  }
  for (auto const id : world.terminals.ids()) {
    auto const& terminal = world.terminals[id];
    if (in_use.terminals.contains(id)) continue;
    made.push_back({of_facility(terminal.name.code),
                    terminal.kind == TerminalKind::yard ? "no truck brings a box here" : "no service calls here"});
  }
  for (auto const id : world.approaches.ids()) {
    auto const& approach = world.approaches[id];
    if (in_use.approaches.contains(id)) continue;
    made.push_back(
        {of_facility(approach.name.code),
         approach.from_length > Length{}
             ? fmt::format("no ship of {:g} m or more calls here: nobody uses it", in_metres(approach.from_length))
             : std::string{"no ship calls here"}});
  }
  return made;
}

std::vector<Remark> licences_that_nobody_needs(World const& world, itineraries::Plans const& plans) {
  bool foreign_trade = false;
  std::set<world::ServiceId> ridden;
  for (auto const id : world.flows.ids()) {
    auto const trade = world.flows[id].trade;
    foreign_trade = foreign_trade || trade == world::TradeClass::export_ || trade == world::TradeClass::import;
    for (auto const& way : plans[id])
      for (auto const& lines : way.lines)
        for (auto const& line : lines) ridden.insert(line.ride.service);
  }
  std::vector<Remark> made;
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    if (!foreign_trade || service.licence != world::Licence::foreign || ridden.contains(id)) continue;
    made.push_back({at("services", service.name.code, "licence"),
                    "no box has a way by it: it takes those under customs supervision alone, and with \"where\" of "
                    "customs \"port\", or without customs, exports and imports are domestic on their legs at home"});
  }
  return made;
}

namespace {

/// Pools from which boxes of the flows are taken, or to which they go back, on their ways.
std::set<world::EmptyPoolId> served_by(World const& world, itineraries::Plans const& plans) {
  itineraries::EmptySupply const supply{world};
  std::set<world::EmptyPoolId> used;
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    if (flow.mail || flow.repositioning || plans[id].empty()) continue;
    for (bool const rail_box : {false, true}) {
      if (rail_box && world.transfer_rules.one_box) continue;
      used.insert(supply.serving(flow.origin, flow, rail_box).pool);
      used.insert(supply.serving(flow.destination, flow, rail_box).pool);
      for (auto const& way : plans[id])
        for (auto const& step : itineraries::with_formalities(world, flow, way))
          if (auto const* asked = std::get_if<itineraries::Formalities>(&step); asked != nullptr && asked->restuffing)
            used.insert(supply.pool_at(asked->place, flow, rail_box));
    }
  }
  return used;
}

}  // namespace

std::vector<Remark> depots_that_serve_nobody(World const& world, itineraries::Plans const& plans) {
  std::vector<Remark> made;
  auto const& empties = world.empties;
  if (empties.pools.empty()) return made;
  auto const used = served_by(world, plans);
  for (auto const id : empties.pools.ids()) {
    auto const& pool = empties.pools[id];
    bool const sends = empties.reposition != world::Empties::Reposition::none && pool.stock > 0;
    bool const once_a_pair = pool.regime == world::Regime::domestic;  // of regimes that do not share, one is enough
    if (used.contains(id) || sends || !once_a_pair) continue;
    auto pointer = "/empties/depots" + step_for(world.places[pool.place].name.code);
    if (!pool.owner.empty()) pointer += step_for(pool.owner) + step_for(world.box_types[pool.type].name.code);
    made.push_back(
        {pointer, fmt::format("no flow takes or brings back boxes \"{}\" here: none begins or ends where this "
                              "depot is the nearest by road",
                              world.box_types[pool.type].name.code)});
  }
  return made;
}

std::vector<Remark> boxes_that_are_always_there(World const& world) {
  std::vector<Remark> made;
  if (world.empties.pools.empty()) return made;
  itineraries::EmptySupply const supply{world};
  for (auto const& flow : world.flows) {
    bool const of_railway = !world.transfer_rules.one_box && supply.has_any(flow, true);
    if (flow.mail || flow.repositioning || supply.has_any(flow, false) || of_railway) continue;
    made.push_back(
        {at("flows", flow.name.code),
         fmt::format("no depot has boxes \"{}\"{}: they are always there", world.box_types[flow.box].name.code,
                     world.empties.owners_share ? "" : fmt::format(" of \"{}\"", flow.box_owner))});
  }
  return made;
}

}  // namespace tongzhou::format::plausibility
