#include "sim/demand/stream.hpp"

#include <Random123/philox.h>

#include <cassert>

namespace tongzhou::demand {

namespace {

__extension__ typedef unsigned __int128 Wide;

// FNV-1a, 64 bit (Fowler, Noll, Vo): the same on every machine, unlike std::hash.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char const c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

// The output function of SplitMix64 (Steele, Lea, Flood 2014): a bijection that lets every bit touch every other,
// which FNV-1a does not do for the last letters of a name.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

// The name enters twice, in the key and in the last counter word, so that two names of one experiment share a stream
// only if 96 bits agree.
Stream::Stream(std::uint64_t seed, std::uint32_t replication, std::string_view name)
    : key_(mixed(mixed(seed) ^ hash_of(name))), replication_(replication), tag_(high(mixed(hash_of(name)))) {}

void Stream::refill() {
  auto const words = r123::Philox4x32{}({{low(block_), high(block_), replication_, tag_}}, {{low(key_), high(key_)}});
  ++block_;
  // Taken from the back: words 0 and 1 first.
  buffer_[1] = std::uint64_t{words[1]} << 32 | words[0];
  buffer_[0] = std::uint64_t{words[3]} << 32 | words[2];
  left_ = 2;
}

// Lemire 2019, "Fast random integer generation in an interval": the high half of bits x n; the few low halves that
// would make some results likelier are drawn again.
std::uint64_t Stream::below(std::uint64_t n) {
  assert(n > 0);
  auto const surplus = (0 - n) % n;
  for (;;) {
    auto const product = static_cast<Wide>(bits()) * n;
    if (static_cast<std::uint64_t>(product) >= surplus) return static_cast<std::uint64_t>(product >> 64);
  }
}

}  // namespace tongzhou::demand
