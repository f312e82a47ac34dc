#include "sim/outcome/hours_sample.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

#include "sim/demand/stream.hpp"

using namespace tongzhou;
using outcome::HoursSample;

namespace {

/// Transit times between two hours and a month, most of them a few days.
std::vector<float> transit_times(std::size_t boxes) {
  demand::Stream dice{1, 0, "transit times"};
  std::vector<float> hours;
  for (std::size_t box = 0; box < boxes; ++box)
    hours.push_back(static_cast<float>(2 * std::pow(360.0, dice.uniform() * dice.uniform())));
  return hours;
}

HoursSample sample_of(std::vector<float> const& hours) {
  HoursSample sample;
  for (float const h : hours) sample.add(h);
  return sample;
}

void check_within_a_thousandth(outcome::Spread const& found, std::vector<float> hours) {
  std::ranges::sort(hours);
  auto const exact = outcome::spread_of_sorted(hours);
  CHECK(found.count == exact.count);
  CHECK(found.mean == Approx(exact.mean).epsilon(1e-12));
  CHECK(found.max == exact.max);
  for (auto const quantile :
       {&outcome::Spread::p50, &outcome::Spread::p90, &outcome::Spread::p95, &outcome::Spread::p99})
    CHECK(std::abs(found.*quantile / exact.*quantile - 1) <= 0.001);
}

}  // namespace

TEST_CASE("of as many boxes as are kept one by one, quantiles are exact") {
  auto hours = transit_times(HoursSample::most_kept);
  auto sample = sample_of(hours);
  sample.sort();
  std::ranges::sort(hours);
  auto const found = sample.spread(), exact = outcome::spread_of_sorted(hours);
  CHECK(found.p50 == exact.p50);
  CHECK(found.p99 == exact.p99);
  CHECK(found.mean == exact.mean);
}

TEST_CASE("of more boxes quantiles are within a thousandth, count, mean and maximum exact") {
  for (auto const boxes : {HoursSample::most_kept + 1, std::size_t{100'000}}) {
    auto const hours = transit_times(boxes);
    check_within_a_thousandth(sample_of(hours).spread(), hours);
  }
}

TEST_CASE("samples of few and of many boxes go together, whichever is added to the other") {
  auto all = transit_times(30'000);
  std::vector<float> const few(all.begin(), all.begin() + 1000), many(all.begin() + 1000, all.end());
  auto few_first = sample_of(few), many_first = sample_of(many),
       in_halves = sample_of({all.begin(), all.begin() + 15'000});
  few_first.add(sample_of(many));
  many_first.add(sample_of(few));
  in_halves.add(sample_of({all.begin() + 15'000, all.end()}));
  for (auto const* sample : {&few_first, &many_first, &in_halves}) check_within_a_thousandth(sample->spread(), all);
}

TEST_CASE("who waits not at all waits not at all, however many they are") {
  std::vector<float> hours(20'000, 0);
  hours.resize(21'000, 3);  // a thousand wait for three hours: one of 21, so more than 1 % and fewer than 5 %
  auto const found = sample_of(hours).spread();
  CHECK(found.p50 == 0);
  CHECK(found.p95 == 0);
  CHECK(found.p99 == Approx(3).epsilon(0.001));
  CHECK(found.max == 3);
}
