#include "sim/charges/tariff.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/demand/mean_excess.hpp"
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

/// Does its index go by the months of the run?
bool by_run(World const& world, Ride const& ride) {
  auto const index = world.services[ride.service].index;
  return index && !world.price_indices[index].of_year;
}

double index_in(World const& world, Ride const& ride, std::size_t month) {
  auto const index = world.services[ride.service].index;
  if (!index) return 1;
  auto const& factors = world.price_indices[index].factors;
  return factors[std::min(month, factors.size() - 1)];
}

std::size_t months_since_start(Date start, Date date) {
  return months_of_year * static_cast<std::size_t>(date.year - start.year) + static_cast<std::size_t>(date.month) -
         static_cast<std::size_t>(start.month);
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

world::Freight const* contract_of(world::Flow const& flow, world::ServiceId service) {
  auto const found = std::ranges::find(flow.contracts, service, &world::Contract::service);
  return found == flow.contracts.end() ? nullptr : &found->freight;
}

RidePrice price_of(World const& world, world::BoxType const& box, Ride const& ride, std::size_t month,
                   world::Freight const* contract, std::optional<double> fill) {
  auto const& service = world.services[ride.service];
  auto const [from, to] = ends_of(world, ride);
  auto const& tariff = contract != nullptr ? *contract : tariff_of(service, from, to);
  auto const of_year =
      by_run(world, ride) ? (static_cast<std::size_t>(world.start.month) - 1 + month) % months_of_year : month;
  RidePrice price;
  price.freight = rules::freight(tariff, box.long_box, distance_of(world, ride));
  double const on_market = price.freight * (contract != nullptr ? 1 : index_in(world, ride, month));
  price.surcharge = on_market - price.freight;
  for (auto const& surcharge : service.surcharges)
    if (surcharge.months[of_year]) price.surcharge += amount_of(surcharge, on_market, box);
  if (fill && is_spot(world, ride, contract)) price.surcharge += on_market * (service.spot.at(*fill) - 1);
  price.surcharge = std::max(price.surcharge, -price.freight);
  double const asked = price.freight + price.surcharge;
  for (auto const& subsidy : world.subsidies)
    if (subsidy.months[of_year] && pays_for(world, subsidy, ride)) price.subsidy += amount_of(subsidy, asked, box);
  price.subsidy = std::min(price.subsidy, asked);
  return price;
}

RidePrice mean_price_of(World const& world, world::BoxType const& box, Ride const& ride,
                        world::Freight const* contract) {
  if (!varies_by_month(world, ride)) return price_of(world, box, ride, 0, contract);
  RidePrice mean;
  auto const months = months_of(world, ride);
  auto const count = static_cast<double>(months);
  for (std::size_t month = 0; month < months; ++month) {
    auto const price = price_of(world, box, ride, month, contract);
    mean.freight += price.freight / count;
    mean.surcharge += price.surcharge / count;
    mean.subsidy += price.subsidy / count;
  }
  return mean;
}

std::size_t months_of(World const& world, Ride const& ride) {
  if (!by_run(world, ride)) return months_of_year;
  auto const begun_days = static_cast<std::int64_t>(std::ceil(in_days(world.end())));
  return months_since_start(world.start, days_after(world.start, begun_days - 1)) + 1;
}

std::size_t month_at(World const& world, Ride const& ride, Date date) {
  if (!by_run(world, ride)) return static_cast<std::size_t>(date.month) - 1;
  return std::min(months_since_start(world.start, date), months_of(world, ride) - 1);
}

bool is_spot(World const& world, Ride const& ride, world::Freight const* contract) {
  return contract == nullptr && !world.services[ride.service].spot.points.empty();
}

bool varies_by_month(World const& world, Ride const& ride) {
  return static_cast<bool>(world.services[ride.service].index) ||
         any_by_month(world.services[ride.service].surcharges, [](world::Surcharge const&) { return true; }) ||
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

// Days beyond those that are free are dear, and the others no gain: the mean over all stays is not what the mean stay
// costs.
double mean_demurrage(world::FreeTime const& asked, double teu, Duration certain,
                      demand::Distribution<Duration> const& then) {
  auto const& rates = asked.rates;
  auto const days_beyond = [&](Duration from) { return in_days(mean_excess(then, from - certain)); };
  double sum = 0;
  for (std::size_t n = 0; n < rates.size(); ++n) {
    double const beyond_next = n + 1 < rates.size() ? days_beyond(rates[n + 1].from) : 0;
    sum += (days_beyond(rates[n].from) - beyond_next) * rates[n].per_teu_day;
  }
  return sum * teu;
}

double detention(World const& world, world::Flow const& flow, world::ServiceId brought_by, Duration on_road) {
  return mean_demurrage(world.services[brought_by].detention, world.box_types[flow.box].teu, on_road, flow.unloading);
}

}  // namespace tongzhou::charges
