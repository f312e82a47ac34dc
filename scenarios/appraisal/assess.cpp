#include "scenarios/appraisal/assess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "scenarios/appraisal/choices.hpp"
#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/measures.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/format/grouped.hpp"

namespace tongzhou::appraisal {
namespace {

// Of what comes in, delivered: below, the network does not keep up, and a remark says so.
constexpr double keeps_up = 0.95;

std::size_t most_replications(Investment const& investment, Simulations const& simulations) {
  std::size_t most = investment.replications;
  for (auto const& round : simulations.rounds) most = std::max(most, round.base);
  return most;
}

std::vector<std::vector<double>> volumes_of(Investment const& investment) {
  std::vector<std::vector<double>> volumes;
  for (std::size_t demand = 0; demand < investment.cases.size(); ++demand) {
    auto& by_year = volumes.emplace_back();
    for (auto const year : investment.years) by_year.push_back(volume(investment, demand, year));
  }
  return volumes;
}

/// What the simulated years do not show.
std::vector<std::string> remarks_on_years(Investment const& investment) {
  std::vector<std::string> remarks;
  auto const first = investment.years.front(), last = investment.years.back();
  if (first > 0)
    remarks.push_back(
        fmt::format("Benefits before year {}, the first that was simulated, are as in that year.", first));
  if (last + 1 < investment.horizon) {
    remarks.push_back(fmt::format("Benefits after year {}, the last that was simulated, are as in that year.", last));
    for (auto const& option : investment.options)
      if (option.grows_to > 0)
        remarks.push_back(fmt::format("What {} saves grows on after it, up to {:.4g} times the demand of the base.",
                                      option.id, option.grows_to));
    for (std::size_t demand = 0; demand < investment.cases.size(); ++demand) {
      double const more = volume(investment, demand, investment.horizon - 1) / volume(investment, demand, last);
      if (more == 1) continue;
      remarks.push_back(fmt::format("Demand is {} times as much in year {} as in year {} (case {}): not seen.",
                                    format::in_full(more), investment.horizon - 1, last, investment.cases[demand].id));
    }
  }
  for (auto const& change : investment.changes) {
    if (change.from_year <= last || change.from_year >= investment.horizon) continue;
    remarks.push_back(
        fmt::format("What comes in any case in year {} is in no year that was simulated.", change.from_year));
  }
  return remarks;
}

/// What follows demand and what does not.
std::optional<std::string> remark_on_growth(Investment const& investment,
                                            std::vector<std::vector<double>> const& volumes) {
  auto const same = [](std::vector<double> const& by_year) {
    return std::ranges::all_of(by_year, [](double volume) { return volume == 1; });
  };
  if (std::ranges::all_of(volumes, same)) return std::nullopt;
  std::string const sailings =
      investment.services_follow_demand
          ? "Demand grows. Sailings and fleets of all services follow it, weekly ones at even intervals; "
          : "Demand grows, and no sailing follows it (\"services_follow_demand\" is false); ";
  return sailings +
         "trucks are always enough; terminals, locks, roads, tracks, customs, depots and postal hubs stay as they are.";
}

/// Whether an option or the base with which it is compared fills up.
bool fills_up(Simulations const& simulations, std::size_t option) {
  return std::ranges::any_of(simulations.states, [&](SimulatedState const& run) {
    bool const concerns =
        run.state.built.empty() || std::ranges::find(run.state.built, option) != run.state.built.end();
    return run.fill_up > 0 && concerns;
  });
}

/// A mark that no reader can miss.
std::optional<std::string> remark_on_overload(Investment const& investment, Simulations const& simulations) {
  auto const fills_up = [](SimulatedState const& run) { return run.fill_up > 0; };
  auto const& states = simulations.states;
  auto const first = std::ranges::find_if(states, fills_up);
  if (first == states.end()) return std::nullopt;
  std::string built;
  for (auto const option : first->state.built) built += (built.empty() ? "" : " + ") + investment.options[option].id;
  return fmt::format(
      "FILLING UP: in {} of {} states more and more stays inside, first with {} built in year {}, case {}: what an "
      "option saves depends on how long was simulated, and no figure of it can be relied on.",
      std::ranges::count_if(states, fills_up), states.size(), built.empty() ? "nothing" : built,
      investment.years[first->state.year], investment.cases[first->state.demand].id);
}

/// What is unusual in the base of a state's year and case; nothing where that was not run.
std::vector<std::string> unusual_in_base(Simulations const& simulations, State const& state) {
  auto const is_base = [&](SimulatedState const& run) {
    return run.state.built.empty() && !run.state.building && run.state.year == state.year &&
           run.state.demand == state.demand;
  };
  auto const base = std::ranges::find_if(simulations.states, is_base);
  return base == simulations.states.end() ? std::vector<std::string>{} : base->remarks;
}

/// What is unusual in the base as it was run first, and in each option besides.
std::vector<std::string> remarks_on_scenarios(Investment const& investment, Simulations const& simulations) {
  std::vector<std::string> remarks;
  auto const& states = simulations.states;
  for (std::size_t i = 0; i <= investment.options.size(); ++i) {
    auto const is_it = [&](SimulatedState const& run) {
      auto const& built = run.state.built;
      return !run.state.building && (i == 0 ? built.empty() : built.size() == 1 && built[0] == i - 1);
    };
    auto const first = std::ranges::find_if(states, is_it);
    if (first == states.end()) continue;
    auto const known = i == 0 ? std::vector<std::string>{} : unusual_in_base(simulations, first->state);
    for (auto const& remark : first->remarks)
      if (std::ranges::find(known, remark) == known.end())
        remarks.push_back(fmt::format("{}: {}", i == 0 ? "base" : investment.options[i - 1].id, remark));
  }
  return remarks;
}

std::vector<std::string> remarks_on(Investment const& investment, Findings const& findings,
                                    Appraisal const& appraisal) {
  std::vector<std::string> remarks;
  auto const& simulations = findings.simulations;
  if (auto remark = remark_on_overload(investment, simulations)) remarks.push_back(std::move(*remark));
  if (!investment.seasons.empty()) {
    remarks.push_back(fmt::format("A year is the mean of {} seasons by weight, {:.6g} days counted in all.",
                                  investment.seasons.size(), simulations.counted_days));
  } else if (std::abs(simulations.counted_days - 365) > 2) {
    remarks.push_back(fmt::format("A year is {:.6g} days counted, times {:.4g}: seasons outside them are not seen.",
                                  simulations.counted_days, 365 / simulations.counted_days));
  }
  for (auto& remark : remarks_on_years(investment)) remarks.push_back(std::move(remark));
  if (auto remark = remark_on_growth(investment, appraisal.volumes)) remarks.push_back(std::move(*remark));
  auto const behind = std::ranges::count_if(
      simulations.states, [](SimulatedState const& run) { return run.teu_out < keeps_up * run.teu_in; });
  if (behind > 0) {
    remarks.push_back(
        fmt::format("In {} of {} states less than {:.0f} % of what comes in is delivered: the network does "
                    "not keep up, and what an option saves depends on how long was simulated.",
                    behind, simulations.states.size(), keeps_up * 100));
  }
  for (std::size_t i = 0; i < appraisal.options.size(); ++i) {
    if (appraisal.options[i].measures.irr.roots.size() > 1) {
      remarks.push_back(fmt::format("{} has several internal rates of return: none of them means anything alone.",
                                    investment.options[i].id));
    }
  }
  for (auto& remark : remarks_on_scenarios(investment, simulations)) remarks.push_back(std::move(remark));
  return remarks;
}

/// What is known of each time of building in each case, and what it is worth to see the case first.
void learn(Investment const& investment, std::vector<Worth> const& by_delay, OptionResult& option) {
  std::vector<double> probabilities;
  for (auto const& demand : investment.cases) probabilities.push_back(demand.probability);
  for (auto const& worth : by_delay) {
    auto& row = option.npv_by_delay_and_case.emplace_back();
    for (std::size_t demand = 0; demand < investment.cases.size(); ++demand)
      row.push_back(value_in_case(investment, worth, demand));
  }
  if (auto const after = investment.terms.learn_after)
    option.learning = learning_of(probabilities, option.npv_by_delay_and_case, investment.delays, *after);
}

/// A debt that is owed longer than the horizon shows.
void remark_on_debts(std::vector<std::string>& remarks, Investment const& investment, Appraisal const& appraisal) {
  for (std::size_t i = 0; i < appraisal.options.size(); ++i) {
    if (auto const years = appraisal.options[i].operator_view.bond.years_beyond_horizon; years > 0)
      remarks.push_back(
          fmt::format("The debt of {} is paid back {} years after the horizon: what is earned then is not "
                      "counted in its cover.",
                      investment.options[i].id, years));
  }
}

}  // namespace

Appraisal assess(Investment const& investment, Findings const& findings) {
  auto const draws = draws_of(investment, most_replications(investment, findings.simulations));
  std::vector<std::vector<std::vector<double>>> values;  // by option, delay and draw
  std::vector<std::vector<double>> at_once;
  for (auto const& by_delay : findings.options) {
    auto& of_option = values.emplace_back();
    for (auto const& worth : by_delay) of_option.push_back(values_of(investment, worth, draws));
    at_once.push_back(of_option[0]);
  }
  auto const probability_best = shares_best(at_once);

  Appraisal appraisal{.simulations = findings.simulations,
                      .doubts_sha256 = investment.doubts ? investment.doubts->sha256 : "",
                      .draws = draws.size(),
                      .draws_of_rates = std::min(draws.size(), draws_of_rates),
                      .volumes = volumes_of(investment)};
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto const& worth = findings.options[i][0];
    appraisal.options.push_back({.opens_in_year = opens_in(investment, worth.choice),
                                 .replications = worth.replications,
                                 .fills_up = fills_up(findings.simulations, i),
                                 .probability_best = probability_best[i],
                                 .measures = measures_of(investment, worth, values[i][0], draws),
                                 .operator_view = operator_view_of(investment, worth, draws),
                                 .sensitivity = sensitivity_of(investment, worth)});
    learn(investment, findings.options[i], appraisal.options.back());
  }
  appraisal.remarks = remarks_on(investment, findings, appraisal);
  remark_on_debts(appraisal.remarks, investment, appraisal);
  appraisal.ranking = ranking_of(investment, findings, probability_best);
  appraisal.portfolios = portfolios_of(investment, findings, draws);
  appraisal.best_portfolio = best_portfolio_of(investment, findings);
  appraisal.timing = timing_of(investment, findings, values);
  appraisal.regret = regret_of(investment, findings);
  appraisal.stages = findings.stages;
  return appraisal;
}

}  // namespace tongzhou::appraisal
