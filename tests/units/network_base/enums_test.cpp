#include "network/base/enums.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

using namespace tongzhou;

namespace {

enum class Gauge : std::uint8_t { narrow, standard, broad };
constexpr auto words(Gauge) { return one_word_each<Gauge>("metre", "standard", "russian"); }

}  // namespace

TEST_CASE("a value is written with its word, and the word read gives the value back") {
  for (auto const gauge : all_values<Gauge>) CHECK(value_of<Gauge>(word_of(gauge)) == gauge);
  CHECK(word_of(Gauge::broad) == "russian");
}

TEST_CASE("a word that stands beside no value names none") {
  CHECK(value_of<Gauge>("narrow") == std::nullopt);  // the name in the code is not the word in files
  CHECK(value_of<Gauge>("") == std::nullopt);
}

// A list of words that misses one does not compile, because the compiler tells a value with a name from one without.
TEST_CASE("the last value of an enum is known") {
  STATIC_REQUIRE(count_of<Gauge> == 3);
  STATIC_REQUIRE(enum_detail::named<static_cast<Gauge>(2)>());
  STATIC_REQUIRE_FALSE(enum_detail::named<static_cast<Gauge>(3)>());
}

TEST_CASE("trains counted by gauge add up") {
  EnumArray<Gauge, int> trains;
  trains[Gauge::narrow] = 2;
  trains[Gauge::broad] = 5;
  CHECK(trains.sum() == 7);
  trains += {1, 1, 1};
  CHECK(trains == EnumArray<Gauge, int>{3, 1, 6});
  trains -= {3, 1, 0};
  CHECK(trains == EnumArray<Gauge, int>{0, 0, 6});
}
