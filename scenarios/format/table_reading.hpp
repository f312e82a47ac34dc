#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_layout.hpp"
#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::format {

struct MatrixTerms;

/// Called for each cell that holds a value, with its JSON pointer.
using Locate = std::function<void(std::string pointer, std::uint32_t row, std::optional<std::uint32_t> column)>;

/// One table of a scenario as it was read from a file.
struct TableSource {
  std::string file;                     // as the user would type it; with the sheet, "plan.xlsx[OD]", in a workbook
  bool in_workbook = false;             // cells are then called C17, otherwise by line and heading
  TableLayout const* layout = nullptr;  // nothing: keys and values of what is in no table, or a matrix
  std::shared_ptr<MatrixTerms const> matrix = {};
  std::map<std::string, std::string, std::less<>> columns;  // headings that stand for others
  std::shared_ptr<sheets::Sheet const> sheet = std::make_shared<sheets::Sheet const>("");
};

/// Where a problem of a table is: file, row, column and their name for people.
Problem table_problem(TableSource const& source, std::uint32_t row, std::optional<std::uint32_t> column,
                      std::string text);

/// What the flaws of a sheet are called where it came from.
void add_flaws(TableSource const& source, std::vector<sheets::Flaw> const& flaws, Problems& problems);

/// A cell or a row, and how many steps of the pointer it holds.
struct PlaceInTable {
  std::uint32_t row = 0;
  std::optional<std::uint32_t> column;
  std::size_t steps = 0;
  bool below = false;  // the row stands somewhere below these steps, which no row of this table is
};

/// Finds the cell at the steps of a pointer, or the row of its nearest ancestor, or of one below it.
using PlaceFinder = std::function<std::optional<PlaceInTable>(std::span<std::string const>)>;

/// The tables of one layer of a scenario.
class Tables {
 public:
  explicit Tables(std::vector<TableSource> sources);

  std::vector<TableSource> const& sources() const { return sources_; }

  /// What they hold, as JSON would say it. Reports what no schema can know: columns that are unknown, rows without id
  /// or with that of another, cells that may mean several things. `remarks`, if given, is told what has been made of
  /// matrices; `of_cells`, if given, of the values of single cells that cannot be read, which stay in the scenario as
  /// text, so that all else can be looked at, too.
  Json read(Problems& problems, std::vector<std::string>* remarks = nullptr, Problems* of_cells = nullptr) const;

  struct Found {
    Problem place;          // without text
    std::size_t steps = 0;  // how many steps of the pointer the tables hold
    bool below = false;     // they hold only what stands below them, as the quay of a place that has no row
  };
  /// The cell of a value, or the row of its nearest ancestor, or the first row below it; without file when the tables
  /// hold nothing of it. Not for several threads at once.
  Found find(std::string_view pointer) const;

 private:
  std::vector<TableSource> sources_;
  mutable std::vector<PlaceFinder> finders_;  // of each source, made when first asked
};

}  // namespace tongzhou::format
