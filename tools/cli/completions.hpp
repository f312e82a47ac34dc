#pragma once

#include <string>

#include "tools/cli/command_facts.hpp"

namespace tongzhou::cli {

/// A script for a shell that completes commands, options, their values, and names of the scenario library.
std::string bash_completion(CommandFacts const& program);
std::string zsh_completion(CommandFacts const& program);
std::string fish_completion(CommandFacts const& program);

}  // namespace tongzhou::cli
