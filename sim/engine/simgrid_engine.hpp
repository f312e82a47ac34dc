#pragma once

#include <simgrid/s4u.hpp>
#include <string>

namespace tongzhou::engine {

/// SimGrid's one engine of this process.
struct SimGridEngine {
  simgrid::s4u::Engine* engine = nullptr;
  simgrid::s4u::NetZone* zone = nullptr;
  simgrid::s4u::Host* keeper = nullptr;  // where our keeper of time lives
  /// An empty zone for the next run.
  void new_run();
  /// Names must differ within a process.
  std::string fresh_name(std::string const& wish);
};
SimGridEngine& simgrid_engine();

}  // namespace tongzhou::engine
