#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/base/prefetch.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/experience.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// By less nobody tells two dates apart; assumption.
constexpr Duration a_difference = minutes(1);

/// How a vehicle of one service gets along among closures that are announced, when nothing queues.
class Progress {
 public:
  /// As vehicles that have this turn run the service.
  Progress(world::World const& world, world::ServiceId service, std::size_t turn, Disruptions const& announced);

  /// From a stop, left then, to the next one's anchorage.
  Time sail(std::size_t stop, Time leaves) const {
    return touched_ ? sail_around(stop, leaves) : leaves + alone_[stop];
  }
  /// Into a stop's terminal, from its anchorage.
  Time comes_in(std::size_t stop, Time at) const;
  /// Whether a stop's terminal is shut then until after a vehicle has left that is to leave at a later date.
  bool is_shut_until_it_leaves(std::size_t stop, Time at, Time leaves) const;
  /// To the next stop, when nothing is closed.
  Duration alone(std::size_t stop) const { return alone_[stop]; }
  bool is_touched() const { return touched_; }  // by a closure that is announced
  /// Something is to be closed of which nobody knew; whether vehicles of this service meet it.
  bool announced(Closures const& closures);
  /// For how long between two dates something that is announced was shut there or on the leg to it: what a vehicle lost
  /// by that is no experience.
  Duration shut(std::size_t stop, Time from, Time to) const;
  /// From a stop, left then, until boxes may be lifted off at a later one, port times included.
  Time lifts(std::size_t from, std::size_t to, Time leaves) const;

 private:
  Time sail_around(std::size_t stop, Time leaves) const;
  Time channel_opens(world::TerminalId terminal, Time at) const;
  template <class IsMeant>
  bool meets(IsMeant is_meant) const;
  template <class IsMeant>
  bool meets_at(world::Stop const& stop, IsMeant is_meant) const;
  template <class IsMeant>
  bool meets_after(world::Stop const& stop, IsMeant is_meant) const;

  world::World const& world_;
  Disruptions const& announced_;
  world::ServiceId id_;
  world::Service const& service_;
  bool touched_ = false;
  std::vector<Duration> alone_;  // to the next stop, by stop
};

/// The calls of a service with a timetable as they are to be expected: by its timetable, by closures that are
/// announced, by where each vehicle was last (one that is late stays late until its timetable leaves it time to spare),
/// and by what its calls and its ways lately took longer than planned. Hot: a look at one row for each box and ride; a
/// few rows are worked out anew at each call that is not on time.
class ExpectedCalls {
 public:
  /// Of departures from the first stop at these dates, four or more.
  ExpectedCalls(world::World const& world, world::ServiceId service, Disruptions const& announced,
                std::vector<Time> dates);

  std::uint32_t departures() const { return departures_; }
  Time departs(std::uint32_t number) const { return dates_[number]; }
  /// The last look into the yard.
  Time looks(std::uint32_t number, std::size_t stop) const {
    Time const forecast{Duration{row(number, stop).closes}};
    return is_to_come(number) ? forecast + usual_closing_[stop] : forecast;
  }
  /// Until when a box must be in the yard: until that look, but where the cut-off passes before the vehicle is there.
  Time closes(std::uint32_t number, std::size_t stop) const {
    return closes_if_it_looks(number, stop, looks(number, stop));
  }
  Time closes_if_it_looks(std::uint32_t number, std::size_t stop, Time at) const {
    return cut_off_ahead_.empty() ? at : closes_ahead(number, stop, at);
  }
  /// By how much the cut-off passes before the vehicle is there by the timetable.
  Duration cut_off_ahead(std::uint32_t number, std::size_t stop) const {
    return cut_off_ahead_.empty() || number >= departures() ? Duration{} : cut_off_ahead_[place(number, stop)];
  }
  /// When boxes are lifted off; at the first stop, before that departure.
  Time lifts(std::uint32_t number, std::size_t stop, Time now) const {
    Time const forecast = moored(number, stop) + beyond_plan_[stop].lifting.expected(now, half_life_);
    return is_to_come(number) ? forecast + usual_arriving_[stop] : forecast;
  }
  /// From when on it takes boxes: its first look into the yard.
  Time loads(std::uint32_t number, std::size_t stop) const {
    return is_to_come(number) ? moored(number, stop) + usual_arriving_[stop] : moored(number, stop);
  }
  /// Asks memory for a call that will be looked at soon.
  void prefetch(std::uint32_t number, std::size_t stop) const {
    if (number < departures()) prefetch_cache_line(&row(number, stop));
  }
  /// The first departure that closes there then or later; one more than there are when none does.
  std::uint32_t first_closing_after(std::size_t stop, Time date) const {
    if (fleet_ == 0 || !cut_off_ahead_.empty())
      return first_after(date, [&](std::uint32_t number) { return closes(number, stop); });
    Call const* const calls = &row(0, stop);
    return first_after(date, [&](std::uint32_t number) { return Time{Duration{calls[number].closes}}; });
  }

  /// Something is to be closed for a spell of which nobody knew; whether departures meet what it is.
  bool announced(Closures const& closures, Closures::Spell const& spell, Time now);
  void closed(std::uint32_t number, std::size_t stop, Time at);
  void lifted(std::uint32_t number, std::size_t stop, Time at);

