#pragma once

#include "sim/demand/arrivals.hpp"
#include "sim/engine/hub.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// How many parcels are expected quarter by quarter, as the season has it.
class PostingRate {
 public:
  PostingRate(world::MailFlow const& flow, Date start);
  /// To be asked quarter by quarter.
  double expected_in(Quarter q);

 private:
  demand::RateProfile profile_;
  demand::RateSegment segment_;
  double parcels_per_year_ = 0;
  world::Levy levy_;
};

}  // namespace tongzhou::engine
