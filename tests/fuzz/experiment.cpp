// Whatever the bytes are, they become an experiment or a list of problems.
#include "scenarios/experiments/experiment.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/room.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Room const room;
  static auto const base = room.put("scenario.json", small_scenario);
  auto const file = room.put("experiment.json", {reinterpret_cast<char const*>(data), size});
  tongzhou::format::Problems problems;
  auto const experiment = tongzhou::experiments::read_experiment(file, problems);
  if (experiment.has_value() != problems.empty()) std::abort();
  return 0;
}
