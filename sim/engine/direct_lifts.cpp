#include "sim/engine/direct_lifts.hpp"

namespace tongzhou::engine {

DirectLifts::DirectLifts(world::World const& world)
    : begin_at_(world.terminals.size()),
      end_at_(world.terminals.size()),
      between_(world.transfers.size()),
      done_(world.transfers.size()) {
  for (auto const id : world.transfers.ids()) {
    auto const& transfer = world.transfers[id];
    if (!transfer.direct_lift) continue;
    begin_at_[transfer.from] = end_at_[transfer.to] = true;
    auto const& quay = world.terminals[quay_of(world, transfer)];
    int const cranes = std::min(quay.cranes_per_vehicle, quay.cranes);
    between_[id] = std::max(transfer.direct_lift->between, hours(1 / (quay.moves_per_crane_hour * cranes)));
  }
}

DirectLifts::Stand DirectLifts::stand(Vehicle& vehicle, Call& call, Time until) {
  Duration const before_it_leaves = seconds(1);
  if (call.may_load && end_at(call.terminal)) takers_.push_back({&vehicle, &call, until - before_it_leaves});
  return {*this, vehicle};
}

bool DirectLifts::add(world::TransferId id, Time now, Time by) {
  Duration const rounding = seconds(1e-6), one = between_[id];
  Time const done = std::max(done_[id], now) + one;
  if (done > std::min(by, now + std::max(at_a_time(), one)) + rounding) return false;
  done_[id] = done;
  return true;
}

}  // namespace tongzhou::engine
