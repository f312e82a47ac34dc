#include "scenarios/format/result.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "network/base/calendar.hpp"
#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/result_flows.hpp"
#include "scenarios/format/result_markets.hpp"
#include "scenarios/format/result_members.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "scenarios/format/result_places.hpp"
#include "scenarios/format/result_postal.hpp"
#include "scenarios/format/result_services.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/key_figures.hpp"
#include "sim/outcome/payments.hpp"

namespace tongzhou::format {
namespace {

using sections::by_word;
using sections::Json;
using sections::put;

Json by_payer(ledger::Money const& money) {
  EnumArray<ledger::Party, double> paid;
  for (auto const expense : all_values<ledger::Expense>) paid[ledger::payer(expense)] += money[expense];
  return by_word(paid);
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
  sections::put_lost(section, t.lost);
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
              {"modes", sections::modes(outcome.modes)},
              {"overload", sections::overload(outcome.overload, world)},
              {"bottlenecks", bottlenecks(outcome)},
              {"places", sections::places(outcome, world)},
              {"facilities", sections::facilities(outcome, world)},
              {"locks", sections::locks(outcome, world)},
              {"gauge_changes", sections::gauge_changes(outcome, world)},
              {"customs", sections::customs(outcome, world)},
              {"empties", sections::empties(outcome, world)},
              {"links", sections::links(outcome, world)},
              {"services", sections::services(outcome, world)},
              {"flows", sections::flows(outcome, world)},
              {"connections", sections::connections(outcome, world)},
              {"weeks", weeks(outcome)},
              {"fuels", fuels(world)}};
  if (!provenance.remarks.empty()) result["remarks"] = provenance.remarks;
  if (!outcome.hubs.empty()) result["hubs"] = sections::hubs(outcome, world);
  sections::put_rolling_stock(result, outcome, world);
  if (!outcome.truck_fleets.empty()) result["truck_fleets"] = sections::truck_fleets(outcome, world);
  if (world.trucking) result["trucking"] = sections::trucking(outcome.trucking, *world.trucking);
  sections::put_markets(result, outcome, world);
  if (!world.postal_hubs.empty()) result["postal"] = sections::postal(outcome, world);
  return result;
}

std::string to_text(Json const& result) {
  std::string text;
  write_lines(result, 2, "", text);
  return text + "\n";
}

}  // namespace tongzhou::format
