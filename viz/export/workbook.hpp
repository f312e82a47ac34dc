#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/sheets/workbook_writer.hpp"

namespace tongzhou::exports {

/// The tables of a result as sheets: first what they are, then, of a run, its busiest places, services and connections
/// with a chart each, then all tables that have rows, with units in their headings.
std::vector<sheets::OutSheet> result_sheets(format::Json const& result);

/// The same as a workbook (.xlsx). The file is whole or absent.
void write_result_workbook(format::Json const& result, std::filesystem::path const& file);

}  // namespace tongzhou::exports
