#include "scenarios/sheets/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "network/base/calendar.hpp"

namespace tongzhou::sheets {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  auto const digits = [&] {
    auto const first = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - first;
  };
  bool const zero = i < text.size() && text[i] == '0';
  auto const whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < text.size() && text[i] == '.' && (++i, digits() == 0)) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

/// 1,234,567: one to three digits, then groups of three.
bool is_grouped(std::string_view text, char separator) {
  auto at = text.find(separator);
  if (at == std::string_view::npos) return all_digits(text);
  if (at > 3 || !all_digits(text.substr(0, at))) return false;
  while (at != std::string_view::npos) {
    auto const next = text.find(separator, at + 1);
    auto const group = text.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    if (group.size() != 3 || !all_digits(group)) return false;
    at = next;
  }
  return true;
}

std::string without(std::string_view text, char separator) {
  std::string result{text};
  std::erase(result, separator);
  return result;
}

/// 1,234 or 1.234: three digits behind the only separator, and not a nought in front of it.
bool reads_both_ways(std::string_view body, char separator) {
  return std::ranges::count(body, separator) == 1 && is_grouped(body, separator) && !body.starts_with('0');
}

/// A body without sign whose only separators are points, commas and blanks, as JSON writes it without exponent.
std::optional<std::string> plain(std::string_view body, Decimals decimals, std::string& why) {
  auto const last_point = body.rfind('.'), last_comma = body.rfind(',');
  auto const points = std::ranges::count(body, '.'), commas = std::ranges::count(body, ',');
  if (points > 0 && commas > 0) {
    bool const point_last = last_point > last_comma;
    auto const decimal = point_last ? last_point : last_comma;
    char const thousands = point_last ? ',' : '.';
    auto const behind = body.substr(decimal + 1);
    if (!is_grouped(body.substr(0, decimal), thousands) || !all_digits(behind)) return std::nullopt;
    return fmt::format("{}.{}", without(body.substr(0, decimal), thousands), behind);
  }
  char const separator = commas > 0 ? ',' : '.';
  if (points + commas == 0) return all_digits(body) ? std::optional{std::string{body}} : std::nullopt;
  if (points + commas > 1) return is_grouped(body, separator) ? std::optional{without(body, separator)} : std::nullopt;
  auto const decimal = body.find(separator);
  auto const in_front = body.substr(0, decimal), behind = body.substr(decimal + 1);
  if (!all_digits(behind) || !(in_front.empty() || all_digits(in_front))) return std::nullopt;
  auto const as_decimal = fmt::format("{}.{}", in_front.empty() ? "0" : in_front, behind);
  if (!reads_both_ways(body, separator)) return as_decimal;
  bool const usual_decimal = separator == (decimals == Decimals::comma ? ',' : '.');
  if (decimals == Decimals::point) return usual_decimal ? as_decimal : without(body, separator);
  if (decimals == Decimals::comma && usual_decimal) return as_decimal;
  if (decimals == Decimals::unknown && separator == '.') return as_decimal;
  why = fmt::format("\"{}\" may be {} or {}; write {} or {}", body, without(body, separator), as_decimal,
                    without(body, separator), as_decimal);
  return std::nullopt;
}

/// The narrow form of a full-width sign or digit, as East Asian keyboards write them: U+FF0B, "＋", to U+FF19, "９".
std::optional<char> narrow(std::string_view text) {
  bool const wide = text.size() >= 3 && text.starts_with("\xef\xbc") && text[2] >= '\x8b' && text[2] <= '\x99';
  return wide ? std::optional{static_cast<char>('+' + (text[2] - '\x8b'))} : std::nullopt;
}

