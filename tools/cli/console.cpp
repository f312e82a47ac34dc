#include "tools/cli/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::cli {
namespace {

/// Characters, not bytes: those of UTF-8 that continue one are not counted.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
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
  if (console.problems == nullptr) return problems.print(console.err);
  for (auto const& problem : problems.sorted()) console.problems->add(problem);
}

void print_written(std::filesystem::path const& file, Console const& console) {
  if (!format::is_standard_output(file)) console.err << "wrote " << format::printable(file.string()) << '\n';
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
  auto digits = fmt::format("{:.0f}", std::abs(value));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return with_sign(value, std::move(digits));
}

std::string percent(double share) { return share > 0 && share < 0.005 ? "<1 %" : fmt::format("{:.0f} %", 100 * share); }

std::string names_of(world::Name const& name) {
  auto const between = name.en.empty() || name.zh.empty() ? "" : " ";
  return format::printable(name.en + between + name.zh);
}

void print_table(std::ostream& out, std::vector<std::vector<std::string>> const& rows,
                 std::vector<std::size_t> const& right) {
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
