#include "sim/engine/one_way_section.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/engine/process.hpp"
#include "sim/engine/train_paths.hpp"

using namespace tongzhou;
using namespace tongzhou::engine;
using world::Direction;

namespace {

struct Line {
  Window window{Time{}, at_days(5)};
  Clock clock{at_days(5)};
  OneWaySection section;
  std::vector<std::pair<char, double>> entered;  // hours
  ProcessSet processes;
  explicit Line(Duration headway) : section(clock, window, headway) {}

  Process train(char name, Time arrives, Direction direction, Duration takes) {
    co_await clock.until(arrives);
    co_await section.enter(direction);
    entered.emplace_back(name, in_hours(clock.now()));
    co_await clock.until(clock.now() + takes);
    section.leave();
  }
  Process set_out(Time at, char name, Time arrives, Direction direction, Duration takes) {
    co_await clock.until(at);
    processes.spawn(train(name, arrives, direction, takes));
  }
};

}  // namespace

TEST_CASE("on a single track the train from the other side waits until the line is clear") {
  // a runs down from 8:00 to 9:00; b, there at 8:02, follows after the headway, 8:10 to 9:10; c came after b and waits
  // for both.
  Line line{minutes(10)};
  line.processes.spawn(line.train('a', at_hours(8), Direction::down, hours(1)));
  line.processes.spawn(line.train('b', at_hours(8) + minutes(2), Direction::down, hours(1)));
  line.processes.spawn(line.train('c', at_hours(8) + minutes(5), Direction::up, hours(1)));
  line.clock.run();
  REQUIRE(line.entered.size() == 3);
  CHECK(line.entered[1].first == 'b');
  CHECK(line.entered[1].second == Approx(8 + 10 / 60.0));
  CHECK(line.entered[2].first == 'c');
  CHECK(line.entered[2].second == Approx(9 + 10 / 60.0));
}

TEST_CASE("nobody follows past one that waits for the other direction") {
  Line line{minutes(5)};
  line.processes.spawn(line.train('a', at_hours(8), Direction::down, hours(1)));
  line.processes.spawn(line.train('b', at_hours(8.2), Direction::up, hours(1)));
  line.processes.spawn(line.train('c', at_hours(8.3), Direction::down, hours(1)));
  line.clock.run();
  REQUIRE(line.entered.size() == 3);
  CHECK(line.entered[1] == std::pair{'b', 9.0});
  CHECK(line.entered[2] == std::pair{'c', 10.0});
}

TEST_CASE("of two that come in the minute in which the other direction is out, the first goes first") {
  Line line{minutes(0)};
  line.processes.spawn(line.train('a', at_hours(9), Direction::down, hours(1)));
  line.processes.spawn(line.train('u', at_hours(8), Direction::up, hours(1)));
  line.processes.spawn(line.set_out(at_hours(8.5), 'b', at_hours(9), Direction::down, hours(1)));
  line.clock.run();
  REQUIRE(line.entered.size() == 3);
  CHECK(line.entered[1] == std::pair{'a', 9.0});
  CHECK(line.entered[2] == std::pair{'b', 9.0});
}

TEST_CASE("paths keep their headway and their number a day") {
  Window const window{at_days(0), at_days(10)};
  TrainPaths paths{minutes(30), 3, window};
  CHECK(paths.next(at_hours(10)) == at_hours(10));
  CHECK(paths.next(at_hours(10)) == at_hours(10.5));
  CHECK(paths.next(at_hours(20)) == at_hours(20));
  CHECK(paths.next(at_hours(21)) == at_hours(24));
  CHECK(paths.next(at_hours(30)) == at_hours(30));
}

TEST_CASE("all paths of every day are all of what there is, wherever the window cuts a day") {
  // Three trains at six in the morning of each day, of three paths; the window begins and ends at noon.
  Window const window{at_days(1.5), at_days(4.5)};
  TrainPaths full{{}, 3, window}, third{{}, 3, window};
  for (int day = 0; day < 6; ++day) {
    for (int train = 0; train < 3; ++train) full.next(at_days(day + 0.25));
    third.next(at_days(day + 0.25));
  }
  CHECK(full.taken() == Approx(1));
  CHECK(third.taken() == Approx(1.0 / 3));
}
