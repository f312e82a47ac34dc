#include "sim/engine/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tongzhou::engine {
using world::FlowId;

Demand::Demand(world::World const& world, Clock& clock, Recorder& recorder, RouteChoice& choice, EmptyDepots& depots,
               Journeys& journeys, std::uint32_t replication)
    : world_(world), clock_(clock), choice_(choice), depots_(depots), journeys_(journeys), recorder_(recorder) {
  for (auto const& flow : world.flows) {
    some_give_up_ |= flow.bears.gives_up_after < Duration::unlimited();
    demand::Stream const stream{world.seed, replication, fmt::format("arrivals {}", flow.name.code)};
    demand::Arrivals arrivals{flow.boxes_per_year, flow.season, flow.pattern, flow.batch, world.start, stream};
    auto const first = arrivals.next();
    flows_.add({std::move(arrivals), first});
  }
}

// A day at a time, so that only boxes on the way are in memory.
Process Demand::generate_demand() {
  for (Time day; day < world_.end(); day = day + days(1)) {
    co_await clock_.until(day);
    Time const tomorrow = std::min(day + days(1), world_.end());
    if (depots_.applies()) settle_depots(day);
    if (some_give_up_) journeys_.give_up_overdue(day);
    for (FlowId const id : flows_.ids()) {
      auto& flow = flows_[id];
      for (; flow.next.time < tomorrow; flow.next = flow.arrivals.next())
        for (std::uint32_t n = 0; n < flow.next.count; ++n) generate(id, flow.next.time);
    }
  }
}

void Demand::generate(FlowId flow, Time at) {
  FlowId const id = choice_.market_of(flow, at);
  auto const boxes = choice_.boxes_sent(id, at);
  if (boxes == 0) recorder_.stayed_away(id, at);
  if (boxes > 1) recorder_.sent_more(id, boxes - 1, at);
  for (std::uint32_t n = 0; n < boxes; ++n) send(id, at);
}

void Demand::send(FlowId id, Time at) {
  auto const box = journeys_.create(id, at);
  if (!box) return recorder_.stayed_away(id, at);
  if (depots_.applies() && !depots_.fill(id, journeys_.in_rail_box(*box), *box, at))
    return journeys_.hold_back(*box);  // the cargo waits for one
  journeys_.set_out(*box, at);
}

// Once a day the depots' books are brought up to date, and now and then empties are sent where they lack.
void Demand::settle_depots(Time day) {
  for (Cargo const& cargo : depots_.settle(day)) journeys_.empty_has_come(cargo);
  auto const& facts = world_.empties;
  if (facts.reposition == world::Empties::Reposition::none || day < next_repositioning_) return;
  next_repositioning_ = day + facts.every;
  auto const cost = [&](FlowId lane) { return choice_.least_cost(lane); };
  for (auto const& sending : depots_.reposition(day, cost))
    for (std::uint64_t n = 0; n < sending.boxes; ++n) journeys_.set_out(*journeys_.create(sending.flow, day), day);
}

}  // namespace tongzhou::engine
