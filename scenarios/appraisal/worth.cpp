#include "scenarios/appraisal/worth.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/appraisal/asset.hpp"
#include "scenarios/appraisal/finance.hpp"

namespace tongzhou::appraisal {
namespace {

/// Where a year lies between the simulated ones: the share of the later one.
struct Between {
  std::size_t before = 0, after = 0;
  double share = 0;
};
Between between(std::vector<unsigned> const& years, unsigned year) {
  auto const later = static_cast<std::size_t>(std::ranges::lower_bound(years, year) - years.begin());
  if (later == years.size()) return {later - 1, later - 1, 0};
  if (years[later] == year || later == 0) return {later, later, 0};
  double const gap = years[later] - years[later - 1];
  return {later - 1, later, (year - years[later - 1]) / gap};
}

class SavingsByYear {
 public:
  SavingsByYear(Investment const& investment, std::size_t demand, std::size_t replication, Saving const& saving)
      : investment_(investment), demand_(demand), replication_(replication), saving_(saving) {}

  std::vector<Books> of(Choice const& choice) const {
    if (choice.options.size() == 1) return of_one(choice.options[0], choice.delay);
    std::vector<Books> saved(investment_.horizon);
    auto const all_open = opens_in(investment_, choice);
    for (auto const option : choice.options) {
      auto const alone = of_one(option, choice.delay);
      for (unsigned year = 0; year < all_open; ++year) saved[year] += alone[year];
    }
    fill(saved, all_open, {.built = choice.options, .building = {}, .year = 0, .demand = demand_});
    return saved;
  }

 private:
  std::vector<Books> of_one(std::size_t option, unsigned delay) const {
    std::vector<Books> saved(investment_.horizon);
    auto const& of = investment_.options[option];
    auto const opens = delay + of.construction_years;
    if (!of.during_construction.empty()) {
      std::vector<Books> building(investment_.horizon);
      fill(building, delay, {.built = {}, .building = option, .year = 0, .demand = demand_});
      std::copy(building.begin() + delay, building.begin() + opens, saved.begin() + delay);
    }
    fill(saved, opens, {.built = {option}, .building = {}, .year = 0, .demand = demand_});
    return saved;
  }

  /// From a year on, as simulated or between two simulated years.
  void fill(std::vector<Books>& saved, unsigned from, State state) const {
    std::vector<Books> simulated;
    for (state.year = 0; state.year < investment_.years.size(); ++state.year)
      simulated.push_back(saving_(state, replication_));
    for (auto year = from; year < investment_.horizon; ++year) {
      auto const [before, after, share] = between(investment_.years, year);
      saved[year] = before == after ? simulated[before] : simulated[before] * (1 - share) + simulated[after] * share;
    }
  }

