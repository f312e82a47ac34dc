#include "scenarios/format/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <tuple>
#include <utility>

namespace tongzhou::format {

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    auto const next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (byte < 0x20 || byte == 0x7f) {
      result += fmt::format("\\u{:04x}", byte);
    } else if (byte == 0xc2 && next >= 0x80 && next < 0xa0) {  // U+0080 to U+009F: some terminals obey them
      result += fmt::format("\\u{:04x}", next);
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string to_line(Problem const& problem) {
  auto line = problem.file;
  if (problem.line > 0) line += fmt::format(":{}:{}", problem.line, problem.column);
  if (!problem.pointer.empty()) line += " " + problem.pointer;
  return printable(line + ": " + problem.text);
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
