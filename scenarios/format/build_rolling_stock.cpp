#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

using world::TerminalKind;

/// Where stock may stand, by its code, or the only one of a place: a rail terminal, or a border where boxes are lifted
/// to other wagons.
std::optional<world::StockYard> stock_yard(Reader const& given, Building const& building) {
  auto const& world = building.world;
  auto const code = given.text();
  std::vector<world::StockYard> found;
  auto const add_border = [&](world::GaugeChangeId border) {
    if (border && world.gauge_changes[border].lifts_boxes()) found.emplace_back(border);
  };
  if (code.find('/') != std::string::npos) {
    add_border(building.gauge_changes.find(code));
    auto const terminal = found.empty() ? building.terminals.look_up(given) : world::TerminalId::none();
    if (!terminal && found.empty()) return std::nullopt;
    if (terminal && world.terminals[terminal].kind == TerminalKind::rail) found.emplace_back(terminal);
    if (found.empty()) given.refuse(fmt::format("\"{}\" is not a rail facility", code));
    return found.empty() ? std::nullopt : std::optional{found.front()};
  }
  auto const place = building.places.look_up(given);
  if (!place) return std::nullopt;
  for (auto const terminal : world.places[place].terminals)
    if (world.terminals[terminal].kind == TerminalKind::rail) found.emplace_back(terminal);
  add_border(world.places[place].gauge_change);
  if (found.size() == 1) return found.front();
  given.refuse(fmt::format("\"{}\" has {} rail facilities: name one", code, found.size()));
  return std::nullopt;
}

void read_stock(std::string const& code, Reader const& given, world::StockKind kind,
                Index<world::RollingStockId>& index, Building& building) {
  auto const home = stock_yard(given.child("home"), building);
  if (!home) return;
  index.add(code, building.world.rolling_stock.add({.name = name_of(code, given),
                                                    .kind = kind,
                                                    .count = static_cast<int>(given.whole("count")),
                                                    .home = *home,
                                                    .turn = distribution(given, "turn_hours", hours(1)),
                                                    .cost_per_day = given.number("cost_per_day", 0),
                                                    .light_fuel_per_km = given.number("light_fuel_per_km", 0),
                                                    .mass = tonnes(given.number("mass_t", 0))}));
}

}  // namespace

void read_rolling_stock(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("wagon_sets"))
    read_stock(code, given, world::StockKind::wagon_sets, building.wagon_sets, building);
  for (auto const& [code, given] : scenario.entries("locomotives"))
    read_stock(code, given, world::StockKind::locomotives, building.locomotives, building);
}

}  // namespace tongzhou::format
