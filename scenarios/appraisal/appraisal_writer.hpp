#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/investment.hpp"

namespace tongzhou::appraisal {

/// The appraisal file, format "tongzhou-appraisal/1": docs/appraisal.md, appraisal.schema.json.
nlohmann::ordered_json to_json(Investment const&, Appraisal const&);

}  // namespace tongzhou::appraisal
