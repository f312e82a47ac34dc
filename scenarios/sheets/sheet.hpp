#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::sheets {

/// What a cell says of itself; of a text file every cell is text.
enum class CellKind : std::uint8_t { text, number, truth, date };

/// A cell that holds something. Numbers are written as JSON writes them, dates as ISO 8601, truths as true and false.
struct Cell {
  std::string_view text;
  std::uint32_t column = 0;  // from 0
  CellKind kind = CellKind::text;
};

/// A mistake in how a file is written, for people. Row and column from 1; 0: the row, or the file, as a whole.
struct Flaw {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::string text;
};

/// How decimals are written in the texts of a sheet, as far as that is known.
enum class Decimals { point, comma, unknown };

/// More than planners have; a stranger's file that holds more would fill the memory.
constexpr std::size_t most_cells = 10'000'000;
constexpr std::uint32_t most_columns = 16'384;  // of a spreadsheet

/// Keeps texts where they are for as long as it lives.
class TextStore {
 public:
  std::string_view add(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t used_ = 0;
  std::size_t size_ = 0;
};

/// Rows of cells, those without text left out: what a CSV file or one sheet of a workbook holds.
class Sheet {
 public:
  struct Row {
    std::uint32_t number = 0;  // from 1: the line of a text file, the row of a spreadsheet
    std::size_t first = 0;     // its cells: cells_[first, first + count)
    std::size_t count = 0;
  };

  explicit Sheet(std::string name) : name_(std::move(name)), store_(std::make_shared<TextStore>()) {}

  std::string const& name() const { return name_; }
  std::vector<Row> const& rows() const { return rows_; }
  /// In the order of their columns.
  std::span<Cell const> cells(Row const& row) const { return {cells_.data() + row.first, row.count}; }
  std::size_t cell_count() const { return cells_.size(); }

  void begin_row(std::uint32_t number) { rows_.push_back({number, cells_.size(), 0}); }
  /// Of the row begun last; the text has to outlive the sheet, as one that was kept does.
  void add(Cell cell) {
    cells_.push_back(cell);
    ++rows_.back().count;
  }
  std::string_view keep(std::string_view text) { return store_->add(text); }
  /// Texts of the sheet lie in this, too.
  void own(std::shared_ptr<std::string const> text) { text_ = std::move(text); }

  Decimals decimals = Decimals::point;
  bool hidden = false;

 private:
  std::string name_;
  std::shared_ptr<TextStore> store_;
  std::shared_ptr<std::string const> text_;
  std::vector<Row> rows_;
  std::vector<Cell> cells_;
};

/// "AB" for 27: columns from 0.
std::string column_letters(std::uint32_t column);

/// Without blanks at both ends, those of East Asian text and U+00A0 among them.
std::string_view trimmed(std::string_view text);

}  // namespace tongzhou::sheets
