// A policy that scenario files do not know: a shipper that takes no way which emits more than its cleanest way does by
// a tenth, whatever it costs. Ways are found by the simulator's own planner; what is left of them is simulated.
//
//   low-carbon SCENARIO.json          as the scenario is
//   low-carbon SCENARIO.json 1.1      under the policy
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/outcome/key_figures.hpp"

namespace {

using namespace tongzhou;

std::optional<world::World> read(std::string const& file) {
  format::Problems problems;
  auto const document = format::load(file, problems);
  auto world = document && format::check(*document, format::scenario_schema(), problems)
                   ? format::build(*document, problems)
                   : std::nullopt;
  problems.print(std::cerr);
  return world;
}

/// Takes away the ways that emit more than `factor` times what the cleanest does, per box and as planned.
void keep_clean(std::vector<itineraries::Itinerary>& ways, double factor) {
  if (ways.empty()) return;
  auto const emits_less = [](auto const& one, auto const& other) { return one.kg_co2e < other.kg_co2e; };
  auto const most = factor * std::min_element(ways.begin(), ways.end(), emits_less)->kg_co2e;
  std::erase_if(ways, [most](auto const& way) { return way.kg_co2e > most; });
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "low-carbon SCENARIO.json [FACTOR]\n";
    return 2;
  }
  auto const world = read(words[1]);
  if (!world) return 3;

  itineraries::Planner const planner{*world};
  auto plans = itineraries::plan_all(*world, planner);
  if (count > 2) {
    for (auto& ways : plans) keep_clean(ways, std::strtod(words[2], nullptr));
  }

  auto const outcome = engine::simulate(*world, planner, plans);
  auto const figures = outcome::key_figures(outcome, *world);
  std::cout << std::lround(figures.laden_teu) << " TEU, each " << std::lround(figures.kg_co2e.value_or(0))
            << " kg CO2e and " << std::lround(figures.shipper_cost.value_or(0)) << " paid\n";
  return outcome.audit_holds() ? 0 : 1;
}
