#include "scenarios/format/result.hpp"

#include <optional>
#include <string_view>
#include <variant>

#include "network/base/calendar.hpp"
#include "network/base/enums.hpp"
#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "scenarios/format/result_postal.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/key_figures.hpp"

namespace tongzhou::format {
namespace {

using Json = nlohmann::ordered_json;

/// An object that starts with what the thing is called.
Json named(world::Name const& name) {
  auto entry = Json::object();
  if (name.en.empty() && name.zh.empty()) return entry;
  auto& names = entry["name"] = Json::object();
  if (!name.en.empty()) names["en"] = name.en;
  if (!name.zh.empty()) names["zh"] = name.zh;
  return entry;
}

template <class E>
Json by_word(EnumArray<E, double> const& values) {
  auto object = Json::object();
  for (auto const value : all_values<E>) object[std::string{word_of(value)}] = number(values[value]);
  return object;
}

Json by_payer(ledger::Money const& money) {
  EnumArray<ledger::Party, double> paid;
  for (auto const expense : all_values<ledger::Expense>) paid[ledger::payer(expense)] += money[expense];
  return by_word(paid);
}

double sum(auto const& values) {
  double total = 0;
  for (double const value : values) total += value;
  return total;
}

Json spread(outcome::Spread const& s) {
  return {{"count", s.count},     {"mean", number(s.mean)}, {"p50", number(s.p50)}, {"p90", number(s.p90)},
          {"p95", number(s.p95)}, {"p99", number(s.p99)},   {"max", number(s.max)}};
}

Json queue(outcome::Queue const& q) {
  return {{"wait_hours", spread(q.wait_hours)},
          {"mean_length", number(q.mean_length)},
          {"max_length", number(q.max_length)},
          {"box_hours_lost", number(q.box_hours_lost)}};
}

Json provenance_of(outcome::Outcome const& outcome, world::World const& world, Provenance const& provenance) {
  auto scenario = named(world.name);
  scenario["code"] = provenance.scenario;
  if (!provenance.overlays.empty()) scenario["overlays"] = provenance.overlays;
  scenario["sha256"] = provenance.scenario_hash;
  auto packages = Json::object();
  for (auto const& [package, version] : provenance.packages) packages[package] = version;
  return {{"program", provenance.program},  {"scenario", std::move(scenario)},
          {"seed", outcome.seed},           {"replication", outcome.replication},
          {"events", outcome.events},       {"fingerprint", std::to_string(outcome.fingerprint)},
          {"packages", std::move(packages)}};
}

Json period(outcome::Outcome const& outcome, world::World const& world) {
  return {{"start", to_string(world.start)},
          {"length_days", number(in_days(world.length))},
          {"warm_up_days", number(in_days(world.warm_up))},
          {"counted_days", number(outcome.days)}};
}

Json totals(outcome::Totals const& t) {
  double const kg = sum(t.kg_co2e);
  return {{"boxes_in", number(t.boxes_in)},
          {"boxes_out", number(t.boxes_out)},
          {"boxes_inside", number(t.boxes_inside)},
          {"boxes_replanned", number(t.boxes_replanned)},
          {"teu_in", number(t.teu_in)},
          {"teu_out", number(t.teu_out)},
          {"teu_inside", number(t.teu_inside)},
          {"teu_km", number(t.teu_km)},
          {"tonne_km", number(t.tonne_km)},
          {"container_hours", number(sum(t.hours))},
          {"shipper_cost", number(t.shipper_cost)},
          {"system_cost", number(t.system_cost)},
          {"kg_co2e", number(kg)},
          {"container_hours_by_cause", by_word(t.hours)},
          {"money_by_expense", by_word(t.money)},
          {"money_by_payer", by_payer(t.money)},
          {"kg_co2e_by_source", by_word(t.kg_co2e)}};
}


Json key_section(outcome::Outcome const& outcome, world::World const& world) {
  auto const k = outcome::key_figures(outcome, world);
  return {{"laden_boxes_out", number(k.laden_boxes)},
          {"laden_teu_out", number(k.laden_teu)},
          {"system_cost_per_laden_teu", maybe(k.system_cost)},
          {"shipper_cost_per_laden_teu", maybe(k.shipper_cost)},
          {"kg_co2e_per_laden_teu", maybe(k.kg_co2e)},
          {"slot_use_share", maybe(k.slot_use)},
          {"slot_use_out_share", maybe(k.slot_use_out)},
          {"slot_use_back_share", maybe(k.slot_use_back)},
          {"transit_mean_hours", maybe(k.transit_hours)},
          {"on_time_share", maybe(k.on_time)},
          {"sailings", number(k.sailings)},
          {"boxes_left_behind", number(k.left_behind)},
          {"empties_moved", number(k.empties_moved)}};
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

Json facilities(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.terminals.ids()) {
    auto const& terminal = world.terminals[id];
    auto const& t = outcome.terminals[id];
    auto entry = named(terminal.name);
    entry["kind"] = word_of(terminal.kind);
    entry["place"] = world.places[terminal.place].name.code;
    entry["calls"] = number(t.calls);
    entry["moves"] = number(t.moves);
    entry["teu_loaded"] = number(t.teu_loaded);
    entry["teu_discharged"] = number(t.teu_discharged);
    entry["teu_gate_in"] = number(t.teu_gate_in);
    entry["teu_gate_out"] = number(t.teu_gate_out);
    entry["teu_by_trade"] = by_word(t.teu_by_trade);
    entry["berth_utilisation_share"] = number(t.berth_utilisation);
    entry["crane_utilisation_share"] = number(t.crane_utilisation);
    entry["yard_mean_teu"] = number(t.yard_mean_teu);
    entry["yard_max_teu"] = number(t.yard_max_teu);
    entry["yard_blocked_hours"] = number(t.yard_blocked_hours);
    entry["dwell_mean_hours"] = number(t.dwell_hours_mean);
    entry["berth_queue"] = queue(t.berth);
    entry["gate_queue"] = queue(t.gate);
    section[terminal.name.code] = std::move(entry);
  }
  return section;
}

Json locks(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.locks.ids()) {
    auto const& lock = world.locks[id];
    auto const& l = outcome.locks[id];
    auto entry = named(lock.name);
    entry["place"] = world.places[lock.place].name.code;
    entry["lockages"] = number(l.lockages);
    entry["ships"] = number(l.ships);
    entry["ships_of_services"] = number(l.ships_ours);
    entry["utilisation_share"] = number(l.utilisation);
    entry["queue"] = queue(l.queue);
    section[lock.name.code] = std::move(entry);
  }
  return section;
}

Json gauge_changes(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.gauge_changes.ids()) {
    auto const& change = world.gauge_changes[id];
    auto const& g = outcome.gauge_changes[id];
    auto entry = named(change.name);
    entry["place"] = world.places[change.place].name.code;
    entry["trains"] = number(g.trains);
    entry["boxes"] = number(g.boxes);
    entry["utilisation_share"] = number(g.utilisation);
    entry["queue"] = queue(g.queue);
    section[change.name.code] = std::move(entry);
  }
  return section;
}

