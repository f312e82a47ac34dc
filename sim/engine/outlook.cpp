#include "sim/engine/outlook.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/engine/roads.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/rules/choice.hpp"

namespace tongzhou::engine {
using Kind = StepFacts::Kind;

Forecaster::Forecaster(world::World const& world, Chains& chains, Departures& departures, Experience const& experience,
                       Disruptions const& announced, itineraries::TruckSupply const& trucks)
    : world_(world),
      chains_(chains),
      departures_(departures),
      experience_(experience),
      announced_(announced),
      trucks_(trucks) {
  for (auto const& terminal : world.terminals) dwell_.add(mean(terminal.dwell));
  fetched_.resize(world.terminals.size());
}

namespace {

/// Those of a ride of the route by which a box of this way may go.
std::span<RouteStage::Line const> lines_at(std::vector<RouteStage> const& route, std::size_t stage,
                                           WayOnward const& way) {
  std::span<RouteStage::Line const> const all{route[stage].lines};
  return stage == way.ride && way.line != WayOnward::any ? all.subspan(way.line, 1) : all;
}

}  // namespace

std::vector<RouteStage> Forecaster::stages(world::FlowId flow, std::span<Chains::Drafted const> steps,
                                           std::span<std::vector<itineraries::Line> const> lines) const {
  std::vector<RouteStage> route;
  charges::Formalities const* clearance = nullptr;
  auto ride = lines.begin();
  double dwelling = 1;
  for (auto const& [step, facts] : steps) {
    RouteStage stage{.kind = facts.kind,
                     .last = facts.last,
                     .out_of = facts.terminal,
                     .into = facts.into,
                     .takes = facts.takes,
                     .dwells = {},
                     .money = 0,
                     .usual = {},
                     .lines = {}};
    if (facts.kind == Kind::ride)
      for (auto const& line : *ride++) stage.lines.push_back(line_of(line, chains_.by(line.ride, facts)));
    else
      stage.money = money_of(flow, step);
    if (facts.terminal) stage.asks_storage = world_.terminals[facts.terminal].storage_per_teu_day > 0;
    auto const* formalities = std::get_if<charges::Formalities>(&step);
    if (formalities != nullptr && formalities->clearance) {
      clearance = formalities;
      dwelling = itineraries::dwelling_share(world_, world_.flows[flow], *formalities);
    }
    bool const last_truck = facts.kind == Kind::truck && facts.last;
    if (last_truck && facts.terminal) {
      stage.dwells = dwell_[facts.terminal] * dwelling;
      stage.dwelling = dwelling;
    }
    if (last_truck && clearance != nullptr) {
      auto const rest = itineraries::cost_of_second_stage(world_, world_.flows[flow], *clearance, step);
      stage.money += rest.money;
      stage.dwells += hours(rest.hours);
    }
    auto const* truck = std::get_if<charges::Truck>(&step);
    if (truck != nullptr && !truck->links.empty()) note_truck(stage, *truck, route);
    // What is due where a box sets out at its shipper's.
    if (route.empty() && facts.kind == Kind::truck && !facts.terminal)
      stage.money += world_.flows[flow].finance.per_box();
    if (formalities == nullptr) dwelling = 1;  // in the yard to which this leads
    Duration const planned = stage.takes + stage.dwells;
    stage.usual = facts.kind == Kind::ride ? usual(stage.lines) : Usual{planned, planned, stage.money};
    route.push_back(std::move(stage));
  }
  note_struck_roads(route);
  return route;
}

// A box waits for a truck of a fleet where it leaves its shipper or a yard; from anywhere else it goes on by the same.
void Forecaster::note_truck(RouteStage& stage, charges::Truck const& truck,
                            std::vector<RouteStage> const& before) const {
  stage.by_road = std::make_shared<charges::Truck const>(truck);
  auto const has_capacity = [&](world::LinkId road) { return world_.links[road].capacity.has_value(); };
  stage.meets_traffic = std::ranges::any_of(truck.links, has_capacity);
  auto const is_by_road = [](RouteStage const& other) { return other.by_road != nullptr; };
  if (!trucks_.has_fleets() || (!truck.out_of && std::ranges::any_of(before, is_by_road))) return;
  auto const& fleets = trucks_.serving(truck.from_place, truck.to_place);
  if (!fleets.empty()) stage.fleet = fleets.front();
}

void Forecaster::note_struck_roads(std::vector<RouteStage>& route) const {
  for (auto& stage : route) stage.is_struck = stage.by_road && is_struck(*stage.by_road, announced_.links);
}

// What the box's owner pays or loses, and its carbon where he is asked for it; that of a ride stands with its line. An
// inspection costs as often as it happens.
double Forecaster::money_of(world::FlowId flow, charges::Step const& step) const {
  if (auto const* formalities = std::get_if<charges::Formalities>(&step))
    return itineraries::cost_of(world_, world_.flows[flow], *formalities).money;
  auto money = charges::charge_of(world_, world_.flows[flow], step).money;
  if (world_.policy.carbon_paid_by != world::CarbonPayer::shippers || std::holds_alternative<charges::Ride>(step))
    money[ledger::Expense::carbon] = 0;
  return charges::total(money);
}

RouteStage::Line Forecaster::line_of(itineraries::Line const& planned, StepFacts const& facts) const {
  auto const& ride = planned.ride;
  auto const at_borders = itineraries::expected_at_borders(world_, ride);
  double money = money_of(facts.flow, ride) + at_borders.money;
  // A vehicle's own, as planned: the books share it out when the voyage is over.
  if (world_.policy.carbon_paid_by == world::CarbonPayer::shippers)
    money += charges::carbon_cost(world_.policy, planned.kg_co2e);
  RouteStage::Line line{.facts = facts,
                        .money = money,
                        .least = money,
                        .at_borders = hours(at_borders.hours),
                        .prices = chains_.dated_prices(facts.flow, ride),
                        .lender = {}};
  auto const& service = world_.services[ride.service];
  if (!service.demurrage.rates.empty() || !service.detention.rates.empty()) line.lender = ride.service;
  if (line.prices == nullptr) return line;
  auto const mean = line.prices->mean();
  line.by_date = mean.surcharge - mean.subsidy;
  line.least = money - line.by_date + std::min(line.by_date, line.prices->least());
  return line;
}

double Forecaster::money_on(RouteStage::Line const& line, Departures::Expected const& departure) const {
  if (departure.closes == Time::never()) return line.money;
  double const fill = line.prices->is_spot() ? departures_.booked_by_others(line.facts, departure.number) : 0;
  auto const price = line.prices->at(departure.closes, fill);
  return line.money - line.by_date + price.surcharge - price.subsidy;
}

Time Forecaster::on_roads(RouteStage const& stage, Time at) const {
  if (stage.meets_traffic) at = at + in_traffic(*stage.by_road, at);
  if (!stage.is_struck) return at + stage.takes;
  return over_roads(world_, *stage.by_road, announced_.links, at, [](world::LinkId, double, Time, Time, double) {});
}

Time Forecaster::with_truck(RouteStage const& stage, Time at) const {
  return stage.fleet ? at + experience_.for_truck(stage.fleet, at) : at;
}

// Beyond the plan, as trucks lately found.
Duration Forecaster::in_traffic(charges::Truck const& way, Time at) const {
  Duration sum;
  auto here = way.from_place;
  for (auto const road : way.links) {
    bool const down = world_.links[road].from == here;
    here = down ? world_.links[road].to : world_.links[road].from;
    sum += experience_.in_traffic(road, down ? world::Direction::down : world::Direction::up, at);
  }
  return sum;
}

inline Forecaster::Seats Forecaster::seats_on(std::span<RouteStage::Line const> lines, Time at, double hour_costs,
                                              demand::Stream* dice) {
  if (lines.size() == 1) {
    Seat const only = seat_on(lines.front(), at);
    return {only, only};
  }
  return dice != nullptr ? drawn_seats(lines, at, hour_costs, *dice) : best_seats(lines, at, hour_costs);
}

// The one that costs least in money and time; of equals the one that arrives first.
Forecaster::Seats Forecaster::best_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs,
                                         Draw* draw) {
  constexpr double rounding = 1e-9;
  Seats best;
  double least = std::numeric_limits<double>::infinity(), least_wanted = least;
  auto const prefer = [](Seat& than, double& least_cost, Seat const& seat, double cost, Time arrives,
                         Time than_arrives) {
    bool const alike = std::abs(cost - least_cost) < rounding;
    if (than.line != nullptr && !(alike ? arrives < than_arrives : cost < least_cost)) return;
    than = seat;
    least_cost = cost;
  };
  for (auto const& line : lines) {
    Seat const seat = seat_on(line, at);
    auto const arrives = seat.departure.arrives;
    bool const is_known = arrives < Time::never();
    double const cost = is_known ? money_of(line, seat.departure) + in_hours(arrives - at) * hour_costs
                                 : std::numeric_limits<double>::infinity();
    prefer(best.taken, least, seat, cost, arrives, best.taken.departure.arrives);
    if (!is_known) continue;
    if (draw != nullptr) {
      draw->seats.push_back(seat);
      costs_.push_back(cost);
    }
    prefer(best.wanted, least_wanted, seat, cost - in_hours(seat.departure.held_up) * hour_costs, seat.unhindered(),
           best.wanted.unhindered());
  }
  return best;
}

