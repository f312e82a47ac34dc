#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::sheets {

/// A number as people and spreadsheets write it, as JSON writes it: thousands separators (1,234 or 1.234.567 or
/// 1 234), decimal commas, percent signs (12 % is 0.12), a plus in front. Nothing when it is none; where it may mean
/// two numbers, `why` says which and what to write instead.
std::optional<std::string> number_in(std::string_view text, Decimals decimals, std::string& why);

/// Whether a text can only be a number with a decimal comma: 3,5 but not 1,234.
bool shows_decimal_comma(std::string_view text);

/// A day, or a day and a time, in the order year-month-day or day.month.year, as 2024-07-05 or 2024-07-05T08:00.
/// Nothing when it is none; `why` as above.
std::optional<std::string> date_in(std::string_view text, std::string& why);

/// The day and time of a spreadsheet's serial number, to the minute; a part of a day alone is a time, 08:00. Nothing
/// beyond the year 9999.
std::optional<std::string> date_of_serial(double serial, bool from_1904);

/// The shortest decimal text that reads back as this number, a whole number without a point.
std::string shortest(double value);

}  // namespace tongzhou::sheets
