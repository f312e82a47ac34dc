#include "network/base/parallel_for.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace tongzhou;

namespace {

TEST_CASE("work shared out is all done, each part once, and seen by the one who shared it out") {
  for (unsigned const threads : {0u, 1u, 2u, 5u}) {
    std::vector<int> done(1000);
    parallel_for(
        done.size(), [&](std::size_t i) { done[i] += static_cast<int>(i); }, threads);
    std::vector<int> all(1000);
    std::iota(all.begin(), all.end(), 0);
    CHECK(done == all);
  }
}

TEST_CASE("no parts is no work") {
  parallel_for(0, [](std::size_t) { FAIL(); });
}

TEST_CASE("parts share out their own parts") {
  std::vector<std::vector<std::size_t>> sums(20, std::vector<std::size_t>(20));
  parallel_for(sums.size(), [&](std::size_t i) {
    parallel_for(sums[i].size(), [&](std::size_t j) { sums[i][j] = i + j; });
  });
  CHECK(sums[7][12] == 19);
  CHECK(sums[19][19] == 38);
}

TEST_CASE("parts that wait for each other have a thread each, whether there are cores for them or not") {
  constexpr unsigned parts = 6;
  std::atomic<unsigned> here{0};
  std::atomic<unsigned> met{0};
  auto const patience = std::chrono::steady_clock::now() + std::chrono::minutes{2};
  parallel_for(
      parts,
      [&](std::size_t) {
        ++here;
        while (here < parts && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
        if (here == parts) ++met;
      },
      parts);
  CHECK(met == parts);
}

TEST_CASE("what a part throws comes out, and what the others did before is there") {
  std::vector<int> done(100);
  auto const part = [&](std::size_t i) {
    done[i] = 1;
    if (i == 50) throw std::runtime_error{"part 50"};
  };
  CHECK_THROWS_WITH(parallel_for(done.size(), part), "part 50");
  CHECK(done[50] == 1);
}

}  // namespace
