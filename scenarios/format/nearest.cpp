#include "scenarios/format/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <vector>

namespace tongzhou::format {
namespace {

std::u32string letters_of(std::string_view word) {
  std::u32string letters;
  for (char const c : word) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) == 0x80u && !letters.empty()) {
      letters.back() = (letters.back() << 8u) | byte;  // one value a character is enough to compare them
    } else {
      letters.push_back(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
  }
  return letters;
}

/// Optimal string alignment distance, or `most + 1` as soon as it must be more than `most`.
std::size_t distance(std::u32string const& a, std::u32string const& b, std::size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    // A swap reaches two rows back, so both must be too far.
    if (*std::min_element(row.begin(), row.end()) > most && *std::min_element(last.begin(), last.end()) > most) {
      return most + 1;
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<std::string_view const> candidates) {
  constexpr std::size_t longest_word = 200;
  if (word.size() > longest_word) return std::nullopt;
  auto const letters = letters_of(word);
  auto const most = std::max<std::size_t>(2, letters.size() / 3);
  std::optional<std::tuple<std::size_t, std::string_view>> best;
  for (auto const candidate : candidates) {
    if (candidate.size() > longest_word * 2) continue;
    auto const theirs = letters_of(candidate);
    auto const d = distance(letters, theirs, most);
    if (d > most || 2 * d > std::max(letters.size(), theirs.size())) continue;
    if (!best || std::tuple{d, candidate} < *best) best = {d, candidate};
  }
  if (!best) return std::nullopt;
  return std::string{std::get<1>(*best)};
}

std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates) {
  auto const meant = nearest(word, candidates);
  return meant ? fmt::format("; did you mean \"{}\"?", *meant) : "";
}

}  // namespace tongzhou::format
