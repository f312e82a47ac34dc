#include "scenarios/format/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "scenarios/format/result_postal.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/key_figures.hpp"
#include "sim/outcome/modal_split.hpp"
#include "sim/outcome/payments.hpp"

namespace tongzhou::format {
namespace {

using Json = nlohmann::ordered_json;

template <class E>
Json by_word(EnumArray<E, double> const& values) {
  auto object = Json::object();
  for (auto const value : all_values<E>) object[std::string{word_of(value)}] = number(values[value]);
  return object;
}

/// Without the seldom causes that no hours went into.
Json by_word(ledger::Hours const& hours) {
  auto object = Json::object();
  for (auto const cause : all_values<ledger::Cause>)
    if (!ledger::is_seldom(cause) || hours[cause] != 0) object[std::string{word_of(cause)}] = number(hours[cause]);
  return object;
}

Json by_payer(ledger::Money const& money) {
  EnumArray<ledger::Party, double> paid;
  for (auto const expense : all_values<ledger::Expense>) paid[ledger::payer(expense)] += money[expense];
  return by_word(paid);
}

Json spread(outcome::Spread const& s) {
  return {{"count", s.count},     {"mean", number(s.mean)}, {"p50", number(s.p50)}, {"p90", number(s.p90)},
          {"p95", number(s.p95)}, {"p99", number(s.p99)},   {"max", number(s.max)}};
}

Json queue(outcome::Queue const& q) {
  Json entry{{"wait_hours", spread(q.wait_hours)},
             {"mean_length", number(q.mean_length)},
             {"max_length", number(q.max_length)},
             {"box_hours_lost", number(q.box_hours_lost)}};
  if (!q.length_by_week.empty()) entry["length_by_week"] = numbers(q.length_by_week);
  return entry;
}

Json value(double v) { return number(v); }
Json value(std::optional<double> v) { return maybe(v); }
Json value(std::vector<double> const& v) { return numbers(v); }
Json value(outcome::Spread const& v) { return spread(v); }
Json value(outcome::Queue const& v) { return queue(v); }
template <class E>
Json value(EnumArray<E, double> const& v) {
  return by_word(v);
}

/// A figure of an outcome, under the key by which result.schema.json describes it.
template <class Of>
struct Member {
  std::string_view key;
  std::variant<double Of::*, std::optional<double> Of::*, std::vector<double> Of::*, outcome::Spread Of::*,
               outcome::Queue Of::*, outcome::ByTrade Of::*, ledger::Hours Of::*, ledger::Money Of::*,
               ledger::Emissions Of::*>
      member;
};
template <class Of>
using MembersOf = std::initializer_list<Member<Of>>;

/// Puts them in, in the order of the list.
template <class Of>
void put(Json& entry, Of const& of, MembersOf<Of> members) {
  for (auto const& [key, member] : members)
    std::visit([&, name = std::string{key}](auto const pointer) { entry[name] = value(of.*pointer); }, member);
}

Json provenance_of(outcome::Outcome const& outcome, world::World const& world, Provenance const& provenance) {
  auto scenario = named(world.name);
  scenario["code"] = provenance.scenario;
  if (!provenance.overlays.empty()) scenario["overlays"] = provenance.overlays;
  scenario["sha256"] = provenance.scenario_hash;
  return {{"program", provenance.program},
          {"scenario", std::move(scenario)},
          {"seed", outcome.seed},
          {"replication", outcome.replication},
          {"events", outcome.events},
          {"fingerprint", std::to_string(outcome.fingerprint)},
          {"packages", packages_of(provenance.packages)}};
}

Json period(outcome::Outcome const& outcome, world::World const& world) {
  return {{"start", to_string(world.start)},
          {"length_days", number(in_days(world.length))},
          {"warm_up_days", number(in_days(world.warm_up))},
          {"counted_days", number(outcome.days)}};
}

/// Trade that stays away, and that comes besides.
void put_lost(Json& entry, outcome::TradeLost const& lost) {
  using L = outcome::TradeLost;
  put<L>(entry, lost,
         {{"boxes_stayed_away", &L::boxes_stayed_away},
          {"boxes_given_up", &L::boxes_given_up},
          {"boxes_added", &L::boxes_added},
          {"value_lost", &L::value},
          {"penalties_of_lost_boxes", &L::penalties}});
}

Json totals(outcome::Totals const& t) {
  using T = outcome::Totals;
  auto section = Json::object();
  put<T>(section, t,
         {{"boxes_in", &T::boxes_in},
          {"boxes_out", &T::boxes_out},
          {"boxes_inside", &T::boxes_inside},
          {"boxes_replanned", &T::boxes_replanned},
          {"teu_in", &T::teu_in},
          {"teu_out", &T::teu_out},
          {"teu_inside", &T::teu_inside},
          {"teu_lost", &T::teu_lost},
          {"teu_added", &T::teu_added}});
  put_lost(section, t.lost);
  put<T>(section, t, {{"teu_km", &T::teu_km}, {"tonne_km", &T::tonne_km}, {"gross_tonne_km", &T::gross_tonne_km}});
  section["container_hours"] = number(t.hours.sum());
  put<T>(section, t, {{"shipper_cost", &T::shipper_cost}, {"system_cost", &T::system_cost}});
  section["kg_co2e"] = number(t.kg_co2e.sum());
  put<T>(section, t, {{"container_hours_by_cause", &T::hours}, {"money_by_expense", &T::money}});
  section["money_by_payer"] = by_payer(t.money);
  put<T>(section, t, {{"kg_co2e_by_source", &T::kg_co2e}});
  return section;
}

Json key_section(outcome::Outcome const& outcome, world::World const& world) {
  using K = outcome::KeyFigures;
  auto section = Json::object();
  put<K>(section, key_figures(outcome, world),
         {{"laden_boxes_out", &K::laden_boxes},
          {"laden_teu_out", &K::laden_teu},
          {"system_cost_per_laden_teu", &K::system_cost},
          {"shipper_cost_per_laden_teu", &K::shipper_cost},
          {"kg_co2e_per_laden_teu", &K::kg_co2e},
          {"slot_use_share", &K::slot_use},
          {"slot_use_out_share", &K::slot_use_out},
          {"slot_use_back_share", &K::slot_use_back},
          {"transit_mean_hours", &K::transit_hours},
          {"on_time_share", &K::on_time},
          {"sailings", &K::sailings},
          {"boxes_left_behind", &K::boxes_left_behind},
          {"times_left_behind", &K::left_behind},
          {"lost_share", &K::lost_share},
          {"empties_moved", &K::empties_moved}});
  return section;
}

Json places(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.places.ids()) {
    auto const& place = world.places[id];
    auto entry = named(place.name);
    entry["kind"] = word_of(place.kind);
    entry["lat"] = number(place.latitude);
    entry["lon"] = number(place.longitude);
    entry["teu"] = number(outcome.place_teu[id]);
    entry["teu_by_week"] = numbers(outcome.place_teu_by_week[id]);
    section[place.name.code] = std::move(entry);
  }
  return section;
}

// Classes of which nothing called are left out.
Json calls_by_class(outcome::TerminalOutcome const& outcome, world::World const& world) {
  using C = outcome::CallsOutcome;
  auto section = Json::object();
  for (auto const id : outcome.calls_by_class.ids()) {
    auto const& calls = outcome.calls_by_class[id];
    if (calls.calls == 0) continue;
    put<C>(section[world.vehicle_classes[id].name.code], calls,
           {{"calls", &C::calls},
            {"at_anchorage_mean_hours", &C::at_anchorage_hours_mean},
            {"at_berth_mean_hours", &C::at_berth_hours_mean},
            {"idle_alongside_mean_hours", &C::idle_alongside_hours_mean}});
  }
  return section;
}

Json facilities(outcome::Outcome const& outcome, world::World const& world) {
  using T = outcome::TerminalOutcome;
  auto section = Json::object();
  for (auto const id : world.terminals.ids()) {
    auto const& terminal = world.terminals[id];
    auto entry = named(terminal.name);
    entry["kind"] = word_of(terminal.kind);
    entry["place"] = world.places[terminal.place].name.code;
    put<T>(entry, outcome.terminals[id],
           {{"calls", &T::calls},
            {"moves", &T::moves},
            {"teu_loaded", &T::teu_loaded},
            {"teu_discharged", &T::teu_discharged},
            {"teu_gate_in", &T::teu_gate_in},
            {"teu_gate_out", &T::teu_gate_out},
            {"teu_by_trade", &T::teu_by_trade},
            {"berth_utilisation_share", &T::berth_utilisation},
            {"crane_utilisation_share", &T::crane_utilisation},
            {"yard_mean_teu", &T::yard_mean_teu},
            {"yard_max_teu", &T::yard_max_teu},
            {"at_anchorage_mean_hours", &T::at_anchorage_hours_mean},
            {"at_berth_mean_hours", &T::at_berth_hours_mean},
            {"idle_alongside_mean_hours", &T::idle_alongside_hours_mean},
            {"tide_wait_mean_hours", &T::tide_wait_hours_mean},
            {"helpers_wait_mean_hours", &T::helpers_wait_hours_mean},
            {"channel_wait_mean_hours", &T::channel_wait_hours_mean},
            {"yard_blocked_hours", &T::yard_blocked_hours},
            {"trucks_held_hours", &T::trucks_held_hours},
            {"held_at_origin_hours", &T::held_at_origin_hours},
            {"dwell_mean_hours", &T::dwell_hours_mean},
            {"port_dues", &T::port_dues},
            {"pilotage", &T::pilotage},
            {"berth_queue", &T::berth},
            {"gate_queue", &T::gate}});
    if (auto by_class = calls_by_class(outcome.terminals[id], world); !by_class.empty())
      entry["calls_by_class"] = std::move(by_class);
    if (terminal.shunting.engines > 0)
      put<T>(entry, outcome.terminals[id],
             {{"shunting_moves", &T::shunting_moves},
              {"shunting_utilisation_share", &T::shunting_utilisation},
              {"shunting_queue", &T::shunting}});
    if (world::has_direct_lifts(world, id)) put<T>(entry, outcome.terminals[id], {{"direct_lifts", &T::direct_lifts}});
    if (terminal.gate.appointments)
      put<T>(entry, outcome.terminals[id],
             {{"slots_booked", &T::slots_booked},
              {"slots_missed", &T::slots_missed},
              {"appointment_queue", &T::appointment}});
    section[terminal.name.code] = std::move(entry);
  }
  return section;
}

Json chambers(outcome::LockOutcome const& outcome, world::Lock const& lock) {
  using C = outcome::ChamberOutcome;
  using L = outcome::Lockages;
  auto section = Json::object();
  for (std::size_t c = 0; c < lock.chambers.size(); ++c) {
    auto entry = named(lock.chambers[c].name);
    put<C>(entry, outcome.chambers[c], {{"utilisation_share", &C::utilisation}});
    if (lock.chambers[c].water_m3 > 0)
      put<C>(entry, outcome.chambers[c], {{"water_m3", &C::water_m3}, {"water_saved_m3", &C::water_saved_m3}});
    for (auto const direction : all_values<world::Direction>) {
      put<L>(entry[std::string{word_of(direction)}], outcome.chambers[c].by_direction[direction],
             {{"lockages", &L::lockages},
              {"ships", &L::ships},
              {"ships_of_services", &L::ships_ours},
              {"area_filled_share", &L::area_filled}});
    }
    section[lock.chambers[c].name.code] = std::move(entry);
  }
  return section;
}

// Classes of which no ship came are left out.
Json waits_by_class(outcome::LockOutcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : outcome.waits.ids())
    if (outcome.waits[id].count > 0) section[world.vehicle_classes[id].name.code] = spread(outcome.waits[id]);
  return section;
}

