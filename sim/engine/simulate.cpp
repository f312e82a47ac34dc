#include "sim/engine/simulate.hpp"

#include <exception>
#include <utility>
#include <vector>

#include "sim/engine/announcements.hpp"
#include "sim/engine/approaches.hpp"
#include "sim/engine/ashore.hpp"
#include "sim/engine/berthing.hpp"
#include "sim/engine/border_inspections.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/calls.hpp"
#include "sim/engine/cargo_handling.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/demand.hpp"
#include "sim/engine/departures.hpp"
#include "sim/engine/direct_lifts.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/fleet.hpp"
#include "sim/engine/gauge_changes.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/large_pages.hpp"
#include "sim/engine/lightening.hpp"
#include "sim/engine/links.hpp"
#include "sim/engine/locks.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/passages.hpp"
#include "sim/engine/payload_limits.hpp"
#include "sim/engine/post.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/quay_work.hpp"
#include "sim/engine/quays.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/rerouting.hpp"
#include "sim/engine/road_traffic.hpp"
#include "sim/engine/rolling_stock.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/engine/truck_fleets.hpp"
#include "sim/engine/voyages.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/engine/yards.hpp"
#include "sim/engine/year_parts.hpp"
#include "sim/itineraries/empty_supply.hpp"
#include "sim/itineraries/truck_supply.hpp"
#include "sim/outcome/records.hpp"
#include "sim/outcome/summary.hpp"
#include "sim/rules/tide.hpp"

namespace tongzhou::engine {
namespace {

/// The rooms of one run. Each is given what it needs, which stands above it here, and nothing else.
class Simulation {
 public:
  Simulation(world::World const& world, itineraries::Planner const& planner, itineraries::Plans const& plans,
             std::uint32_t replication, Observer* observer, RunProgress* progress)
      : world_(world),
        replication_(replication),
        clock_(world.end(), progress),
        parts_(world),
        strikes_(draw_strikes(world, replication)),
        disruptions_(world, strikes_),
        recorder_(world, {Time{world.warm_up}, world.end()}),
        yards_(world, recorder_),
        empties_(world),
        trucks_(world),
        chains_(world, yards_, recorder_, empties_, masses_),
        announced_(world, strikes_, Time{}),
        experience_(world, announced_),
        at_berth_(world),
        payloads_(world, at_berth_),
        departures_(world, clock_, announced_, payloads_, parts_),
        choice_(world, chains_, departures_, experience_, announced_, trucks_, planner, plans, replication),
        traffic_(world, recorder_, experience_),
        fleets_(world, clock_, processes_, recorder_, experience_, trucks_, disruptions_, traffic_),
        depots_(recorder_.window(), world, empties_, replication),
        stays_(world, recorder_, replication),
        journeys_(world, clock_, processes_, recorder_, observer, chains_, yards_, choice_, experience_, traffic_,
                  fleets_, depots_, stays_, disruptions_, replication),
        announcements_(world, strikes_, announced_, departures_, choice_, journeys_),
        post_(world, clock_, recorder_.window(), journeys_, masses_, plans, replication),
        demand_(world, clock_, recorder_, choice_, depots_, journeys_, post_, stays_, announcements_, replication),
        rerouting_(world, clock_, journeys_),
        quays_(world, clock_, recorder_.window(), disruptions_.terminals, replication),
        links_(world, clock_, recorder_, observer, parts_, disruptions_.links, replication),
        approaches_(world, clock_, processes_, recorder_, parts_, disruptions_.approaches, replication),
        locks_(world, clock_, recorder_, disruptions_.chambers, replication),
        rolling_stock_(world, clock_, processes_, recorder_, disruptions_.links, replication),
        border_inspections_(world, clock_, recorder_, chains_, journeys_, replication),
        gauge_changes_(world, clock_, recorder_, rolling_stock_, border_inspections_, replication),
        water_(world, clock_, parts_, announced_, locks_, at_berth_, replication),
        ashore_(world, clock_, recorder_, observer, chains_, journeys_),
        direct_lifts_(world),
        handling_(world, clock_, recorder_, observer, chains_, journeys_, departures_, water_, ashore_, direct_lifts_),
        passages_(world, clock_, links_, locks_, gauge_changes_),
        shunting_(world, clock_, recorder_, replication),
        berthing_(world, clock_, recorder_, observer, quays_, approaches_, shunting_),
        work_(world, clock_, recorder_, journeys_, ashore_, handling_, quays_),
        calls_(world, clock_, recorder_, observer, journeys_, water_, direct_lifts_, handling_, quays_, berthing_,
               work_, disruptions_.services),
        lightening_(world, clock_, recorder_, observer, water_, ashore_, quays_, berthing_, work_, passages_),
        voyages_(world, clock_, recorder_, water_, lightening_, passages_, replication),
        fleet_(world, clock_, processes_, recorder_, observer, journeys_, handling_, calls_, voyages_, rolling_stock_,
               replication) {
    journeys_.deliver_mail_to(post_);
  }
  // Processes hold leases of berths and rows of vehicles: they go before the rooms.
  ~Simulation() { processes_.cancel_all(); }

