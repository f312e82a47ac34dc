#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "network/base/prefetch.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/load_totals.hpp"
#include "sim/engine/recorder.hpp"

namespace tongzhou::engine {

/// One box aboard, the account it is on, and the odometer reading when it was loaded.
struct Aboard {
  BoxId box;
  AccountId account;
  std::uint32_t reading;
};

/// After the last leg of a round comes the first.
constexpr std::size_t next_leg(std::size_t leg, std::size_t legs) { return leg + 1 == legs ? 0 : leg + 1; }

/// What travels aboard one vehicle: boxes by their stop of discharge, and what they take up. How boxes are kept is
/// known here alone. Hot: one `load` and one `discharge` per box and ride.
class Hold {
 public:
  explicit Hold(std::size_t stops) : groups_(stops), tonnes_on_leg_(stops, 0.0) {}

  /// Boxes aboard, those that are still to be lifted off too.
  double boxes() const { return boxes_; }
  /// Of those that stay aboard at this stop.
  LoadTotals const& totals() const { return totals_; }
  std::size_t boxes_that_stay() const;
  /// Asks memory for what leads to the boxes for a stop, then for those that are to be lifted and for where others go.
  void prefetch_group(std::size_t stop) const { prefetch(&groups_[stop], sizeof(DischargeGroup)); }
  void prefetch_lists() const {
    prefetch(to_discharge_);
    prefetch(groups_);
    prefetch(tonnes_on_leg_);
    prefetch(riders_);
  }
  /// Of those that stay aboard up to a stop further on, to be lifted off there.
  LoadTotals const& totals_for(std::size_t stop) const { return groups_[stop].totals; }
  bool has_boxes_for(std::size_t stop) const { return !groups_[stop].boxes.empty(); }
  /// Of the boxes aboard, on a leg ahead.
  double tonnes_on(std::size_t leg) const { return tonnes_on_leg_[leg]; }
  void leg_sailed(std::size_t leg) { tonnes_on_leg_[leg] = 0; }
  /// Those for a stop are lifted off at another one, at the same terminal.
  void redirect(std::size_t from, std::size_t to) {
    auto& boxes = groups_[to].boxes;
    boxes.insert(boxes.end(), groups_[from].boxes.begin(), groups_[from].boxes.end());
    groups_[from].boxes.clear();
    groups_[to].totals += std::exchange(groups_[from].totals, {});
  }

  /// Time passes for all aboard.
  void pass_time(Recorder& recorder, Cause cause, Span span) {
    recorder.spent_aboard(odometer_, boxes_, cause, span.from, span.to);
  }
  /// Boxes that are loaded together share a reading of the odometer: `load` is told it.
  std::uint32_t read_odometer();
  void load(BoxId box, AccountId account, StepFacts const& step, std::size_t stop, std::uint32_t reading) {
    for (std::size_t leg = stop; leg != step.discharge; leg = next_leg(leg, tonnes_on_leg_.size()))
      tonnes_on_leg_[leg] += step.tonnes;
    totals_.add(step);
    DischargeGroup& group = groups_[step.discharge];
    group.totals.add(step);
    group.boxes.push_back({box, account, reading});
    ++riders_[reading];
    ++boxes_;
  }

  /// Those for this stop give up their room at once, so that loading can be planned; they are off when they are lifted.
  /// Says what room it was.
  LoadTotals begin_discharge(std::size_t stop) {
    LoadTotals const off = std::exchange(groups_[stop].totals, {});
    to_discharge_.swap(groups_[stop].boxes);
    totals_.take_off(off);
    return off;
  }
  std::span<Aboard const> to_discharge() const { return to_discharge_; }
  /// Those that `takes(box aboard)` says yes to are the next ones: how many.
  template <class Takes>
  std::size_t put_first(Takes takes) {
    auto const others = std::stable_partition(to_discharge_.begin(), to_discharge_.end(), takes);
    return static_cast<std::size_t>(others - to_discharge_.begin());
  }
  /// The next ones are off: `ended(account, what each rode, how many)` for those of one step that came aboard together,
  /// then `off(box aboard)` for each of them.
  template <class Ended, class Off>
  void discharge(std::size_t count, Ended ended, Off off);