Json locks(outcome::Outcome const& outcome, world::World const& world) {
  using L = outcome::LockOutcome;
  auto section = Json::object();
  for (auto const id : world.locks.ids()) {
    auto const& lock = world.locks[id];
    auto entry = named(lock.name);
    entry["place"] = world.places[lock.place].name.code;
    put<L>(entry, outcome.locks[id],
           {{"lockages", &L::lockages},
            {"ships", &L::ships},
            {"ships_of_services", &L::ships_ours},
            {"ships_turned_away", &L::turned_away},
            {"canal_dues", &L::canal_dues},
            {"utilisation_share", &L::utilisation},
            {"area_filled_share", &L::area_filled},
            {"queue", &L::queue}});
    if (std::ranges::any_of(lock.chambers, [](auto const& chamber) { return chamber.water_m3 > 0; }))
      put<L>(entry, outcome.locks[id], {{"water_m3", &L::water_m3}, {"water_saved_m3", &L::water_saved_m3}});
    for (auto const direction : all_values<world::Direction>)
      entry["queue_by_direction"][std::string{word_of(direction)}] =
          queue(outcome.locks[id].queue_by_direction[direction]);
    entry["wait_hours_by_class"] = waits_by_class(outcome.locks[id], world);
    put<L>(entry, outcome.locks[id], {{"wait_hours_of_others", &L::waits_of_others}});
    entry["chambers"] = chambers(outcome.locks[id], lock);
    section[lock.name.code] = std::move(entry);
  }
  return section;
}

