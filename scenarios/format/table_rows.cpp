#include "scenarios/format/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "scenarios/format/table_columns.hpp"

namespace tongzhou::format {
namespace {

using sheets::Cell;
using sheets::Sheet;
using sheets::trimmed;

/// Columns as a tree, so that objects are made with their members in order.
struct Branch {
  std::string key;
  std::vector<std::size_t> columns;  // that hold the value itself: one
  std::vector<Branch> inner;
};

void plant(Branch& root, std::span<std::string const> path, std::size_t column) {
  if (path.empty()) return root.columns.push_back(column);
  auto const found = std::ranges::lower_bound(root.inner, path.front(), {}, &Branch::key);
  auto const at = found != root.inner.end() && found->key == path.front()
                      ? found
                      : root.inner.insert(found, Branch{path.front(), {}, {}});
  plant(*at, path.subspan(1), column);
}

/// A row, ready to be put in its place.
struct Entry {
  RowKeys keys;
  std::uint32_t row = 0;
  Json value;
};

/// Reads the rows of one table.
class RowReader {
 public:
  RowReader(TableSource const& source, Problems& problems, Problems& of_cells)
      : source_(source), layout_(*source.layout), problems_(problems), of_cells_(of_cells) {}

  Json read() {
    if (source_.sheet->rows().empty()) {
      problem(0, std::nullopt,
              fmt::format("is empty: the first row holds the headings, \"{}\" among them", layout_.keys[0]));
      return Json::object();
    }
    read_headings();
    for (std::size_t i = 1; i < source_.sheet->rows().size() && !problems_.full() && !of_cells_.full(); ++i) {
      read_row(source_.sheet->rows()[i]);
    }
    std::ranges::stable_sort(entries_, {}, &Entry::keys);
    return tree(entries_, 0, 0);
  }

 private:
  void problem(std::uint32_t row, std::optional<std::uint32_t> column, std::string text) {
    problems_.add(table_problem(source_, row, column, std::move(text)));
  }

  void read_headings() {
    columns_ = read_columns(source_, problems_);
    for (std::size_t i = 0; i < columns_.all.size(); ++i) {
      if (!columns_.all[i].key) plant(root_, columns_.all[i].path, i);
    }
    by_column_.resize(columns_.known.size(), nullptr);
    auto const kinds = layout_.row().kinds();
    short_form_ = !layout_.value.empty() && kinds.text && kinds.object;
    needs_value_ = !kinds.object;
  }

  void read_row(Sheet::Row const& row) {
    for (auto const& cell : std::exchange(filled_, {})) by_column_[cell] = nullptr;
    bool empty = true;
    for (auto const& cell : source_.sheet->cells(row)) {
      if (trimmed(cell.text).empty()) continue;
      empty = false;
      if (cell.column >= by_column_.size() || !columns_.known[cell.column]) {
        problem(row.number, cell.column, "a value below no heading; has the row been shifted?");
      } else {
        by_column_[cell.column] = &cell;
        filled_.push_back(cell.column);
      }
    }
    if (empty || columns_.lacks_key) return;
    Entry entry;
    entry.row = row.number;
    if (!read_keys(row.number, entry)) return;
    row_ = row.number;
    entry.value = value_of(root_).value_or(Json::object());
    // A stop may be an object or the place alone: the short form is meant where there is nothing else.
    if (short_form_ && entry.value.size() == 1) {
      if (auto const only = entry.value.find(layout_.value); only != entry.value.end()) {
        auto short_form = std::move(*only);
        entry.value = std::move(short_form);
      }
    }
    if (needs_value_ && entry.value.is_object()) {
      return problem(row.number, std::nullopt, fmt::format("missing {}", layout_.value));
    }
    entries_.push_back(std::move(entry));
  }

