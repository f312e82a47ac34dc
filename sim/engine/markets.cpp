#include "sim/engine/markets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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
    : world_(world),
      recorder_(recorder),
      any_(!world.agreements.empty() || !world.switching.empty() || !world.shifts.empty()) {
  auto const stream = [&](std::string_view of, std::string const& code) {
    return demand::Stream{world.seed, replication, fmt::format("{} {}", of, code)};
  };
  auto const streams = [&](std::string const& of, std::string const& code) {
    return Streams{stream(of, code), stream(of + " on top", code)};
  };
  for (auto const& flow : world.flows) flows_.add({{}, {}, {}, stream("agreements", flow.name.code)});
  for (auto const id : world.switching.ids()) {
    auto const& switching = world.switching[id];
    flows_[switching.from].turning.push_back({id, streams("switching", switching.name.code)});
  }
  for (auto const& shift : world.shifts)
    flows_[shift.from].moving.push_back({&shift, streams("shift", shift.name.code)});
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

// All is drawn for every order, so that a rule more or less leaves the luck of the others as it was. The first that
// applies counts.
Markets::Destiny Markets::destiny_of(FlowId id, Time at, bool on_top) {
  auto& flow = flows_[id];
  std::optional<Destiny> destiny;
  for (auto& [switching, streams] : flow.turning) {
    auto& stream = streams.of(on_top);
    Luck const luck{stream.uniform(), stream.uniform(), stream.uniform()};
    if (!destiny) destiny = turned(switching, luck, at);
  }
  for (auto& [shift, streams] : flow.moving) {
    double const luck = streams.of(on_top).uniform();
    if (destiny || luck >= share_moved(*shift, at)) continue;
    destiny =
        Destiny{.flow = shift->to, .mail = shift->to_mail, .parcels = shift->to_mail ? shift->parcels_per_box : 0};
  }
  return destiny.value_or(Destiny{.flow = id});
}

std::optional<Markets::Destiny> Markets::turned(world::SwitchingId id, Luck const& luck, Time at) {
  auto const& facts = world_.switching[id];
  bool const by_shock = facts.lost_share > 0;
  bool const cancelled = by_shock && facts.shock_begins <= at && at < facts.shock_ends && luck.hit < facts.lost_share;
  if (by_shock && !cancelled) return std::nullopt;
  if (cancelled) recorder_.cancelled(id, at);
  bool const refitted = luck.kind >= facts.ready_share;
  double const willing = share_willing(facts, refitted ? facts.refit_cost : 0, world_.flows[facts.from].value);
  if (luck.will < share_turned(facts, at) * willing)
    return Destiny{.flow = facts.to, .turned = id, .refitted = refitted};
  return cancelled ? std::optional{Destiny{.flow = FlowId::none()}} : std::nullopt;
}

}  // namespace tongzhou::engine
