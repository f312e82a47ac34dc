#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/chains.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/customs_desk.hpp"
#include "sim/engine/disruptions.hpp"
#include "sim/engine/empty_depots.hpp"
#include "sim/engine/experience.hpp"
#include "sim/engine/next_step.hpp"
#include "sim/engine/observer.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/repeated_looks.hpp"
#include "sim/engine/route_choice.hpp"
#include "sim/engine/routes_taken.hpp"
#include "sim/engine/train_paths.hpp"
#include "sim/engine/trucking.hpp"
#include "sim/engine/yards.hpp"
#include "sim/engine/zone_stays.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Who gets boxes of mail at the end of their way.
class MailReceiver {
 public:
  virtual void mail_arrived(BoxId box, Time at) = 0;
  /// A box of goods for the stock of a hub.
  virtual void stock_arrived(world::PostalHubId hub, Time at) = 0;
  /// One that will not come.
  virtual void stock_lost(world::PostalHubId hub) = 0;

 protected:
  ~MailReceiver() = default;
};

/// A yard as it stands at a date: trucks that have come by then are in it or out of it. There is no other way to look
/// at one, so that nobody has to remember its gates.
class YardView {
 public:
  /// Boxes that wait there for a service at one of its stops; those ready by now are in line.
  BoxQueue& queue(world::ServiceId service, std::size_t stop) const {
    auto& queue = yards_->queue(yards_->queue_id(service, stop));
    queue.gather(now_);
    return queue;
  }
  /// For boxes that are discharged, in TEU; only where the yard has a limit.
  bool limited() const { return yard_->limited(); }
  double room() const { return yard_->room(now_); }
  double room_but_for_lifts() const { return yard_->room_but_for_lifts(now_); }
  void keep(double teu) const { yard_->keep(teu); }
  void give_back(double teu) const { yard_->give_back(teu); }
  /// It will be ashore at a date.
  void expect(double teu, Time at) const { yard_->expect(teu, at); }
  Time next_look() const { return Yard::next_look(now_); }
  /// A box of the queue goes aboard: what it waited is booked, storage is paid, its ride begins.
  void boarded(BoxQueue::Entry const& entry, StepFacts const& step) const {
    if (timed_ != nullptr) (*timed_)[entry.box].since = now_;
    recorder_->step_begun(entry.account, now_);
    recorder_->spent(entry.account, Cause::waiting_for_sailing, Time{Duration{entry.ready}}, now_);
    if (asks_money_) yards_->pay_storage(*boxes_, entry.box, step, now_);
    double const quoted = any_spot_ ? boxes_->seldom_asked(entry.box).spot_fill[0] : 0;
    if (auto const* prices = chains_->dated_prices(entry.account)) pay(entry, prices->at(now_, quoted));
  }
  /// Asks memory for what that will want of a box.
  void prefetch(BoxQueue::Entry const& entry) const {
    if (looks_boxes_up_) boxes_->prefetch(entry.box);
  }
  /// So much has gone aboard.
  void left(double teu) const { yard_->leave(teu, now_); }
  /// So much is ashore that is no longer a ship's.
  void entered(double teu) const { yard_->enter(teu, now_); }

 private:
  friend class Journeys;
  YardView(Yards& yards, Chains const& chains, Boxes& boxes, Boxes* timed, Recorder& recorder,
           world::TerminalId terminal, Time now, bool any_spot)
      : yards_(&yards),
        chains_(&chains),
        boxes_(&boxes),
        timed_(timed),
        recorder_(&recorder),
        yard_(&yards[terminal]),
        now_(now),
        any_spot_(any_spot),
        asks_money_(yards.ask_money(terminal)),
        looks_boxes_up_(timed != nullptr || any_spot || asks_money_) {}
  void pay(BoxQueue::Entry const& entry, charges::RidePrice const& price) const {
    (*boxes_)[entry.box].paid += static_cast<float>(price.surcharge - price.subsidy);
    recorder_->paid(entry.account, ledger::Expense::surcharge, price.surcharge, now_);
    recorder_->paid(entry.account, ledger::Expense::subsidy, -price.subsidy, now_);
  }
  Yards* yards_;
  Chains const* chains_;
  Boxes* boxes_;
  Boxes* timed_;  // whose rides are timed; none: nobody asks how long they take
  Recorder* recorder_;
  Yard* yard_;
  Time now_;
  bool any_spot_;    // some service has spot prices
  bool asks_money_;  // of boxes that leave, for their stay
  bool looks_boxes_up_;
};

/// The journey of each box: it sets out, goes from step to step, and is delivered.
class Journeys final : public NextStep {
 public:
  Journeys(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder, Observer* observer,
           Chains const& chains, Yards& yards, RouteChoice& choice, Experience& experience, RoadTraffic& traffic,
           TruckFleets& fleets, EmptyDepots& depots, ZoneStays& stays, Disruptions const& disruptions,
           std::uint32_t replication);

  void open(ProcessSet& processes) { desk_.open(processes); }
  void deliver_mail_to(MailReceiver& receiver) { mail_ = &receiver; }

