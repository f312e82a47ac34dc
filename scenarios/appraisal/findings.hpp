#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/stages.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/appraisal/worth.hpp"
#include "scenarios/experiments/maker.hpp"

// What the runs of an appraisal found, before anything is drawn from it.
namespace tongzhou::appraisal {

/// How many replications each option has after a round of runs.
struct Round {
  std::uint64_t runs = 0;  // of all scenarios so far
  std::size_t base = 0;
  std::vector<std::size_t> options;
};

/// A state as it was run: means over the replications, a year.
struct SimulatedState {
  State state = {};
  std::string scenario_sha256 = {};  // of the first season
  std::size_t replications = 0;
  std::size_t fill_up = 0;  // of them: more and more stays inside
  double teu_in = 0, teu_out = 0;
  Books yearly = {};
  std::vector<std::string> remarks = {};  // what is unusual in the scenario
};

/// What was run, and by which program.
struct Simulations {
  experiments::Maker maker = {};
  std::string investment_sha256 = {}, base_sha256 = {};
  double length_days = 0, warm_up_days = 0, counted_days = 0;
  std::size_t scenarios = 0;
  std::uint64_t runs = 0;
  std::vector<Round> rounds = {};
  std::vector<SimulatedState> states = {};
};

struct Findings {
  Simulations simulations = {};
  std::vector<std::vector<Worth>> options = {};  // by option, then by delay
  std::vector<Worth> portfolios = {};
  std::vector<StagesResult> stages = {};  // as the investment lists them
};

}  // namespace tongzhou::appraisal
