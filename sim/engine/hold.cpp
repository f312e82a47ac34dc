#include "sim/engine/hold.hpp"

#include <algorithm>

namespace tongzhou::engine {

std::size_t Hold::boxes_that_stay() const {
  std::size_t count = 0;
  for (DischargeGroup const& group : groups_) count += group.boxes.size();
  return count;
}

std::uint32_t Hold::read_odometer() {
  auto const spare = std::ranges::find(riders_, 0u);
  auto const at = static_cast<std::uint32_t>(spare - riders_.begin());
  if (spare == riders_.end()) {
    riders_.push_back(0);
    readings_.emplace_back();
  }
  readings_[at] = odometer_;
  return at;
}

}  // namespace tongzhou::engine
