#include "sim/engine/repeated_looks.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace tongzhou;
using namespace tongzhou::engine;

namespace {

/// A queue whose boxes look again every two hours, and who does so at an hour.
struct Waiting {
  BoxQueue queue;
  RepeatedLooks looks{hours(2)};

  void comes(std::size_t box, double hour) { queue.push(BoxId{box}, ledger::AccountId{box}, at_hours(hour), false, 0); }
  std::vector<std::uint32_t> look(double hour, double next, bool leaves = false) {
    std::vector<std::uint32_t> who;
    queue.gather(at_hours(hour));
    Time const again = looks.look(queue, at_hours(hour), [&](auto const& entry) {
      who.push_back(entry.box.value());
      return leaves;
    });
    CHECK(in_hours(again) == Approx(next));
    return who;
  }
};

using Boxes = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a box looks again when it has waited a time, and twice that time, until it has left") {
  Waiting waiting;
  waiting.comes(0, 0);
  waiting.comes(1, 0.5);
  CHECK(waiting.look(2, 2.5) == Boxes{0});
  CHECK(waiting.look(2.5, 4, true) == Boxes{1});
  CHECK(waiting.look(4, 6) == Boxes{0});
}

TEST_CASE("who comes into line behind later ones, or in a line by rank, looks again in time, too") {
  bool const by_rank = GENERATE(false, true);
  Waiting waiting;
  waiting.comes(0, 1);
  CHECK(waiting.look(2, 3) == Boxes{});
  waiting.comes(1, 0.5);
  if (by_rank) waiting.queue.rank([](auto const& entry) { return entry.box.value(); });
  CHECK(waiting.look(3, 4.5) == Boxes{0});
  CHECK(waiting.look(4.5, 5) == Boxes{1});
}
