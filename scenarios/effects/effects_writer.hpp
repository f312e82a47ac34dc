#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/effects/effects.hpp"
#include "scenarios/experiments/maker.hpp"

namespace tongzhou::effects {

/// measures.json.
nlohmann::ordered_json to_json(experiments::Experiment const&, Question const&, Found const&,
                               experiments::Maker const&);

}  // namespace tongzhou::effects
