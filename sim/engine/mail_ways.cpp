#include "sim/engine/mail_ways.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"
#include "sim/rules/service_standard.hpp"

namespace tongzhou::engine {
namespace {

/// Until the next departure by timetable of the lines that a way begins with, on the mean; none: no limit.
Duration gap_of_timetable(world::World const& world, itineraries::Itinerary const& way) {
  if (way.lines.empty()) return Duration::unlimited();
  double per_day = 0;
  for (auto const& line : way.lines.front()) {
    auto const& schedule = world.services[line.ride.service].schedule;
    bool const timetable = !std::holds_alternative<world::Random>(schedule);
    if (auto const gap = itineraries::mean_gap(schedule); timetable && gap > Duration{}) per_day += days(1) / gap;
  }
  return per_day > 0 ? days(1 / per_day) : Duration::unlimited();
}

/// A unit of a dispatch, as it is closed with so much mail a day: when it is full, when a vehicle leaves that it may
/// take, or after its longest wait. A parcel that waits for a departure in it does not wait for it in the yard.
struct PlannedUnit {
  double parcels = 1, kg = 0;
  Duration wait;  // of a parcel in it, beyond that for the vehicle
};
PlannedUnit planned_unit(world::World const& world, world::Dispatch const& dispatch, MailPerDay const& mail,
                         itineraries::Itinerary const& way) {
  if (mail.parcels <= 0) return {};
  Duration const first = days(1 / mail.parcels);  // a unit is opened by a parcel
  Duration const full = days(std::min(
      {dispatch.full_at_parcels / mail.parcels, dispatch.full_at_kg / mail.kg, dispatch.full_at_m3 / mail.m3}));
  Duration const gap = gap_of_timetable(world, way);
  PlannedUnit unit;
  Duration open = std::min(full, dispatch.longest_wait);
  if (gap < Duration::unlimited()) {  // departures close what is open, so that units share out what comes between two
    open = gap / std::max(1.0, std::ceil(gap / std::max(first, open) - 1e-9));
    auto const& service = world.services[way.lines.front().front().ride.service];
    unit.wait = std::max(Duration{}, dispatch.cut_off - service.cut_off);
  } else {
    unit.wait = open / 2;
  }
  open = std::max(open, first);
  unit.parcels = mail.parcels * in_days(open);
  unit.kg = mail.kg * in_days(open);
  return unit;
}

/// Money of a unit is shared by mass; by number where nothing weighs.
double share_of_unit(world::MailFlow const& flow, PlannedUnit const& unit) {
  return unit.kg > 0 ? flow.kg / unit.kg : 1 / unit.parcels;
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

Table<world::DispatchId, MailPerDay> most_mail_per_day(world::World const& world) {
  Table<world::DispatchId, MailPerDay> mail(world.dispatches.size(), MailPerDay{});
  for (auto const& flow : world.mail_flows) {
    double stated = 0;
    for (auto const& way : flow.ways) stated += way.share;
    std::map<world::DispatchId, double> shares;
    for (auto const& way : flow.ways)
      for (auto const& leg : way.legs)
        if (leg.dispatch) shares[leg.dispatch] += stated > 0 ? way.share / stated : way.most_share;
    for (auto const& [dispatch, share] : shares) {
      double const parcels = flow.parcels_per_day * std::min(1.0, share);
      mail[dispatch].parcels += parcels;
      mail[dispatch].kg += parcels * flow.kg;
      mail[dispatch].m3 += parcels * flow.litres / world::litres_per_m3;
    }
  }
  return mail;
}

bool states_shares(world::MailFlow const& flow) {
  return std::ranges::any_of(flow.ways, [](auto const& way) { return way.share > 0; });
}

std::vector<MailWayCost> planned_costs(world::World const& world, world::MailFlow const& flow,
                                       itineraries::Plans const& plans,
                                       Table<world::DispatchId, MailPerDay> const& mail_per_day) {
  std::vector<MailWayCost> costs;
  for (auto const& way : flow.ways) {
    MailWayCost cost{.money = way.cost_per_parcel, .hours = in_hours(mean(way.collection))};
    for (auto const& leg : way.legs) {
      cost.money += world.postal_hubs[leg.hub].cost_per_parcel;
      if (!leg.dispatch) continue;
      auto const& dispatch = world.dispatches[leg.dispatch];
      if (plans[dispatch.flow].empty()) continue;
      auto const& best = plans[dispatch.flow].front();
      auto const unit = planned_unit(world, dispatch, mail_per_day[leg.dispatch], best);
      double const bags = dispatch.receptacle_kg > 0 ? std::ceil(unit.kg / dispatch.receptacle_kg - 1e-9) : 0;
      cost.money += (best.money + bags * dispatch.cost_per_receptacle) * share_of_unit(flow, unit);
      cost.hours += best.hours + in_hours(unit.wait);
    }
    auto const to_door = hours(cost.hours) + mean(flow.delivery);
    if (flow.late_cost_per_day > 0 && !states_shares(flow))
      cost.late_days = flow.standard ? mean_late_days(world, flow, to_door) : expected_late_days(flow, Time{}, to_door);
    costs.push_back(cost);
  }
  return costs;
}

std::vector<double> shares_of_ways(world::World const& world, world::MailFlow const& flow,
                                   std::vector<MailWayCost> const& costs) {
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
