#include "sim/engine/markets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace tongzhou::engine {
using world::FlowId;

double share_turned(world::Switching const& switching, Time at) {
  auto const risen = [&](Time from) {
    if (at < from) return 0.0;
    return at - from < switching.ramp ? (at - from) / switching.ramp : 1.0;
  };
  return switching.share * std::max(0.0, risen(switching.begins) - risen(switching.ends));
}

double share_willing(world::Switching const& switching, double cost, double value) {
  if (switching.elasticity == 0) return 1;
  return std::max(0.0, 1 - switching.elasticity * (cost - switching.relief) / value);
}

double share_moved(world::Shift const& shift, Time at) {
  if (at < shift.begins) return 0;
  return std::min(shift.most_share, shift.share_per_year * (in_days(at - shift.begins) / 365));
}

Markets::Markets(world::World const& world, Recorder& recorder, std::uint32_t replication)
    : world_(world), recorder_(recorder) {
  auto const stream = [&](std::string_view of, std::string const& code) {
    return demand::Stream{world.seed, replication, fmt::format("{} {}", of, code)};
  };
  for (auto const& flow : world.flows) flows_.add({{}, {}, {}, stream("agreements", flow.name.code)});
  for (auto const id : world.switching.ids()) {
    auto const& switching = world.switching[id];
    flows_[switching.from].turning.push_back({id, stream("switching", switching.name.code)});
  }
  for (auto const& shift : world.shifts)
    flows_[shift.from].moving.push_back({&shift, stream("shift", shift.name.code)});
  for (auto const& agreement : world.agreements)
    for (auto const flow : agreement.flows) flows_[flow].agreements.push_back(&agreement);
}

std::uint32_t Markets::orders(FlowId id, Time at) {
  auto& flow = flows_[id];
  if (flow.agreements.empty()) return 1;
  double factor = 1;
  for (auto const* agreement : flow.agreements)
    if (at >= agreement->begins) factor *= agreement->volume_factor();
  return static_cast<std::uint32_t>(factor + flow.volume.uniform());
}

Markets::Destiny Markets::destiny_of(FlowId id, Time at) {
  auto& flow = flows_[id];
  Destiny destiny{.flow = id};
  for (auto& turning : flow.turning)
    if (turn(turning, at, destiny)) return destiny;
  for (auto& [shift, stream] : flow.moving) {
    if (stream.uniform() >= share_moved(*shift, at)) continue;
    return {.flow = shift->to, .mail = shift->to_mail, .parcels = shift->to_mail ? shift->parcels_per_box : 0};
  }
  return destiny;
}

// Whether this is the end of the matter. All is drawn for every box, so that a rule more or less leaves the luck of the
// others as it was.
bool Markets::turn(Turning& turning, Time at, Destiny& destiny) {
  auto const& facts = world_.switching[turning.id];
  double const hit = turning.stream.uniform(), kind = turning.stream.uniform(), will = turning.stream.uniform();
  bool const by_shock = facts.lost_share > 0;
  bool const cancelled = by_shock && facts.shock_begins <= at && at < facts.shock_ends && hit < facts.lost_share;
  if (by_shock && !cancelled) return false;
  if (cancelled) recorder_.cancelled(turning.id, at);
  bool const refitted = kind >= facts.ready_share;
  double const willing = share_willing(facts, refitted ? facts.refit_cost : 0, world_.flows[facts.from].value);
  if (will < share_turned(facts, at) * willing) {
    destiny = {.flow = facts.to, .turned = turning.id, .refitted = refitted};
    return true;
  }
  if (cancelled) destiny.flow = FlowId::none();
  return cancelled;
}

}  // namespace tongzhou::engine
