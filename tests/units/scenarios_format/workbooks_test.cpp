#include <catch2/catch.hpp>
#include <string>

#include "tests/units/scenarios_format/good_book.hpp"

using namespace tongzhou::format;

namespace {

std::string told(std::string const& sheet, Page const& page) {
  auto book = good_book();
  book[sheet] = page;
  return problems_of_book(book);
}

}  // namespace

TEST_CASE("a workbook says what one JSON file would, whatever other sheets it has") {
  CHECK(problems_of_book(good_book()) == "");
  CHECK(told("my notes", {"anything,=,#REF!\n"}) == "");
  CHECK(told("hidden notes", {"x\n", "state=\"hidden\""}) == "");
  CHECK(problems_of_book({{"notes", {"x\n"}}}).starts_with("plan.xlsx: none of its sheets is a table"));
}
