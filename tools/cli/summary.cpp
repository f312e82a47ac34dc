#include "tools/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "network/base/calendar.hpp"
#include "network/base/quantity.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/key_figures.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

constexpr std::size_t top = 8;  // rows of a list: what one screen takes

using Rows = std::vector<std::vector<std::string>>;

/// The largest first, ties in their own order, without zeros; at most `top`.
std::vector<std::size_t> largest(std::span<double const> values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] > 0) order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](auto a, auto b) { return values[a] > values[b]; });
  order.resize(std::min(order.size(), top));
  return order;
}

void print_totals(outcome::Outcome const& outcome, world::World const& world, std::ostream& out) {
  auto const& t = outcome.totals;
  auto const& currency = world.currency;
  Rows rows{{tr("boxes"), say("{} in, {} out, {} inside at the end", readable(t.boxes_in), readable(t.boxes_out),
                              readable(t.boxes_inside))},
            {"TEU", say("{} in, {} out, {} inside at the end", readable(t.teu_in), readable(t.teu_out),
                        readable(t.teu_inside))}};
  auto const key = key_figures(outcome, world);
  if (t.teu_lost > 0)
    rows.push_back(
        {tr("lost"), say("{} TEU stayed away or were given up, {} of the trade; goods worth {} {}, penalties "
                         "of {}",
                         readable(t.teu_lost), percent(key.lost_share.value_or(0)), currency, readable(t.lost.value),
                         readable(t.lost.penalties))});
  if (t.teu_added > 0)
    rows.push_back({tr("new"), say("{} TEU sent because it costs less than the reference", readable(t.teu_added))});
  if (key.shipper_cost && key.system_cost && key.kg_co2e) {
    rows.push_back({tr("cost"), say("{} {} per laden TEU out to shippers, {} {} to all together", currency,
                                    readable(*key.shipper_cost), currency, readable(*key.system_cost))});
    rows.push_back({"CO2e", say("{} kg per laden TEU out, well to wheel", readable(*key.kg_co2e))});
  }
  print_table(out, rows);
}

void print_places(outcome::Outcome const& outcome, world::World const& world, Console& console) {
  std::vector<double> const teu(outcome.place_teu.begin(), outcome.place_teu.end());
  Rows rows;
  for (auto const i : largest(teu)) {
    auto const& name = world.places[world::PlaceId{i}].name;
    rows.push_back({name.code, readable(teu[i]), names_of(name)});
  }
  if (rows.empty()) return;
  console.out << '\n';
  console.heading(tr("Busiest places, TEU loaded and discharged"));
  print_table(console.out, rows, {1});
}

/// Modal split of what was carried; nothing where everything went by one mode.
void print_modes(outcome::ByCarriage const& modes, Console& console) {
  double all = 0;
  for (auto const& mode : modes) all += mode.tonne_km;
  Rows rows{{"", tr("TEU that rode it"), tr("as main mode"), tr("as inland mode"), tr("tonne-km of goods"),
             tr("g CO2e each")}};
  auto const share = [](std::optional<double> value) { return value ? percent(*value) : "-"; };
  for (auto const by : all_values<outcome::Carriage>) {
    auto const& mode = modes[by];
    if (mode.teu_out == 0 && mode.tonne_km == 0) continue;
    rows.push_back({tr(word_of(by)), readable(mode.teu_out), share(mode.main_share), share(mode.inland_share),
                    all > 0 ? percent(mode.tonne_km / all) : "-",
                    mode.g_co2e_per_tonne_km ? readable(*mode.g_co2e_per_tonne_km) : "-"});
  }
  if (rows.size() < 3) return;
  console.out << '\n';
  console.heading(tr("By which mode"));
  print_table(console.out, rows, {1, 2, 3, 4, 5});
}

void print_hours(ledger::Hours const& hours, Console& console) {
  double const all = hours.sum();
  Rows rows;
  for (auto const i : largest(hours.of_each)) {
    auto const cause = all_values<ledger::Cause>[i];
    rows.push_back({tr(word_of(cause)), readable(hours[cause]), percent(hours[cause] / all)});
  }
  if (rows.empty()) return;
  console.out << '\n';
  console.heading(tr("Where the container-hours go"));
  print_table(console.out, rows, {1, 2});
}

void print_bottlenecks(std::vector<outcome::Bottleneck> const& bottlenecks, Console& console) {
  Rows rows;
  for (std::size_t i = 0; i < std::min(bottlenecks.size(), top); ++i) {
    auto const& b = bottlenecks[i];
    rows.push_back({tr(b.kind), b.code, readable(b.box_hours_lost), percent(b.share)});
  }
  if (rows.empty()) return;
  console.out << '\n';
  console.heading(tr("Bottlenecks, container-hours lost in waiting"));
  print_table(console.out, rows, {2, 3});
}

