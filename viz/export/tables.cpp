#include "viz/export/tables.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "network/base/calendar.hpp"
#include "scenarios/format/units.hpp"
#include "viz/export/study_tables.hpp"

namespace tongzhou::exports {
namespace {

using json = format::Json;

/// A column that is read from inside an entry of the result.
struct Field {
  char const* column;
  Type type;
  char const* unit;
  char const* pointer;
  char const* description = "";
};
using Fields = std::initializer_list<Field>;

json at(json const& entry, char const* pointer) {
  json::json_pointer const where{pointer};
  return entry.contains(where) ? entry.at(where) : json{};
}

json const& section(json const& result, char const* name) {
  static json const none = json::object();
  return result.contains(name) ? result.at(name) : none;
}

/// Units of money are the result's own.
constexpr char const* money = "currency";

class Builder {
 public:
  explicit Builder(json const& result) : result_(result) {}

  Table& start(std::string name, std::string description, std::vector<std::string> key) {
    return made_.emplace_back(Table{std::move(name), std::move(description), {}, std::move(key), {}, {}});
  }
  void column(Table& table, std::string name, Type type, std::string unit = "", std::string description = "") const {
    if (unit == money) unit = result_.at("currency").get<std::string>();
    table.columns.push_back({std::move(name), type, std::move(unit), std::move(description)});
  }
  void columns(Table& table, Fields fields) const {
    for (auto const& f : fields) column(table, f.column, f.type, f.unit, f.description);
  }
  static void values(std::vector<json>& row, json const& entry, Fields fields) {
    for (auto const& f : fields) row.push_back(at(entry, f.pointer));
  }

