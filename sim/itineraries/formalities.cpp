#include "sim/itineraries/formalities.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/itineraries/truck_way.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::itineraries {
using world::World;

namespace {

/// A place on a box's way, and what happens there: done before this step of the way, or, where a truck passes, after so
/// many of the roads that this step goes over.
struct Call {
  world::PlaceId place;
  world::TerminalId terminal;  // where it then stands; none: on a truck
  std::size_t step = 0;
  std::size_t roads = 0;
};

/// All places on a way in their order, each once: where a box is handed on within a place, the terminal is the last.
class CallsOfWay {
 public:
  CallsOfWay(World const& world, Itinerary const& way) : world_(world) {
    for (std::size_t i = 0; i < way.steps.size(); ++i)
      std::visit([&](auto const& step) { add(step, i); }, way.steps[i]);
  }
  std::vector<Call> const& all() const { return calls_; }

 private:
  void add(Truck const& truck, std::size_t i) {
    if (truck.links.empty()) {
      auto const terminal = truck.into ? truck.into : truck.out_of;
      return call(terminal ? place_of(terminal) : truck.from_place, terminal, truck.into ? i + 1 : i);
    }
    auto here = truck.from_place;
    call(here, truck.out_of, i);
    for (std::size_t roads = 1; roads < truck.links.size(); ++roads) {
      here = beyond(world_.links[truck.links[roads - 1]], here);
      call(here, {}, i, roads);
    }
    call(truck.to_place, truck.into, i + 1);
  }
  void add(Ride const& ride, std::size_t i) {
    auto const& stops = world_.services[ride.service].stops;
    call(stops[ride.load].terminal, i);
    call(stops[ride.discharge].terminal, i + 1);
  }
  void add(InterTerminalTransfer const& between, std::size_t i) {
    auto const& transfer = world_.transfers[between.transfer];
    call(transfer.from, i);
    call(transfer.to, i + 1);
  }
  void add(Formalities const&, std::size_t) {}

  void call(world::TerminalId terminal, std::size_t step) { call(place_of(terminal), terminal, step); }
  void call(world::PlaceId place, world::TerminalId terminal, std::size_t step, std::size_t roads = 0) {
    if (calls_.empty() || calls_.back().place != place) return calls_.push_back({place, terminal, step, roads});
    auto& here = calls_.back();
    here = {place, terminal ? terminal : here.terminal, step, roads};
  }
  world::PlaceId place_of(world::TerminalId terminal) const { return world_.terminals[terminal].place; }
  static world::PlaceId beyond(world::Link const& road, world::PlaceId here) {
    return road.from == here ? road.to : road.from;
  }

  World const& world_;
  std::vector<Call> calls_;
};

std::optional<Call> clearance(World const& world, world::Flow const& flow, Itinerary const& way) {
  if (flow.mail || !rules::is_cleared(world, flow)) return std::nullopt;
  CallsOfWay const calls{world, way};
  std::vector<rules::Call> asked;
  for (auto const& call : calls.all()) asked.push_back({call.place, static_cast<bool>(call.terminal)});
  auto const position = rules::cleared_at(world, flow, asked);
  return position ? std::optional{calls.all()[*position]} : std::nullopt;
}

bool asks_anything(Formalities const& asked) {
  return asked.documents || asked.restuffing || asked.transit || asked.clearance;
}

/// What is asked of a box before the second and each later ride of its way, by step.
class ChangesOfCarrier {
 public:
  ChangesOfCarrier(World const& world, world::Flow const& flow) : world_(world), flow_(flow) {}

  /// The next ride of the way, which is transshipped or not; what it asks for before it.
  Formalities before(Ride& ride) {
    auto const& stops = world_.services[ride.service].stops;
    auto const from = stops[ride.load].terminal, to = stops[ride.discharge].terminal;
    Formalities asked;
    asked.place = place_of(from);
    asked.at = from;
    ride.transshipped = came_to_ == from && charges::has_transshipment_tariff(world_.terminals[from]);
    if (came_to_) ask(asked, to);
    came_from_ = asked.place;
    came_to_ = to;
    return asked;
  }

