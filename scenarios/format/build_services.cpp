#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "scenarios/format/modal_network.hpp"
#include "scenarios/format/schedules.hpp"
#include "scenarios/format/service_speed.hpp"
#include "scenarios/format/voyage.hpp"
#include "sim/charges/passage_time.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/passenger_trains.hpp"
#include "sim/rules/sailing.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::format {
namespace {

using world::Mode;
using world::Service;
using world::TerminalKind;
using world::VehicleClass;

world::MixedCarriage mixed_of(Reader const& given) {
  if (!given.has("mixed")) return {};
  auto const mixed = given.child("mixed");
  return {.per_call = minutes(mixed.number("minutes_per_call", 0)),
          .reserved_domestic_teu = mixed.number("reserved_domestic_teu", 0),
          .reserved_foreign_teu = mixed.number("reserved_foreign_teu", 0)};
}

std::string words(Duration d) {
  return d < days(2) ? fmt::format("{:.3g} hours", in_hours(d)) : fmt::format("{:.3g} days", in_days(d));
}

/// Reads one service at a time.
class Services {
 public:
  explicit Services(Building& building)
      : building_(building),
        world_(building.world),
        water_(ModalNetwork::by_water(world_)),
        rail_(ModalNetwork::by_rail(world_)),
        air_(ModalNetwork::by_air(world_)) {}

  /// Ways by water and air that services will want. What they want otherwise is found when they do: a train's way hangs
  /// on the gauge by which it comes.
  void find_ways_ahead(Reader const& scenario) {
    std::vector<ModalNetwork::Leg> by_water, by_air;
    for (auto const& [code, given] : scenario.entries("services")) {
      auto const vehicle = first_vehicle(given);
      if (!vehicle || world_.vehicle_classes[vehicle].mode == Mode::rail) continue;
      auto& legs = world_.vehicle_classes[vehicle].mode == Mode::air ? by_air : by_water;
      auto const places = places_named(given);
      for (std::size_t i = 0; i < places.size(); ++i) {
        auto const next = places[(i + 1) % places.size()];
        if (places[i] && next && places[i] != next) legs.emplace_back(places[i], next);
      }
    }
    water_.find_ahead(std::move(by_water));
    air_.find_ahead(std::move(by_air));
  }

  void read(std::string const& code, Reader const& given) {
    auto const schedule = schedule_of(given.child("schedule"));
    auto const vehicles = vehicles_of(given);
    Service service{.name = name_of(code, given),
                    .vehicle = vehicles.empty() ? world::VehicleClassId::none() : vehicles.front(),
                    .schedule = {},
                    .fleet = 0,
                    .stops = {},
                    .cut_off = hours(given.number("cut_off_hours", 0)),
                    .freight = freight_of(given),
                    .licence = given.word("licence", world::Licence::mixed),
                    .loads_first = given.word("loads_first", world::LoadsFirst::first_come),
                    .mixed = mixed_of(given),
                    .recovery = {},
                    .berth_priority = static_cast<int>(given.whole("berth_priority", 0)),
                    .berth_window = {}};
    service.border_priority = static_cast<int>(given.whole("border_priority", service.berth_priority));
    if (given.has("berth_window_hours")) service.berth_window = hours(given.number("berth_window_hours"));
    service.waits_for_window = given.flag("waits_for_berth_window", false);
    for (auto const& [key, is_asked] : {std::pair{"berth_window_hours", given.has("berth_window_hours")},
                                        std::pair{"waits_for_berth_window", service.waits_for_window}})
      if (is_asked && schedule && !headway(*schedule))
        given.refuse_key(key, "only a timetable (\"every_hours\", \"weekly\") has berth windows");
    if (given.has("border_priority") && service.vehicle && world_.vehicle_classes[service.vehicle].mode != Mode::rail)
      given.refuse_key("border_priority", "only trains are handled at borders");
    if (given.has("lock_appointment_hours")) service.lock_appointment = hours(given.number("lock_appointment_hours"));
    if (schedule && !headway(*schedule) && given.has("recovery"))
      given.refuse_key("recovery", "without a timetable (\"every_hours\", \"weekly\") no vehicle is late");
    if (schedule) {
      service.schedule = *schedule;
      service.recovery = recovery_of(given, headway(*schedule));
    }
    read_prices(given, service, building_);
    read_allotments(given, service, vehicles);
    service.wagon_sets = building_.wagon_sets.look_up(given, "wagon_sets");
    service.locomotives = building_.locomotives.look_up(given, "locomotives");
    for (auto const& sets : given.items("wagon_sets_beyond"))
      if (auto const id = building_.wagon_sets.look_up(sets)) service.wagon_sets_beyond.push_back(id);
    if (service.vehicle && schedule) complete_in_turn(given, service, vehicles);
    check_wagons(given, service);
    if (service.locomotives && !service.stops.empty())
      check_stock(given, service, "locomotives", service.locomotives,
                  {service.stops.front().terminal, service.stops.back().terminal});
    check_reserved(given, service, vehicles);
    building_.services.add(code, world_.services.add(std::move(service)));
  }

