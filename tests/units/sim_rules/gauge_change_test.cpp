#include "sim/rules/gauge_change.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;

namespace {

demand::Distribution<Duration> always(Duration time) { return demand::Distribution<Duration>::fixed(time); }

}  // namespace

TEST_CASE("forty-five wagons change bogies in five lifts of ten, or all at once") {
  CHECK(rules::lifts_of({.wagons_at_once = 10, .per_lift = {}}, 45) == 5);
  CHECK(rules::lifts_of({.wagons_at_once = 10, .per_lift = {}}, 40) == 4);
  CHECK(rules::lifts_of({.wagons_at_once = 0, .per_lift = {}}, 45) == 1);
}

TEST_CASE("a train takes its own time, its boxes', and that of its bogies") {
  world::GaugeChange border;
  border.per_train = always(minutes(60));
  border.per_box = seconds(30);
  CHECK(in_hours(rules::mean_time(border, 45, 60)) == Approx(1.5));
  border.method = world::BogieChange{.wagons_at_once = 10, .per_lift = always(minutes(30))};
  CHECK(in_hours(rules::mean_time(border, 45, 60)) == Approx(1.5 + 2.5));
}

TEST_CASE("two cranes of thirty moves an hour lift sixty boxes in an hour, and no more than there are lift") {
  world::GaugeChange border;
  border.method = world::BoxTransfer{.cranes = 8, .moves_per_crane_hour = 30, .cranes_per_train = 2};
  CHECK(in_hours(rules::mean_time(border, 0, 60)) == Approx(1));
  border.method = world::BoxTransfer{.cranes = 1, .moves_per_crane_hour = 30, .cranes_per_train = 2};
  CHECK(in_hours(rules::mean_time(border, 0, 60)) == Approx(2));
}

TEST_CASE(
    "an office that works eight hours of the day lets a train wait for five hours and twenty minutes on the mean") {
  // Two thirds of all trains come when it is shut, and wait for eight hours on the mean.
  world::BorderFormalities const rule{.per_train = always(hours(3)), .hours = world::OpeningHours::daily(8, 16)};
  CHECK(rules::asks_formalities(rule));
  CHECK(in_hours(rules::mean_time(rule)) == Approx(3 + 16.0 / 3).epsilon(0.001));
  CHECK_FALSE(rules::asks_formalities({}));
}
