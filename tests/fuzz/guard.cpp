// Whatever the bytes are, they are read or refused.
#include "scenarios/format/guard.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  tongzhou::format::Problems problems;
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  auto const value = tongzhou::format::parse(text, "fuzz.json", problems);
  if (value.has_value() != problems.empty()) std::abort();  // either a value or a reason
  return 0;
}