Json customs(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.customs_offices.ids()) {
    auto const& office = world.customs_offices[id];
    auto const& c = outcome.customs[id];
    auto entry = named(office.name);
    entry["place"] = world.places[office.place].name.code;
    entry["boxes_declared"] = number(c.declared);
    entry["boxes_inspected"] = number(c.inspected);
    entry["inspected_share"] = number(c.declared > 0 ? c.inspected / c.declared : 0);
    entry["container_hours_by_stage"] = {{"declaration", number(c.declaration_hours)},
                                         {"inspection", number(c.inspection_hours)}};
    entry["clearance_mean_hours"] = number(c.declared > 0 ? c.clearance_hours / c.declared : 0);
    entry["promised_fast"] = number(c.promised_fast);
    entry["promised_fast_missed"] = number(c.missed_fast);
    entry["promised"] = number(c.promised);
    entry["promised_missed"] = number(c.missed);
    entry["bay_utilisation_share"] = number(c.utilisation);
    entry["queue"] = queue(c.queue);
    section[office.name.code] = std::move(entry);
  }
  return section;
}

Json empties(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::array();
  for (auto const& e : outcome.empties) {
    auto const& pool = world.empties.pools[e.pool];
    section.push_back({{"place", world.places[pool.place].name.code},
                       {"owner", pool.owner.empty() ? "all" : pool.owner},
                       {"box", world.box_types[pool.type].name.code},
                       {"trade", world.empties.trades_share                   ? "all"
                                 : pool.regime == world::Regime::domestic ? "domestic"
                                                                          : "foreign"},
                       {"mean_stock", number(e.mean_stock)},
                       {"end_stock", number(e.end_stock)},
                       {"taken", number(e.taken)},
                       {"given_back", number(e.given_back)},
                       {"sent_away", number(e.sent_away)},
                       {"short_of", number(e.short_of)},
                       {"waiting_hours", number(e.wait_hours)},
                       {"waiting_at_end", number(e.waiting_at_end)}});
  }
  return section;
}

