#include "scenarios/sheets/sheet.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tongzhou::sheets {

std::string_view TextStore::add(std::string_view text) {
  constexpr std::size_t usual = std::size_t{1} << 16;
  if (size_ - used_ < text.size() || chunks_.empty()) {
    size_ = std::max(usual, text.size());
    chunks_.push_back(std::make_unique<char[]>(size_));
    used_ = 0;
  }
  auto* const at = chunks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return {at, text.size()};
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

std::string_view trimmed(std::string_view text) {
  // Most cells have no blanks: tables of a hundred thousand rows ask millions of times.
  auto const is_plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  constexpr std::array<std::string_view, 6> blanks{" ", "\t", "\r", "\n", "\u00a0", "\u3000"};
  auto const begins = [&] { return std::ranges::find_if(blanks, [&](auto blank) { return text.starts_with(blank); }); };
  auto const ends = [&] { return std::ranges::find_if(blanks, [&](auto blank) { return text.ends_with(blank); }); };
  for (auto blank = begins(); blank != blanks.end(); blank = begins()) text.remove_prefix(blank->size());
  for (auto blank = ends(); blank != blanks.end(); blank = ends()) text.remove_suffix(blank->size());
  return text;
}

}  // namespace tongzhou::sheets