 private:
  /// None where it is unknown.
  world::VehicleClassId first_vehicle(Reader const& service) const {
    if (service.has("vehicle")) return building_.vehicle_classes.find(service.text("vehicle"));
    auto const several = service.items("vehicles");
    return several.empty() ? world::VehicleClassId::none()
                           : building_.vehicle_classes.find(several.front().text("vehicle"));
  }

  /// The classes that departures take in turn, one for each vehicle that is counted; one, where all are alike. Empty
  /// when the problems say why.
  std::vector<world::VehicleClassId> vehicles_of(Reader const& service) const {
    if (service.has("vehicle") == service.has("vehicles")) {
      service.refuse(service.has("vehicle") ? "expected one of vehicle, vehicles, found both"
                                            : "missing key \"vehicle\", or \"vehicles\" where their classes differ");
      return {};
    }
    std::vector<world::VehicleClassId> vehicles;
    if (service.has("vehicle")) {
      if (auto const vehicle = building_.vehicle_classes.look_up(service, "vehicle")) vehicles.push_back(vehicle);
      return vehicles;
    }
    if (service.has("fleet")) service.refuse("fleet", "the vehicles are counted in \"vehicles\"");
    for (auto const& part : service.items("vehicles")) {
      auto const vehicle = building_.vehicle_classes.look_up(part, "vehicle");
      if (!vehicle) return {};
      vehicles.insert(vehicles.end(), static_cast<std::size_t>(part.whole("count", 1)), vehicle);
    }
    return are_one_service(service, vehicles) ? vehicles : std::vector<world::VehicleClassId>{};
  }

  /// What the service is asked for once must be the same for all of its vehicles.
  bool are_one_service(Reader const& service, std::vector<world::VehicleClassId> const& vehicles) const {
    auto const& first = world_.vehicle_classes[vehicles.front()];
    auto const unit_of = [&](VehicleClass const& vehicle) {
      return vehicle.fuel ? world_.fuels[vehicle.fuel].unit : std::string{};
    };
    auto const refuse = [&](VehicleClass const& other, std::string_view what, std::string_view one,
                            std::string_view another) {
      service.refuse("vehicles", fmt::format("\"{}\" and \"{}\" differ in their {}, \"{}\" and \"{}\"", first.name.code,
                                             other.name.code, what, one, another));
      return false;
    };
    if (static_cast<double>(vehicles.size()) > most_vehicles) {
      service.refuse("vehicles",
                     fmt::format("expected at most {:g} vehicles, found {}", most_vehicles, vehicles.size()));
      return false;
    }
    for (auto const id : vehicles) {
      auto const& vehicle = world_.vehicle_classes[id];
      if (vehicle.mode != first.mode) return refuse(vehicle, "mode", word_of(first.mode), word_of(vehicle.mode));
      if (vehicle.flag != first.flag) return refuse(vehicle, "flag", first.flag, vehicle.flag);
      if (unit_of(vehicle) != unit_of(first)) return refuse(vehicle, "unit of fuel", unit_of(first), unit_of(vehicle));
    }
    return true;
  }

