#include "scenarios/appraisal/asset.hpp"

namespace tongzhou::appraisal {

std::vector<double> renewals(Asset const& asset, std::size_t const years) {
  std::vector<double> cost(years);
  for (auto year = asset.in_use_from + asset.life_years; year < years; year += asset.life_years)
    cost[year] = asset.renewal_cost.value_or(asset.cost) - asset.scrap;
  return cost;
}

double residual_value(Asset const& asset, std::size_t const years) {
  if (years <= asset.in_use_from) return asset.cost;
  auto const used = years - asset.in_use_from;
  auto const age = (used - 1) % asset.life_years + 1;  // of the one in use in the last year, 1 to its life
  auto const price = used > asset.life_years ? asset.renewal_cost.value_or(asset.cost) : asset.cost;
  return price - (price - asset.scrap) * static_cast<double>(age) / asset.life_years;
}

}  // namespace tongzhou::appraisal
