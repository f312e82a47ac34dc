#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace tongzhou::format {

/// For people: 1234567 as 1,234,567; to the unit, or with so many decimals.
inline std::string grouped(double value, std::size_t decimals = 0) {
  auto text = fmt::format("{:.{}f}", value, decimals);
  std::size_t const first = text.starts_with('-') ? 1 : 0;
  for (auto at = text.size() - (decimals > 0 ? decimals + 1 : 0); at > first + 3;) text.insert(at -= 3, ",");
  return text;
}

/// For people: three digits of a number that may be of any size, and never a power of ten: 0.0123, 1.5, 12.3, 1,234.
inline std::string in_full(double value) {
  double const size = std::abs(value);
  if (size >= 999.5) return grouped(value);
  int const digits = size > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 15) : 0;
  auto text = fmt::format("{:.{}f}", value, digits);
  if (digits > 0) text.erase(std::min(text.find_last_not_of('0') + 1, text.size()));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace tongzhou::format
