#pragma once

#include <string>

#include "tools/cli/command_facts.hpp"

namespace tongzhou::cli {

/// The name of a command's man page: "tongzhou-experiment-plan".
std::string page_name(CommandFacts const& command);

/// A command as a page for man(1), in roff. `version` stands in its foot.
std::string man_page(CommandFacts const& command, std::string const& version);

}  // namespace tongzhou::cli