  /// Of stops and of the ways between them, in their order; none for what is no place.
  std::vector<world::PlaceId> places_named(Reader const& service) const {
    std::vector<world::PlaceId> places;
    for (auto const& stop : service.items("stops")) {
      bool const detailed = stop.json().is_object();
      auto const code = detailed ? stop.text("at") : stop.text();
      places.push_back(building_.places.find(code.substr(0, code.find('/'))));
      if (!detailed) continue;
      for (auto const& place : stop.items("via")) places.push_back(building_.places.find(place.text()));
    }
    return places;
  }

  /// The flows of an allotment have a contract with the service that is read.
  void sign(Reader const& allotment, std::vector<world::FlowId> const& flows, world::Freight const& freight) const {
    world::ServiceId const service{world_.services.size()};
    for (auto const id : flows) {
      auto& contracts = world_.flows[id].contracts;
      if (std::ranges::find(contracts, service, &world::Contract::service) != contracts.end())
        allotment.refuse("contract", fmt::format("flow \"{}\" has a contract with this service already",
                                                 world_.flows[id].name.code));
      contracts.push_back({service, freight});
    }
  }

  void read_allotments(Reader const& given, Service& service,
                       std::vector<world::VehicleClassId> const& vehicles) const {
    double kept = 0;
    for (auto const& [code, allotment] : given.entries("allotments")) {
      world::Allotment made{.name = name_of(code, allotment),
                            .flows = {},
                            .teu = allotment.number("teu"),
                            .released = days(allotment.number("released_days_before", 0))};
      for (auto const& flow : allotment.items("flows"))
        if (auto const id = building_.flows.look_up(flow)) made.flows.push_back(id);
      if (auto const freight = contract_freight(allotment, service.freight)) sign(allotment, made.flows, *freight);
      if (made.flows.empty() && made.released <= Duration{})
        allotment.refuse("missing key \"flows\", or \"released_days_before\" above 0: these slots would never be sold");
      kept += made.teu;
      service.allotments.push_back(std::move(made));
    }
    if (service.allotments.empty()) return;
    if (!headway(service.schedule))
      given.refuse("allotments", "only departures of a timetable (\"every_hours\", \"weekly\") can be booked ahead");
    if (vehicles.empty()) return;
    auto const& smallest = smallest_of(vehicles);
    if (kept > smallest.teu)
      given.refuse("allotments", fmt::format("{:g} TEU are allotted, but vehicle class \"{}\" carries {:g}", kept,
                                             smallest.name.code, smallest.teu));
  }

  VehicleClass const& smallest_of(std::vector<world::VehicleClassId> const& vehicles) const {
    return world_.vehicle_classes[*std::ranges::min_element(
        vehicles, {}, [&](world::VehicleClassId id) { return world_.vehicle_classes[id].teu; })];
  }

  /// Where its trains take and leave wagons: at the first stop, at borders where boxes are lifted to others, at the
  /// last.
  std::vector<world::StockYard> wagon_yards(Service const& service) const {
    std::vector<world::StockYard> yards{service.stops.front().terminal};
    for (auto const& stop : service.stops)
      for (auto const& passage : stop.to_next)
        if (auto const* border = std::get_if<world::GaugeChangeId>(&passage.what))
          if (world_.gauge_changes[*border].lifts_boxes()) yards.emplace_back(*border);
    yards.emplace_back(service.stops.back().terminal);
    return yards;
  }

