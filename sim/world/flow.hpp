#pragma once

#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"
#include "sim/world/trade.hpp"

namespace tongzhou::world {

enum class TradeClass { domestic, export_, import, transshipment, empty };
constexpr auto words(TradeClass) {
  return one_word_each<TradeClass>("domestic", "export", "import", "transshipment", "empty");
}

/// Demand: so many boxes a year of one kind from here to there.
struct Flow {
  Name name;
  PlaceId origin;
  PlaceId destination;
  TradeClass trade{};
  BoxTypeId box;
  Mass gross;                      // of one box, tare included
  double value = 0;                // of the goods in one box, money
  double time_value_per_hour = 0;  // of one box: value x yearly rate / 8760, unless the file says otherwise
  double boxes_per_year = 0;       // per 365 days
  demand::Season season;
  demand::Pattern pattern{};
  demand::Distribution<double> batch;  // boxes at a time, for batch arrivals
  Duration deadline = Duration::unlimited();
  Risk risk{};
  bool fast_release = false;       // perishable or express: customs promises 6 h, not 48
  std::string box_owner = "line";  // whose box it needs where boxes are scarce
  bool repositioning = false;      // empties sent from depot to depot: no demand of its own
  bool emergency = false;          // medicines after a disaster: first in every inspection
  DispatchId mail;                 // its boxes are closed mail: none arrive by themselves, and they are loaded first
  std::vector<ServiceId> only;     // the services that may carry it; none: all
};

}  // namespace tongzhou::world
