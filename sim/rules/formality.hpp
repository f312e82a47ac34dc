#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "sim/world/world.hpp"

// What customs and papers ask of a box between two rides, as pure functions of plain facts.
namespace tongzhou::rules {

/// Does a box of this flow meet customs at all? Imports and exports do, but for those of goods that were cleared
/// before; transshipment never enters.
bool meets_customs(world::World const& world, world::Flow const& flow);

/// An import that begins at home: where places are of no country nobody knows.
bool leaves_a_zone(world::World const& world, world::Flow const& flow);

/// Is it cleared on its way? In bond it is not: it stays under the supervision of customs as far as its zone.
bool is_cleared(world::World const& world, world::Flow const& flow);

/// A place on the way of a box: where it stands in a terminal, or where it is on a truck.
struct Call {
  world::PlaceId place;
  bool in_terminal = true;
};

/// Where a box of the flow is cleared: which of the calls of its way, in their order; none: nowhere.
/// port: where it crosses the border, an import at the first call in its country and an export at the last. A truck
/// stops there only if there is a customs office; else at the next call that has one or is a terminal. inland: an
/// import at its last terminal in its country, an export at its first; on a way without such a terminal at the last or
/// first office, or else where it is delivered or sets out. An import that begins at home leaves a zone, and is cleared
/// there.
std::optional<std::size_t> cleared_at(world::World const& world, world::Flow const& flow, std::span<Call const> calls);

/// Does a bonded box that changes vehicles here, on its way from one place to another, need transit papers? Not abroad,
/// not where it is cleared anyway, not among ports that are one to customs, not exports under departure confirmation.
bool needs_transit_papers(world::World const& world, world::Flow const& flow, world::PlaceId from, world::PlaceId here,
                          world::PlaceId to);

/// Does a change of carrier ask for documents? Not under one bill.
bool needs_documents(world::TransferRules const& rules);

/// Must cargo that changes from one kind of terminal to the other be moved into another box? Only where rail and sea do
/// not take each other's boxes.
bool needs_restuffing(world::TransferRules const& rules, world::TerminalKind from, world::TerminalKind to);

/// Share of boxes that are inspected for their risk: less for trusted traders, none where the other country's
/// certificate is recognised.
double inspected_share(world::World const& world, world::Flow const& flow, bool trusted);

/// Of boxes, those whose trader customs trusts by a date.
double trusted_share(world::Customs const& customs, Time at);
/// On the mean between two dates.
double mean_trusted_share(world::Customs const& customs, Time from, Time to);

/// Under which results of the other country are accepted; none.
world::Recognition const* recognition(world::World const& world, world::Flow const& flow);

/// The zone that a place is in; none.
world::CustomsZone const* zone_at(world::World const& world, world::PlaceId place);

/// What a declaration waits for besides itself: a certificate of the other country. Not under two-step declaration,
/// which releases before.
Duration certificate(world::World const& world, world::Flow const& flow);

/// Share of boxes that are tested or relabelled again, unless a result from abroad is accepted.
double retest_share(world::World const& world, world::Flow const& flow);
/// Hours that tests add to what a box of the flow meets where it is cleared, on the mean: where there is one stop for
/// both, less those in which it is inspected anyway.
Duration expected_retest(world::World const& world, world::Flow const& flow, world::PlaceId place, bool import);

/// Hours that suspected boxes are detained where they are inspected, on the mean of all boxes of the flow.
Duration expected_detention(world::World const& world, world::Flow const& flow, world::PlaceId place, bool import);

/// Imports of a flow that may at most be fetched from the ship's side, wherever they are cleared.
double most_at_ships_side(world::World const& world, world::Flow const& flow);

/// What a box of the flow meets where it is cleared, on the mean of trusted traders and others, zones and not, by the
/// mean trust over the measured span.
struct ExpectedClearance {
  Duration declaration;        // that is left to wait for
  double inspected = 0;        // share, there
  double inspected_later = 0;  // share, released first in a zone
  Duration retest, detention;
  double retest_cost = 0;
  double at_ships_side = 0;  // share fetched from there, or brought to it: neither inspected nor tested
};
ExpectedClearance expected_clearance(world::World const& world, world::Flow const& flow, Call const& at, bool import,
                                     Duration under_way);

/// Of the papers of a bonded box there, on the mean of those that use a zone and others.
Duration expected_transit(world::World const& world, world::Flow const& flow, world::PlaceId place);

/// How long the declaration takes that a box waits for: under two-step declaration only the summary.
demand::Distribution<Duration> const& declaration(world::Customs const& customs, bool import);

/// The declaration of a zone, where it has one that is shorter on the mean than elsewhere; none.
demand::Distribution<Duration> const* shorter_in_zone(world::Customs const& customs, world::CustomsZone const* zone,
                                                      bool import);

/// How much of a declaration is left to wait for when the box is here: one made in advance begins so long before, but
/// not before the box was under way on the vehicle that brought it, whose papers it is made on.
Duration declaration_left(world::Customs const& customs, Duration declaration, Duration under_way);

}  // namespace tongzhou::rules
