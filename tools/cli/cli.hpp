#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace tongzhou::cli {

/// The program `tongzhou`, its own name left out of the arguments. Returns the exit code: 0 done, 1 the run failed, 2
/// usage, 3 the scenario is invalid.
int run(std::span<std::string const> args, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace tongzhou::cli
