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

/// Abroad, of an import or an export.
PlaceId other_end(world::Flow const& flow) { return flow.trade == TradeClass::import ? flow.origin : flow.destination; }

bool are_one_port(Customs const& customs, PlaceId a, PlaceId b) {
  return std::ranges::any_of(customs.one_port, [&](auto const& group) {
    return std::ranges::count(group, a) > 0 && std::ranges::count(group, b) > 0;
  });
}

}  // namespace

bool meets_customs(world::World const& world, world::Flow const& flow) {
  bool const crosses = flow.trade == TradeClass::import || flow.trade == TradeClass::export_;
  return world.customs.applies && crosses && flow.clearance != world::Clearance::before;
}

bool leaves_a_zone(world::World const& world, world::Flow const& flow) {
  auto const& from = world.places[flow.origin].country;
  return flow.trade == TradeClass::import && !from.empty() && from == world.places[flow.destination].country;
}

bool is_cleared(world::World const& world, world::Flow const& flow) {
  return meets_customs(world, flow) && flow.clearance != world::Clearance::in_bond;
}

std::optional<std::size_t> cleared_at(world::World const& world, world::Flow const& flow, std::span<Call const> calls) {
  if (!is_cleared(world, flow)) return std::nullopt;
  bool const at_border = world.customs.where == Customs::Where::port;
  std::vector<std::size_t> at_home;  // the one that customs would rather take goes first
  for (std::size_t i = 0; i < calls.size(); ++i)
    if (world.places[calls[i].place].country == home(world, flow)) at_home.push_back(i);
  if (leaves_a_zone(world, flow) && !at_home.empty()) return at_home.front();
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
  if (std::ranges::count(customs.recognised, world.places[other_end(flow)].country) > 0) return 0;
  return customs.inspected[static_cast<std::size_t>(flow.risk)] * (trusted ? customs.trusted_factor : 1);
}

double trusted_share(Customs const& customs, Time at) {
  return std::min(1.0, customs.trusted_share + customs.trusted_growth_per_year * (in_days(at) / 365));
}

// It grows along a line, and no more once all are trusted.
double mean_trusted_share(Customs const& customs, Time from, Time to) {
  double const at_first = trusted_share(customs, from), a_day = customs.trusted_growth_per_year / 365;
  if (a_day <= 0 || to <= from) return at_first;
  double const length = in_days(to - from), grows = std::min(length, (1 - at_first) / a_day);
  return at_first + a_day * grows * (length - grows / 2) / length;
}

world::Recognition const* recognition(world::World const& world, world::Flow const& flow) {
  auto const& other = world.places[other_end(flow)].country;
  for (auto const& group : world.customs.recognitions)
    if (std::ranges::count(group.countries, other) > 0) return &group;
  return nullptr;
}

world::CustomsZone const* zone_at(world::World const& world, PlaceId place) {
  for (auto const& zone : world.customs.zones)
    if (std::ranges::count(zone.places, place) > 0) return &zone;
  return nullptr;
}

Duration certificate(world::World const& world, world::Flow const& flow) {
  auto const* group = recognition(world, flow);
  return group == nullptr || world.customs.when == Customs::When::two_step ? Duration{} : group->certificate;
}

double retest_share(world::World const& world, world::Flow const& flow) {
  if (!flow.goods) return 0;
  auto const& goods = world.goods[flow.goods];
  return goods.retest_share * (1 - goods.aligned_share);
}

namespace {

/// Of boxes, those whose results from abroad are accepted.
double believed_share(world::World const& world, world::Flow const& flow) {
  auto const* group = recognition(world, flow);
  return group == nullptr ? 0 : group->accepted_share;
}

/// Of boxes that are tested again: those whose own certificates are not believed.
double retested_share(world::World const& world, world::Flow const& flow) {
  return retest_share(world, flow) * (1 - believed_share(world, flow));
}

/// Of boxes that are opened for their risk or for rights, where results from abroad are believed of so many.
double chosen_share(world::World const& world, world::Flow const& flow, double believed) {
  double const trusted = mean_trusted_share(world.customs, Time{world.warm_up}, world.end());
  double const risk =
      trusted * inspected_share(world, flow, true) + (1 - trusted) * inspected_share(world, flow, false);
  double const ip = flow.goods ? world.goods[flow.goods].ip_checked_share : 0;
  double const chosen = risk * (1 - believed);
  return ip > 0 ? 1 - (1 - chosen) * (1 - ip) : chosen;
}

/// Of boxes that use the rules of a zone in which imports are released first.
double released_first_share(world::World const& world, world::Flow const& flow, PlaceId place, bool import) {
  auto const* zone = zone_at(world, place);
  return zone != nullptr && zone->release_first && import ? flow.zone_share : 0;
}

/// Of boxes, those that are inspected there.
double opened_share(world::World const& world, world::Flow const& flow, PlaceId place, bool import) {
  return chosen_share(world, flow, believed_share(world, flow)) *
         (1 - released_first_share(world, flow, place, import));
}

/// Of boxes, those that are neither inspected nor tested there. Those that are tested are not believed.
double left_alone_share(world::World const& world, world::Flow const& flow, PlaceId place, bool import) {
  double const opened_too = chosen_share(world, flow, 0) * (1 - released_first_share(world, flow, place, import));
  return 1 - opened_share(world, flow, place, import) - retested_share(world, flow) * (1 - opened_too);
}

}  // namespace

