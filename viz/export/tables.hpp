#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::exports {

enum class Type { text, integer, number, truth, date };

/// What a type of column is called where tables are written.
struct TypeNames {
  std::string_view frictionless;  // in a data package
  std::string_view sqlite;        // affinity
  std::string_view people;        // in the table of units, where a truth is a number
};
TypeNames const& names_of(Type type);

struct Column {
  std::string name;
  Type type{};
  std::string unit;  // empty: none
  std::string description;
};

/// Values of the same kind in one column, one fact a row ("tidy"): what databases and dashboards read.
struct Table {
  std::string name;
  std::string description;
  std::vector<Column> columns;
  std::vector<std::string> key;  // columns whose values together name a row
  struct Reference {
    std::string column, table, to;
  };
  std::vector<Reference> references;
  std::vector<std::vector<format::Json>> rows;  // null, text, number or truth
};

/// The result of a run, of an experiment, or an appraisal, already valid by its schema, as tables; rows in the order of
/// codes.
std::vector<Table> tables(format::Json const& result);

Table const& find(std::vector<Table> const& tables, std::string_view name);

}  // namespace tongzhou::exports
