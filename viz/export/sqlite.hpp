#pragma once

#include <filesystem>

#include "scenarios/format/json.hpp"

namespace tongzhou::exports {

/// A database of the result's tables, with primary keys, indexes on what refers to another table, and a table `units`
/// that says what each column is in. The file is whole or absent.
void write_sqlite(format::Json const& result, std::filesystem::path const& file);

}  // namespace tongzhou::exports