Json crossings(outcome::GaugeChangeOutcome const& outcome) {
  using C = outcome::CrossingOutcome;
  auto section = Json::object();
  for (auto const direction : all_values<world::Direction>) {
    auto const& crossing = outcome.by_direction[direction];
    if (crossing.trains == 0) continue;
    auto& entry = section[std::string{word_of(direction)}];
    put<C>(entry, crossing,
           {{"trains", &C::trains},
            {"boxes", &C::boxes},
            {"trains_per_day", &C::trains_a_day},
            {"hours", &C::hours},
            {"formalities_mean_hours", &C::formalities_hours},
            {"waiting_mean_hours", &C::waiting_hours},
            {"change_mean_hours", &C::change_hours}});
  }
  return section;
}

Json gauge_changes(outcome::Outcome const& outcome, world::World const& world) {
  using G = outcome::GaugeChangeOutcome;
  auto section = Json::object();
  for (auto const id : world.gauge_changes.ids()) {
    auto const& change = world.gauge_changes[id];
    auto entry = named(change.name);
    entry["place"] = world.places[change.place].name.code;
    put<G>(
        entry, outcome.gauge_changes[id],
        {{"trains", &G::trains}, {"boxes", &G::boxes}, {"utilisation_share", &G::utilisation}, {"queue", &G::queue}});
    if (change.formalities.inspected_share > 0)
      put<G>(entry, outcome.gauge_changes[id], {{"boxes_inspected", &G::inspected}});
    if (change.lifts_boxes())
      put<G>(entry, outcome.gauge_changes[id], {{"crane_utilisation_share", &G::crane_utilisation}});
    entry["directions"] = crossings(outcome.gauge_changes[id]);
    section[change.name.code] = std::move(entry);
  }
  return section;
}

std::string const& code_of(world::World const& world, world::StockYard const& yard) {
  if (auto const* terminal = std::get_if<world::TerminalId>(&yard)) return world.terminals[*terminal].name.code;
  return world.gauge_changes[std::get<world::GaugeChangeId>(yard)].name.code;
}

/// Sets of wagons or locomotives; null where there are none.
Json rolling_stock(outcome::Outcome const& outcome, world::World const& world, world::StockKind kind) {
  using R = outcome::RollingStockOutcome;
  bool const wagons = kind == world::StockKind::wagon_sets;
  Json section;
  for (auto const id : world.rolling_stock.ids()) {
    auto const& stock = world.rolling_stock[id];
    if (stock.kind != kind) continue;
    auto entry = named(stock.name);
    entry[wagons ? "sets" : "locomotives"] = stock.count;
    entry["home"] = code_of(world, stock.home);
    put<R>(entry, outcome.rolling_stock[id],
           {{"utilisation_share", &R::utilisation},
            {wagons ? "empty_runs" : "light_runs", &R::runs_alone},
            {"queue", &R::queue}});
    section[stock.name.code] = std::move(entry);
  }
  return section;
}

