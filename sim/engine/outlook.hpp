#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
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

/// A step of a route as a shipper counts it.
struct RouteStage {
  /// One of the services that do a ride, with what it charges.
  struct Line {
    AccountId ride;
    StepFacts const* facts = nullptr;
    double money = 0;         // where it hangs on the month, on the mean
    double by_month = 0;      // the part of it that does
    double least = 0;         // in the cheapest month, on the emptiest departure
    Duration at_borders;      // of boxes that are inspected there, times their share
    bool is_by_date = false;  // it hangs on the month, or
    bool is_spot = false;     // on how far the departure is booked up
    world::ServiceId lender;  // of a box for whose stay and time on the road it asks money; none: it asks nothing
  };
  StepFacts::Kind kind{};
  bool last = false;
  world::TerminalId out_of, into;  // where it begins; truck: whose gate it enters
  Duration takes;                  // as planned; ride: unused
  Duration dwells;                 // in the yard, before the last truck, on the mean; behind it if it comes out of none
  double dwelling = 1;             // share of boxes that do
  bool asks_storage = false;       // the yard that it leaves
  AccountId by_road;               // truck: its step, where it goes by road
  bool is_struck = false;          // a road of its way is announced to be closed or slowed
  bool meets_traffic = false;      // a road of its way has a capacity
  world::TruckFleetId fleet{};     // truck: the nearest that serves it, where the box waits for one; none: it does not
  double money = 0;                // ride: of its lines
  std::vector<Line> lines;
};

/// A way onward from where a box stands: by one line of its first ride, and whichever is best of those after it.
struct WayOnward {
  static constexpr auto any = std::numeric_limits<std::size_t>::max();  // line
  std::size_t stage = 0, ride = 0, line = 0;  // positions in the route: where it begins, its first ride, by which line
  AccountId first;                            // step
  Duration tolerated{};                       // how long it may take and still be chosen for its price
  double least_cost = 0;                      // money and time without any wait: it never costs less
  bool chooses_later = false;                 // a ride after the first has several lines
};

/// What a way comes to if it is begun then.
struct Outlook {
  double money = 0;
  Time arrives = Time::never();  // never: no departure with room is known
  bool dated = false;     // it waits for a departure, a gate or a road; else it takes as long whenever it is begun
  Time begun{};           // when it was looked at
  Time good_until{};      // so long nothing but the room on its departures can make it worse
  Bookings rides{};       // to be booked
  Duration held_up{};     // by how much sooner it would arrive, had departures room
  AccountId full_ride{};  // the first whose departure has none; none: all have
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
  Forecaster(world::World const& world, Chains const& chains, Departures& departures, Experience const& experience,
             Disruptions const& announced, itineraries::TruckSupply const& trucks);

  /// The stages of a route by the chains opened for it: `rides` of each ride in its turn, by line.
  std::vector<RouteStage> stages(world::FlowId flow, AccountId first,
                                 std::vector<std::vector<AccountId>> const& rides) const;

  /// Looks anew which roads of a route are announced to be closed or slowed.
  void note_struck_roads(std::vector<RouteStage>& route) const;

  /// For a box to which an hour is worth so much. With dice, the lines of later rides are drawn by the policy's spread.
  Outlook look_ahead(world::FlowId flow, double hour_costs, std::vector<RouteStage> const& route, WayOnward const& way,
                     Time at, demand::Stream* dice = nullptr);
  /// How long a way takes as the timetables have it, when nothing queues: without any wait for departures, and with the
  /// longest.
  struct Usual {
    Duration shortest, longest;
  };
  Usual usual(std::vector<RouteStage> const& route, WayOnward const& way) const;
  /// Of the cheapest lines.
  double least_money(std::vector<RouteStage> const& route, WayOnward const& way) const;

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
  static void note_held_up(Outlook& outlook, Seats const& seats);
  Seats best_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs, Draw* draw = nullptr);
  Seats drawn_seats(std::span<RouteStage::Line const> lines, Time at, double hour_costs, demand::Stream& dice);
  Seat seat_on(RouteStage::Line const& line, Time at) {
    auto departure = departures_.first_with_room(*line.facts, at);
    if (departure.arrives < Time::never()) departure.arrives = departure.arrives + line.at_borders;
    return {&line, departure};
  }
  bool holds(Draw const& draw, std::span<RouteStage::Line const> lines, Time at) const;
  void fill(Draw& draw, std::span<RouteStage::Line const> lines, Time at, double hour_costs);
  double money_of(world::FlowId flow, AccountId step) const;
  RouteStage::Line line_of(world::FlowId flow, AccountId ride) const;
  double money_of(RouteStage::Line const& line, Departures::Expected const& departure) const {
    return line.is_by_date ? money_on(line, departure) : line.money;
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
  Chains const& chains_;
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
