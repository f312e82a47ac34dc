#include "scenarios/format/table_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/format/table_cells.hpp"
#include "scenarios/format/table_paths.hpp"

namespace tongzhou::format {
namespace {

using sheets::Cell;
using sheets::trimmed;

/// Reads keys and values of what is in no table.
class SettingsReader {
 public:
  SettingsReader(TableSource const& source, Problems& problems, Locate const* locate)
      : source_(source), problems_(problems), locate_(locate) {}

  Json read() {
    Json settings = Json::object();
    constexpr std::size_t most_rows = 10'000;
    auto const& rows = source_.sheet->rows();
    if (rows.size() > most_rows) {
      problems_.add(
          table_problem(source_, rows[most_rows].number, std::nullopt, "more than 10000 rows of keys and values"));
      return settings;
    }
    for (auto const& row : rows) {
      auto const cells = source_.sheet->cells(row);
      auto const text = [&](std::uint32_t column) -> Cell const* {
        auto const found = std::ranges::find(cells, column, &Cell::column);
        return found == cells.end() || trimmed(found->text).empty() ? nullptr : &*found;
      };
      auto const *const key = text(0), *const value = text(1);
      bool const is_head = &row == &rows.front() && key != nullptr && trimmed(key->text) == "key";
      if (is_head || value == nullptr) continue;
      if (key == nullptr) {
        problems_.add(table_problem(source_, row.number, 0, "a value without a key"));
      } else {
        put(settings, row.number, trimmed(key->text), *value);
      }
    }
    return settings;
  }

 private:
  void put(Json& settings, std::uint32_t row, std::string_view key, Cell const& cell) {
    auto const path = dotted(key);
    std::string why;
    auto const node = follow(SchemaView::scenario(), path, why);
    if (!node) return problems_.add(table_problem(source_, row, 0, "unknown key" + why));
    auto value = CellReader{*node}.read(cell, source_.sheet->decimals, why);
    if (!value) return problems_.add(table_problem(source_, row, 1, why));
    auto* at = &settings;
    for (auto const& step : path) {
      if (at->is_null()) *at = Json::object();
      if (!at->is_object()) break;
      at = &(*at)[step];
    }
    if (!at->is_null()) {
      return problems_.add(table_problem(source_, row, 0, fmt::format("\"{}\" has been given a value already", key)));
    }
    *at = std::move(*value);
    if (locate_ != nullptr) (*locate_)(pointer_of(path), row, 1);
  }

  TableSource const& source_;
  Problems& problems_;
  Locate const* locate_;
};

}  // namespace

Json read_settings(TableSource const& source, Problems& problems, Locate const* locate) {
  return SettingsReader{source, problems, locate}.read();
}

}  // namespace tongzhou::format
