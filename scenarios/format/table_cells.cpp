#include "scenarios/format/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <stdexcept>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/number_advice.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sheets/notation.hpp"

namespace tongzhou::format {
namespace {

using sheets::CellKind;
using sheets::trimmed;

constexpr char item_separator = ';';

std::optional<Json> literal(std::string_view text, std::string& why) {
  Problems problems;
  auto value = parse(text, "", problems);
  if (!value) why = "begins as JSON does, but is none: " + problems.sorted().front().text;
  return value;
}

}  // namespace

std::optional<bool> truth_in(std::string_view text) {
  constexpr std::array<std::string_view, 10> yes{"true", "TRUE", "True", "yes", "YES", "Yes", "是", "1", "y", "Y"};
  constexpr std::array<std::string_view, 10> no{"false", "FALSE", "False", "no", "NO", "No", "否", "0", "n", "N"};
  if (std::ranges::find(yes, text) != yes.end()) return true;
  if (std::ranges::find(no, text) != no.end()) return false;
  return std::nullopt;
}

Json number_of(std::string_view text) {
  auto const* const end = text.data() + text.size();
  if (text.find_first_of(".eE") == std::string_view::npos) {
    if (text.starts_with('-')) {
      std::int64_t whole = 0;
      if (std::from_chars(text.data(), end, whole).ec == std::errc{}) return whole;
    } else {
      std::uint64_t whole = 0;
      if (std::from_chars(text.data(), end, whole).ec == std::errc{}) return whole;
    }
  }
  double value = 0;
  if (std::from_chars(text.data(), end, value).ec != std::errc{}) return std::string{text};  // larger than any number
  return value;
}

CellReader::CellReader(SchemaView const& node) : kinds_(node.kinds()), day_(node.is_day()) {
  if (kinds_.list && node.items().known()) items_.emplace_back(node.items());
}

std::optional<Json> CellReader::read(sheets::Cell const& cell, sheets::Decimals decimals, std::string& why) const {
  why.clear();
  auto const text = trimmed(cell.text);
  if (day_) return read_day({text, cell.column, cell.kind}, why);
  switch (cell.kind) {
    case CellKind::date:
      why = fmt::format("the spreadsheet has made a date of this ({}); format the cell as {} and type it again", text,
                        kinds_.number ? "a number" : "text");
      return std::nullopt;
    case CellKind::truth:
      if (kinds_.truth) return text == "true";
      return std::string{text};
    case CellKind::number:
      if (kinds_.number) return number_of(text);
      break;
    case CellKind::text:
      break;
  }
  return read_text(text, decimals, why);
}

std::optional<Json> CellReader::read_text(std::string_view text, sheets::Decimals decimals, std::string& why) const {
  if ((text.starts_with('[') && kinds_.list) || (text.starts_with('{') && kinds_.object)) return literal(text, why);
  if (text.starts_with('"') && text.size() > 1 && text.ends_with('"') && kinds_.text) return literal(text, why);
  if (kinds_.number) {
    if (auto const number = sheets::number_in(text, decimals, why)) return number_of(*number);
    if (!why.empty() && !kinds_.text) return std::nullopt;
  }
  if (kinds_.truth) {
    if (auto const truth = truth_in(text)) return *truth;
  }
  if (kinds_.list && !items_.empty() && (!kinds_.text || text.find(item_separator) != std::string_view::npos)) {
    return read_list(text, decimals, why);
  }
  if (kinds_.number && !kinds_.text) {
    why = advice_on_number(text);
    if (!why.empty()) return std::nullopt;
  }
  return std::string{text};
}

std::optional<Json> CellReader::read_list(std::string_view text, sheets::Decimals decimals, std::string& why) const {
  Json list = Json::array();
  while (true) {
    auto const end = text.find(item_separator);
    auto const item = trimmed(text.substr(0, end));
    if (item.empty()) {
      if (end == std::string_view::npos && !list.empty()) return list;  // a separator at the end
      why = "an item between two semicolons is empty";
      return std::nullopt;
    }
    auto value = items_.front().read({item, 0, CellKind::text}, decimals, why);
    if (!value) return std::nullopt;
    list.push_back(std::move(*value));
    if (end == std::string_view::npos) return list;
    text.remove_prefix(end + 1);
  }
}

std::optional<Json> CellReader::read_day(sheets::Cell const& cell, std::string& why) const {
  if (cell.kind == CellKind::date) return std::string{cell.text};
  if (auto const date = sheets::date_in(cell.text, why)) return *date;
  if (!why.empty()) return std::nullopt;
  std::string unheard;
  auto const serial = sheets::number_in(cell.text, sheets::Decimals::point, unheard);
  if (serial && serial->size() >= 5) {
    double days = 0;
    std::from_chars(serial->data(), serial->data() + serial->size(), days);
    if (auto const date = sheets::date_of_serial(days, false)) {
      why =
          fmt::format("{} is how a spreadsheet counts days; write {}, or format the cell as a date", cell.text, *date);
      return std::nullopt;
    }
  }
  return std::string{cell.text};
}

namespace {

/// As short as people would write it; empty where only JSON will do.
std::string short_form(Json const& value) {
  if (value.is_string()) {
    auto const& text = value.get_ref<std::string const&>();
    // What a spreadsheet would take for a formula, or a reader for a remark, stands in quotes.
    return text.empty() || std::string_view{"=+-@#'\t"}.find(text.front()) != std::string_view::npos ? "" : text;
  }
  if (!value.is_array()) return value.is_object() ? "" : value.dump();
  std::string list;
  for (auto const& item : value) {
    auto const text = short_form(item);
    if (text.empty() || item.is_array() || text.find(item_separator) != std::string::npos) return "";
    list += (list.empty() ? "" : "; ") + text;
  }
  return list;
}

}  // namespace

std::string CellReader::write(Json const& value) const {
  for (auto const& text : {short_form(value), value.dump()}) {
    std::string why;
    if (text.empty()) continue;
    auto const back = read({text, 0, CellKind::text}, sheets::Decimals::unknown, why);
    // Equal numbers of different types are told apart: only whole ones are allowed in some places.
    if (back && back->dump() == value.dump()) return text;
  }
  throw std::logic_error("a value of the schema that no cell can hold: " + value.dump());
}

}  // namespace tongzhou::format
