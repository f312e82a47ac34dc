#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/format/table_writing.hpp"

namespace tongzhou::cli {

/// What a place to write to means: a workbook by the ending .xlsx, a folder where there is one, or where the name has
/// no ending or ends in /. Nothing for the name of some other file.
enum class TableForm { folder, workbook };
std::optional<TableForm> table_form(std::filesystem::path const& to);

/// Each table a CSV file, and `scenario.json` that names them.
void write_tables(format::ScenarioTables const& tables, std::filesystem::path const& folder);

/// All in one .xlsx.
void write_tables_as_workbook(format::ScenarioTables const& tables, std::filesystem::path const& path);

}  // namespace tongzhou::cli
