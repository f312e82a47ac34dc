#include "scenarios/appraisal/worth.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/appraisal/asset.hpp"
#include "scenarios/appraisal/finance.hpp"
#include "sim/demand/stream.hpp"

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
      if (year > investment_.years.back()) saved[year] *= growth_beyond(state, year);
      if (investment_.terms.carbon) saved[year][Item::co2e] = saved[year].co2e_t * carbon_price(investment_, year);
    }
  }

  /// After the last simulated year what is saved grows as demand does, up to what the built options can carry.
  double growth_beyond(State const& state, unsigned year) const {
    double carried = 0;
    for (auto const option : state.built) carried = std::max(carried, investment_.options[option].grows_to);
    if (carried <= 0) return 1;
    double const last = volume(investment_, demand_, investment_.years.back());
    return std::max(1.0, std::min(volume(investment_, demand_, year), carried) / last);
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

Costs& Costs::operator*=(double k) {
  for (auto* const row : {&capital, &yearly, &renewals})
    for (auto& cost : *row) cost *= k;
  residual *= k;
  return *this;
}

Costs resource_costs_of(Investment const& investment, Option const& option, unsigned delay, double overrun) {
  auto costs = costs_of(investment, option, delay, overrun);
  double const conversion = option.terms.conversion();
  if (conversion == 1) return costs;
  auto const yearly = costs.yearly;
  costs *= conversion;
  costs.yearly = yearly;
  return costs;
}

bool in_doubt(Investment const& investment, Choice const& choice) {
  return std::ranges::any_of(choice.options, [&](std::size_t option) {
    auto const& terms = investment.options[option].terms;
    return terms.benefit_shortfall || terms.schedule_slip_years;
  });
}

std::vector<double> kept(Investment const& investment, Choice const& choice, std::span<double const> shortfalls,
                         std::span<double const> slips) {
  double factor = 0, capital = 0, slip = 0;
  for (std::size_t i = 0; i < choice.options.size(); ++i) {
    double const weight = std::max(investment.options[choice.options[i]].capital(), 1e-9);
    factor += shortfalls[i] * weight;
    capital += weight;
    slip = std::max(slip, slips[i]);
  }
  std::vector<double> share(investment.horizon, 1.0);
  auto const opens = opens_in(investment, choice);
  for (auto year = opens; year < investment.horizon; ++year)
    share[year] = factor / capital * std::clamp(year + 1.0 - opens - slip, 0.0, 1.0);
  return share;
}

std::vector<double> expected_kept(Investment const& investment, Choice const& choice) {
  std::vector<double> expected(investment.horizon, 1.0);
  if (!in_doubt(investment, choice)) return expected;
  constexpr int sample = 4096;  // of slips: what a year keeps is no straight line of them
  std::vector<double> shortfalls, slips(choice.options.size());
  std::vector<demand::Stream> streams;
  for (auto const option : choice.options) {
    auto const& of = investment.options[option];
    shortfalls.push_back(of.terms.benefit_shortfall ? demand::mean(of.terms.benefit_shortfall->law) : 1);
    streams.emplace_back(investment.seed, 0, "appraisal expected slip " + of.id);
  }
  std::ranges::fill(expected, 0.0);
  for (int n = 0; n < sample; ++n) {
    for (std::size_t i = 0; i < slips.size(); ++i) {
      auto const& slip = investment.options[choice.options[i]].terms.schedule_slip_years;
      slips[i] = slip ? demand::draw(slip->law, streams[i]) : 0;
    }
    auto const share = kept(investment, choice, shortfalls, slips);
    for (std::size_t year = 0; year < expected.size(); ++year) expected[year] += share[year] / sample;
  }
  return expected;
}

unsigned opens_in(Investment const& investment, Choice const& choice) {
  unsigned opens = 0;
  for (auto const option : choice.options)
    opens = std::max(opens, choice.delay + investment.options[option].construction_years);
  return opens;
}

std::vector<Books> savings_by_year(Investment const& investment, Choice const& choice, std::size_t demand,
                                   std::size_t replication, Saving const& saving) {
  return SavingsByYear{investment, demand, replication, saving}.of(choice);
}

Worth worth_of(Investment const& investment, Choice const& choice, std::size_t replications, Saving const& saving) {
  Worth worth{.choice = choice, .replications = replications};
  auto const& discount = investment.discount;
  for (auto const option : choice.options) {
    auto const& of = investment.options[option];
    worth.planned.push_back(today(resource_costs_of(investment, of, choice.delay), discount));
    worth.fixed.push_back(today(resource_costs_of(investment, of, choice.delay, 0), discount));
  }
  bool const doubtful = in_doubt(investment, choice);
  auto const share = expected_kept(investment, choice);
  for (std::size_t demand = 0; demand < investment.cases.size(); ++demand) {
    auto& saved = worth.saved.emplace_back();
    auto& present = worth.present.emplace_back();
    for (std::size_t replication = 0; replication < replications; ++replication) {
      saved.push_back(SavingsByYear{investment, demand, replication, saving}.of(choice));
      auto flows = resources_by_year(saved.back());
      if (doubtful) {
        if (replication == 0) worth.discounted.emplace_back();
        worth.discounted.back().push_back(discounted(flows, discount));
        for (std::size_t year = 0; year < flows.size(); ++year) flows[year] *= share[year];
      }
      present.push_back(net_present_value(flows, discount));
    }
  }
  return worth;
}

Worth first_replications(Worth worth, std::size_t replications) {
  worth.replications = std::min(worth.replications, replications);
  for (auto& saved : worth.saved) saved.resize(worth.replications);
  for (auto& present : worth.present) present.resize(worth.replications);
  for (auto& discounted : worth.discounted) discounted.resize(worth.replications);
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
  auto const share = expected_kept(investment, worth.choice);
  for (std::size_t demand = 0; demand < worth.saved.size(); ++demand) {
    double const weight = investment.cases[demand].probability / static_cast<double>(worth.replications);
    for (auto const& saved : worth.saved[demand])
      for (std::size_t year = 0; year < expected.size(); ++year) expected[year] += saved[year] * (weight * share[year]);
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

double expected_cost(Investment const& investment, Choice const& choice) {
  auto const worth = worth_of(investment, choice, 0, {});
  return costs_today(worth, expected_overruns(investment, worth)).net();
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
        resource_costs_of(investment, investment.options[worth.choice.options[i]], worth.choice.delay, overruns[i]);
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

namespace {

void add_tranches(std::vector<std::vector<DebtYear>>& parts, Financing const& part, std::span<double const> capital) {
  for (std::size_t year = 0; year < capital.size(); ++year) {
    if (capital[year] == 0) continue;
    parts.push_back(schedule({.amount = capital[year] * part.share,
                              .rate = part.rate,
                              .term_years = part.term_years,
                              .grace_years = part.grace_years,
                              .repayment = *part.repayment,
                              .drawn_in_year = year},
                             year + part.term_years));
  }
}

void add_loan(std::vector<std::vector<DebtYear>>& parts, Financing const& part, std::span<double const> capital,
              std::size_t opens) {
  Loan loan{.drawn = {},
            .rate = part.rate,
            .term_years = part.term_years,
            .grace_years = part.grace_years,
            .repayment = *part.repayment,
            .opens_in_year = opens,
            .capitalised = part.capitalised,
            .half_first_year = part.half_first_year};
  for (double const amount : capital.first(std::min(opens, capital.size()))) loan.drawn.push_back(amount * part.share);
  // What is spent when it is open already is drawn with the last of building.
  for (double const amount : capital.subspan(loan.drawn.size()))
    if (amount > 0 && !loan.drawn.empty()) loan.drawn.back() += amount * part.share;
  bool const drawn = std::ranges::any_of(loan.drawn, [](double amount) { return amount > 0; });
  if (drawn) parts.push_back(schedule(loan, matures(loan)));
}

}  // namespace

std::vector<DebtYear> debt_to_maturity(Investment const& investment, Option const& option, unsigned delay) {
  std::vector<std::vector<DebtYear>> parts;
  auto const capital = in_current_prices(investment, costs_of(investment, option, delay).capital);
  auto const opens = delay + option.construction_years;
  for (auto const& part : option.financing) {
    if (!part.repayment || part.share <= 0) continue;
    if (part.while_building && opens > delay)
      add_loan(parts, part, capital, opens);
    else
      add_tranches(parts, part, capital);
  }
  auto debt = together(parts);
  if (debt.size() < investment.horizon) debt.resize(investment.horizon);
  return debt;
}

std::vector<DebtYear> debt_of(Investment const& investment, Option const& option, unsigned delay) {
  auto debt = debt_to_maturity(investment, option, delay);
  debt.resize(investment.horizon);
  return debt;
}

std::vector<double> in_current_prices(Investment const& investment, std::span<double const> flows) {
  std::vector<double> current(flows.begin(), flows.end());
  for (std::size_t year = 0; year < current.size(); ++year)
    current[year] *= std::pow(1 + investment.inflation, static_cast<double>(year));
  return current;
}

}  // namespace tongzhou::appraisal
