#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/departures.hpp"
#include "sim/engine/outlook.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How shippers choose. A box weighs the ways onward from where it stands by money and time: of each line the first
/// departure with room that it reaches, later rides booked through. It books the one that costs least, or one by the
/// shares of a logit; it looks again when it is left behind.
///   A way that takes more than the tolerated delay longer than usual is chosen only where all do: then the one that
/// arrives first. So nobody waits for ever at a full service because it is cheap.
///   A flow's ways are looked up when its first box looks for one, and the steps of a way are opened when a box first
/// goes by it: of dozens of like services most carry no box of a flow.
///   Where departures are full, and the best way costs more than any route in the plan or takes too long, the next box
/// of the flow knows twice as many routes.
/// Hot: one choice for each box; what ways come to is worked out anew only when a departure closes or is full.
class RouteChoice {
 public:
  RouteChoice(world::World const& world, Chains& chains, Departures& departures, Experience const& experience,
              Disruptions const& announced, itineraries::TruckSupply const& trucks, itineraries::Planner const& planner,
              itineraries::Plans const& plans, std::uint32_t replication);

  /// How many boxes a flow sends for one that it would send at its cost of reference: its volume answers to what its
  /// ways lately came to.
  std::uint32_t boxes_sent(world::FlowId flow, Time at);
  /// A service that a box that books would rather have taken, had its departures room: what part of a box, and whether
  /// it takes another way now instead of a later departure.
  struct Spill {
    world::ServiceId service;
    rules::Shortage why{};
    double share = 0;
    bool away = false;
  };
  /// What a box has chosen: the first step of its way, and the rides booked on it.
  struct Choice {
    AccountId first{};  // none: its trade bears no way
    Bookings rides{};
    double cost = 0;                   // to be expected, money and time; infinite where no departure is known
    std::span<Spill const> spilled{};  // until the next box looks
  };
  /// For a box at its origin, that sets out then; where its trade bears no way, it stays away.
  Choice book(world::FlowId flow, Time at);
  /// For a box in the yard where a ride of its way begins: this ride, another line, or another way from there.
  Choice book_again(AccountId ride, Time at, Time created_at);
  /// For a box that has waited long: another way if it costs less from now on, else the same ride, earlier if it can
  /// be.
  Choice look_for_better(AccountId ride, Bookings& booked, Time at, Time created_at);
  /// Something is to be closed of which nobody knew: what ways come to is worked out anew.
  void announced(Time at, bool is_road);
  /// Has anything been announced at all?
  bool has_news() const { return roads_announced_ >= Time{} || departures_.has_news(Time{}); }
  /// Does what was announced since then strike one of these rides, or any road?
  bool has_news(Bookings const& rides, Time since) const;
  /// Rides that will not be taken as they were booked.
  void give_back(Bookings& rides);
  /// A service without a timetable takes boxes whenever a vehicle comes.
  bool still_takes_boxes(Booking const& booking) const {
    auto const& ride = chains_[booking.ride];
    if (booking.number == unnumbered) return !departures_.are_numbered(ride.service);
    return departures_.takes_boxes(ride, booking.number);
  }
  /// The share of its departure's TEU that others have booked.
  double booked_by_others(Booking const& booking) const {
    if (booking.number == unnumbered) return 0;
    auto const& ride = chains_[booking.ride];
    return departures_.booked_by_others(ride, booking.number, ride.teu);
  }
  bool is_numbered(AccountId ride) const { return departures_.are_numbered(chains_[ride].service); }
  /// Somebody who waits there may find another way.
  bool has_choice(AccountId ride) const { return onward_[chains_[ride].onward - 1].ways.size() > 1; }
  /// Asks memory for what boxes of a flow look at when they choose: what leads there, then the way to it, then that.
  void prefetch_flow(world::FlowId flow) const { prefetch(&flows_[flow], sizeof(FlowChoice)); }
  void prefetch_shippers(world::FlowId flow) const { prefetch(&shippers_[flows_[flow].first], sizeof(Shippers)); }
  void prefetch_ways(world::FlowId flow) const;
  void prefetch_stages(world::FlowId flow) const;
  void prefetch_lines(world::FlowId flow) const;
  void prefetch_departures(world::FlowId flow) const;
  /// Generalised cost of the best way; infinite where there is none.
  double least_cost(world::FlowId flow) const { return flows_[flow].least_cost; }

