#pragma once

#include <cstdint>
#include <string_view>

#include "network/base/enums.hpp"
#include "sim/world/world.hpp"

// Who may ride with whom. Each rule is a function of plain facts and gives its reason when it says no.
namespace tongzhou::rules {

/// Why a box may not ride. The order is that in which the rules are asked.
enum class Refusal : std::uint8_t {
  none,
  too_large,  // more TEU than the vehicle has
  too_heavy,  // more tonnes than the vehicle may carry, alone or with those aboard
  no_plug,    // a reefer on a vehicle without plugs
  licence,    // the service's licence does not cover the box's regime
  cabotage,   // a foreign flag between two ports of one country
  slots,      // at loading: no slot left, or none that its regime may use
  plugs,      // at loading: all plugs taken
  water,      // at loading: the ship would draw too much water
  quota,      // at loading: the piggyback permission is used up
};
constexpr auto words(Refusal) {
  return one_word_each<Refusal>("none", "too_large", "too_heavy", "no_plug", "licence", "cabotage", "slots", "plugs",
                                "water", "quota");
}
/// Why a box is not aboard the departure that it has booked, or why it could not book one: late by itself, or because
/// no vehicle came; else what there was not enough of.
enum class Shortage : std::uint8_t { came_late, left_out, slots, plugs, weight, water, quota };
constexpr auto words(Shortage) {
  return one_word_each<Shortage>("came_late", "left_out", "slots", "plugs", "weight", "water", "quota");
}
/// Of a refusal at loading; none is one for want of a slot.
Shortage shortage(Refusal);
/// A half sentence for people: "a foreign flag may not carry it between two ports of one country".
std::string_view reason(Refusal);

/// How customs sees a box of a flow between two places. An import is free once released, at the border or where it
/// leaves a zone (or rides bonded to an inland clearance, or to the zone where its goods lie in bond), an export is
/// bonded once cleared; transshipment never enters; empties are nobody's concern and count as domestic.
world::Regime regime(world::World const& world, world::Flow const& flow, world::PlaceId from, world::PlaceId to);

/// The service's licence against the box's regime. Empties ride everywhere.
Refusal by_licence(world::Licence licence, world::TradeClass trade, world::Regime regime);

/// Cabotage: between two ports of one country a ship flies that country's flag, or a piggyback permission names both.
/// A ship without a flag in the file is at home everywhere. Trains are not asked.
Refusal by_cabotage(world::World const& world, world::VehicleClass const& vehicle, world::TradeClass trade,
                    world::Regime regime, world::PlaceId from, world::PlaceId to);

/// The permission under which a box rides a foreign flag inside a country; none when it needs none or has none.
world::Piggyback const* piggyback(world::World const& world, world::VehicleClass const& vehicle,
                                  world::TradeClass trade, world::Regime regime, world::PlaceId from,
                                  world::PlaceId to);

/// All rules that can be told before the voyage, for one ride of a flow's boxes.
Refusal refusal(world::World const& world, world::Flow const& flow, world::Service const& service, world::PlaceId from,
                world::PlaceId to);

/// The TEU a regime may use on a ship that has `free` slots left and `taken` of the other regime's aboard: what the
/// other regime has reserved and not taken is not for it.
double free_for(world::MixedCarriage const& mixed, world::Regime regime, double free, double other_taken);

}  // namespace tongzhou::rules
