#include "scenarios/sensitivity/morris.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::sensitivity;

namespace {

template <class Model>
std::vector<ElementaryEffects> effects_of(Model model, std::size_t parameters, std::size_t trajectories) {
  demand::Stream stream{3, 0, "morris"};
  auto const design = morris_trajectories(parameters, trajectories, 4, stream);
  std::vector<std::vector<double>> values;
  for (auto const& trajectory : design) {
    auto& row = values.emplace_back();
    for (auto const& at : trajectory) row.push_back(model(at));
  }
  return elementary_effects(design, values);
}

}  // namespace

TEST_CASE("of 3 a - 2 b the effects are 3 and -2 everywhere, and c does nothing") {
  auto const effects = effects_of([](Point const& at) { return 3 * at[0] - 2 * at[1]; }, 3, 6);
  CHECK(effects[0].mean == Approx(3));
  CHECK(effects[1].mean == Approx(-2));
  CHECK(effects[1].mean_absolute == Approx(2));
  CHECK(effects[0].deviation == Approx(0).margin(1e-9));
  CHECK(effects[2].mean_absolute == 0);
}

TEST_CASE("of a b the effect of a is b, which differs from place to place: a half on average, and uneven") {
  // On the grid 0, 1/3, 2/3, 1 each level of b is as likely: mean 1/2, deviation sqrt(5/36) = 0.3727.
  auto const effects = effects_of([](Point const& at) { return at[0] * at[1]; }, 2, 4000);
  CHECK(effects[0].mean == Approx(0.5).margin(0.02));
  CHECK(effects[0].deviation == Approx(0.3727).margin(0.01));
}
