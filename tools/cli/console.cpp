#include "tools/cli/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/format/files.hpp"
#include "scenarios/format/grouped.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/shortened.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

/// Columns of a terminal: two for what takes three bytes of UTF-8 and is a character of East Asia, from U+2E80 on.
std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // of UTF-8, what continues a character
    bool const wide =
        byte > 0xE2 || (byte == 0xE2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xBA);
    columns += wide ? 2 : 1;
  }
  return columns;
}

}  // namespace

void Console::heading(std::string_view text) const {
  if (colour) {
    out << "\033[1m" << text << "\033[0m\n";
  } else {
    out << text << '\n';
  }
}

void tell(format::Problems const& problems, Console const& console) {
  format::Problems told;
  for (auto& problem : problems.sorted()) {
    problem.text = sentence(problem.text);
    (console.problems != nullptr ? *console.problems : told).add(std::move(problem));
  }
  if (console.problems != nullptr) return;
  while (told.count() < problems.count()) told.add({});  // those that were counted and not kept
  told.print(console.err);
}

void print_written(std::filesystem::path const& file, Console const& console) {
  if (!format::is_standard_output(file)) console.err << say("wrote {}\n", format::printable(file.string()));
}

std::string with_sign(double value, std::string digits, Plus plus) {
  if (digits.find_first_of("123456789") == std::string::npos) return digits;
  if (value < 0) return "-" + digits;
  return plus == Plus::shown ? "+" + digits : digits;
}

std::string readable(double value) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  if (std::abs(value) < 9.95 && value != std::trunc(value))
    return with_sign(value, fmt::format("{:.1f}", std::abs(value)));
  return with_sign(value, format::grouped(std::abs(value)));
}

std::string percent(double share) { return share > 0 && share < 0.005 ? "<1 %" : fmt::format("{:.0f} %", 100 * share); }

std::string names_of(world::Name const& name) {
  auto const between = name.en.empty() || name.zh.empty() ? "" : " ";
  return format::printable(name.en + between + name.zh);
}

void print_table(std::ostream& out, std::vector<std::vector<std::string>> const& given,
                 std::vector<std::size_t> const& right) {
  constexpr std::size_t longest_cell = 500;  // bytes: the longest one sets the width of all
  auto rows = given;
  for (auto& row : rows)
    for (auto& cell : row) cell = format::shortened(std::move(cell), longest_cell);
  std::vector<std::size_t> widths;
  for (auto const& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
  }
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      std::string const blanks(widths[c] - width(row[c]), ' ');
      line += "  ";
      line += std::ranges::find(right, c) != right.end() ? blanks + row[c] : row[c] + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

}  // namespace tongzhou::cli