void print_postal(outcome::PostalOutcome const& postal, world::World const& world, Console& console) {
  if (world.postal_hubs.empty()) return;
  console.out << '\n';
  console.heading(tr("Postal hubs"));
  auto const& each = postal.of_those_out;
  double const money = each.money.sum();
  double const kg = each.kg_co2e();
  Rows totals{{tr("parcels"), say("{} in, {} out, {} inside at the end", readable(postal.parcels_in),
                                  readable(postal.parcels_out), readable(postal.parcels_inside))}};
  if (postal.parcels_out > 0)
    totals.push_back({tr("each"), fmt::format("{} {}, {} kg CO2e", world.currency, readable(money / postal.parcels_out),
                                              readable(kg / postal.parcels_out))});
  print_table(console.out, totals);
  Rows rows{{tr("hub"), tr("sorted"), tr("lines busy"), tr("most waiting"), tr("missed a cut-off")}};
  for (auto const id : world.postal_hubs.ids()) {
    auto const& hub = postal.hubs[id];
    double missed = 0;
    for (auto const& dispatch : hub.dispatches) missed += dispatch.parcels_missed;
    rows.push_back({world.postal_hubs[id].name.code, readable(hub.sorted), percent(hub.sorting_utilisation),
                    readable(hub.backlog_max), readable(missed)});
  }
  print_table(console.out, rows, {1, 2, 3, 4});
  Rows promises{{tr("promised"), tr("to"), tr("parcels"), tr("in time"), "p50 h", "p90 h", "p99 h"}};
  constexpr std::array products{"ordinary", "registered", "express", "bonded import", "bonded export"};
  for (auto const& p : postal.promises)
    promises.push_back({tr(products[static_cast<std::size_t>(p.product)]), p.to, readable(p.hours.parcels),
                        p.hours.on_time_share ? percent(*p.hours.on_time_share) : "-", readable(p.hours.p50),
                        readable(p.hours.p90), readable(p.hours.p99)});
  print_table(console.out, promises, {2, 3, 4, 5, 6});
}

void print_audit(outcome::Outcome const& outcome, Console& console) {
  auto const failed = std::ranges::count_if(outcome.audit, [](auto const& check) { return !check.holds; });
  console.out << '\n';
  console.out << (failed == 0 ? say("Audit: all {} lines hold\n", outcome.audit.size())
                              : say("Audit: {} of {} lines do NOT hold\n", failed, outcome.audit.size()));
}

/// What a planner must know before believing any mean of this run.
void warn_of_overload(outcome::Outcome const& outcome, world::World const& world, std::ostream& err) {
  auto const& [weeks, whole, flows] = outcome.overload;
  if (!outcome.overload.fills_up()) return;
  std::string line = tr("filling up: ");
  if (whole)
    line += say("{} TEU more stay inside every week, {} of what comes in", readable(whole->teu_a_week),
                percent(whole->share_of_inflow));
  for (std::size_t i = 0; i < std::min(flows.size(), std::size_t{3}); ++i) {
    auto const& flow = world.flows[flows[i].flow];
    line += i > 0 ? tr(", ") : whole ? tr(", most of ") : tr("more stays inside every week of ");
    line += say("flow {} ({} to {}), {} TEU", flow.name.code, world.places[flow.origin].name.code,
                world.places[flow.destination].name.code, readable(flows[i].growth.teu_a_week));
  }
  if (flows.size() > 3) line += say(" and {} more flows", flows.size() - 3);
  if (!outcome.bottlenecks.empty()) {
    auto const& first = outcome.bottlenecks.front();
    line += say("; look first at the bottleneck {} {}", tr(first.kind), first.code);
  }
  err << format::printable(line) << '\n';
}

/// Services that lose a tenth of their departures or more for being late: their timetables are wishes.
void warn_of_lost_departures(outcome::Outcome const& outcome, world::World const& world, std::ostream& err) {
  constexpr double many = 0.1;
  for (auto const id : world.services.ids()) {
    auto const& told = outcome.services[id];
    double const planned = told.departures + told.departures_left_out;
    if (told.departures_left_out <= 0 || told.departures_left_out < many * planned) continue;
    auto const& code = world.services[id].name.code;
    err << format::printable(say(
               "timetable not kept: {} leaves out {} of {} departures, because its vehicles come back too late; give "
               "it a larger fleet, or see where they wait (compare --thing {})",
               code, readable(told.departures_left_out), readable(planned), code))
        << '\n';
  }
}

}  // namespace

void print_summary(outcome::Outcome const& outcome, world::World const& world, std::string const& name,
                   Console& console) {
  auto const names = names_of(world.name);
  console.heading(format::printable(names.empty() ? name : fmt::format("{}: {}", name, names)));
  console.out << say("{} days from {}, figures after the first {}; seed {}\n\n", readable(in_days(world.length)),
                     to_string(world.start), readable(in_days(world.warm_up)), outcome.seed);
  print_totals(outcome, world, console.out);
  print_places(outcome, world, console);
  print_modes(outcome.modes, console);
  print_hours(outcome.totals.hours, console);
  print_bottlenecks(outcome.bottlenecks, console);
  print_postal(outcome.postal, world, console);
  print_audit(outcome, console);
  warn_of_overload(outcome, world, console.err);
  warn_of_lost_departures(outcome, world, console.err);
}

}  // namespace tongzhou::cli
