#include "tools/cli/estimate.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tools/cli/console.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {

std::string duration_words(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 7200) return say("{:.0f} minutes", std::ceil(seconds / 60));
  if (seconds < 2 * 86400) return say("{:.0f} hours", seconds / 3600);
  return say("{:.0f} days", seconds / 86400);
}

std::string expected(format::Effort const& effort) {
  return say("about {} events and {} boxes, some {} and {:.0f} MB", readable(std::round(effort.events)),
             readable(std::round(effort.boxes)), duration_words(effort.seconds()), effort.megabytes());
}

}  // namespace tongzhou::cli