void put_rolling_stock(Json& result, outcome::Outcome const& outcome, world::World const& world) {
  for (auto const kind : {world::StockKind::wagon_sets, world::StockKind::locomotives}) {
    auto section = rolling_stock(outcome, world, kind);
    if (!section.is_null())
      result[kind == world::StockKind::wagon_sets ? "wagon_sets" : "locomotives"] = std::move(section);
  }
}

Json truck_fleets(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::TruckFleetOutcome;
  auto section = Json::object();
  for (auto const id : outcome.truck_fleets.ids()) {
    auto const& fleet = world.trucking->fleets[id];
    auto entry = named(fleet.name);
    entry["home"] = world.places[fleet.home].name.code;
    entry["trucks"] = fleet.trucks;
    put<F>(entry, outcome.truck_fleets[id],
           {{"boxes", &F::boxes},
            {"laden_km", &F::laden_km},
            {"empty_km", &F::empty_km},
            {"utilisation_share", &F::utilisation},
            {"queue", &F::queue}});
    section[fleet.name.code] = std::move(entry);
  }
  return section;
}

Json assets(std::vector<outcome::HubAsset> const& of_hub, world::World const& world) {
  using A = outcome::HubAsset;
  auto section = Json::object();
  for (auto const& asset : of_hub) {
    auto const& code = world.terminals[asset.terminal].name.code;
    put<A>(section[code.substr(code.find('/') + 1) + "/" + asset.what], asset,
           {{"count", &A::count},
            {"utilisation_share", &A::utilisation},
            {"box_hours_lost", &A::box_hours_lost},
            {"box_hours_spared_by_one_more", &A::hours_spared_by_one_more}});
  }
  return section;
}

Json hubs(outcome::Outcome const& outcome, world::World const& world) {
  using H = outcome::HubAccount;
  using A = outcome::TerminalAccount;
  auto section = Json::object();
  for (auto const& hub : outcome.hubs) {
    auto const& place = world.places[hub.place].name;
    auto entry = named(place);
    entry["place"] = place.code;
    if (!hub.operated_by.empty()) entry["operator"] = hub.operated_by;
    put<A>(entry, hub.account, {{"teu", &A::teu}});
    entry["teu_paid_for"] = number(hub.account.earned.teu);
    put<H>(entry, hub, {{"income_from_shippers", &H::from_shippers}, {"income_from_carriers", &H::from_carriers}});
    entry["handling"] = number(hub.account.earned.handling);
    put<A>(entry, hub.account, {{"storage", &A::storage}});
    entry["transfers"] = number(hub.account.earned.transfers);
    put<H>(entry, hub, {{"beside_terminals", &H::beside_terminals}});
    entry["shunting"] = number(hub.account.earned.shunting);
    put<A>(entry, hub.account, {{"port_dues", &A::port_dues}, {"energy", &A::energy}});
    entry["wages"] = number(hub.account.gangs.wages);
    put<A>(entry, hub.account, {{"rent", &A::rent}, {"equipment", &A::equipment}});
    put<H>(entry, hub,
           {{"resource_cost", &H::resource_cost},
            {"surplus", &H::surplus},
            {"margin_per_teu", &H::margin_per_teu},
            {"worth_of_a_teu", &H::worth_of_a_teu}});
    entry["assets"] = assets(hub.assets, world);
    section[hub.operated_by.empty() ? place.code : place.code + "/" + hub.operated_by] = std::move(entry);
  }
  return section;
}

Json customs(outcome::Outcome const& outcome, world::World const& world) {
  using C = outcome::CustomsOutcome;
  auto section = Json::object();
  for (auto const id : world.customs_offices.ids()) {
    auto const& office = world.customs_offices[id];
    auto const& c = outcome.customs[id];
    auto entry = named(office.name);
    entry["place"] = world.places[office.place].name.code;
    put<C>(entry, c, {{"boxes_declared", &C::declared}, {"boxes_inspected", &C::inspected}});
    entry["inspected_share"] = number(c.released > 0 ? c.released_after_inspection / c.released : 0);
    entry["container_hours_by_stage"] = {{"declaration", number(c.declaration_hours)},
                                         {"inspection", number(c.inspection_hours)}};
    entry["clearance_mean_hours"] = number(c.released > 0 ? c.clearance_hours / c.released : 0);
    put<C>(entry, c,
           {{"promised_fast", &C::promised_fast},
            {"promised_fast_missed", &C::missed_fast},
            {"promised", &C::promised},
            {"promised_missed", &C::missed},
            {"bay_utilisation_share", &C::utilisation},
            {"queue", &C::queue}});
    section[office.name.code] = std::move(entry);
  }
  return section;
}

Json goods(outcome::Outcome const& outcome, world::World const& world) {
  using G = outcome::GoodsOutcome;
  auto section = Json::object();
  for (auto const id : world.goods.ids()) {
    auto entry = named(world.goods[id].name);
    put<G>(entry, outcome.goods[id],
           {{"boxes_retested", &G::retested}, {"boxes_detained", &G::detained}, {"boxes_seized", &G::seized}});
    section[world.goods[id].name.code] = std::move(entry);
  }
  return section;
}

