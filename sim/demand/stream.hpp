#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tongzhou::demand {

/// Random numbers for one cause, such as "flow 12 arrivals". Counter-based (Philox4x32-10): what a stream gives depends
/// on (seed, replication, name) and how often it was asked, never on another stream. A copy repeats what follows.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint32_t replication, std::string_view name);

  /// 64 fair bits.
  std::uint64_t bits() {
    if (left_ == 0) refill();
    return buffer_[--left_];
  }
  /// In [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// In (0, 1]: safe under a logarithm.
  double uniform_open() { return static_cast<double>((bits() >> 11) + 1) * 0x1p-53; }
  /// One of 0..n-1, each equally likely. n is at least 1.
  std::uint64_t below(std::uint64_t n);

 private:
  void refill();

  std::uint64_t key_;
  std::uint64_t block_ = 0;
  std::uint32_t replication_;
  std::uint32_t tag_;
  std::array<std::uint64_t, 2> buffer_{};
  std::uint32_t left_ = 0;
};

static_assert(sizeof(Stream) <= 64, "thousands of flows hold one each");

}  // namespace tongzhou::demand
