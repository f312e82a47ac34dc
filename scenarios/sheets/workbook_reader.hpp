#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::sheets {

struct SheetFlaw {
  std::string sheet;
  Flaw flaw;
};

/// Whether a file begins as a ZIP archive does, which every .xlsx is.
bool looks_like_workbook(std::string_view bytes);

/// Why bytes that no text and no .xlsx begin with are not read, with what to do: an old .xls, a picture. Nothing when
/// nothing is known against them.
std::optional<std::string> other_document(std::string_view bytes);

/// The sheets of a workbook (.xlsx, ECMA-376), in its order: values as last calculated, no formula is run. What is
/// inside the archive may take `most_bytes` when unpacked. Nothing when it cannot be read at all; flaws name the sheet
/// where it is known: merged cells, formulas without a value, errors in cells.
std::optional<std::vector<Sheet>> read_workbook(std::string const& bytes, std::size_t most_bytes,
                                                std::vector<SheetFlaw>& flaws);

}  // namespace tongzhou::sheets
