#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "sim/outcome/outcome.hpp"

namespace tongzhou::outcome {

/// Hours that each of many took. While they are few, each is kept; of more only how many lie in each of many narrow
/// steps, so that memory does not grow with the length of a run. There are 512 steps between a number and its double: a
/// quantile is told as the middle of its step, and so within 0.1 %; what lies below 1/64 hour, as none. Count, mean and
/// maximum are exact. Hot: one `add` for each box that is delivered.
class HoursSample {
 public:
  /// More than so many are counted in steps. A histogram of transit times takes about as much room as a thousand.
  static constexpr std::size_t most_kept = 8192;

  HoursSample() = default;
  HoursSample(std::initializer_list<float> hours) : kept_(hours) {}

  void add(float hours) {
    if (in_steps_) return steps_.add(hours);
    kept_.push_back(hours);
    if (kept_.size() > most_kept) count_in_steps();
  }
  /// Puts those that are kept in order, as the functions below want them.
  void sort();
  /// Those of another sample, too. As long as all are kept, they go on being so.
  void add(HoursSample const& others);
  Spread spread() const;

 private:
  struct Steps {
    std::uint32_t first = 0;            // number of the lowest step
    std::vector<std::uint32_t> counts;  // from there on
    std::uint64_t count = 0;
    double sum = 0;
    float most = 0;
    void add(float hours);
    std::uint32_t& at(std::uint32_t step);
    double quantile(double p) const;
  };
  void count_in_steps();

  std::vector<float> kept_;
  bool in_steps_ = false;
  Steps steps_;
};

}  // namespace tongzhou::outcome
