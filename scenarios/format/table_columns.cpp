#include "scenarios/format/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "scenarios/format/nearest.hpp"
#include "scenarios/format/table_paths.hpp"

namespace tongzhou::format {
namespace {

using sheets::Cell;
using sheets::trimmed;

constexpr std::size_t most_headings = 500;  // each row looks at all of them

class HeadingReader {
 public:
  HeadingReader(TableSource const& source, Problems& problems)
      : source_(source), layout_(*source.layout), row_(layout_.row()), problems_(problems) {}

  TableColumns read() {
    auto const& head = source_.sheet->rows().front();
    row_of_headings_ = head.number;
    std::map<std::string, std::uint32_t, std::less<>> seen;
    for (auto const& cell : source_.sheet->cells(head)) {
      std::string heading{trimmed(cell.text)};
      auto const renamed = source_.columns.find(heading);
      if (renamed != source_.columns.end()) {
        heading = renamed->second;
        if (heading.empty()) know(cell.column);  // a column of the planner's own
      }
      if (heading.empty()) continue;
      if (auto const [twice, is_new] = seen.emplace(heading, cell.column); !is_new) {
        problem(cell.column,
                fmt::format("this heading stands in column {} already", sheets::column_letters(twice->second)));
        know(cell.column);
        continue;
      }
      add(heading, cell.column);
    }
    for (std::size_t i = 0; i < layout_.keys.size(); ++i) {
      if (std::ranges::any_of(columns_.all, [&](TableColumn const& column) { return column.key == i; })) continue;
      problem(std::nullopt, fmt::format("missing column \"{}\"{}", layout_.keys[i], headings_below(layout_.keys[i])));
      columns_.lacks_key = true;
    }
    return std::move(columns_);
  }

 private:
  void problem(std::optional<std::uint32_t> column, std::string text) {
    problems_.add(table_problem(source_, row_of_headings_, column, std::move(text)));
  }

  void know(std::uint32_t column) {
    if (columns_.known.size() <= column) columns_.known.resize(column + 1, false);
    columns_.known[column] = true;
  }

  void add(std::string const& heading, std::uint32_t at) {
    know(at);
    if (columns_.all.size() == most_headings) return problem(at, fmt::format("more than {} columns", most_headings));
    TableColumn column{at, {}, {}, {}};
    if (auto const key = std::ranges::find(layout_.keys, heading); key != layout_.keys.end()) {
      column.key = static_cast<std::size_t>(key - layout_.keys.begin());
    } else if (heading == layout_.value && !row_.kinds().object) {
      column.reader.emplace(row_);
    } else {
      column.path = dotted(heading);
      std::string why;
      auto const node = follow(row_, column.path, why);
      if (!node) return problem(at, "unknown column" + (why.empty() ? advice_on(heading) : why));
      column.reader.emplace(*node);
    }
    columns_.all.push_back(std::move(column));
  }

  std::string advice_on(std::string_view heading) const {
    std::vector<std::string_view> keys{layout_.keys.begin(), layout_.keys.end()};
    if (!layout_.value.empty()) keys.push_back(layout_.value);
    if (auto meant = did_you_mean(heading, keys); !meant.empty()) return meant;
    if (stands_alone()) return "; headings are separated by commas, semicolons or tabs";
    return fmt::format("; rename it, or say what it stands for: \"columns\": {{\"{}\": \"...\"}}, \"\" for nothing",
                       heading);
  }

  /// All in one cell, perhaps because something else separates them.
  bool stands_alone() const {
    auto const& rows = source_.sheet->rows();
    return std::ranges::all_of(rows, [&](auto const& row) { return row.count <= 1; });
  }

  /// Tables of people often have a title above their headings.
  std::string headings_below(std::string_view key) const {
    constexpr std::size_t far_enough = 20;
    auto const& rows = source_.sheet->rows();
    for (std::size_t i = 1; i < std::min(rows.size(), far_enough); ++i) {
      auto const is_key = [&](Cell const& cell) { return trimmed(cell.text) == key; };
      if (std::ranges::any_of(source_.sheet->cells(rows[i]), is_key))
        return fmt::format("; line {} seems to hold the headings: delete what stands above", rows[i].number);
    }
    return "";
  }

  TableSource const& source_;
  TableLayout const& layout_;
  SchemaView row_;
  Problems& problems_;
  std::uint32_t row_of_headings_ = 0;
  TableColumns columns_;
};

}  // namespace

TableColumns read_columns(TableSource const& source, Problems& problems) {
  return HeadingReader{source, problems}.read();
}

}  // namespace tongzhou::format
