#pragma once

#include <simgrid/s4u.hpp>
#include <string>

namespace tongzhou::engine {

/// SimGrid's one engine of this process. Made on first use and never destroyed: SimGrid's clock cannot be set back, and
/// its engine cannot be made twice.
struct SimGridEngine {
  simgrid::s4u::Engine* engine;
  simgrid::s4u::NetZone* zone = nullptr;   // of this run: SimGrid seals a zone when a run begins
  simgrid::s4u::Host* keeper = nullptr;    // where our keeper of time lives
  /// A zone for the next run, with its keeper.
  void new_run();
  /// Names must differ within a process.
  std::string fresh_name(std::string const& wish);
};
SimGridEngine& simgrid_engine();

}  // namespace tongzhou::engine
