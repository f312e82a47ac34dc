#pragma once

#include <cstddef>

namespace tongzhou {

/// The part of `parallel_for` that is TBB's: calls do_part(work, 0) ... do_part(work, n - 1) on that many threads (0: one
/// a core). All of TBB's templates stand behind it, built without ThreadSanitizer as TBB's library is: half of TBB's
/// bookkeeping seen and half unseen is reported as races.
void share_out(std::size_t n, void (*do_part)(void* work, std::size_t part), void* work, unsigned threads);

}  // namespace tongzhou
