#pragma once

#include <string_view>

namespace tongzhou::report {

/// The report's HTML up to the place of the results, and from there on. Built by build.mjs.
std::string_view before_results();
std::string_view after_results();

}  // namespace tongzhou::report
