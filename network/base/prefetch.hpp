#pragma once

#include <cstddef>
#include <vector>

namespace tongzhou {

/// Asks memory for what will be looked at soon.
inline void prefetch(void const* what, std::size_t bytes) {
  constexpr std::size_t cache_line = 64;
  for (std::size_t at = 0; at < bytes; at += cache_line) __builtin_prefetch(static_cast<char const*>(what) + at, 1);
}
template <class T>
void prefetch(std::vector<T> const& rows) {
  prefetch(rows.data(), rows.size() * sizeof(T));
}

}  // namespace tongzhou