Json switching(outcome::Outcome const& outcome, world::World const& world) {
  using S = outcome::SwitchingOutcome;
  auto section = Json::object();
  for (auto const id : world.switching.ids()) {
    auto entry = Json::object();
    put<S>(entry, outcome.switching[id],
           {{"boxes_cancelled", &S::cancelled},
            {"boxes_turned", &S::turned},
            {"boxes_refitted", &S::refitted},
            {"relief", &S::relief}});
    section[world.switching[id].name.code] = std::move(entry);
  }
  return section;
}

Json freight_stations(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::FreightStationOutcome;
  auto section = Json::object();
  for (auto const id : world.freight_stations.ids()) {
    auto const& facts = world.freight_stations[id];
    auto entry = named(facts.name);
    entry["place"] = world.places[facts.place].name.code;
    put<F>(entry, outcome.freight_stations[id],
           {{"lots", &F::lots},
            {"boxes", &F::boxes},
            {"fill_mean_share", &F::fill_mean},
            {"wait_mean_hours", &F::wait_hours_mean}});
    section[facts.name.code] = std::move(entry);
  }
  return section;
}

Json zone_stays(outcome::Outcome const& outcome, world::World const& world) {
  using Z = outcome::ZoneStayOutcome;
  auto section = Json::object();
  for (auto const id : world.zone_stays.ids()) {
    auto entry = named(world.zone_stays[id].name);
    put<Z>(entry, outcome.zone_stays[id],
           {{"boxes_in", &Z::in},
            {"boxes_out", &Z::out},
            {"stay_mean_days", &Z::days_mean},
            {"boxes_stayed_away", &Z::stayed_away},
            {"boxes_inside_at_end", &Z::inside_at_end},
            {"interest", &Z::interest},
            {"duty", &Z::duty}});
    section[world.zone_stays[id].name.code] = std::move(entry);
  }
  return section;
}

/// What only some scenarios have.
void put_markets(Json& result, outcome::Outcome const& outcome, world::World const& world) {
  if (!world.goods.empty()) result["goods"] = goods(outcome, world);
  if (!world.switching.empty()) result["switching"] = switching(outcome, world);
  if (!world.freight_stations.empty()) result["freight_stations"] = freight_stations(outcome, world);
  if (!world.zone_stays.empty()) result["zone_stays"] = zone_stays(outcome, world);
}

Json empties(outcome::Outcome const& outcome, world::World const& world) {
  using E = outcome::EmptyPoolOutcome;
  auto section = Json::array();
  for (auto const& e : outcome.empties) {
    auto const& pool = world.empties.pools[e.pool];
    Json entry{{"place", world.places[pool.place].name.code},
               {"owner", pool.owner.empty() ? "all" : pool.owner},
               {"box", world.box_types[pool.type].name.code},
               {"trade", world.empties.trades_share               ? "all"
                         : pool.regime == world::Regime::domestic ? "domestic"
                                                                  : "foreign"}};
    put<E>(entry, e,
           {{"mean_stock", &E::mean_stock},
            {"end_stock", &E::end_stock},
            {"taken", &E::taken},
            {"given_back", &E::given_back},
            {"sent_away", &E::sent_away},
            {"short_of", &E::short_of},
            {"waiting_hours", &E::wait_hours},
            {"waiting_at_end", &E::waiting_at_end}});
    section.push_back(std::move(entry));
  }
  return section;
}

Json links(outcome::Outcome const& outcome, world::World const& world) {
  using L = outcome::LinkOutcome;
  auto section = Json::object();
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    auto entry = named(link.name);
    entry["kind"] = word_of(link.kind);
    entry["from"] = world.places[link.from].name.code;
    entry["to"] = world.places[link.to].name.code;
    entry["distance_km"] = number(in_km(link.distance));
    put<L>(entry, outcome.links[id],
           {{"passages_down", &L::passages_down},
            {"passages_up", &L::passages_up},
            {"teu_down", &L::teu_down},
            {"teu_up", &L::teu_up},
            {"teu_by_week", &L::teu_by_week},
            {"teu_by_trade", &L::teu_by_trade},
            {"tonne_km", &L::tonne_km},
            {"tonne_km_at_night", &L::tonne_km_at_night},
            {"gross_tonne_km", &L::gross_tonne_km},
            {"canal_dues", &L::canal_dues},
            {"utilisation_share", &L::utilisation},
            {"queue", &L::queue}});
    if (link.capacity)
      put<L>(entry, outcome.links[id],
             {{"truck_passages", &L::truck_passages},
              {"truck_hours_lost", &L::truck_hours_lost},
              {"volume_to_capacity_mean", &L::volume_to_capacity_mean},
              {"volume_to_capacity_max", &L::volume_to_capacity_max}});
    section[link.name.code] = std::move(entry);
  }
  return section;
}

/// By the reason that the rules gave; only those that occurred.
Json left_behind_why(EnumArray<rules::Refusal, double> const& boxes) {
  auto reasons = Json::object();
  for (auto const why : all_values<rules::Refusal>)
    if (boxes[why] > 0) reasons[std::string{word_of(why)}] = number(boxes[why]);
  return reasons;
}

Json by_shortage(outcome::ByShortage const& boxes) {
  auto reasons = Json::object();
  for (auto const why : all_values<rules::Shortage>)
    if (boxes[why] > 0) reasons[std::string{word_of(why)}] = number(boxes[why]);
  return reasons;
}

