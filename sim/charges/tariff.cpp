#include "sim/charges/tariff.hpp"

#include <algorithm>

#include "sim/rules/sailing.hpp"

namespace tongzhou::charges {
using world::PlaceId;
using world::World;

namespace {

constexpr std::size_t months_of_year = 12;

struct Ends {
  PlaceId from, to;
};
Ends ends_of(World const& world, Ride const& ride) {
  auto const& stops = world.services[ride.service].stops;
  return {world.terminals[stops[ride.load].terminal].place, world.terminals[stops[ride.discharge].terminal].place};
}

bool fits(PlaceId asked, PlaceId place) { return !asked || asked == place; }

bool pays_for(World const& world, world::Subsidy const& subsidy, Ride const& ride) {
  auto const [from, to] = ends_of(world, ride);
  bool const of_service =
      subsidy.services.empty() || std::ranges::find(subsidy.services, ride.service) != subsidy.services.end();
  auto const mode = world.vehicle_classes[world.services[ride.service].vehicle].mode;
  return of_service && (!subsidy.mode || *subsidy.mode == mode) && fits(subsidy.from, from) && fits(subsidy.to, to);
}

/// A share of a sum, and so much a box: what surcharges and subsidies have in common.
template <class Rate>
double amount_of(Rate const& rate, double sum, world::BoxType const& box) {
  return rate.share * sum + (box.long_box ? rate.per_box_40ft : rate.per_box_20ft);
}

template <class Rates, class Applies>
bool any_by_month(Rates const& rates, Applies applies) {
  return std::ranges::any_of(rates, [&](auto const& rate) { return rate.months != every_month() && applies(rate); });
}

}  // namespace

world::Freight const& tariff_of(world::Service const& service, PlaceId from, PlaceId to) {
  auto const* best = &service.freight;
  int best_rank = 0;
  for (auto const& tariff : service.tariffs) {
    int const rank = (tariff.from ? 2 : 0) + (tariff.to ? 1 : 0);
    if (!fits(tariff.from, from) || !fits(tariff.to, to) || rank <= best_rank) continue;
    best = &tariff.freight;
    best_rank = rank;
  }
  return *best;
}

Length distance_of(World const& world, Ride const& ride) {
  auto const& stops = world.services[ride.service].stops;
  Length distance;
  std::size_t stop = ride.load;
  do {
    for (auto const& passage : stops[stop].to_next)
      if (auto const* link = std::get_if<world::LinkId>(&passage.what)) distance += world.links[*link].distance;
    stop = (stop + 1) % stops.size();
  } while (stop != ride.discharge);
  return distance;
}

RidePrice price_of(World const& world, world::BoxType const& box, Ride const& ride, std::size_t month) {
  auto const& service = world.services[ride.service];
  auto const [from, to] = ends_of(world, ride);
  RidePrice price;
  price.freight = rules::freight(tariff_of(service, from, to), box.long_box, distance_of(world, ride));
  for (auto const& surcharge : service.surcharges)
    if (surcharge.months[month]) price.surcharge += amount_of(surcharge, price.freight, box);
  price.surcharge = std::max(price.surcharge, -price.freight);
  double const asked = price.freight + price.surcharge;
  for (auto const& subsidy : world.subsidies)
    if (subsidy.months[month] && pays_for(world, subsidy, ride)) price.subsidy += amount_of(subsidy, asked, box);
  price.subsidy = std::min(price.subsidy, asked);
  return price;
}

RidePrice mean_price_of(World const& world, world::BoxType const& box, Ride const& ride) {
  if (!varies_by_month(world, ride)) return price_of(world, box, ride, 0);
  RidePrice mean;
  for (std::size_t month = 0; month < months_of_year; ++month) {
    auto const price = price_of(world, box, ride, month);
    mean.freight += price.freight / months_of_year;
    mean.surcharge += price.surcharge / months_of_year;
    mean.subsidy += price.subsidy / months_of_year;
  }
  return mean;
}

bool varies_by_month(World const& world, Ride const& ride) {
  return any_by_month(world.services[ride.service].surcharges, [](world::Surcharge const&) { return true; }) ||
         any_by_month(world.subsidies, [&](world::Subsidy const& subsidy) { return pays_for(world, subsidy, ride); });
}

double demurrage(world::FreeTime const& asked, double teu, Duration stay) {
  double sum = 0;
  for (std::size_t n = 0; n < asked.rates.size(); ++n) {
    Duration const until = n + 1 < asked.rates.size() ? std::min(stay, asked.rates[n + 1].from) : stay;
    sum += in_days(std::max(until - asked.rates[n].from, Duration{})) * asked.rates[n].per_teu_day;
  }
  return sum * teu;
}

}  // namespace tongzhou::charges
