#include "scenarios/format/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <tuple>
#include <utility>

#include "network/base/utf8.hpp"
#include "scenarios/format/shortened.hpp"

namespace tongzhou::format {
namespace {

/// Some terminals obey those of U+0080 to U+009F, too; U+2028 and U+2029 end a line.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

/// Marks that turn the direction of the text after them (Unicode Standard Annex 9): what is read is then not what is
/// there.
bool turns_direction(char32_t code) {
  return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

constexpr std::size_t longest_word = 255;  // bytes, as file systems have it
constexpr std::size_t longest_line = 4000;

/// Names of things may be as long as a file: what is longer than any name of a file between two blanks or slashes is
/// shortened, and so is the whole.
std::string with_long_words_shortened(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    auto const end = std::min(text.find_first_of(" /"), text.size());
    result += shortened(std::string{text.substr(0, end)}, longest_word);
    if (end < text.size()) result += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shortened(std::move(result), longest_line);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    auto const [code, length] = first_character(text.substr(i));
    if (!code) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    } else if (is_control(*code) || turns_direction(*code)) {
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(*code));
    } else {
      result += text.substr(i, length);
    }
    i += length;
  }
  return result;
}

std::string with_turns_shown(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    auto const [code, length] = first_character(text.substr(i));
    if (code && turns_direction(*code)) {
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(*code));
    } else {
      result += text.substr(i, length);
    }
    i += length;
  }
  return result;
}

std::string to_line(Problem const& problem) {
  auto line = problem.file;
  if (!problem.cell.empty()) {
    line += problem.cell;
  } else if (problem.line > 0) {
    line += fmt::format(":{}:{}", problem.line, problem.column);
  }
  if (!problem.pointer.empty()) line += " " + with_long_words_shortened(problem.pointer);
  return printable(line + ": " + with_long_words_shortened(problem.text));
}

void Problems::name_file(std::string const& file) {
  if (std::find(files_.begin(), files_.end(), file) == files_.end()) files_.push_back(file);
}

void Problems::add(Problem problem) {
  ++count_;
  if (full()) return;
  name_file(problem.file);
  problems_.push_back(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
  auto const order = [&](Problem const& problem) {
    auto const file = std::find(files_.begin(), files_.end(), problem.file) - files_.begin();
    return std::tuple{file, problem.line, problem.column};
  };
  auto result = problems_;
  std::stable_sort(result.begin(), result.end(), [&](auto const& a, auto const& b) { return order(a) < order(b); });
  return result;
}

void Problems::print(std::ostream& out) const {
  auto const problems = sorted();
  auto const shown = std::min(problems.size(), most_printed);
  for (std::size_t i = 0; i < shown; ++i) out << to_line(problems[i]) << '\n';
  if (count_ > shown) out << "... and " << count_ - shown << " more\n";
}

}  // namespace tongzhou::format
