#include "scenarios/format/number_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>

#include "scenarios/sheets/notation.hpp"
#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::format {
namespace {

using sheets::trimmed;

constexpr std::string_view digits = "0123456789";

/// What a spreadsheet that is saved as text leaves of a formula that failed.
constexpr std::array<std::string_view, 7> spreadsheet_errors{"#REF!",  "#N/A",   "#VALUE!", "#DIV/0!",
                                                             "#NAME?", "#NULL!", "#NUM!"};

/// What people put where they know nothing.
constexpr std::array<std::string_view, 17> unknowns{"-",  "--", "–",    "—",   "?",   "/",    ".",  "n/a", "N/A",
                                                    "na", "NA", "n.a.", "nan", "NaN", "null", "无", "暂无"};

struct Multiplier {
  std::string_view word;
  double worth;
};
constexpr std::array multipliers{Multiplier{"百万", 1e6}, Multiplier{"万", 1e4},       Multiplier{"亿", 1e8},
                                 Multiplier{"千", 1e3},   Multiplier{"million", 1e6},  Multiplier{"mio", 1e6},
                                 Multiplier{"mn", 1e6},   Multiplier{"thousand", 1e3}, Multiplier{"k", 1e3}};

/// In units a thousand is part of the word.
bool begins_with_unit(std::string_view text) {
  return text.starts_with("千克") || text.starts_with("千米") || text.starts_with("千瓦");
}

std::optional<std::string> number(std::string_view text) {
  std::string unheard;
  return sheets::number_in(text, sheets::Decimals::point, unheard);
}

/// (500) and 500-, as accountants write what is less than nothing.
std::optional<std::string> below_nothing(std::string_view text) {
  if (text.starts_with('(') && text.ends_with(')')) {
    text = text.substr(1, text.size() - 2);
  } else if (text.ends_with('-')) {
    text.remove_suffix(1);
  } else {
    return std::nullopt;
  }
  auto const amount = number(text);
  return amount && !amount->starts_with('-') ? std::optional{"-" + *amount} : std::nullopt;
}

/// "4000-5000", "3 to 4".
bool is_range(std::string_view text) {
  constexpr std::array<std::string_view, 7> signs{"-", "–", "—", "~", "～", "至", "to"};
  std::string between;
  for (char const c : text) {
    if (std::string_view{"0123456789., "}.find(c) == std::string_view::npos) between += c;
  }
  return digits.find(text.front()) != std::string_view::npos && digits.find(text.back()) != std::string_view::npos &&
         std::ranges::find(signs, between) != signs.end();
}

/// "12 t", "CNY 30", "0.5万": a number with something in front of it or behind, which the heading says already.
std::string with_unit(std::string_view text) {
  auto const first = text.find_first_of(digits);
  if (first == std::string_view::npos) return "";
  auto const begin = first > 0 && text[first - 1] == '-' ? first - 1 : first;
  auto const end = std::min(text.find_first_not_of("0123456789.,-", begin), text.size());
  auto amount = number(text.substr(begin, end - begin));
  auto const behind = trimmed(text.substr(end));
  auto rest = std::string{trimmed(text.substr(0, begin))} + std::string{behind};
  constexpr std::size_t longest_unit = 12;
  if (!amount || rest.empty() || rest.size() > longest_unit || rest.find_first_of(digits) != std::string::npos)
    return "";
  auto const times = std::ranges::find_if(
      multipliers, [&](auto const& m) { return rest.starts_with(m.word) && !begins_with_unit(rest); });
  if (times != multipliers.end() && (times->word != "k" || rest == "k")) {
    amount = sheets::shortest(std::strtod(amount->c_str(), nullptr) * times->worth);
    rest = std::string{trimmed(std::string_view{rest}.substr(times->word.size()))};
  }
  // Letters, those of East Asia among them, whose first bytes are U+3000 and above: no mark such as ~ or “.
  bool const is_unit = std::ranges::any_of(rest, [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0xe3; });
  if (!is_unit) return fmt::format("\"{}\" is no number; write {}", text, *amount);
  return fmt::format("\"{}\" is no number; write {} if {} is the unit of the column", text, *amount, rest);
}

}  // namespace

std::string advice_on_number(std::string_view text) {
  if (std::ranges::find(spreadsheet_errors, text) != spreadsheet_errors.end()) {
    return fmt::format("an error of the spreadsheet stands here: {}", text);
  }
  if (std::ranges::find(unknowns, text) != unknowns.end()) {
    return fmt::format("\"{}\" is no number; leave the cell empty where none is known", text);
  }
  if (text.starts_with('=')) {
    return fmt::format("\"{}\" is a formula without its value; write what it comes to", text);
  }
  if (text.starts_with('#') && text.find_first_not_of('#') == std::string_view::npos) {
    return "only # stands here, as a column shows that is too narrow; write the number itself";
  }
  if (auto const meant = below_nothing(text)) return fmt::format("\"{}\" is no number; write {}", text, *meant);
  if (is_range(text)) return fmt::format("\"{}\" is more than one number; write one", text);
  return with_unit(text);
}

}  // namespace tongzhou::format
