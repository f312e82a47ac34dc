#pragma once

#include <cmath>
#include <vector>

#include "network/base/quantity.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/name.hpp"

// How demand goes from one market, region or form to another.
namespace tongzhou::world {

/// Firms that turn from one market to another while a shock lasts.
struct Switching {
  Name name;
  FlowId from, to;
  double share = 0;
  Time begins{}, ends{};  // lag included
  double lost_share = 0;  // of the orders of `from`, cancelled while the shock lasts: of these alone a share turns
  Time shock_begins{}, shock_ends{};
  Duration ramp{};         // in which the share rises from nothing, and falls to nothing after the end
  double ready_share = 1;  // of the goods, that can be sold there at once
  Duration refit{};        // what the others need first
  double refit_cost = 0;   // of one box
  double relief = 0;       // money that the state gives for each box that turns
  double elasticity = 0;   // of the share, to what turning costs as a share of the value of the goods
};

/// Demand that moves to another flow, or becomes parcels, more of it each year.
struct Shift {
  Name name;
  FlowId from, to;     // to: none where it becomes parcels
  MailFlowId to_mail;  // none where it stays in boxes
  double parcels_per_box = 0;
  double share_per_year = 0, most_share = 1;
  Time begins{};
};

/// An agreement on duties: a lower price where the goods land, and more demand for them.
struct Agreement {
  Name name;
  std::vector<FlowId> flows;
  double tariff = 0;      // share of value
  double cut = 0;         // of it, in the same unit
  double used_share = 1;  // of the trade that has the papers for it
  double elasticity = 0;  // of demand to the price with duty; 0 or less
  Time begins{};

  /// By the price with duty, before and after the cut.
  double volume_factor() const { return std::pow((1 + tariff - cut * used_share) / (1 + tariff), elasticity); }
};

/// Part loads become boxes there: one sets out when it is full enough, or when its first lot has waited long enough.
struct FreightStation {
  Name name;  // code is "<place>/<facility>"
  PlaceId place;
  double fill_share = 1;
  Duration longest_wait = Duration::unlimited();
  double cost_per_lot = 0;
};

/// Goods that lie in a customs zone as stock, or are worked on there, between the boxes in which they come and those in
/// which they leave. In bond, duty is due when they leave for the home market; else when they come, and it is lent on.
struct ZoneStay {
  struct Leaving {
    FlowId flow;
    double share = 1;
  };
  Name name;  // code is "<zone>/<stay>"
  FlowId from;
  std::vector<Leaving> to;  // each begins where `from` ends; shares sum to 1
  demand::Distribution<Duration> stay;
  double boxes_per_box = 1;      // that leave, for each that came
  double cost_per_box = 0;       // money: of one that leaves, for storage and work
  double duty = 0;               // money: of the goods of one box that came
  double interest_per_hour = 0;  // money: of what is lent on those goods, and on a duty that is paid before they leave
  bool in_bond = true;
};

}  // namespace tongzhou::world
