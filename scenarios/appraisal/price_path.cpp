#include "scenarios/appraisal/price_path.hpp"

#include <algorithm>
#include <cmath>

namespace tongzhou::appraisal {

double PricePath::at(int const year) const {
  auto const later = std::ranges::lower_bound(by_year, year, {}, &std::pair<int, double>::first);
  if (later == by_year.end())
    return by_year.back().second * std::pow(1 + growth_per_year, static_cast<double>(year - by_year.back().first));
  if (later == by_year.begin() || later->first == year) return later->second;
  auto const& before = *(later - 1);
  double const share = static_cast<double>(year - before.first) / (later->first - before.first);
  return before.second + share * (later->second - before.second);
}

}  // namespace tongzhou::appraisal
