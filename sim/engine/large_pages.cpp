#include "sim/engine/large_pages.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <utility>

namespace tongzhou::engine {

#if defined(__GLIBC__)

void use_large_pages() {
  static bool asked = false;
  if (std::exchange(asked, true)) return;
  constexpr std::size_t page = std::size_t{2} << 20;
  constexpr std::size_t most_in_heap = 16 * page;  // the C library allows no more
  constexpr std::size_t ahead = 64 * page;         // what a year of some million boxes needs
  // Tables stay in the heap, which is one stretch, grows by a lot at once, and is not given back while the run goes on.
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(most_in_heap));
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * ahead));
  mallopt(M_TOP_PAD, static_cast<int>(ahead - most_in_heap));
  malloc_trim(0);                                                   // what was freed before comes anew, in large pages
  void* const volatile stretch = std::malloc(most_in_heap - page);  // volatile: or the compiler leaves both out
  std::free(stretch);
  auto* const top = static_cast<char*>(sbrk(0));
  auto const address = reinterpret_cast<std::size_t>(top);
  auto const end = address / page * page;
  auto const begin = (end - mallinfo2().arena) / page * page + page;
  if (begin < end) madvise(top - (address - begin), end - begin, MADV_HUGEPAGE);
  mallopt(M_TOP_PAD, static_cast<int>(page));
}

#else

void use_large_pages() {}

#endif

}  // namespace tongzhou::engine
