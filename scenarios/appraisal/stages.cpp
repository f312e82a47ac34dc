#include "scenarios/appraisal/stages.hpp"

#include <algorithm>

#include "scenarios/appraisal/finance.hpp"

namespace tongzhou::appraisal {
namespace {

/// Shares of what is saved that are really gained, as each stage is doubted.
std::vector<double> kept_by_stage(Investment const& investment, Stages const& stages,
                                  std::optional<unsigned> const begins, unsigned opens) {
  auto kept = expected_kept(investment, {.options = {stages.first}});
  if (!begins) return kept;
  auto const second = expected_kept(investment, {.options = {stages.second}, .delay = *begins});
  std::copy(second.begin() + opens, second.end(), kept.begin() + opens);
  return kept;
}

double value_in(Investment const& investment, Stages const& stages, std::size_t demand, std::size_t replications,
                Saving const& saving) {
  auto const begins = second_begins(investment, stages, demand);
  unsigned opens = investment.horizon;
  if (begins)
    opens = std::max(opens_in(investment, {.options = {stages.first}}),
                     opens_in(investment, {.options = {stages.second}, .delay = *begins}));
  auto const kept = kept_by_stage(investment, stages, begins, opens);
  double present = 0;
  for (std::size_t replication = 0; replication < replications; ++replication) {
    auto saved = savings_by_year(investment, {.options = {stages.first}}, demand, replication, saving);
    if (begins) {
      auto const building =
          savings_by_year(investment, {.options = {stages.second}, .delay = *begins}, demand, replication, saving);
      for (unsigned year = *begins; year < opens; ++year) saved[year] += building[year];
      auto const both = savings_by_year(investment, both_of(stages), demand, replication, saving);
      std::copy(both.begin() + opens, both.end(), saved.begin() + opens);
    }
    std::vector<double> flows;
    for (std::size_t year = 0; year < saved.size(); ++year) flows.push_back(resources(saved[year]) * kept[year]);
    present += net_present_value(flows, investment.discount) / static_cast<double>(replications);
  }
  if (begins) present -= expected_cost(investment, {.options = {stages.second}, .delay = *begins});
  return present - expected_cost(investment, {.options = {stages.first}});
}

}  // namespace

std::optional<unsigned> second_begins(Investment const& investment, Stages const& stages, std::size_t demand) {
  auto const building = investment.options[stages.second].construction_years;
  for (unsigned year = 0; year + building < investment.horizon; ++year)
    if (volume(investment, demand, year) >= stages.demand_at_least) return year;
  return std::nullopt;
}

Choice both_of(Stages const& stages) {
  return {.options = {std::min(stages.first, stages.second), std::max(stages.first, stages.second)}};
}

StagesResult stages_of(Investment const& investment, Stages const& stages, std::size_t replications,
                       Saving const& saving) {
  StagesResult result;
  for (std::size_t demand = 0; demand < investment.cases.size(); ++demand) {
    result.second_begins.push_back(second_begins(investment, stages, demand));
    result.npv_by_case.push_back(value_in(investment, stages, demand, replications, saving));
    result.npv += investment.cases[demand].probability * result.npv_by_case.back();
  }
  auto const expected = [&](Choice const& choice) {
    return expected_value(investment, worth_of(investment, choice, replications, saving));
  };
  result.first_alone = expected({.options = {stages.first}});
  result.both_at_once = expected(both_of(stages));
  result.option_value = result.npv - std::max({0.0, result.first_alone, result.both_at_once});
  return result;
}

}  // namespace tongzhou::appraisal