Forecaster::Seats Forecaster::drawn_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs,
                                          demand::Stream& dice) {
  auto& draw = draws_[std::hash<double>{}(in_seconds(at.since_start())) % draws_.size()];
  if (!holds(draw, lines, at)) fill(draw, lines, at, hour_costs);
  Seats seats = draw.best;
  if (draw.seats.size() >= 2) seats.taken = draw.seats[rules::pick(draw.shares, dice.uniform())];
  return seats;
}

bool Forecaster::holds(Draw const& draw, std::span<RouteStage::Line const> lines, Time at) const {
  auto const has_room = [&](Seat const& seat) {
    auto const number = seat.departure.number;
    return number == unnumbered || departures_.has_room(seat.line->facts, number);
  };
  return draw.lines.data() == lines.data() && draw.lines.size() == lines.size() && draw.at == at &&
         draw.moment == departures_.moment() && std::ranges::all_of(draw.seats, has_room);
}

void Forecaster::fill(Draw& draw, std::span<RouteStage::Line const> lines, Time at, double hour_costs) {
  draw.lines = lines;
  draw.at = at;
  draw.moment = departures_.moment();
  draw.seats.clear();
  costs_.clear();
  draw.best = best_seats(lines, at, hour_costs, &draw);
  draw.shares.resize(costs_.size());
  rules::set_logit_shares(draw.shares, costs_, world_.policy.choice_spread);
}

