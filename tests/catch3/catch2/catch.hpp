#pragma once

// Catch2 3 by the name that Catch2 2 has for its single header; on the path only where Catch2 is 3 or newer.
#include <catch2/catch_all.hpp>

using Catch::Approx;
