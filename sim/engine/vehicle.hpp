#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/clock.hpp"
#include "sim/engine/hold.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

class Vehicle;
/// All vehicles under way. Order is of no meaning, but the same in every run.
using VehiclesUnderWay = std::vector<Vehicle*>;

/// A vehicle under way: what it carries and how its time passes. It lives as long as its process.
/// Hot: a dozen changes of cause a call.
class Vehicle {
 public:
  /// One that sails a departure of a service.
  Vehicle(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer, VehiclesUnderWay& all,
          world::ServiceId service, std::uint64_t departure);
  Vehicle(Vehicle const&) = delete;
  ~Vehicle();

  /// From now on time passes for another cause; what has passed is booked.
  void turn_to(Cause next) {
    spend(cause_, clock_.now());
    cause_ = next;
  }
  /// Time up to `until` passes for this cause, also when it lies ahead.
  void spend(Cause passing, Time until) {
    if (until <= since_) return;
    hold.pass_time(recorder_, passing, {since_, until});
    if (passing != Cause::moving) {
      idle_ += recorder_.window().counted(since_, until);
      if (passes_on_line(passing)) held_up_on_line_ += recorder_.window().counted(since_, until);
      if (passing == Cause::waiting_for_departure) waited_for_departure += until - since_;
      if (observer_ != nullptr && passing != Cause::handling) observer_->waits(voyage, place, passing, since_, until);
    }
    since_ = until;
  }
  /// Time up to now is booked, for the cause that it has passed for so far.
  void book_until_now() { worked_at_ ? book_at_cranes() : turn_to(cause_); }
  /// Cranes work it from now on; alone they would be done by a date, and what it takes them longer is waited for them.
  void begin_work(world::TerminalId terminal, Time alone) {
    worked_at_ = terminal;
    worked_alone_ = alone;
  }
  /// They are done: that time is booked.
  void end_work() {
    book_at_cranes();
    worked_at_ = {};
  }
  /// Adds its idle hours to its service's, once.
  void flush_idle_time();

  VehicleKind kind() const { return {id, turn}; }
  /// Not at the last stop of a service that ends there.
  bool may_load_at(std::size_t stop) const { return service.returns() || stop + 1 < service.stops.size(); }
  /// Room on the way to the next stop.
  double teu_from(std::size_t stop) const { return facts.teu * service.stops[stop].wagon_share; }
  Mass load() const { return tonnes(hold.tonnes_on(leg)); }
  /// From a stop, by the timetable, in this round or the next; a date that has passed where nothing is scheduled.
  Time leaves(std::size_t stop, bool in_next_round = false) const {
    Time const begins = in_next_round ? next_round : round;
    Duration const after = service.stops[stop].departs;
    return begins == Time::never() || after == Duration::unlimited() ? Time{} : begins + after;
  }

  /// Held up between two stops, on a line or at a border.
  static bool passes_on_line(Cause passing) {
    return passing == Cause::waiting_for_path || passing == Cause::gauge_change ||
           passing == Cause::border_formalities || passing == Cause::waiting_for_wagons;
  }

  world::ServiceId id;
  world::PlaceId place;           // where it is, or was last
  std::size_t turn;               // among the vehicles of its service, where they differ
  world::Service const& service;  // as it runs it
  world::VehicleClass const& facts;
  Hold hold;
  Voyage voyage;
  std::size_t leg = 0;                                     // the one under way
  std::size_t transfers = 0;                               // so often its boxes were lifted to other wagons on its way
  Time due = Time::never();                                // at its next stop, by the timetable
  Time round = Time::never(), next_round = Time::never();  // its departures from the first stop, by the timetable
  Duration waited_for_departure;                           // in all
  LoadTotals promised;                                     // room kept for boxes that others put ashore on this leg
  double promised_tonnes = 0, promised_boxes = 0;
  Time const at_work_since;

 private:
  void book_at_cranes();

  Clock const& clock_;
  Recorder& recorder_;
  Observer* observer_;
  VehiclesUnderWay& all_;
  std::size_t index_;  // among all
  Cause cause_ = Cause::handling;
  world::TerminalId worked_at_{};  // by whose cranes; none: nobody works it
  Time worked_alone_{};            // until then
  Time since_;                     // up to here its time is booked
  Duration idle_;                  // counted: at berth, in locks, and wherever it waits
  Duration held_up_on_line_;       // of that
};

}  // namespace tongzhou::engine
