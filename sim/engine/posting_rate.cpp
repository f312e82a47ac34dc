#include "sim/engine/posting_rate.hpp"

#include <algorithm>

namespace tongzhou::engine {

namespace {

constexpr double quarter_seconds = in_seconds(quarter_hour);

}  // namespace

PostingRate::PostingRate(world::MailFlow const& flow, Date start)
    : profile_(flow.season, start), segment_(profile_.next()), parcels_per_year_(flow.parcels_per_day * 365) {}

double PostingRate::expected_in(Quarter q) {
  double const from = q * quarter_seconds, to = from + quarter_seconds;
  double expected = 0;
  for (;; segment_ = profile_.next()) {
    expected += std::max(0.0, std::min(to, segment_.to) - std::max(from, segment_.from)) * segment_.rate;
    // A quarter lies within a day, and a day within a year.
    if (segment_.to >= to) return segment_.weight > 0 ? expected * (parcels_per_year_ / segment_.weight) : 0;
  }
}

}  // namespace tongzhou::engine
