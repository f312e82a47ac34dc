#include "sim/engine/expected_calls.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/engine/disruptions.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;

namespace {

/// Ten hours from A to B for a ship that departs once a day, and six between anchorage and quay of one of the two.
struct River : itineraries::Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::ServiceId line = service("line", ship, 24, 1, {terminal(a), terminal(b)}, {river(a, b, 200)});

  River() { world.services[line].stops[0].departs = {}; }
  void add_channel(world::PlaceId port) {
    world::Approach channel;
    channel.name = named("channel");
    channel.place = port;
    channel.passage = demand::Distribution<Duration>::fixed(hours(6));
    world.places[port].approach = world.approaches.add(channel);
  }
};

}  // namespace

TEST_CASE("a ship that comes through a channel to its first departure is expected to leave on time") {
  // It comes to the anchorage six hours before it departs.
  River river;
  river.add_channel(river.a);
  engine::Disruptions const announced{river.world};
  engine::ExpectedCalls const calls{
      river.world, river.line, announced, {at_hours(24), at_hours(48), at_hours(72), at_hours(96)}};
  CHECK(in_hours(calls.closes(0, 0)) == Approx(24));
  CHECK(in_hours(calls.closes(3, 0)) == Approx(96));
}

TEST_CASE("boxes are expected off a ship when it is in and has its papers, before anything is learned") {
  // 10 h under way, 6 h in and 2 h in port. One of which boxes are off then teaches nothing.
  River river;
  river.add_channel(river.b);
  river.world.services[river.line].stops[1].port_time = demand::Distribution<Duration>::fixed(hours(2));
  engine::Disruptions const announced{river.world};
  engine::ExpectedCalls calls{
      river.world, river.line, announced, {at_hours(24), at_hours(48), at_hours(72), at_hours(96)}};
  CHECK(in_hours(calls.lifts(0, 1, at_hours(20))) == Approx(24 + 18));
  calls.lifted(0, 1, at_hours(24 + 18));
  CHECK(in_hours(calls.lifts(1, 1, at_hours(24 + 18))) == Approx(48 + 18));
}

TEST_CASE("a ship whose terminal closes until after its departure is expected to take what is there when it has come") {
  // 24 hours a round, ten of them each way: from 44 on it waits for its departure at 48.
  auto const closes = [](double from, double to) {
    itineraries::Sketch sketch;
    auto const a = sketch.place("A"), b = sketch.place("B");
    auto const quay = sketch.terminal(a);
    auto const way = sketch.river(a, b, 200);
    auto const line = sketch.service("line", sketch.ship, 24, 1, {quay, sketch.terminal(b)}, {way, way});
    sketch.world.services[line].stops[0].departs = {};
    using Windows = std::vector<world::Disruption::Window>;
    sketch.world.disruptions.push_back({.name = itineraries::Sketch::named("closure"),
                                        .target = quay,
                                        .when = Windows{{at_hours(from), at_hours(to)}}});
    engine::Disruptions const announced{sketch.world, engine::draw_strikes(sketch.world, 0), Time{}};
    engine::ExpectedCalls const calls{
        sketch.world, line, announced, {at_hours(24), at_hours(48), at_hours(72), at_hours(96)}};
    return in_hours(calls.closes(1, 0));
  };
  CHECK(closes(45, 60) == Approx(44));
  CHECK(closes(45, 47) == Approx(48));
  CHECK(closes(49, 60) == Approx(48));
}
