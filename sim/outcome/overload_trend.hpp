#pragma once

#include <optional>

#include "sim/outcome/outcome.hpp"

namespace tongzhou::outcome {

/// A network in which more comes in than goes out, for as long as it was looked at.
struct OverloadTrend {
  double teu_in = 0, teu_out = 0;     // over the whole weeks measured
  std::optional<world::FlowId> flow;  // most TEU more in than out; tie: the first
};

/// Nothing unless in each third of the whole weeks measured, twelve or more, TEU out fall short of TEU in by more than
/// 2 %. One good month of demand, or a ship that is late at the end, does not last for three thirds; a year whose
/// demand rises by a third moves less than that into boxes that are under way for two weeks.
std::optional<OverloadTrend> overload_trend(Outcome const& outcome, world::World const& world);

}  // namespace tongzhou::outcome
