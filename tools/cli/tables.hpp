#pragma once

#include <filesystem>

#include "scenarios/format/table_writing.hpp"

namespace tongzhou::cli {

/// Each table a CSV file, and `scenario.json` that names them.
void write_tables(format::ScenarioTables const& tables, std::filesystem::path const& folder);

/// All in one .xlsx.
void write_tables_as_workbook(format::ScenarioTables const& tables, std::filesystem::path const& path);

}  // namespace tongzhou::cli
