#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/nearest.hpp"
#include "scenarios/format/reader.hpp"
#include "sim/world/world.hpp"

// The parts of `build`: each reads one kind of thing, in an order in which what a thing refers to is there already.
namespace tongzhou::format {

constexpr double hours_of_year = 8760;  // of 365 days: rates a year become rates an hour

/// Rows of one kind by their ids in the file.
template <class I>
class Index {
 public:
  explicit Index(std::string_view what) : what_(what) {}

  void add(std::string code, I id) { rows_.emplace(std::move(code), id); }

  I find(std::string_view code) const {
    auto const found = rows_.find(code);
    return found == rows_.end() ? I::none() : found->second;
  }

  /// None, and a problem with the nearest spelling, when there is no such row.
  I look_up(Reader const& text) const {
    auto const code = text.text();
    auto const id = find(code);
    if (!id) text.refuse(unknown(code));
    return id;
  }
  /// None without a problem when the key is not there.
  I look_up(Reader const& thing, std::string const& key) const {
    return thing.has(key) ? look_up(thing.child(key)) : I::none();
  }
  /// The row whose id is a key of an object.
  I look_up_key(Reader const& object, std::string const& code) const {
    auto const id = find(code);
    if (!id) object.refuse_key(code, unknown(code));
    return id;
  }

 private:
  std::string unknown(std::string const& code) const {
    std::vector<std::string_view> codes;
    for (auto const& [known, id] : rows_) codes.push_back(known);
    return fmt::format("unknown {} \"{}\"{}", what_, code, did_you_mean(code, codes));
  }

  std::string_view what_;
  std::map<std::string, I, std::less<>> rows_;
};

/// What flows of a class of goods have where they do not say it themselves.
struct UsualForGoods {
  double value_per_t = 0;
  std::optional<double> time_value_per_year{};  // none: the policy's
  std::optional<double> lot_boxes{};
  std::optional<std::array<double, 12>> by_month{};
};

/// A world under construction.
struct Building {
  world::World world;
  double time_value_per_year = 0;  // of the policy, for flows that do not state theirs
  std::map<world::GoodsId, UsualForGoods> usual_for_goods;
  double trusted_share = 0;            // of traders, mean of the measured span
  std::vector<std::int64_t> holidays;  // days of the run

  Index<world::FuelId> fuels{"fuel"};
  Index<world::BoxTypeId> box_types{"box type"};
  Index<world::VehicleClassId> vehicle_classes{"vehicle class"};
  Index<world::PlaceId> places{"place"};
  Index<world::TerminalId> terminals{"facility"};
  Index<world::LockId> locks{"lock"};
  Index<world::ApproachId> approaches{"approach"};
  Index<world::GaugeChangeId> gauge_changes{"change of gauge"};
  Index<world::LinkId> links{"link"};
  Index<world::RollingStockId> wagon_sets{"set of wagons"}, locomotives{"locomotives"};
  Index<world::PriceIndexId> price_indices{"price index"};
  Index<world::ServiceId> services{"service"};
  Index<world::FlowId> flows{"flow"};
  Index<world::PostalHubId> hubs{"postal hub"};
  Index<world::MailFlowId> mail_flows{"mail flow"};
  Index<world::GoodsId> goods{"class of goods"};
  Index<world::FreightStationId> freight_stations{"freight station"};
};

void read_vehicle_classes(Reader const& scenario, Building&);
void read_places(Reader const& scenario, Building&);
void read_links(Reader const& scenario, Building&);
void read_rolling_stock(Reader const& scenario, Building&);  // before the services that use it
void read_services(Reader const& scenario, Building&);
void read_trucking(Reader const& scenario, Building&);
void read_goods(Reader const& scenario, Building&);  // before the flows that hold them
void read_flows(Reader const& scenario, Building&);
/// Somebody must ask how long boxes are unloaded; services and empties are there already.
void check_unloading(Reader const& scenario, Building const&);
/// What services are to use must be used by one; they are there already.
void check_uses(Reader const& scenario, Building const&);
void read_trade(Reader const& scenario, Building&);
/// Goods that lie in a zone; flows are there already.
void read_zone_stays(std::string const& zone_code, Reader const& of_zone, world::CustomsZone const&, Building&);
void read_switching(Reader const& scenario, Building&);
void read_markets(Reader const& scenario, Building&);  // shifts and agreements; flows of boxes and mail are there
void read_skills(Reader const& scenario, Building&);
void read_disruptions(Reader const& scenario, Building&);
void read_holidays(Reader const& scenario, Building&);  // before what keeps them
world::Approach approach_of(world::Name name, world::PlaceId place, Reader const& given, Building const&);
world::GaugeChange gauge_change_of(world::Name name, world::PlaceId place, Reader const& given, Building const&);
void read_postal_hub(world::Name name, world::PlaceId place, Reader const& given, Building&);
void read_mail(Reader const& scenario, Building&);  // what hubs send and who posts; services are there already

/// Seasons and peaks of a flow, of boxes or of parcels.
demand::Season season_of(Reader const& given, Date start);

/// By the keys of a gate, an office or an approach: hours, weekdays, holidays; always without them.
world::OpeningHours opening_hours(Reader const& given, Building const&);

/// Days of the week by a key, Monday first.
std::array<bool, 7> days_named(Reader const& given, char const* key, std::array<bool, 7> const& otherwise);

/// Those listed under "months", 1 to 12; all without them.
Months months_of(Reader const& given);

/// A service's "freight", or that of trucks; nothing without it.
world::Freight freight_of(Reader const& given);
/// Other prices of a service: by origin and destination, index, spot, surcharges, demurrage, detention.
void read_prices(Reader const& given, world::Service& service, Building const&);
void read_price_indices(Reader const& scenario, Building&);  // before the services that follow them
/// What the flows of an allotment pay by contract with a service, by its "contract"; none without it.
std::optional<world::Freight> contract_freight(Reader const& allotment, world::Freight const& usual);
/// By pairs of fill and factor, fills going up; none when the key is not there.
world::FactorByFill factor_by_fill(Reader const& given, std::string const& key);
void read_subsidies(Reader const& scenario, Building&);  // services are there already
/// What a loan on goods of that value and insuring them cost, by a flow's "trade_finance" and "credit_insurance", on
/// the mean of those whom customs trusts and others.
world::TradeFinance finance_of(Reader const& given, double value, double trusted_share);
/// Of traders whom customs trusts, the mean of the measured span: their share may grow.
double mean_trusted_share(Reader const& scenario, world::World const&);

/// What a terminal uses up besides energy, and who runs it.
void read_hub(Reader const& given, world::Terminal& terminal, std::string const& operator_of_place, Building const&);

/// What ships owe, by a "dues"; nothing without it.
world::Dues dues_of(Reader const& given, Building const&);

/// A list of HH:MM, after midnight, ascending; none when the key is not there.
std::vector<Duration> times_of_day(Reader const& given, std::string const& key);

/// The fuel named by "fuel"; a problem when one of `uses` is above zero and no fuel is named.
world::FuelId fuel_of(Reader const& thing, Building const&, std::initializer_list<char const*> uses);

}  // namespace tongzhou::format
