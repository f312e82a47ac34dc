#pragma once

#include <optional>
#include <string>

#include "scenarios/format/json.hpp"
#include "scenarios/format/schema_view.hpp"
#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::format {

/// What a column may hold, looked up in the schema once.
class CellReader {
 public:
  explicit CellReader(SchemaView const& node);

  /// The value that a cell means. Nothing when it may not stand there or may mean several: `why` says why, and what to
  /// write. What only the schema can judge comes back as it is.
  std::optional<Json> read(sheets::Cell const& cell, sheets::Decimals decimals, std::string& why) const;
  /// The text of a cell that reads back as this value, to the type of its number.
  std::string write(Json const& value) const;

 private:
  std::optional<Json> read_text(std::string_view text, sheets::Decimals decimals, std::string& why) const;
  std::optional<Json> read_list(std::string_view text, sheets::Decimals decimals, std::string& why) const;
  std::optional<Json> read_day(sheets::Cell const& cell, std::string& why) const;

  SchemaView::Kinds kinds_, item_kinds_;
  bool day_ = false;
  std::vector<CellReader> items_;  // one, of a list
};

/// Yes or no, as people write it in either language.
std::optional<bool> truth_in(std::string_view text);

/// A number as the parser of JSON would take it: whole where it has neither point nor exponent. Text again when it is
/// larger than any number.
Json number_of(std::string_view text);

}  // namespace tongzhou::format
