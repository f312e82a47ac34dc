#include "viz/export/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "network/base/calendar.hpp"
#include "scenarios/format/units.hpp"
#include "viz/export/descriptions.hpp"
#include "viz/export/study_tables.hpp"

namespace tongzhou::exports {
namespace {

using json = format::Json;

/// A column that is read from inside an entry of the result. What it holds and is in, the result's schema says.
struct Field {
  std::string column;
  std::string pointer;  // inside the entry
};
using Fields = std::vector<Field>;

json at(json const& entry, std::string const& pointer) {
  json::json_pointer const where{pointer};
  return entry.contains(where) ? entry.at(where) : json{};
}

json const& section(json const& result, char const* name) {
  static json const none = json::object();
  return result.contains(name) ? result.at(name) : none;
}

/// Units of money are the result's own.
constexpr char const* money = "currency";

/// The units of the result's schema as dashboards read them: those of UCUM where it has one. What a figure is per
/// stands in its description.
std::string code_of_unit(std::string unit) {
  unit = unit.substr(0, unit.find(" per "));
  constexpr std::array<std::pair<std::string_view, char const*>, 11> codes{{{"hours", "h"},
                                                                            {"days", "d"},
                                                                            {"container-hours", "box.h"},
                                                                            {"TEU-km", "TEU.km"},
                                                                            {"tonne-km", "t.km"},
                                                                            {"kg CO2e", "kg"},
                                                                            {"share", "1"},
                                                                            {"degrees", "deg"},
                                                                            {"number", ""},
                                                                            {"units of the fuel", "see fuel_unit"},
                                                                            {"text", ""}}};
  auto const found = std::ranges::find(codes, unit, &std::pair<std::string_view, char const*>::first);
  return found == codes.end() ? unit : found->second;
}

Type type_of(format::Figure const& figure) {
  if (figure.type == "integer") return Type::integer;
  if (figure.type == "boolean") return Type::truth;
  return figure.is_number() ? Type::number : Type::text;
}

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
  /// Columns for fields of entries that stand at this pointer in the result.
  void columns(Table& table, std::string const& entries, Fields const& fields) const {
    for (auto const& field : fields) {
      auto const figure = format::figure_at(entries + field.pointer);
      if (!figure) throw std::logic_error("the result's schema has no figure " + entries + field.pointer);
      column(table, field.column, type_of(*figure), code_of_unit(figure->unit), figure->description);
    }
  }
  static void values(std::vector<json>& row, json const& entry, Fields const& fields) {
    for (auto const& field : fields) row.push_back(at(entry, field.pointer));
  }

