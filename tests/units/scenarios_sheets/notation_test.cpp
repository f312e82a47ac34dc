#include "scenarios/sheets/notation.hpp"

#include <catch2/catch.hpp>

using namespace tongzhou::sheets;

namespace {

std::string number(std::string const& text, Decimals decimals = Decimals::point) {
  std::string why;
  auto const value = number_in(text, decimals, why);
  return value ? *value : why.empty() ? "no number" : "refused: " + why;
}

std::string date(std::string const& text) {
  std::string why;
  auto const value = date_in(text, why);
  return value ? *value : why.empty() ? "no date" : "refused: " + why;
}

}  // namespace

TEST_CASE("numbers are understood as people and spreadsheets write them") {
  CHECK(number("12.5") == "12.5");
  CHECK(number("1,234,567") == "1234567");
  CHECK(number("1,234.5") == "1234.5");
  CHECK(number("1.234,5") == "1234.5");
  CHECK(number("1.234.567") == "1234567");
  CHECK(number("1 234") == "1234");
  CHECK(number("3,5") == "3.5");
  CHECK(number("0,125") == "0.125");
  CHECK(number("+7") == "7");
  CHECK(number("007") == "7");
  CHECK(number("-0.5") == "-0.5");
  CHECK(number("\u22123") == "-3");
  CHECK(number("1e3") == "1e3");
}

TEST_CASE("a percentage is a share") {
  CHECK(number("12 %") == "0.12");
  CHECK(number("100%") == "1");
  CHECK(number("7\uff05") == "0.07");
}

TEST_CASE("what is no number is left to others") {
  for (auto const* text : {"", "12 t", "1,23,4", "1.2.3", "12-5", "abc", "1 23", "--1", "%"}) {
    CHECK(number(text) == "no number");
  }
}

TEST_CASE("1,234 is a thousand where commas separate cells, and refused where nothing tells") {
  CHECK(number("1,234", Decimals::point) == "1234");
  CHECK(number("1,234", Decimals::comma) == "1.234");
  CHECK(number("1,234", Decimals::unknown) == "refused: \"1,234\" may be 1234 or 1.234; write 1234 or 1.234");
  CHECK(number("1.234", Decimals::comma) == "refused: \"1.234\" may be 1234 or 1.234; write 1234 or 1.234");
  CHECK(number("1.234", Decimals::unknown) == "1.234");
  CHECK(shows_decimal_comma("3,5"));
  CHECK_FALSE(shows_decimal_comma("1,234"));
}

TEST_CASE("days are understood in the orders that leave no doubt") {
  CHECK(date("2024/7/5") == "2024-07-05");
  CHECK(date("2024年7月5日") == "2024-07-05");
  CHECK(date("5.7.2024") == "2024-07-05");
  CHECK(date("31/12/2024") == "2024-12-31");
  CHECK(date("2024-07-05 8:30") == "2024-07-05T08:30");
  CHECK(date("5/7/2024") == "refused: \"5/7/2024\" may be 2024-07-05 or 2024-05-07; write one of them");
  CHECK(date("2024-02-30") == "no date");
  CHECK(date("Monday") == "no date");
}

TEST_CASE("serial numbers of spreadsheets are days since the end of 1899, or since 1904") {
  CHECK(date_of_serial(45478, false) == "2024-07-05");
  CHECK(date_of_serial(45478.5, false) == "2024-07-05T12:00");
  CHECK(date_of_serial(0.25, false) == "06:00");
  CHECK(date_of_serial(44016, true) == "2024-07-05");  // 1462 days fewer
  CHECK_FALSE(date_of_serial(-1, false));
  CHECK_FALSE(date_of_serial(1e300, false));
}
