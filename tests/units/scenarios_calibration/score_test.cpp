#include "scenarios/calibration/score.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::calibration;

TEST_CASE("two ports, 10 too much of 100 and 30 too little of 300: a tenth off, a twentieth too little in all") {
  std::vector<Pair> const pairs{{100, 110}, {300, 270}};
  auto const score = score_of(pairs);
  CHECK(score.wape == Approx(40.0 / 400));
  CHECK(score.bias == Approx(-20.0 / 400));
  CHECK(score.rmse == Approx(std::sqrt((100.0 + 900) / 2)));
}

TEST_CASE("small ports and large ones are scored apart, a third of them each") {
  std::vector<Pair> const pairs{{1000, 1100}, {1, 2}, {10, 10}, {2000, 2000}, {2, 2}, {20, 10}};
  auto const scores = scores_by_size(pairs);
  REQUIRE(scores.size() == 3);
  CHECK(scores[0].wape == Approx(1.0 / 3));    // 1 and 2
  CHECK(scores[1].wape == Approx(10.0 / 30));  // 10 and 20
  CHECK(scores[2].wape == Approx(100.0 / 3000));
  CHECK(scores_by_size({{1, 1}, {2, 2}, {3, 3}}).size() == 1);
}

TEST_CASE("100 seen and 121 modelled an hour: GEH is the root of 2 x 441 / 221, below 5; 100 and 200 are 8.2 apart") {
  CHECK(geh({100, 121}) == Approx(std::sqrt(2 * 441.0 / 221)));
  CHECK(geh({100, 200}) == Approx(8.1649658));
  CHECK(geh({0, 0}) == 0);
  std::vector<Pair> const counts{{100, 121}, {100, 200}};
  CHECK(share_below_5(counts) == 0.5);
}

TEST_CASE("verdicts change at a tenth, a fifth and a half") {
  CHECK(verdict_on(0.099) == "highly accurate");
  CHECK(verdict_on(0.1) == "good");
  CHECK(verdict_on(0.2) == "reasonable");
  CHECK(verdict_on(0.5) == "inaccurate");
}
