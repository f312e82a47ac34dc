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
      if (std::holds_alternative<itineraries::Truck>(step) && world_.trucking &&
          pays_nothing(flow, world_.trucking->freight))
        tell(flow, "/trucking/freight");
    for (auto const& lines : way.lines)
      for (auto const& line : lines) look(flow, line.ride);
  }
  std::vector<Remark> made() && { return std::move(made_); }

 private:
  void look(world::Flow const& flow, itineraries::Ride const& ride) {
    auto const& service = world_.services[ride.service];
    auto const& from = world_.terminals[service.stops[ride.load].terminal];
    auto const& to = world_.terminals[service.stops[ride.discharge].terminal];
    auto const* contract = charges::contract_of(flow, ride.service);
    if (pays_nothing(flow, contract != nullptr ? *contract : charges::tariff_of(service, from.place, to.place)))
      tell(flow, "/services" + step_for(service.name.code) + "/freight");
    for (auto const* terminal : {&from, &to})
      if (pays_nothing(flow,
                       {.per_box_20ft = terminal->handling_per_20ft, .per_box_40ft = terminal->handling_per_40ft}))
        tell(flow, of_facility(terminal->name.code));
  }
  bool is_long(world::Flow const& flow) const { return world_.box_types[flow.box].long_box; }
  bool pays_nothing(world::Flow const& flow, world::Freight const& price) const {
    double const of_short = price.per_km_20ft + price.per_box_20ft, of_long = price.per_km_40ft + price.per_box_40ft;
    return is_long(flow) ? of_long <= 0 && of_short > 0 : of_short <= 0 && of_long > 0;
  }
  void tell(world::Flow const& flow, std::string pointer) {
    if (std::ranges::find(made_, pointer, &Remark::pointer) != made_.end()) return;
    made_.push_back({std::move(pointer),
                     fmt::format("a price for {} boxes alone: those of flow \"{}\", of {}, pay nothing",
                                 is_long(flow) ? "20ft" : "40ft", flow.name.code, is_long(flow) ? "40ft" : "20ft")});
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
