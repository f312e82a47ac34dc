#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace tongzhou::cli {

/// The program `tongzhou`, its own name left out of the arguments. Returns an `ExitCode` as
/// a number.
int run(std::span<std::string const> args, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace tongzhou::cli
