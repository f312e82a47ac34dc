#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <tuple>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/departures.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/step_facts.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/itineraries/truck_supply.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What a part of a route comes to when nothing queues: without any wait for departures, with the longest, and by the
/// cheapest departures.
struct Usual {
  Duration shortest, longest;
  double least_money = 0;
  Usual& operator+=(Usual const& other) {
    shortest += other.shortest;
    longest += other.longest;
    least_money += other.least_money;
    return *this;
  }
};

/// A step of a route as a shipper counts it.
struct RouteStage {
  /// One of the services that do a ride, with what it charges.
  struct Line {
    StepFacts facts;
    double money = 0;                     // where it hangs on the date, on the mean
    double by_date = 0;                   // the part of it that does
    double least = 0;                     // in the cheapest month, on the emptiest departure
    Duration at_borders;                  // of boxes that are inspected there, times their share
    DatedPrices const* prices = nullptr;  // where its price hangs on the date
    world::ServiceId lender;  // of a box for whose stay and time on the road it asks money; none: it asks nothing
  };
  StepFacts::Kind kind{};
  bool last = false;
  world::TerminalId out_of, into;  // where it begins; truck: whose gate it enters
  Duration takes;                  // as planned; ride: unused
  Duration dwells;                 // in the yard, before the last truck, on the mean; behind it if it comes out of none
  double dwelling = 1;             // share of boxes that do
  bool asks_storage = false;       // the yard that it leaves
  std::shared_ptr<charges::Truck const> by_road{};  // truck, where it goes by road
  bool is_struck = false;                           // a road of its way is announced to be closed or slowed
  bool meets_traffic = false;                       // a road of its way has a capacity
  world::TruckFleetId fleet{};  // truck: the nearest that serves it, where the box waits for one; none: it does not
  double money = 0;             // ride: of its lines
  std::uint32_t onward = 0;     // ride: 1 + the number of the ways that lead on from its yard
  Usual usual;                  // ride: by its fastest line, the wait for its first and the money of its cheapest
  std::vector<Line> lines;
};

/// A way onward from where a box stands: by one line of its first ride, and whichever is best of those after it.
struct WayOnward {
  static constexpr auto any = std::numeric_limits<std::size_t>::max();  // line
  std::size_t stage = 0, ride = 0, line = 0;  // positions in the route: where it begins, its first ride, by which line
  Duration tolerated{};                       // how long it may take and still be chosen for its price
  double least_cost = 0;                      // money and time without any wait: it never costs less
  bool chooses_later = false;                 // a ride after the first has several lines

  /// The chain of steps by which a box begins it.
  std::size_t chain() const { return line == any ? 0 : line; }
};

/// A ride of a route, and the departure on which it is to be booked.
struct RideAhead {
  static constexpr auto none = std::numeric_limits<std::uint16_t>::max();
  std::uint16_t stage = none, line = 0;  // positions
  std::uint32_t number = unnumbered;
  explicit operator bool() const { return stage != none; }
};
/// As many as a box books at once.
using RidesAhead = std::array<RideAhead, std::tuple_size_v<Bookings>>;

/// What a way comes to if it is begun then.
struct Outlook {
  double money = 0;
  Time arrives = Time::never();  // never: no departure with room is known
  bool dated = false;  // it waits for a departure, a gate or a road; else it takes as long whenever it is begun
  Time begun{};        // when it was looked at
  Time good_until{};   // so long nothing but the room on its departures can make it worse
  RidesAhead rides{};
  Duration held_up{};                          // by how much sooner it would arrive, had departures room
  world::ServiceId full_line{};                // the first whose departure has none; none: all have
  rules::Refusal full = rules::Refusal::none;  // why

  /// How long it takes a box that begins it then.
  Duration takes(Time at) const { return arrives - (dated ? at : begun); }
  /// What is waited for comes then: whoever begins it up to so much later comes to the same end.
  void wait_for(Duration slack) {
    if (!dated) good_until = std::min(good_until, begun + slack);
    dated = true;
  }
  /// From so much later on something on its way is closed.
  void closes_in(Duration time) {
    if (!dated) good_until = std::min(good_until, begun + time);
  }
};

/// Works out what ways come to by what shippers know: tariffs, the departures to be expected with room for the box, and
/// the time that boxes lately needed for everything else.
class Forecaster {
 public:
  Forecaster(world::World const& world, Chains& chains, Departures& departures, Experience const& experience,
             Disruptions const& announced, itineraries::TruckSupply const& trucks);

  /// The stages of a route, by its steps as drafted and the lines of each ride in its turn.
  std::vector<RouteStage> stages(world::FlowId flow, std::span<Chains::Drafted const> steps,
                                 std::span<std::vector<itineraries::Line> const> lines) const;

  /// Looks anew which roads of a route are announced to be closed or slowed.
  void note_struck_roads(std::vector<RouteStage>& route) const;

