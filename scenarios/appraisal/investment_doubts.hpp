#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sensitivity/doubts.hpp"

namespace tongzhou::appraisal {

/// What decides about options of an investment: an experiment whose gain is the net present value.
struct InvestmentDoubts {
  experiments::Experiment experiment;  // the base and each option, in the year, season and demand case looked at
  sensitivity::Doubts doubts;
};

/// Of the `doubts` of the investment's file, or all assumptions of its base. The year that is looked at stands for all
/// years in which an option is open; what building it disturbs is left out. Nothing when something is wrong.
std::optional<InvestmentDoubts> doubts_of(Investment const& investment, format::Problems& problems);

/// Takes what `tongzhou doubts` wrote about this investment as a cause of uncertainty; nothing, and why, when the file is
/// not that.
std::optional<DoubtsFoundBefore> read_doubts_found(Investment const& investment, std::filesystem::path const& file,
                                                   format::Problems& problems);

}  // namespace tongzhou::appraisal
