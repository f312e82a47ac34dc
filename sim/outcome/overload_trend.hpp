#pragma once

#include <optional>
#include <span>

#include "sim/outcome/outcome.hpp"
#include "sim/outcome/records.hpp"

namespace tongzhou::outcome {

/// Whole weeks that a series must have before anything is said of it.
constexpr std::size_t fewest_weeks = 12;

/// Whether a network, or one flow, fills up: by what came in and what was inside at the end of each week from the start
/// of the run, judged from week `first` on. Nothing is said of less than twelve weeks.
///
/// The age y of a week is so many of the last weeks as it took to come in for what is inside then. Where boxes come out
/// in the order of their coming that is how long the oldest has been inside; a season, or demand that grows, does not
/// move it, a queue that grows does, by the share of what comes in that stays inside. The weeks are cut into six parts;
/// y and the number inside, x, are means of each. It fills up when all of these hold:
/// - y rises from part to part: Kendall's S, pairs that rise less pairs that fall, is 13 or more of 15, which chance
/// gives
///   once in 120 (Mann 1945, Kendall 1975: 6 of the 720 orders of six values);
/// - its slope, the median of the slopes of all pairs (Sen 1968), is a week in a hundred or more;
/// - x is higher in the last part than in the first by a tenth, and by three times the root of their sum: by more than
///   boxes that come and go independently of each other would make of it.
std::optional<Growth> growth(std::span<double const> came_in, std::span<double const> inside, std::size_t first);

/// Of the whole weeks measured.
Overload overload(Records const& records, world::World const& world);

}  // namespace tongzhou::outcome
