#include "scenarios/format/result_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/format/result_members.hpp"

namespace tongzhou::format::sections {
namespace {

std::string const& code_of(world::World const& world, world::StockYard const& yard) {
  if (auto const* terminal = std::get_if<world::TerminalId>(&yard)) return world.terminals[*terminal].name.code;
  return world.gauge_changes[std::get<world::GaugeChangeId>(yard)].name.code;
}

/// Sets of wagons or locomotives; null where there are none.
Json rolling_stock(outcome::Outcome const& outcome, world::World const& world, world::StockKind kind) {
  using R = outcome::RollingStockOutcome;
  bool const wagons = kind == world::StockKind::wagon_sets;
  Json section;
  for (auto const id : world.rolling_stock.ids()) {
    auto const& stock = world.rolling_stock[id];
    if (stock.kind != kind) continue;
    auto entry = named(stock.name);
    entry[wagons ? "sets" : "locomotives"] = stock.count;
    entry["home"] = code_of(world, stock.home);
    put<R>(entry, outcome.rolling_stock[id],
           {{"utilisation_share", &R::utilisation},
            {wagons ? "empty_runs" : "light_runs", &R::runs_alone},
            {"queue", &R::queue}});
    section[stock.name.code] = std::move(entry);
  }
  return section;
}

/// By the reason that the rules gave; only those that occurred.
Json left_behind_why(EnumArray<rules::Refusal, double> const& boxes) {
  auto reasons = Json::object();
  for (auto const why : all_values<rules::Refusal>)
    if (boxes[why] > 0) reasons[std::string{word_of(why)}] = number(boxes[why]);
  return reasons;
}

Json by_shortage(outcome::ByShortage const& boxes) {
  auto reasons = Json::object();
  for (auto const why : all_values<rules::Shortage>)
    if (boxes[why] > 0) reasons[std::string{word_of(why)}] = number(boxes[why]);
  return reasons;
}

Json leg(outcome::LegOutcome const& l, std::string const& from, std::string const& to) {
  using L = outcome::LegOutcome;
  Json entry{{"from", from}, {"to", to}};
  put<L>(entry, l, {{"sailings", &L::sailings}, {"teu_offered", &L::teu_offered}, {"teu_carried", &L::teu_carried}});
  entry["slot_use_share"] = number(l.teu_offered > 0 ? l.teu_carried / l.teu_offered : 0);
  put<L>(entry, l,
         {{"teu_by_trade", &L::teu_by_trade},
          {"sailings_limited_by_depth", &L::payload_limited},
          {"boxes_put_ashore", &L::put_ashore},
          {"boxes_left_behind", &L::boxes_left_behind},
          {"times_left_behind", &L::left_behind}});
  entry["boxes_left_behind_why"] = left_behind_why(l.left_behind_why);
  return entry;
}

Json money_of(outcome::ServiceOutcome const& s) {
  return {{"vessel_time", number(s.vessel_time)},
          {"fuel", number(s.fuel_cost)},
          {"freight_earned", number(s.freight)},
          {"track_access", number(s.track_access)},
          {"shunting", number(s.shunting)},
          {"port_dues", number(s.port_dues)},
          {"canal_dues", number(s.canal_dues)},
          {"pilotage", number(s.pilotage)},
          {"own_costs_not_stated", number(s.own_costs_not_stated)}};
}

/// What a service's vehicles have, in turn, each once: "large + small".
template <class CodeOf>
std::string codes_in_turn(world::Service const& service, CodeOf code_of) {
  std::vector<std::string> codes;
  for (auto const& run : service.turns())
    if (auto const code = code_of(run.vehicle); !code.empty() && std::ranges::count(codes, code) == 0)
      codes.push_back(code);
  return fmt::format("{}", fmt::join(codes, " + "));
}

std::string vehicle_codes(world::World const& world, world::Service const& service) {
  return codes_in_turn(service, [&](auto const id) { return world.vehicle_classes[id].name.code; });
}

std::string fuel_codes(world::World const& world, world::Service const& service) {
  return codes_in_turn(service, [&](auto const id) {
    auto const fuel = world.vehicle_classes[id].fuel;
    return fuel ? world.fuels[fuel].name.code : std::string{};
  });
}

}  // namespace

void put_rolling_stock(Json& result, outcome::Outcome const& outcome, world::World const& world) {
  for (auto const kind : {world::StockKind::wagon_sets, world::StockKind::locomotives}) {
    auto section = rolling_stock(outcome, world, kind);
    if (!section.is_null())
      result[kind == world::StockKind::wagon_sets ? "wagon_sets" : "locomotives"] = std::move(section);
  }
}

Json truck_fleets(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::TruckFleetOutcome;
  auto section = Json::object();
  for (auto const id : outcome.truck_fleets.ids()) {
    auto const& fleet = world.trucking->fleets[id];
    auto entry = named(fleet.name);
    entry["home"] = world.places[fleet.home].name.code;
    entry["trucks"] = fleet.trucks;
    put<F>(entry, outcome.truck_fleets[id],
           {{"boxes", &F::boxes},
            {"laden_km", &F::laden_km},
            {"empty_km", &F::empty_km},
            {"utilisation_share", &F::utilisation},
            {"queue", &F::queue}});
    section[fleet.name.code] = std::move(entry);
  }
  return section;
}

Json services(outcome::Outcome const& outcome, world::World const& world) {
  using S = outcome::ServiceOutcome;
  auto section = Json::object();
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    auto const& s = outcome.services[id];
    auto const& vehicle = world.vehicle_classes[service.vehicle];
    auto legs = Json::array();
    auto const code_of = [&](std::size_t stop) -> std::string const& {
      return world.terminals[service.stops[stop % service.stops.size()].terminal].name.code;
    };
    // The last stop of a service that does not return begins no leg.
    for (std::size_t i = 0; i < s.legs.size() && i + (service.returns() ? 0 : 1) < service.stops.size(); ++i) {
      legs.push_back(leg(s.legs[i], code_of(i), code_of(i + 1)));
    }
    auto entry = named(service.name);
    entry["mode"] = word_of(vehicle.mode);
    entry["vehicle"] = vehicle_codes(world, service);
    put<S>(entry, s,
           {{"departures", &S::departures},
            {"departures_left_out", &S::departures_left_out},
            {"calls_left_out", &S::calls_left_out},
            {"boxes", &S::boxes},
            {"teu", &S::teu},
            {"teu_km", &S::teu_km},
            {"tonne_km", &S::tonne_km},
            {"tonne_km_at_night", &S::tonne_km_at_night},
            {"gross_tonne_km", &S::gross_tonne_km},
            {"vehicle_km", &S::vehicle_km},
            {"on_time_share", &S::on_time_share},
            {"within_a_day_share", &S::within_a_day_share},
            {"late_mean_hours", &S::late_hours_mean},
            {"at_anchorage_mean_hours", &S::at_anchorage_hours_mean},
            {"at_berth_mean_hours", &S::at_berth_hours_mean},
            {"idle_alongside_mean_hours", &S::idle_alongside_hours_mean}});
    entry["boxes_rolled"] = number(s.rolled.sum());
    entry["boxes_rolled_why"] = by_shortage(s.rolled);
    entry["boxes_spilled"] = number(s.spilled.sum());
    put<S>(entry, s, {{"boxes_spilled_away", &S::spilled_away}});
    entry["boxes_spilled_why"] = by_shortage(s.spilled);
    if (vehicle.fuel) {
      entry["fuel"] = fuel_codes(world, service);
      entry["fuel_unit"] = world.fuels[vehicle.fuel].unit;
      entry["fuel_used"] = number(s.fuel);
    }
    entry["kg_co2e"] = number(s.kg_co2e);
    entry["money"] = money_of(s);
    entry["container_hours_by_cause"] = by_word(s.hours);
    entry["legs"] = std::move(legs);
    section[service.name.code] = std::move(entry);
  }
  return section;
}

Json trucking(outcome::TruckingOutcome const& trucks, world::Trucking const& facts) {
  Json section{{"boxes", number(trucks.boxes)},
               {"box_km", number(trucks.box_km)},
               {"teu_km", number(trucks.teu_km)},
               {"tonne_km", number(trucks.tonne_km)},
               {"tonne_km_at_night", number(trucks.tonne_km_at_night)},
               {"gross_tonne_km", number(trucks.gross_tonne_km)},
               {"truck_km", number(trucks.truck_km)},
               {"empty_km", number(trucks.empty_km)},
               {"truck_hours", number(trucks.hours)},
               {"money",
                {{"vehicle_time", number(trucks.vehicle_time)},
                 {"fuel", number(trucks.fuel_cost)},
                 {"freight_earned", number(trucks.freight)},
                 {"tolls", number(trucks.tolls)},
                 {"own_costs_not_stated", number(trucks.own_costs_not_stated)}}}};
  if (facts.counts_hours_at_gates()) section["hours_at_gates"] = number(trucks.hours_at_gates);
  return section;
}

}  // namespace tongzhou::format::sections
