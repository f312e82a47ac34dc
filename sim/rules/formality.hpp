#pragma once

#include <cstddef>
#include <span>

#include "sim/world/world.hpp"

// What customs and papers ask of a box between two rides, as pure functions of plain facts.
namespace tongzhou::rules {

/// Does a box of this flow meet customs at all? Imports and exports do; transshipment never enters.
bool meets_customs(world::World const& world, world::Flow const& flow);

/// Is this the terminal where a box of the flow is cleared, on a way that calls at terminals in this order?
/// Imports: the first in the country of destination (port), or the last (inland). Exports: the last in the country of
/// origin, or the first.
bool cleared_at(world::World const& world, world::Flow const& flow, std::span<world::PlaceId const> calls,
                std::size_t position);

/// Does a bonded box that changes vehicles here, on its way from one place to another, need transit papers? Not abroad,
/// not where it is cleared anyway, not among ports that are one to customs, not exports under departure confirmation.
bool needs_transit_papers(world::World const& world, world::Flow const& flow, world::PlaceId from, world::PlaceId here,
                          world::PlaceId to);

/// Does a change of carrier ask for documents? Not under one bill.
bool needs_documents(world::TransferRules const& rules);

/// Must cargo that changes from one kind of terminal to the other be moved into another box? Only where rail and sea do
/// not take each other's boxes.
bool needs_restuffing(world::TransferRules const& rules, world::TerminalKind from, world::TerminalKind to);

/// Share of boxes that are inspected: by risk, less for trusted traders, none where the other country's certificate is
/// recognised.
double inspected_share(world::World const& world, world::Flow const& flow, bool trusted);

/// The same on the mean of trusted traders and others.
double inspected_share(world::World const& world, world::Flow const& flow);

/// How much of a declaration is left to wait for when the box is here.
Duration declaration_left(world::Customs const& customs, Duration declaration);

}  // namespace tongzhou::rules
