#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/engine/ashore.hpp"
#include "sim/engine/call.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/departures.hpp"
#include "sim/engine/direct_lifts.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/vehicle.hpp"
#include "sim/engine/water_ahead.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Boxes of a vehicle, the first of those to be lifted off, that another one takes straight from it.
struct DirectPart {
  std::size_t boxes = 0;
  world::TerminalId quay;  // whose cranes lift them
  Time done;               // not before
};

/// Boxes between yard and vehicle: who goes aboard, who goes ashore.
class CargoHandling {
 public:
  CargoHandling(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer, Chains& chains,
                Journeys& journeys, Departures& departures, WaterAhead& water, Ashore& ashore,
                DirectLifts& direct_lifts);

  /// Asks memory for what a call will look at: what leads there first.
  void prefetch_call(Vehicle const& vehicle, Call const& call) const;
  void prefetch_boxes(Vehicle const& vehicle, Call const& call) const;
  void prefetch_discharge(Vehicle const& vehicle) const;
  void begin_discharge(Vehicle& vehicle, Call const& call);
  /// Those that have booked this departure, then, where it has room that nobody has booked further on, others that
  /// wait, first come, first served; by its rank where the service has one, whoever has booked. Whoever does not fit is
  /// passed over. A ship takes no more than the water ahead allows. How many are to be lifted.
  double load(Vehicle& vehicle, Call& call, YardView const& yard);
  /// Boxes that were put ashore here on this leg go on with a ship that has room, until it carries so many tonnes. How
  /// many are to be lifted.
  double take_up(Vehicle& vehicle, std::size_t leg, world::TerminalId terminal, double most_tonnes);
  /// It carries that share of its TEU, or can take no more: no slots, or no room for somebody who waits.
  bool is_full(Vehicle const& vehicle, Call const& call, double fill) const;
  /// It takes no more boxes: those that it leaves behind book again.
  void close(Vehicle const& vehicle, Call& call);
  /// A call of a departure that no vehicle makes: those that have booked it book again.
  void leave_out(world::ServiceId service, std::uint64_t number, std::size_t stop);
  /// How many of them, first come first, the yard takes.
  std::size_t room_for(std::span<Aboard const> boxes, YardView const& yard) const;
  /// Of these, while they are lifted ashore: none where the yard has no limit.
  double teu_to_keep(std::span<Aboard const> boxes, YardView const& yard) const;
  /// From now on others may lift boxes straight aboard it, where there are direct lifts.
  void take_straight(Vehicle const& vehicle, Call& call);
  /// Another vehicle stands by to take one of these straight.
  bool goes_straight(world::TerminalId terminal, std::span<Aboard const> boxes) const;
  /// Who may go at once, and has booked a departure that stands there and takes boxes (or a later one of a service that
  /// has room on this one), is put first: as many of one vehicle's as there is time for.
  DirectPart begin_direct_lifts(Vehicle& vehicle, Call const& call);
  /// The cranes have lifted all that goes aboard, and so many that do not stay; the first of these straight to another
  /// vehicle, if it still takes them, else ashore.
  void lifted(Vehicle& vehicle, Call& call, std::size_t discharged, Time at, std::size_t straight = 0);

 private:
  BoxQueue& open(Vehicle const& vehicle, Call& call, YardView const& yard) const;
  void count_left(Call& call) const;
  static bool came_in_time(Call const& call, BoxQueue::Entry const& entry) {
    return Time{Duration{entry.ready}} <= call.takes_until;
  }
  /// What one look into the yard brings aboard.
  struct Loading {
    Vehicle& vehicle;
    Call& call;
    YardView const& yard;
    std::span<double const> payload;  // by leg
    std::uint32_t reading;
    std::uint32_t number;  // of the departure
    bool numbered;         // else boxes come aboard as they come
    double slots_free;
    LoadTotals loaded{};
    double boxes = 0;
  };
  Loading begin_loading(Vehicle& vehicle, Call& call, YardView const& yard);
  void count_wait_aboard(Vehicle const& me, Call& call) const;
  bool is_full(Loading const& loading) const;
  bool take_aboard(Loading& loading, BoxQueue::Entry const& entry);
  bool take_aboard(Loading& loading, BoxQueue::Entry const& entry, StepFacts const& step);
  void put_aboard(Loading& loading, BoxQueue::Entry const& entry, StepFacts const& step);
  void load_booked(Loading& loading, BoxQueue& queue);
  void load_others(Loading& loading, BoxQueue& queue);
  void load_by_rank(Loading& loading, BoxQueue& queue);
  bool goes_before(Loading const& loading, BoxQueue::Entry const& entry) const;
  bool fits_ahead(Loading const& loading, StepFacts const& step) const;
  void book_instead(Loading const& loading, BoxQueue::Entry const& entry);
  rules::Refusal refusal(Vehicle const& vehicle, StepFacts const& step, std::size_t stop,
                         std::span<double const> payload) const;
  void keep_room(Vehicle& vehicle, Call const& call);
  bool has_room(Vehicle const& vehicle, StepFacts step, std::size_t leg, std::span<double const> payload) const;
  void rank(BoxQueue& queue, world::LoadsFirst first) const;
  void discharge_boxes(Vehicle& vehicle, Call const& call, std::size_t count, Time at, std::size_t straight);
  /// Straight to the ride that a box has booked after its transfer.
  struct DirectWay {
    AccountId step;  // the transfer, which it skips
    world::TransferId transfer;
    Booking booking;
    StepFacts ride;
  };
  std::optional<DirectWay> direct_way(Aboard const& aboard) const;
  bool has_taker(Aboard const& aboard) const;
  Taker const* taker_of(DirectWay const& way, double teu_before) const;
  bool takes(Taker const& taker, DirectWay const& way, double teu_before) const;
  bool lift_over(Aboard const& aboard, Time at);
  void renew_quotas(Time now);

  world::World const& world_;
  Clock const& clock_;
  Recorder& recorder_;
  Observer* observer_;
  Chains& chains_;
  Journeys& journeys_;
  Departures& departures_;
  WaterAhead& water_;
  Ashore& ashore_;
  DirectLifts& direct_lifts_;
  double least_teu_ = 1;                // of the smallest box
  std::vector<double> piggyback_left_;  // TEU, by permission, of this year's quota
  std::int64_t quota_year_ = -1;
};

}  // namespace tongzhou::engine
