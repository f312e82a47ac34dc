#pragma once

#include <optional>
#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::outcome {

/// Where the money for a parcel goes.
enum class MailExpense {
  collection,
  sorting,
  wages,  // of those at the lines, whether or not there is anything to sort
  customs,
  storage,
  packing,  // into bags and trays
  transport,
  delivery,
  returns,
  levy,      // to the state of destination
  lateness,  // beyond the time of the goods
  time_value,
};
constexpr auto words(MailExpense) {
  return one_word_each<MailExpense>("collection", "sorting", "wages", "customs", "storage", "packing", "transport",
                                    "delivery", "returns", "levy", "lateness", "time_value");
}
using MailMoney = EnumArray<MailExpense, double>;

struct DispatchOutcome {
  world::DispatchId dispatch;
  double units = 0, parcels = 0, kg = 0, m3 = 0;  // closed
  double chargeable_kg = 0;                       // the larger of mass and cube, unit by unit: charged_kg_per_m3
  double receptacles = 0;                         // bags or trays in them
  double cut_offs = 0;
  double cut_offs_missed = 0;  // with parcels for it still in front of the lines
  double parcels_missed = 0;   // these; once for each cut-off that they missed
};

struct HubOutcome {
  double parcels_in = 0, sorted = 0, parcels_out = 0;  // out: packed, or handed to the town
  double able = 0;                                     // parcels that the staffed lines could have sorted
  double hours_mean = 0;                               // from the docks into a unit, to a quarter of an hour
  double sorting_utilisation = 0, dock_utilisation = 0, x_ray_utilisation = 0, officer_utilisation = 0;
  double backlog_mean = 0, backlog_max = 0, backlog_at_end = 0;  // parcels not packed yet
  std::vector<double> backlog_by_hour;                           // at the end of each measured hour
  std::vector<double> sorted_by_hour;
  std::vector<double> utilisation_by_hour;
  double stock_mean = 0, picked = 0, hours_out_of_stock = 0;
  double worker_hours = 0, workers_max = 0;  // at the lines
  double inspected = 0;
  std::vector<DispatchOutcome> dispatches;
  Table<world::MailFlowId, double> sorted_by_flow, cleared_by_flow, inspected_by_flow, picked_by_flow;
};

/// Door to door, hours, of those delivered. Quantiles are right to a quarter of an hour.
struct DoorToDoor {
  double parcels = 0;
  double overdue = 0;                   // inside at the end for longer than was promised
  std::optional<double> on_time_share;  // of those with a promise, delivered or overdue; none when there are none
  double mean = 0, p50 = 0, p90 = 0, p99 = 0;
};

struct MailCost {
  MailMoney money{};
  double kg_collection = 0, kg_sorting = 0, kg_transport = 0, kg_delivery = 0;  // CO2e

  double kg_co2e() const { return kg_collection + kg_sorting + kg_transport + kg_delivery; }
  MailCost times(double factor) const {
    MailCost cost{money, kg_collection * factor, kg_sorting * factor, kg_transport * factor, kg_delivery * factor};
    for (double& amount : cost.money) amount *= factor;
    return cost;
  }
  MailCost& operator+=(MailCost const& more) {
    money += more.money;
    kg_collection += more.kg_collection;
    kg_sorting += more.kg_sorting;
    kg_transport += more.kg_transport;
    kg_delivery += more.kg_delivery;
    return *this;
  }
};

struct MailFlowOutcome {
  double parcels_in = 0, parcels_out = 0, parcels_inside = 0;
  DoorToDoor hours;
  MailCost spent;  // while it is measured, on whichever parcels
  /// From posting to the door, for the parcels that are out, whenever it was spent: by their ways, at what a parcel
  /// cost in each hub and in each dispatch while it is measured.
  MailCost of_those_out;
  std::vector<double> parcels_by_way;
  std::vector<double> parcels_by_working_days;  // 0, 1, ... of those delivered; the last: so many or more. J+n only
  double returned = 0;                          // come back to their hub
  double late_days = 0;                         // parcel days beyond the promise, those inside included
};

/// All flows of one product to one country (or place, where no country is given).
struct Promise {
  world::MailProduct product{};
  std::string to;
  DoorToDoor hours;
};

struct PostalOutcome {
  double parcels_in = 0, parcels_out = 0, parcels_inside = 0;
  MailCost spent, of_those_out;  // as for a flow
  Table<world::PostalHubId, HubOutcome> hubs;
  Table<world::MailFlowId, MailFlowOutcome> flows;
  std::vector<Promise> promises;  // by product, then destination
};

}  // namespace tongzhou::outcome
