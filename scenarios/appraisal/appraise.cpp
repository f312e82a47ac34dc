#include "scenarios/appraisal/appraise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "scenarios/appraisal/appraisal_runs.hpp"
#include "scenarios/appraisal/appraisal_writer.hpp"
#include "scenarios/appraisal/assess.hpp"
#include "scenarios/appraisal/choices.hpp"
#include "scenarios/appraisal/feasibility_tables.hpp"
#include "scenarios/appraisal/findings.hpp"
#include "scenarios/appraisal/replication_allocator.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/format/sha256.hpp"

namespace tongzhou::appraisal {
namespace {

using json = format::Json;

SimulatedState simulated(AppraisalRuns const& runs, State const& state, std::size_t replications) {
  SimulatedState mean{.state = state,
                      .scenario_sha256 = runs.manifest().scenarios[runs.states().at(state).front()].sha256,
                      .replications = replications};
  mean.remarks = runs.reading(state, 0, 0).remarks;
  double const share = 1 / static_cast<double>(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    bool fills_up = false;
    for (std::size_t season = 0; season < runs.season_weights().size(); ++season) {
      auto const& reading = runs.reading(state, r, season);
      double const weight = share * runs.season_weights()[season];
      mean.teu_in += reading.teu_in * weight;
      mean.teu_out += reading.teu_out * weight;
      mean.yearly += reading.books * weight;
      fills_up = fills_up || reading.fills_up;
    }
    mean.fill_up += fills_up ? 1 : 0;
  }
  return mean;
}

std::size_t replications_of(State const& state, Investment const& investment, ReplicationAllocator const& allocator) {
  if (state.building) return allocator.of_option(*state.building);
  if (state.built.size() == 1) return allocator.of_option(state.built[0]);
  if (state.built.empty()) return allocator.of_base();
  return investment.replications;
}

void describe(Simulations& simulations, Investment const& investment, AppraisalRuns const& runs,
              ReplicationAllocator const& allocator) {
  auto const base = format::parse_trusted(runs.manifest().scenarios[0].text);
  simulations.investment_sha256 = investment.file->hash();
  simulations.base_sha256 = format::sha256(investment.base.dump());
  simulations.length_days = base.at("length_days");
  simulations.warm_up_days = base.value("warm_up_days", 0.0);
  simulations.counted_days = simulations.length_days - simulations.warm_up_days;
  if (!investment.seasons.empty()) {
    simulations.counted_days = 0;
    for (auto const& season : investment.seasons) simulations.counted_days += season.days;
  }
  simulations.scenarios = runs.manifest().scenarios.size();
  simulations.runs = runs.runs();
  for (auto const& [state, scenario] : runs.states())
    simulations.states.push_back(simulated(runs, state, replications_of(state, investment, allocator)));
}

std::optional<ExitCode> run_portfolios(std::vector<Choice> const& portfolios, Investment const& investment,
                                       AppraisalRuns& runs) {
  WantedReplications wanted;
  for (auto const& choice : portfolios) {
    runs.add(states_of(investment, choice));
    for (auto const scenario : runs.scenarios_of(states_of(investment, choice))) {
      auto& replications = wanted[scenario];
      replications = std::max<std::size_t>(replications, investment.replications);
    }
  }
  return runs.run(wanted);
}

/// Each table of each option as a file of its own, for spreadsheets.
void write_tables(Investment const& investment, Appraisal const& appraisal, std::filesystem::path const& folder) {
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto const of_option = folder / investment.options[i].id;
    std::filesystem::create_directories(of_option);
    for (auto const& table : feasibility_tables(investment, appraisal.options[i]))
      format::write_whole(of_option / (std::string{table.id} + ".csv"), to_csv(table, investment.first_year));
  }
}

}  // namespace

experiments::Conclusion conduct(Investment const& investment, experiments::Settings const& settings,
                                std::ostream& err) {
  AppraisalRuns runs{investment, settings, err};
  Saving const saving = [&](State const& state, std::size_t replication) { return runs.saving(state, replication); };
  Findings findings{.simulations = {.maker = settings.maker}};

  ReplicationAllocator allocator{investment, runs};
  if (auto const end = allocator.run(findings.simulations.rounds)) return {*end, {}, {}};
  std::vector<double> values;
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto& by_delay = findings.options.emplace_back();
    for (auto const delay : investment.delays)
      by_delay.push_back(worth_of(investment, {.options = {i}, .delay = delay}, allocator.of_option(i), saving));
    values.push_back(expected_value(investment, by_delay[0]));
  }

  auto const portfolios = promising_portfolios(investment, values);
  auto together = portfolios;
  for (auto const& stages : investment.stages) together.push_back(both_of(stages));
  if (auto const end = run_portfolios(together, investment, runs)) return {*end, {}, {}};
  for (auto const& choice : portfolios)
    findings.portfolios.push_back(worth_of(investment, choice, investment.replications, saving));

  for (auto const& stages : investment.stages)
    findings.stages.push_back(stages_of(investment, stages, investment.replications, saving));

  describe(findings.simulations, investment, runs, allocator);
  auto const appraisal = assess(investment, findings);
  auto result = to_json(investment, appraisal);
  write_tables(investment, appraisal, runs.folder() / "tables");
  auto const file = runs.folder() / "appraisal.json";
  auto const text = format::to_text(result);
  if (auto const kept = format::keep_earlier(file, text))
    err << fmt::format("kept the earlier appraisal, of another investment file: {}\n", kept->string());
  format::write_whole(file, text);
  return {ExitCode::done, file, std::move(result)};
}

}  // namespace tongzhou::appraisal
