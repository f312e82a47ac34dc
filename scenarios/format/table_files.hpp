#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

/// Where the tables of a scenario may lie.
struct TableFolder {
  std::filesystem::path beside;  // names are relative to this
  std::filesystem::path inside;  // and never lead out of this
  std::size_t most_bytes;        // of a file
};

/// The tables that stand in a folder under their own names, as `tables` would name them.
Json usual_tables(std::filesystem::path const& folder);
/// Remarks on CSV files in that folder whose names are nearly those of tables that are not there: "flow.csv".
std::vector<std::string> nearly_tables(std::filesystem::path const& folder);

/// One table in a CSV file of its own; nothing, and why, when it cannot be had. `remarks`, if given, is told how it is
/// encoded.
std::optional<TableSource> read_table_file(std::filesystem::path const& file, std::size_t most_bytes,
                                           Problems& problems, std::vector<std::string>* remarks = nullptr);

/// Reads the files that `tables` and `matrices` name. What is wrong with the naming goes to `report`, by its pointer;
/// what is wrong in the files to `problems`. What was recognised although it is unusual is remarked.
std::vector<TableSource> tables_of_folder(
    TableFolder const& folder, Json const& names, Json const& matrices,
    std::function<void(std::string const& pointer, std::string words)> const& report, Problems& problems,
    std::vector<std::string>& remarks);

/// The tables in a workbook: its sheet `scenario` may name others by `tables` and `matrices`.
std::vector<TableSource> tables_in_workbook(std::string const& file, std::string const& bytes, std::size_t most_bytes,
                                            Problems& problems, std::vector<std::string>& remarks);

}  // namespace tongzhou::format
