#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "sim/charges/tariff.hpp"

namespace tongzhou::format::plausibility {
namespace {

/// Prices for boxes of one length, where boxes of the other come, too.
class OneLength {
 public:
  explicit OneLength(World const& world) : world_(world) {}

  void look(world::Flow const& flow, itineraries::Itinerary const& way) {
    for (auto const& step : way.steps)
      if (std::holds_alternative<itineraries::Truck>(step) && world_.trucking)
        look(flow, "/trucking/freight", world_.trucking->freight);
    for (auto const& lines : way.lines)
      for (auto const& line : lines) look(flow, line.ride);
  }
  std::vector<Remark> made() && { return std::move(made_); }

 private:
  void look(world::Flow const& flow, itineraries::Ride const& ride) {
    auto const& service = world_.services[ride.service];
    auto const place = [&](std::size_t stop) { return world_.terminals[service.stops[stop].terminal].place; };
    auto const* contract = charges::contract_of(flow, ride.service);
    look(flow, "/services" + step_for(service.name.code) + "/freight",
         contract != nullptr ? *contract : charges::tariff_of(service, place(ride.load), place(ride.discharge)));
    for (auto const stop : {ride.load, ride.discharge}) {
      auto const& terminal = world_.terminals[service.stops[stop].terminal];
      auto const slash = terminal.name.code.find('/');
      look(flow,
           "/places" + step_for(terminal.name.code.substr(0, slash)) + "/facilities" +
               step_for(terminal.name.code.substr(slash + 1)),
           {.per_box_20ft = terminal.handling_per_20ft, .per_box_40ft = terminal.handling_per_40ft});
    }
  }
  void look(world::Flow const& flow, std::string const& pointer, world::Freight const& price) {
    bool const is_long = world_.box_types[flow.box].long_box;
    double own = price.per_km_20ft + price.per_box_20ft, other = price.per_km_40ft + price.per_box_40ft;
    if (is_long) std::swap(own, other);
    bool const told = std::ranges::find(made_, pointer, &Remark::pointer) != made_.end();
    if (own > 0 || other <= 0 || told) return;
    made_.push_back({pointer, fmt::format("a price for {} boxes alone: those of flow \"{}\", of {}, pay nothing",
                                          is_long ? "20ft" : "40ft", flow.name.code, is_long ? "40ft" : "20ft")});
  }

  World const& world_;
  std::vector<Remark> made_;
};

}  // namespace

std::vector<Remark> prices_for_one_length(World const& world, itineraries::Plans const& plans) {
  OneLength prices{world};
  for (auto const id : world.flows.ids())
    for (auto const& way : plans[id])
      if (!world.flows[id].repositioning) prices.look(world.flows[id], way);
  return std::move(prices).made();
}

}  // namespace tongzhou::format::plausibility
