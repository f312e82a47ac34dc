#include "network/base/parallel_for.hpp"

#include <atomic>

#include "network/base/share_out.hpp"

namespace tongzhou {
namespace {

/// What was done before `give` is seen after a `take`. TBB gives as much; but ThreadSanitizer cannot look inside it, and
/// would take work that TBB handed over for work that two do at once.
class HandOver {
 public:
  void give() { count_.fetch_add(1, std::memory_order_release); }
  void take() const { static_cast<void>(count_.load(std::memory_order_acquire)); }

 private:
  std::atomic<unsigned> count_{0};
};

struct Work {
  std::function<void(std::size_t)> const& f;
  HandOver begun{}, done{};
};

void do_part(void* work, std::size_t part) {
  auto& [f, begun, done] = *static_cast<Work*>(work);
  begun.take();
  struct Given {
    HandOver& done;
    ~Given() { done.give(); }
  } const given{done};
  f(part);
}

}  // namespace

void parallel_for(std::size_t n, std::function<void(std::size_t)> const& f, unsigned threads) {
  Work work{f};
  work.begun.give();
  try {
    share_out(n, do_part, &work, threads);
  } catch (...) {
    work.done.take();
    throw;
  }
  work.done.take();
}

}  // namespace tongzhou
