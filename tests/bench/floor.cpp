// The floor under the engine: the same port calls and the same boxes as a generated scenario asks for, on a bare binary
// heap, without SimGrid, ledger or figures: floor FILE. It draws the same random numbers, so that it must deliver the
// same boxes (but for ties), each of which takes the better of like services; what it does not know (gates, locks,
// trains, closures, patience) those scenarios do not have.
#include <algorithm>
#include <cmath>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <iostream>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/itineraries/path_sizes.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/rules/choice.hpp"
#include "tests/bench/measure.hpp"

namespace {
using namespace tongzhou;

struct Wake {
  double date;
  std::uint64_t order;
  std::coroutine_handle<> process;
  friend bool operator>(Wake const& a, Wake const& b) { return a.date != b.date ? a.date > b.date : a.order > b.order; }
};

class Calendar {
 public:
  double now = 0;
  std::uint64_t events = 0;
  struct Until {
    Calendar& calendar;
    double date;
    bool await_ready() const { return date <= calendar.now; }
    void await_suspend(std::coroutine_handle<> process) const { calendar.wake(process, date); }
    void await_resume() const {}
  };
  Until until(double date) { return {*this, date}; }
  void wake(std::coroutine_handle<> process, double date) {
    wakes_.push_back({date, next_++, process});
    std::push_heap(wakes_.begin(), wakes_.end(), std::greater<>{});
  }
  void run(double end) {
    while (!wakes_.empty() && wakes_.front().date < end) {
      std::pop_heap(wakes_.begin(), wakes_.end(), std::greater<>{});
      auto const wake = wakes_.back();
      wakes_.pop_back();
      now = wake.date;
      ++events;
      wake.process.resume();
    }
  }

 private:
  std::vector<Wake> wakes_;
  std::uint64_t next_ = 0;
};

struct Process {
  struct promise_type {
    Process get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

/// One step on a service; the next one of the itinerary stands behind it.
struct Ride {
  std::uint32_t list, flow;
  std::uint16_t discharge;
  bool last;
  float teu;
  std::uint32_t alike = 0;  // 1 + the number of the rides that do the same; 0: there are no others
};
/// A ride by one of the lines of a leg.
struct Alike {
  std::uint32_t ride;
  double first, headway;  // of the departures from its stop, seconds
  double cost;            // of the ride, without the wait
};
struct Box {
  double born;
  std::uint32_t ride;
};
struct Entry {
  double ready;
  std::uint32_t order, box;
  friend bool operator>(Entry const& a, Entry const& b) {
    return a.ready != b.ready ? a.ready > b.ready : a.order > b.order;
  }
};
struct List {
  std::vector<Entry> coming, ready;
  std::size_t head = 0;
  std::uint32_t order = 0;
};
struct Flow {
  demand::Arrivals arrivals;
  demand::Stream choice;
  demand::Arrival next;
  std::vector<std::uint32_t> first;
  std::vector<double> shares;
  double hour_costs = 0;
  double transit_hours = 0;
};
struct Terminal {
  int berths_free;
  std::vector<std::coroutine_handle<>> queue;
  demand::Stream dwell, port;
};

struct Floor {
  explicit Floor(world::World const& w, itineraries::Plans const& plans) : world(w) {
    auto const stream = [&](std::string const& kind, std::string const& code) {
      return demand::Stream{w.seed, 0, kind + " " + code};
    };
    for (auto const& terminal : w.terminals)
      terminals.push_back(
          {terminal.berths, {}, stream("dwell", terminal.name.code), stream("port time", terminal.name.code)});
    for (auto const& service : w.services) {
      first_list.push_back(lists.size());
      lists.resize(lists.size() + service.stops.size());
    }
    for (auto const id : w.flows.ids()) {
      auto const& facts = w.flows[id];
      Flow flow{{facts.boxes_per_year, facts.season, facts.pattern, facts.batch, w.start,
                 stream("arrivals", facts.name.code)},
                stream("choice", facts.name.code),
                {},
                {},
                {}};
      flow.next = flow.arrivals.next();
      std::vector<double> costs;
      flow.hour_costs = facts.time_value_per_hour;
      for (auto const& itinerary : plans[id]) {
        flow.first.push_back(static_cast<std::uint32_t>(rides.size()));
        costs.push_back(itinerary.generalised_cost);
        std::size_t most = 1;
        for (auto const& lines : itinerary.lines) most = std::max(most, lines.size());
        auto const steps = static_cast<std::uint32_t>(itinerary.lines.size());
        for (std::size_t chain = 0; chain < most; ++chain) {
          for (auto const& lines : itinerary.lines) {
            auto const& ride = lines[std::min(chain, lines.size() - 1)].ride;
            rides.push_back({static_cast<std::uint32_t>(first_list[ride.service.value()] + ride.load),
                             static_cast<std::uint32_t>(id.value()), ride.discharge, false,
                             static_cast<float>(w.box_types[facts.box].teu)});
          }
          rides.back().last = true;
        }
        for (std::uint32_t n = 0; most > 1 && n < steps; ++n)
          note_alike(flow.hour_costs, itinerary.lines[n], flow.first.back() + n, steps, most);
      }
      flow.shares = rules::logit_shares(costs, w.policy.choice_spread, itineraries::path_sizes(w, plans[id]));
      flows.push_back(std::move(flow));
    }
  }

