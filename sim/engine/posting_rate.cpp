#include "sim/engine/posting_rate.hpp"

#include <algorithm>

namespace tongzhou::engine {

namespace {

constexpr double quarter_seconds = in_seconds(quarter_hour);

}  // namespace

PostingRate::PostingRate(world::MailFlow const& flow, Date start)
    : profile_(flow.season, start), segment_(profile_.next()) {
  double const weight = weight_of_year(demand::Stairs{flow.season, start});
  parcels_per_second_ = weight > 0 ? flow.parcels_per_day * 365 / weight : 0;
}

double PostingRate::expected_in(Quarter q) {
  double const from = q * quarter_seconds, to = from + quarter_seconds;
  double expected = 0;
  for (;; segment_ = profile_.next()) {
    expected += std::max(0.0, std::min(to, segment_.to) - std::max(from, segment_.from)) * segment_.rate;
    if (segment_.to >= to) return expected * parcels_per_second_;
  }
}

}  // namespace tongzhou::engine
