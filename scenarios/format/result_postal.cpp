#include "scenarios/format/result_postal.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/result_numbers.hpp"

namespace tongzhou::format::sections {
namespace {

using Json = nlohmann::ordered_json;

Json door_to_door(outcome::DoorToDoor const& d) {
  return {{"parcels", number(d.parcels)},
          {"parcels_overdue", number(d.overdue)},
          {"on_time_share", maybe(d.on_time_share)},
          {"mean", number(d.mean)},
          {"p50", number(d.p50)},
          {"p90", number(d.p90)},
          {"p99", number(d.p99)}};
}

Json money(outcome::MailMoney const& amounts) {
  auto object = Json::object();
  for (auto const expense : all_values<outcome::MailExpense>)
    object[std::string{word_of(expense)}] = number(amounts[expense]);
  return object;
}

/// Of one of the parcels that are out.
Json per_parcel(outcome::MailCost const& cost, double parcels) {
  auto const each = [&](double amount) { return number(parcels > 0 ? amount / parcels : 0); };
  auto parts = Json::object();
  for (auto const expense : all_values<outcome::MailExpense>)
    parts[std::string{word_of(expense)}] = each(cost.money[expense]);
  return {{"cost", each(cost.money.sum())},
          {"cost_by_expense", std::move(parts)},
          {"kg_co2e", each(cost.kg_co2e())},
          {"kg_co2e_collection", each(cost.kg_collection)},
          {"kg_co2e_sorting", each(cost.kg_sorting)},
          {"kg_co2e_transport", each(cost.kg_transport)},
          {"kg_co2e_delivery", each(cost.kg_delivery)}};
}

Json dispatches(std::vector<outcome::DispatchOutcome> const& all, world::World const& world) {
  auto section = Json::object();
  for (auto const& d : all) {
    auto const& facts = world.dispatches[d.dispatch];
    auto& entry = section[facts.name.code] = named(facts.name);
    entry.update(Json{{"to", world.places[facts.to].name.code},
                      {"units", number(d.units)},
                      {"parcels", number(d.parcels)},
                      {"kg", number(d.kg)},
                      {"m3", number(d.m3)},
                      {"chargeable_kg", number(d.chargeable_kg)},
                      {"receptacles", number(d.receptacles)},
                      {"cut_offs", number(d.cut_offs)},
                      {"cut_offs_missed", number(d.cut_offs_missed)},
                      {"parcels_missed", number(d.parcels_missed)}});
  }
  return section;
}

Json hubs(outcome::PostalOutcome const& postal, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.postal_hubs.ids()) {
    auto const& facts = world.postal_hubs[id];
    auto const& h = postal.hubs[id];
    auto& entry = section[facts.name.code] = named(facts.name);
    entry.update(Json{{"place", world.places[facts.place].name.code},
                      {"parcels_in", number(h.parcels_in)},
                      {"parcels_sorted", number(h.sorted)},
                      {"parcels_out", number(h.parcels_out)},
                      {"hours_mean", number(h.hours_mean)},
                      {"sorting_utilisation_share", number(h.sorting_utilisation)},
                      {"dock_utilisation_share", number(h.dock_utilisation)},
                      {"x_ray_utilisation_share", number(h.x_ray_utilisation)},
                      {"officer_utilisation_share", number(h.officer_utilisation)},
                      {"backlog_mean", number(h.backlog_mean)},
                      {"backlog_max", number(h.backlog_max)},
                      {"backlog_at_end", number(h.backlog_at_end)},
                      {"stock_mean", number(h.stock_mean)},
                      {"hours_out_of_stock", number(h.hours_out_of_stock)},
                      {"parcels_inspected", number(h.inspected)},
                      {"worker_hours", number(h.worker_hours)},
                      {"workers_max", number(h.workers_max)},
                      {"dispatches", dispatches(h.dispatches, world)},
                      {"backlog_by_hour", numbers(h.backlog_by_hour)},
                      {"sorted_by_hour", numbers(h.sorted_by_hour)},
                      {"utilisation_by_hour", numbers(h.utilisation_by_hour)}});
  }
  return section;
}

Json flows(outcome::PostalOutcome const& postal, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.mail_flows.ids()) {
    auto const& facts = world.mail_flows[id];
    auto const& f = postal.flows[id];
    auto& entry = section[facts.name.code] = named(facts.name);
    entry.update(Json{{"from", world.places[facts.origin].name.code},
                      {"to", world.places[facts.destination].name.code},
                      {"product", word_of(facts.product)},
                      {"parcels_in", number(f.parcels_in)},
                      {"parcels_out", number(f.parcels_out)},
                      {"parcels_inside", number(f.parcels_inside)},
                      {"parcels_returned", number(f.returned)},
                      {"late_parcel_days", number(f.late_days)},
                      {"parcels_by_way", numbers(f.parcels_by_way)},
                      {"parcels_by_working_days", numbers(f.parcels_by_working_days)},
                      {"door_to_door_hours", door_to_door(f.hours)},
                      {"money_by_expense", money(f.spent.money)},
                      {"kg_co2e", number(f.spent.kg_co2e())},
                      {"per_parcel", per_parcel(f.of_those_out, f.parcels_out)}});
  }
  return section;
}

Json promises(outcome::PostalOutcome const& postal) {
  auto section = Json::array();
  for (auto const& p : postal.promises)
    section.push_back({{"product", word_of(p.product)}, {"to", p.to}, {"door_to_door_hours", door_to_door(p.hours)}});
  return section;
}

}  // namespace

Json postal(outcome::Outcome const& outcome, world::World const& world) {
  auto const& postal = outcome.postal;
  return {{"parcels_in", number(postal.parcels_in)},
          {"parcels_out", number(postal.parcels_out)},
          {"parcels_inside", number(postal.parcels_inside)},
          {"money_by_expense", money(postal.spent.money)},
          {"per_parcel", per_parcel(postal.of_those_out, postal.parcels_out)},
          {"promises", promises(postal)},
          {"hubs", hubs(postal, world)},
          {"mail_flows", flows(postal, world)}};
}

}  // namespace tongzhou::format::sections
