#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/debt.hpp"
#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/states.hpp"

// What a choice is worth: gains and costs by year.
namespace tongzhou::appraisal {

/// Options that are built together, so many years later than at once.
struct Choice {
  std::vector<std::size_t> options = {};  // rising; none: nothing is built
  unsigned delay = 0;
  friend bool operator==(Choice const&, Choice const&) = default;
};

/// What a replication of a state saves against the base of the same year and case.
using Saving = std::function<Books(State const&, std::size_t replication)>;

/// Costs by year, positive.
struct Costs {
  std::vector<double> capital, yearly, renewals;
  double residual = 0;  // the worth of what is left when the last year is over
  Costs& operator*=(double k);
};
/// When capital costs so many times the plan: so do renewals, and so is the price of which a part is left. Scrap and a
/// residual value that is given stay as they are.
Costs costs_of(Investment const&, Option const&, unsigned delay, double overrun = 1);
/// The same as the country uses it up: capital, renewals and what is left at the shadow prices of `capital_split`.
Costs resource_costs_of(Investment const&, Option const&, unsigned delay, double overrun = 1);

/// Costs worth today.
struct PresentCosts {
  double capital = 0, yearly = 0, renewals = 0, residual = 0;
  double spent() const { return capital + yearly + renewals; }
  double net() const { return spent() - residual; }
};

/// The year in which all options of a choice are open.
unsigned opens_in(Investment const&, Choice const&);

/// All that is known of a choice before chance has its say. Indexed by demand case, replication and year.
struct Worth {
  Choice choice = {};
  std::size_t replications = 0;
  std::vector<std::vector<std::vector<Books>>> saved = {};
  std::vector<PresentCosts> planned = {};         // of each option, at the planned capital cost
  std::vector<PresentCosts> fixed = {};           // of each option, the part that an overrun leaves as it is
  std::vector<std::vector<double>> present = {};  // of what is saved, by case and replication, as it is expected
  std::vector<std::vector<std::vector<double>>> discounted = {};  // by year, before shortfall and slip
};
/// What a choice saves by year in one demand case and replication.
std::vector<Books> savings_by_year(Investment const&, Choice const&, std::size_t demand, std::size_t replication,
                                   Saving const&);
Worth worth_of(Investment const&, Choice const&, std::size_t replications, Saving const&);

/// How much of what is saved is really gained in each year: all of it where nothing is in doubt. `shortfalls` are
/// factors, `slips` years, of each option of the choice; of several options the factor is their mean by capital and the
/// slip is the longest. A year that slips is lost, since the horizon stays.
std::vector<double> kept(Investment const&, Choice const&, std::span<double const> shortfalls,
                         std::span<double const> slips);
/// On the mean of what may happen.
std::vector<double> expected_kept(Investment const&, Choice const&);
bool in_doubt(Investment const&, Choice const&);

/// The same of no more than the first so many replications.
Worth first_replications(Worth worth, std::size_t replications);

/// The states that a choice asks for, those of its parts included, in every simulated year and case.
std::vector<State> states_of(Investment const&, Choice const&);

/// Net present value when the capital cost of each option of the choice is so many times the plan.
double net_present_value(Worth const&, double present, std::span<double const> overruns);

/// Mean of the capital cost over the plan, of each option of the choice.
std::vector<double> expected_overruns(Investment const&, Worth const&);

/// Over demand cases and replications.
std::vector<Books> expected_savings(Investment const&, Worth const&);
double expected_value(Investment const&, Worth const&);
/// Of one demand case.
double value_in_case(Investment const&, Worth const&, std::size_t demand);
/// Over demand cases, by replication.
std::vector<double> value_by_replication(Investment const&, Worth const&);

/// What a choice costs today, all in, less what is left: on the mean of what its capital may cost.
double expected_cost(Investment const&, Choice const&);
/// Of one option of the choice, or of all, when its capital costs so many times the plan.
PresentCosts costs_today(Worth const&, std::size_t of, double overrun);
PresentCosts costs_today(Worth const&, std::span<double const> overruns);

/// Sums over the options of a choice, by year.
Costs sum_of_costs(Investment const&, Worth const&, std::span<double const> overruns);
Flows net_flows(Investment const&, Worth const&, std::span<double const> savings, std::span<double const> overruns);

/// Debts of an option, by year, in current prices: a part for each year of capital.
std::vector<DebtYear> debt_of(Investment const&, Option const&, unsigned delay);
/// The same until all of it is paid back, which may be after the horizon.
std::vector<DebtYear> debt_to_maturity(Investment const&, Option const&, unsigned delay);
/// From constant prices to current ones.
std::vector<double> in_current_prices(Investment const&, std::span<double const> flows);

}  // namespace tongzhou::appraisal
