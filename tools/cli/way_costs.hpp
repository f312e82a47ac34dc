#pragma once

#include <cstdint>
#include <string>

#include "scenarios/experiments/exit_code.hpp"
#include "sim/world/world.hpp"
#include "tools/cli/console.hpp"

namespace tongzhou::cli {

/// Prints what the ways of a flow cost a box when nothing queues, term by term, so that a reader can add them up: so
/// many ways, the cheapest first; 0: as many as its shippers consider.
ExitCode print_way_costs(world::World const& world, std::string const& flow, std::uint32_t ways, Console& console);

}  // namespace tongzhou::cli
