#include "sim/rules/gauge_change.hpp"

#include <algorithm>
#include <variant>

#include "network/base/match.hpp"

namespace tongzhou::rules {

int lifts_of(world::BogieChange const& facts, int wagons) {
  if (wagons == 0) return 0;
  return facts.wagons_at_once > 0 ? (wagons + facts.wagons_at_once - 1) / facts.wagons_at_once : 1;
}

int cranes_for_a_train(world::BoxTransfer const& facts) { return std::min(facts.cranes, facts.cranes_per_train); }

bool asks_formalities(world::BorderFormalities const& facts) {
  return maximum(facts.per_train) > Duration{} || !facts.hours.always() || facts.inspected_share > 0;
}

Duration mean_time(world::GaugeChange const& facts, int wagons, double boxes) {
  Duration const whole = mean(facts.per_train) + facts.per_box * boxes;
  return std::visit(
      Match{[&](world::WholeTrain const&) { return whole; },
            [&](world::BogieChange const& bogies) { return whole + mean(bogies.per_lift) * lifts_of(bogies, wagons); },
            [&](world::BoxTransfer const& transfer) {
              return whole + hours(boxes / (cranes_for_a_train(transfer) * transfer.moves_per_crane_hour));
            }},
      facts.method);
}

Duration mean_time(world::BorderFormalities const& facts) { return facts.hours.mean_wait() + mean(facts.per_train); }

}  // namespace tongzhou::rules
