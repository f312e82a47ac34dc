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
#include "sim/world/opening_hours.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::world {

/// bonded_import: ordered at home, picked from stock in bond. bonded_export: ordered abroad, picked from stock in bond.
enum class MailProduct { ordinary, registered, express, bonded_import, bonded_export };
constexpr auto words(MailProduct) {
  return one_word_each<MailProduct>("ordinary", "registered", "express", "bonded_import", "bonded_export");
}

/// How a parcel is declared: as mail, or by the codes of China Customs for cross-border e-commerce, which are direct
/// export to consumers, bonded, export to companies, and export to an overseas warehouse.
enum class CustomsRegime { mail, direct, bonded, to_companies, to_warehouse };
constexpr auto words(CustomsRegime) { return one_word_each<CustomsRegime>("mail", "9610", "1210", "9710", "9810"); }

/// How parcels choose where the file gives no shares: by what ways cost when nothing queues, or by what waits in the
/// hubs too.
enum class MailChoice { planned, queues };
constexpr auto words(MailChoice) { return one_word_each<MailChoice>("planned", "queues"); }

using ByHour = std::array<double, 24>;  // share of the staff at work, by hour of the day

struct SortingLines {
  int count = 1;
  double parcels_per_hour = 0;  // of one line
  ByHour staffed = demand::level<24>();
  std::array<double, 7> staffed_by_weekday = demand::level<7>();  // Monday first; times the share of the hour
  std::vector<demand::Peak> staff_peaks = {};                     // hired or sent home; times those, up to all lines
  double parcels_per_worker_hour = 0;                             // 0: nobody is counted
  double wage_per_hour = 0;
  int exits = 0;                              // of a line; 0: one for each direction
  std::vector<double> direction_shares = {};  // relative
  double missorted_share = 0;
  demand::Distribution<Duration> between;  // work between two breakdowns of a line; mean 0: never
  demand::Distribution<Duration> lasting;
};

/// All parcels are X-rayed; a share of them is opened by an officer.
struct CustomsLine {
  struct Regime {
    double inspected_share = 0;
    Duration papers = {};  // until the manifest is accepted
    OpeningHours open;
    double cost_per_parcel = 0;
  };
  int machines = 1;
  double parcels_per_hour = 0;  // of one machine
  EnumArray<CustomsRegime, Regime> regimes{};
  int officers = 0;
  Duration per_inspection = {};
  ByHour staffed = demand::level<24>();
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
  double cost_per_parcel = 0;    // of sorting
  FuelId energy;
  double energy_per_parcel = 0;  // in the fuel's unit
  bool open = true;              // else no way leads by it
};

/// An air waybill charges what is light for its cube: 6,000 cm3 are a kilogram (IATA), 167 kg a cubic metre.
constexpr double charged_kg_per_m3 = 167;

/// Parcels of some products from a hub to one place, in closed units that travel as boxes of their own flow.
struct Dispatch {
  Name name;  // code is "<place>/<facility>/<dispatch>"
  PostalHubId hub;
  PlaceId to;
  EnumArray<MailProduct, bool> takes{};
  FlowId flow;
  double full_at_kg = std::numeric_limits<double>::infinity();
  double full_at_parcels = std::numeric_limits<double>::infinity();
  double full_at_m3 = std::numeric_limits<double>::infinity();
  double receptacle_kg = 0;                       // of a bag or tray; 0: none are counted
  double cost_per_receptacle = 0;                 // each time that one is filled
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
  double least_share = 0, most_share = 1;     // by contract, where no shares are given
  demand::Distribution<Duration> collection;  // from posting until the parcel is at the first hub
  double cost_per_parcel = 0;                 // of collection
  double kg_co2e = 0;                         // likewise
};

/// J+n: so many working days after J, the day of posting if it is one and the hour is not too late, else the next one.
struct ServiceStandard {
  int working_days = 0;
  OpeningHours posting;  // until the latest hour of working days
  OpeningHours work;     // whole working days
};

/// Parcels that come back after delivery, to a hub that shows them to customs and hands them to its town.
struct Returns {
  double share = 0;
  Duration after;  // from coming to the destination until they are at the hub
  PostalHubId hub;
  double cost_per_parcel = 0;
};

/// A duty on each parcel posted from a date on, and what it does to demand: volume x ((price + levy) / price) ^
/// elasticity.
struct Levy {
  double per_parcel = 0;
  Time from;
  double price = 0;  // what the customer pays without it
  double elasticity = 0;
};

constexpr double litres_per_m3 = 1000;

/// Demand for parcels of one product.
struct MailFlow {
  Name name;
  PlaceId origin;
  PlaceId destination;
  MailProduct product{};
  double parcels_per_day = 0;  // mean of the 365 days from the start
  demand::Season season;
  double kg = 0;  // of one parcel
  double litres = 0;
  double value = 0;
  double time_value_per_hour = 0;             // of one parcel
  Duration promised = Duration::unlimited();  // door to door
  std::optional<ServiceStandard> standard;    // in place of that
  double late_cost_per_day = 0;               // of one parcel, for each day or working day begun
  bool through_customs = false;
  CustomsRegime regime{};
  PostalHubId clears_in;                    // none: the first hub on its way that has customs
  demand::Distribution<Duration> delivery;  // from the last place to the door
  double delivery_cost = 0;                 // of one parcel
  double delivery_kg_co2e = 0;
  Returns returns;
  Levy levy;
  MailChoice chooses_by{};
  Duration looks_back;  // over which what waits in a hub is a mean; none: as it is now
  std::vector<MailRoute> ways;
};

}  // namespace tongzhou::world
