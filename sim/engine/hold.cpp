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

void Hold::load(BoxId box, AccountId account, StepFacts const& step, std::size_t stop, std::uint32_t reading) {
  for (std::size_t leg = stop; leg != step.discharge; leg = (leg + 1) % tonnes_on_leg_.size())
    tonnes_on_leg_[leg] += step.tonnes;
  totals_.add(step);
  groups_[step.discharge].totals.add(step);
  groups_[step.discharge].boxes.push_back({box, account, reading});
  ++riders_[reading];
  ++boxes_;
}

LoadTotals Hold::begin_discharge(std::size_t stop) {
  LoadTotals const off = std::exchange(groups_[stop].totals, {});
  to_discharge_.swap(groups_[stop].boxes);
  totals_.take_off(off);
  return off;
}

}  // namespace tongzhou::engine
