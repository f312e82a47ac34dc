#include "sim/engine/cranes.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/engine/process.hpp"

using namespace tongzhou;
using namespace tongzhou::engine;

namespace {

struct Quay {
  explicit Quay(double count, double most_asked, Closures c = {}, Closures of_terminal = {})
      : closures(std::move(c)),
        closures_of_terminal(std::move(of_terminal)),
        cranes(clock, window, "quay", count, 10, most_asked, closures, closures_of_terminal) {}
  Window window{Time{}, at_days(10)};
  Closures closures, closures_of_terminal;
  Clock clock{at_days(10)};
  Cranes cranes;
  std::vector<double> done;  // hours
  ProcessSet processes;

  Process ship(Time arrives, double moves, double most) {
    co_await clock.until(arrives);
    co_await cranes.work(moves, most);
    done.push_back(in_hours(clock.now()));
  }
  Process ship_known_beforehand(Time arrives, double moves) {
    co_await clock.until(arrives);
    cranes.worked(moves, arrives + cranes.alone(moves, 2));
  }
};

}  // namespace

TEST_CASE("a ship alone is worked by as many cranes as fit it") {
  Quay quay{4, 2};
  quay.processes.spawn(quay.ship(at_hours(1), 60, 2));
  quay.clock.run();
  CHECK(quay.done[0] == Approx(4));  // 60 moves at 20 an hour
}

TEST_CASE("two ships that want more cranes than there are share them fairly from the second's arrival on") {
  // 3 cranes of 10 moves an hour; each ship takes up to 2. Alone 20/h; together 15/h each.
  // First: 20 moves by 2:00, 40 left; both at 15/h: first needs 2:40, done 4:40. Second has then 60 - 40 = 20 left at
  // 20/h.
  Quay quay{3, 4};
  quay.processes.spawn(quay.ship(at_hours(1), 60, 2));
  quay.processes.spawn(quay.ship(at_hours(2), 60, 2));
  quay.clock.run();
  REQUIRE(quay.done.size() == 2);
  CHECK(quay.done[0] == Approx(2 + 40 / 15.0).epsilon(1e-4));
  CHECK(quay.done[1] == Approx(2 + 40 / 15.0 + 1).epsilon(1e-4));
}

TEST_CASE("a small ship keeps its one crane when a large one wants all the others") {
  // Max-min: bounds 1 and 3 of 3 cranes: 1 and 2.
  Quay quay{3, 4};
  quay.processes.spawn(quay.ship(at_hours(0), 50, 1));
  quay.processes.spawn(quay.ship(at_hours(0), 100, 3));
  quay.clock.run();
  REQUIRE(quay.done.size() == 2);
  CHECK(quay.done[0] == Approx(5).epsilon(1e-4));
  CHECK(quay.done[1] == Approx(5).epsilon(1e-4));
}

TEST_CASE("closed cranes stand still, and slowed ones work slower") {
  Closures closures;
  closures.add({at_hours(2), at_hours(12), 0});
  closures.add({at_hours(12), at_hours(14), 0.5});
  Quay quay{2, 2, closures};
  quay.processes.spawn(quay.ship(at_hours(1), 60, 2));  // 20 by 2:00, 20 from 12 to 14, 20 from 14 to 15
  quay.clock.run();
  REQUIRE(quay.done.size() == 1);
  CHECK(quay.done[0] == Approx(15).epsilon(1e-4));
}

TEST_CASE("closed cranes stand still however many and fast they are") {
  // 500 cranes of 10 moves an hour would have lifted one box in nine days at a millionth of their speed.
  Closures closures;
  closures.add({at_hours(2), at_days(30), 0});
  Quay quay{500, 2, closures};
  quay.processes.spawn(quay.ship(at_hours(3), 1, 2));
  quay.clock.run();
  CHECK(quay.done.empty());
}

TEST_CASE("a ship with nothing to move does not wait for cranes") {
  Quay quay{1, 2};
  quay.processes.spawn(quay.ship(at_hours(1), 0, 2));
  quay.clock.run();
  CHECK(quay.done[0] == Approx(1));
}

TEST_CASE("cranes that always work are used in full, wherever the window cuts a ship") {
  // Two cranes, 20 moves an hour. Ships of 30 hours for both, one after another: one is under way when ten days are
  // over, and one when the window begins, where it does so on the second day.
  for (Time const from : {at_days(0), at_days(1)}) {
    Quay quay{2, 2};
    quay.window.from = from;
    REQUIRE(quay.cranes.never_short());
    for (int ship = 0; ship < 9; ++ship) quay.processes.spawn(quay.ship_known_beforehand(at_hours(30 * ship), 600));
    quay.clock.run();
    CHECK(quay.cranes.utilisation() == Approx(1));
  }
}

TEST_CASE("cranes shared by two ships that ask for more than there is are used in full, and no more") {
  // 3 cranes for ten days. From hour 0: two ships that would take 2 each, 3,600 moves each: at 15 an hour they take all
  // ten days. They began before the window, which opens on day 5.
  Quay quay{3, 4};
  quay.window.from = at_days(5);
  quay.processes.spawn(quay.ship(at_hours(0), 3600, 2));
  quay.processes.spawn(quay.ship(at_hours(0), 3600, 2));
  quay.clock.run();
  CHECK(quay.cranes.utilisation() == Approx(1));
}

TEST_CASE("closed cranes are not used while they are closed") {
  // 20 moves an hour; closed for five of the ten days, in which a ship that needs them for 20 days lies there.
  Closures closures;
  closures.add({at_days(2), at_days(7), 0});
  Quay quay{2, 2, closures};
  quay.processes.spawn(quay.ship(at_hours(0), 20 * 24 * 20, 2));
  quay.clock.run();
  CHECK(quay.cranes.utilisation() == Approx(0.5).epsilon(1e-3));
}

TEST_CASE("what waits for cranes while fewer gangs are on duty than cranes waits for gangs") {
  // Two cranes, 20 moves an hour, 20 moves a ship; one gang from 0:00 to 3:00, then two. Two ships at 0:00 would take
  // two cranes each, and have half a crane each until 3:00: of twelve crane hours asked for, nine are not worked. Two
  // more at 10:00 have a crane each for two hours, of four asked for.
  Closures one_gang;
  one_gang.add({at_hours(0), at_hours(3), 0.5});
  Quay quay{2, 8, one_gang};
  for (int const hour : {0, 0, 10, 10}) quay.processes.spawn(quay.ship(at_hours(hour), 20, 2));
  quay.clock.run();
  // Left at 3:00: 5 moves of each, for half an hour at one crane each.
  CHECK(quay.done[1] == Approx(3.5).epsilon(1e-4));
  CHECK(quay.cranes.share_for_want_of_gangs() == Approx(9 / (9 + 0.5 * 2 + 2 * 2)).epsilon(1e-3));
}

TEST_CASE("what waits for cranes of a closed terminal does not wait for gangs, though none is on duty") {
  Closures closed, closed_or_unmanned;
  closed.add({at_hours(0), at_hours(5), 0});
  closed_or_unmanned.add({at_hours(0), at_hours(5), 0});
  Quay quay{1, 1, closed_or_unmanned, closed};
  quay.processes.spawn(quay.ship(at_hours(0), 10, 1));
  quay.clock.run();
  CHECK(quay.cranes.share_for_want_of_gangs() == 0);
}