Json leg(outcome::LegOutcome const& l, std::string const& from, std::string const& to) {
  using L = outcome::LegOutcome;
  Json entry{{"from", from}, {"to", to}};
  put<L>(entry, l, {{"sailings", &L::sailings}, {"teu_offered", &L::teu_offered}, {"teu_carried", &L::teu_carried}});
  entry["slot_use_share"] = number(l.teu_offered > 0 ? l.teu_carried / l.teu_offered : 0);
  put<L>(entry, l,
         {{"teu_by_trade", &L::teu_by_trade},
          {"sailings_limited_by_depth", &L::payload_limited},
          {"boxes_put_ashore", &L::put_ashore},
          {"boxes_left_behind", &L::boxes_left_behind},
          {"times_left_behind", &L::left_behind}});
  entry["boxes_left_behind_why"] = left_behind_why(l.left_behind_why);
  return entry;
}

Json money_of(outcome::ServiceOutcome const& s) {
  return {{"vessel_time", number(s.vessel_time)},
          {"fuel", number(s.fuel_cost)},
          {"freight_earned", number(s.freight)},
          {"track_access", number(s.track_access)},
          {"shunting", number(s.shunting)},
          {"port_dues", number(s.port_dues)},
          {"canal_dues", number(s.canal_dues)},
          {"pilotage", number(s.pilotage)},
          {"own_costs_not_stated", number(s.own_costs_not_stated)}};
}

/// What a service's vehicles have, in turn, each once: "large + small".
template <class CodeOf>
std::string codes_in_turn(world::Service const& service, CodeOf code_of) {
  std::vector<std::string> codes;
  for (auto const& run : service.turns())
    if (auto const code = code_of(run.vehicle); !code.empty() && std::ranges::count(codes, code) == 0)
      codes.push_back(code);
  return fmt::format("{}", fmt::join(codes, " + "));
}

std::string vehicle_codes(world::World const& world, world::Service const& service) {
  return codes_in_turn(service, [&](auto const id) { return world.vehicle_classes[id].name.code; });
}

std::string fuel_codes(world::World const& world, world::Service const& service) {
  return codes_in_turn(service, [&](auto const id) {
    auto const fuel = world.vehicle_classes[id].fuel;
    return fuel ? world.fuels[fuel].name.code : std::string{};
  });
}

Json services(outcome::Outcome const& outcome, world::World const& world) {
  using S = outcome::ServiceOutcome;
  auto section = Json::object();
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    auto const& s = outcome.services[id];
    auto const& vehicle = world.vehicle_classes[service.vehicle];
    auto legs = Json::array();
    auto const code_of = [&](std::size_t stop) -> std::string const& {
      return world.terminals[service.stops[stop % service.stops.size()].terminal].name.code;
    };
    // The last stop of a service that does not return begins no leg.
    for (std::size_t i = 0; i < s.legs.size() && i + (service.returns() ? 0 : 1) < service.stops.size(); ++i) {
      legs.push_back(leg(s.legs[i], code_of(i), code_of(i + 1)));
    }
    auto entry = named(service.name);
    entry["mode"] = word_of(vehicle.mode);
    entry["vehicle"] = vehicle_codes(world, service);
    put<S>(entry, s,
           {{"departures", &S::departures},
            {"departures_left_out", &S::departures_left_out},
            {"calls_left_out", &S::calls_left_out},
            {"boxes", &S::boxes},
            {"teu", &S::teu},
            {"teu_km", &S::teu_km},
            {"tonne_km", &S::tonne_km},
            {"tonne_km_at_night", &S::tonne_km_at_night},
            {"gross_tonne_km", &S::gross_tonne_km},
            {"vehicle_km", &S::vehicle_km},
            {"on_time_share", &S::on_time_share},
            {"within_a_day_share", &S::within_a_day_share},
            {"late_mean_hours", &S::late_hours_mean},
            {"at_anchorage_mean_hours", &S::at_anchorage_hours_mean},
            {"at_berth_mean_hours", &S::at_berth_hours_mean},
            {"idle_alongside_mean_hours", &S::idle_alongside_hours_mean}});
    entry["boxes_rolled"] = number(s.rolled.sum());
    entry["boxes_rolled_why"] = by_shortage(s.rolled);
    entry["boxes_spilled"] = number(s.spilled.sum());
    put<S>(entry, s, {{"boxes_spilled_away", &S::spilled_away}});
    entry["boxes_spilled_why"] = by_shortage(s.spilled);
    if (vehicle.fuel) {
      entry["fuel"] = fuel_codes(world, service);
      entry["fuel_unit"] = world.fuels[vehicle.fuel].unit;
      entry["fuel_used"] = number(s.fuel);
    }
    entry["kg_co2e"] = number(s.kg_co2e);
    entry["money"] = money_of(s);
    entry["container_hours_by_cause"] = by_word(s.hours);
    entry["legs"] = std::move(legs);
    section[service.name.code] = std::move(entry);
  }
  return section;
}

Json trucking(outcome::TruckingOutcome const& trucks, world::Trucking const& facts) {
  Json section{{"boxes", number(trucks.boxes)},
               {"box_km", number(trucks.box_km)},
               {"teu_km", number(trucks.teu_km)},
               {"tonne_km", number(trucks.tonne_km)},
               {"tonne_km_at_night", number(trucks.tonne_km_at_night)},
               {"gross_tonne_km", number(trucks.gross_tonne_km)},
               {"truck_km", number(trucks.truck_km)},
               {"empty_km", number(trucks.empty_km)},
               {"truck_hours", number(trucks.hours)},
               {"money",
                {{"vehicle_time", number(trucks.vehicle_time)},
                 {"fuel", number(trucks.fuel_cost)},
                 {"freight_earned", number(trucks.freight)},
                 {"tolls", number(trucks.tolls)},
                 {"own_costs_not_stated", number(trucks.own_costs_not_stated)}}}};
  if (facts.counts_hours_at_gates()) section["hours_at_gates"] = number(trucks.hours_at_gates);
  return section;
}

