#include "scenarios/appraisal/asset.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::appraisal;

namespace {

TEST_CASE("a crane of 30 that lasts five years, from year 2 on, over fifteen years") {
  Asset const crane{.cost = 30, .in_use_from = 2, .life_years = 5};
  auto const cost = renewals(crane, 15);
  for (std::size_t year = 0; year < 15; ++year) CHECK(cost[year] == (year == 7 || year == 12 ? 30 : 0));
  CHECK(residual_value(crane, 15) == Approx(12));  // the third one, two fifths of its life left
}

TEST_CASE("what is worn out with the last year is not renewed and worth nothing") {
  Asset const crane{.cost = 30, .life_years = 5};
  CHECK(renewals(crane, 10)[5] == 30);
  CHECK(renewals(crane, 5) == std::vector<double>(5, 0.0));
  CHECK(residual_value(crane, 5) == 0);
  CHECK(residual_value(crane, 10) == 0);
  CHECK(residual_value(crane, 6) == Approx(24));
  CHECK(residual_value(crane, 1) == Approx(24));
}

TEST_CASE("scrap is depreciated down to, and paid for at renewal") {
  Asset const barge{.cost = 100, .life_years = 4, .scrap = 20, .renewal_cost = 60};
  CHECK(residual_value(barge, 2) == Approx(60));
  CHECK(residual_value(barge, 4) == Approx(20));
  CHECK(renewals(barge, 6)[4] == 40);
  CHECK(residual_value(barge, 6) == Approx(40));  // the second one, half worn: 60 down to 20
}

TEST_CASE("what is not yet in use has lost nothing") {
  Asset const lock{.cost = 900, .in_use_from = 6, .life_years = 50};
  CHECK(residual_value(lock, 6) == 900);
  CHECK(residual_value(lock, 3) == 900);
  CHECK(residual_value(lock, 31) == Approx(450));
  CHECK(renewals(lock, 31) == std::vector<double>(31, 0.0));
}

}  // namespace
