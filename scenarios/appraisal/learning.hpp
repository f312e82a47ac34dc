#pragma once

#include <span>
#include <vector>

namespace tongzhou::appraisal {

/// What it is worth to see which demand case comes true before anything is built.
struct Learning {
  unsigned after_years = 0;
  double now = 0;           // expected, built at once
  double blind = 0;         // the best later time without having looked
  double looking = 0;       // the best later time in each case, and nothing where nothing is worth it
  double option_value = 0;  // of waiting and looking, beyond the best that can be chosen today; may be below zero
  double perfect_information = 0;  // of knowing today
};

/// `npv` is by delay, then by case. Who looks first can build after so many years at the earliest.
/// Sum of p x max(0, NPV of the best delay) less max(0, best expected NPV): the value of the option to wait.
Learning learning_of(std::span<double const> probabilities, std::vector<std::vector<double>> const& npv,
                     std::span<unsigned const> delays, unsigned after_years);

}  // namespace tongzhou::appraisal