  void check_wagons(Reader const& given, Service const& service) const {
    bool const asked = service.wagon_sets || !service.wagon_sets_beyond.empty();
    if (!asked || !service.vehicle || service.stops.size() < 2) return;
    auto const yards = wagon_yards(service);
    std::size_t const borders = yards.size() - 2;
    if (service.wagon_sets_beyond.size() != borders)
      given.refuse(given.has("wagon_sets_beyond") ? "wagon_sets_beyond" : "wagon_sets",
                   fmt::format("its boxes are lifted to other wagons at {} {} on its way, and \"wagon_sets_beyond\" "
                               "names {}",
                               borders, borders == 1 ? "border" : "borders", service.wagon_sets_beyond.size()));
    for (std::size_t i = 1; i <= borders; ++i)
      if (service.wagons_after(i) && service.wagons_after(i) == service.wagons_after(i - 1))
        given.refuse("wagon_sets_beyond", "boxes are lifted to wagons of another gauge, from others than these sets");
    for (std::size_t i = 0; i <= borders; ++i)
      check_stock(given, service, i == 0 ? "wagon_sets" : "wagon_sets_beyond", service.wagons_after(i),
                  {yards[i], yards[i + 1]});
  }

  /// Trains that end at their last stop; stock must know the way from where it is to where it is asked for, which is
  /// that of one of its services, or a part of it.
  void check_stock(Reader const& given, Service const& service, char const* key, world::RollingStockId id,
                   std::pair<world::StockYard, world::StockYard> const& ends) const {
    if (!id || !service.vehicle || service.stops.size() < 2) return;
    auto const& stock = world_.rolling_stock[id];
    auto const& train = world_.vehicle_classes[service.vehicle];
    if (!service.in_turn.empty()) given.refuse(key, "they are for trains of one class: say \"vehicle\"");
    if (service.returns()) given.refuse(key, "a service that returns has a fleet of its own: say \"returns\": false");
    if (train.mode != Mode::rail) given.refuse(key, fmt::format("vehicle class \"{}\" is no train", train.name.code));
    if (stock.home != ends.first && stock.home != ends.second)
      given.refuse(key, fmt::format("the service neither takes nor leaves them at \"{}\", the home of \"{}\"",
                                    code_of(stock.home), stock.name.code));
    for (auto const& other : world_.services) {
      if (!other.uses(id) || other.vehicle == service.vehicle || !other.vehicle) continue;
      if (stock.kind == world::StockKind::wagon_sets)
        given.refuse(key, fmt::format("service \"{}\" uses them for trains of another class", other.name.code));
      else if (world_.vehicle_classes[other.vehicle].fuel != train.fuel)
        given.refuse(key, fmt::format("service \"{}\" uses them for trains with another fuel", other.name.code));
    }
  }

  std::string const& code_of(world::StockYard const& yard) const {
    if (auto const* terminal = std::get_if<world::TerminalId>(&yard)) return world_.terminals[*terminal].name.code;
    return world_.gauge_changes[std::get<world::GaugeChangeId>(yard)].name.code;
  }

  void check_reserved(Reader const& given, Service const& service,
                      std::vector<world::VehicleClassId> const& vehicles) const {
    if (!given.has("mixed")) return;
    double const reserved = service.mixed.reserved_domestic_teu + service.mixed.reserved_foreign_teu;
    if (service.licence != world::Licence::mixed)
      given.refuse("mixed",
                   fmt::format("only a service licensed for both trades carries both, and this one's licence is "
                               "\"{}\"",
                               given.text("licence")));
    if (vehicles.empty()) return;
    auto const& vehicle = smallest_of(vehicles);
    if (reserved > vehicle.teu)
      given.refuse("mixed", fmt::format("{} TEU are reserved, but vehicle class \"{}\" carries {}", reserved,
                                        vehicle.name.code, vehicle.teu));
  }

