#include "sim/engine/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/engine/large_pages.hpp"
#include "sim/engine/run.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
namespace {

demand::Stream stream(Run const& run, std::string_view kind, std::string_view code) {
  return {run.world.seed, run.replication, fmt::format("{} {}", kind, code)};
}

/// One stretch for each section of a single track or one-way reach; none where both directions may meet.
std::vector<OneWaySection> sections(Clock& clock, Window const& window, world::Link const& facts) {
  bool const single = facts.kind == world::LinkKind::railway && facts.tracks == 1;
  std::vector<OneWaySection> reaches;
  for (int k = 0; k < (single ? facts.sections : facts.one_way ? 1 : 0); ++k)
    reaches.emplace_back(clock, window, facts.headway);
  return reaches;
}

/// The most a ship may load for each leg and week of the year, so that it passes every reach and berth on it.
std::array<std::vector<double>, world::weeks_of_year> payloads(world::World const& world,
                                                               world::Service const& service) {
  auto const& vehicle = world.vehicle_classes[service.vehicle];
  std::array<std::vector<double>, world::weeks_of_year> limits;
  limits.fill(std::vector<double>(service.stops.size(), in_tonnes(vehicle.deadweight)));
  for (std::size_t leg = 0; leg < service.stops.size(); ++leg) {
    auto const limit = [&](std::size_t week, Length depth) {
      limits[week][leg] = std::min(limits[week][leg], in_tonnes(rules::payload(vehicle, depth)));
    };
    auto const& next = service.stops[(leg + 1) % service.stops.size()];
    for (std::size_t week = 0; week < world::weeks_of_year; ++week) {
      limit(week, world.terminals[service.stops[leg].terminal].depth);
      if (!service.stops[leg].to_next.empty()) limit(week, world.terminals[next.terminal].depth);
      for (auto const& passage : service.stops[leg].to_next) {
        if (auto const* link = std::get_if<world::LinkId>(&passage.what))
          limit(week, metres(world.links[*link].depth[week]));
        else if (auto const* lock = std::get_if<world::LockId>(&passage.what))
          limit(week, std::ranges::max(world.locks[*lock].chambers, {}, &world::Chamber::sill_depth).sill_depth);
      }
    }
  }
  return limits;
}

Closures drawn(Run const& run, world::Disruption const& disruption, std::string_view target) {
  Closures closures;
  if (auto const* windows = std::get_if<std::vector<world::Disruption::Window>>(&disruption.when)) {
    for (auto const& window : *windows) closures.add({window.from, window.to, disruption.share});
    return closures;
  }
  auto const& random = std::get<world::Disruption::AtRandom>(disruption.when);
  demand::Stream dice{run.world.seed, run.replication, fmt::format("disruption {} {}", disruption.name.code, target)};
  for (Time begin;;) {
    begin = begin + Duration{draw(random.between, dice)};
    if (begin >= run.world.end()) return closures;
    Time const end = begin + Duration{draw(random.lasting, dice)};
    closures.add({begin, end, disruption.share});
    begin = end;
  }
}

}  // namespace

TerminalAtWork::TerminalAtWork(Clock& clock, Window const& window, world::Terminal const& facts, Closures const& c,
                               std::uint64_t seed, std::uint32_t replication)
    : closures(&c),
      berths(clock, window, facts.berths),
      cranes(clock, window, facts.name.code, facts.cranes, facts.moves_per_crane_hour,
             static_cast<double>(facts.berths) * std::min(facts.cranes_per_vehicle, facts.cranes), c),
      yard(window, facts.yard_teu),
      lanes(static_cast<std::size_t>(facts.gate.lanes)),
      gate(window),
      dwell_stream(seed, replication, "dwell " + facts.name.code),
      gate_stream(seed, replication, "gate " + facts.name.code),
      port_stream(seed, replication, "port time " + facts.name.code) {}

LinkAtWork::LinkAtWork(Clock& clock, Window const& window, world::Link const& facts, Closures const& c)
    : closures(&c),
      sections(engine::sections(clock, window, facts)),
      paths{TrainPaths{facts.headway, facts.paths_per_day}, TrainPaths{facts.headway, facts.paths_per_day}},
      queue(window) {}

GaugeChangeAtWork::GaugeChangeAtWork(Clock& clock, Window const& window, world::GaugeChange const& facts,
                                     std::uint64_t seed, std::uint32_t replication)
    : tracks(clock, window, facts.tracks), stream(seed, replication, "gauge change " + facts.name.code) {}

