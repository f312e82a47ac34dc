#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::sheets {

/// What was recognised in a text file that is not as RFC 4180 and UTF-8 would have it; empty when it is.
struct CsvForm {
  std::string_view encoding = "UTF-8";
  char separator = ',';
};

/// Cells of a CSV file (RFC 4180), in any encoding of `decode_text`, separated by commas, semicolons or tabs, as the
/// first line shows. Empty lines and lines that begin with # hold nothing. What is wrong is added to `flaws`, also a row
/// of fewer cells than there are headings.
Sheet read_csv(std::string bytes, std::string name, std::vector<Flaw>& flaws, CsvForm& form);

/// A cell for such a file, in quotes where it has to be.
std::string csv_cell(std::string_view text);

}  // namespace tongzhou::sheets
