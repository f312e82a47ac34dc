#pragma once

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/findings.hpp"
#include "scenarios/appraisal/investment.hpp"

namespace tongzhou::appraisal {

/// What follows from the runs. Draws from the seed of the investment, so that the same findings say the same.
Appraisal assess(Investment const&, Findings const&);

}  // namespace tongzhou::appraisal
