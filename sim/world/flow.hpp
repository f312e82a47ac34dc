#pragma once

#include <limits>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"
#include "sim/world/service.hpp"
#include "sim/world/trade.hpp"

namespace tongzhou::world {

enum class TradeClass { domestic, export_, import, transshipment, empty };
constexpr auto words(TradeClass) {
  return one_word_each<TradeClass>("domestic", "export", "import", "transshipment", "empty");
}

/// What a trade bears before its boxes stay away. By default it bears everything.
struct Bearing {
  double most_cost = std::numeric_limits<double>::infinity();  // willingness to pay: money and time of one box
  Duration gives_up_after = Duration::unlimited();             // from its creation; no way may take longer
  double penalty_per_lost_box = 0;                             // money
  double elasticity = 0;      // of the volume with respect to the generalised cost; 0 or less
  double reference_cost = 0;  // of one box: at it the volume is what the flow says
};

/// What money costs the trade, of one box; besides the value of time, which is of goods and not of loans. Whoever holds
/// the goods on the way, seller or buyer, has them financed.
struct TradeFinance {
  double interest_per_hour = 0;  // while it is on its way
  double interest_until_paid = 0;
  double rate_per_year = 0;  // of the loan, as a share
  double premium = 0;        // of credit insurance
  double claims = 0;         // that it pays on the mean
  double per_box() const { return interest_until_paid + premium - claims; }
  friend bool operator==(TradeFinance const&, TradeFinance const&) = default;
  friend auto operator<=>(TradeFinance const&, TradeFinance const&) = default;
};

/// What a flow pays by contract, in place of a service's freight, tariffs and index.
struct Contract {
  ServiceId service;
  Freight freight{};
};

/// Demand: so many boxes a year of one kind from here to there.
struct Flow {
  Name name;
  PlaceId origin;
  PlaceId destination;
  TradeClass trade{};
  BoxTypeId box;
  Mass gross;                              // of one box, tare included
  double value = 0;                        // of the goods in one box, money
  double time_value_per_hour = 0;          // of one box: value x yearly rate / 8760, unless the file says otherwise
  std::vector<double> time_value_factors;  // on it, each of an equal part of the boxes, mean 1; none: all are alike
  TradeFinance finance{};
  std::vector<Contract> contracts{};           // at most one with a service
  demand::Distribution<Duration> unloading{};  // at the consignee's, until the box sets out for home empty
  double late_cost_per_hour = 0;               // of one box after its deadline
  double boxes_per_year = 0;                   // per 365 days
  demand::Season season;
  demand::Pattern pattern{};
  demand::Distribution<double> batch;  // boxes at a time, for batch arrivals
  Duration deadline = Duration::unlimited();
  Risk risk{};
  bool fast_release = false;       // perishable or express: customs promises 6 h, not 48
  std::string box_owner = "line";  // whose box it needs where boxes are scarce
  bool repositioning = false;      // empties sent from depot to depot: no demand of its own
  bool emergency = false;          // medicines after a disaster: first in every inspection
  Bearing bears{};
  GoodsId goods;                       // what is in its boxes; none: nothing that anybody asks for
  double zone_share = 1;               // of its boxes, that use the rules of zones where they pass one
  double lcl_share = 0;                // of its volume, in part loads
  double lot_boxes = 1;                // of one part load, as a share of a box
  FreightStationId freight_station{};  // where they become boxes
  PostalHubId refills;                 // its boxes are stock of a hub, ordered there
  ZoneStayId stay;                     // in which its goods lie where it ends; none
  Clearance clearance = Clearance::on_the_way;
  DispatchId mail;              // its boxes are closed mail: none arrive by themselves, and they are loaded first
  std::vector<ServiceId> only;  // the services that may carry it; none: all

  /// What an hour on its way costs a shipper to whom time is worth so many times what it is on the mean.
  double hour_costs(double factor = 1) const { return time_value_per_hour * factor + finance.interest_per_hour; }
};

}  // namespace tongzhou::world
