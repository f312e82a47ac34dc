#include "sim/engine/dated_prices.hpp"

#include <algorithm>
#include <limits>

#include "network/base/calendar.hpp"

namespace tongzhou::engine {

bool DatedPrices::apply(world::World const& world, world::Flow const& flow, charges::Ride const& ride) {
  return charges::varies_by_month(world, ride) ||
         charges::is_spot(world, ride, charges::contract_of(flow, ride.service));
}

DatedPrices::DatedPrices(world::World const& world, world::Flow const& flow, charges::Ride const& ride)
    : world_(world),
      box_(world.box_types[flow.box]),
      ride_(ride),
      contract_(charges::contract_of(flow, ride.service)),
      is_spot_(charges::is_spot(world, ride, contract_)) {
  for (std::size_t month = 0; month < charges::months_of(world, ride); ++month) by_month_.push_back(of_month(month));
}

charges::RidePrice DatedPrices::of_month(std::size_t month, std::optional<double> fill) const {
  return charges::price_of(world_, box_, ride_, month, contract_, fill);
}

charges::RidePrice DatedPrices::at(Time loaded, double fill) const {
  auto const month = charges::month_at(world_, ride_, date_at(world_.start, loaded));
  return is_spot_ ? of_month(month, fill) : by_month_[month];
}

charges::RidePrice DatedPrices::mean() const { return charges::mean_price_of(world_, box_, ride_, contract_); }

double DatedPrices::least() const {
  double least = std::numeric_limits<double>::infinity();
  auto const compare = [&](charges::RidePrice const& price) {
    least = std::min(least, price.surcharge - price.subsidy);
  };
  for (std::size_t month = 0; month < by_month_.size(); ++month) {
    compare(by_month_[month]);
    if (!is_spot_) continue;
    for (auto const& [fill, factor] : world_.services[ride_.service].spot.points) compare(of_month(month, fill));
  }
  return least;
}

}  // namespace tongzhou::engine
