#include "network/base/share_out.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace tongzhou {

void share_out(std::size_t n, void (*do_part)(void* work, std::size_t part), void* work, unsigned threads) {
  auto const all = [=] {
    // Each part is a task of its own: parts differ in length, and some wait.
    tbb::parallel_for(
        std::size_t{0}, n, [=](std::size_t part) { do_part(work, part); }, tbb::simple_partitioner{});
  };
  if (threads == 0) return all();
  tbb::global_control const allowed{tbb::global_control::max_allowed_parallelism, threads};
  tbb::task_arena{static_cast<int>(threads)}.execute(all);
}

}  // namespace tongzhou
