#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/ages.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/hub.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/posting_rate.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/unit_masses.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Mail in a run: posting, hubs, and what the boxes of mail hold. Parcels have no events: a hub has one each quarter of
/// an hour.
class Post final : public MailReceiver {
 public:
  Post(world::World const& world, Clock& clock, Window const& window, Journeys& journeys, UnitMasses& masses,
       itineraries::Plans const& plans, std::uint32_t replication);

  void open(ProcessSet& processes);
  /// A box of mail has come to the end of its way.
  void mail_arrived(BoxId box, Time at) override;
  void stock_arrived(world::PostalHubId hub, Time at) override { hubs_[hub].stock_arrives(at); }
  void stock_lost(world::PostalHubId hub) override { hubs_[hub].order_lost(); }
  /// Calls send(flow), which says whether the box is on its way, for each box that hubs have ordered for their stocks.
  template <class Send>
  void send_orders(Send send) {
    for (auto const id : hubs_.ids())
      for (auto boxes = hubs_[id].take_boxes_ordered(); boxes > 0; --boxes)
        if (!send(world_.postal_hubs[id].stock->refilled_by)) hubs_[id].order_lost();
  }
  /// Parcels besides those that the flow posts by itself.
  void post_more(world::MailFlowId flow, double parcels, Time at) { hand_out(flow, parcels, quarter_of(at)); }
  /// What came of it, after the last event; boxes of mail are in the outcome already.
  void summarise(outcome::Outcome& result) const;

 private:
  /// What a parcel bears on a way where nothing queues.
  struct WayCost {
    double money = 0;
    double hours = 0;  // until the last place
  };
  struct FlowAtWork {
    PostingRate rate;
    demand::Stream stream, collection;
    std::vector<WayCost> costs;               // by way
    std::vector<double> shares, owed, given;  // alike; owed: where shares change
    double posted_before = 0, posted = 0, out_before = 0, out = 0;
    double after_end = 0;            // arrive then
    double overdue_after_end = 0;    // of those, what is overdue at the end
    double late_days_after_end = 0;  // alike
    Ages ages;                       // up to the last place, of those counted
    // The same by day of posting and quarter of arrival, where there is a standard in working days.
    std::map<std::pair<std::int64_t, Quarter>, double> by_day;
    double returns_rest = 0;                                  // fraction of a parcel that is to come back
    double returns_sent = 0, returns_done = 0, returned = 0;  // of them in the end, and of those counted at the hub
    double levied = 0;                                        // posted, counted
    std::vector<double> by_way;                               // counted when posted
    std::vector<double> out_by_way;                           // counted when out
    std::vector<double> kg_by_dispatch;                       // alike
  };
  struct CutOff {
    world::DispatchId dispatch;
    world::ServiceId service;
    std::size_t stop = 0;
    std::uint64_t number = 0;  // of the next departure
    Time next;
  };

  /// Parcels of one flow at the end of the run.
  struct Inside {
    double parcels = 0, overdue = 0, late_days = 0;
    double returning = 0;
  };
  /// What came of a promise in working days.
  struct WorkingDays {
    std::vector<double> parcels;  // by days taken
    double on_time = 0, late_days = 0;
  };

  /// Boxes of one dispatch, and what they hold.
  struct Transport {
    double mass = 0;  // kg of parcels
    double money = 0, kg_co2e = 0;
  };

  Process post_parcels();
  Process work_hub(world::PostalHubId id);
  void post(world::MailFlowId id, Quarter q);
  void hand_out(world::MailFlowId id, double parcels, Quarter q);
  void send_back(Lot const& lot, Time delivered);
  bool overdue_at_end(Lot const& lot) const { return late_days_at_end(lot) > 0; }
  /// Days, or working days, beyond its promise.
  double late_days_at_end(Lot const& lot) const;
  /// By walking through hubs and boxes.
  Table<world::MailFlowId, Inside> inside_at_end() const;
  void send(Unit unit, Time now);
  void finished(Lot const& lot, Time at);
  void set_next(CutOff& cut_off) const;
  Table<world::DispatchId, Transport> transport(outcome::Outcome const& result) const;
  static double wages(world::PostalHub const& hub, outcome::HubOutcome const& figures);
  double cost_of_stock(world::PostalHub const& hub, outcome::HubOutcome const& figures) const;
  WorkingDays working_days_of(world::MailFlowId id, Ages const& delivery) const;
  outcome::MailCost spent_in_hub(world::MailFlowId id, world::PostalHubId hub,
                                 outcome::HubOutcome const& figures) const;
  /// From posting until they are out.
  outcome::MailCost cost_on_the_way(world::MailFlowId id, Table<world::DispatchId, Transport> const& transport,
                                    Table<world::PostalHubId, outcome::HubOutcome> const& hubs) const;
  outcome::MailFlowOutcome outcome_of(world::MailFlowId id, Ages const& ages, Inside const& inside,
                                      Table<world::DispatchId, Transport> const& transport,
                                      Table<world::PostalHubId, outcome::HubOutcome> const& hubs) const;
  void judge_by_standard(outcome::MailFlowOutcome& flow, world::MailFlowId id, Ages const& delivery,
                         Inside const& inside) const;
  void audit(outcome::Outcome& result, Table<world::DispatchId, Transport> const& by_dispatch) const;
  void audit_returns(outcome::Outcome& result, Table<world::MailFlowId, Inside> const& inside) const;
  std::vector<WayCost> costs_of(world::MailFlow const& flow, itineraries::Plans const& plans) const;
  /// As the file says, or by cost; `queues`: with what waits in the hubs now.
  std::vector<double> shares_of(world::MailFlow const& flow, std::vector<WayCost> const& costs, bool queues) const;

  world::World const& world_;
  Clock& clock_;
  Window const& window_;
  Journeys& journeys_;
  UnitMasses& masses_;
  std::uint32_t replication_;
  Table<world::PostalHubId, HubAtWork> hubs_;
  Table<world::MailFlowId, FlowAtWork> flows_;
  Table<world::PostalHubId, std::vector<CutOff>> cut_offs_;
  std::vector<std::vector<Lot>> in_box_;  // by box
};

}  // namespace tongzhou::engine
