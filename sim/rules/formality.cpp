#include "sim/rules/formality.hpp"

#include <algorithm>

namespace tongzhou::rules {
using world::Customs;
using world::PlaceId;
using world::TradeClass;

namespace {

/// The country whose customs the box meets.
std::string const& home(world::World const& world, world::Flow const& flow) {
  return world.places[flow.trade == TradeClass::import ? flow.destination : flow.origin].country;
}

bool are_one_port(Customs const& customs, PlaceId a, PlaceId b) {
  return std::ranges::any_of(customs.one_port, [&](auto const& group) {
    return std::ranges::count(group, a) > 0 && std::ranges::count(group, b) > 0;
  });
}

}  // namespace

bool meets_customs(world::World const& world, world::Flow const& flow) {
  return world.customs.applies && (flow.trade == TradeClass::import || flow.trade == TradeClass::export_);
}

bool cleared_at(world::World const& world, world::Flow const& flow, std::span<PlaceId const> calls,
                std::size_t position) {
  if (!meets_customs(world, flow)) return false;
  auto const at_home = [&](PlaceId place) { return world.places[place].country == home(world, flow); };
  if (!at_home(calls[position])) return false;
  bool const first = std::ranges::none_of(calls.first(position), at_home);
  bool const last = std::ranges::none_of(calls.subspan(position + 1), at_home);
  bool const at_border = world.customs.where == Customs::Where::port;
  return (flow.trade == TradeClass::import) == at_border ? first : last;
}

bool needs_transit_papers(world::World const& world, world::Flow const& flow, PlaceId from, PlaceId here, PlaceId to) {
  auto const& customs = world.customs;
  if (!meets_customs(world, flow) || world.places[here].country != home(world, flow)) return false;
  if (flow.trade == TradeClass::export_ && customs.departure_confirmation) return false;
  return !are_one_port(customs, from, here) && !are_one_port(customs, here, to);
}

bool needs_documents(world::TransferRules const& rules) {
  return !rules.one_bill && (mean(rules.documents) > Duration{} || rules.documents_cost > 0);
}

bool needs_restuffing(world::TransferRules const& rules, world::TerminalKind from, world::TerminalKind to) {
  return !rules.one_box && from != to;
}

double inspected_share(world::World const& world, world::Flow const& flow, bool trusted) {
  auto const& customs = world.customs;
  auto const other = flow.trade == TradeClass::import ? flow.origin : flow.destination;
  if (std::ranges::count(customs.recognised, world.places[other].country) > 0) return 0;
  return customs.inspected[static_cast<std::size_t>(flow.risk)] * (trusted ? customs.trusted_factor : 1);
}

double inspected_share(world::World const& world, world::Flow const& flow) {
  double const trusted = world.customs.trusted_share;
  return trusted * inspected_share(world, flow, true) + (1 - trusted) * inspected_share(world, flow, false);
}

Duration declaration_left(Customs const& customs, Duration declaration) {
  return customs.when == Customs::When::advance ? std::max(Duration{}, declaration - customs.advance) : declaration;
}

}  // namespace tongzhou::rules
