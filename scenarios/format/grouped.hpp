#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace tongzhou::format {

/// For people: 1234567 as 1,234,567; to the unit.
inline std::string grouped(double value) {
  auto text = fmt::format("{:.0f}", value);
  std::size_t const first = text.starts_with('-') ? 1 : 0;
  for (auto at = text.size(); at > first + 3;) text.insert(at -= 3, ",");
  return text;
}

}  // namespace tongzhou::format