Json links(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.links.ids()) {
    auto const& link = world.links[id];
    auto const& l = outcome.links[id];
    auto entry = named(link.name);
    entry["kind"] = word_of(link.kind);
    entry["from"] = world.places[link.from].name.code;
    entry["to"] = world.places[link.to].name.code;
    entry["distance_km"] = number(in_km(link.distance));
    entry["passages_down"] = number(l.passages_down);
    entry["passages_up"] = number(l.passages_up);
    entry["teu_down"] = number(l.teu_down);
    entry["teu_up"] = number(l.teu_up);
    entry["teu_by_week"] = numbers(l.teu_by_week);
    entry["teu_by_trade"] = by_word(l.teu_by_trade);
    entry["tonne_km"] = number(l.tonne_km);
    entry["utilisation_share"] = number(l.utilisation);
    entry["queue"] = queue(l.queue);
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

Json leg(outcome::LegOutcome const& l, std::string const& from, std::string const& to) {
  return {{"from", from},
          {"to", to},
          {"sailings", number(l.sailings)},
          {"teu_offered", number(l.teu_offered)},
          {"teu_carried", number(l.teu_carried)},
          {"slot_use_share", number(l.teu_offered > 0 ? l.teu_carried / l.teu_offered : 0)},
          {"teu_by_trade", by_word(l.teu_by_trade)},
          {"sailings_limited_by_depth", number(l.payload_limited)},
          {"boxes_left_behind", number(l.left_behind)},
          {"boxes_left_behind_why", left_behind_why(l.left_behind_why)}};
}

Json services(outcome::Outcome const& outcome, world::World const& world) {
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
    entry["vehicle"] = vehicle.name.code;
    entry["departures"] = number(s.departures);
    entry["boxes"] = number(s.boxes);
    entry["teu"] = number(s.teu);
    entry["teu_km"] = number(s.teu_km);
    entry["tonne_km"] = number(s.tonne_km);
    entry["vehicle_km"] = number(s.vehicle_km);
    entry["on_time_share"] = number(s.on_time_share);
    entry["late_mean_hours"] = number(s.late_hours_mean);
    if (vehicle.fuel) {
      entry["fuel"] = world.fuels[vehicle.fuel].name.code;
      entry["fuel_unit"] = world.fuels[vehicle.fuel].unit;
      entry["fuel_used"] = number(s.fuel);
    }
    entry["kg_co2e"] = number(s.kg_co2e);
    entry["money"] = {
        {"vessel_time", number(s.vessel_time)}, {"fuel", number(s.fuel_cost)}, {"freight_earned", number(s.freight)}};
    entry["container_hours_by_cause"] = by_word(s.hours);
    entry["legs"] = std::move(legs);
    section[service.name.code] = std::move(entry);
  }
  return section;
}

Json flows(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::object();
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    auto const& f = outcome.flows[id];
    auto entry = named(flow.name);
    entry["from"] = world.places[flow.origin].name.code;
    entry["to"] = world.places[flow.destination].name.code;
    entry["trade"] = word_of(flow.trade);
    entry["box"] = world.box_types[flow.box].name.code;
    entry["boxes_in"] = number(f.boxes_in);
    entry["boxes_out"] = number(f.boxes_out);
    entry["boxes_inside"] = number(f.boxes_inside);
    entry["on_time_share"] = maybe(f.on_time_share);
    entry["transit_hours"] = spread(f.transit_hours);
    entry["container_hours_by_cause"] = by_word(f.hours);
    entry["money_by_expense"] = by_word(f.money);
    entry["kg_co2e_by_source"] = by_word(f.kg_co2e);
    section[flow.name.code] = std::move(entry);
  }
  return section;
}

Json connections(outcome::Outcome const& outcome, world::World const& world) {
  auto section = Json::array();
  for (auto const& c : outcome.connections) {
    section.push_back({{"from", world.places[c.origin].name.code},
                       {"to", world.places[c.destination].name.code},
                       {"trade", word_of(c.trade)},
                       {"boxes_out", number(c.boxes_out)},
                       {"teu_out", number(c.teu_out)},
                       {"on_time_share", maybe(c.on_time_share)},
                       {"transit_hours", spread(c.transit_hours)}});
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
  auto section = Json::array();
  for (auto const& week : outcome.weeks) {
    section.push_back({{"week", section.size() + 1},
                       {"teu_in", number(week.teu_in)},
                       {"teu_out", number(week.teu_out)},
                       {"teu_inside", number(week.teu_inside)},
                       {"container_hours_by_cause", by_word(week.hours)}});
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
  if (!world.postal_hubs.empty()) result["postal"] = postal_section(outcome, world);
  return result;
}

std::string to_text(Json const& result) {
  std::string text;
  write_lines(result, 2, "", text);
  return text + "\n";
}

}  // namespace tongzhou::format
