// Whatever the bytes are, they become a world or a list of problems.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/scenario_schema.hpp"

using namespace tongzhou::format;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  Problems problems;
  std::string const text{reinterpret_cast<char const*>(data), size};
  auto value = parse(text, "fuzz.json", problems);
  if (!value || !value->is_object()) return 0;
  for (auto const* layer : {"extends", "overlays"}) value->erase(layer);  // other files are not this one's bytes
  Document const document{std::move(*value), {{"fuzz.json", text}}};
  if (!check(document, scenario_schema(), problems)) {
    if (problems.empty()) std::abort();
    return 0;
  }
  auto const world = build(document, problems);
  if (!world && problems.empty()) std::abort();
  return 0;
}
