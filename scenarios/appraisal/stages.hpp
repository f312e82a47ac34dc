#pragma once

#include <optional>
#include <vector>

#include "scenarios/appraisal/worth.hpp"

namespace tongzhou::appraisal {

/// What a plan in two stages is worth, the second built when demand is there: a choice that looks before it goes on.
struct StagesResult {
  std::vector<std::optional<unsigned>> second_begins;  // year, by demand case; none: never within the horizon
  std::vector<double> npv_by_case;
  double npv = 0;           // expected
  double first_alone = 0;   // the same, never going on
  double both_at_once = 0;  // the same, not waiting
  double option_value = 0;  // beyond the best of these two and nothing
};

/// The year in which building the second stage begins: the first one in which demand is so many times the base's. None
/// where it would not open within the horizon.
std::optional<unsigned> second_begins(Investment const&, Stages const&, std::size_t demand);

/// Both stages, as a choice whose states must be simulated.
Choice both_of(Stages const&);

/// The first stage is built at once and stands alone until the second opens, disturbed while that is built; from then
/// on both are as simulated together.
StagesResult stages_of(Investment const&, Stages const&, std::size_t replications, Saving const&);

}  // namespace tongzhou::appraisal
