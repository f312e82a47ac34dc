#pragma once

#include <cstdint>
#include <string>

namespace tongzhou::generate {

/// How large a made-up scenario is.
struct Size {
  int terminals = 200;
  int services = 500;
  int vehicles = 2000;       // spread evenly over the services
  double boxes = 6'000'000;  // a year
  int days = 365;
  int gate_lanes = 0;  // of each terminal; 0: no truck ever queues
  std::uint64_t seed = 1;
};

/// A valid scenario of that size, as JSON: a coast of ports 400 km apart on average, ring services of 4 to 8 of them on
/// a timetable, and four flows a service between its stops. Every figure is an assumption; the text depends on the size
/// alone. Throws std::invalid_argument, with a sentence, for sizes that make no scenario.
std::string scenario(Size const& size);

}  // namespace tongzhou::generate
