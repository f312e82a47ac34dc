#include "sim/rules/formality.hpp"

#include <algorithm>
#include <vector>

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

std::optional<std::size_t> cleared_at(world::World const& world, world::Flow const& flow, std::span<Call const> calls) {
  if (!meets_customs(world, flow)) return std::nullopt;
  bool const at_border = world.customs.where == Customs::Where::port;
  std::vector<std::size_t> at_home;  // the one that customs would rather take goes first
  for (std::size_t i = 0; i < calls.size(); ++i)
    if (world.places[calls[i].place].country == home(world, flow)) at_home.push_back(i);
  if ((flow.trade == TradeClass::import) != at_border) std::ranges::reverse(at_home);

  auto const in_terminal = [&](std::size_t i) { return calls[i].in_terminal; };
  auto const has_office = [&](std::size_t i) { return static_cast<bool>(world.places[calls[i].place].customs); };
  auto const first = [&](auto is_one) { return std::ranges::find_if(at_home, is_one); };
  auto found = first([&](std::size_t i) { return in_terminal(i) || (at_border && has_office(i)); });
  if (found == at_home.end()) found = first(has_office);
  if (found == at_home.end()) found = at_home.begin();
  return found == at_home.end() ? std::nullopt : std::optional{*found};
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

demand::Distribution<Duration> const& declaration(Customs const& customs, bool import) {
  if (customs.when == Customs::When::two_step) return customs.summary_declaration;
  return import ? customs.import_declaration : customs.export_declaration;
}

Duration declaration_left(Customs const& customs, Duration declaration, Duration under_way) {
  if (customs.when != Customs::When::advance) return declaration;
  return std::max(Duration{}, declaration - std::min(customs.advance, under_way));
}

}  // namespace tongzhou::rules
