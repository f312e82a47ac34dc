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
  int ship_teu = 300;
  int berths = 8;      // of each terminal, with two cranes each
  int gate_lanes = 0;  // of each terminal; 0: no truck ever queues
  std::uint64_t seed = 1;
};

/// As many as a large country has: 200 million boxes a year, about 2 million a port.
constexpr Size nation{
    .terminals = 100, .services = 3000, .vehicles = 12'000, .boxes = 200'000'000, .ship_teu = 700, .berths = 60};

/// A valid scenario of that size, as JSON: a coast of ports 400 km apart on average, ring services of 4 to 8 of them on
/// a timetable, and four flows a service between its stops. Every figure is an assumption; the text depends on the size
/// alone. Throws std::invalid_argument, with a sentence, for sizes that make no scenario.
std::string scenario(Size const& size);

}  // namespace tongzhou::generate
