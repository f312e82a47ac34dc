#pragma once

#include <cstddef>
#include <vector>

namespace tongzhou {

/// Asks memory for the cache line of what will be looked at soon. A function that does nothing else is one without
/// effect to GCC, which leaves calls of it out; not so where there is a statement of which it knows nothing.
inline void prefetch_cache_line(void const* what) {
  __builtin_prefetch(what, 1);
#if defined(__GNUC__)
  asm volatile("");
#endif
}
/// The same, of all its lines.
inline void prefetch(void const* what, std::size_t bytes) {
  constexpr std::size_t cache_line = 64;
  for (std::size_t at = 0; at < bytes; at += cache_line) prefetch_cache_line(static_cast<char const*>(what) + at);
}
template <class T>
void prefetch(std::vector<T> const& rows) {
  prefetch(rows.data(), rows.size() * sizeof(T));
}

}  // namespace tongzhou