Json modes(outcome::ByCarriage const& modes) {
  using M = outcome::ModeOutcome;
  auto section = Json::object();
  for (auto const by : all_values<outcome::Carriage>) {
    auto& entry = section[std::string{word_of(by)}] = Json::object();
    put<M>(entry, modes[by],
           {{"teu_out", &M::teu_out},
            {"main_share", &M::main_share},
            {"inland_share", &M::inland_share},
            {"teu_km", &M::teu_km},
            {"tonne_km", &M::tonne_km},
            {"gross_tonne_km", &M::gross_tonne_km},
            {"kg_co2e", &M::kg_co2e},
            {"g_co2e_per_tonne_km", &M::g_co2e_per_tonne_km}});
  }
  return section;
}

std::string const& code_of(outcome::Point const& point, world::World const& world) {
  return point.terminal ? world.terminals[point.terminal].name.code : world.places[point.place].name.code;
}

/// "truck Nanning>CNNNG/quay, river CNNNG/quay>CNQZH/river": the same for the same legs in every result.
std::string route_code(outcome::RouteOutcome const& route, world::World const& world) {
  std::string code;
  for (auto const& leg : route.legs) {
    if (!code.empty()) code += ", ";
    code += leg.truck ? "truck" : word_of(leg.mode);
    code += " " + code_of(leg.from, world) + ">" + code_of(leg.to, world);
  }
  return code.empty() ? "within the place" : code;
}

Json routes(std::vector<outcome::RouteOutcome> const& routes, world::World const& world) {
  using R = outcome::RouteOutcome;
  auto section = Json::object();
  for (auto const& route : routes) {
    auto& entry = section[route_code(route, world)] = Json::object();
    entry["main_mode"] = word_of(route.main_mode);
    entry["inland_mode"] = route.inland_mode ? Json(word_of(*route.inland_mode)) : Json(nullptr);
    auto& hubs = entry["hubs"] = Json::array();
    for (auto const place : route.hubs) hubs.push_back(world.places[place].name.code);
    put<R>(entry, route,
           {{"boxes_out", &R::boxes_out},
            {"teu_out", &R::teu_out},
            {"share", &R::share},
            {"shipper_cost_per_teu", &R::shipper_cost_per_teu},
            {"transit_mean_hours", &R::transit_hours_mean}});
    auto& legs = entry["legs"] = Json::array();
    auto const inland = outcome::inland_mode(route.legs);
    for (auto const& leg : route.legs) {
      auto services = Json::array();
      for (auto const service : leg.services) services.push_back(world.services[service].name.code);
      legs.push_back({{"mode", word_of(outcome::carriage(leg, inland))},
                      {"from", code_of(leg.from, world)},
                      {"to", code_of(leg.to, world)},
                      {"distance_km", number(leg.km)},
                      {"services", std::move(services)}});
    }
  }
  return section;
}

Json overload(outcome::Overload const& overload, world::World const& world) {
  auto flows = Json::object();
  for (auto const& [flow, growth] : overload.flows)
    flows[world.flows[flow].name.code] = {{"teu_a_week", number(growth.teu_a_week)},
                                          {"share_of_inflow", number(growth.share_of_inflow)}};
  auto const whole = overload.whole.value_or(outcome::Growth{});
  return {{"weeks", overload.weeks},
          {"fills_up", overload.weeks > 0 ? Json(overload.fills_up()) : Json(nullptr)},
          {"teu_a_week", number(whole.teu_a_week)},
          {"share_of_inflow", number(whole.share_of_inflow)},
          {"flows", std::move(flows)}};
}

Json flows(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::FlowOutcome;
  auto section = Json::object();
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    auto entry = named(flow.name);
    entry["from"] = world.places[flow.origin].name.code;
    entry["to"] = world.places[flow.destination].name.code;
    entry["trade"] = word_of(flow.trade);
    entry["box"] = world.box_types[flow.box].name.code;
    put<F>(entry, outcome.flows[id],
           {{"boxes_in", &F::boxes_in},
            {"boxes_out", &F::boxes_out},
            {"boxes_inside", &F::boxes_inside},
            {"boxes_overdue", &F::boxes_overdue}});
    put_lost(entry, outcome.flows[id].lost);
    put<F>(entry, outcome.flows[id],
           {{"expected_cost_per_box", &F::expected_cost},
            {"on_time_share", &F::on_time_share},
            {"transit_hours", &F::transit_hours},
            {"container_hours_by_cause", &F::hours},
            {"money_by_expense", &F::money},
            {"kg_co2e_by_source", &F::kg_co2e}});
    entry["modes"] = modes(outcome.flows[id].modes);
    entry["routes"] = routes(outcome.flows[id].routes, world);
    section[flow.name.code] = std::move(entry);
  }
  return section;
}

