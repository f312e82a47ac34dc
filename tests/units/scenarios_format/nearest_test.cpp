#include "scenarios/format/nearest.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace tongzhou::format;

namespace {
std::string near(std::string_view word, std::vector<std::string_view> const& candidates) {
  return nearest(word, candidates).value_or("-");
}
}  // namespace

TEST_CASE("a slip of the finger finds the word that was meant") {
  CHECK(near("rial", {"sea", "river", "rail"}) == "rail");  // swapped neighbours count once
  CHECK(near("vesel", {"vehicle", "vessel"}) == "vessel");
  CHECK(near("Vessel", {"vessel"}) == "vessel");
  CHECK(near("CNSHA", {"cnngb", "cnsha"}) == "cnsha");
  CHECK(near("speed_km_h", {"speed_km_per_h", "speed_kn"}) == "speed_kn");  // 2 changes; the other is 4 away
  CHECK(near("\xe4\xb8\x8a\xe6\xb5\xb7", {"\xe4\xb8\x8a\xe6\xb9\x96"}) == "\xe4\xb8\x8a\xe6\xb9\x96");
}

TEST_CASE("a long word may be a third wrong, a short one hardly") {
  CHECK(near("maximumspeedofvesel", {"maximum_speed_of_vessel"}) == "maximum_speed_of_vessel");  // 4 of 19
  CHECK(near("to", {"of"}) == "-");
  CHECK(near("x", {"to"}) == "-");
  CHECK(near("berth", {"crane"}) == "-");
  CHECK(near("", {"", "a"}) == "");
}

TEST_CASE("of equally near words the first in the alphabet is offered") {
  CHECK(near("rai", {"rail", "raid", "rain"}) == "raid");
}

TEST_CASE("no suggestion, no words about it") {
  std::vector<std::string_view> const modes = {"rail", "sea"};
  CHECK(did_you_mean("rial", modes) == "; did you mean \"rail\"?");
  CHECK(did_you_mean("submarine", modes).empty());
  CHECK(did_you_mean(std::string(100000, 'x'), modes).empty());
}
