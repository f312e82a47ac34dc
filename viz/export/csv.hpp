#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/json.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {

/// U+FEFF in front of a file, by which spreadsheets know that it is UTF-8: without it Excel shows Chinese names wrong.
enum class ByteOrderMark { none, written };

/// Text that a spreadsheet would run as a formula gets an apostrophe in front: then it is shown, not run. That is text
/// that starts with = + - @, their full-width forms, a tab or a line end, whatever blanks, quotes and marks without
/// width come before; also where a part of the text would be a cell of its own, because a spreadsheet takes semicolons,
/// bars, tabs or line ends between cells. Marks that turn the direction of text are written out (\u202e).
std::string harmless(std::string_view text);

/// RFC 4180: comma, CRLF, UTF-8, a line of names first. Numbers in their shortest exact form, never in quotes.
std::string to_csv(Table const& table);

/// Frictionless Data Package (v1) of CSV files named after their tables; units as "unit" of a field.
nlohmann::ordered_json data_package(std::vector<Table> const& tables, format::Json const& result);

/// <folder>/<table>.csv, and at last datapackage.json.
void write_csv(format::Json const& result, std::filesystem::path const& folder, ByteOrderMark = ByteOrderMark::none);

}  // namespace tongzhou::exports
