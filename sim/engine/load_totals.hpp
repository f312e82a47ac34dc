#pragma once

#include <array>
#include <cstddef>

#include "sim/engine/step_facts.hpp"
#include "sim/outcome/outcome.hpp"

namespace tongzhou::engine {

/// What boxes take up aboard.
struct LoadTotals {
  double teu = 0;
  double goods = 0;  // t, tare apart
  int reefers = 0;
  std::array<double, 2> teu_by_regime{};
  outcome::ByTrade teu_by_trade{};

  void add(StepFacts const& step) {
    teu += step.teu;
    goods += step.goods;
    reefers += step.reefer ? 1 : 0;
    teu_by_regime[static_cast<std::size_t>(step.regime)] += step.teu;
    teu_by_trade[step.trade] += step.teu;
  }
  LoadTotals& operator+=(LoadTotals const& other) {
    teu += other.teu;
    goods += other.goods;
    reefers += other.reefers;
    for (std::size_t r = 0; r < teu_by_regime.size(); ++r) teu_by_regime[r] += other.teu_by_regime[r];
    teu_by_trade += other.teu_by_trade;
    return *this;
  }
  void take_off(LoadTotals const& other) {
    teu -= other.teu;
    goods -= other.goods;
    reefers -= other.reefers;
    for (std::size_t r = 0; r < teu_by_regime.size(); ++r) teu_by_regime[r] -= other.teu_by_regime[r];
    teu_by_trade -= other.teu_by_trade;
  }
};

}  // namespace tongzhou::engine