Run::Run(world::World const& w, itineraries::Planner const& p, itineraries::Plans const& plans, std::uint32_t r,
         Observer* o)
    : world(w),
      planner(p),
      replication(r),
      observer(o),
      window{Time{w.warm_up}, w.end()},
      clock(w.end()),
      ledger(window.from, window.to),
      link_closures(w.links.size()),
      terminal_closures(w.terminals.size()),
      service_closures(w.services.size()),
      papers_stream(w.seed, r, "papers"),
      empties(window, w, r),
      post(*this, plans) {
  for (std::int64_t day = 0; static_cast<double>(day) < in_days(w.length) + 366; ++day)
    week_of_day.push_back(week_of_year(days_after(w.start, day)));
  auto const weeks = static_cast<std::size_t>(std::ceil(in_days(w.length) / 7));
  teu_in_by_week.resize(weeks);
  teu_out_by_week.resize(weeks);
  teu_change_by_week.resize(weeks);
  place_teu_by_week.resize(w.places.size(), std::vector<double>(weeks));

  for (auto const& lock : w.locks) chamber_closures.emplace_back(lock.chambers.size());
  for (auto const& disruption : w.disruptions) {
    auto const add = [&](Closures& to, std::string_view target) {
      Closures const spells = drawn(*this, disruption, target);
      for (auto const& spell : spells.spells()) to.add(spell);
    };
    if (auto const* terminal = std::get_if<world::TerminalId>(&disruption.target))
      add(terminal_closures[terminal->value()], w.terminals[*terminal].name.code);
    else if (auto const* link = std::get_if<world::LinkId>(&disruption.target))
      add(link_closures[link->value()], w.links[*link].name.code);
    else if (auto const* service = std::get_if<world::ServiceId>(&disruption.target))
      add(service_closures[service->value()], w.services[*service].name.code);
    else {
      auto const& of = std::get<world::Disruption::ChamberOf>(disruption.target);
      add(chamber_closures[of.lock.value()][of.chamber], w.locks[of.lock].chambers[of.chamber].name.code);
    }
  }
  for (auto const id : w.terminals.ids())
    terminals.add({clock, window, w.terminals[id], terminal_closures[id.value()], w.seed, r});
  for (auto const id : w.links.ids()) {
    links.add({clock, window, w.links[id], link_closures[id.value()]});
    links[id].figures.teu_by_week.resize(weeks);
  }
  for (auto const id : w.locks.ids()) locks.add({clock, window, w.locks[id], chamber_closures[id.value()], w.seed, r});
  for (auto const& facts : w.customs_offices) customs.add({clock, window, facts, w.seed, r});
  for (auto const& lane : w.empties.lanes) empties_go_to.emplace(lane.flow, lane.to);
  for (auto const& facts : w.gauge_changes) gauge_changes.add({clock, window, facts, w.seed, r});
  for (auto const id : w.transfers.ids()) {
    auto const& transfer = w.transfers[id];
    transfer_streams.add(
        stream(*this, "transfer", w.terminals[transfer.from].name.code + ">" + w.terminals[transfer.to].name.code));
  }
  for (auto const id : w.services.ids()) {
    auto const& service = w.services[id];
    ServiceAtWork at_work{service_closures[id.value()]};
    at_work.payload = payloads(w, service);
    at_work.figures.legs.resize(service.stops.size());
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
      at_work.waiting.push_back(waiting.add({}));
      waiting_for.add({id, stop});
    }
    services.add(std::move(at_work));
  }
  for (auto const id : w.flows.ids()) {
    auto const& flow = w.flows[id];
    demand::Arrivals arrivals{flow.boxes_per_year, flow.season, flow.pattern,
                              flow.batch,          w.start,     stream(*this, "arrivals", flow.name.code)};
    auto const first = arrivals.next();
    double const cheapest =
        plans[id].empty() ? std::numeric_limits<double>::infinity() : plans[id].front().generalised_cost;
    flows.add(
        {std::move(arrivals), stream(*this, "choice", flow.name.code), first, open_ways(id, plans[id]), 0, cheapest});
    deliveries.add({flow.deadline});
    least_teu = std::min(least_teu, w.box_types[flow.box].teu);
  }
}

Run::~Run() { processes.cancel_all(); }

outcome::Outcome Run::tell() {
  for (auto& lock : locks) lock.open(processes);
  for (auto& office : customs) office.open(processes);
  processes.spawn(generate_demand());
  processes.spawn(reroute_overdue());
  post.begin();
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    if (!service.returns()) processes.spawn(departures(id));
    for (int number = 0; number < service.fleet; ++number) processes.spawn(run_rotation(id, number));
  }
  clock.run();
  if (processes.failure()) std::rethrow_exception(processes.failure());
  count_inside();
  return summary();
}

outcome::Outcome simulate(world::World const& world, itineraries::Planner const& planner,
                          itineraries::Plans const& plans, std::uint32_t replication, Observer* observer) {
  use_large_pages();
  return Run{world, planner, plans, replication, observer}.tell();
}

}  // namespace tongzhou::engine