  /// A box for a flow, which is still to begin the first step of its way; none where its trade bears no way.
  std::optional<BoxId> create(world::FlowId flow, Time at);
  bool in_rail_box(BoxId box) const { return chains_[boxes_[box].account].rail_box; }
  /// It cannot set out yet: what it has booked is of no use.
  void hold_back(BoxId box) { choice_.give_back(boxes_[box].ahead); }
  void set_out(BoxId box, Time at) {
    boxes_[box].in_yard_since = at;
    begin(box, boxes_[box].account, at);
  }
  /// The empty box that a cargo waited for is there, at its origin or where it is restuffed.
  void empty_has_come(Cargo const& cargo);
  void step_done(BoxId box, Time at) override;
  /// The ride that a box aboard has booked after this one.
  Booking const& next_booking(BoxId box) const { return boxes_[box].ahead[1]; }
  /// Its ride is done, and one lift takes it straight to that ride: the step that stands for that has been opened.
  void lifted_over(BoxId box, AccountId direct_lift, Time at);
  void taken_away(BoxId box, world::PlaceId place, world::TerminalId yard, Time at) override;
  /// Its shipper pays for something that no step of its way is charged for.
  void pay(BoxId box, ledger::Expense expense, double amount, Time at) {
    boxes_[box].paid += static_cast<float>(amount);
    recorder_.paid(boxes_[box].account, expense, amount, at);
  }

  /// Asks memory for who waits for a service: what leads to them first.
  void prefetch_queue(world::ServiceId service, std::size_t stop) const {
    yards_.prefetch_queue(yards_.queue_id(service, stop));
  }
  void prefetch_waiting(world::ServiceId service, std::size_t stop) const {
    yards_.queue(yards_.queue_id(service, stop)).prefetch_boxes();
  }
  YardView look_at(world::TerminalId terminal, Time now) {
    trucking_.serve_gates(now);
    yards_[terminal].sum_up(now);
    return {yards_, chains_, boxes_, times_rides() ? &boxes_ : nullptr, recorder_, terminal, now, any_spot_};
  }
  /// A departure takes no more boxes: those of the queue that have booked it are left behind, or will be late for it,
  /// and book again, each for its reason. Of a service without a timetable all that wait are left behind.
  using Reason = std::function<rules::Shortage(BoxQueue::Entry const&, bool ready)>;
  void look_again(BoxQueue& queue, std::uint32_t departure, Time now, Reason const& reason);

  /// Those of a queue that have waited a multiple of a time look at their ways again. When the next of them has.
  Time reconsider(QueueId queue, RepeatedLooks& looks, Time now);

  /// Something was announced: boxes that wait look at their ways again, and so do those on their way to a yard, if it
  /// strikes a ride that they have booked, or a road.
  void look_again_at_news(Time now);

  /// Boxes whose shippers have waited long enough are given up, where they stand: those that wait for a departure, for
  /// an empty box, or at home for room in a yard.
  void give_up_overdue(Time now);

  Time created_at(BoxId box) const { return boxes_[box].created_at; }
  /// A box is followed by an observer under this number; 0: it is not.
  std::uint32_t followed(BoxId box) const { return boxes_.seldom_asked(box).followed; }
  /// Asks memory for what will be wanted when a step of this box is done.
  void prefetch_done(BoxId box, AccountId account) const;

  /// At the end of the run: who waits in a queue; who is aboard, told by the fleet; who is anywhere else.
  void count_queued();
  void count_aboard(BoxId box) { count(box); }
  void count_others();
  void report(outcome::Records& records);

 private:
  void begin(BoxId box, AccountId step, Time at);  // that step; a ride by the line that it has booked
  AccountId booked_ride(BoxId box, AccountId ride, Time at);
  AccountId rebook_after_news(BoxId box, Time at);
  bool books_again(BoxQueue::Entry& entry, Time now);   // whether it leaves the queue
  bool finds_better(BoxQueue::Entry& entry, Time now);  // likewise
  void take_up(BoxId box, AccountId step, Time at);     // that step
  void shift(BoxId box, AccountId step, Time at);       // to another terminal of the place
  void ride_done(BoxId id, Box& box, Time at);
  void deliver(BoxId box, Time at);
  void pay_lateness(Box& box, Time at);
  Duration unloading(BoxId box, Time at);
  void keep_bookings(BoxId box, Bookings const& rides) {
    boxes_[box].ahead = rides;
    if (any_spot_) note_quotes(box);
  }
  void note_quotes(BoxId box);
  void bring_empty_home(AccountId last_step, Time at);
  void leave_queue(BoxId box, Time now);
  bool is_given_up(BoxId box, Time now) const;
  void give_up_without_empty(BoxId box, Time now);
  void give_up(BoxId box, world::PlaceId place, world::TerminalId yard, Time now);
  /// A declaration in advance asks how long a box was under way.
  bool times_rides() const { return world_.customs.when == world::Customs::When::advance; }
  void count(BoxId box);

  world::World const& world_;
  Recorder& recorder_;
  Observer* observer_;
  Chains const& chains_;
  Yards& yards_;
  RouteChoice& choice_;
  EmptyDepots& depots_;
  ZoneStays& stays_;
  MailReceiver* mail_ = nullptr;
  bool lateness_costs_ = false, any_refills_ = false;  // some flow: most have none, and no flow is looked up
  bool any_unloading_ = false;                         // likewise, or some service asks detention
  bool any_spot_ = false;                              // some service
  Boxes boxes_;
  RoutesTaken routes_;
  Table<world::TransferId, demand::Stream> transfer_streams_;
  Table<world::TransferId, TrainPaths> transfers_;          // one box after another, where their number is limited
  Table<world::FlowId, demand::Stream> unloading_streams_;  // where any_unloading_
  CustomsDesk desk_;
  Trucking trucking_;
};

}  // namespace tongzhou::engine