  /// The service as each of its vehicles runs it, where they differ.
  void complete_in_turn(Reader const& given, Service& service, std::vector<world::VehicleClassId> const& vehicles) {
    if (std::ranges::all_of(vehicles, [&](auto const vehicle) { return vehicle == vehicles.front(); })) {
      complete(given, service);
      return;
    }
    std::vector<Service> in_turn;
    for (auto const vehicle : vehicles) {
      auto const alike = std::ranges::find(in_turn, vehicle, &Service::vehicle);
      Service run = alike != in_turn.end() ? *alike : service;
      run.vehicle = vehicle;
      if (alike == in_turn.end() && !complete(given, run)) return;
      in_turn.push_back(std::move(run));
    }
    service = in_turn.front();
    service.in_turn = std::move(in_turn);
  }

  /// Stops, ways, times and fleet, each made only when those before it could be; false when one could not.
  bool complete(Reader const& given, Service& service) {
    auto const& vehicle = world_.vehicle_classes[service.vehicle];
    if (vehicle.mode == Mode::road) {
      given.refuse(given.has("vehicle") ? "vehicle" : "vehicles",
                   fmt::format("vehicle class \"{}\" is a truck; trucks belong to \"trucking\"", vehicle.name.code));
      return false;
    }
    bool const back = returns(given, service, vehicle);
    auto const stops = given.items("stops");
    read_speed(given, service, world_);
    if (!read_stops(stops, service, vehicle, back) || !lay_ways(stops, service, vehicle, back) ||
        !find_gaps(stops, service))
      return false;
    auto const round_trip = set_times(stops, service, back);
    if (back && !set_fleet(given, service, round_trip)) return false;
    check_groups(given, service);
    if (!sails_by_timetable(given)) return true;
    if (!back || !headway(service.schedule)) {
      given.refuse("speed", "only vehicles that go round by a timetable have time to spare");
      return false;
    }
    slow_down(given, service, world_, shortest_round(service.schedule, service.fleet, world_.start),
              [&] { return set_times(stops, service, back); });
    return true;
  }

  static bool returns(Reader const& given, Service const& service, VehicleClass const& vehicle) {
    bool const ship = vehicle.mode != Mode::rail;
    bool const back = given.flag("returns", given.has("fleet") || (ship && headway(service.schedule)));
    if (!back && given.has("fleet")) given.refuse("fleet", "only a service that returns has a fleet");
    if (back && !given.has("fleet") && !given.has("vehicles") && !headway(service.schedule))
      given.refuse("missing key \"fleet\": how many vehicles go round");
    return back;
  }

  /// The only facility of a place that serves the vehicle, or the one named.
  world::TerminalId terminal_of(Reader const& stop, VehicleClass const& vehicle) const {
    auto const at = stop.json().is_string() ? stop : stop.child("at");
    auto const code = at.text();
    auto const [kind, word] = vehicle.mode == Mode::rail  ? std::pair{TerminalKind::rail, "rail"}
                              : vehicle.mode == Mode::air ? std::pair{TerminalKind::air, "air"}
                                                          : std::pair{TerminalKind::quay, "quay"};
    if (code.find('/') != std::string::npos) {
      auto const terminal = building_.terminals.look_up(at);
      if (!terminal || world_.terminals[terminal].kind == kind) return terminal;
      at.refuse(
          fmt::format("\"{}\" is not a {} facility, which vehicle class \"{}\" needs", code, word, vehicle.name.code));
      return world::TerminalId::none();
    }
    auto const place = building_.places.look_up(at);
    if (!place) return world::TerminalId::none();
    std::vector<world::TerminalId> fitting;
    std::vector<std::string> codes;
    for (auto const terminal : world_.places[place].terminals) {
      if (world_.terminals[terminal].kind == kind) fitting.push_back(terminal);
      if (world_.terminals[terminal].kind == kind) codes.push_back("\"" + world_.terminals[terminal].name.code + "\"");
    }
    if (fitting.size() == 1) return fitting.front();
    at.refuse(
        fitting.empty()
            ? fmt::format("\"{}\" has no {} facility, which vehicle class \"{}\" needs", code, word, vehicle.name.code)
            : fmt::format("\"{}\" has several {} facilities: say {}", code, word, fmt::join(codes, " or ")));
    return world::TerminalId::none();
  }