 private:
  struct Call {
    double arrives = 0, closes = 0;  // seconds
  };
  /// What calls at a stop lately took beyond the plan, from alongside to the lift and to the last look: one cache line.
  struct alignas(64) BeyondPlan {
    Learned lifting, staying;
  };
  /// Of a stop and the way to the next one, when nothing is closed and nothing queues.
  struct alignas(32) Plan {
    Duration port_time;
    Duration departs;        // by the timetable, after the departure from the first stop; unlimited: never scheduled
    Duration alone;          // to the next one's anchorage
    Duration window_begins;  // likewise, of one that waits for its berth window; minus unlimited: it does not
  };
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  /// Of one vehicle, as numbers of calls of all its service's departures.
  struct VehicleCalls {
    std::size_t last = nowhere;  // that is over
    std::size_t reached = 0;     // the last that a forecast has come to
  };
  std::size_t place(std::uint32_t number, std::size_t stop) const { return stop * departures_ + number; }
  Call const& row(std::uint32_t number, std::size_t stop) const { return calls_[place(number, stop)]; }
  Call& row(std::uint32_t number, std::size_t stop) { return calls_[place(number, stop)]; }
  template <class Closes>
  std::uint32_t first_after(Time date, Closes closes) const {
    double const last = departures() - 1;
    auto number = static_cast<std::uint32_t>(std::clamp((date - closes(0)) / mean_gap_, 0.0, last));
    while (number > 0 && closes(number - 1) >= date) --number;
    while (number < departures() && closes(number) < date) ++number;
    return number;
  }
  static bool is_same(Call const& a, Call const& b);
  Time scheduled(std::uint32_t number, std::size_t stop) const { return dates_[number] + plan(number, stop).departs; }
  bool is_scheduled(std::size_t stop) const { return plans_[stop].departs < Duration::unlimited(); }
  bool comes_from_nowhere(std::uint32_t number, std::size_t stop) const { return stop == 0 && number < first_round_; }
  /// A departure for which a vehicle is still to be found: nothing is known of it but what is usual.
  bool is_to_come(std::uint32_t number) const { return fleet_ == 0 && !begun_[number]; }
  Time moored(std::uint32_t number, std::size_t stop) const {
    return Time{Duration{row(number, stop).arrives}} + plan(number, stop).port_time;
  }
  void note_cut_offs(world::World const& world, world::Service const& service);
  Time closes_ahead(std::uint32_t number, std::size_t stop, Time looks) const;
  void note_usual(Time now);
  Time arrival(std::uint32_t number, std::size_t stop) const;
  Call forecast(std::uint32_t number, std::size_t stop, Time now) const;
  Time last_look(std::uint32_t number, std::size_t stop, Time worked) const;
  Time sets_out(std::uint32_t number, std::size_t stop) const;
  bool first_to_come(std::size_t vehicle, std::uint32_t& number, std::size_t& stop) const;
  void forecast_all(std::size_t vehicle, Time now);
  void forecast_around(Closures::Spell const& spell, std::size_t vehicle, Time now);
  void forecast_from(std::uint32_t number, std::size_t stop, Time now);
  bool next(std::uint32_t& number, std::size_t& stop) const;
  std::size_t turn_of(std::uint32_t number) const { return turns_ == 1 ? 0 : number % turns_; }
  Plan const& plan(std::uint32_t number, std::size_t stop) const { return plans_[turn_of(number) * stops_ + stop]; }
  VehicleCalls& calls_of(std::uint32_t number) { return vehicles_[fleet_ > 0 ? number % fleet_ : number]; }
  Time sail(std::uint32_t number, std::size_t stop, Time leaves) const {
    return is_touched_ ? progress_[turn_of(number)].sail(stop, leaves) : leaves + plan(number, stop).alone;
  }
  Duration shut(std::uint32_t number, std::size_t stop, Time from, Time to) const {
    return is_touched_ ? progress_[turn_of(number)].shut(stop, from, to) : Duration{};
  }

  // What every look asks for stands together.
  std::uint32_t departures_ = 0;
  std::uint32_t fleet_ = 0, first_round_ = 0;  // those before it come from nowhere
  std::uint32_t turns_ = 1;
  std::size_t stops_ = 0;
  Duration mean_gap_, half_life_, cut_off_;
  bool is_touched_ = false;              // by a closure that is announced, in some turn
  std::vector<Call> calls_;              // stop by stop, since who looks compares the departures of one
  std::vector<Duration> cut_off_ahead_;  // likewise; none: each vehicle is there before its cut-off
  std::vector<BeyondPlan> beyond_plan_;  // by stop
  std::vector<Plan> plans_;              // turn by turn, stop by stop
  std::vector<Time> dates_;              // of departures
  std::vector<VehicleCalls> vehicles_;
  std::vector<Progress> progress_;          // by turn
  std::vector<Duration> before_departure_;  // by turn: one that comes from nowhere is at the anchorage so long before
  // Of one without vehicles of its own.
  std::vector<bool> begun_;                               // by departure
  std::vector<Duration> usual_arriving_, usual_closing_;  // of all stays up to a stop, beyond the plan
};

}  // namespace tongzhou::engine
