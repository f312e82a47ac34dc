#include "sim/engine/routes_taken.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <variant>

namespace tongzhou::engine {
using outcome::RouteLeg;

RoutesTaken::RoutesTaken(world::World const& world, Window const& window, Chains const& chains)
    : world_(world), window_(window), chains_(chains), trails_(world.flows.size()) {}

void RoutesTaken::take_in_new_steps() {
  while (chains_.known(AccountId{steps_.size()})) {
    AccountId const id{steps_.size()};
    double cost = 0;
    auto const per_box = chains_.per_box(id);
    for (auto const expense : all_values<ledger::Expense>)
      if (ledger::payer(expense) == ledger::Party::shipper) cost += per_box[expense];
    auto const& account = chains_.account(id);
    steps_.add({.from = {},
                .to = {},
                .cost = static_cast<float>(cost),
                .per_hour = world_.flows[account.flow].hour_costs(account.time_value_factor)});
  }
}

// What leads nowhere, such as formalities or a truck within a place, is no leg.
TrailId RoutesTaken::longer(TrailId trail, AccountId step) {
  TrailId to = trail;
  if (auto const made = chains_.leg(step)) {
    auto const [number, is_new_leg] =
        numbers_.try_emplace({made->truck, made->mode, made->from, made->to}, legs_.size());
    if (is_new_leg) legs_.push_back(*made);
    auto const [found, is_new] = longer_.try_emplace({trail, number->second}, TrailId{trails_.size()});
    if (is_new) trails_.add({.before = trail, .leg = number->second});
    to = found->second;
    auto& services = trails_[to].services;
    for (auto const service : made->services)
      if (std::ranges::find(services, service) == services.end())
        services.insert(std::ranges::upper_bound(services, service), service);
  }
  steps_[step].from = trail;
  steps_[step].to = to;
  return to;
}

void RoutesTaken::delivered(Box const& box, Time at) {
  if (!window_.counts(at)) return;
  Trail& trail = trails_[box.trail];
  double const hours = in_hours(at - box.created_at);
  ++trail.boxes;
  trail.hours += hours;
  trail.cost += box.paid + hours * steps_[box.account].per_hour;
}

void RoutesTaken::report(outcome::Records& records) const {
  records.routes.resize(world_.flows.size());
  for (auto const id : trails_.ids()) {
    Trail const& last = trails_[id];
    if (last.boxes == 0) continue;
    outcome::RouteRecord route{.legs = {}, .boxes = last.boxes, .cost = last.cost, .hours = last.hours};
    auto at = id;
    for (; trails_[at].before; at = trails_[at].before) {
      auto leg = legs_[trails_[at].leg];
      leg.services = trails_[at].services;
      route.legs.push_back(std::move(leg));
    }
    std::ranges::reverse(route.legs);
    records.routes[world::FlowId{at.value()}].push_back(std::move(route));
  }
}

}  // namespace tongzhou::engine
