#pragma once

#include <filesystem>
#include <iosfwd>
#include <nlohmann/json.hpp>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/experiments/conduct.hpp"

// An appraisal from its file to its result.
namespace tongzhou::appraisal {

/// Runs what is needed, in worker processes: every option alone, then more replications where they decide, then the
/// most promising portfolios. Writes appraisal.json, whole or not at all; see experiments::Conclusion for what comes
/// back.
experiments::Conclusion conduct(Investment const& investment, experiments::Settings const& settings, std::ostream& err);

}  // namespace tongzhou::appraisal
