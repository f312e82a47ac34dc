// Whatever the bytes are, they become a manifest or are refused in words; what they ask for is bounded.
#include "scenarios/experiments/manifest.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "scenarios/format/sha256.hpp"
#include "tests/fuzz/room.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Room const room;
  static tongzhou::experiments::Maker const maker{"tongzhou 0", {}};
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  auto const file = room.put("manifest-" + tongzhou::format::sha256(text).substr(0, 16) + ".json", text);
  try {
    auto const manifest = tongzhou::experiments::read_manifest(file, maker);
    if (manifest.tasks() == 0 || manifest.tasks() > 1'000'000'000) std::abort();
    for (std::size_t i = 0; i < manifest.scenarios.size(); ++i) manifest.option_of(i);
  } catch (std::runtime_error const&) {
  }
  std::filesystem::remove(file);
  return 0;
}
