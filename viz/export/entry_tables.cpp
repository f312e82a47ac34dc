#include "viz/export/entry_tables.hpp"

#include <utility>

namespace tongzhou::exports {

using json = format::Json;

json at(json const& entry, std::string const& pointer) {
  json::json_pointer const where{pointer};
  return entry.contains(where) ? entry.at(where) : json{};
}

Table table(std::string name, std::string description, std::vector<std::string> key, std::vector<Column> columns,
            Fields const& fields) {
  for (auto const& field : fields) columns.push_back(field.column);
  return {std::move(name), std::move(description), std::move(columns), std::move(key), {}, {}};
}

void add(Table& table, std::vector<json> row, json const& entry, Fields const& fields) {
  for (auto const& field : fields) row.push_back(at(entry, field.pointer));
  table.rows.push_back(std::move(row));
}

Table one_row(std::string name, std::string description, json const& entry, std::string key, Fields const& fields) {
  auto made = table(std::move(name), std::move(description), {std::move(key)}, {}, fields);
  add(made, {}, entry, fields);
  return made;
}

}  // namespace tongzhou::exports
