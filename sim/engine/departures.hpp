#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/expected_calls.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/open_time.hpp"
#include "sim/engine/payload_limits.hpp"
#include "sim/engine/step_facts.hpp"
#include "sim/engine/year_parts.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The departures of services, when they are to be expected, and the room that is left on each: what a shipper asks
/// before booking.
///   A service with a timetable has numbered departures; each takes bookings until its vehicle has looked into the yard
///   for the last time, stop by stop. See `ExpectedCalls` for when that will be; one that is overdue is expected to be
///   late by as much again.
///   A service without takes boxes first come, first served: nothing is booked on it, and the wait is what boxes lately
///   needed.
/// Room is TEU by regime, slots, tonnes by the water of those weeks, plugs and quota, on every leg of the ride.
/// Hot: a look at a few rows of 20 bytes for each box and ride.
class Departures {
 public:
  /// One to be expected: until when it takes boxes, and when they are lifted off.
  struct Expected {
    std::uint32_t number = unnumbered;
    Time closes = Time::never(), arrives = Time::never();
    Duration held_up{};  // by how much later it closes than the first that the box reaches, which has no room
    rules::Refusal full = rules::Refusal::none;  // why not
    bool is_struck = false;                      // without a timetable: closures by the calendar make its ride longer
  };

  Departures(world::World const& world, Clock const& clock, Disruptions const& announced, PayloadLimits const& payloads,
             YearParts const& parts);

  bool are_numbered(world::ServiceId service) const { return lines_[service].numbered; }
  /// The first that a box reaches that is ready then, and that has room for it on all legs of its ride; arrives never
  /// where there is none before all that is known. Without a timetable: when boxes lately went.
  Expected first_with_room(StepFacts const& ride, Time ready);
  /// Asks memory for what that looks at: what leads there first.
  void prefetch_line(world::ServiceId service) const { prefetch(&lines_[service], hot_part_of_line); }
  void prefetch_call(world::ServiceId service, std::uint32_t number, std::size_t stop) const {
    Line const& line = lines_[service];
    if (!line.numbered) return;
    if (auto const* taken = row(line, number, static_cast<std::uint32_t>(stop))) prefetch_cache_line(taken);
    line.calls->prefetch(number, stop);
  }
  /// On the mean until the next one, and from its closing to the arrival, when nothing queues.
  Duration planned_wait(StepFacts const& ride) const { return lines_[ride.service].wait; }
  Duration planned_ride(StepFacts const& ride) const { return lasts(lines_[ride.service], ride); }
  /// Until when a box that is ready at a date stands in the yard: a vehicle takes who is there when it comes, and looks
  /// again when it closes.
  Time stands_until(StepFacts const& ride, Expected const& taken, Time ready) const {
    if (taken.number == unnumbered) return taken.closes;
    Time const loads = lines_[ride.service].calls->loads(taken.number, ride.load);
    return ready <= loads ? loads : taken.closes;
  }
  /// From when on a box that is ready then can go aboard: not while the terminal is closed by the calendar.
  Time boards_from(world::ServiceId service, std::size_t stop, Time ready) const {
    return terminal_closures(service, stop).open_from(ready);
  }
  /// Of a wait for a service, what no closure by the calendar explains.
  Duration unexplained_wait(world::ServiceId service, std::size_t stop, Time ready, Time loaded) const {
    return open_between(terminal_closures(service, stop), ready, loaded);
  }
  /// It still takes boxes there, and has room for this one.
  bool has_room(StepFacts const& ride, std::uint32_t number) const {
    return has_room(lines_[ride.service], ride, number);
  }
  /// The same on the legs after the first: what the vehicle at the stop cannot see by itself.
  bool has_room_ahead(StepFacts const& ride, std::uint32_t number) const;
  bool takes_boxes(StepFacts const& ride, std::uint32_t number) const;
  /// Does an earlier departure still take boxes there, and look for the last time before another one does?
  bool goes_first(StepFacts const& ride, std::uint32_t number, std::uint32_t other) const;
  /// The share of its TEU that others have booked, on the fullest leg of a ride; 0 of one that cannot be booked.
  double booked_by_others(StepFacts const& ride, std::uint32_t number, double own_teu = 0) const;
  /// Until when a box that goes by it must have been in the yard, if its vehicle looks there now for the first time; at
  /// the earliest at its cut-off. Never: it takes whoever is there.
  Time takes_until(world::ServiceId service, std::uint64_t number, std::size_t stop) const;
  void book(StepFacts const& ride, std::uint32_t number) { change(ride, number, 1); }
  /// Where there is no room, nothing is booked; whether there was.
  bool book_if_room(StepFacts const& ride, std::uint32_t number);
  void give_back(StepFacts const& ride, std::uint32_t number) {
    ++changes_;
    change(ride, number, -1);
  }
  /// As long as it is the same, nothing happens but that room is booked: a look finds what the last one did, if that
  /// has room still.
  struct Moment {
    Time now{seconds(-1)};
    std::uint64_t changes = 0;
    friend bool operator==(Moment, Moment) = default;
  };
  Moment moment() const { return {clock_.now(), changes_}; }
  /// Boxes booked that board there, loaded or not.
  std::uint32_t to_board(world::ServiceId service, std::uint64_t number, std::size_t stop) const;