 private:
  void ask(Formalities& asked, world::TerminalId to) const {
    auto const& change = world_.transfer_rules;
    asked.documents = rules::needs_documents(change);
    asked.restuffing =
        flow_.trade != world::TradeClass::empty &&
        rules::needs_restuffing(change, world_.terminals[came_to_].kind, world_.terminals[asked.at].kind);
    asked.transit = is_bonded(came_from_, asked.place) && is_bonded(asked.place, place_of(to)) &&
                    rules::needs_transit_papers(world_, flow_, came_from_, asked.place, place_of(to));
  }
  bool is_bonded(world::PlaceId from, world::PlaceId to) const {
    return rules::regime(world_, flow_, from, to) == world::Regime::foreign;
  }
  world::PlaceId place_of(world::TerminalId terminal) const { return world_.terminals[terminal].place; }

  World const& world_;
  world::Flow const& flow_;
  world::PlaceId came_from_;   // where the last ride began
  world::TerminalId came_to_;  // and where it ended; none: there was none
};

/// A truck that customs stops on its way: there, and on.
void add_in_two(std::vector<Step>& steps, World const& world, Truck const& whole, Call const& border,
                Formalities const& asked) {
  Truck there, on;
  there.from_place = there.to_place = whole.from_place;
  there.out_of = whole.out_of;
  for (std::size_t i = 0; i < border.roads; ++i) drive_on(world, there, whole.links[i]);
  on.from_place = on.to_place = border.place;
  on.into = whole.into;
  on.onward = true;
  for (std::size_t i = border.roads; i < whole.links.size(); ++i) drive_on(world, on, whole.links[i]);
  add_rests(world, there);
  add_rests(world, on);
  steps.emplace_back(std::move(there));
  steps.emplace_back(asked);
  steps.emplace_back(std::move(on));
}

/// By the plan, how long the vehicle has taken that brings a box to where it is cleared.
Duration under_way(World const& world, std::vector<Step> const& way, Call const& border) {
  if (border.roads > 0) {
    Truck there;
    there.to_place = std::get<Truck>(way[border.step]).from_place;
    for (std::size_t i = 0; i < border.roads; ++i) drive_on(world, there, std::get<Truck>(way[border.step]).links[i]);
    add_rests(world, there);
    return there.time;
  }
  for (std::size_t i = border.step; i-- > 0;) {
    if (auto const* truck = std::get_if<Truck>(&way[i])) return truck->time;
    if (auto const* ride = std::get_if<Ride>(&way[i]))
      return Timetable{world, world.services[ride->service]}.ride(ride->load, ride->discharge);
  }
  return {};
}

}  // namespace

world::PlaceId place_of_clearance(World const& world, world::Flow const& flow, Itinerary const& itinerary) {
  auto const border = clearance(world, flow, itinerary);
  return border ? border->place : world::PlaceId::none();
}

std::vector<Step> with_formalities(World const& world, world::Flow const& flow, Itinerary const& itinerary) {
  if (flow.mail) return itinerary.steps;
  auto way = itinerary.steps;
  std::vector<Formalities> before(way.size() + 1);  // by step, and after the last
  ChangesOfCarrier changes{world, flow};
  for (std::size_t i = 0; i < way.size(); ++i)
    if (auto* ride = std::get_if<Ride>(&way[i])) before[i] = changes.before(*ride);

  auto const border = clearance(world, flow, itinerary);
  bool const on_the_road = border && border->roads > 0;
  Formalities at_border;
  if (border) {
    if (!on_the_road) at_border = before[border->step];
    at_border.place = border->place;
    at_border.at = border->terminal;
    at_border.transit = false;
    at_border.clearance = true;
    at_border.import = flow.trade == world::TradeClass::import;
    at_border.under_way = under_way(world, way, *border);
    if (!on_the_road) before[border->step] = at_border;
  }

  std::vector<Step> steps;
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (asks_anything(before[i])) steps.emplace_back(before[i]);
    if (on_the_road && border->step == i)
      add_in_two(steps, world, std::get<Truck>(way[i]), *border, at_border);
    else
      steps.push_back(way[i]);
  }
  if (asks_anything(before.back())) steps.emplace_back(before.back());
  return steps;
}

}  // namespace tongzhou::itineraries
