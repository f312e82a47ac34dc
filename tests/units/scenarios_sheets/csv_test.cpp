#include "scenarios/sheets/csv.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace tongzhou::sheets;

namespace {

/// Each cell as row:column=text, then each flaw.
std::string read(std::string bytes, CsvForm* form = nullptr) {
  std::vector<Flaw> flaws;
  CsvForm found;
  auto const sheet = read_csv(std::move(bytes), "t", flaws, found);
  if (form != nullptr) *form = found;
  std::string text;
  for (auto const& row : sheet.rows()) {
    for (auto const& cell : sheet.cells(row))
      text += fmt::format("{}{}={} ", column_letters(cell.column), row.number, cell.text);
  }
  for (auto const& flaw : flaws) text += fmt::format("!{}:{} {}", flaw.row, flaw.column, flaw.text);
  return text;
}

}  // namespace

TEST_CASE("cells are read with their lines, and empty ones left out") {
  CHECK(read("id,from\na,\n\n# a remark\nb,CNSHA\n") == "A1=id B1=from A2=a A5=b B5=CNSHA ");
  CHECK(read("id,from\r\na,b\r\n") == "A1=id B1=from A2=a B2=b ");
  CHECK(read("") == "");
}

TEST_CASE("quotes hold separators, quotes and ends of lines") {
  CHECK(read("a,\"b,\"\"c\"\"\nd\"\ne,f") == "A1=a B1=b,\"c\"\nd A3=e B3=f ");
  CHECK(csv_cell("b,\"c\"") == "\"b,\"\"c\"\"\"");
}

TEST_CASE("a quote that is never closed is found where it was opened") {
  CHECK(read("a,b\nc,\"d\ne,f\n") == "A1=a B1=b A2=c !2:2 a quote is opened here and never closed");
}

TEST_CASE("byte order marks, UTF-16, GB18030, semicolons and tabs are recognised") {
  CsvForm form;
  CHECK(read("\xef\xbb\xbfid;x\na;1", &form) == "A1=id B1=x A2=a B2=1 ");
  CHECK(form.separator == ';');
  CHECK(read("id\tx\n", &form) == "A1=id B1=x ");
  CHECK(form.separator == '\t');
  CHECK(read(std::string("\xff\xfei\0d\0", 6), &form) == "A1=id ");
  CHECK(form.encoding == "UTF-16");
  CHECK(read("id\n\xc9\xcf\xba\xa3\n", &form) == "A1=id A2=上海 ");
  CHECK(form.encoding == "GB18030");
}

TEST_CASE("what is no text is refused with its line") {
  CHECK(read("id\n\xff\xff\xff\n") ==
        "!2:0 these bytes are neither UTF-8 nor GB18030; save the table as \"CSV UTF-8\"");
  CHECK(read(std::string("id\na\0b\n", 7)) == "!2:0 a zero byte: this is not a text file");
}

TEST_CASE("more columns than a spreadsheet has are refused") {
  CHECK(read(std::string(20'000, ',') + "x").ends_with("!1:0 more than 16384 columns"));
}
