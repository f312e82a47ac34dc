#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/experiments/conduct.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/settings.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/outcome/statistics.hpp"

// Which of many measures does most, alone and with the others, and which need each other.
namespace tongzhou::effects {

/// What is asked of the options of an experiment.
struct Question {
  std::vector<std::string> figures;  // by JSON pointer into a result; the first is the one to rank by
  bool lower_is_better = true;       // of the first
  std::size_t pairs_of = 6;          // so many measures are looked at pair by pair
};

/// Of the `effects` of the experiment's file. Nothing when something is wrong.
std::optional<Question> read_question(experiments::Experiment const&, format::Problems&);

/// Differences, one for each figure.
using Effect = std::vector<outcome::Estimate>;

/// Of one measure: against the base, and against all the others together.
struct MeasureEffect {
  std::string name, note;
  format::Json title{};        // by language, as its overlays name the scenario; null: they do not
  Effect alone;                // with it less the base
  std::optional<Effect> last;  // all less all but it; none: the others make no scenario without it
  double with_others = 0;      // of the first figure: how much more it does last than alone
};

/// Of two measures: what both do together beyond the sum of what each does.
struct PairEffect {
  std::size_t one = 0, other = 0;  // measures
  Effect together;                 // less the base
  Effect beyond_sum;
};

struct Contradiction {
  std::size_t one = 0, other = 0;  // measures; the later one rules
  std::string pointer;
};

struct Found {
  std::vector<std::optional<double>> base;  // means, by figure
  std::vector<MeasureEffect> measures;      // in the order of the options
  Effect all;                               // together, less the base
  std::vector<PairEffect> pairs;
  std::vector<Contradiction> contradictions;
  std::size_t runs = 0;
};

/// The positions of the measures, that which does most good by the first figure first.
std::vector<std::size_t> ranked(Found const&, Question const&);

/// Runs the base, each measure, all of them, all but each, and pairs of those that do otherwise with the rest than
/// alone; all with the same random numbers. Writes measures.json.
experiments::Conclusion conduct(experiments::Experiment const&, Question const&, experiments::Settings const&,
                                std::ostream& err);

}  // namespace tongzhou::effects
