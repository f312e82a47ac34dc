#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::experiments {

/// A figure of a scenario, or several that rise and fall together, that may be other than the scenario says.
struct Parameter {
  enum class Way { set, scale };  // the value itself, or a factor on what the scenario says
  std::string name;
  Way way = Way::set;
  std::vector<std::string> pointers;  // each a number of the scenario
  double from = 0, to = 0, start = 0;
  std::string pointer;  // where the file speaks of it

  /// From a place in [0, 1] to a value, and back.
  double value_at(double share) const { return from + share * (to - from); }
  double share_of(double value) const { return (value - from) / (to - from); }
};

/// Reads {"name": {"set": [pointers] or "scale": [pointers], "from": a, "to": b, "start": c}}. A step * of a pointer
/// stands for every member there. Without a start it is what the scenario says, and 1 for a factor. What names no
/// number of the scenario, which messages call `whose`, is refused.
std::vector<Parameter> read_parameters(format::Reader const& parameters, format::Json const& scenario,
                                       std::string_view whose = "the scenario");

/// Where in a value the pointer leads, with each step * standing for every member: those that lead to a number.
std::vector<std::string> numbers_at(format::Json const& value, std::string const& pointer);

/// The scenario with these values of the parameters; numbers that it writes whole stay whole only where the value is.
format::Json with_values(format::Json scenario, std::vector<Parameter> const& parameters,
                         std::vector<double> const& values);

}  // namespace tongzhou::experiments