  /// A section of named things: one row each, with all figures that stand in them and more from deeper inside.
  Table& things(char const* name, std::string description, Fields const& more = {}) {
    auto const entries = fmt::format("/{}/x", name);
    auto const fields = fields_of(entries, more);
    auto& table = start(name, std::move(description), {"code"});
    column(table, "code", Type::text);
    column(table, "name_en", Type::text);
    column(table, "name_zh", Type::text);
    columns(table, entries, fields);
    for (auto const& [code, entry] : section(result_, name).items()) {
      std::vector<json> row{code, at(entry, "/name/en"), at(entry, "/name/zh")};
      values(row, entry, fields);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  /// A list that stands at this pointer in the result: one row each, numbered from 1.
  void list(char const* name, std::string description, std::string const& pointer, char const* number,
            Fields const& more = {}) {
    auto const fields = fields_of(pointer + "/0", more);
    auto& table = start(name, std::move(description), {number});
    column(table, number, Type::integer);
    columns(table, pointer + "/0", fields);
    for (auto const& entry : at(result_, pointer)) {
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

  /// What stands by name inside each thing of a section: one row for each, with all figures of it.
  void inside(char const* name, std::string description, char const* of, char const* thing, char const* member,
              std::string const& pointer) {
    auto const entries = fmt::format("/{}/x{}/x", of, pointer);
    auto const fields = fields_of(entries);
    auto& table = start(name, std::move(description), {thing, member});
    column(table, thing, Type::text);
    column(table, member, Type::text);
    columns(table, entries, fields);
    table.references = {{thing, of, "code"}};
    for (auto const& [code, entry] : section(result_, of).items()) {
      auto const members = at(entry, pointer);
      for (auto const& [key, figures] : members.items()) {
        std::vector<json> row{code, key};
        values(row, figures, fields);
        table.rows.push_back(std::move(row));
      }
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

  /// All figures that stand directly in entries at this pointer, in the schema's order, and more; one of these that
  /// stands there already only has another column name.
  static Fields fields_of(std::string const& entries, Fields const& more = {}) {
    Fields fields;
    for (auto const& figure : format::figures_in(entries))
      fields.push_back({column_of(figure.key), fmt::format("/{}", figure.key)});
    for (auto const& field : more) {
      auto const there = std::ranges::find(fields, field.pointer, &Field::pointer);
      if (there == fields.end())
        fields.push_back(field);
      else
        there->column = field.column;
    }
    return fields;
  }

 private:
  /// "from" and "to" are words of SQL.
  static std::string column_of(std::string const& key) {
    return key == "from" ? "from_place" : key == "to" ? "to_place" : key;
  }

  json const& result_;
  std::vector<Table> made_;
};

void run(Builder& b) {
  Fields const made_by{{"program", "/provenance/program"},
                       {"scenario", "/provenance/scenario/code"},
                       {"name_en", "/provenance/scenario/name/en"},
                       {"name_zh", "/provenance/scenario/name/zh"},
                       {"scenario_sha256", "/provenance/scenario/sha256"},
                       {"seed", "/provenance/seed"},
                       {"replication", "/provenance/replication"},
                       {"fingerprint", "/provenance/fingerprint"},
                       {"currency", "/currency"}};
  Fields const covers{{"length_days", "/period/length_days"},
                      {"warm_up_days", "/period/warm_up_days"},
                      {"counted_days", "/period/counted_days"},
                      {"audit_holds", "/audit/holds"}};
  auto& table = b.start("run", "What made this result; one row", {"fingerprint"});
  b.columns(table, "", made_by);
  b.column(table, "start", Type::date);
  b.columns(table, "", covers);
  b.column(table, "overlays", Type::text, "", "files laid over the scenario, in order, a comma between them");
  std::vector<json> row;
  Builder::values(row, b.result(), made_by);
  row.push_back(at(b.result(), "/period/start"));
  Builder::values(row, b.result(), covers);
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
  for (auto const& figure : format::figures_in("/totals")) {
    auto const unit = code_of_unit(figure.unit);
    table.rows.push_back({figure.key, b.result().at("totals").at(figure.key), unit == money ? currency : unit});
  }
  if (b.result().contains("trucking")) {
    auto& trucks = b.start("trucking", "Trucks on demand, one for each box", {"quantity"});
    b.column(trucks, "quantity", Type::text);
    b.column(trucks, "amount", Type::number, "see unit");
    b.column(trucks, "unit", Type::text);
    for (std::string const section : {"/trucking", "/trucking/money"}) {
      auto const told = at(b.result(), section);
      for (auto const& figure : format::figures_in(section)) {
        if (!figure.is_number() || !told.contains(figure.key)) continue;
        auto const unit = code_of_unit(figure.unit);
        trucks.rows.push_back({figure.key, told.at(figure.key), unit == money ? currency : unit});
      }
    }
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

/// Whether a week, counted from 1, begins after the warm-up.
bool is_counted(json const& result, std::size_t week) {
  return 7 * (static_cast<double>(week) - 1) >= result.at("period").at("warm_up_days").get<double>();
}

/// Which week a row is of.
void week_columns(Builder const& b, Table& table) {
  b.column(table, "week", Type::integer, "", "from 1");
  b.column(table, "week_start", Type::date, "", "its first day");
  b.column(table, "counted", Type::truth, "", "whether the week begins after the warm-up");
}

void weeks(Builder& b) {
  auto fields = Builder::fields_of("/weeks/0");
  std::erase_if(fields, [](Field const& field) { return field.column == "week"; });
  auto& table = b.start("weeks", "By week from the start, the warm-up included; the last may be short", {"week"});
  week_columns(b, table);
  b.columns(table, "/weeks/0", fields);
  for (auto const& week : section(b.result(), "weeks")) {
    auto const number = week.at("week").get<std::size_t>();
    std::vector<json> row{number, week_start(b.result(), number), is_counted(b.result(), number)};
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
  b.things("places", "Places and what ships and trains loaded and discharged there");
  auto& table = b.start("place_weeks", "The same by week from the start, the warm-up included", {"place", "week"});
  b.column(table, "place", Type::text);
  week_columns(b, table);
  b.column(table, "teu", Type::number, "TEU");
  table.references = {{"place", "places", "code"}};
  for (auto const& [code, place] : section(b.result(), "places").items()) {
    std::size_t week = 0;
    for (auto const& teu : place.at("teu_by_week")) {
      ++week;
      table.rows.push_back({code, week, week_start(b.result(), week), is_counted(b.result(), week), teu});
    }
  }
}

void chambers(Builder& b) {
  auto const fields = Builder::fields_of("/locks/x/chambers/x/up");
  auto& table = b.start("chambers", "Chambers of locks by direction", {"lock", "chamber", "direction"});
  for (auto const* const column : {"lock", "chamber", "direction"}) b.column(table, column, Type::text);
  b.columns(table, "/locks/x/chambers/x",
            {{"chamber_utilisation_share", "/utilisation_share"},
             {"chamber_water_m3", "/water_m3"},
             {"chamber_water_saved_m3", "/water_saved_m3"}});
  b.columns(table, "/locks/x/chambers/x/up", fields);
  table.references = {{"lock", "locks", "code"}};
  for (auto const& [lock, entry] : section(b.result(), "locks").items()) {
    for (auto const& [chamber, figures] : section(entry, "chambers").items()) {
      for (auto const* const direction : {"up", "down"}) {
        std::vector<json> row{lock,
                              chamber,
                              direction,
                              figures.at("utilisation_share"),
                              figures.value("water_m3", json{}),
                              figures.value("water_saved_m3", json{})};
        Builder::values(row, figures.at(direction), fields);
        table.rows.push_back(std::move(row));
      }
    }
  }
}

/// Mean and quantiles of hours, as "<what>_mean_hours" and so on.
Fields spread(std::string const& what, std::string const& pointer) {
  Fields fields;
  for (auto const* const figure : {"mean", "p50", "p90", "p95", "p99", "max"})
    fields.push_back({fmt::format("{}_{}_hours", what, figure), fmt::format("{}/{}", pointer, figure)});
  return fields;
}

void crossings(Builder& b) {
  constexpr auto entries = "/gauge_changes/x/directions/down";
  auto const fields = Builder::fields_of(entries, spread("at_border", "/hours"));
  auto& table = b.start("border_crossings", "Trains over borders where the gauge changes, by direction",
                        {"gauge_change", "direction"});
  b.column(table, "gauge_change", Type::text);
  b.column(table, "direction", Type::text, "", "down: to the broader gauge; up: to the narrower");
  b.columns(table, entries, fields);
  table.references = {{"gauge_change", "gauge_changes", "code"}};
  for (auto const& [code, entry] : section(b.result(), "gauge_changes").items()) {
    for (auto const& [direction, figures] : section(entry, "directions").items()) {
      std::vector<json> row{code, direction};
      Builder::values(row, figures, fields);
      table.rows.push_back(std::move(row));
    }
  }
}

void hubs(Builder& b) {
  b.things("hubs", "What operators run at each place, as a business").references.push_back({"place", "places", "code"});
  b.inside("hub_assets", "What hubs have, how full it is, and what one more of it would spare", "hubs", "hub", "asset",
           "/assets");
}

void facilities(Builder& b) {
  b.things("facilities", "Quays, rail terminals and yards").references.push_back({"place", "places", "code"});
  b.split("facility_trades", "TEU handled by trade class", "facilities", "facility", "/teu_by_trade", "trade", "teu",
          "TEU");
  b.inside("facility_classes", "Calls at facilities by vehicle class", "facilities", "facility", "vehicle",
           "/calls_by_class");
  hubs(b);
  b.things("locks", "Locks").references.push_back({"place", "places", "code"});
  chambers(b);
  b.things("gauge_changes", "Borders where trains change gauge").references.push_back({"place", "places", "code"});
  crossings(b);
  b.things("wagon_sets", "Sets of wagons that trains are made of");
  b.things("locomotives", "Locomotives that draw trains");
  b.things("truck_fleets", "Fleets of trucks");
}

void links(Builder& b) {
  b.things("links", "Links and what travelled along them").references = {{"from_place", "places", "code"},
                                                                         {"to_place", "places", "code"}};
  auto& weeks = b.start("link_weeks", "The same by week from the start; nothing in the warm-up", {"link", "week"});
  b.column(weeks, "link", Type::text);
  week_columns(b, weeks);
  b.column(weeks, "teu", Type::number, "TEU", "both directions");
  weeks.references = {{"link", "links", "code"}};
  for (auto const& [code, link] : section(b.result(), "links").items()) {
    std::size_t week = 0;
    for (auto const& teu : section(link, "teu_by_week")) {
      ++week;
      weeks.rows.push_back({code, week, week_start(b.result(), week), is_counted(b.result(), week), teu});
    }
  }
  b.split("link_trades", "TEU carried by trade class, both directions", "links", "link", "/teu_by_trade", "trade",
          "teu", "TEU");
}

constexpr char const* queue_kinds =
    "berth, customs, gate, appointment, lock, gauge_change, link, shunting, wagon_sets, locomotives or truck_fleets";
constexpr char const* queue_codes =
    "of the facility, lock, customs office, gauge change, link, sets of wagons, locomotives or fleet of trucks";

/// Each queue of a result: what it is for, in front of what, and its figures.
template <class Tell>
void each_queue(json const& result, Tell const& tell) {
  struct Kind {
    char const* name;
    char const* section;
    char const* pointer;
  };
  for (auto const& kind :
       {Kind{"berth", "facilities", "/berth_queue"}, Kind{"gate", "facilities", "/gate_queue"},
        Kind{"appointment", "facilities", "/appointment_queue"}, Kind{"truck_fleets", "truck_fleets", "/queue"},
        Kind{"shunting", "facilities", "/shunting_queue"}, Kind{"gauge_change", "gauge_changes", "/queue"},
        Kind{"wagon_sets", "wagon_sets", "/queue"}, Kind{"locomotives", "locomotives", "/queue"},
        Kind{"link", "links", "/queue"}, Kind{"lock", "locks", "/queue"}, Kind{"customs", "customs", "/queue"}}) {
    for (auto const& [code, entry] : section(result, kind.section).items()) {
      auto const queue = at(entry, kind.pointer);
      if (!queue.is_null()) tell(kind.name, code, queue);
    }
  }
}

void queues(Builder& b) {
  auto fields = spread("wait", "/wait_hours");
  for (auto const& field : Fields{
           {"mean_length", "/mean_length"}, {"max_length", "/max_length"}, {"container_hours_lost", "/box_hours_lost"}})
    fields.push_back(field);
  auto& table = b.start("queues", "Vehicles waiting in front of something", {"kind", "code"});
  b.column(table, "kind", Type::text, "", queue_kinds);
  b.column(table, "code", Type::text, "", queue_codes);
  b.column(table, "arrivals", Type::integer, "vehicles", "waiting or not");
  b.columns(table, "/locks/x/queue", fields);
  each_queue(b.result(), [&](char const* kind, std::string const& code, json const& queue) {
    std::vector<json> row{kind, code, at(queue, "/wait_hours/count")};
    Builder::values(row, queue, fields);
    table.rows.push_back(std::move(row));
  });
}

/// The same queues by week, where anybody waited.
void queue_weeks(Builder& b) {
  auto& table = b.start("queue_weeks", "Vehicles waiting, by week from the start, the warm-up included",
                        {"kind", "code", "week"});
  b.column(table, "kind", Type::text, "", queue_kinds);
  b.column(table, "code", Type::text, "", queue_codes);
  week_columns(b, table);
  b.column(table, "length", Type::number, "vehicles", "waiting, mean over the week");
  each_queue(b.result(), [&](char const* kind, std::string const& code, json const& queue) {
    std::size_t week = 0;
    for (auto const& length : at(queue, "/length_by_week")) {
      ++week;
      table.rows.push_back({kind, code, week, week_start(b.result(), week), is_counted(b.result(), week), length});
    }
  });
}

void services(Builder& b) {
  b.things("services", "Services and what they carried",
           {{"vessel_time_cost", "/money/vessel_time"},
            {"fuel_cost", "/money/fuel"},
            {"freight_earned", "/money/freight_earned"},
            {"track_access", "/money/track_access"},
            {"shunting", "/money/shunting"},
            {"port_dues", "/money/port_dues"},
            {"canal_dues", "/money/canal_dues"},
            {"pilotage", "/money/pilotage"},
            {"own_costs_not_stated", "/money/own_costs_not_stated"}});
  b.split("service_rolled", "Boxes rolled, by what kept them from boarding", "services", "service", "/boxes_rolled_why",
          "reason", "boxes", "");
  b.split("service_spilled", "Boxes spilled, by what the departures they wanted had not enough of", "services",
          "service", "/boxes_spilled_why", "reason", "boxes", "");
  b.split("service_hours", "Container-hours of boxes waiting for a service and aboard it, by cause", "services",
          "service", "/container_hours_by_cause", "cause", "container_hours", "box.h");

  auto const fields = Builder::fields_of("/services/x/legs/0", {{"from_facility", "/from"}, {"to_facility", "/to"}});
  auto legs = Table{"legs", "Services from each stop to the next", {}, {"service", "leg"}, {}, {}};
  auto trades = Table{"leg_trades", "TEU carried by trade class", {}, {"service", "leg", "trade"}, {}, {}};
  for (auto* const table : {&legs, &trades}) {
    b.column(*table, "service", Type::text);
    b.column(*table, "leg", Type::integer, "", "from 1");
    table->references = {{"service", "services", "code"}};
  }
  b.columns(legs, "/services/x/legs/0", fields);
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

void flows(Builder& b) {
  auto const transit = spread("transit", "/transit_hours");
  b.things("flows", "Demand and what became of it; transit is from birth to delivery of those delivered", transit)
      .references = {{"from_place", "places", "code"}, {"to_place", "places", "code"}};
  b.split("flow_hours", "Container-hours by cause", "flows", "flow", "/container_hours_by_cause", "cause",
          "container_hours", "box.h");
  b.split("flow_money", "Money by what it was paid for", "flows", "flow", "/money_by_expense", "expense", "amount",
          money);
  b.split("flow_emissions", "CO2e, well-to-wheel, by where it was emitted", "flows", "flow", "/kg_co2e_by_source",
          "source", "kg_co2e", "kg");
  b.list("connections", "Flows with the same origin, destination and trade class taken together", "/connections",
         "connection", transit);
}

/// Texts of a list, in order, a comma between them.
std::string joined(json const& list) {
  std::string text;
  for (auto const& each : list) text += (text.empty() ? "" : ", ") + each.get<std::string>();
  return text;
}

/// Modal split of all and of each flow; the routes of flows, and the legs of these.
void modes(Builder& b) {
  auto const figures = Builder::fields_of("/modes/sea");
  auto all = Table{"modes", "Modal split; shares and TEU are of cargo", {}, {"mode"}, {}, {}};
  auto flows = Table{"flow_modes", "Modal split of each flow", {}, {"flow", "mode"}, {{"flow", "flows", "code"}}, {}};
  b.column(flows, "flow", Type::text);
  for (auto* const table : {&all, &flows}) {
    b.column(*table, "mode", Type::text, "", "drayage: trucks to and from another inland mode; road: all others");
    b.columns(*table, "/modes/sea", figures);
  }
  for (auto const& [mode, entry] : section(b.result(), "modes").items()) {
    std::vector<json> row{mode};
    Builder::values(row, entry, figures);
    all.rows.push_back(std::move(row));
  }
  auto const of_route = Builder::fields_of("/flows/x/routes/x");
  auto routes = Table{"flow_routes", "Routes of flows", {}, {"flow", "route"}, {}, {}};
  b.column(routes, "flow", Type::text);
  b.column(routes, "route", Type::text);
  b.columns(routes, "/flows/x/routes/x", of_route);
  b.column(routes, "hubs", Type::text, "", "where it changes vehicles on the way, a comma between them");
  routes.references = {{"flow", "flows", "code"}};
  auto const of_leg = Builder::fields_of("/flows/x/routes/x/legs/0", {{"from_code", "/from"}, {"to_code", "/to"}});
  auto legs = Table{"route_legs", "Legs of the routes of flows", {}, {"flow", "route", "leg"}, {}, {}};
  b.column(legs, "flow", Type::text);
  b.column(legs, "route", Type::text);
  b.column(legs, "leg", Type::integer, "", "from 1");
  b.columns(legs, "/flows/x/routes/x/legs/0", of_leg);
  b.column(legs, "services", Type::text, "", "common lines that were taken, a comma between them");
  legs.references = {{"flow", "flows", "code"}};
  for (auto const& [code, flow] : section(b.result(), "flows").items()) {
    for (auto const& [mode, entry] : section(flow, "modes").items()) {
      std::vector<json> row{code, mode};
      Builder::values(row, entry, figures);
      flows.rows.push_back(std::move(row));
    }
    for (auto const& [route, entry] : section(flow, "routes").items()) {
      std::vector<json> row{code, route};
      Builder::values(row, entry, of_route);
      row.push_back(joined(entry.at("hubs")));
      routes.rows.push_back(std::move(row));
      std::size_t number = 0;
      for (auto const& leg : entry.at("legs")) {
        std::vector<json> part{code, route, ++number};
        Builder::values(part, leg, of_leg);
        part.push_back(joined(leg.at("services")));
        legs.rows.push_back(std::move(part));
      }
    }
  }
  for (auto* const table : {&all, &flows, &routes, &legs}) b.start("", "", {}) = std::move(*table);
}

void overload(Builder& b) {
  Fields const fields = Builder::fields_of("/overload/flows/x");
  auto& table = b.start("overload", "What fills up: more and more stays inside; empty when nothing does", {"flow"});
  b.column(table, "flow", Type::text, "", "all: the whole");
  b.columns(table, "/overload/flows/x", fields);
  b.column(table, "weeks", Type::integer, "weeks", "looked at");
  auto const& found = section(b.result(), "overload");
  if (found.empty()) return;
  auto const add = [&](std::string const& flow, json const& growth) {
    std::vector<json> row{flow};
    Builder::values(row, growth, fields);
    row.push_back(found.at("weeks"));
    table.rows.push_back(std::move(row));
  };
  if (found.at("teu_a_week").get<double>() > 0) add("all", found);
  for (auto const& [flow, growth] : found.at("flows").items()) add(flow, growth);
}

void trade(Builder& b) {
  b.things("customs", "Customs offices",
           {{"declaration_hours", "/container_hours_by_stage/declaration"},
            {"inspection_hours", "/container_hours_by_stage/inspection"}})
      .references.push_back({"place", "places", "code"});
  b.list("empties", "Empty boxes by depot, owner, type and trade", "/empties", "pool");
  auto const has = [&](char const* section) { return b.result().contains(section); };
  if (has("goods")) b.things("goods", "Classes of goods at their clearance");
  if (has("switching")) b.things("switching", "Demand that turns to another market");
  if (has("freight_stations"))
    b.things("freight_stations", "Part loads that become boxes").references.push_back({"place", "places", "code"});
  if (has("zone_stays")) b.things("zone_stays", "Goods that lie in customs zones");
}

/// All mail together; empty where there is none.
void mail_totals(Builder& b, json const& postal) {
  auto const& each = section(postal, "per_parcel");
  auto& table = b.start("mail_totals", "All parcels together", {"quantity"});
  b.column(table, "quantity", Type::text);
  b.column(table, "amount", Type::number, "see unit");
  b.column(table, "unit", Type::text);
  if (!postal.empty()) {
    for (auto const& figure : format::figures_in("/postal"))
      table.rows.push_back({figure.key, postal.at(figure.key), code_of_unit(figure.unit)});
    table.rows.push_back({"cost_per_parcel", each.at("cost"), b.result().at("currency")});
    for (auto const* const quantity :
         {"kg_co2e", "kg_co2e_collection", "kg_co2e_sorting", "kg_co2e_transport", "kg_co2e_delivery"})
      table.rows.push_back({std::string{quantity} + "_per_parcel", each.at(quantity), "kg"});
  }
  auto& spent = b.start("mail_total_money", "Money for all parcels by what it was paid for", {"expense"});
  b.column(spent, "expense", Type::text);
  b.column(spent, "amount", Type::number, money);
  b.column(spent, "per_parcel", Type::number, money);
  for (auto const& [expense, amount] : section(postal, "money_by_expense").items())
    spent.rows.push_back({expense, amount, each.at("cost_by_expense").at(expense)});
}

/// Hours from posting to the door, before more fields.
Fields door_to_door(Fields const& more) {
  Fields fields{{"parcels_overdue", "/door_to_door_hours/parcels_overdue"},
                {"on_time_share", "/door_to_door_hours/on_time_share"}};
  for (auto const* const figure : {"mean", "p50", "p90", "p99"})
    fields.push_back({fmt::format("{}_hours", figure), fmt::format("/door_to_door_hours/{}", figure)});
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

/// Hubs, what leaves them, and mail; empty where there is none.
void mail(Builder& b) {
  auto const& postal = section(b.result(), "postal");
  mail_totals(b, postal);
  auto const of_hub = Builder::fields_of("/postal/hubs/x");
  auto const of_dispatch = Builder::fields_of("/postal/hubs/x/dispatches/x");
  auto const of_flow = Builder::fields_of(
      "/postal/mail_flows/x", door_to_door({{"cost_per_parcel", "/per_parcel/cost"},
                                            {"kg_co2e_per_parcel", "/per_parcel/kg_co2e"},
                                            {"kg_co2e_collection_per_parcel", "/per_parcel/kg_co2e_collection"},
                                            {"kg_co2e_sorting_per_parcel", "/per_parcel/kg_co2e_sorting"},
                                            {"kg_co2e_transport_per_parcel", "/per_parcel/kg_co2e_transport"},
                                            {"kg_co2e_delivery_per_parcel", "/per_parcel/kg_co2e_delivery"}}));
  Table hubs{"postal_hubs", "Hubs that sort parcels", {}, {"code"}, {{"place", "places", "code"}}, {}};
  Table leaving{"dispatches", "What leaves the hubs", {}, {"code"}, {{"hub", "postal_hubs", "code"}}, {}};
  Table flows{"mail_flows", "Mail and what became of it", {}, {"code"}, {}, {}};
  Table spent{"mail_flow_money",   "Money by what it was paid for",  {},
              {"flow", "expense"}, {{"flow", "mail_flows", "code"}}, {}};
  Table ways{"mail_ways",     "Parcels by the way they were sent", {},
             {"flow", "way"}, {{"flow", "mail_flows", "code"}},    {}};
  Table taken{"mail_working_days",
              "Parcels by the working days that they took",
              {},
              {"flow", "working_days"},
              {{"flow", "mail_flows", "code"}},
              {}};
  Table hours{"hub_hours",     "Hubs by hour of the counted period", {},
              {"hub", "hour"}, {{"hub", "postal_hubs", "code"}},     {}};
  b.column(hours, "hub", Type::text);
  b.column(hours, "hour", Type::integer, "", "from 1");
  b.column(hours, "backlog", Type::number, "parcels", "not packed yet, at its end");
  b.column(hours, "sorted", Type::number, "parcels");
  b.column(hours, "sorting_utilisation_share", Type::number, "1");
  for (auto* const table : {&hubs, &leaving, &flows})
    for (auto const* const column : {"code", "name_en", "name_zh"}) b.column(*table, column, Type::text);
  b.column(leaving, "hub", Type::text);
  b.columns(hubs, "/postal/hubs/x", of_hub);
  b.columns(leaving, "/postal/hubs/x/dispatches/x", of_dispatch);
  b.columns(flows, "/postal/mail_flows/x", of_flow);
  b.column(spent, "flow", Type::text);
  b.column(spent, "expense", Type::text);
  b.column(spent, "amount", Type::number, money);
  b.column(spent, "per_parcel", Type::number, money);
  b.column(ways, "flow", Type::text);
  b.column(ways, "way", Type::integer, "", "from 1, as the scenario lists them");
  b.column(ways, "parcels", Type::number, "parcels");
  b.column(taken, "flow", Type::text);
  b.column(taken, "working_days", Type::integer, "d", "after the day of posting");
  b.column(taken, "parcels", Type::number, "parcels");
  for (auto const& [code, hub] : section(postal, "hubs").items()) {
    std::vector<json> row{code, at(hub, "/name/en"), at(hub, "/name/zh")};
    Builder::values(row, hub, of_hub);
    hubs.rows.push_back(std::move(row));
    for (std::size_t hour = 0; hour < hub.at("backlog_by_hour").size(); ++hour) {
      hours.rows.push_back({code, hour + 1, hub.at("backlog_by_hour")[hour], hub.at("sorted_by_hour")[hour],
                            hub.at("utilisation_by_hour")[hour]});
    }
    for (auto const& [name, dispatch] : hub.at("dispatches").items()) {
      std::vector<json> out{name, at(dispatch, "/name/en"), at(dispatch, "/name/zh"), code};
      Builder::values(out, dispatch, of_dispatch);
      leaving.rows.push_back(std::move(out));
    }
  }
  for (auto const& [code, flow] : section(postal, "mail_flows").items()) {
    std::vector<json> row{code, at(flow, "/name/en"), at(flow, "/name/zh")};
    Builder::values(row, flow, of_flow);
    flows.rows.push_back(std::move(row));
    std::size_t way = 0;
    for (auto const& [expense, amount] : flow.at("money_by_expense").items())
      spent.rows.push_back({code, expense, amount, flow.at("per_parcel").at("cost_by_expense").at(expense)});
    for (auto const& parcels : flow.at("parcels_by_way")) ways.rows.push_back({code, ++way, parcels});
    std::size_t days = 0;
    for (auto const& parcels : flow.at("parcels_by_working_days")) taken.rows.push_back({code, days++, parcels});
  }
  for (auto* const table : {&hubs, &leaving, &hours, &flows, &spent, &ways, &taken})
    b.start("", "", {}) = std::move(*table);
  auto of_promise = door_to_door({{"to_country", "/to"}});
  of_promise.insert(of_promise.begin(), {"parcels", "/door_to_door_hours/parcels"});
  b.list("mail_promises", "Mail of one product to one country or place, door to door", "/postal/promises", "promise",
         of_promise);
}

void findings(Builder& b) {
  b.list("bottlenecks", "Where container-hours were lost, the most first", "/bottlenecks", "rank");
  b.list("payments", "Who pays whom for what", "/payments", "row");
  b.things("parties", "What each party pays, is paid and uses up");
  b.list("audit", "Sums that must meet", "/audit/checks", "line");
  b.things("fuels", "Emission factors and prices that the figures were made with");
}

}  // namespace

TypeNames const& names_of(Type type) {
  static constexpr std::array<TypeNames, 5> names{{{"string", "TEXT", "text"},
                                                   {"integer", "INTEGER", "integer"},
                                                   {"number", "REAL", "number"},
                                                   {"boolean", "INTEGER", "0 or 1"},
                                                   {"date", "TEXT", "date"}}};
  return names[static_cast<std::size_t>(type)];
}

namespace {

std::vector<Table> run_tables(json const& result) {
  Builder builder{result};
  run(builder);
  totals(builder);
  places(builder);
  weeks(builder);
  facilities(builder);
  links(builder);
  queues(builder);
  queue_weeks(builder);
  services(builder);
  flows(builder);
  modes(builder);
  overload(builder);
  trade(builder);
  mail(builder);
  findings(builder);
  return builder.take();
}

}  // namespace

std::vector<Table> tables(json const& result) {
  auto const& format = result.at("format");
  auto made = format == "tongzhou-experiment-result/1" ? experiment_tables(result)
              : format == "tongzhou-appraisal/1"       ? appraisal_tables(result)
                                                       : run_tables(result);
  describe(made);
  return made;
}

Table const& find(std::vector<Table> const& tables, std::string_view name) {
  auto const found = std::ranges::find(tables, name, &Table::name);
  if (found == tables.end()) throw std::out_of_range("there is no table '" + std::string{name} + "'");
  return *found;
}

}  // namespace tongzhou::exports
