#include "scenarios/format/result_places.hpp"

#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/result_members.hpp"

namespace tongzhou::format::sections {
namespace {

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

}  // namespace

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

}  // namespace tongzhou::format::sections
