#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "scenarios/experiments/maker.hpp"
#include "scenarios/sensitivity/doubts.hpp"

namespace tongzhou::sensitivity {

/// doubts.json.
nlohmann::ordered_json to_json(experiments::Experiment const&, Doubts const&, DoubtsFound const&,
                               experiments::Maker const&);

/// A figure as people read it: three digits of what is large, written in full.
std::string in_words(double value);

/// What a planner would tell a director about an option: which assumption turns the decision round, and where. In
/// English and in Chinese.
std::string sentence_on(OptionDoubts const&, bool has_cost);
std::string chinese_sentence_on(OptionDoubts const&, bool has_cost);

}  // namespace tongzhou::sensitivity