  /// Those that stay aboard, to look at.
  template <class Visit>
  void each_that_stays(Visit visit) const {
    for (DischargeGroup const& group : groups_)
      for (Aboard const& aboard : group.boxes) visit(aboard);
  }
  /// Some leave it on the way, on a leg before their stop: `take(box aboard)` says who, `step_of(box aboard)` what they
  /// are, and `off(box aboard, what it rode)` is called for each.
  template <class Take, class StepOf, class Off>
  void put_ashore(std::size_t leg, Take take, StepOf step_of, Off off);

  /// Everyone aboard at the end of a run, with what they have ridden.
  template <class Visit>
  void each(Visit visit) const;

 private:
  /// Boxes aboard for one stop, and what they take up together.
  struct alignas(64) DischargeGroup {
    std::vector<Aboard> boxes;
    LoadTotals totals;
  };
  ledger::Ride ride_of(Aboard const& aboard) const { return {readings_[aboard.reading], odometer_}; }

  std::vector<DischargeGroup> groups_;      // by stop of discharge
  std::vector<double> tonnes_on_leg_;       // of the boxes aboard, by leg ahead
  std::vector<Aboard> to_discharge_;        // still to be lifted
  std::vector<ledger::Odometer> readings_;  // of the odometer, when boxes were loaded
  std::vector<std::uint32_t> riders_;       // boxes aboard that were loaded at each; 0: it may be used again
  double boxes_ = 0;
  LoadTotals totals_;
  ledger::Odometer odometer_{};
};

template <class Ended, class Off>
void Hold::discharge(std::size_t count, Ended ended, Off off) {
  boxes_ -= static_cast<double>(count);
  ledger::Ride ride;
  auto of_reading = std::numeric_limits<std::uint32_t>::max();
  auto const end = to_discharge_.begin() + static_cast<std::ptrdiff_t>(count);
  for (auto first = to_discharge_.begin(); first != end;) {
    if (first->reading != of_reading) {  // those loaded together follow one another
      of_reading = first->reading;
      ride = ride_of(*first);
    }
    auto const last = std::find_if(first, end, [&](Aboard const& aboard) {
      return aboard.account != first->account || aboard.reading != first->reading;
    });
    riders_[first->reading] -= static_cast<std::uint32_t>(last - first);
    ended(first->account, ride, static_cast<double>(last - first));
    for (; first != last; ++first) off(*first);
  }
  to_discharge_.erase(to_discharge_.begin(), end);
}

template <class Take, class StepOf, class Off>
void Hold::put_ashore(std::size_t leg, Take take, StepOf step_of, Off off) {
  for (DischargeGroup& group : groups_)
    std::erase_if(group.boxes, [&](Aboard const& aboard) {
      if (!take(aboard)) return false;
      StepFacts const step = step_of(aboard);
      LoadTotals one;
      one.add(step);
      totals_.take_off(one);
      group.totals.take_off(one);
      for (std::size_t ahead = leg; ahead != step.discharge; ahead = next_leg(ahead, tonnes_on_leg_.size()))
        tonnes_on_leg_[ahead] -= step.tonnes;
      --riders_[aboard.reading];
      --boxes_;
      off(aboard, ride_of(aboard));
      return true;
    });
}

template <class Visit>
void Hold::each(Visit visit) const {
  for (DischargeGroup const& group : groups_)
    for (Aboard const& aboard : group.boxes) visit(aboard, ride_of(aboard));
  for (Aboard const& aboard : to_discharge_) visit(aboard, ride_of(aboard));
}

}  // namespace tongzhou::engine
