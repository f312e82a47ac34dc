#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "network/base/id.hpp"
#include "sim/demand/arrivals.hpp"
#include "sim/engine/announcements.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/markets.hpp"
#include "sim/engine/part_loads.hpp"
#include "sim/engine/post.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/engine/zone_stays.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Makes boxes, as many as their trades send at the cost of the day, finds empty ones for cargoes, and hands them on.
class Demand {
 public:
  Demand(world::World const& world, Clock& clock, Recorder& recorder, RouteChoice& choice, EmptyDepots& depots,
         Journeys& journeys, Post& post, ZoneStays& stays, Announcements& announcements, std::uint32_t replication);

  void open(ProcessSet& processes) { processes.spawn(generate_demand()); }

 private:
  struct FlowAtWork {
    demand::Arrivals arrivals;
    demand::Arrival next;
    std::optional<PartLoads> part_loads;
  };
  /// For a box, and what comes before it sets out.
  struct Order {
    world::FlowId flow;
    PartLoads::Load loads{};            // that it was filled with; none: it was loaded at its shipper's
    world::FreightStationId station{};  // where
    world::SwitchingId turned{};
    bool refitted = false;
    world::ZoneStayId stay{};  // in which its goods lay
    double interest = 0;       // money, paid there

    bool is_prepared() const { return turned || station || stay; }
  };
  Process generate_demand();
  void begin_day(Time day);
  void generate_until(Time date);
  void prefetch_after(world::FlowId flow, Time date) const;
  void generate(world::FlowId flow, Time before);
  void place(Order const& order, Time at);
  void place_in_markets(Order const& order, Time at);
  void send_all(Order const& order, Time at);
  bool send(Order const& order, Time at);
  void pay_before(Order const& order, BoxId box, Time at);
  void settle_depots(Time day);

  world::World const& world_;
  Clock& clock_;
  RouteChoice& choice_;
  EmptyDepots& depots_;
  Journeys& journeys_;
  Post& post_;
  ZoneStays& stays_;
  Announcements& announcements_;
  Recorder& recorder_;
  Markets markets_;
  Table<world::FlowId, FlowAtWork> flows_;
  std::multimap<Time, Order> refitting_;  // goods, by the date on which they are ready for their new market
  bool some_give_up_ = false, some_answer_to_cost_ = false;
  Time next_repositioning_;
};

}  // namespace tongzhou::engine