  /// A section of named things: one row each.
  Table& things(char const* name, std::string description, Fields fields) {
    auto& table = start(name, std::move(description), {"code"});
    column(table, "code", Type::text);
    column(table, "name_en", Type::text);
    column(table, "name_zh", Type::text);
    columns(table, fields);
    for (auto const& [code, entry] : section(result_, name).items()) {
      std::vector<json> row{code, at(entry, "/name/en"), at(entry, "/name/zh")};
      values(row, entry, fields);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  /// A list: one row each, numbered from 1.
  void list(char const* name, std::string description, json const& entries, char const* number, Fields fields) {
    auto& table = start(name, std::move(description), {number});
    column(table, number, Type::integer);
    columns(table, fields);
    for (auto const& entry : entries) {
      std::vector<json> row{table.rows.size() + 1};
      values(row, entry, fields);
      table.rows.push_back(std::move(row));
    }
  }

  /// The members of an object inside each thing of a section: one row for each thing and member.
  void split(char const* name, std::string description, char const* of, char const* thing, char const* pointer,
             char const* member, char const* value, char const* unit) {
    auto& table = start(name, std::move(description), {thing, member});
    column(table, thing, Type::text);
    column(table, member, Type::text);
    column(table, value, Type::number, unit);
    table.references.push_back({thing, of, "code"});
    for (auto const& [code, entry] : section(result_, of).items()) {
      auto const members = at(entry, pointer);
      for (auto const& [key, amount] : members.items()) table.rows.push_back({code, key, amount});
    }
  }

  /// The members of an object of the totals.
  void split_total(char const* name, std::string description, char const* pointer, char const* member,
                   char const* value, char const* unit) {
    auto& table = start(name, std::move(description), {member});
    column(table, member, Type::text);
    column(table, value, Type::number, unit);
    auto const members = at(result_, pointer);
    for (auto const& [key, amount] : members.items()) table.rows.push_back({key, amount});
  }

  json const& result() const { return result_; }
  std::vector<Table> take() { return std::move(made_); }

 private:
  json const& result_;
  std::vector<Table> made_;
};

void run(Builder& b) {
  constexpr auto text = Type::text;
  Fields const fields{{"program", text, "", "/provenance/program"},
                      {"scenario", text, "", "/provenance/scenario/code"},
                      {"name_en", text, "", "/provenance/scenario/name/en"},
                      {"name_zh", text, "", "/provenance/scenario/name/zh"},
                      {"scenario_sha256", text, "", "/provenance/scenario/sha256"},
                      {"seed", Type::integer, "", "/provenance/seed"},
                      {"replication", Type::integer, "", "/provenance/replication"},
                      {"fingerprint", text, "", "/provenance/fingerprint", "of the order of events"},
                      {"currency", text, "", "/currency", "ISO 4217"},
                      {"start", Type::date, "", "/period/start"},
                      {"length_days", Type::number, "d", "/period/length_days"},
                      {"warm_up_days", Type::number, "d", "/period/warm_up_days", "left out of the figures"},
                      {"counted_days", Type::number, "d", "/period/counted_days"},
                      {"audit_holds", Type::truth, "", "/audit/holds"}};
  auto& table = b.start("run", "What made this result; one row", {"fingerprint"});
  b.columns(table, fields);
  b.column(table, "overlays", text, "", "files laid over the scenario, in order, a comma between them");
  std::vector<json> row;
  Builder::values(row, b.result(), fields);
  std::string overlays;
  for (auto const& file : at(b.result(), "/provenance/scenario/overlays"))
    overlays += (overlays.empty() ? "" : ", ") + file.get<std::string>();
  row.push_back(overlays.empty() ? json{} : json(overlays));
  table.rows.push_back(std::move(row));
}

void totals(Builder& b) {
  auto& table = b.start("totals", "Figures of the whole network", {"quantity"});
  b.column(table, "quantity", Type::text);
  b.column(table, "amount", Type::number, "see unit");
  b.column(table, "unit", Type::text);
  auto const currency = b.result().at("currency").get<std::string>();
  std::pair<char const*, std::string> const quantities[]{
      {"boxes_in", "boxes"}, {"boxes_out", "boxes"},       {"boxes_inside", "boxes"},  {"boxes_replanned", "boxes"},
      {"teu_in", "TEU"},     {"teu_out", "TEU"},           {"teu_inside", "TEU"},      {"teu_km", "TEU.km"},
      {"tonne_km", "t.km"},  {"container_hours", "box.h"}, {"shipper_cost", currency}, {"system_cost", currency},
      {"kg_co2e", "kg"}};
  for (auto const& [quantity, unit] : quantities) {
    table.rows.push_back({quantity, b.result().at("totals").at(quantity), unit});
  }
  auto& key = b.start("key_figures", "By which ways to carry the same demand are compared", {"quantity"});
  b.column(key, "quantity", Type::text, "",
           "As in docs/result-format.md; no value where there is nothing to divide by");
  b.column(key, "value", Type::number, "see unit");
  b.column(key, "unit", Type::text, "", "share: from 0 to 1");
  for (auto const& [quantity, value] : section(b.result(), "key_figures").items())
    key.rows.push_back({quantity, value, format::unit_of("/key_figures/" + quantity, currency)});
  b.split_total("total_hours", "Container-hours by what they went into", "/totals/container_hours_by_cause", "cause",
                "container_hours", "box.h");
  b.split_total("total_money", "Money by what it was paid for", "/totals/money_by_expense", "expense", "amount", money);
  b.split_total("total_payers", "The same money by who bears it first", "/totals/money_by_payer", "payer", "amount",
                money);
  b.split_total("total_emissions", "CO2e, well-to-wheel, by where it was emitted", "/totals/kg_co2e_by_source",
                "source", "kg_co2e", "kg");
}

/// The date on which a week of the run begins, weeks counted from 1.
std::string week_start(json const& result, std::size_t week) {
  auto const start = parse_date(result.at("period").at("start").get<std::string>());
  return start ? to_string(days_after(*start, 7 * (static_cast<std::int64_t>(week) - 1))) : "";
}

void weeks(Builder& b) {
  Fields const fields{{"teu_in", Type::number, "TEU", "/teu_in"},
                      {"teu_out", Type::number, "TEU", "/teu_out"},
                      {"teu_inside", Type::number, "TEU", "/teu_inside", "at the end of the week"}};
  auto& table = b.start("weeks", "By week from the start, the warm-up included; the last may be short", {"week"});
  b.column(table, "week", Type::integer);
  b.column(table, "week_start", Type::date);
  b.columns(table, fields);
  for (auto const& week : section(b.result(), "weeks")) {
    auto const number = week.at("week").get<std::size_t>();
    std::vector<json> row{number, week_start(b.result(), number)};
    Builder::values(row, week, fields);
    table.rows.push_back(std::move(row));
  }

  auto& hours = b.start("week_hours", "Container-hours by week and cause", {"week", "cause"});
  b.column(hours, "week", Type::integer);
  b.column(hours, "cause", Type::text);
  b.column(hours, "container_hours", Type::number, "box.h");
  hours.references.push_back({"week", "weeks", "week"});
  for (auto const& week : section(b.result(), "weeks")) {
    for (auto const& [cause, amount] : week.at("container_hours_by_cause").items()) {
      hours.rows.push_back({week.at("week"), cause, amount});
    }
  }
}

void places(Builder& b) {
  b.things("places", "Places and what ships and trains loaded and discharged there",
           {{"kind", Type::text, "", "/kind"},
            {"lat", Type::number, "deg", "/lat", "WGS 84"},
            {"lon", Type::number, "deg", "/lon", "WGS 84"},
            {"teu", Type::number, "TEU", "/teu"}});
  auto& table = b.start("place_weeks", "The same by week from the start, the warm-up included", {"place", "week"});
  b.column(table, "place", Type::text);
  b.column(table, "week", Type::integer);
  b.column(table, "week_start", Type::date);
  b.column(table, "teu", Type::number, "TEU");
  table.references = {{"place", "places", "code"}};
  for (auto const& [code, place] : section(b.result(), "places").items()) {
    std::size_t week = 0;
    for (auto const& teu : place.at("teu_by_week")) {
      ++week;
      table.rows.push_back({code, week, week_start(b.result(), week), teu});
    }
  }
}

void facilities(Builder& b) {
  b.things("facilities", "Quays, rail terminals and yards",
           {{"place", Type::text, "", "/place"},
            {"kind", Type::text, "", "/kind"},
            {"calls", Type::number, "calls", "/calls"},
            {"moves", Type::number, "moves", "/moves"},
            {"teu_loaded", Type::number, "TEU", "/teu_loaded"},
            {"teu_discharged", Type::number, "TEU", "/teu_discharged"},
            {"teu_gate_in", Type::number, "TEU", "/teu_gate_in"},
            {"teu_gate_out", Type::number, "TEU", "/teu_gate_out"},
            {"berth_utilisation_share", Type::number, "1", "/berth_utilisation_share"},
            {"crane_utilisation_share", Type::number, "1", "/crane_utilisation_share"},
            {"yard_mean_teu", Type::number, "TEU", "/yard_mean_teu"},
            {"yard_max_teu", Type::number, "TEU", "/yard_max_teu"},
            {"yard_blocked_hours", Type::number, "h", "/yard_blocked_hours"},
            {"dwell_mean_hours", Type::number, "h", "/dwell_mean_hours"}})
      .references.push_back({"place", "places", "code"});
  b.split("facility_trades", "TEU handled by trade class", "facilities", "facility", "/teu_by_trade", "trade", "teu",
          "TEU");
  b.things("locks", "Locks",
           {{"place", Type::text, "", "/place"},
            {"lockages", Type::number, "lockages", "/lockages"},
            {"ships", Type::number, "ships", "/ships", "all ships, also those of others"},
            {"ships_of_services", Type::number, "ships", "/ships_of_services"},
            {"utilisation_share", Type::number, "1", "/utilisation_share"}})
      .references.push_back({"place", "places", "code"});
  b.things("gauge_changes", "Borders where trains change gauge",
           {{"place", Type::text, "", "/place"},
            {"trains", Type::number, "trains", "/trains"},
            {"boxes", Type::number, "boxes", "/boxes"},
            {"utilisation_share", Type::number, "1", "/utilisation_share"}})
      .references.push_back({"place", "places", "code"});
}

void links(Builder& b) {
  b.things("links", "Links and what travelled along them",
           {{"kind", Type::text, "", "/kind"},
            {"from_place", Type::text, "", "/from"},
            {"to_place", Type::text, "", "/to"},
            {"distance_km", Type::number, "km", "/distance_km"},
            {"passages_down", Type::number, "vehicles", "/passages_down", "from from_place to to_place"},
            {"passages_up", Type::number, "vehicles", "/passages_up"},
            {"teu_down", Type::number, "TEU", "/teu_down"},
            {"teu_up", Type::number, "TEU", "/teu_up"},
            {"tonne_km", Type::number, "t.km", "/tonne_km"},
            {"utilisation_share", Type::number, "1", "/utilisation_share"}})
      .references = {{"from_place", "places", "code"}, {"to_place", "places", "code"}};
  auto& weeks = b.start("link_weeks", "The same by week from the start; nothing in the warm-up", {"link", "week"});
  b.column(weeks, "link", Type::text);
  b.column(weeks, "week", Type::integer);
  b.column(weeks, "week_start", Type::date);
  b.column(weeks, "teu", Type::number, "TEU", "both directions");
  weeks.references = {{"link", "links", "code"}};
  for (auto const& [code, link] : section(b.result(), "links").items()) {
    std::size_t week = 0;
    for (auto const& teu : section(link, "teu_by_week")) {
      ++week;
      weeks.rows.push_back({code, week, week_start(b.result(), week), teu});
    }
  }
  b.split("link_trades", "TEU carried by trade class, both directions", "links", "link", "/teu_by_trade", "trade",
          "teu", "TEU");
}

void queues(Builder& b) {
  Fields const fields{{"arrivals", Type::integer, "vehicles", "/wait_hours/count", "waiting or not"},
                      {"wait_mean_hours", Type::number, "h", "/wait_hours/mean"},
                      {"wait_p50_hours", Type::number, "h", "/wait_hours/p50"},
                      {"wait_p90_hours", Type::number, "h", "/wait_hours/p90"},
                      {"wait_p95_hours", Type::number, "h", "/wait_hours/p95"},
                      {"wait_p99_hours", Type::number, "h", "/wait_hours/p99"},
                      {"wait_max_hours", Type::number, "h", "/wait_hours/max"},
                      {"mean_length", Type::number, "vehicles", "/mean_length"},
                      {"max_length", Type::number, "vehicles", "/max_length"},
                      {"container_hours_lost", Type::number, "box.h", "/box_hours_lost", "wait times boxes aboard"}};
  auto& table = b.start("queues", "Vehicles waiting in front of something", {"kind", "code"});
  b.column(table, "kind", Type::text, "", "berth, customs, gate, lock, gauge_change or link");
  b.column(table, "code", Type::text, "", "of the facility, lock, customs office, gauge change or link");
  b.columns(table, fields);
  struct Kind {
    char const* name;
    char const* section;
    char const* pointer;
  };
  for (auto const& kind : {Kind{"berth", "facilities", "/berth_queue"}, Kind{"gate", "facilities", "/gate_queue"},
                           Kind{"gauge_change", "gauge_changes", "/queue"}, Kind{"link", "links", "/queue"},
                           Kind{"lock", "locks", "/queue"}, Kind{"customs", "customs", "/queue"}}) {
    for (auto const& [code, entry] : section(b.result(), kind.section).items()) {
      auto const queue = at(entry, kind.pointer);
      if (queue.is_null()) continue;
      std::vector<json> row{kind.name, code};
      Builder::values(row, queue, fields);
      table.rows.push_back(std::move(row));
    }
  }
}

void services(Builder& b) {
  b.things("services", "Services and what they carried",
           {{"mode", Type::text, "", "/mode"},
            {"vehicle", Type::text, "", "/vehicle"},
            {"departures", Type::number, "departures", "/departures", "from the first stop"},
            {"boxes", Type::number, "boxes", "/boxes", "loaded"},
            {"teu", Type::number, "TEU", "/teu", "loaded"},
            {"teu_km", Type::number, "TEU.km", "/teu_km"},
            {"tonne_km", Type::number, "t.km", "/tonne_km"},
            {"vehicle_km", Type::number, "km", "/vehicle_km"},
            {"on_time_share", Type::number, "1", "/on_time_share", "departures at most an hour late"},
            {"late_mean_hours", Type::number, "h", "/late_mean_hours"},
            {"fuel", Type::text, "", "/fuel"},
            {"fuel_unit", Type::text, "", "/fuel_unit"},
            {"fuel_used", Type::number, "see fuel_unit", "/fuel_used"},
            {"kg_co2e", Type::number, "kg", "/kg_co2e"},
            {"vessel_time_cost", Type::number, money, "/money/vessel_time"},
            {"fuel_cost", Type::number, money, "/money/fuel"},
            {"freight_earned", Type::number, money, "/money/freight_earned"}});
  b.split("service_hours", "Container-hours of boxes waiting for a service and aboard it, by cause", "services",
          "service", "/container_hours_by_cause", "cause", "container_hours", "box.h");

  Fields const fields{{"from_facility", Type::text, "", "/from"},
                      {"to_facility", Type::text, "", "/to"},
                      {"sailings", Type::number, "sailings", "/sailings"},
                      {"teu_offered", Type::number, "TEU", "/teu_offered"},
                      {"teu_carried", Type::number, "TEU", "/teu_carried"},
                      {"slot_use_share", Type::number, "1", "/slot_use_share"},
                      {"sailings_limited_by_depth", Type::number, "sailings", "/sailings_limited_by_depth"},
                      {"boxes_left_behind", Type::number, "boxes", "/boxes_left_behind"}};
  auto legs = Table{"legs", "Services from each stop to the next", {}, {"service", "leg"}, {}, {}};
  auto trades = Table{"leg_trades", "TEU carried by trade class", {}, {"service", "leg", "trade"}, {}, {}};
  for (auto* const table : {&legs, &trades}) {
    b.column(*table, "service", Type::text);
    b.column(*table, "leg", Type::integer, "", "from 1");
    table->references = {{"service", "services", "code"}};
  }
  b.columns(legs, fields);
  b.column(trades, "trade", Type::text);
  b.column(trades, "teu", Type::number, "TEU");
  for (auto const& [code, service] : section(b.result(), "services").items()) {
    std::size_t number = 0;
    for (auto const& leg : service.at("legs")) {
      std::vector<json> row{code, ++number};
      Builder::values(row, leg, fields);
      legs.rows.push_back(std::move(row));
      for (auto const& [trade, teu] : leg.at("teu_by_trade").items()) trades.rows.push_back({code, number, trade, teu});
    }
  }
  b.start("", "", {}) = std::move(legs);
  b.start("", "", {}) = std::move(trades);
}

constexpr char const* transit = "hours from birth to delivery of those delivered";

void flows(Builder& b) {
  b.things(
       "flows", "Demand and what became of it",
       {{"from_place", Type::text, "", "/from"},
        {"to_place", Type::text, "", "/to"},
        {"trade", Type::text, "", "/trade", "trade class"},
        {"box", Type::text, "", "/box", "ISO 6346 type"},
        {"boxes_in", Type::number, "boxes", "/boxes_in"},
        {"boxes_out", Type::number, "boxes", "/boxes_out"},
        {"boxes_inside", Type::number, "boxes", "/boxes_inside", "at the end"},
        {"on_time_share", Type::number, "1", "/on_time_share", "of boxes with a deadline; none where there are none"},
        {"transit_mean_hours", Type::number, "h", "/transit_hours/mean", transit},
        {"transit_p50_hours", Type::number, "h", "/transit_hours/p50"},
        {"transit_p90_hours", Type::number, "h", "/transit_hours/p90"},
        {"transit_p95_hours", Type::number, "h", "/transit_hours/p95"},
        {"transit_p99_hours", Type::number, "h", "/transit_hours/p99"},
        {"transit_max_hours", Type::number, "h", "/transit_hours/max"}})
      .references = {{"from_place", "places", "code"}, {"to_place", "places", "code"}};
  b.split("flow_hours", "Container-hours by cause", "flows", "flow", "/container_hours_by_cause", "cause",
          "container_hours", "box.h");
  b.split("flow_money", "Money by what it was paid for", "flows", "flow", "/money_by_expense", "expense", "amount",
          money);
  b.split("flow_emissions", "CO2e, well-to-wheel, by where it was emitted", "flows", "flow", "/kg_co2e_by_source",
          "source", "kg_co2e", "kg");
  b.list("connections", "Flows with the same origin, destination and trade class taken together",
         section(b.result(), "connections"), "connection",
         {{"from_place", Type::text, "", "/from"},
          {"to_place", Type::text, "", "/to"},
          {"trade", Type::text, "", "/trade"},
          {"boxes_out", Type::number, "boxes", "/boxes_out"},
          {"teu_out", Type::number, "TEU", "/teu_out"},
          {"on_time_share", Type::number, "1", "/on_time_share", "of boxes with a deadline; none where there are none"},
          {"transit_mean_hours", Type::number, "h", "/transit_hours/mean", transit},
          {"transit_p50_hours", Type::number, "h", "/transit_hours/p50"},
          {"transit_p90_hours", Type::number, "h", "/transit_hours/p90"},
          {"transit_p95_hours", Type::number, "h", "/transit_hours/p95"},
          {"transit_p99_hours", Type::number, "h", "/transit_hours/p99"},
          {"transit_max_hours", Type::number, "h", "/transit_hours/max"}});
}

void trade(Builder& b) {
  b.things("customs", "Customs offices",
           {{"place", Type::text, "", "/place"},
            {"boxes_declared", Type::number, "boxes", "/boxes_declared"},
            {"boxes_inspected", Type::number, "boxes", "/boxes_inspected"},
            {"inspected_share", Type::number, "1", "/inspected_share"},
            {"declaration_hours", Type::number, "box.h", "/container_hours_by_stage/declaration"},
            {"inspection_hours", Type::number, "box.h", "/container_hours_by_stage/inspection", "waiting included"},
            {"clearance_mean_hours", Type::number, "h", "/clearance_mean_hours", "from arrival to release"},
            {"promised_fast", Type::number, "boxes", "/promised_fast", "perishables and express"},
            {"promised_fast_missed", Type::number, "boxes", "/promised_fast_missed"},
            {"promised", Type::number, "boxes", "/promised"},
            {"promised_missed", Type::number, "boxes", "/promised_missed"},
            {"bay_utilisation_share", Type::number, "1", "/bay_utilisation_share"}})
      .references.push_back({"place", "places", "code"});
  b.list("empties", "Empty boxes by depot, owner, type and trade", section(b.result(), "empties"), "pool",
         {{"place", Type::text, "", "/place"},
          {"owner", Type::text, "", "/owner"},
          {"box", Type::text, "", "/box"},
          {"trade", Type::text, "", "/trade"},
          {"mean_stock", Type::number, "boxes", "/mean_stock"},
          {"end_stock", Type::number, "boxes", "/end_stock"},
          {"taken", Type::number, "boxes", "/taken", "given to cargo"},
          {"given_back", Type::number, "boxes", "/given_back"},
          {"sent_away", Type::number, "boxes", "/sent_away"},
          {"short_of", Type::number, "boxes", "/short_of", "cargoes that found no box"},
          {"waiting_hours", Type::number, "box.h", "/waiting_hours"},
          {"waiting_at_end", Type::number, "boxes", "/waiting_at_end"}});
}

/// All mail together; empty where there is none.
void mail_totals(Builder& b, json const& postal) {
  auto const& each = section(postal, "per_parcel");
  auto& table = b.start("mail_totals", "All parcels together", {"quantity"});
  b.column(table, "quantity", Type::text);
  b.column(table, "amount", Type::number, "see unit");
  b.column(table, "unit", Type::text);
  if (!postal.empty()) {
    for (auto const* const quantity : {"parcels_in", "parcels_out", "parcels_inside"})
      table.rows.push_back({quantity, postal.at(quantity), "parcels"});
    table.rows.push_back({"cost_per_parcel", each.at("cost"), b.result().at("currency")});
    for (auto const* const quantity : {"kg_co2e", "kg_co2e_sorting", "kg_co2e_transport"})
      table.rows.push_back({std::string{quantity} + "_per_parcel", each.at(quantity), "kg"});
  }
  auto& spent = b.start("mail_total_money", "Money for all parcels by what it was paid for", {"expense"});
  b.column(spent, "expense", Type::text);
  b.column(spent, "amount", Type::number, money);
  b.column(spent, "per_parcel", Type::number, money);
  for (auto const& [expense, amount] : section(postal, "money_by_expense").items())
    spent.rows.push_back({expense, amount, each.at("cost_by_expense").at(expense)});
}

/// Hubs, what leaves them, and mail; empty where there is none.
void mail(Builder& b) {
  auto const& postal = section(b.result(), "postal");
  mail_totals(b, postal);
  Fields const of_hub{{"place", Type::text, "", "/place"},
                      {"parcels_in", Type::number, "parcels", "/parcels_in"},
                      {"parcels_sorted", Type::number, "parcels", "/parcels_sorted"},
                      {"parcels_out", Type::number, "parcels", "/parcels_out"},
                      {"hours_mean", Type::number, "h", "/hours_mean", "from the docks into a unit"},
                      {"sorting_utilisation_share", Type::number, "1", "/sorting_utilisation_share"},
                      {"dock_utilisation_share", Type::number, "1", "/dock_utilisation_share"},
                      {"x_ray_utilisation_share", Type::number, "1", "/x_ray_utilisation_share"},
                      {"officer_utilisation_share", Type::number, "1", "/officer_utilisation_share"},
                      {"backlog_mean", Type::number, "parcels", "/backlog_mean"},
                      {"backlog_max", Type::number, "parcels", "/backlog_max"},
                      {"backlog_at_end", Type::number, "parcels", "/backlog_at_end"},
                      {"stock_mean", Type::number, "parcels", "/stock_mean"},
                      {"hours_out_of_stock", Type::number, "h", "/hours_out_of_stock"}};
  Fields const of_dispatch{{"to_place", Type::text, "", "/to"},
                           {"units", Type::number, "units", "/units", "bags, pallets or boxes closed"},
                           {"parcels", Type::number, "parcels", "/parcels"},
                           {"kg", Type::number, "kg", "/kg"},
                           {"cut_offs", Type::number, "cut-offs", "/cut_offs"},
                           {"cut_offs_missed", Type::number, "cut-offs", "/cut_offs_missed"},
                           {"parcels_missed", Type::number, "parcels", "/parcels_missed", "once for each cut-off"}};
  Fields const of_flow{
      {"from_place", Type::text, "", "/from"},
      {"to_place", Type::text, "", "/to"},
      {"product", Type::text, "", "/product"},
      {"parcels_in", Type::number, "parcels", "/parcels_in"},
      {"parcels_out", Type::number, "parcels", "/parcels_out"},
      {"parcels_inside", Type::number, "parcels", "/parcels_inside"},
      {"on_time_share", Type::number, "1", "/door_to_door_hours/on_time_share", "none where nothing is promised"},
      {"mean_hours", Type::number, "h", "/door_to_door_hours/mean", "door to door"},
      {"p50_hours", Type::number, "h", "/door_to_door_hours/p50"},
      {"p90_hours", Type::number, "h", "/door_to_door_hours/p90"},
      {"p99_hours", Type::number, "h", "/door_to_door_hours/p99"},
      {"cost_per_parcel", Type::number, money, "/per_parcel/cost"},
      {"kg_co2e", Type::number, "kg", "/kg_co2e"},
      {"kg_co2e_per_parcel", Type::number, "kg", "/per_parcel/kg_co2e"},
      {"kg_co2e_sorting_per_parcel", Type::number, "kg", "/per_parcel/kg_co2e_sorting"},
      {"kg_co2e_transport_per_parcel", Type::number, "kg", "/per_parcel/kg_co2e_transport"}};
  Table hubs{"postal_hubs", "Hubs that sort parcels", {}, {"code"}, {{"place", "places", "code"}}, {}};
  Table leaving{"dispatches", "What leaves the hubs", {}, {"code"}, {{"hub", "postal_hubs", "code"}}, {}};
  Table flows{"mail_flows", "Mail and what became of it", {}, {"code"}, {}, {}};
  Table spent{"mail_flow_money",   "Money by what it was paid for",  {},
              {"flow", "expense"}, {{"flow", "mail_flows", "code"}}, {}};
  Table ways{"mail_ways",     "Parcels by the way they were sent", {},
             {"flow", "way"}, {{"flow", "mail_flows", "code"}},    {}};
  Table hours{"hub_hours",     "Hubs by hour of the counted period", {},
              {"hub", "hour"}, {{"hub", "postal_hubs", "code"}},     {}};
  b.column(hours, "hub", Type::text);
  b.column(hours, "hour", Type::integer, "", "from 1");
  b.column(hours, "backlog", Type::number, "parcels", "not packed yet, at its end");
  b.column(hours, "sorted", Type::number, "parcels");
  b.column(hours, "sorting_utilisation_share", Type::number, "1");
  for (auto* const table : {&hubs, &leaving, &flows}) b.column(*table, "code", Type::text);
  b.column(leaving, "hub", Type::text);
  b.columns(hubs, of_hub);
  b.columns(leaving, of_dispatch);
  b.columns(flows, of_flow);
  b.column(spent, "flow", Type::text);
  b.column(spent, "expense", Type::text);
  b.column(spent, "amount", Type::number, money);
  b.column(spent, "per_parcel", Type::number, money);
  b.column(ways, "flow", Type::text);
  b.column(ways, "way", Type::integer, "", "from 1, as the scenario lists them");
  b.column(ways, "parcels", Type::number, "parcels");
  for (auto const& [code, hub] : section(postal, "hubs").items()) {
    std::vector<json> row{code};
    Builder::values(row, hub, of_hub);
    hubs.rows.push_back(std::move(row));
    for (std::size_t hour = 0; hour < hub.at("backlog_by_hour").size(); ++hour) {
      hours.rows.push_back({code, hour + 1, hub.at("backlog_by_hour")[hour], hub.at("sorted_by_hour")[hour],
                            hub.at("utilisation_by_hour")[hour]});
    }
    for (auto const& [name, dispatch] : hub.at("dispatches").items()) {
      std::vector<json> out{name, code};
      Builder::values(out, dispatch, of_dispatch);
      leaving.rows.push_back(std::move(out));
    }
  }
  for (auto const& [code, flow] : section(postal, "mail_flows").items()) {
    std::vector<json> row{code};
    Builder::values(row, flow, of_flow);
    flows.rows.push_back(std::move(row));
    std::size_t way = 0;
    for (auto const& [expense, amount] : flow.at("money_by_expense").items())
      spent.rows.push_back({code, expense, amount, flow.at("per_parcel").at("cost_by_expense").at(expense)});
    for (auto const& parcels : flow.at("parcels_by_way")) ways.rows.push_back({code, ++way, parcels});
  }
  for (auto* const table : {&hubs, &leaving, &hours, &flows, &spent, &ways}) b.start("", "", {}) = std::move(*table);
  b.list("mail_promises", "Mail of one product to one country or place, door to door", section(postal, "promises"),
         "promise",
         {{"product", Type::text, "", "/product"},
          {"to_country", Type::text, "", "/to"},
          {"parcels", Type::number, "parcels", "/door_to_door_hours/parcels"},
          {"on_time_share", Type::number, "1", "/door_to_door_hours/on_time_share", "none where nothing is promised"},
          {"mean_hours", Type::number, "h", "/door_to_door_hours/mean"},
          {"p50_hours", Type::number, "h", "/door_to_door_hours/p50"},
          {"p90_hours", Type::number, "h", "/door_to_door_hours/p90"},
          {"p99_hours", Type::number, "h", "/door_to_door_hours/p99"}});
}

void findings(Builder& b) {
  b.list("bottlenecks", "Where container-hours were lost, the most first", section(b.result(), "bottlenecks"), "rank",
         {{"kind", Type::text, "", "/kind"},
          {"code", Type::text, "", "/code"},
          {"container_hours_lost", Type::number, "box.h", "/container_hours_lost"},
          {"share_of_waiting", Type::number, "1", "/share_of_waiting"}});
  b.list("audit", "Sums that must meet", b.result().at("audit").at("checks"), "line",
         {{"name", Type::text, "", "/name"},
          {"expected", Type::number, "", "/expected"},
          {"found", Type::number, "", "/found"},
          {"holds", Type::truth, "", "/holds"}});
  b.things("fuels", "Emission factors and prices that the figures were made with",
           {{"unit", Type::text, "", "/unit"},
            {"price_per_unit", Type::number, money, "/price_per_unit", "per unit"},
            {"kg_co2e_per_unit", Type::number, "kg", "/kg_co2e_per_unit", "per unit"},
            {"source", Type::text, "", "/source", "of the factor"}});
}

}  // namespace

std::vector<Table> tables(json const& result) {
  if (result.at("format") == "tongzhou-experiment-result/1") return experiment_tables(result);
  if (result.at("format") == "tongzhou-appraisal/1") return appraisal_tables(result);
  Builder builder{result};
  run(builder);
  totals(builder);
  places(builder);
  weeks(builder);
  facilities(builder);
  links(builder);
  queues(builder);
  services(builder);
  flows(builder);
  trade(builder);
  mail(builder);
  findings(builder);
  return builder.take();
}

Table const& find(std::vector<Table> const& tables, std::string_view name) {
  auto const found = std::ranges::find(tables, name, &Table::name);
  if (found == tables.end()) throw std::out_of_range("there is no table '" + std::string{name} + "'");
  return *found;
}

}  // namespace tongzhou::exports
