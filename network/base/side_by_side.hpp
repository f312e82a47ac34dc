#pragma once

#include <tbb/parallel_for.h>

#include <atomic>
#include <cstddef>

namespace tongzhou {

/// What was done before `give` is seen after a `take`. TBB gives as much; but ThreadSanitizer cannot look inside its
/// library, and would take work that TBB handed over for work that two do at once.
class HandOver {
 public:
  void give() { count_.fetch_add(1, std::memory_order_release); }
  void take() const { static_cast<void>(count_.load(std::memory_order_acquire)); }

 private:
  std::atomic<unsigned> count_{0};
};

/// Calls f(0) ... f(n - 1) on all cores, in no order.
template <class F>
void side_by_side(std::size_t n, F const& f) {
  HandOver begun, done;
  begun.give();
  tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
    begun.take();
    f(i);
    done.give();
  });
  done.take();
}

}  // namespace tongzhou
