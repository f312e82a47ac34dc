#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/worth.hpp"
#include "scenarios/experiments/maker.hpp"

namespace tongzhou::appraisal {

/// How many replications each option has after a round.
struct Round {
  std::uint64_t runs = 0;
  std::size_t base = 0;
  std::vector<std::size_t> options;
};

/// A state as it was run: means over the replications, a year.
struct Run {
  State state = {};
  std::string scenario_sha256 = {};
  std::size_t replications = 0;
  double teu_in = 0, teu_out = 0;
  Books yearly = {};
};

/// All that was found out.
struct Findings {
  experiments::Maker maker = {};
  std::string base_sha256 = {};
  double length_days = 0, warm_up_days = 0, counted_days = 0;
  std::size_t scenarios = 0;
  std::uint64_t runs = 0;
  std::vector<Round> rounds = {};
  std::vector<std::vector<Worth>> options = {};  // by option, then by delay
  std::vector<Worth> portfolios = {};
  std::vector<Run> states = {};
};

/// The appraisal file, format "tongzhou-appraisal/1": docs/appraisal.md, appraisal.schema.json.
nlohmann::ordered_json to_json(Investment const& investment, Findings const& findings);

}  // namespace tongzhou::appraisal
