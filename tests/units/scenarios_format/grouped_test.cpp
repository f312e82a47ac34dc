#include "scenarios/format/grouped.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::format;

TEST_CASE("a multiplier or an amount is written with three digits at least, and never as a power of ten") {
  CHECK(in_full(1.2345) == "1.23");
  CHECK(in_full(2) == "2");
  CHECK(in_full(12.34) == "12.3");
  CHECK(in_full(0.01234) == "0.0123");
  CHECK(in_full(0.0000123) == "0.0000123");
  CHECK(in_full(-0.5) == "-0.5");
  CHECK(in_full(999.6) == "1,000");
  CHECK(in_full(1300000) == "1,300,000");
  CHECK(in_full(-9999.9) == "-10,000");
  CHECK(in_full(0) == "0");
}
