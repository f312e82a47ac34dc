#pragma once

#include <variant>

#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/name.hpp"
#include "sim/world/opening_hours.hpp"

namespace tongzhou::world {

/// Wagons are lifted and roll on upon bogies of the other gauge: so many of a train at a time.
struct BogieChange {
  int wagons_at_once = 0;  // jacks along a track; 0: all wagons of a train
  demand::Distribution<Duration> per_lift{};
};

/// Boxes are lifted to wagons of the other gauge on a parallel track.
struct BoxTransfer {
  int cranes = 1;
  double moves_per_crane_hour = 1;
  int cranes_per_train = 1;
  int buffer_boxes = 0;  // that may lie beside the tracks until there are wagons for them, a move more each
};

/// A whole train takes its time, whatever is done to it.
struct WholeTrain {};

using GaugeChangeMethod = std::variant<WholeTrain, BogieChange, BoxTransfer>;

/// Customs and quarantine of trains at a border, before they change gauge.
struct BorderFormalities {
  demand::Distribution<Duration> per_train{};
  OpeningHours hours{};  // in which they begin
  double cost_per_box = 0;
  double inspected_share = 0;  // of the boxes aboard: each is taken off and follows by a later train
  demand::Distribution<Duration> inspection{};
  double cost_per_inspection = 0;
};

/// A border where trains change gauge, whole train by whole train.
struct GaugeChange {
  Name name;
  PlaceId place;
  bool every_train = false;  // those that keep their gauge pass it, too
  int tracks = 1;
  demand::Distribution<Duration> per_train;
  Duration per_box;
  double cost_per_box = 0;
  OpeningHours hours{};             // in which a train may begin
  int trains_per_day = 0;           // both directions together, by the calendar; 0: no limit
  int trains_per_day_each_way = 0;  // likewise, in each direction
  GaugeChangeMethod method{};
  BorderFormalities formalities{};
  FuelId energy{};            // what is used, if stated
  double energy_per_box = 0;  // in the fuel's unit

  bool limits_trains() const { return trains_per_day > 0 || trains_per_day_each_way > 0; }
  bool lifts_boxes() const { return std::holds_alternative<BoxTransfer>(method); }
};

}  // namespace tongzhou::world