  /// With which a train goes on from a stop.
  static double wagon_share(Reader const& stop, VehicleClass const& vehicle) {
    if (!stop.json().is_object() || !stop.has("wagons")) return 1;
    auto const wagons = static_cast<int>(stop.whole("wagons"));
    if (vehicle.wagons == 0 || wagons > vehicle.wagons)
      stop.refuse("wagons", fmt::format("a train of class \"{}\" has {} wagons", vehicle.name.code, vehicle.wagons));
    else if (vehicle.slots > 0)
      stop.refuse("wagons",
                  fmt::format("the room of class \"{}\" is counted by \"slots\": only TEU are parted by wagons",
                              vehicle.name.code));
    else
      return static_cast<double>(wagons) / vehicle.wagons;
    return 1;
  }

  /// Where a train is shorter further on, room on it is known from bookings alone.
  static void check_groups(Reader const& given, Service const& service) {
    auto const all = [](world::Stop const& stop) { return stop.wagon_share == 1; };
    if (!service.returns() && service.stops.back().wagon_share < 1)
      given.refuse("stops", "no train goes on from the last stop: leave out its \"wagons\"");
    if (std::ranges::all_of(service.stops, all) || headway(service.schedule)) return;
    given.refuse("schedule", "only a train of a timetable (\"every_hours\", \"weekly\") leaves \"wagons\" on its way");
  }

  bool read_stops(std::vector<Reader> const& given, Service& service, VehicleClass const& vehicle, bool back) const {
    bool good = true;
    for (auto const& stop : given) {
      auto const terminal = terminal_of(stop, vehicle);
      if (!terminal) {
        good = false;
        continue;
      }
      bool const detailed = stop.json().is_object();
      service.stops.push_back(
          {.terminal = terminal,
           .port_time = detailed ? distribution(stop, "port_hours", hours(1)) : demand::Distribution<Duration>{},
           .arrives = {},
           .departs = {},
           .wagon_share = wagon_share(stop, vehicle),
           .to_next = {}});
    }
    return good && fit_stops(given, service, vehicle, back);
  }

  bool fit_stops(std::vector<Reader> const& given, Service const& service, VehicleClass const& vehicle,
                 bool back) const {
    bool good = true;
    for (std::size_t i = 0; i < given.size(); ++i) {
      auto const wagons = rules::wagon_shares(service.stops, i, back);
      for (auto const& obstacle :
           obstacles(world_, vehicle, std::max(wagons.in, wagons.out), world_.terminals[service.stops[i].terminal])) {
        given[i].refuse(obstacle);
        good = false;
      }
    }
    return good;
  }

  bool lay_ways(std::vector<Reader> const& given, Service& service, VehicleClass const& vehicle, bool back) const {
    int gauge_at_start = 0;
    int gauge = 0;
    bool good = true;
    std::set<std::string> told;  // there and back, the same things stand in the way
    auto const refuse = [&](Reader const& stop, std::string const& words) {
      if (told.insert(words).second) stop.refuse(words);
    };
    for (std::size_t i = 0; i + (back ? 0 : 1) < given.size(); ++i) {
      auto const next = (i + 1) % given.size();
      auto const way = way_between(given[i], service.stops[i], service.stops[next], vehicle, gauge,
                                   next == 0 ? gauge_at_start : 0, refuse);
      if (!way) {
        good = false;
        continue;
      }
      if (i == 0) gauge_at_start = first_gauge(*way);
      gauge = way->gauge_mm;
      service.stops[i].to_next = with_locks_and_borders(world_, way->passages);
      for (auto const& passage : service.stops[i].to_next) {
        for (auto const& obstacle :
             obstacles(world_, vehicle, service.stops[i].wagon_share, charges::usual_speed(world_, service), passage))
          refuse(given[i], obstacle);
      }
    }
    return good && told.empty();
  }