Duration expected_retest(world::World const& world, world::Flow const& flow, PlaceId place, bool import) {
  double const retested = retested_share(world, flow);
  if (retested <= 0) return {};
  auto const retest = world.goods[flow.goods].retest;
  auto const& customs = world.customs;
  auto const office = world.places[place].customs;
  if (!customs.one_stop || !office) return retest * retested;
  // Those that are tested are not believed. A wait for a bay, which spares as much, is not foreseen.
  double const opened = chosen_share(world, flow, 0) * (1 - released_first_share(world, flow, place, import));
  double const stage = customs.two_stage && import ? customs.port_stage_share : 1;
  return (retest - std::min(retest, mean(world.customs_offices[office].inspection) * stage) * opened) * retested;
}

Duration expected_detention(world::World const& world, world::Flow const& flow, PlaceId place, bool import) {
  if (!flow.goods || world.goods[flow.goods].suspected_share <= 0 || !world.places[place].customs) return {};
  auto const& goods = world.goods[flow.goods];
  return goods.detention * (goods.suspected_share * opened_share(world, flow, place, import));
}

double most_at_ships_side(world::World const& world, world::Flow const& flow) {
  bool const is_meant = flow.trade == TradeClass::import && !flow.mail && is_cleared(world, flow);
  return is_meant ? world.customs.ship_side_share : 0;
}

ExpectedClearance expected_clearance(world::World const& world, world::Flow const& flow, Call const& at, bool import,
                                     Duration under_way) {
  auto const& customs = world.customs;
  auto const place = at.place;
  double const chosen = chosen_share(world, flow, believed_share(world, flow));
  double const goes_first = released_first_share(world, flow, place, import);
  auto const* zone = zone_at(world, place);
  double const in_zone = zone == nullptr ? 0 : flow.zone_share;
  auto const left = [&](demand::Distribution<Duration> const& of) {
    return declaration_left(customs, mean(of) + certificate(world, flow), under_way);
  };
  ExpectedClearance expected{.declaration = left(declaration(customs, import)),
                             .inspected = opened_share(world, flow, place, import),
                             .retest = expected_retest(world, flow, place, import),
                             .detention = expected_detention(world, flow, place, import)};
  if (auto const* of_zone = shorter_in_zone(customs, zone, import))
    expected.declaration = expected.declaration * (1 - in_zone) + left(*of_zone) * in_zone;
  if (zone != nullptr && goes_first > 0) expected.inspected_later = chosen * goes_first * zone->later_inspected_share;
  if (double const retested = retested_share(world, flow); retested > 0)
    expected.retest_cost = world.goods[flow.goods].retest_cost * retested;
  if (customs.ship_side_share > 0 && at.in_terminal)
    expected.at_ships_side = customs.ship_side_share * left_alone_share(world, flow, place, import);
  if (!import) expected.declaration = expected.declaration * (1 - expected.at_ships_side);  // they come declared
  return expected;
}

Duration expected_transit(world::World const& world, world::Flow const& flow, PlaceId place) {
  auto const usual = mean(world.customs.transit);
  auto const* zone = zone_at(world, place);
  if (zone == nullptr || !zone->transit) return usual;
  return usual * (1 - flow.zone_share) + mean(*zone->transit) * flow.zone_share;
}

demand::Distribution<Duration> const& declaration(Customs const& customs, bool import) {
  if (customs.when == Customs::When::two_step) return customs.summary_declaration;
  return import ? customs.import_declaration : customs.export_declaration;
}

demand::Distribution<Duration> const* shorter_in_zone(Customs const& customs, world::CustomsZone const* zone,
                                                      bool import) {
  if (zone == nullptr || !zone->declaration) return nullptr;
  return mean(*zone->declaration) < mean(declaration(customs, import)) ? &*zone->declaration : nullptr;
}

Duration declaration_left(Customs const& customs, Duration declaration, Duration under_way) {
  if (customs.when != Customs::When::advance) return declaration;
  return std::max(Duration{}, declaration - std::min(customs.advance, under_way));
}

}  // namespace tongzhou::rules
