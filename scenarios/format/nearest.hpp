#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tongzhou::format {

/// The candidate that a mistyped word most likely meant: fewest letters added, lost, changed or swapped with their
/// neighbour, upper and lower case alike; at most 2 or a third of the word, and at most half of the longer one.
/// Ties: first in the alphabet.
std::optional<std::string> nearest(std::string_view word, std::span<std::string_view const> candidates);

/// `; did you mean "rail"?`, or nothing when no candidate is near.
std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace tongzhou::format
