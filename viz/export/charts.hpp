#pragma once

#include <filesystem>
#include <string_view>

#include "scenarios/format/json.hpp"

namespace tongzhou::exports {

/// The standard charts of a result in Vega-Lite by name, as charts.json holds them: each draws a table of the CSV
/// export.
std::string_view charts_text();

/// Writes each chart as `<name>.vl.json` beside the tables in this folder, with the scenario and the currency of the
/// result in its titles. Of an experiment or an appraisal none: they have other tables.
void write_charts(format::Json const& result, std::filesystem::path const& folder);

}  // namespace tongzhou::exports
