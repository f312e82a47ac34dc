#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tongzhou::sheets {

/// A cell to be written: nothing, text, a number or a truth.
using OutCell = std::variant<std::monostate, std::string, double, bool>;

/// What may be typed into a column.
struct Choice {
  std::vector<std::string> words;  // these, or
  std::string sheet;               // what stands in the first column of this sheet
  bool others = false;             // what is not in the list is allowed, too
};

struct OutColumn {
  std::string heading;
  std::string comment;  // shown where the pointer rests on the heading
  bool required = false;
  bool is_number = false;
  std::optional<Choice> choice;
};

/// A picture of columns of a sheet: the first column's words against numbers of others.
struct OutChart {
  enum class Kind { bar, line };
  Kind kind = Kind::bar;
  std::string title, axis;
  std::string sheet;
  std::uint32_t categories = 0;       // column
  std::vector<std::uint32_t> values;  // columns
  std::uint32_t rows = 0;
};

struct OutSheet {
  std::string name;
  std::vector<OutColumn> columns;  // none: the rows are text to be read
  std::vector<std::vector<OutCell>> rows;
  std::vector<OutChart> charts;
};

/// Writes a workbook (.xlsx), heads frozen and with filters, to a file. The same sheets give the same bytes. Throws
/// std::runtime_error that says what cannot be written.
void write_workbook(std::filesystem::path const& file, std::vector<OutSheet> const& sheets);

}  // namespace tongzhou::sheets
