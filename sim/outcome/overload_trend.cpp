#include "sim/outcome/overload_trend.hpp"

#include <algorithm>
#include <cmath>

#include "network/base/quantity.hpp"

namespace tongzhou::outcome {
namespace {

constexpr std::size_t thirds = 3, fewest_weeks = 12;
constexpr double short_by = 0.02;

}  // namespace

std::optional<OverloadTrend> overload_trend(Outcome const& outcome, world::World const& world) {
  auto const first = static_cast<std::size_t>(std::ceil(in_days(world.warm_up) / 7));
  auto const end = std::min(static_cast<std::size_t>(in_days(world.length) / 7), outcome.weeks.size());
  if (end < first + fewest_weeks) return std::nullopt;
  OverloadTrend found;
  for (std::size_t third = 0; third < thirds; ++third) {
    double in = 0, out = 0;
    for (auto week = first + (end - first) * third / thirds; week < first + (end - first) * (third + 1) / thirds;
         ++week) {
      in += outcome.weeks[week].teu_in;
      out += outcome.weeks[week].teu_out;
    }
    if (out >= in * (1 - short_by)) return std::nullopt;
    found.teu_in += in;
    found.teu_out += out;
  }
  double most = 0;
  for (auto const id : world.flows.ids()) {
    auto const& flow = outcome.flows[id];
    double const more = (flow.boxes_in - flow.boxes_out) * world.box_types[world.flows[id].box].teu;
    if (more <= most) continue;
    most = more;
    found.flow = id;
  }
  return found;
}

}  // namespace tongzhou::outcome