  /// For a box to which an hour is worth so much. With dice, the lines of later rides are drawn by the policy's spread.
  Outlook look_ahead(world::FlowId flow, double hour_costs, std::vector<RouteStage> const& route, WayOnward const& way,
                     Time at, demand::Stream* dice = nullptr);
  /// As the timetables have it.
  Usual usual(std::vector<RouteStage> const& route, WayOnward const& way) const;

 private:
  /// A departure by one of the lines.
  struct Seat {
    RouteStage::Line const* line = nullptr;
    Departures::Expected departure;
    Time unhindered() const { return departure.arrives - departure.held_up; }  // had the first departure room
  };
  /// The seat to take, and the one that would be taken if all departures had room.
  struct Seats {
    Seat taken, wanted;
  };
  /// Seats of which boxes that come to a leg at one date draw one each. Hot: many boxes of a day come to the same.
  struct Draw {
    std::span<RouteStage::Line const> lines;
    Time at;
    Departures::Moment moment;
    Seats best;
    std::vector<Seat> seats;
    std::vector<double> shares;
  };
  /// A box on its way along a route, as it is foreseen.
  struct Foreseen {
    Outlook& outlook;
    double teu;
    Time now, in_yard;          // of the yard in which it is: since when
    world::ServiceId lender{};  // of the box, on land
    std::size_t rides = 0;      // booked
  };
  void drive(Foreseen& box, world::FlowId flow, RouteStage const& stage);
  void pass_formalities(Foreseen& box, RouteStage const& stage) const;
  void shift(Foreseen& box, RouteStage const& stage);
  bool ride(Foreseen& box, RouteStage const& stage, std::size_t n, Seats const& seats) const;
  static void note_held_up(Outlook& outlook, Seats const& seats);
  Seats seats_on(std::span<RouteStage::Line const> lines, Time at, double hour_costs, demand::Stream* dice);
  Seats best_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs, Draw* draw = nullptr);
  Seats drawn_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs, demand::Stream& dice);
  Seat seat_on(RouteStage::Line const& line, Time at) {
    auto departure = departures_.first_with_room(line.facts, at);
    if (departure.arrives < Time::never()) departure.arrives = departure.arrives + line.at_borders;
    return {&line, departure};
  }
  bool holds(Draw const& draw, std::span<RouteStage::Line const> lines, Time at) const;
  void fill(Draw& draw, std::span<RouteStage::Line const> lines, Time at, double hour_costs);
  double money_of(world::FlowId flow, charges::Step const& step) const;
  RouteStage::Line line_of(itineraries::Line const& line, StepFacts const& facts) const;
  Usual usual(std::span<RouteStage::Line const> lines) const;
  double money_of(RouteStage::Line const& line, Departures::Expected const& departure) const {
    return line.prices != nullptr ? money_on(line, departure) : line.money;
  }
  double money_on(RouteStage::Line const& line, Departures::Expected const& departure) const;
  double stay_costs(RouteStage const& stage, world::ServiceId lender, double teu, Duration stay) {
    return stage.asks_storage || lender ? storage_and_demurrage(stage, lender, teu, stay) : 0;
  }
  double storage_and_demurrage(RouteStage const& stage, world::ServiceId lender, double teu, Duration stay);
  double storage_until_fetched(world::TerminalId terminal, Duration certain);
  void note_truck(RouteStage& stage, charges::Truck const& truck, std::vector<RouteStage> const& before) const;
  Time by_truck(RouteStage const& stage, Time at) const {
    return stage.is_struck || stage.meets_traffic ? on_roads(stage, at) : at + stage.takes;
  }
  Time on_roads(RouteStage const& stage, Time at) const;
  Time with_truck(RouteStage const& stage, Time at) const;
  Duration in_traffic(charges::Truck const& way, Time at) const;
  Time through_gate(Outlook& outlook, world::TerminalId terminal, Time comes) const {
    return experience_.is_free(terminal) ? comes : queue_at_gate(outlook, terminal, comes);
  }
  Time queue_at_gate(Outlook& outlook, world::TerminalId terminal, Time comes) const;
  void note_dates(Outlook& outlook, StepFacts const& ride, Departures::Expected const& taken, Time ready) const;

  world::World const& world_;
  Chains& chains_;
  Departures& departures_;
  Experience const& experience_;
  Disruptions const& announced_;
  itineraries::TruckSupply const& trucks_;
  Table<world::TerminalId, Duration> dwell_;  // on the mean
  /// Of boxes that their consignees fetch: what was last worked out.
  struct Fetched {
    Duration certain = Duration::unlimited();  // of the stay
    double storage_per_teu = 0;                // money, on the mean of all dwells
  };
  Table<world::TerminalId, Fetched> fetched_;
  std::array<Draw, 16> draws_{};  // lately
  std::vector<double> costs_;     // of the seats of the last one
};

}  // namespace tongzhou::engine
