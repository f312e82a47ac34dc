#include "scenarios/sensitivity/decision.hpp"

#include <algorithm>
#include <cmath>

#include "sim/demand/stream.hpp"

namespace tongzhou::sensitivity {
namespace {

constexpr std::size_t places = 1000;  // along a range: a thousandth of it is more than the polynomial knows
constexpr std::size_t draws = 20'000;

}  // namespace

std::optional<double> turning_point(PolynomialChaos const& gain, Point const& scenario, std::size_t parameter) {
  std::optional<double> nearest;
  auto at = scenario;
  at[parameter] = 0;
  double before = gain.at(at);
  for (std::size_t i = 1; i <= places; ++i) {
    at[parameter] = static_cast<double>(i) / places;
    double const now = gain.at(at);
    if ((before < 0) != (now < 0)) {
      double const crossing = at[parameter] - (now == before ? 0 : now / (now - before)) / places;
      if (!nearest || std::abs(crossing - scenario[parameter]) < std::abs(*nearest - scenario[parameter]))
        nearest = crossing;
    }
    before = now;
  }
  return nearest;
}

ValueOfKnowing value_of_knowing(PolynomialChaos const& gain, std::size_t parameters, std::uint64_t seed) {
  double const undecided = std::max(0.0, gain.mean());
  ValueOfKnowing value;
  demand::Stream stream{seed, 0, "value of knowing"};
  double sum = 0;
  for (auto const& at : latin_hypercube(parameters, draws, stream)) sum += std::max(0.0, gain.at(at));
  value.everything = std::max(0.0, sum / draws - undecided);
  for (std::size_t i = 0; i < parameters; ++i) {
    double known = 0;
    for (std::size_t p = 0; p < places; ++p)
      known += std::max(0.0, gain.mean_given(i, (static_cast<double>(p) + 0.5) / places)) / places;
    value.alone.push_back(std::max(0.0, known - undecided));
  }
  return value;
}

}  // namespace tongzhou::sensitivity