Json connections(outcome::Outcome const& outcome, world::World const& world) {
  using C = outcome::ConnectionOutcome;
  auto section = Json::array();
  for (auto const& c : outcome.connections) {
    Json entry{{"from", world.places[c.origin].name.code},
               {"to", world.places[c.destination].name.code},
               {"trade", word_of(c.trade)}};
    put<C>(entry, c,
           {{"boxes_out", &C::boxes_out},
            {"teu_out", &C::teu_out},
            {"on_time_share", &C::on_time_share},
            {"transit_hours", &C::transit_hours}});
    section.push_back(std::move(entry));
  }
  return section;
}

/// Emission factors travel with the figures made from them (ISO 14083).
Json fuels(world::World const& world) {
  auto section = Json::object();
  for (auto const& fuel : world.fuels) {
    auto entry = named(fuel.name);
    entry["unit"] = fuel.unit;
    entry["price_per_unit"] = number(fuel.price);
    entry["kg_co2e_per_unit"] = number(fuel.kg_co2e);
    if (!fuel.source.empty()) entry["source"] = fuel.source;
    section[fuel.name.code] = std::move(entry);
  }
  return section;
}

Json weeks(outcome::Outcome const& outcome) {
  using W = outcome::Week;
  auto section = Json::array();
  for (auto const& week : outcome.weeks) {
    Json entry{{"week", section.size() + 1}};
    put<W>(entry, week,
           {{"teu_in", &W::teu_in},
            {"teu_out", &W::teu_out},
            {"teu_inside", &W::teu_inside},
            {"container_hours_by_cause", &W::hours}});
    section.push_back(std::move(entry));
  }
  return section;
}

Json bottlenecks(outcome::Outcome const& outcome) {
  auto section = Json::array();
  for (auto const& b : outcome.bottlenecks) {
    section.push_back({{"kind", b.kind},
                       {"code", b.code},
                       {"container_hours_lost", number(b.box_hours_lost)},
                       {"share_of_waiting", number(b.share)}});
  }
  return section;
}

Json payment_rows(outcome::Outcome const& outcome) {
  auto section = Json::array();
  for (auto const& payment : outcome::payments(outcome))
    section.push_back({{"payer", word_of(payment.from)},
                       {"for", payment.what},
                       {"payee", word_of(payment.to)},
                       {"amount", number(payment.amount)}});
  return section;
}

Json parties(outcome::Outcome const& outcome) {
  auto const accounts = outcome::party_accounts(outcome);
  auto section = Json::object();
  for (auto const party : all_values<outcome::Party>) {
    auto const& account = accounts[party];
    section[std::string{word_of(party)}] = {{"paid", number(account.paid)},
                                            {"received", number(account.received)},
                                            {"resources", number(account.resources)},
                                            {"balance", number(account.balance())}};
  }
  return section;
}

Json audit(outcome::Outcome const& outcome) {
  auto checks = Json::array();
  for (auto const& check : outcome.audit) {
    checks.push_back({{"name", check.name},
                      {"expected", number(check.expected)},
                      {"found", number(check.found)},
                      {"holds", check.holds}});
  }
  return {{"holds", outcome.audit_holds()}, {"checks", std::move(checks)}};
}

void write_lines(Json const& value, int levels, std::string const& indent, std::string& text) {
  if (levels == 0 || !value.is_structured() || value.empty()) {
    text += value.dump();
    return;
  }
  bool const object = value.is_object();
  auto const inner = indent + " ";
  text += object ? "{" : "[";
  std::string_view between = "\n";
  for (auto const& [key, member] : value.items()) {
    text += between;
    text += inner;
    if (object) text += Json(key).dump() + ": ";
    write_lines(member, levels - 1, inner, text);
    between = ",\n";
  }
  text += "\n" + indent + (object ? "}" : "]");
}

}  // namespace

Json to_json(outcome::Outcome const& outcome, world::World const& world, Provenance const& provenance) {
  Json result{{"format", "tongzhou-result/1"},
              {"provenance", provenance_of(outcome, world, provenance)},
              {"currency", world.currency},
              {"period", period(outcome, world)},
              {"audit", audit(outcome)},
              {"totals", totals(outcome.totals)},
              {"key_figures", key_section(outcome, world)},
              {"payments", payment_rows(outcome)},
              {"parties", parties(outcome)},
              {"modes", modes(outcome.modes)},
              {"overload", overload(outcome.overload, world)},
              {"bottlenecks", bottlenecks(outcome)},
              {"places", places(outcome, world)},
              {"facilities", facilities(outcome, world)},
              {"locks", locks(outcome, world)},
              {"gauge_changes", gauge_changes(outcome, world)},
              {"customs", customs(outcome, world)},
              {"empties", empties(outcome, world)},
              {"links", links(outcome, world)},
              {"services", services(outcome, world)},
              {"flows", flows(outcome, world)},
              {"connections", connections(outcome, world)},
              {"weeks", weeks(outcome)},
              {"fuels", fuels(world)}};
  if (!provenance.remarks.empty()) result["remarks"] = provenance.remarks;
  if (!outcome.hubs.empty()) result["hubs"] = hubs(outcome, world);
  put_rolling_stock(result, outcome, world);
  if (!outcome.truck_fleets.empty()) result["truck_fleets"] = truck_fleets(outcome, world);
  if (world.trucking) result["trucking"] = trucking(outcome.trucking, *world.trucking);
  put_markets(result, outcome, world);
  if (!world.postal_hubs.empty()) result["postal"] = postal_section(outcome, world);
  return result;
}

std::string to_text(Json const& result) {
  std::string text;
  write_lines(result, 2, "", text);
  return text + "\n";
}

}  // namespace tongzhou::format
