#include "sim/engine/mail_routes.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"
#include "sim/rules/service_standard.hpp"

namespace tongzhou::engine {
namespace {

double parcels_in_unit(world::Dispatch const& dispatch, world::MailFlow const& flow) {
  double in_unit = dispatch.full_at_parcels;
  if (flow.kg > 0) in_unit = std::min(in_unit, dispatch.full_at_kg / flow.kg);
  if (flow.litres > 0) in_unit = std::min(in_unit, dispatch.full_at_m3 * litres_per_m3 / flow.litres);
  return in_unit;
}

/// Departures by timetable of the lines that a way begins with, in a day.
double departures_per_day(world::World const& world, itineraries::Itinerary const& way) {
  double sum = 0;
  if (way.lines.empty()) return sum;
  for (auto const& line : way.lines.front())
    if (auto const gap = itineraries::mean_gap(world.services[line.ride.service].schedule); gap > Duration{})
      sum += days(1) / gap;
  return sum;
}

/// A unit of a dispatch, as it is closed where so many parcels come a day: when it is full, when a vehicle leaves that
/// it may take, or after its longest wait. A parcel that waits for a departure in it does not wait for it in the yard.
struct PlannedUnit {
  double parcels = 1;
  Duration wait;  // of a parcel in it, beyond that for the vehicle
};
PlannedUnit planned_unit(world::World const& world, world::Dispatch const& dispatch, world::MailFlow const& flow,
                         itineraries::Itinerary const& way, double parcels_per_day) {
  double const full = parcels_in_unit(dispatch, flow), departures = departures_per_day(world, way);
  Duration const gap = departures > 0 ? days(1 / departures) : Duration::unlimited();
  Duration const open = std::min(gap, dispatch.longest_wait);
  double const until_closed = parcels_per_day * in_days(open);
  if (until_closed >= full) return {full, days(full / parcels_per_day) / 2};
  return {std::max(1.0, until_closed), gap <= dispatch.longest_wait ? Duration{} : open / 2};
}

/// What is so long on its way to the door, over all that is posted in a run.
double mean_late_days(world::World const& world, world::MailFlow const& flow, Duration to_door) {
  PostingRate rate{flow, world.start};
  double posted = 0, late = 0;
  for (Quarter q = 0; start_of(q) < world.end(); ++q) {
    double const parcels = rate.expected_in(q);
    if (parcels <= 0) continue;
    posted += parcels;
    late += parcels * expected_late_days(flow, middle_of(q), to_door);
  }
  return posted > 0 ? late / posted : 0;
}

}  // namespace

double late_days(world::MailFlow const& flow, Time posted, Time at) {
  if (auto const& standard = flow.standard) {
    auto const day = rules::day_of_posting(*standard, posted);
    return std::max(0, rules::working_days_taken(*standard, day, at) - standard->working_days);
  }
  auto const beyond = at - posted - flow.promised;
  return beyond > Duration{} ? std::ceil(in_days(beyond)) : 0;
}

double expected_late_days(world::MailFlow const& flow, Time posted, Duration to_door) {
  return flow.standard ? late_days(flow, posted, posted + to_door) : std::max(0.0, in_days(to_door - flow.promised));
}

Table<world::DispatchId, double> most_parcels_per_day(world::World const& world) {
  Table<world::DispatchId, double> parcels(world.dispatches.size(), 0.0);
  for (auto const& flow : world.mail_flows) {
    double stated = 0;
    for (auto const& way : flow.ways) stated += way.share;
    std::map<world::DispatchId, double> shares;
    for (auto const& way : flow.ways)
      for (auto const& leg : way.legs)
        if (leg.dispatch) shares[leg.dispatch] += stated > 0 ? way.share / stated : way.most_share;
    for (auto const& [dispatch, share] : shares) parcels[dispatch] += flow.parcels_per_day * std::min(1.0, share);
  }
  return parcels;
}

bool states_shares(world::MailFlow const& flow) {
  return std::ranges::any_of(flow.ways, [](auto const& way) { return way.share > 0; });
}

std::vector<MailRouteCost> planned_costs(world::World const& world, world::MailFlow const& flow,
                                         itineraries::Plans const& plans,
                                         Table<world::DispatchId, double> const& parcels_per_day) {
  std::vector<MailRouteCost> costs;
  for (auto const& way : flow.ways) {
    MailRouteCost cost{.money = way.cost_per_parcel, .hours = in_hours(mean(way.collection))};
    for (auto const& leg : way.legs) {
      cost.money += world.postal_hubs[leg.hub].cost_per_parcel;
      if (!leg.dispatch) continue;
      auto const& dispatch = world.dispatches[leg.dispatch];
      if (plans[dispatch.flow].empty()) continue;
      auto const& best = plans[dispatch.flow].front();
      auto const unit = planned_unit(world, dispatch, flow, best, parcels_per_day[leg.dispatch]);
      cost.money += best.money / unit.parcels;
      if (dispatch.receptacle_kg > 0) cost.money += dispatch.cost_per_receptacle * flow.kg / dispatch.receptacle_kg;
      cost.hours += best.hours + in_hours(unit.wait);
    }
    auto const to_door = hours(cost.hours) + mean(flow.delivery);
    if (flow.late_cost_per_day > 0 && !states_shares(flow))
      cost.late_days = flow.standard ? mean_late_days(world, flow, to_door) : expected_late_days(flow, Time{}, to_door);
    costs.push_back(cost);
  }
  return costs;
}

std::vector<double> shares_of_routes(world::World const& world, world::MailFlow const& flow,
                                     std::vector<MailRouteCost> const& costs) {
  std::vector<double> shares, least, most, bears;
  double stated = 0;
  for (std::size_t i = 0; i < flow.ways.size(); ++i) {
    auto const& way = flow.ways[i];
    bears.push_back(costs[i].money + costs[i].hours * flow.time_value_per_hour +
                    costs[i].late_days * flow.late_cost_per_day);
    shares.push_back(way.share);
    least.push_back(way.least_share);
    most.push_back(way.most_share);
    stated += way.share;
  }
  if (stated > 0) {
    for (double& share : shares) share /= stated;
    return shares;
  }
  shares = rules::logit_shares(bears, world.policy.choice_spread);
  bool const bounded = std::ranges::any_of(least, [](double share) { return share > 0; }) ||
                       std::ranges::any_of(most, [](double share) { return share < 1; });
  return bounded ? rules::bounded_shares(shares, least, most) : shares;
}

}  // namespace tongzhou::engine
