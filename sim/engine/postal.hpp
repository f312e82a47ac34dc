#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/demand/arrivals.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/hub.hpp"
#include "sim/engine/process.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/outcome/outcome.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

struct Run;

/// How many parcels are expected quarter by quarter, as the season has it.
class PostingRate {
 public:
  PostingRate(world::MailFlow const& flow, Date start);
  /// To be asked quarter by quarter.
  double expected_in(Quarter q);

 private:
  demand::Stairs profile_;
  demand::Stairs::Step segment_;
  double parcels_per_second_ = 0;  // where the relative rate is 1
};

/// Ages of parcels in quarters of an hour.
class Ages {
 public:
  void add(Duration age, double parcels);
  /// With the time of delivery on top: every parcel's is drawn for itself.
  Ages delivered(demand::Distribution const& delivery, demand::Stream stream) const;
  void add(Ages const& other);
  double share_within(Duration limit) const;
  outcome::DoorToDoor door_to_door(Duration promised) const;
  double parcels() const { return parcels_; }
  double hours() const { return hours_; }

 private:
  double quantile(double p) const;
  std::vector<double> by_quarter_;  // rounded to the nearest
  double parcels_ = 0, hours_ = 0;
};

/// Mail in a run: posting, hubs, and what the boxes of mail hold. Parcels have no events: a hub has one each quarter of
/// an hour.
class Post {
 public:
  Post(Run& run, itineraries::Plans const& plans);
  void begin();
  /// A box of mail has come to the end of its way.
  void arrived(BoxId box, Time at);
  /// After the last event.
  void tell(outcome::Outcome& result) const;

 private:
  struct FlowAtWork {
    PostingRate rate;
    demand::Stream stream, collection;
    std::vector<double> shares, given;  // by way
    double posted_before = 0, posted = 0, out_before = 0, out = 0;
    double after_end = 0;                // arrive then
    Ages ages;                           // up to the last place, of those counted
    std::vector<double> by_way;          // counted
    std::vector<double> kg_by_dispatch;  // alike
  };
  struct CutOff {
    world::DispatchId dispatch;
    world::ServiceId service;
    std::size_t stop = 0;
    std::uint64_t number = 0;  // of the next departure
    Time next;
  };

  Process parcels_are_posted();
  Process hub_works(world::PostalHubId id);
  void post(world::MailFlowId id, Quarter q);
  void send(Unit unit, Time now);
  void finished(Lot const& lot, Time at);
  void set_next(CutOff& cut_off) const;
  std::vector<double> shares_of(world::MailFlow const& flow, itineraries::Plans const& plans) const;

  Run& run_;
  Table<world::PostalHubId, HubAtWork> hubs_;
  Table<world::MailFlowId, FlowAtWork> flows_;
  Table<world::PostalHubId, std::vector<CutOff>> cut_offs_;
  std::vector<std::vector<Lot>> in_box_;  // by box
};

}  // namespace tongzhou::engine
