#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/measure.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The beat of a postal hub.
constexpr Duration quarter_hour = minutes(15);
using Quarter = std::uint32_t;  // since the start
constexpr Quarter quarters_per_day = 96;
constexpr Time start_of(Quarter q) { return Time{quarter_hour * static_cast<double>(q)}; }
constexpr Time middle_of(Quarter q) { return start_of(q) + quarter_hour / 2; }
constexpr Quarter quarter_of(Time t) { return static_cast<Quarter>(t.since_start() / quarter_hour); }

/// Parcels of one flow that were posted in the same quarter of an hour and are at the same point: a whole number.
struct Lot {
  world::MailFlowId flow;
  std::uint16_t way = 0;
  std::uint16_t leg = 0;  // of the way: the hub it is in or on its way to
  bool cleared = false;   // by customs
  bool returned = false;  // on its way back: it ends at the hub
  Quarter posted = 0;
  Quarter came = 0;  // to the hub
  double parcels = 0;
};

/// First come, first served; a lot may be split. Hot: a push and a pop per lot and stage.
class LotQueue {
 public:
  void push(Lot const& lot) {
    lots_.push_back(lot);
    parcels_ += lot.parcels;
  }
  double parcels() const { return parcels_; }

  /// The first `most` parcels, a whole number, go; `take(lot)` is told of each part.
  template <class Take>
  void serve(double most, Take take) {
    while (most > 0 && head_ < lots_.size()) {
      Lot part = lots_[head_];
      if (part.parcels > most) {
        part.parcels = most;
        lots_[head_].parcels -= most;
      } else {
        ++head_;
      }
      most -= part.parcels;
      parcels_ -= part.parcels;
      take(part);
    }
    if (head_ > lots_.size() / 2) {
      lots_.erase(lots_.begin(), lots_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
  }
  template <class Visit>
  void each(Visit visit) const {
    std::for_each(lots_.begin() + static_cast<std::ptrdiff_t>(head_), lots_.end(), visit);
  }

 private:
  std::vector<Lot> lots_;  // from head_ on
  std::size_t head_ = 0;
  double parcels_ = 0;
};

/// A stage with a rate: in a quarter of an hour it serves what waits and what comes, up to its capacity. Exact for a
/// fluid that comes and is served evenly within the quarter.
struct Stage {
  LotQueue queue;
  double rest = 0;              // fraction of a parcel begun while busy
  double served = 0, able = 0;  // counted
  double used = 0;              // of what it was able to serve: a parcel begun is in it by the part that is done

  template <class Take>
  void work(double capacity, bool counts, Take take) {
    double const begun = capacity + rest;
    double const whole = std::floor(std::min(begun, queue.parcels()) + 1e-9);
    double const before = std::exchange(rest, whole < queue.parcels() ? std::max(0.0, begun - whole) : 0);
    if (counts) used += whole + rest - before;
    if (counts) served += whole;
    if (counts) able += capacity;
    queue.serve(whole, take);
  }
};

/// Sorting lines that break down and are repaired, each for itself.
class LinesUp {
 public:
  LinesUp(world::SortingLines const& facts, demand::Stream stream);
  /// How many on average in a quarter of an hour; to be asked quarter by quarter.
  double mean_in(Quarter q);

 private:
  struct Line {
    double until;  // seconds
    bool up;
  };
  world::SortingLines const* facts_;
  demand::Stream stream_;
  std::vector<Line> lines_;
};

/// A closed unit: what a box of mail holds.
struct Unit {
  world::DispatchId dispatch;
  std::vector<Lot> lots;
  double parcels = 0, kg = 0, m3 = 0;
  Time opened;
};

/// A postal hub at work. It knows no clock: it is told when a quarter of an hour is over.
class HubAtWork {
 public:
  HubAtWork(world::World const& world, world::PostalHubId id, Window const& window, std::uint64_t seed,
            std::uint32_t replication);

  /// Parcels come to the docks at a date that may lie ahead; those in stock are ordered.
  void come(Lot lot, Time at);

  /// Everything that happens in the quarter. Units that are full are put to `closed`; parcels for the hub's own town to
  /// `town`.
  void work(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town);
  /// Boxes of goods that were ordered for the stock and are still to be sent; they are asked for once.
  std::uint32_t take_boxes_ordered() { return std::exchange(boxes_ordered_, 0); }
  /// One of them has come, or will not come.
  void stock_arrives(Time at) {
    deliveries_.emplace_back(in_seconds(at.since_start()), facts_->stock->parcels_per_box);
  }
  void order_lost() { off_order(facts_->stock->parcels_per_box); }

  /// The open unit of a dispatch, if there is anything in it; `cut_off`: who is still in front of the lines has missed
  /// it.
  void close(world::DispatchId dispatch, bool cut_off, Quarter q, std::vector<Unit>& closed);
  /// Units that have been open for their longest wait by the end of the quarter.
  void close_late(Quarter q, std::vector<Unit>& closed);

  double backlog() const {
    return docks_.queue.parcels() + lines_.queue.parcels() + x_ray_.queue.parcels() + officers_.queue.parcels() +
           waiting_for_stock_.parcels() + with_papers_pending_;
  }
  /// Hours that a parcel which comes now waits for those in front of it, as a mean over so long before now.
  double hours_ahead(Duration looks_back) const;
  double in_front_of_lines() const { return lines_.queue.parcels(); }
  /// Every parcel in the hub or known to come, by walking.
  double inside() const {
    double sum = 0;
    each_inside([&](Lot const& lot) { sum += lot.parcels; });
    return sum;
  }
  template <class Visit>
  void each_inside(Visit visit) const {
    for (auto const& lots : coming_) std::ranges::for_each(lots, visit);
    std::ranges::for_each(too_late_, visit);
    for (auto const* queue : {&waiting_for_stock_, &docks_.queue, &lines_.queue, &x_ray_.queue, &officers_.queue})
      queue->each(visit);
    for (auto const& pending : papers_)
      for (auto const& [ready, lot] : pending) visit(lot);
    for (Unit const& unit : open_) std::ranges::for_each(unit.lots, visit);
  }
  outcome::HubOutcome outcome() const;
  outcome::HubOutcome& figures() { return figures_; }

 private:
  // The parts of a quarter's work, in their order.
  void let_in(Quarter q);
  /// Boxes that nobody has ordered, of a flow with a demand of its own, are none of what is.
  void off_order(double parcels) { on_order_ = std::max(0.0, on_order_ - parcels); }
  void restock(Quarter q);
  void sort(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town);
  void clear(Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town);
  void count(Quarter q);

  /// Share of the lines' staff that is at work.
  double staffed(Quarter q) const;
  bool must_clear(Lot const& lot) const;
  void declare(Lot const& lot, Quarter q);
  double hours_ahead_now() const;
  void pack(Lot lot, Quarter q, std::vector<Unit>& closed, std::vector<Lot>& town);
  world::DispatchId dispatch_of(Lot const& lot) const {
    if (lot.returned) return world::DispatchId::none();
    return world_->mail_flows[lot.flow].ways[lot.way].legs[lot.leg].dispatch;
  }
  Unit& open_unit(world::DispatchId dispatch);

  world::World const* world_;
  world::PostalHubId id_;
  world::PostalHub const* facts_;
  Window const* window_;
  std::vector<std::vector<Lot>> coming_;  // by quarter
  std::vector<Lot> too_late_;             // after the end
  Quarter next_ = 0;                      // to be worked
  LotQueue waiting_for_stock_;
  Stage docks_, lines_, x_ray_, officers_;
  LinesUp lines_up_;
  demand::Stream lead_stream_;
  double passes_ = 1;                                                             // over the lines, of a parcel
  EnumArray<world::CustomsRegime, std::vector<std::pair<Quarter, Lot>>> papers_;  // with the quarter they are ready in
  double with_papers_pending_ = 0;                                                // parcels of these
  EnumArray<world::CustomsRegime, double> opened_rest_{};  // fraction of a parcel to be opened by customs
  std::vector<double> hours_ahead_sums_{0};                // up to the end of each quarter
  double stock_ = 0, on_order_ = 0;
  std::uint32_t boxes_ordered_ = 0;
  double sorted_ = 0;                                  // since the start of the run: what sorters learn by
  std::vector<std::pair<double, double>> deliveries_;  // of stock: date in seconds, parcels
  std::vector<Unit> open_;                             // by dispatch of this hub, in their order
  std::vector<double> ahead_;                          // parcels in the hub that are not packed yet, alike
  outcome::HubOutcome figures_;
  double hours_inside_ = 0, stock_quarters_ = 0, quarters_ = 0;
  std::vector<double> able_by_hour_;  // of the lines
  double used_so_far_ = 0;            // likewise
};

}  // namespace tongzhou::engine