 private:
  using ShippersId = Id<struct ShippersTag>;
  /// A box looks for a way then, and should be there by a date.
  struct Look {
    Time at, due;
  };
  /// A yard where boxes stand, and what has been done with them there and before.
  struct Standing {
    world::TerminalId terminal;
    bool rail_box = false;
    bool documents = false, restuffing = false, transit = false, clearance = false, cleared = false;
    bool transshipped = false;  // when the ride begins
    bool operator==(Standing const&) const = default;
  };
  /// A route as its shippers know it.
  struct Route {
    std::vector<RouteStage> stages;
    // The first step of a chain for the first lines of its rides, of another for the second ones, and so on; where a
    // ride has fewer lines, the last of them stands in. None: no box has gone by it. A box rides by one chain or
    // another, as it has booked.
    std::vector<AccountId> chains;
  };
  /// The ways onward from one place, and what they come to.
  struct Onward {
    std::vector<std::pair<std::uint32_t, WayOnward>> ways;  // each with its route, a position among the flow's
    std::vector<Outlook> outlooks;
    std::vector<double> shares;  // of boxes; of mail as planned, for good
    std::vector<double> sizes;   // path sizes; 0 of a way that is out of question
    std::vector<Spill> spilled;
    Time steady_from = Time::never(), steady_until{};  // between them a look finds what the last one did
    Time weigh_again{};                                // a way that takes too long then does not any more
    std::size_t leader = 0;                            // the way that was best when they were weighed
    bool always_weigh = false;                         // some ways go by a timetable and others whenever they are begun
    bool bears_all = true;                             // else a way may cost or take more than the trade bears
    bool stays_away = false;                           // every way does, as they were weighed
    ShippersId shippers{};
    Standing stands{};  // in a yard
  };
  /// Those of a flow to whom an hour is worth alike.
  struct Shippers {
    world::FlowId flow;
    double time_value_factor = 1, hour_costs = 0, late_hour_costs = 0;
    bool send_mail = false;
    std::vector<Route> routes{};
    std::vector<double> path_sizes{};    // by route
    std::vector<std::uint32_t> nests{};  // by route
    Onward from_origin{};
    std::vector<std::uint32_t> yards{};  // where its ways lead on, as positions in onward_
  };
  struct FlowChoice {
    demand::Stream stream;
    double least_cost = 0;
    ShippersId first;  // of equally many boxes each
    std::uint32_t kinds = 1;
    demand::Stream volume_stream;
    LearnedMean<double> cost_over_reference{};    // of boxes, lately, beyond it
    std::vector<itineraries::Itinerary> found{};  // all routes, once more were looked for than planned
    double dearest = 0;                           // generalised cost as planned, of the routes that it knows
    bool is_open = false;                         // a box has looked
    bool wants_more = false;                      // routes
    bool knows_all = false;                       // or as many as it may
  };
  void add_shippers(world::FlowId flow, double time_value_factor);
  FlowChoice& open(world::FlowId flow);
  void open_shippers(ShippersId shippers);
  void open(ShippersId shippers, std::span<itineraries::Itinerary const> added);
  void set_path_sizes(ShippersId shippers);
  void open_route(ShippersId shippers, itineraries::Itinerary const& route);
  std::span<itineraries::Itinerary const> routes_of(world::FlowId flow) const;
  bool may_know_more(world::FlowId flow) const;
  void find_more(world::FlowId flow);
  void note_new_ways(Onward& onward);
  std::uint32_t nest_of(world::FlowId flow, std::span<Chains::Drafted const> steps) const;
  static Standing standing_before(std::span<Chains::Drafted const> steps, std::size_t ride);
  std::uint32_t yard_of(ShippersId shippers, Standing const& standing);
  void add_way(Onward& onward, WayOnward way);
  static bool lead_alike(Route const& route, WayOnward const& way, Route const& other, WayOnward const& other_way);
  AccountId open_chain(ShippersId shippers, std::size_t route, std::size_t chain);
  /// The step that begins a way of these.
  AccountId first_if_open(Onward const& onward, std::size_t way) const;
  bool book(Choice& choice, Onward const& onward, std::size_t way, RidesAhead const& rides);
  bool draw_rides(Choice& choice, Onward const& onward, std::size_t way, Look look);
  Choice choose(Onward& onward, Look look);
  void refresh(Onward& onward, std::size_t way, Time at);
  bool bring_up_to_date(Onward& onward, Look look);
  double limit(double least_cost) const;
  void weigh(Onward& onward, Look look);
  Time steady_until(Onward const& onward, Look look, double least_cost) const;
  static double comes_to(Shippers const& shippers, Outlook const& outlook, Look look);
  Duration bearable(Onward const& onward, std::size_t way, Look look) const;
  bool is_borne(Onward const& onward, std::size_t way, Look look) const;
  double cost(Shippers const& shippers, Onward const& onward, std::size_t way, Look look) const;
  std::vector<double> const& costs(Onward const& onward, Look look);
  void note_dates(Onward& onward, std::vector<double> const& costs, Look look) const;
  void set_shares(std::vector<double>& shares, Onward& onward, std::vector<double> const& costs, std::size_t best);
  void note_spilled(Onward& onward, Look look);
  void note_dear(Onward const& onward, double least_cost);
  void set_sizes(Onward& onward, std::vector<double> const& costs);
  std::size_t best(Onward const& onward, std::vector<double> const& costs, Look look) const;

  world::World const& world_;
  Chains& chains_;
  Departures& departures_;
  itineraries::Planner const& planner_;
  itineraries::Plans const& plans_;
  Forecaster forecaster_;
  Table<world::FlowId, FlowChoice> flows_;
  Table<ShippersId, Shippers> shippers_;
  std::vector<Onward> onward_;  // from yards; found by a ride that begins there
  Time roads_announced_{seconds(-1)};
  // Of the ways that are weighed, and how many of them go by each route.
  std::vector<double> costs_, by_route_;
};

}  // namespace tongzhou::engine
