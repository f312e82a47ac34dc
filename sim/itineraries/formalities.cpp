#include "sim/itineraries/formalities.hpp"

#include <variant>

#include "sim/rules/boarding.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::itineraries {
using world::World;

namespace {

/// Where a box on its way comes to the terminals between which it rides.
class Calls {
 public:
  Calls(World const& world, Itinerary const& itinerary) {
    for (auto const& step : itinerary.steps) {
      auto const* ride = std::get_if<Ride>(&step);
      if (ride == nullptr) continue;
      auto const& stops = world.services[ride->service].stops;
      loads_.push_back(stops[ride->load].terminal);
      discharges_.push_back(stops[ride->discharge].terminal);
      places_.push_back(world.terminals[loads_.back()].place);
    }
    if (!discharges_.empty()) places_.push_back(world.terminals[discharges_.back()].place);
  }

  std::size_t rides() const { return loads_.size(); }
  bool is_between_rides(std::size_t call) const { return call > 0 && call < rides(); }
  /// Before the first ride, between two, and after the last.
  std::vector<world::PlaceId> const& places() const { return places_; }
  world::TerminalId came_to(std::size_t call) const { return discharges_[call - 1]; }
  /// Where the box then waits for its next ride, or its consignee.
  world::TerminalId waits_at(std::size_t call) const { return call < rides() ? loads_[call] : discharges_.back(); }

 private:
  std::vector<world::TerminalId> loads_, discharges_;  // by ride
  std::vector<world::PlaceId> places_;
};

bool is_bonded(World const& world, world::Flow const& flow, Calls const& calls, std::size_t ride) {
  return rules::regime(world, flow, calls.places()[ride], calls.places()[ride + 1]) == world::Regime::foreign;
}

Formalities at_call(World const& world, world::Flow const& flow, Calls const& calls, std::size_t call) {
  Formalities asked;
  asked.at = calls.waits_at(call);
  asked.import = flow.trade == world::TradeClass::import;
  asked.clearance = rules::cleared_at(world, flow, calls.places(), call);
  if (!calls.is_between_rides(call)) return asked;
  auto const& change = world.transfer_rules;
  asked.documents = rules::needs_documents(change);
  asked.restuffing =
      flow.trade != world::TradeClass::empty &&
      rules::needs_restuffing(change, world.terminals[calls.came_to(call)].kind, world.terminals[asked.at].kind);
  asked.transit = !asked.clearance && is_bonded(world, flow, calls, call - 1) && is_bonded(world, flow, calls, call) &&
                  rules::needs_transit_papers(world, flow, calls.places()[call - 1], calls.places()[call],
                                              calls.places()[call + 1]);
  return asked;
}

}  // namespace

std::vector<Step> with_formalities(World const& world, world::Flow const& flow, Itinerary const& itinerary) {
  if (flow.mail) return itinerary.steps;
  Calls const calls{world, itinerary};
  std::vector<Step> steps;
  auto const add = [&](std::size_t call) {
    auto const asked = at_call(world, flow, calls, call);
    if (asked.documents || asked.restuffing || asked.transit || asked.clearance) steps.emplace_back(asked);
  };
  std::size_t call = 0;
  for (auto const& step : itinerary.steps) {
    bool const is_ride = std::holds_alternative<Ride>(step);
    if (is_ride) add(call++);
    steps.push_back(step);
    if (is_ride && call == calls.rides()) add(call);
  }
  return steps;
}

}  // namespace tongzhou::itineraries