inline void Forecaster::note_held_up(Outlook& outlook, Seats const& seats) {
  auto const& [taken, wanted] = seats;
  if (wanted.departure.held_up <= Duration{}) return;
  outlook.held_up += std::max(Duration{}, taken.departure.arrives - wanted.unhindered());
  if (outlook.full_line) return;
  outlook.full_line = wanted.line->facts.service;
  outlook.full = wanted.departure.full;
}

// Whoever comes before it opens waits for that, and whoever comes much later may find it closed.
Time Forecaster::queue_at_gate(Outlook& outlook, world::TerminalId terminal, Time comes) const {
  Time const passes = experience_.through_gate(terminal, comes);
  if (experience_.is_always_open(terminal)) return passes;
  if (Time const opens = experience_.opens(terminal, comes); opens > comes)
    outlook.wait_for(opens - comes);
  else
    outlook.closes_in(std::max(Duration{}, experience_.open_until(terminal, comes) - passes));
  return passes;
}

// A departure by timetable is waited for, and so is a closed terminal, or whatever is closed on the way.
inline void Forecaster::note_dates(Outlook& outlook, StepFacts const& ride, Departures::Expected const& taken,
                                   Time ready) const {
  if (taken.number != unnumbered) return outlook.wait_for(taken.closes - ready);
  Time const boards = departures_.boards_from(ride.service, ride.load, ready);
  if (boards > ready) outlook.wait_for(boards - ready);
  if (taken.is_struck) outlook.wait_for({});
}

// Of a box that leaves a yard: storage, and demurrage to the service that has brought it. Of what it stays, the dwell
// before its consignee fetches it may be any.
double Forecaster::storage_and_demurrage(RouteStage const& stage, world::ServiceId lender, double teu, Duration stay) {
  auto const& terminal = world_.terminals[stage.out_of];
  bool const fetched = stage.kind == Kind::truck && stage.last;
  Duration const certain = fetched ? stay - dwell_[stage.out_of] * stage.dwelling : stay;
  double storage =
      fetched ? storage_until_fetched(stage.out_of, certain) * teu : charges::storage(terminal, teu, certain);
  if (stage.dwelling < 1)
    storage = stage.dwelling * storage + (1 - stage.dwelling) * charges::storage(terminal, teu, certain);
  if (!lender) return storage;
  auto const& asked = world_.services[lender].demurrage;
  if (!fetched) return storage + charges::demurrage(asked, teu, certain);
  return storage + itineraries::mean_by_dwell(stage.dwelling, terminal.dwell, [&](auto const& dwell) {
           return charges::mean_demurrage(asked, teu, certain, dwell);
         });
}

// Boxes ask one after another for much the same.
double Forecaster::storage_until_fetched(world::TerminalId terminal, Duration certain) {
  auto& known = fetched_[terminal];
  if (certain < known.certain - a_difference || known.certain + a_difference < certain)
    known = {certain, charges::mean_storage(world_.terminals[terminal], 1, certain, world_.terminals[terminal].dwell)};
  return known.storage_per_teu;
}

