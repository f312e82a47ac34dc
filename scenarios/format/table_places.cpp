#include "scenarios/format/table_places.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scenarios/format/matrices.hpp"
#include "scenarios/format/table_columns.hpp"
#include "scenarios/format/table_paths.hpp"
#include "scenarios/format/table_settings.hpp"

namespace tongzhou::format {
namespace {

using sheets::Cell;
using sheets::Sheet;
using sheets::trimmed;

bool is_wildcard(std::string_view step) { return step == "*" || step == "[]"; }

Cell const* cell_in(std::span<Cell const> cells, std::uint32_t column) {
  auto const found = std::ranges::lower_bound(cells, column, {}, &Cell::column);
  return found == cells.end() || found->column != column || trimmed(found->text).empty() ? nullptr : &*found;
}

/// Rows by their ids. Cells have no index: there may be ten of them a row, and few are ever asked for.
class RowFinder {
 public:
  explicit RowFinder(TableSource const& source) : sheet_(*source.sheet), layout_(*source.layout) {
    if (sheet_.rows().empty()) return;
    Problems told;  // when the table was read
    columns_ = read_columns(source, told).all;
    rows_.reserve(sheet_.rows().size());
    for (auto const& row : std::span{sheet_.rows()}.subspan(1)) add(row);
    if (!std::ranges::is_sorted(rows_, {}, &KeyedRow::keys)) std::ranges::stable_sort(rows_, {}, &KeyedRow::keys);
  }

  std::optional<PlaceInTable> find(std::span<std::string const> steps) const {
    auto const held = std::min(steps.size(), layout_.path.size());
    RowKeys keys;
    std::size_t known = 0, item = 0;
    for (std::size_t i = 0; i < held; ++i) {
      if (layout_.path[i] == "*") keys[known++] = steps[i];
      if (layout_.path[i] == "[]") {
        auto const* const end = steps[i].data() + steps[i].size();
        if (std::from_chars(steps[i].data(), end, item).ptr != end) return std::nullopt;
      }
    }
    auto const comes_before = [known](RowKeys const& a, RowKeys const& b) {
      auto const last = static_cast<std::ptrdiff_t>(known);
      return std::lexicographical_compare(a.begin(), a.begin() + last, b.begin(), b.begin() + last);
    };
    auto const rows = std::ranges::equal_range(rows_, keys, comes_before, &KeyedRow::keys);
    if (item >= rows.size()) return std::nullopt;
    if (held == layout_.path.size()) {
      return in_row(*rows[static_cast<std::ptrdiff_t>(item)].row, steps.subspan(held));
    }
    if (known == 0) return PlaceInTable{0, std::nullopt, held, true};
    auto const first = std::ranges::min(rows, {}, [](KeyedRow const& keyed) { return keyed.row->number; });
    return PlaceInTable{first.row->number, column_of(known - 1), held, true};
  }

 private:
  struct KeyedRow {
    RowKeys keys;
    Sheet::Row const* row = nullptr;
  };

  void add(Sheet::Row const& row) {
    KeyedRow keyed{{}, &row};
    for (auto const& column : columns_) {
      if (!column.key) continue;
      auto const* const cell = cell_in(sheet_.cells(row), column.at);
      if (cell == nullptr) return;  // an empty row
      keyed.keys[*column.key] = trimmed(cell->text);
    }
    rows_.push_back(keyed);
  }

  std::optional<std::uint32_t> column_of(std::size_t key) const {
    auto const found = std::ranges::find(columns_, key, &TableColumn::key);
    return found == columns_.end() ? std::nullopt : std::optional{found->at};
  }

  /// The deepest value on the way to what stands at `below` the row.
  PlaceInTable in_row(Sheet::Row const& row, std::span<std::string const> below) const {
    PlaceInTable place{row.number, std::nullopt, layout_.path.size(), false};
    std::size_t filled = 0;
    TableColumn const* only = nullptr;
    for (auto const& column : columns_) {
      if (column.key || cell_in(sheet_.cells(row), column.at) == nullptr) continue;
      ++filled;
      only = &column;
      bool const leads_there =
          column.path.size() <= below.size() && std::ranges::equal(column.path, below.first(column.path.size()));
      auto const steps = layout_.path.size() + column.path.size();
      if (leads_there && (!place.column || steps > place.steps)) place = {row.number, column.at, steps, false};
    }
    // The short form of a row is its only value.
    bool const is_short = filled == 1 && only->path.size() == 1 && only->path.front() == layout_.value;
    if (!place.column && is_short) place.column = only->at;
    return place;
  }

  Sheet const& sheet_;
  TableLayout const& layout_;
  std::vector<TableColumn> columns_;
  std::vector<KeyedRow> rows_;  // by keys, then as they stand
};

/// Of settings and matrices, which are no rows with ids, every cell.
class CellFinder {
 public:
  explicit CellFinder(TableSource const& source) {
    Problems told;  // when the table was read
    Locate const locate = [&](std::string pointer, std::uint32_t row, std::optional<std::uint32_t> column) {
      cells_.try_emplace(std::move(pointer), row, column);
    };
    if (source.matrix) {
      read_matrix(source, told, &locate, nullptr);
    } else {
      read_settings(source, told, &locate);
    }
  }

  std::optional<PlaceInTable> find(std::span<std::string const> steps) const {
    for (auto held = steps.size(); held > 0; --held) {
      auto const found = cells_.find(pointer_of(steps.first(held)));
      if (found != cells_.end()) return PlaceInTable{found->second.first, found->second.second, held, false};
    }
    return std::nullopt;
  }

 private:
  std::unordered_map<std::string, std::pair<std::uint32_t, std::optional<std::uint32_t>>> cells_;  // by pointer
};

template <class Finder>
PlaceFinder shared(TableSource const& source) {
  return [finder = std::make_shared<Finder const>(source)](std::span<std::string const> steps) {
    return finder->find(steps);
  };
}

}  // namespace

bool may_hold(TableSource const& source, std::span<std::string const> steps) {
  if (source.matrix) return !steps.empty() && steps.front() == "flows";
  if (source.layout == nullptr) return true;
  std::span const path{source.layout->path};
  auto const both = std::min(path.size(), steps.size());
  return both > 0 &&
         std::ranges::equal(path.first(both), steps.first(both), [](std::string_view known, std::string_view asked) {
           return is_wildcard(known) || known == asked;
         });
}

PlaceFinder place_finder(TableSource const& source) {
  return source.matrix || source.layout == nullptr ? shared<CellFinder>(source) : shared<RowFinder>(source);
}

}  // namespace tongzhou::format