  void note_alike(double hour_costs, std::vector<itineraries::Line> const& lines, std::uint32_t first,
                  std::uint32_t steps, std::size_t chains) {
    std::vector<Alike> others;
    for (std::uint32_t n = 0; n < lines.size(); ++n) {
      auto const& line = lines[n];
      auto const& service = world.services[line.ride.service];
      auto const& regular = std::get<world::Regular>(service.schedule);
      Duration const after = line.ride.load == 0 ? Duration{} : service.stops[line.ride.load].departs;
      others.push_back({first + n * steps, in_seconds(regular.first + after), in_seconds(regular.headway),
                        line.cost - line.cut_off_hours * hour_costs});
    }
    alike.push_back(std::move(others));
    for (std::uint32_t n = 0; n < chains; ++n)
      rides[first + n * steps].alike = static_cast<std::uint32_t>(alike.size());
  }
  std::uint32_t soonest(Ride const& ride, double at) {
    auto& flow = flows[ride.flow];
    auto const& others = alike[ride.alike - 1];
    std::vector<double> costs;
    for (Alike const& other : others) {
      double const departs = other.first + other.headway * std::max(0.0, std::ceil((at - other.first) / other.headway));
      costs.push_back(other.cost + (departs - at) / 3600 * flow.hour_costs);
    }
    auto const shares = rules::logit_shares(costs, world.policy.choice_spread);
    return others[rules::pick(shares, flow.choice.uniform())].ride;
  }

  struct Berth {
    Floor& floor;
    Terminal& terminal;
    bool await_ready() const {
      if (terminal.berths_free == 0) return false;
      --terminal.berths_free;
      return true;
    }
    void await_suspend(std::coroutine_handle<> ship) const { terminal.queue.push_back(ship); }
    void await_resume() const {}
  };
  void leave_berth(Terminal& terminal) {
    if (terminal.queue.empty()) {
      ++terminal.berths_free;
      return;
    }
    calendar.wake(terminal.queue.front(), calendar.now);
    terminal.queue.erase(terminal.queue.begin());
  }

  Process demand_comes() {
    double const end = in_seconds(world.length);
    for (double day = 0; day < end; day += 86400) {
      co_await calendar.until(day);
      Time const tomorrow{seconds(std::min(day + 86400, end))};
      for (auto& flow : flows)
        for (; flow.next.time < tomorrow; flow.next = flow.arrivals.next()) {
          double const born = in_seconds(flow.next.time.since_start());
          auto const ride = flow.first[rules::pick(flow.shares, flow.choice.uniform())];
          std::uint32_t box;
          if (unused.empty()) {
            box = static_cast<std::uint32_t>(boxes.size());
            boxes.push_back({born, ride});
          } else {
            box = unused.back();
            unused.pop_back();
            boxes[box] = {born, ride};
          }
          wait(box, born);
        }
    }
  }
  void wait(std::uint32_t box, double ready) {
    auto& ride = boxes[box].ride;
    if (rides[ride].alike > 0) ride = soonest(rides[ride], ready);
    auto& list = lists[rides[ride].list];
    list.coming.push_back({ready, list.order++, box});
    std::push_heap(list.coming.begin(), list.coming.end(), std::greater<>{});
  }

  struct Ship {
    std::vector<std::vector<std::uint32_t>> aboard;
    std::vector<std::uint32_t> ashore;
    double teu = 0;
  };
  double load(Ship& me, List& list, double capacity) {
    while (!list.coming.empty() && list.coming.front().ready <= calendar.now) {
      std::pop_heap(list.coming.begin(), list.coming.end(), std::greater<>{});
      list.ready.push_back(list.coming.back());
      list.coming.pop_back();
    }
    double count = 0;
    for (; list.head < list.ready.size(); ++list.head, ++count) {
      auto const box = list.ready[list.head].box;
      auto const& ride = rides[boxes[box].ride];
      if (me.teu + ride.teu > capacity) break;
      me.teu += ride.teu;
      me.aboard[ride.discharge].push_back(box);
    }
    if (list.head == list.ready.size()) {
      list.ready.clear();
      list.head = 0;
    }
    return count;
  }
  void put_ashore(Ship& me, world::Terminal const& facts, Terminal& terminal, double at) {
    for (auto const b : me.ashore) {
      auto& box = boxes[b];
      if (!rides[box.ride].last) {
        ++box.ride;
        wait(b, at);
        continue;
      }
      double const fetched = at + in_seconds(draw(facts.dwell, terminal.dwell));
      if (fetched < in_seconds(world.length)) {
        flows[rides[box.ride].flow].transit_hours += (fetched - box.born) / 3600;
        ++delivered;
      }
      unused.push_back(b);
    }
    me.ashore.clear();
  }

