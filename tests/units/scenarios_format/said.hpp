#pragma once

#include <sstream>
#include <string>

#include "scenarios/format/problems.hpp"

namespace tongzhou::format {

/// All that the user would see, without the last line break.
inline std::string said(Problems const& problems) {
  std::ostringstream out;
  problems.print(out);
  auto text = out.str();
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace tongzhou::format
