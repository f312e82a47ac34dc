#include "scenarios/sensitivity/decision.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

namespace {

/// Gain 10 a - 4 over the unit square, whatever b is.
PolynomialChaos gain() {
  demand::Stream stream{2, 0, "gain"};
  auto const design = latin_hypercube(2, 20, stream);
  std::vector<double> values;
  for (auto const& at : design) values.push_back(10 * at[0] - 4);
  return {design, values, 2};
}

}  // namespace

TEST_CASE("a gain of 10 a - 4 turns at a = 0.4, and nowhere along b") {
  CHECK(turning_point(gain(), {0.9, 0.5}, 0).value() == Approx(0.4).margin(1e-6));
  CHECK_FALSE(turning_point(gain(), {0.9, 0.5}, 1));
}

TEST_CASE("a cost that lies anywhere from 1 to 3 is one parameter more, which nobody has to fit") {
  // 10 a - 4 less the cost: 10 a - 6 in the mean. Variance 100/12 of a and 4/12 of the cost.
  auto const net = gain().with_linear(-1, -3);
  CHECK(net.mean() == Approx(-1).margin(1e-9));
  CHECK(net.at({0.5, 0.2, 0.25}) == Approx(-0.5).margin(1e-9));
  CHECK(net.first_order(2) == Approx(4.0 / 104));
  CHECK(net.total(0) == Approx(100.0 / 104));
  CHECK(net.mean_given(2, 1) == Approx(-2).margin(1e-9));
  CHECK(net.predicted_share() == Approx(1));
  CHECK(turning_point(net, {0.65, 0.5, 0.5}, 2).value() == Approx(0.75).margin(1e-6));  // 2.5
}

TEST_CASE("knowing a before building is worth what would be lost below 0.4; knowing b is worth nothing") {
  // Undecided one builds: the mean gain is 1. Knowing a: the mean of what is above 0 is 10 x 0.6^2 / 2 = 1.8.
  auto const value = value_of_knowing(gain(), 2, 1);
  CHECK(value.alone[0] == Approx(0.8).margin(0.01));
  CHECK(value.alone[1] == Approx(0).margin(1e-6));
  CHECK(value.everything == Approx(0.8).margin(0.03));
}