  Process ship(world::ServiceId id, int number) {
    auto const& service = world.services[id];
    auto const& regular = std::get<world::Regular>(service.schedule);
    auto const& vehicle = world.vehicle_classes[service.vehicle];
    double const slow = vehicle.speed.raw(), fast = vehicle.max_speed.raw();
    auto const stops = service.stops.size();
    std::vector<double> metres_to_next(stops);
    for (std::size_t k = 0; k < stops; ++k)
      for (auto const& passage : service.stops[k].to_next)
        metres_to_next[k] += in_metres(world.links[std::get<world::LinkId>(passage.what)].distance);
    Ship me{std::vector<std::vector<std::uint32_t>>(stops), {}, 0};
    for (double n = number;; n += service.fleet) {
      double const departs = in_seconds(regular.first) + in_seconds(regular.headway) * n;
      if (n == number) co_await calendar.until(departs);
      for (std::size_t k = 0; k < stops; ++k) {
        auto const& stop = service.stops[k];
        auto& terminal = terminals[stop.terminal.value()];
        auto const& facts = world.terminals[stop.terminal];
        co_await Berth{*this, terminal};
        ++calls;
        co_await calendar.until(calendar.now + in_seconds(draw(stop.port_time, terminal.port)));
        me.ashore.swap(me.aboard[k]);
        for (auto const box : me.ashore) me.teu -= rides[boxes[box].ride].teu;
        double const moves_per_second = facts.moves_per_crane_hour / 3600 * facts.cranes_per_vehicle;
        double const leaves = departs + in_seconds(stop.departs);
        double at = 0;  // nobody competes for cranes: the end of their work is known at its beginning
        for (bool first_look = true;; first_look = false) {
          auto& list = lists[first_list[id.value()] + k];
          double const work = load(me, list, vehicle.teu) + static_cast<double>(me.ashore.size());
          at = calendar.now + work / moves_per_second;
          moves += work;
          put_ashore(me, facts, terminal, at);
          if (at >= leaves || !first_look) break;
          co_await calendar.until(leaves);
        }
        co_await calendar.until(std::max(at, leaves));
        leave_berth(terminal);
        auto const& next = service.stops[(k + 1) % stops];
        double const left = departs + in_seconds(next.arrives) - calendar.now;
        double const speed = left <= 0 ? fast : std::clamp(metres_to_next[k] / left, slow, fast);
        co_await calendar.until(calendar.now + metres_to_next[k] / speed);
      }
    }
  }

  void run() {
    demand_comes();
    for (auto const id : world.services.ids())
      for (int number = 0; number < world.services[id].fleet; ++number) ship(id, number);
    calendar.run(in_seconds(world.length));
  }

  world::World const& world;
  Calendar calendar;
  std::vector<Ride> rides;
  std::vector<std::vector<Alike>> alike;
  std::vector<Box> boxes;
  std::vector<std::uint32_t> unused;
  std::vector<List> lists;
  std::vector<std::size_t> first_list;  // by service
  std::vector<Flow> flows;
  std::vector<Terminal> terminals;
  double calls = 0, moves = 0, delivered = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: floor FILE\n";
    return 2;
  }
  format::Problems problems;
  auto const document = format::load(argv[1], problems);
  auto const world = document ? format::build(*document, problems) : std::nullopt;
  problems.print(std::cerr);
  if (!world) return 3;
  itineraries::Planner const planner{*world};
  auto const plans = itineraries::plan_all(*world, planner);
  bench::reset_peak();
  bench::Watch watch;
  Floor floor{*world, plans};
  floor.run();
  nlohmann::ordered_json const said{{"cpu_seconds", watch.lap()},   {"peak_mb", bench::memory_mb("VmHWM")},
                                    {"port_calls", floor.calls},    {"moves", floor.moves},
                                    {"boxes_out", floor.delivered}, {"events", floor.calendar.events}};
  std::cout << said.dump(2) << '\n';
}
