#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/engine/observer.hpp"
#include "sim/world/world.hpp"

namespace tongzhou {

/// Keeps the dates, in hours, of what vehicles and boxes do at terminals, in the order in which they were told.
struct EventLog : engine::Observer {
  std::uint32_t born(world::FlowId flow, Time at) override {
    births.push_back(in_hours(at));
    flows.push_back(flow);
    return static_cast<std::uint32_t>(births.size());
  }
  void gate(std::uint32_t box, bool inwards, world::TerminalId terminal, Time at) override {
    (inwards ? gate_in : gate_out)[terminal].push_back({box, in_hours(at)});
  }
  void lift(std::uint32_t box, bool aboard, engine::Voyage const&, world::TerminalId terminal, Time at) override {
    (aboard ? loaded : discharged)[terminal].push_back({box, in_hours(at)});
  }
  void inspected(std::uint32_t, world::PlaceId, world::TerminalId, Time) override {}
  void delivered(std::uint32_t, Time) override {}
  void arrives(engine::Voyage const&, world::TerminalId terminal, Time at) override {
    arrivals[terminal].push_back(in_hours(at));
  }
  void departs(engine::Voyage const&, world::TerminalId terminal, Time at) override {
    departures[terminal].push_back(in_hours(at));
  }
  void waits(engine::Voyage const&, world::PlaceId, ledger::Cause, Time, Time) override {}
  void passes(engine::Voyage const&, world::LinkId, world::Direction, Time) override {}

  using OfBoxes = std::map<world::TerminalId, std::vector<std::pair<std::uint32_t, double>>>;
  std::vector<double> births;
  std::vector<world::FlowId> flows;
  OfBoxes gate_in, gate_out, loaded, discharged;
  std::map<world::TerminalId, std::vector<double>> arrivals, departures;
};

}  // namespace tongzhou
