#include "sim/itineraries/common_lines.hpp"

#include <algorithm>

namespace tongzhou::itineraries {
namespace {

constexpr double always = 1e-9;  // hours: who waits less than that does not wait

double rate(Line const& line) { return 1 / std::max(line.wait_hours, always); }

}  // namespace

LegCost share_among_lines(std::vector<Line>& lines, double hour_costs) {
  if (lines.size() > 1) std::ranges::stable_sort(lines, {}, &Line::cost);
  double rates = 0, weighted = 0;
  std::size_t attractive = 0;
  for (auto const& line : lines) {
    // What is expected of those before it; lines of equal cost belong together, whatever is rounded.
    double const expected = attractive == 0 ? line.cost : (hour_costs + weighted) / rates;
    if (line.cost > expected * (1 + 1e-12)) break;
    rates += rate(line);
    weighted += rate(line) * line.cost;
    ++attractive;
  }
  LegCost leg{.wait_hours = 1 / rates};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto& line = lines[i];
    line.share = i < attractive ? rate(line) / rates : 0;
    leg.cost += line.share * line.cost;
    leg.money += line.share * line.money;
    leg.cut_off_hours += line.share * line.cut_off_hours;
    leg.loads_hours += line.share * line.loads_hours;
    leg.hours += line.share * line.ride_hours;
    leg.kg_co2e += line.share * line.kg_co2e;
  }
  if (leg.wait_hours < 2 * always) leg.wait_hours = 0;
  leg.hours += leg.wait_hours + leg.cut_off_hours;
  leg.cost += leg.wait_hours * hour_costs;
  return leg;
}

}  // namespace tongzhou::itineraries