  /// Is there no time of the week at which a train may set out on a part of a line?
  static bool is_never_open(world::Link const& link, Duration takes) {
    for (int part = 0; part < link.sections; ++part) {
      auto daily = rules::kept_for_passengers(link, static_cast<std::size_t>(part), takes / link.sections).spans();
      if (part == 0 && link.paths_by_hour) add_hours_without_paths(daily, *link.paths_by_hour);
      auto spans = link.maintenance.spans();
      for (int day = 0; day < 7; ++day)
        for (auto const& span : daily) spans.push_back({days(day) + span.from, days(day) + span.to});
      if (world::RecurringClosures{days(7), std::move(spans)}.always()) return true;
    }
    return false;
  }

  static void add_hours_without_paths(std::vector<world::RecurringClosures::Span>& daily,
                                      std::array<int, 24> const& paths) {
    for (int hour = 0; hour < 24; ++hour)
      if (paths[static_cast<std::size_t>(hour)] == 0) daily.push_back({hours(hour), hours(hour + 1)});
  }

  /// Between the passenger trains of its lines, their maintenance and the hours without paths.
  bool find_gaps(std::vector<Reader> const& given, Service const& service) const {
    bool good = true;
    for (std::size_t i = 0; i < service.stops.size(); ++i) {
      for (auto const& passage : service.stops[i].to_next) {
        auto const* link = std::get_if<world::LinkId>(&passage.what);
        if (link == nullptr) continue;
        auto const& line = world_.links[*link];
        auto const& train = world_.vehicle_classes[service.vehicle];
        if (line.passengers && charges::mean_time(world_, service, passage) == Duration::unlimited())
          given[i].refuse(
              fmt::format("passenger trains of railway \"{}\" leave no gap in which a train of class \"{}\" "
                          "comes to the next loop: it needs more loops, or fewer passenger trains",
                          line.name.code, train.name.code));
        else if ((line.passengers || line.paths_by_hour) &&
                 is_never_open(line,
                               rules::time_on(train, line, passage.direction, charges::usual_speed(world_, service)) *
                                   charges::mean_factor(line)))
          given[i].refuse(fmt::format(
              "railway \"{}\" is never open for a train of class \"{}\": its maintenance, its hours without "
              "paths and its passenger trains leave no gap in the week",
              line.name.code, train.name.code));
        else
          continue;
        good = false;
      }
    }
    return good;
  }

  int first_gauge(ModalPath const& way) const {
    for (auto const& passage : way.passages) {
      if (auto const* link = std::get_if<world::LinkId>(&passage.what))
        return world_.links[*link].kind == world::LinkKind::railway ? world_.links[*link].gauge_mm : 0;
    }
    return 0;
  }

  template <class Refuse>
  std::optional<ModalPath> way_between(Reader const& given, world::Stop const& stop, world::Stop const& next,
                                       VehicleClass const& vehicle, int gauge, int gauge_at_end,
                                       Refuse const& refuse) const {
    if (stop.terminal == next.terminal) {
      refuse(given, fmt::format("the next call is at \"{}\" again", world_.terminals[stop.terminal].name.code));
      return std::nullopt;
    }
    std::vector<world::PlaceId> points;
    if (given.json().is_object()) {
      for (auto const& place : given.items("via")) {
        points.push_back(building_.places.look_up(place));
        if (!points.back()) return std::nullopt;
      }
    }
    points.push_back(world_.terminals[next.terminal].place);

    auto const& network = vehicle.mode == Mode::rail ? rail_ : vehicle.mode == Mode::air ? air_ : water_;
    ModalPath whole{{}, gauge};
    auto from = world_.terminals[stop.terminal].place;
    for (std::size_t i = 0; i < points.size(); ++i) {
      auto const part = network.shortest(from, points[i], whole.gauge_mm, i + 1 == points.size() ? gauge_at_end : 0);
      if (!part) {
        refuse(given, no_way(std::min(from, points[i]), std::max(from, points[i]), network, vehicle));
        return std::nullopt;
      }
      whole.passages.insert(whole.passages.end(), part->passages.begin(), part->passages.end());
      whole.gauge_mm = part->gauge_mm;
      from = points[i];
    }
    return whole;
  }

