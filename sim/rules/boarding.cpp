#include "sim/rules/boarding.hpp"

#include <algorithm>
#include <array>

#include "sim/rules/formality.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::rules {
using world::Licence;
using world::PlaceId;
using world::Regime;
using world::TradeClass;

namespace {

constexpr EnumArray<Refusal, std::string_view> reasons{one_word_each<Refusal>(
    "nothing is in its way", "the box is larger than the vehicle", "the box is heavier than the vehicle may carry",
    "the vehicle has no plug for a reefer", "the service is not licensed for it",
    "a foreign flag may not carry it between two ports of one country", "no slot was left", "all plugs were taken",
    "the ship would have drawn too much water", "the piggyback quota was used up")};

bool foreign_flag_at_home(world::World const& world, world::VehicleClass const& vehicle, PlaceId from, PlaceId to) {
  auto const& country = world.places[from].country;
  return is_ship(vehicle) && !vehicle.flag.empty() && !country.empty() && country == world.places[to].country &&
         vehicle.flag != country;
}

}  // namespace

Shortage shortage(Refusal no) {
  switch (no) {
    case Refusal::plugs:
    case Refusal::no_plug:
      return Shortage::plugs;
    case Refusal::too_heavy:
      return Shortage::weight;
    case Refusal::water:
      return Shortage::water;
    case Refusal::quota:
      return Shortage::quota;
    default:
      return Shortage::slots;
  }
}

std::string_view reason(Refusal refusal) { return reasons[refusal]; }

Regime regime(world::World const& world, world::Flow const& flow, PlaceId from, PlaceId to) {
  auto const country = [&](PlaceId place) -> auto const& { return world.places[place].country; };
  bool const at_border = world.customs.where == world::Customs::Where::port;
  if (flow.clearance == world::Clearance::in_bond) return Regime::foreign;
  if (flow.clearance == world::Clearance::before) return Regime::domestic;
  switch (flow.trade) {
    case TradeClass::domestic:
    case TradeClass::empty:
      return Regime::domestic;
    case TradeClass::transshipment:
      return Regime::foreign;
    case TradeClass::import: {
      auto const& home = country(flow.destination);
      bool const cleared = at_border || leaves_a_zone(world, flow);
      return cleared && country(from) == home && country(to) == home ? Regime::domestic : Regime::foreign;
    }
    case TradeClass::export_: {
      auto const& home = country(flow.origin);
      return at_border && country(from) == home && country(to) == home ? Regime::domestic : Regime::foreign;
    }
  }
  return Regime::foreign;
}

Refusal by_licence(Licence licence, TradeClass trade, Regime regime) {
  if (trade == TradeClass::empty || licence == Licence::mixed) return Refusal::none;
  bool const covered = (licence == Licence::domestic) == (regime == Regime::domestic);
  return covered ? Refusal::none : Refusal::licence;
}

world::Piggyback const* piggyback(world::World const& world, world::VehicleClass const& vehicle, TradeClass trade,
                                  Regime regime, PlaceId from, PlaceId to) {
  if (trade == TradeClass::empty || !foreign_flag_at_home(world, vehicle, from, to)) return nullptr;
  auto const allows = [&](world::Piggyback const& permission) {
    auto const names = [&](PlaceId place) { return std::ranges::count(permission.ports, place) > 0; };
    return names(from) && names(to) && (regime == Regime::foreign || permission.domestic_too);
  };
  auto const found = std::ranges::find_if(world.piggybacks, allows);
  return found == world.piggybacks.end() ? nullptr : &*found;
}

Refusal by_cabotage(world::World const& world, world::VehicleClass const& vehicle, TradeClass trade, Regime regime,
                    PlaceId from, PlaceId to) {
  if (trade == TradeClass::empty || !foreign_flag_at_home(world, vehicle, from, to)) return Refusal::none;
  return piggyback(world, vehicle, trade, regime, from, to) != nullptr ? Refusal::none : Refusal::cabotage;
}

namespace {

Refusal by_size(world::World const& world, world::Flow const& flow, world::VehicleClass const& vehicle) {
  auto const& box = world.box_types[flow.box];
  if (box.teu > vehicle.teu) return Refusal::too_large;
  if (flow.gross > vehicle.deadweight) return Refusal::too_heavy;
  return box.reefer && vehicle.reefer_plugs == 0 ? Refusal::no_plug : Refusal::none;
}

}  // namespace

Refusal refusal(world::World const& world, world::Flow const& flow, world::Service const& service, PlaceId from,
                PlaceId to) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  auto const takes = [&](world::Service const& run) {
    return by_size(world, flow, world.vehicle_classes[run.vehicle]) == Refusal::none;
  };
  if (std::ranges::none_of(service.turns(), takes)) return by_size(world, flow, vehicle);
  Regime const seen_as = regime(world, flow, from, to);
  if (auto const no = by_licence(service.licence, flow.trade, seen_as); no != Refusal::none) return no;
  return by_cabotage(world, vehicle, flow.trade, seen_as, from, to);
}

double free_for(world::MixedCarriage const& mixed, Regime regime, double free, double other_taken) {
  double const reserved = regime == Regime::domestic ? mixed.reserved_foreign_teu : mixed.reserved_domestic_teu;
  return free - std::max(0.0, reserved - other_taken);
}

}  // namespace tongzhou::rules
