#pragma once

#include <simgrid/version.h>

#include <simgrid/s4u.hpp>
#include <string>
#include <utility>

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

// Names that SimGrid changed with version 4 (Debian 13); Debian 12 has 3.32.
#if SIMGRID_VERSION >= 40000
using Completed = simgrid::s4u::Exec;
inline simgrid::s4u::NetZone* add_zone(simgrid::s4u::Engine& engine, std::string const& name) {
  return engine.get_netzone_root()->add_netzone_full(name);
}
inline simgrid::s4u::Host* add_host(simgrid::s4u::NetZone& zone, std::string const& name, double speed) {
  return zone.add_host(name, speed);
}
template <class Code>
void add_actor(simgrid::s4u::Engine& engine, std::string const& name, simgrid::s4u::Host* host, Code code) {
  engine.add_actor(name, host, std::move(code));
}
#else
using Completed = simgrid::s4u::Activity;
inline simgrid::s4u::NetZone* add_zone(simgrid::s4u::Engine&, std::string const& name) {
  return simgrid::s4u::create_full_zone(name);
}
inline simgrid::s4u::Host* add_host(simgrid::s4u::NetZone& zone, std::string const& name, double speed) {
  return zone.create_host(name, speed);
}
template <class Code>
void add_actor(simgrid::s4u::Engine&, std::string const& name, simgrid::s4u::Host* host, Code code) {
  simgrid::s4u::Actor::create(name, host, std::move(code));
}
#endif

}  // namespace tongzhou::engine
