#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::world {

/// bonded_import: ordered at home, picked from stock in bond. bonded_export: ordered abroad, picked from stock in bond.
enum class MailProduct { ordinary, registered, express, bonded_import, bonded_export };
constexpr auto words(MailProduct) {
  return one_word_each<MailProduct>("ordinary", "registered", "express", "bonded_import", "bonded_export");
}

using ByHour = std::array<double, 24>;  // share of the staff at work, by hour of the day

struct SortingLines {
  int count = 1;
  double parcels_per_hour = 0;  // of one line
  ByHour staffed = demand::level<24>();
  demand::Distribution<Duration> between;  // work between two breakdowns of a line; mean 0: never
  demand::Distribution<Duration> lasting;
};

/// All parcels are X-rayed; a share of them is opened by an officer.
struct CustomsLine {
  int machines = 1;
  double parcels_per_hour = 0;  // of one machine
  double inspected_share = 0;
  int officers = 0;
  Duration per_inspection = {};
  ByHour staffed = demand::level<24>();
  double cost_per_parcel = 0;
  double cost_per_inspection = 0;
};

/// Goods in bond, counted in parcels. As soon as the stock and what is ordered, less what customers wait for, is at
/// `reorder_at` or below, an order goes out.
struct BondedStock {
  double parcels = 0;  // at the start
  double reorder_at = 0;
  double order = 0;
  demand::Distribution<Duration> lead;  // from the order until it is in stock
  double cost_per_parcel_day = 0;
  FlowId refilled_by{};  // orders are boxes of this flow, in place of a lead time
  double parcels_per_box = 0;
};

/// Where parcels are sorted: in at the docks, over the lines, through customs, into closed units by destination.
struct PostalHub {
  Name name;  // code is "<place>/<facility>"
  PlaceId place;
  int docks = 1;
  double parcels_per_dock_hour = std::numeric_limits<double>::infinity();
  SortingLines sorting;
  std::optional<CustomsLine> customs;
  std::optional<BondedStock> stock;
  std::optional<Skill> skill{};  // of the sorters
  double cost_per_parcel = 0;  // of sorting
  FuelId energy;
  double energy_per_parcel = 0;  // in the fuel's unit
};

/// Parcels of some products from a hub to one place, in closed units that travel as boxes of their own flow.
struct Dispatch {
  Name name;  // code is "<place>/<facility>/<dispatch>"
  PostalHubId hub;
  PlaceId to;
  EnumArray<MailProduct, bool> takes{};
  FlowId flow;
  double full_at_kg = std::numeric_limits<double>::infinity();
  double full_at_parcels = std::numeric_limits<double>::infinity();
  Duration cut_off;                               // units are closed so long before a departure
  Duration longest_wait = Duration::unlimited();  // from the first parcel in it
};

/// One way for parcels: by these hubs in turn. The last leg has no dispatch where the last hub is at the destination.
struct MailRoute {
  struct Leg {
    PostalHubId hub;
    DispatchId dispatch;
  };
  std::vector<Leg> legs;
  double share = 0;                           // of the parcels; 0 for all ways: the cheapest, spread by the policy
  demand::Distribution<Duration> collection;  // from posting until the parcel is at the first hub
  double cost_per_parcel = 0;                 // of collection
};

/// Demand for parcels of one product.
struct MailFlow {
  Name name;
  PlaceId origin;
  PlaceId destination;
  MailProduct product{};
  double parcels_per_day = 0;  // mean of the 365 days from the start
  demand::Season season;
  double kg = 0;  // of one parcel
  double value = 0;
  double time_value_per_hour = 0;             // of one parcel
  Duration promised = Duration::unlimited();  // door to door
  bool through_customs = false;
  demand::Distribution<Duration> delivery;  // from the last place to the door
  double delivery_cost = 0;                 // of one parcel
  std::vector<MailRoute> ways;
};

}  // namespace tongzhou::world