  std::string no_way(world::PlaceId from, world::PlaceId to, ModalNetwork const& network,
                     VehicleClass const& vehicle) const {
    auto const words = fmt::format("no way by {} between \"{}\" and \"{}\"",
                                   vehicle.mode == Mode::rail  ? "rail"
                                   : vehicle.mode == Mode::air ? "air"
                                                               : "water",
                                   world_.places[from].name.code, world_.places[to].name.code);
    return network.has_gauges() ? words + "; trains change gauge only at a place with a gauge_change facility" : words;
  }

  /// Says how long it takes until a vehicle that returns can depart again.
  Duration set_times(std::vector<Reader> const& given, Service& service, bool back) const {
    auto& stops = service.stops;
    bool const has_timetable = headway(service.schedule).has_value();
    auto const stay = [&](std::size_t i) {
      if (has_timetable && given[i].json().is_object() && given[i].has("stay_hours"))
        return hours(given[i].number("stay_hours"));
      return stay_at(world_, service, rules::wagon_shares(stops, i, back), stops[i]);
    };
    auto const under_way = [&](std::size_t i) { return charges::mean_time(world_, service, stops[i]); };
    for (std::size_t i = 0; i < stops.size(); ++i) stops[i].stay = stay(i);
    stops[0].arrives = Duration{} - stops[0].stay;  // comes alongside so long before the departure
    for (std::size_t i = 1; i < stops.size(); ++i) {
      stops[i].arrives = stops[i - 1].departs + under_way(i - 1);
      stops[i].departs = stops[i].arrives + stops[i].stay;
    }
    if (back) stops[0].arrives = stops.back().departs + under_way(stops.size() - 1);
    return stops[0].arrives + stops[0].stay;
  }

  /// The fleet given, if it can keep the timetable, or the smallest that can; false when there is none.
  bool set_fleet(Reader const& given, Service& service, Duration round_trip) const {
    auto const stated = fleet_of(given);
    service.fleet = stated.value_or(0);
    auto const between = headway(service.schedule);
    if (!between) return true;
    // A fraction of a second over is no reason for one more vehicle.
    double const needed = fleet_needed(service.schedule, round_trip - seconds(0.5), world_.start);
    if (!stated && needed <= most_vehicles) service.fleet = static_cast<int>(needed);
    if (service.fleet >= needed) return true;
    auto const shortest = shortest_round(service.schedule, 1, world_.start);
    auto const every = words(shortest) + (shortest < *between - seconds(1) ? " at times" : "");
    if (stated)
      given.refuse(given.has("fleet") ? "fleet" : "vehicles",
                   fmt::format("{} vehicle{} every {} cannot go round in {}: {} are needed", service.fleet,
                               service.fleet == 1 ? "" : "s", every, words(round_trip), needed));
    else
      given.refuse("schedule", fmt::format("vehicles that leave every {} go round in {}: {} are needed", every,
                                           words(round_trip), needed));
    return false;
  }

  /// As the file counts its vehicles; none where it does not.
  static std::optional<int> fleet_of(Reader const& given) {
    if (given.has("fleet")) return static_cast<int>(given.whole("fleet"));
    if (!given.has("vehicles")) return std::nullopt;
    int count = 0;
    for (auto const& part : given.items("vehicles")) count += static_cast<int>(part.whole("count", 1));
    return count;
  }

  Building& building_;
  world::World& world_;
  ModalNetwork water_;
  ModalNetwork rail_;
  ModalNetwork air_;
};

}  // namespace

void read_services(Reader const& scenario, Building& building) {
  if (!scenario.has("services")) return;
  read_rolling_stock(scenario, building);
  Services services{building};
  services.find_ways_ahead(scenario);
  for (auto const& [code, given] : scenario.entries("services")) services.read(code, given);
}

}  // namespace tongzhou::format
