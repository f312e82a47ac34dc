#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"
#include "viz/export/tables.hpp"

// Tables whose columns are read from the entries of a result, each from a JSON pointer.
namespace tongzhou::exports {

/// A column that is read from inside an entry.
struct Field {
  Column column;
  std::string pointer;
};
using Fields = std::vector<Field>;

/// A member of an entry, by JSON pointer; null where it is not there.
format::Json at(format::Json const& entry, std::string const& pointer);

/// Without rows: the columns named, then those of the fields.
Table table(std::string name, std::string description, std::vector<std::string> key, std::vector<Column> columns,
            Fields const& fields = {});

/// A row: the cells given, then those of the fields.
void add(Table& table, std::vector<format::Json> row, format::Json const& entry, Fields const& fields);

/// A table of one entry.
Table one_row(std::string name, std::string description, format::Json const& entry, std::string key,
              Fields const& fields);

}  // namespace tongzhou::exports
