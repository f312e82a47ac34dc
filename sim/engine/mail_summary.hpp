#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/ages.hpp"
#include "sim/engine/hub.hpp"
#include "sim/engine/measure.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Parcels of one flow at the end of the run.
struct MailInside {
  double parcels = 0, overdue = 0, late_days = 0;
  double returning = 0;
};

/// What came of a mail flow in a run. Counted: in the measured span.
struct MailFlowCounts {
  double posted_before = 0, posted = 0, out_before = 0, out = 0;
  MailInside after_end;  // come then
  Ages ages;             // up to the last place, of those counted
  // The same by day of posting and quarter of arrival, where there is a standard in working days.
  std::map<std::pair<std::int64_t, Quarter>, double> by_day;
  double returns_sent = 0, returns_done = 0, returned = 0;  // in the end, and of those counted at the hub
  double levied = 0;                                        // posted, counted
  std::vector<double> by_way;                               // counted when posted
  std::vector<double> out_by_way;                           // counted when out
  std::vector<double> kg_by_dispatch;                       // alike
};

/// What mail has cost and how long it took: parcels of a run, when the last event is over.
class MailSummary {
 public:
  MailSummary(world::World const& world, Window const& window, std::uint32_t replication,
              Table<world::PostalHubId, HubAtWork> const& hubs, Table<world::MailFlowId, MailFlowCounts> const& flows,
              Table<world::MailFlowId, MailInside> const& inside)
      : world_(world), window_(window), replication_(replication), hubs_(hubs), flows_(flows), inside_(inside) {}

  /// Boxes of mail are in the result already.
  void write(outcome::Outcome& result) const;

 private:
  /// Boxes of one dispatch, and what they hold.
  struct Transport {
    double mass = 0;  // kg of parcels
    double money = 0, kg_co2e = 0;
    double packing = 0;  // money
    /// Of so many kg.
    outcome::MailCost cost(double kg) const;
  };
  using ByDispatch = Table<world::DispatchId, Transport>;
  using ByHub = Table<world::PostalHubId, outcome::HubOutcome>;
  /// What came of a promise in working days.
  struct WorkingDays {
    std::vector<double> parcels;  // by days taken
    double on_time = 0, late_days = 0;
  };

  ByDispatch transport(outcome::Outcome const& result) const;
  double cost_of_stock(world::PostalHub const& hub, outcome::HubOutcome const& figures) const;
  WorkingDays working_days_of(world::MailFlowId id, Ages const& delivery) const;
  outcome::MailCost spent_in_hub(world::MailFlowId id, world::PostalHubId hub,
                                 outcome::HubOutcome const& figures) const;
  /// From posting until they are out.
  outcome::MailCost cost_on_the_way(world::MailFlowId id, ByDispatch const& transport, ByHub const& hubs) const;
  outcome::MailFlowOutcome outcome_of(world::MailFlowId id, Ages const& ages, ByDispatch const& transport,
                                      ByHub const& hubs) const;
  void judge_by_standard(outcome::MailFlowOutcome& flow, world::MailFlowId id, Ages const& delivery) const;
  /// A stock from which nobody picks, and a line where nothing is sorted, cost no less for that.
  void add_idle_hubs(outcome::PostalOutcome& postal) const;
  void audit(outcome::Outcome& result, ByDispatch const& by_dispatch) const;
  void audit_returns(outcome::Outcome& result) const;

  world::World const& world_;
  Window const& window_;
  std::uint32_t replication_;
  Table<world::PostalHubId, HubAtWork> const& hubs_;
  Table<world::MailFlowId, MailFlowCounts> const& flows_;
  Table<world::MailFlowId, MailInside> const& inside_;
};

}  // namespace tongzhou::engine
