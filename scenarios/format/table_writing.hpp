#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/schema_view.hpp"
#include "scenarios/format/table_layout.hpp"
#include "scenarios/sheets/workbook_writer.hpp"

namespace tongzhou::format {

/// A scenario's table as it is to be written.
struct TableOut {
  struct Column {
    std::string heading;
    SchemaView node;  // nothing known of a column of ids
    bool required = false;
  };
  TableLayout const* layout = nullptr;
  std::vector<Column> columns;
  std::vector<std::vector<Json>> rows;  // null: empty
};

/// Whether tables have the columns that hold something, or all there can be, for a template.
enum class Columns { used, all };

/// A scenario that is valid by its schema, as tables, and what is in none of them.
struct ScenarioTables {
  std::vector<TableOut> tables;
  Json rest;
};
ScenarioTables to_tables(Json scenario, Columns columns);

/// A file of a folder of tables.
struct TableFile {
  std::string name;
  std::string text;
};
/// `scenario.json` last: when it is there, so are the others.
std::vector<TableFile> to_folder(ScenarioTables const& tables);

/// The sheets of a workbook, the first one an explanation; columns have comments and lists to choose from.
std::vector<sheets::OutSheet> to_workbook(ScenarioTables const& tables);

/// What each column of the tables is: for the folder of a template.
std::string explain_columns(ScenarioTables const& tables);

}  // namespace tongzhou::format
