#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/outcome/bills.hpp"
#include "sim/outcome/records.hpp"

// How cargo goes: by which modes and routes.
namespace tongzhou::outcome {

/// What is in one box of a flow: its mass less the tare, and nothing in an empty box. ISO 14083 counts this alone.
Mass goods(world::World const& world, world::Flow const& flow);

/// The longest of rail, river and road on a route, trucks and services by road as one; none when it has none of them.
/// Of equals the first in the order of modes.
std::optional<world::Mode> inland_mode(std::span<RouteLeg const> legs);
/// The longest of all modes.
std::optional<world::Mode> main_mode(std::span<RouteLeg const> legs);

/// What rides a leg of a route whose inland mode is that one.
Carriage carriage(RouteLeg const& leg, std::optional<world::Mode> inland);

/// The routes of a flow, the most TEU first.
std::vector<RouteOutcome> routes(Records const& records, world::World const& world, world::FlowId flow);

/// Fills in, of each flow that has its routes, the parts of the modes. What services travelled falls on their boxes by
/// TEU-km, as their bills do.
void split_by_mode(Records const& records, world::World const& world, Bills const& bills,
                   Table<world::ServiceId, ServiceOutcome> const& services, Table<world::FlowId, FlowOutcome>& flows);
/// Of all flows together, and of services that carried nothing; shares and TEU are those of cargo, empty boxes apart.
ByCarriage all_modes(world::World const& world, Bills const& bills,
                     Table<world::ServiceId, ServiceOutcome> const& services,
                     Table<world::FlowId, FlowOutcome> const& flows);

}  // namespace tongzhou::outcome
