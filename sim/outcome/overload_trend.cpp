#include "sim/outcome/overload_trend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "network/base/quantity.hpp"

namespace tongzhou::outcome {
namespace {

constexpr std::size_t parts = 6;
constexpr int rising_pairs = 13;      // of 15, less those that fall
constexpr double least_slope = 0.01;  // weeks a week
constexpr double least_rise = 1.1;    // last part over first
constexpr double errors_apart = 3;    // of a difference of counts

constexpr double tie = 1e-9;  // weeks

using ByPart = std::array<double, parts>;

ByPart means(std::span<double const> weeks) {
  ByPart means{};
  for (std::size_t part = 0; part < parts; ++part) {
    auto const from = weeks.size() * part / parts, to = weeks.size() * (part + 1) / parts;
    for (auto week = from; week < to; ++week) means[part] += weeks[week] / static_cast<double>(to - from);
  }
  return means;
}

/// How many of the last weeks it took to come in for what is inside at the end of one.
double age(std::span<double const> came_in, double inside) {
  double weeks = 0;
  for (auto week = came_in.rbegin(); week != came_in.rend(); ++week) {
    if (inside <= *week) return weeks + (*week > 0 ? inside / *week : 0);
    inside -= *week;
    ++weeks;
  }
  return weeks;
}

/// The middle of each part, in weeks.
ByPart middles(std::size_t weeks) {
  ByPart middles{};
  for (std::size_t part = 0; part < parts; ++part) {
    std::size_t const begins = weeks * part / parts, ends = weeks * (part + 1) / parts;
    middles[part] = static_cast<double>(begins + ends) / 2;
  }
  return middles;
}

struct Trend {
  int rising = 0;    // pairs, less those that fall
  double slope = 0;  // median of all pairs
};

Trend trend(ByPart const& values, ByPart const& at) {
  Trend trend;
  std::vector<double> slopes;
  for (std::size_t first = 0; first < parts; ++first) {
    for (auto second = first + 1; second < parts; ++second) {
      double const rise = values[second] - values[first];
      trend.rising += rise > tie ? 1 : rise < -tie ? -1 : 0;
      slopes.push_back(rise / (at[second] - at[first]));
    }
  }
  auto const middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::ranges::nth_element(slopes, middle);
  trend.slope = *middle;
  return trend;
}

}  // namespace

std::optional<Growth> growth(std::span<double const> came_in, std::span<double const> inside, std::size_t first) {
  if (inside.size() < first + fewest_weeks) return std::nullopt;
  std::vector<double> ages;
  for (auto week = first; week < inside.size(); ++week) ages.push_back(age(came_in.first(week + 1), inside[week]));
  auto const x = means(inside.subspan(first));
  auto const [rising, slope] = trend(means(ages), middles(ages.size()));
  double const before = x.front(), after = x.back();
  bool const fills_up = rising >= rising_pairs && slope >= least_slope && after >= least_rise * before &&
                        after - before >= errors_apart * std::sqrt(before + after);
  if (!fills_up) return std::nullopt;
  auto const weeks = middles(ages.size());
  return Growth{(after - before) / (weeks.back() - weeks.front()), slope};
}

Overload overload(Records const& records, world::World const& world) {
  auto const first = static_cast<std::size_t>(std::ceil(in_days(world.warm_up) / 7));
  auto const end = static_cast<std::size_t>(in_days(world.length) / 7);
  Overload found;
  if (end < first + fewest_weeks) return found;
  found.weeks = end - first;
  std::vector<double> whole_in(end), whole_inside(end), in(end), inside(end);
  for (auto const id : world.flows.ids()) {
    auto const& record = records.flows[id];
    if (record.boxes_in_by_week.empty()) continue;
    double const teu = world.box_types[world.flows[id].box].teu;
    double now = 0;
    for (std::size_t week = 0; week < end; ++week) {
      in[week] = record.boxes_in_by_week[week];
      inside[week] = now += in[week] - record.boxes_out_by_week[week];
      whole_in[week] += teu * in[week];
      whole_inside[week] += teu * inside[week];
    }
    if (auto const of_flow = growth(in, inside, first))
      found.flows.push_back({id, {of_flow->teu_a_week * teu, of_flow->share_of_inflow}});
  }
  found.whole = growth(whole_in, whole_inside, first);
  std::ranges::stable_sort(found.flows,
                           [](auto const& a, auto const& b) { return a.growth.teu_a_week > b.growth.teu_a_week; });
  return found;
}

}  // namespace tongzhou::outcome
