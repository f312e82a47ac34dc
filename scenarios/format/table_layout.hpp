#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "scenarios/format/schema_view.hpp"

namespace tongzhou::format {

/// A table of a scenario: rows are what stands at `path`, "*" being an id and "[]" an item of a list.
struct TableLayout {
  std::string_view name;
  std::vector<std::string_view> path;
  std::vector<std::string_view> keys;  // headings of the columns that hold the ids on the path, outermost first
  std::string_view value;              // column of what is no object; of an object's only key, then written short
  std::string_view about;              // for people: what a row is

  /// What a row holds, by the schema.
  SchemaView row() const;
  bool is_list() const { return path.back() == "[]"; }
  /// How many steps of the path lead to what holds the rows of one parent.
  std::size_t container_depth() const;
};

/// All tables; those that hold others come before them.
std::span<TableLayout const> table_layouts();
TableLayout const* find_table(std::string_view name);

/// The table of what is in none of the others: a key, with dots, and its value.
constexpr std::string_view settings_table = "scenario";

/// The table whose ids a column refers to, such as "places" for `from` of a link; empty when it refers to none.
std::string_view table_referred_to(TableLayout const& table, std::string_view heading);

}  // namespace tongzhou::format
