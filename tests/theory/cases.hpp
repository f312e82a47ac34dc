#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/theory/program.hpp"

namespace tongzhou::theory {

/// One figure of a result and what theory says it is.
struct Line {
  std::string what;
  double theory;
  std::function<double(Json const&)> found;
};

/// One scenario file (its name below tests/theory/scenarios, without .json) and the figures it is held to.
struct Case {
  std::string file;
  std::vector<Line> lines;
  bool by_hand = false;  // nothing is random: the figures are exact
};

std::vector<Case> cases();

}  // namespace tongzhou::theory
