#include "sim/demand/stream.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using tongzhou::demand::Stream;

TEST_CASE("the first numbers of a named stream are the same for ever") {
  // Worked with a second implementation of FNV-1a, SplitMix64 and Philox4x32-10, which gives the known answer
  // 6627e8d5 e169c58d bc57ac4c 9b00dbd8 for key 0 and counter 0.
  Stream stream{2024, 3, "flow 12 arrivals"};
  CHECK(stream.bits() == 0xbad9bf8bcba35e21U);
  CHECK(stream.bits() == 0x51996f222129c1a9U);
  CHECK(stream.bits() == 0x61214b56f8159bb6U);
}

TEST_CASE("a number in [0, 1) is the top 53 bits") {
  Stream stream{2024, 3, "flow 12 arrivals"};
  auto open = stream;
  auto const expected = static_cast<double>(0xbad9bf8bcba35e21U >> 11) / 9007199254740992.0;
  CHECK(stream.uniform() == expected);
  CHECK(open.uniform_open() == expected + 1 / 9007199254740992.0);
}

TEST_CASE("a copy repeats what follows and leaves the original alone") {
  Stream original{1, 0, "lock 3 service"};
  original.bits();
  auto copy = original;
  for (int i = 0; i < 10; ++i) copy.bits();
  Stream again{1, 0, "lock 3 service"};
  again.bits();
  CHECK(original.bits() == again.bits());
}

TEST_CASE("seed, replication and name each make another stream") {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint32_t replication = 0; replication < 10; ++replication) {
      for (int flow = 0; flow < 100; ++flow) {
        first.insert(Stream{seed, replication, "flow " + std::to_string(flow)}.bits());
      }
    }
  }
  CHECK(first.size() == 10'000);
}

TEST_CASE("streams with nearly the same name are not correlated") {
  constexpr int n = 20'000;
  Stream a{1, 0, "flow 1"};
  Stream b{1, 0, "flow 2"};
  Stream c{1, 1, "flow 1"};
  double ab = 0;
  double ac = 0;
  for (int i = 0; i < n; ++i) {
    auto const x = a.uniform() - 0.5;
    ab += x * (b.uniform() - 0.5);
    ac += x * (c.uniform() - 0.5);
  }
  // A product of two centred uniforms has standard deviation 1/12.
  auto const bound = 4 * std::sqrt(n) / 12;
  CHECK(std::abs(ab) < bound);
  CHECK(std::abs(ac) < bound);
}

TEST_CASE("each of six faces comes up as often as the others") {
  constexpr int n = 60'000;
  Stream stream{5, 0, "die"};
  std::array<int, 6> seen{};
  for (int i = 0; i < n; ++i) ++seen.at(stream.below(6));
  double chi_squared = 0;
  for (auto const count : seen) chi_squared += (count - n / 6.0) * (count - n / 6.0) / (n / 6.0);
  CHECK(chi_squared < 20.5);  // 0.1 % point for 5 degrees of freedom
  CHECK(stream.below(1) == 0);
}

TEST_CASE("a large odd range has no favourites") {
  // Of 3 x 2^62 numbers, a plain remainder would give the first third twice as often: half of all draws.
  constexpr int n = 30'000;
  constexpr std::uint64_t third = std::uint64_t{1} << 62;
  Stream stream{5, 0, "large"};
  int low = 0;
  for (int i = 0; i < n; ++i) {
    auto const x = stream.below(3 * third);
    CHECK(x < 3 * third);
    if (x < third) ++low;
  }
  CHECK(std::abs(low - n / 3.0) < 4 * std::sqrt(n * 2 / 9.0));
}