  outcome::Outcome run() {
    locks_.open(processes_);
    quays_.open(processes_);
    approaches_.open(processes_);
    fleets_.open();
    journeys_.open(processes_);
    demand_.open(processes_);
    rerouting_.open(processes_);
    post_.open(processes_);
    fleet_.open();
    clock_.run();
    if (processes_.failure()) std::rethrow_exception(processes_.failure());
    // Everyone still on the way is found, and the last hours are booked.
    journeys_.count_queued();
    work_.book_unfinished(clock_.end());
    gauge_changes_.book_unfinished(clock_.end());
    approaches_.book_unfinished(clock_.end());
    fleet_.count_aboard();
    ashore_.count();
    border_inspections_.count();
    journeys_.count_others();
    auto result = outcome::summarise(records(), world_);
    post_.summarise(result);
    return result;
  }

 private:
  outcome::Records records() {
    auto records = recorder_.records();
    records.replication = replication_;
    records.events = clock_.events();
    records.fingerprint = clock_.fingerprint();
    stays_.report(records);
    chains_.report(records);
    yards_.report(records);
    fleets_.report(records);
    journeys_.report(records);
    depots_.report(records);
    quays_.report(records);
    links_.report(records);
    locks_.report(records);
    shunting_.report(records);
    gauge_changes_.report(records);
    rolling_stock_.report(records);
    return records;
  }

  world::World const& world_;
  std::uint32_t replication_;
  Clock clock_;
  ProcessSet processes_;
  YearParts parts_;
  std::vector<Strike> strikes_;
  Disruptions disruptions_;
  Recorder recorder_;
  Yards yards_;
  itineraries::EmptySupply empties_;
  itineraries::TruckSupply trucks_;
  UnitMasses masses_;
  Chains chains_;
  Disruptions announced_;
  Experience experience_;
  rules::WaterAtBerths at_berth_;
  PayloadLimits payloads_;
  Departures departures_;
  RouteChoice choice_;
  RoadTraffic traffic_;
  TruckFleets fleets_;
  EmptyDepots depots_;
  ZoneStays stays_;
  Journeys journeys_;
  Announcements announcements_;
  Post post_;
  Demand demand_;
  Rerouting rerouting_;
  Quays quays_;
  Links links_;
  Approaches approaches_;
  Locks locks_;
  RollingStock rolling_stock_;
  BorderInspections border_inspections_;
  GaugeChanges gauge_changes_;
  WaterAhead water_;
  Ashore ashore_;
  DirectLifts direct_lifts_;
  CargoHandling handling_;
  Passages passages_;
  ShuntingYards shunting_;
  Berthing berthing_;
  QuayWork work_;
  Calls calls_;
  Lightening lightening_;
  Voyages voyages_;
  Fleet fleet_;
};

}  // namespace

outcome::Outcome simulate(world::World const& world, itineraries::Planner const& planner,
                          itineraries::Plans const& plans, std::uint32_t replication, Observer* observer,
                          RunProgress* progress) {
  use_large_pages();
  return Simulation{world, planner, plans, replication, observer, progress}.run();
}

}  // namespace tongzhou::engine