/// What separates thousands without doubt goes; what looks like a sign or a digit becomes one.
std::string simplified(std::string_view text) {
  constexpr std::array<std::string_view, 6> dropped{" ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"};
  std::string result;
  while (!text.empty()) {
    auto const mark = std::ranges::find_if(dropped, [&](auto m) { return text.starts_with(m); });
    if (mark != dropped.end() && !result.empty()) {
      // Between digits only, and three behind it.
      auto const behind = text.substr(mark->size());
      if (!is_digit(result.back()) || behind.size() < 3 || !all_digits(behind.substr(0, 3))) return {};
      text = behind;
    } else if (text.starts_with("\u2212")) {
      result += '-';
      text.remove_prefix(3);
    } else if (auto const sign = narrow(text)) {
      result += *sign;
      text.remove_prefix(3);
    } else {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

}  // namespace

std::string shortest(double value) {
  if (value == std::floor(value) && std::abs(value) < 9007199254740992.0) {
    return fmt::format("{}", static_cast<std::int64_t>(value));
  }
  std::array<char, 40> digits{};
  auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end};
}

std::optional<std::string> number_in(std::string_view given, Decimals decimals, std::string& why) {
  why.clear();
  auto text = trimmed(given);
  bool const certain = decimals != Decimals::comma || text.find('.') == std::string_view::npos;
  if (certain && is_json_number(text)) return std::string{text};
  bool percent = false;
  for (std::string_view const sign : {"%", "\uff05"}) {
    if (text.ends_with(sign)) {
      percent = true;
      text = trimmed(text.substr(0, text.size() - sign.size()));
    }
  }
  auto const body = simplified(text);
  bool const minus = body.starts_with('-');
  auto unsigned_body = std::string_view{body}.substr(minus || body.starts_with('+') ? 1 : 0);
  auto number = plain(unsigned_body, decimals, why);
  if (!number && why.empty() && is_json_number(body)) number = std::string{unsigned_body};  // with an exponent
  if (!number) return std::nullopt;
  // 007 is 7.
  auto digits = std::string_view{*number};
  while (digits.size() > 1 && digits.front() == '0' && is_digit(digits[1])) digits.remove_prefix(1);
  auto const signed_number = (minus ? "-" : "") + std::string{digits};
  if (!percent) return signed_number;
  return shortest(std::strtod((signed_number + "e-2").c_str(), nullptr));
}

bool shows_decimal_comma(std::string_view given) {
  auto text = trimmed(given);
  if (text.starts_with('-')) text.remove_prefix(1);
  auto const comma = text.rfind(',');
  if (comma == std::string_view::npos || !all_digits(text.substr(comma + 1))) return false;
  auto const in_front = text.substr(0, comma);
  if (in_front.find('.') != std::string_view::npos) return is_grouped(in_front, '.');
  return all_digits(in_front) && !reads_both_ways(text, ',');
}

namespace {

std::optional<std::string> day(int year, int month, int day) {
  Date const date{year, month, day};
  return valid(date) ? std::optional{to_string(date)} : std::nullopt;
}

/// Digits of up to three parts between separators.
std::optional<std::vector<int>> parts_of(std::string_view text, std::string_view separators) {
  std::vector<int> parts;
  while (parts.size() < 4) {
    auto const end = text.find_first_of(separators);
    auto const part = text.substr(0, end);
    if (!all_digits(part) || part.size() > 4) return std::nullopt;
    int value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    parts.push_back(value);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::string with_plain_separators(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    std::string_view const year = "年", month = "月", date = "日";
    if (text.starts_with(year) || text.starts_with(month)) {
      result += '-';
      text.remove_prefix(year.size());
    } else if (text.starts_with(date)) {
      text.remove_prefix(date.size());
    } else {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

std::optional<std::string> day_in(std::string_view text, std::string& why) {
  auto const plainly = with_plain_separators(text);
  bool const year_first = plainly.find_first_not_of("0123456789") == 4;
  bool const dots = plainly.find('.') != std::string::npos;
  auto const parts = parts_of(plainly, dots ? "." : plainly.find('/') != std::string::npos ? "/" : "-");
  if (!parts || parts->size() != 3) return std::nullopt;
  int const first = (*parts)[0], second = (*parts)[1], third = (*parts)[2];
  if (year_first) return day(first, second, third);
  if (third < 1000) return std::nullopt;
  if (dots) return day(third, second, first);
  auto const month_first = day(third, first, second), day_first = day(third, second, first);
  if (month_first && day_first && month_first != day_first) {
    why = fmt::format("\"{}\" may be {} or {}; write one of them", text, *day_first, *month_first);
    return std::nullopt;
  }
  return month_first ? month_first : day_first;
}

}  // namespace

std::optional<std::string> date_in(std::string_view given, std::string& why) {
  why.clear();
  auto const text = trimmed(given);
  auto const end = text.find_first_of(" T");
  auto const date = day_in(text.substr(0, end), why);
  if (!date || end == std::string_view::npos) return date;
  auto const clock = parts_of(trimmed(text.substr(end + 1)), ":");
  if (!clock || clock->size() < 2 || (*clock)[0] > 23 || (*clock)[1] > 59) return std::nullopt;
  if (clock->size() == 3 && (*clock)[2] != 0) return std::nullopt;
  return fmt::format("{}T{:02}:{:02}", *date, (*clock)[0], (*clock)[1]);
}

std::optional<std::string> date_of_serial(double serial, bool from_1904) {
  if (!(serial >= 0) || serial > 2'958'466) return std::nullopt;  // 10000-01-01
  auto const minutes = static_cast<std::int64_t>(std::llround(serial * 1440));
  auto const clock = fmt::format("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
  auto const days = minutes / 1440;
  if (days == 0) return clock;
  // Serial 60 is a 29 February 1900 that never was (so the count from 1900 begins on 30 December 1899): days before
  // March 1900 are no concern of a plan.
  auto text = to_string(days_after(from_1904 ? Date{1904, 1, 1} : Date{1899, 12, 30}, days));
  if (minutes % 1440 != 0) text += "T" + clock;
  return text;
}

}  // namespace tongzhou::sheets
