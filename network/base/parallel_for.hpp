#pragma once

#include <cstddef>
#include <functional>

namespace tongzhou {

/// Calls f(0) ... f(n - 1) side by side, in no order, on that many threads (0: one a core), by TBB. What one of them
/// throws comes out here, once those that had begun are done; the others are left.
void parallel_for(std::size_t n, std::function<void(std::size_t)> const& f, unsigned threads = 0);

}  // namespace tongzhou
