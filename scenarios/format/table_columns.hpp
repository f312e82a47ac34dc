#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_cells.hpp"
#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

constexpr std::size_t most_keys = 3;  // of a table: place, facility, chamber

/// The ids of a row, outermost first; those that its table has not are empty.
using RowKeys = std::array<std::string_view, most_keys>;

/// A column whose heading is known: an id, or a value at a path below the row.
struct TableColumn {
  std::uint32_t at = 0;  // in the sheet
  std::vector<std::string> path;
  std::optional<std::size_t> key;  // which id
  std::optional<CellReader> reader;
};

/// What the headings of a table with a layout say.
struct TableColumns {
  std::vector<TableColumn> all;
  std::vector<bool> known;  // columns of the sheet with a heading, those that are not to be read among them
  bool lacks_key = false;
};

/// Reads the first row of a table that has one; unknown headings, those that stand there twice and ids without a column
/// are reported.
TableColumns read_columns(TableSource const& source, Problems& problems);

}  // namespace tongzhou::format
