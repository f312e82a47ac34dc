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
