#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/id.hpp"
#include "sim/world/approach.hpp"
#include "sim/world/empties.hpp"
#include "sim/world/flow.hpp"
#include "sim/world/gauge_change.hpp"
#include "sim/world/goods.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/link.hpp"
#include "sim/world/markets.hpp"
#include "sim/world/place.hpp"
#include "sim/world/postal.hpp"
#include "sim/world/service.hpp"
#include "sim/world/trade.hpp"
#include "sim/world/vehicle.hpp"

namespace tongzhou::world {

/// Something closed (share 0) or slowed (0 < share < 1) for a time.
struct Disruption {
  Name name;
  struct ChamberOf {
    LockId lock;
    std::size_t chamber;
  };
  std::variant<TerminalId, LinkId, ChamberOf, ServiceId, ApproachId> target;
  double share = 0;  // of the capacity or speed that is left
  struct Window {
    Time from, to;
  };
  struct AtRandom {
    demand::Distribution<Duration> between;  // from an end to the next begin
    demand::Distribution<Duration> lasting;
    Months months = every_month();  // in which it begins; in others it does not come
  };
  std::variant<std::vector<Window>, AtRandom> when;
  // So long before it begins everybody knows of it; none: of what has dates from the start, of what chance draws never.
  std::optional<Duration> announced_before{};
};

/// Whether a shipper feels the price of CO2e.
enum class CarbonPayer { society, shippers };
constexpr auto words(CarbonPayer) { return one_word_each<CarbonPayer>("society", "shippers"); }

/// What routes of one nest have in common: their inland mode (where they have none, the longest), or the port at which
/// they go to sea.
enum class Nests { none, mode, port };
constexpr auto words(Nests) { return one_word_each<Nests>("none", "mode", "port"); }

/// How boxes choose their way, and what society counts.
struct Policy {
  int itineraries = 3;  // the k best routes that are considered
  int itineraries_when_full =
      12;                    // at most, once departures of those are full; no more than these: no others are looked for
  double choice_spread = 0;  // difference in cost at which 73 % take the cheaper; 0: all take the cheapest
  Nests nests{};
  double nest_spread = 0;                         // within a nest, at most choice_spread
  Duration replan_after = Duration::unlimited();  // a box that waits longer looks again, and every so long after
  Duration tolerated_delay = days(7);        // a way that takes longer than usual by more is no choice where another is
  Duration experience_half_life = days(14);  // of what shippers have learned of times
  Duration depths_published = Duration::unlimited();  // so far ahead the water is known
  double carbon_price_per_t = 0;
  CarbonPayer carbon_paid_by{};  // shippers: it counts in the choice of a way
  double loss_per_move = 0;      // share of the value of the goods lost or damaged, per handling
  double loss_per_1000_km = 0;
};

/// Plain facts, already valid: nothing is checked again after a world was built.
struct World {
  Name name;
  Date start;  // first midnight
  Duration length;
  Duration warm_up;  // figures are counted after it
  std::uint64_t seed = 1;
  std::string currency;

  Table<FuelId, Fuel> fuels;
  Table<BoxTypeId, BoxType> box_types;
  Table<VehicleClassId, VehicleClass> vehicle_classes;
  Table<PlaceId, Place> places;
  Table<TerminalId, Terminal> terminals;
  Table<TransferId, Transfer> transfers;
  Table<ApproachId, Approach> approaches;  // at most one a place
  Table<LockId, Lock> locks;
  Table<GaugeChangeId, GaugeChange> gauge_changes;
  Table<LinkId, Link> links;
  Table<RollingStockId, RollingStock> rolling_stock;
  Table<PriceIndexId, PriceIndex> price_indices;
  Table<ServiceId, Service> services;
  std::optional<Trucking> trucking;
  std::vector<Subsidy> subsidies;
  Table<FlowId, Flow> flows;
  Table<PostalHubId, PostalHub> postal_hubs;
  Table<DispatchId, Dispatch> dispatches;
  Table<MailFlowId, MailFlow> mail_flows;
  std::vector<Disruption> disruptions;
  Table<CustomsOfficeId, CustomsOffice> customs_offices;  // at most one a place
  std::vector<Piggyback> piggybacks;
  Customs customs;
  TransferRules transfer_rules;
  Empties empties;
  Table<GoodsId, Goods> goods;
  Table<FreightStationId, FreightStation> freight_stations;
  Table<ZoneStayId, ZoneStay> zone_stays;
  Table<SwitchingId, Switching> switching;
  std::vector<Shift> shifts;
  std::vector<Agreement> agreements;
  Policy policy;

  Time end() const { return Time{length}; }
};

/// Some boxes go straight from vehicles there to others, or come from them.
inline bool has_direct_lifts(World const& world, TerminalId terminal) {
  return std::ranges::any_of(world.transfers, [terminal](Transfer const& transfer) {
    return transfer.direct_lift && (transfer.from == terminal || transfer.to == terminal);
  });
}
/// Of a transfer between quay and rail.
inline TerminalId quay_of(World const& world, Transfer const& transfer) {
  return world.terminals[transfer.from].kind == TerminalKind::quay ? transfer.from : transfer.to;
}
inline TerminalId rail_of(World const& world, Transfer const& transfer) {
  return world.terminals[transfer.from].kind == TerminalKind::quay ? transfer.to : transfer.from;
}

}  // namespace tongzhou::world
