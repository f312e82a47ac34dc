#include "scenarios/experiments/maker.hpp"

#include "scenarios/format/result_numbers.hpp"

namespace tongzhou::experiments {

format::Json provenance_of(Maker const& maker, std::string const& experiment, std::string const& scenario,
                           std::uint64_t seed) {
  return {{"program", maker.program},
          {"experiment", experiment},
          {"scenario", scenario},
          {"seed", seed},
          {"packages", format::packages_of(maker.packages)}};
}

}  // namespace tongzhou::experiments
