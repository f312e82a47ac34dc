#include "tools/cli/way_costs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "scenarios/format/grouped.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/itineraries/cost_terms.hpp"
#include "sim/itineraries/planner.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

using itineraries::CostTerm;
using itineraries::Itinerary;
using Rows = std::vector<std::vector<std::string>>;

/// 1234.5 -> "1,234.50".
std::string cents(double amount) {
  double const rounded = std::round(100 * amount) / 100;
  return with_sign(rounded, format::grouped(std::abs(rounded), 2));
}

/// Amounts to the cent that add up to their sum to the cent: what is rounded off one is in the next. An amount of whole
/// cents is told as it is.
class CentsThatAddUp {
 public:
  std::string next(double amount) {
    double const before = std::round(100 * sum_);
    sum_ += amount;
    return cents((std::round(100 * sum_) - before) / 100);
  }
  std::string sum() const { return cents(sum_); }

 private:
  double sum_ = 0;
};

/// A word of the files for people, in their language.
std::string named(std::string_view word) {
  std::string text{word};
  std::ranges::replace(text, '_', ' ');
  return tr(text);
}

class WayPrinter {
 public:
  WayPrinter(world::World const& world, world::Flow const& flow, Console& console)
      : world_(world), flow_(flow), console_(console) {}

  void print_flow() const {
    auto const& box = world_.box_types[flow_.box];
    console_.heading(say("Flow {}: {} to {}, a box {} of {:.1f} t, goods worth {} {}", flow_.name.code,
                         world_.places[flow_.origin].name.code, world_.places[flow_.destination].name.code,
                         box.name.code, in_tonnes(flow_.gross), cents(flow_.value), world_.currency));
  }

  void print(std::size_t number, Itinerary const& route) {
    console_.out << '\n';
    console_.heading(
        say("Way {}: {} {}, {:.1f} days", number, cents(route.generalised_cost), world_.currency, route.hours / 24));
    auto const terms = itineraries::cost_terms(world_, flow_, route);
    Rows rows;
    CentsThatAddUp amounts;
    for (std::size_t step = 0; step <= route.steps.size(); ++step) {
      auto const title = step < route.steps.size() ? title_of(route, step) : tr("all the way");
      bool told = false;
      for (auto const& term : terms) {
        if (term.step != step) continue;
        if (!std::exchange(told, true)) rows.push_back({title});
        rows.push_back(row_of(term, amounts.next(term.amount)));
      }
    }
    rows.push_back({tr("sum"), "", "", amounts.sum()});
    print_table(console_.out, rows, {1, 2, 3});
  }

 private:
  static std::vector<std::string> row_of(CostTerm const& term, std::string amount) {
    bool const timed = term.hours != 0;
    return {"  " + named(term.what), timed ? fmt::format("{:.2f} h", term.hours) : "",
            timed ? fmt::format("x {:.4f}", term.price) : "", std::move(amount)};
  }

  std::string title_of(Itinerary const& route, std::size_t step) const {
    if (auto const* ride = std::get_if<charges::Ride>(&route.steps[step])) return title_of(route, *ride, step);
    if (auto const* between = std::get_if<charges::InterTerminalTransfer>(&route.steps[step])) {
      auto const& transfer = world_.transfers[between->transfer];
      return say("transfer {} to {}", world_.terminals[transfer.from].name.code,
                 world_.terminals[transfer.to].name.code);
    }
    auto const& truck = std::get<charges::Truck>(route.steps[step]);
    return say("truck {} to {}, {:.0f} km", point(truck.from_place, truck.out_of), point(truck.to_place, truck.into),
               in_km(truck.distance));
  }

  std::string title_of(Itinerary const& route, charges::Ride const& ride, std::size_t step) const {
    std::size_t rides = 0;
    for (std::size_t before = 0; before < step; ++before)
      rides += std::holds_alternative<charges::Ride>(route.steps[before]) ? 1 : 0;
    std::string lines;
    for (auto const& line : route.lines[rides]) {
      if (line.share <= 0) continue;
      lines += (lines.empty() ? "" : ", ") + world_.services[line.ride.service].name.code;
      if (line.share < 1) lines += fmt::format(" {:.0f} %", 100 * line.share);
    }
    auto const& service = world_.services[ride.service];
    return say("{} {} to {}, {:.0f} km, by {}", named(word_of(world_.vehicle_classes[service.vehicle].mode)),
               world_.terminals[service.stops[ride.load].terminal].name.code,
               world_.terminals[service.stops[ride.discharge].terminal].name.code,
               in_km(charges::distance_of(world_, ride)), lines);
  }

  std::string point(world::PlaceId place, world::TerminalId terminal) const {
    return terminal ? world_.terminals[terminal].name.code : world_.places[place].name.code;
  }

  world::World const& world_;
  world::Flow const& flow_;
  Console& console_;
};

/// Of names that a user may have meant, the first few: a network has thousands of flows.
std::string some_of(std::vector<std::string_view> const& names) {
  constexpr std::size_t most = 8;
  auto const told = std::min(names.size(), most);
  auto const list = format::printable(fmt::format("{}", fmt::join(names.begin(), names.begin() + told, ", ")));
  return told == names.size() ? say("; its flows: {}", list)
                              : say("; its flows: {} and {} more", list, names.size() - told);
}

world::FlowId flow_named(world::World const& world, std::string const& code, Console const& console) {
  std::vector<std::string_view> known;
  for (auto const id : world.flows.ids()) {
    if (world.flows[id].name.code == code) return id;
    known.emplace_back(world.flows[id].name.code);
  }
  auto const meant = sentence(format::did_you_mean(code, known));
  console.err << say("tongzhou: --way: the scenario has no flow \"{}\"{}\n", format::printable(code),
                     meant.empty() ? some_of(known) : meant);
  return world::FlowId::none();
}

}  // namespace

ExitCode print_way_costs(world::World const& world, std::string const& flow, std::uint32_t ways, Console& console) {
  auto const id = flow_named(world, flow, console);
  if (!id) return ExitCode::usage;
  auto considered = world;
  if (ways > 0) considered.policy.itineraries = static_cast<int>(ways);
  itineraries::Planner const planner{considered};
  auto const routes = planner.from_origin(id);
  if (routes.empty()) {
    console.err << "tongzhou: " << format::printable(sentence(planner.why_unreachable(id))) << '\n';
    return ExitCode::invalid;
  }
  WayPrinter printer{considered, considered.flows[id], console};
  printer.print_flow();
  for (std::size_t n = 0; n < routes.size(); ++n) printer.print(n + 1, routes[n]);
  return ExitCode::done;
}

}  // namespace tongzhou::cli