  bool read_keys(std::uint32_t row, Entry& entry) {
    bool complete = true;
    for (auto const& column : columns_.all) {
      if (!column.key) continue;
      auto const* const cell = by_column_[column.at];
      if (cell == nullptr) {
        problem(row, column.at, fmt::format("missing {}: each row needs one", layout_.keys[*column.key]));
        complete = false;
      } else if (cell->kind == sheets::CellKind::date) {
        problem(
            row, column.at,
            fmt::format("the spreadsheet has made a date of this id ({}); format the cell as text and type it again",
                        cell->text));
        complete = false;
      } else {
        entry.keys[*column.key] = trimmed(cell->text);
      }
    }
    return complete;
  }

  /// What the cells of the row say below this branch; nothing when all are empty.
  std::optional<Json> value_of(Branch const& branch) {
    std::optional<Json> value;
    for (auto const i : branch.columns) {
      auto const& column = columns_.all[i];
      auto const* const cell = by_column_[column.at];
      if (cell == nullptr) continue;
      std::string why;
      value = column.reader->read(*cell, source_.sheet->decimals, why);
      if (!value) {
        of_cells_.add(table_problem(source_, row_, column.at, std::move(why)));
        value = std::string{trimmed(cell->text)};
      }
    }
    if (branch.inner.empty()) return value;
    std::vector<std::pair<std::string, Json>> members;
    members.reserve(std::min(branch.inner.size(), filled_.size()));  // few of many columns may be filled
    for (auto const& inner : branch.inner) {
      if (auto below = value_of(inner)) members.emplace_back(inner.key, std::move(*below));
    }
    if (members.empty()) return value;
    if (value) {
      problem(
          row_, columns_.all[branch.columns.front()].at,
          fmt::format("a value stands here and below \"{}.{}\", too; empty one of them", branch.key, members[0].first));
      return std::nullopt;
    }
    Json object = Json::object();
    object.get_ref<Json::object_t&>().adopt_sequence(boost::container::ordered_unique_range, std::move(members));
    return object;
  }

  /// Puts rows that agree in their first ids into one place.
  Json tree(std::span<Entry> entries, std::size_t depth, std::size_t keys) {
    if (depth == layout_.path.size()) {
      for (auto const& twice : entries.subspan(1)) {
        problem(
            twice.row, column_of_last_key(),
            fmt::format("\"{}\" stands in row {} already", twice.keys[layout_.keys.size() - 1], entries.front().row));
      }
      return std::move(entries.front().value);
    }
    auto const step = layout_.path[depth];
    if (step == "[]") return list_of(entries);
    std::vector<std::pair<std::string, Json>> members;
    if (step != "*") {
      if (!entries.empty()) members.emplace_back(step, tree(entries, depth + 1, keys));
    } else {
      for (std::size_t first = 0, last = 0; first < entries.size(); first = last) {
        auto const& id = entries[first].keys[keys];
        while (last < entries.size() && entries[last].keys[keys] == id) ++last;
        members.emplace_back(id, tree(entries.subspan(first, last - first), depth + 1, keys + 1));
      }
    }
    Json object = Json::object();
    object.get_ref<Json::object_t&>().adopt_sequence(boost::container::ordered_unique_range, std::move(members));
    return object;
  }

  Json list_of(std::span<Entry> entries) {
    Json list = Json::array();
    for (auto& entry : entries) list.push_back(std::move(entry.value));
    return list;
  }

  std::optional<std::uint32_t> column_of_last_key() const {
    for (auto const& column : columns_.all) {
      if (column.key == layout_.keys.size() - 1) return column.at;
    }
    return std::nullopt;
  }

  TableSource const& source_;
  TableLayout const& layout_;
  Problems &problems_, &of_cells_;
  std::uint32_t row_ = 0;
  TableColumns columns_;
  bool short_form_ = false, needs_value_ = false;
  Branch root_;
  std::vector<Cell const*> by_column_;  // of the row being read
  std::vector<std::uint32_t> filled_;   // those that are there
  std::vector<Entry> entries_;
};

}  // namespace

Json read_rows(TableSource const& source, Problems& problems, Problems& of_cells) {
  return RowReader{source, problems, of_cells}.read();
}

}  // namespace tongzhou::format
