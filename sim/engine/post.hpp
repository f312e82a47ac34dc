#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/hub.hpp"
#include "sim/engine/journeys.hpp"
#include "sim/engine/mail_summary.hpp"
#include "sim/engine/mail_ways.hpp"
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
  struct FlowAtWork {
    PostingRate rate;
    demand::Stream stream, collection;
    std::vector<MailWayCost> costs;           // by way, where nothing queues
    std::vector<double> shares, owed, given;  // alike; owed: where shares change
    double returns_rest = 0;                  // fraction of a parcel that is to come back
  };
  struct CutOff {
    world::DispatchId dispatch;
    world::ServiceId service;
    std::size_t stop = 0;
    std::uint64_t number = 0;  // of the next departure
    Time next;
  };

  Process post_parcels();
  Process work_hub(world::PostalHubId id);
  void post(world::MailFlowId id, Quarter q);
  void hand_out(world::MailFlowId id, double parcels, Quarter q);
  void send_back(Lot const& lot, Time delivered);
  /// A lot that is inside when the run ends.
  void count_inside(Lot const& lot, MailInside& inside) const;
  /// By walking through hubs and boxes.
  Table<world::MailFlowId, MailInside> inside_at_end() const;
  void send(Unit unit, Time now);
  void finished(Lot const& lot, Time at);
  /// Units are closed for every line that the planned ways of their dispatch begin with.
  void add_cut_offs(world::DispatchId id, std::vector<itineraries::Itinerary> const& planned);
  void set_next(CutOff& cut_off) const;
  /// By what waits in the hubs now.
  std::vector<double> shares_now(world::MailFlowId id, Time posted) const;

  world::World const& world_;
  Clock& clock_;
  Window const& window_;
  Journeys& journeys_;
  UnitMasses& masses_;
  std::uint32_t replication_;
  Table<world::PostalHubId, HubAtWork> hubs_;
  Table<world::MailFlowId, FlowAtWork> flows_;
  Table<world::MailFlowId, MailFlowCounts> counts_;
  Table<world::PostalHubId, std::vector<CutOff>> cut_offs_;
  std::vector<std::vector<Lot>> in_box_;  // by box
};

}  // namespace tongzhou::engine