  Investment const& investment_;
  std::size_t demand_, replication_;
  Saving const& saving_;
};

std::vector<double> resources_by_year(std::span<Books const> saved) {
  std::vector<double> flows;
  for (auto const& year : saved) flows.push_back(resources(year));
  return flows;
}

PresentCosts today(Costs const& costs, Discount const& discount) {
  return {.capital = net_present_value(costs.capital, discount),
          .yearly = net_present_value(costs.yearly, discount),
          .renewals = net_present_value(costs.renewals, discount),
          .residual = costs.residual * factor_at_end(discount, costs.capital.size())};
}

double mean(std::vector<double> const& values) {
  // What departs from the first: equal values have exactly that mean.
  double sum = 0;
  for (double const value : values) sum += value - values[0];
  return values[0] + sum / static_cast<double>(values.size());
}

}  // namespace

Costs costs_of(Investment const& investment, Option const& option, unsigned delay, double overrun) {
  auto const years = investment.horizon;
  Costs costs{std::vector<double>(years), std::vector<double>(years), {}};
  for (std::size_t i = 0; i < option.capital_cost.size() && delay + i < years; ++i)
    costs.capital[delay + i] = option.capital_cost[i] * overrun;
  auto const opens = delay + option.construction_years;
  for (std::size_t year = opens; year < years; ++year) costs.yearly[year] = option.yearly_cost;
  auto const renewal = option.renewal_cost.value_or(option.capital()) * overrun;
  Asset const asset{option.capital() * overrun, opens, option.life_years, option.scrap_value, renewal};
  costs.renewals = renewals(asset, years);
  costs.residual = option.residual_value.value_or(residual_value(asset, years));
  return costs;
}

unsigned opens_in(Investment const& investment, Choice const& choice) {
  unsigned opens = 0;
  for (auto const option : choice.options)
    opens = std::max(opens, choice.delay + investment.options[option].construction_years);
  return opens;
}

Worth worth_of(Investment const& investment, Choice const& choice, std::size_t replications, Saving const& saving) {
  Worth worth{.choice = choice, .replications = replications};
  auto const& discount = investment.discount;
  for (auto const option : choice.options) {
    auto const& of = investment.options[option];
    worth.planned.push_back(today(costs_of(investment, of, choice.delay), discount));
    worth.fixed.push_back(today(costs_of(investment, of, choice.delay, 0), discount));
  }
  for (std::size_t demand = 0; demand < investment.cases.size(); ++demand) {
    auto& saved = worth.saved.emplace_back();
    auto& present = worth.present.emplace_back();
    for (std::size_t replication = 0; replication < replications; ++replication) {
      saved.push_back(SavingsByYear{investment, demand, replication, saving}.of(choice));
      present.push_back(net_present_value(resources_by_year(saved.back()), discount));
    }
  }
  return worth;
}

Worth first_replications(Worth worth, std::size_t replications) {
  worth.replications = std::min(worth.replications, replications);
  for (auto& saved : worth.saved) saved.resize(worth.replications);
  for (auto& present : worth.present) present.resize(worth.replications);
  return worth;
}

std::vector<State> states_of(Investment const& investment, Choice const& choice) {
  std::vector<State> states;
  auto const add = [&](State state) {
    for (state.demand = 0; state.demand < investment.cases.size(); ++state.demand)
      for (state.year = 0; state.year < investment.years.size(); ++state.year) states.push_back(state);
  };
  for (auto const option : choice.options) {
    add({.built = {option}});
    if (!investment.options[option].during_construction.empty()) add({.building = option});
  }
  if (choice.options.size() > 1) add({.built = choice.options});
  return states;
}

double net_present_value(Worth const& worth, double present, std::span<double const> overruns) {
  return present - costs_today(worth, overruns).net();
}

std::vector<double> expected_overruns(Investment const& investment, Worth const& worth) {
  std::vector<double> factors;
  for (auto const option : worth.choice.options)
    factors.push_back(demand::mean(investment.options[option].overrun.factor));
  return factors;
}

std::vector<Books> expected_savings(Investment const& investment, Worth const& worth) {
  std::vector<Books> expected(investment.horizon);
  for (std::size_t demand = 0; demand < worth.saved.size(); ++demand) {
    double const weight = investment.cases[demand].probability / static_cast<double>(worth.replications);
    for (auto const& saved : worth.saved[demand])
      for (std::size_t year = 0; year < expected.size(); ++year) expected[year] += saved[year] * weight;
  }
  return expected;
}

double value_in_case(Investment const& investment, Worth const& worth, std::size_t demand) {
  return net_present_value(worth, mean(worth.present[demand]), expected_overruns(investment, worth));
}

double expected_value(Investment const& investment, Worth const& worth) {
  double present = 0;
  for (std::size_t demand = 0; demand < worth.present.size(); ++demand)
    present += investment.cases[demand].probability * mean(worth.present[demand]);
  return net_present_value(worth, present, expected_overruns(investment, worth));
}

std::vector<double> value_by_replication(Investment const& investment, Worth const& worth) {
  auto const overruns = expected_overruns(investment, worth);
  std::vector<double> values;
  for (std::size_t replication = 0; replication < worth.replications; ++replication) {
    double present = 0;
    for (std::size_t demand = 0; demand < worth.present.size(); ++demand)
      present += investment.cases[demand].probability * worth.present[demand][replication];
    values.push_back(net_present_value(worth, present, overruns));
  }
  return values;
}

PresentCosts costs_today(Worth const& worth, std::size_t of, double overrun) {
  auto const &fixed = worth.fixed[of], &planned = worth.planned[of];
  auto const at = [&](double PresentCosts::*part) { return fixed.*part + (planned.*part - fixed.*part) * overrun; };
  return {at(&PresentCosts::capital), at(&PresentCosts::yearly), at(&PresentCosts::renewals),
          at(&PresentCosts::residual)};
}

PresentCosts costs_today(Worth const& worth, std::span<double const> overruns) {
  PresentCosts sum;
  for (std::size_t i = 0; i < worth.planned.size(); ++i) {
    auto const costs = costs_today(worth, i, overruns[i]);
    sum.capital += costs.capital;
    sum.yearly += costs.yearly;
    sum.renewals += costs.renewals;
    sum.residual += costs.residual;
  }
  return sum;
}

Costs sum_of_costs(Investment const& investment, Worth const& worth, std::span<double const> overruns) {
  auto const years = investment.horizon;
  Costs sum{std::vector<double>(years), std::vector<double>(years), std::vector<double>(years)};
  for (std::size_t i = 0; i < worth.choice.options.size(); ++i) {
    auto const costs =
        costs_of(investment, investment.options[worth.choice.options[i]], worth.choice.delay, overruns[i]);
    for (std::size_t year = 0; year < years; ++year) {
      sum.capital[year] += costs.capital[year];
      sum.yearly[year] += costs.yearly[year];
      sum.renewals[year] += costs.renewals[year];
    }
    sum.residual += costs.residual;
  }
  return sum;
}

Flows net_flows(Investment const& investment, Worth const& worth, std::span<double const> savings,
                std::span<double const> overruns) {
  auto const costs = sum_of_costs(investment, worth, overruns);
  Flows flows{{savings.begin(), savings.end()}, costs.residual};
  for (std::size_t year = 0; year < flows.by_year.size(); ++year)
    flows.by_year[year] -= costs.capital[year] + costs.yearly[year] + costs.renewals[year];
  return flows;
}

std::vector<DebtYear> debt_of(Investment const& investment, Option const& option, unsigned delay) {
  std::vector<std::vector<DebtYear>> parts;
  auto const capital = in_current_prices(investment, costs_of(investment, option, delay).capital);
  for (auto const& part : option.financing) {
    if (!part.repayment) continue;
    for (std::size_t year = 0; year < capital.size(); ++year) {
      if (capital[year] == 0) continue;
      parts.push_back(schedule({.amount = capital[year] * part.share,
                                .rate = part.rate,
                                .term_years = part.term_years,
                                .grace_years = part.grace_years,
                                .repayment = *part.repayment,
                                .drawn_in_year = year},
                               investment.horizon));
    }
  }
  auto debt = together(parts);
  debt.resize(investment.horizon);
  return debt;
}

std::vector<double> operator_income(Investment const& investment, Option const& option, unsigned delay,
                                    std::span<Books const> saved) {
  std::vector<double> income(investment.horizon);
  for (std::size_t year = 0; year < income.size(); ++year) {
    income[year] = option.operator_income_share * gain(saved[year], Party::hub_operators);
    if (year >= delay + option.construction_years) income[year] += option.yearly_support;
  }
  return income;
}

std::vector<double> in_current_prices(Investment const& investment, std::span<double const> flows) {
  std::vector<double> current(flows.begin(), flows.end());
  for (std::size_t year = 0; year < current.size(); ++year)
    current[year] *= std::pow(1 + investment.inflation, static_cast<double>(year));
  return current;
}

}  // namespace tongzhou::appraisal