inline void Forecaster::drive(Foreseen& box, world::FlowId flow, RouteStage const& stage) {
  auto& outlook = box.outlook;
  Time t = box.now;
  if (stage.out_of) {
    t = with_truck(stage, t + stage.dwells);
    t = through_gate(outlook, stage.out_of, t);
    outlook.money += stay_costs(stage, box.lender, box.teu, t - box.in_yard);
  }
  if (stage.last && box.lender)
    outlook.money += charges::detention(world_, world_.flows[flow], box.lender, by_truck(stage, t) - t);
  box.lender = {};
  if (stage.out_of)
    t = by_truck(stage, t);
  else
    t = by_truck(stage, with_truck(stage, t)) + stage.dwells;
  if (stage.is_struck) outlook.wait_for({});
  if (stage.into) t = through_gate(outlook, stage.into, t);
  box.now = box.in_yard = t;
}

inline void Forecaster::pass_formalities(Foreseen& box, RouteStage const& stage) const {
  Duration const beyond_plan = stage.out_of ? experience_.in_formalities(stage.out_of, box.now) : Duration{};
  box.now = box.now + (stage.out_of ? std::max(Duration{}, stage.takes + beyond_plan) : stage.takes);
}

inline void Forecaster::shift(Foreseen& box, RouteStage const& stage) {
  box.outlook.money += stay_costs(stage, box.lender, box.teu, box.now - box.in_yard);
  box.lender = {};
  box.now = box.in_yard = box.now + stage.takes;
}

// Whether a departure is known. Who leaves a yard by one has stayed there for certain, and pays no demurrage.
inline bool Forecaster::ride(Foreseen& box, RouteStage const& stage, std::size_t n, Seats const& seats) const {
  auto& outlook = box.outlook;
  auto const& [line, departure] = seats.taken;
  // The next box is quoted anew.
  if (line->prices != nullptr && line->prices->is_spot())
    outlook.good_until = std::min(outlook.good_until, outlook.begun);
  outlook.money += money_of(*line, departure);
  if (stage.asks_storage)
    outlook.money += charges::storage(world_.terminals[stage.out_of], box.teu,
                                      departures_.stands_until(line->facts, departure, box.now) - box.in_yard);
  if (box.rides < outlook.rides.size())
    outlook.rides[box.rides++] = {static_cast<std::uint16_t>(n), static_cast<std::uint16_t>(line - stage.lines.data()),
                                  departure.number};
  if (departure.arrives == Time::never()) return false;
  note_held_up(outlook, seats);
  note_dates(outlook, line->facts, departure, box.now);
  box.now = box.in_yard = departure.arrives;
  box.lender = line->lender;
  return true;
}

Outlook Forecaster::look_ahead(world::FlowId flow, double hour_costs, std::vector<RouteStage> const& route,
                               WayOnward const& way, Time at, demand::Stream* dice) {
  constexpr Duration news_after = days(1);  // what others gave back, and how things went since
  Outlook outlook{.begun = at, .good_until = at + news_after};
  Foreseen box{outlook, world_.box_types[world_.flows[flow].box].teu, at, at};
  auto const end = route.size();
  for (std::size_t n = way.stage; n < end; ++n) {
    RouteStage const& stage = route[n];
    outlook.money += stage.money;
    switch (stage.kind) {
      case Kind::truck:
        drive(box, flow, stage);
        break;
      case Kind::formalities:
        pass_formalities(box, stage);
        break;
      case Kind::transfer:
        shift(box, stage);
        break;
      case Kind::ride:
        if (!ride(box, stage, n, seats_on(lines_at(route, n, way), box.now, hour_costs, dice))) return outlook;
        break;
    }
  }
  outlook.arrives = box.now;
  return outlook;
}

Usual Forecaster::usual(std::span<RouteStage::Line const> lines) const {
  auto const ride_by = [&](RouteStage::Line const& line) { return departures_.planned_ride(line.facts); };
  auto const& first = lines.front();
  auto const& fastest = *std::ranges::min_element(lines, {}, ride_by);
  return {.shortest = ride_by(fastest) + fastest.at_borders,
          .longest = departures_.planned_wait(first.facts) * 2 + ride_by(first) + first.at_borders,
          .least_money = std::ranges::min_element(lines, {}, &RouteStage::Line::least)->least};
}

Usual Forecaster::usual(std::vector<RouteStage> const& route, WayOnward const& way) const {
  Usual sum;
  for (std::size_t n = way.stage; n < route.size(); ++n) {
    bool const by_one = n == way.ride && way.line != WayOnward::any;
    sum += by_one ? usual(lines_at(route, n, way)) : route[n].usual;
  }
  return sum;
}

}  // namespace tongzhou::engine
