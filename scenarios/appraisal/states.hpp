#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::appraisal {

/// A network in one year: what is open, what is being built, how much demand there is.
struct State {
  std::vector<std::size_t> built = {};       // options, rising; none: the base
  std::optional<std::size_t> building = {};  // an option that disturbs the others while it is built
  std::size_t year = 0;                      // which of the simulated years
  std::size_t demand = 0;                    // which case
  friend auto operator<=>(State const&, State const&) = default;
};

/// The scenario of a state, merged; of one of the seasons where the investment names some.
format::Json scenario_of(Investment const& investment, State const& state, std::size_t season = 0);

/// Boxes (TEU where flows say TEU; parcels where there is nothing but mail) in a year over those of the base scenario.
double volume(Investment const& investment, std::size_t demand, unsigned year);

/// Which years are simulated when the file names none: year 0 alone where every year is alike. Where demand grows also
/// years 10 and 20, or the last of a shorter horizon; where something comes in any case the year in which it comes and
/// the one before.
std::vector<unsigned> default_years(Investment const& investment);

}  // namespace tongzhou::appraisal
