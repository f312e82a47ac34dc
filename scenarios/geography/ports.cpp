#include "scenarios/geography/ports.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "scenarios/sheets/csv.hpp"

namespace tongzhou::geography {
namespace {

double number(std::string const& text) {
  double value = 0;
  auto const* const end = text.data() + text.size();
  if (auto const read = std::from_chars(text.data(), end, value); read.ec != std::errc{} || read.ptr != end)
    throw std::logic_error("the table of ports has \"" + text + "\" for a number");
  return value;
}

std::vector<Port> read_table() {
  std::vector<sheets::Flaw> flaws;
  sheets::CsvForm form;
  auto const sheet = sheets::read_csv(std::string{ports_table()}, "ports", flaws, form);
  std::vector<Port> ports;
  for (auto const& row : sheet.rows()) {
    std::array<std::string, 6> cells;  // unlocode, name, name_zh, lat, lon, doubt
    for (auto const& cell : sheet.cells(row)) cells.at(cell.column) = cell.text;
    if (cells[0] == "unlocode") continue;
    ports.push_back({cells[0], cells[1], cells[2], {number(cells[4]), number(cells[3])}, cells[5]});
  }
  if (!flaws.empty() || !std::ranges::is_sorted(ports, {}, &Port::unlocode))
    throw std::logic_error("the table of ports is not as it was written");
  return ports;
}

}  // namespace

std::span<Port const> ports() {
  static auto const all = read_table();
  return all;
}

Port const* find_port(std::string_view unlocode) {
  auto const all = ports();
  auto const found = std::ranges::lower_bound(all, unlocode, {}, &Port::unlocode);
  return found != all.end() && found->unlocode == unlocode ? &*found : nullptr;
}

}  // namespace tongzhou::geography
