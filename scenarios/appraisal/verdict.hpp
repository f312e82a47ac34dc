#pragma once

#include <string>
#include <vector>

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/investment.hpp"

// The one page that is read first: of each option, the questions that decide, answered in a sentence, in both
// languages.
namespace tongzhou::appraisal {

struct BothLanguages {
  std::string en = {}, zh = {};
};

struct Answer {
  std::string id = {};  // worth, who_gains, bond, turns_round, waiting
  BothLanguages question = {}, answer = {};
};

std::vector<Answer> verdict_on(Investment const&, Appraisal const&, std::size_t option);

}  // namespace tongzhou::appraisal
