#include "sim/engine/clock.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "sim/engine/closures.hpp"
#include "sim/engine/process.hpp"

using namespace tongzhou;
using namespace tongzhou::engine;

namespace {

Process says(Clock& clock, std::string& heard, char word, Time date) {
  co_await clock.until(date);
  heard += word;
}
Task pause(Clock& clock, Duration length) { co_await clock.until(clock.now() + length); }
Process walks(Clock& clock, std::string& heard) {
  co_await pause(clock, hours(1));
  heard += 'a';
  co_await pause(clock, hours(1));
  heard += 'b';
}
Process sinks(Clock& clock) {
  co_await clock.until(at_hours(1));
  throw std::runtime_error("the ship is lost");
}

/// Goes on and on at one moment.
Process hurries(Clock& clock) {
  co_await clock.until(at_hours(1));
  while (true) co_await clock.until(at_hours(1));
}
/// Always later, and never so much that a date could tell.
Process creeps(Clock& clock) {
  co_await clock.until(at_hours(1));
  struct Next {
    Clock& clock;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> process) const { clock.wake(process, clock.now() + seconds(1e-300)); }
    void await_resume() const {}
  };
  while (true) co_await Next{clock};
}

}  // namespace

TEST_CASE("what is due at the same date happens in the order in which it was asked for") {
  Clock clock{at_days(1)};
  ProcessSet processes;
  std::string heard;
  processes.spawn(says(clock, heard, 'c', at_hours(5)));
  processes.spawn(says(clock, heard, 'a', at_hours(2)));
  processes.spawn(says(clock, heard, 'd', at_hours(5)));
  processes.spawn(says(clock, heard, 'b', at_hours(2)));
  clock.run();
  CHECK(heard == "abcd");
}

TEST_CASE("nothing happens at the end or after it") {
  Clock clock{at_hours(5)};
  ProcessSet processes;
  std::string heard;
  processes.spawn(says(clock, heard, 'a', at_hours(4.999)));
  processes.spawn(says(clock, heard, 'b', at_hours(5)));
  processes.spawn(says(clock, heard, 'c', at_hours(6)));
  clock.run();
  CHECK(heard == "a");
  CHECK(clock.now() == at_hours(5));
}

TEST_CASE("a part of a story told elsewhere takes its time") {
  Clock clock{at_days(1)};
  ProcessSet processes;
  std::string heard;
  processes.spawn(walks(clock, heard));
  processes.spawn(says(clock, heard, '-', at_hours(1.5)));
  clock.run();
  CHECK(heard == "a-b");
}

TEST_CASE("a story that fails is remembered, with its reason") {
  Clock clock{at_days(1)};
  ProcessSet processes;
  processes.spawn(sinks(clock));
  clock.run();
  REQUIRE(processes.failure());
  CHECK_THROWS_WITH(std::rethrow_exception(processes.failure()), "the ship is lost");
}

TEST_CASE("a story that goes on and on at one moment is stopped, and the moment told") {
  Clock clock{at_days(1)};
  ProcessSet processes;
  processes.spawn(hurries(clock));
  clock.run();
  REQUIRE(processes.failure());
  // An hour is 1/24 of a day.
  CHECK_THROWS_WITH(std::rethrow_exception(processes.failure()),
                    Catch::Contains("simulated time stands still on day 0.041667"));
}

TEST_CASE("so is one whose steps are too small to move time on") {
  Clock clock{at_days(1)};
  ProcessSet processes;
  processes.spawn(creeps(clock));
  CHECK_THROWS_WITH(clock.run(), Catch::Contains("simulated time stands still on day 0.041667"));
  processes.cancel_all();
}

TEST_CASE("how far a run is can be seen from another thread") {
  RunProgress progress;
  Clock clock{at_days(2), &progress};
  ProcessSet processes;
  std::string heard;
  processes.spawn(says(clock, heard, 'a', at_days(1)));
  clock.run();
  CHECK(progress.days == 1);
}

TEST_CASE("two runs of the same story leave the same fingerprint") {
  auto const run = [] {
    Clock clock{at_days(1)};
    ProcessSet processes;
    std::string heard;
    processes.spawn(says(clock, heard, 'a', at_hours(2)));
    processes.spawn(walks(clock, heard));
    clock.run();
    return clock.fingerprint();
  };
  CHECK(run() == run());
}

TEST_CASE("the smallest share rules where closures overlap, and doors open when the last one ends") {
  Closures closures;
  closures.add({at_days(2), at_days(4), 0});
  closures.add({at_days(1), at_days(3), 0.5});
  closures.add({at_days(4), at_days(5), 0});
  CHECK(closures.share(at_days(1.5)) == 0.5);
  CHECK(closures.share(at_days(2.5)) == 0);
  CHECK(closures.open_from(at_days(1.5)) == at_days(1.5));
  CHECK(closures.open_from(at_days(3)) == at_days(5));
}