  /// Something is to be closed of which nobody knew.
  void announced(Closures const& closures, Closures::Spell const& spell);
  /// Of a service, or of any, since a date.
  bool has_news(Time since) const { return news_at_ >= since; }
  bool has_news(world::ServiceId service, Time since) const { return lines_[service].news_at >= since; }

  // What happened.
  /// It has looked into the yard for the last time.
  void closed(world::ServiceId service, std::uint64_t number, std::size_t stop, Time at);
  /// No vehicle makes it, at that stop.
  void left_out(world::ServiceId service, std::uint64_t number, std::size_t stop);
  /// Boxes were lifted off there.
  void discharged(world::ServiceId service, std::uint64_t number, std::size_t stop, Time at);
  /// Boxes of a service without a timetable waited so long for it on the mean, as far as it is not explained.
  void waited(world::ServiceId service, std::size_t stop, Duration wait, Time at);

 private:
  static constexpr Time never_yet{seconds(-1)};
  /// What boxes take up of one departure on one leg.
  struct Taken {
    float teu[2] = {};  // by regime
    float tonnes = 0;
    std::uint16_t boxes = 0, plugs = 0;
    std::uint16_t boarding = 0;  // of the boxes, those that come aboard where the leg begins
    std::uint16_t closed = 0;    // takes no more there
  };
  /// Of a departure, by the vehicle that makes it.
  struct Room {
    double teu = 0, payload = 0;  // t: on each leg of a plain line
    std::uint32_t slots = 0, plugs = 0;
    std::vector<double> teu_by_leg;
  };
  /// What every look asks for comes first.
  static constexpr std::size_t hot_part_of_line = 320;
  struct alignas(64) Line {
    bool numbered = false;
    bool by_water = false;  // the load is less in some part of the year
    bool plain = false;     // nothing is kept for some, and the load is the same all year: see has_plain_room
    std::uint32_t first = 0, kept = 0;  // departure whose rows are kept, and of how many
    std::uint32_t stops = 0, fleet = 0, last_loading = 0, allotments = 0;
    std::uint32_t turns = 1;
    std::vector<Room> rooms;  // by turn
    Room const& room(std::uint32_t number) const { return rooms[turns == 1 ? 0 : number % turns]; }
    std::vector<Taken> taken;              // from the departure `first` on, leg by leg
    std::vector<std::uint32_t> open_from;  // by stop: none before takes any box
    std::optional<ExpectedCalls> calls;    // of a numbered one
    // As planned; after the departure from the first stop, lifts[0] being back there.
    Duration wait, round_trip;
    std::vector<Duration> closes, lifts;
    // Of an unnumbered one: the first looks of its voyages at the first stop, as they came; beyond the plan, by stop.
    std::optional<Progress> progress;
    std::vector<Time> set_out;
    std::vector<Learned> closes_late, lifts_late, waits;
    std::vector<float> allotted_taken;  // TEU, for each of the rows `taken` by allotment
    Time news_at = never_yet;           // when a closure of its way was announced last
  };

