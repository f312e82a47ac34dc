#include "sim/engine/posting_rate.hpp"

#include <algorithm>

#include "sim/rules/choice.hpp"

namespace tongzhou::engine {

namespace {

constexpr double quarter_seconds = in_seconds(quarter_hour);

}  // namespace

PostingRate::PostingRate(world::MailFlow const& flow, Date start)
    : profile_(flow.season, start),
      segment_(profile_.next()),
      parcels_per_year_(flow.parcels_per_day * 365),
      levy_(flow.levy) {}

double PostingRate::expected_in(Quarter q) {
  double const from = q * quarter_seconds, to = from + quarter_seconds;
  double expected = 0;
  for (;; segment_ = profile_.next()) {
    expected += std::max(0.0, std::min(to, segment_.to) - std::max(from, segment_.from)) * segment_.rate;
    // A quarter lies within a day, and a day within a year.
    if (segment_.to < to) continue;
    expected *= segment_.weight > 0 ? parcels_per_year_ / segment_.weight : 0;
    bool const levied = levy_.per_parcel > 0 && start_of(q) >= levy_.from;
    return levied ? expected * rules::volume_factor(1 + levy_.per_parcel / levy_.price, levy_.elasticity) : expected;
  }
}

}  // namespace tongzhou::engine
