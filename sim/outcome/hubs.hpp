#pragma once

#include <optional>
#include <vector>

#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

// Terminals and hubs as businesses: what they earn, what they use up, how full they are.
namespace tongzhou::outcome {

/// Of each terminal, in the measured span.
Table<world::TerminalId, TerminalAccount> terminal_accounts(Records const& records, world::World const& world);

/// What operators run at each place, in the order of places and of their terminals.
/// Asks the outcome for terminals and their accounts.
std::vector<HubAccount> hubs(Records const& records, world::World const& world, Outcome const& outcome);

/// The share of all waiting that one more server would spare, with as much to do, by Erlang's formula for a queue with
/// arrivals and services at random. None where they have no time left, or nothing to do.
std::optional<double> spared_by_one_more(int servers, double utilisation);

}  // namespace tongzhou::outcome
