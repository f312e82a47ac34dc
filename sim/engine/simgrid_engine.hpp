#pragma once

#include <simgrid/s4u.hpp>
#include <string>

namespace tongzhou::engine {

/// SimGrid's one engine of this process and the host that our keeper of time lives on. Made on first use and never
/// destroyed: SimGrid's clock cannot be set back, and its engine cannot be made twice.
struct SimGridEngine {
  simgrid::s4u::Engine* engine;
  simgrid::s4u::NetZone* zone;
  simgrid::s4u::Host* keeper;
  /// Names of hosts must differ within a process.
  std::string fresh_name(std::string const& wish);
};
SimGridEngine& simgrid_engine();

}  // namespace tongzhou::engine
