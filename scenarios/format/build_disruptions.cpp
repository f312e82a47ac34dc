#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "network/base/calendar.hpp"
#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

using Target = decltype(world::Disruption::target);

constexpr double least_days_of_a_cycle =
    0.01;  // a quarter of an hour: what is shorter is part of how fast a thing works

/// One chamber, or all of them.
std::vector<Target> chambers(Reader const& on, Building const& building) {
  auto const id = building.locks.look_up(on, "lock");
  if (!id) return {};
  auto const& lock = building.world.locks[id];
  std::vector<Target> result;
  std::vector<std::string_view> codes;
  for (std::size_t i = 0; i < lock.chambers.size(); ++i) {
    codes.push_back(lock.chambers[i].name.code);
    if (!on.has("chamber") || on.text("chamber") == codes.back()) result.push_back(world::Disruption::ChamberOf{id, i});
  }
  if (result.empty())
    on.refuse("chamber", fmt::format("unknown chamber \"{}\" of \"{}\"{}", on.text("chamber"), lock.name.code,
                                     did_you_mean(on.text("chamber"), codes)));
  return result;
}

template <class I>
std::vector<Target> only(I id) {
  if (!id) return {};
  return {Target{id}};
}

std::vector<Target> targets(Reader const& on, Building const& building) {
  std::vector<std::string> given;
  for (auto const* key : {"facility", "link", "lock", "service", "approach"}) {
    if (on.has(key)) given.emplace_back(key);
  }
  if (given.size() != 1) {
    on.refuse(fmt::format("expected exactly one of facility, link, lock, service, approach, found {}",
                          given.empty() ? "none" : fmt::format("{}", fmt::join(given, " and "))));
    return {};
  }
  if (on.has("chamber") && !on.has("lock")) on.refuse_key("chamber", "only a lock has chambers");
  if (on.has("facility")) return only(building.terminals.look_up(on, "facility"));
  if (on.has("link")) return only(building.links.look_up(on, "link"));
  if (on.has("approach")) return only(building.approaches.look_up(on, "approach"));
  if (on.has("service")) return only(building.services.look_up(on, "service"));
  return chambers(on, building);
}

/// Some things can be closed, but nothing of them can be left.
void check_share(Reader const& given, world::Disruption const& disruption, world::World const& world) {
  if (disruption.share <= 0 || disruption.share >= 1) return;
  if (auto const* service = std::get_if<world::ServiceId>(&disruption.target))
    given.refuse("share_left",
                 fmt::format("a service sails or does not: 0 holds \"{}\" back; to let some of its departures "
                             "sail, close it for several periods or change its schedule in an overlay",
                             world.services[*service].name.code));
  if (auto const* approach = std::get_if<world::ApproachId>(&disruption.target))
    given.refuse("share_left",
                 fmt::format("ships set out on \"{}\" or do not: 0 closes it", world.approaches[*approach].name.code));
  if (auto const* id = std::get_if<world::TerminalId>(&disruption.target))
    if (auto const& terminal = world.terminals[*id]; terminal.cranes == 0 && terminal.gate.lanes == 0)
      given.refuse("share_left", fmt::format("\"{}\" has neither cranes nor lanes at its gate that could be slowed: "
                                             "0 closes it",
                                             terminal.name.code));
}

std::vector<world::Disruption::Window> windows(Reader const& given, world::World const& world) {
  std::vector<world::Disruption::Window> result;
  for (auto const& period : given.items("during")) {
    auto const from = moment(period, "from", world.start);
    auto const to = moment(period, "to", world.start);
    if (!from || !to) continue;
    if (*to <= *from) {
      period.refuse("to", "ends before it begins");
    } else if (*to <= Time{} || *from >= world.end()) {
      period.refuse(fmt::format("lies outside the run, {} to {}", iso_date_time(world.start, Time{}),
                                iso_date_time(world.start, world.end())));
    }
    result.push_back({*from, *to});
  }
  std::ranges::sort(result, {}, &world::Disruption::Window::from);
  return result;
}

}  // namespace

void read_disruptions(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("disruptions")) {
    if (given.has("during") == given.has("at_random")) {
      given.refuse(given.has("during") ? "give during or at_random, not both"
                                       : "missing key \"during\" or \"at_random\"");
      continue;
    }
    world::Disruption disruption{
        .name = name_of(code, given), .target = {}, .share = given.number("share_left", 0), .when = {}};
    if (given.has("announced_days_before")) disruption.announced_before = days(given.number("announced_days_before"));
    if (given.has("during")) {
      disruption.when = windows(given, building.world);
    } else {
      auto const at_random = given.child("at_random");
      world::Disruption::AtRandom const when{.between = distribution(at_random, "between_days", days(1)),
                                             .lasting = distribution(at_random, "lasting_hours", hours(1)),
                                             .months = months_of(at_random)};
      auto const cycle = mean(when.between) + mean(when.lasting);
      if (cycle <= Duration{}) {
        at_random.refuse("it would begin and end for ever at one moment: both times are 0");
      } else if (cycle < days(least_days_of_a_cycle)) {
        at_random.refuse(fmt::format("expected at least {} days on average from one begin to the next, found {:.3g}",
                                     least_days_of_a_cycle, in_days(cycle)));
      }
      disruption.when = when;
    }
    for (auto const& target : targets(given.child("on"), building)) {
      disruption.target = target;
      check_share(given, disruption, building.world);
      building.world.disruptions.push_back(disruption);
    }
  }
}

}  // namespace tongzhou::format