  Closures const& terminal_closures(world::ServiceId service, std::size_t stop) const {
    return announced_.terminals[world_.services[service].stops[stop].terminal];
  }
  /// The first that a box reaches, and the first of them that has room; one more than there are when none does.
  struct Reached {
    std::uint32_t first, number;
  };
  Reached reached(Line const& line, StepFacts const& ride, std::uint32_t number, Time ready) const;
  Time closes(Line const& line, StepFacts const& ride, std::uint32_t number) const;
  Expected expected(Line const& line, StepFacts const& ride, std::uint32_t number) const;
  static Duration lasts(Line const& line, StepFacts const& ride);
  Expected without_timetable(Line const& line, StepFacts const& ride, Time ready) const;
  static Duration known_delay(Line const& line, std::size_t stop, Time set_out, Time planned, Time at);
  static Taken const* row(Line const& line, std::uint32_t number, std::uint32_t leg) {
    std::uint32_t const n = number - line.first;  // of an earlier one, more than are kept
    return n < line.kept ? &line.taken[std::size_t{n} * line.stops + leg] : nullptr;
  }
  static Taken& open_row(Line& line, std::uint32_t number, std::uint32_t leg) {
    std::uint32_t const n = number - line.first;
    if (n >= line.kept) open_rows(line, n + 1);
    return line.taken[std::size_t{n} * line.stops + leg];
  }
  static void open_rows(Line& line, std::uint32_t departures);
  rules::Refusal refusal(world::Service const& service, Line const& line, std::uint32_t number, std::uint32_t leg,
                         StepFacts const& ride) const;
  static bool has_plain_room(Line const& line, StepFacts const& ride, std::uint32_t number);
  static bool fits_on_all(Room const& room, std::span<Taken const> taken, StepFacts const& ride);
  static void add(Taken* taken, std::uint32_t legs, StepFacts const& ride, int boxes);
  bool fits(world::Service const& service, Line const& line, std::uint32_t number, std::uint32_t leg,
            StepFacts const& ride) const {
    return refusal(service, line, number, leg, ride) == rules::Refusal::none;
  }
  void note_first(Expected& found, Line const& line, StepFacts const& ride, std::uint32_t first) const;
  bool has_room(Line const& line, StepFacts const& ride, std::uint32_t number) const;
  bool is_full(Line const& line, std::uint32_t number, std::uint32_t stop) const;
  static bool is_shut(Line const& line, std::uint32_t number, std::uint32_t stop);
  static bool is_for(world::Allotment const& allotment, world::FlowId flow);
  double kept_for_others(world::Service const& service, Line const& line, std::uint32_t number, std::uint32_t leg,
                         StepFacts const& ride) const;
  double payload(world::ServiceId service, Line const& line, std::uint32_t number, std::uint32_t leg) const;
  static Room room_of(world::World const& world, world::Service const& run);
  bool is_limited_by_water(world::ServiceId service) const;
  void change(StepFacts const& ride, std::uint32_t number, int boxes);
  double& quota_left(std::uint8_t piggyback, Line const& line, std::uint32_t number);
  double quota_left(std::uint8_t piggyback, Line const& line, std::uint32_t number) const;
  std::size_t quota_at(std::uint8_t piggyback, Line const& line, std::uint32_t number) const;
  void take_allotted(Line& line, StepFacts const& ride, std::uint32_t number, std::uint32_t leg, float teu) const;
  /// `visit(departure, leg, end)` for the legs of a ride that follow one another in one departure, as long as it says
  /// yes.
  template <class Visit>
  static bool all_stretches(Line const& line, StepFacts const& ride, std::uint32_t number, Visit visit);
  template <class Visit>
  static bool all_legs(Line const& line, StepFacts const& ride, std::uint32_t number, Visit visit);
  void forget_past(Line& line);

  world::World const& world_;
  Clock const& clock_;
  Disruptions const& announced_;
  PayloadLimits const& payloads_;
  YearParts const& parts_;
  Duration half_life_;
  double least_teu_ = 1;  // of the smallest box
  Table<world::ServiceId, Line> lines_;
  std::uint64_t changes_ = 0;   // other than bookings
  Time news_at_ = never_yet;    // of any of them
  std::vector<double> quotas_;  // TEU left, by year and permission
};

}  // namespace tongzhou::engine
