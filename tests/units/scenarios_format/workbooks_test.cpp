#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/document.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tests/units/scenarios_format/folder.hpp"
#include "tests/units/scenarios_format/said.hpp"
#include "tests/units/scenarios_sheets/archive.hpp"

using namespace tongzhou::format;

namespace {

/// A sheet of a workbook: cells as in a CSV file without quotes, and what else its XML holds.
struct Page {
  std::string cells;
  std::string state = {};  // attributes of the sheet in the workbook
  std::string more = {};   // behind the cells
};
using Book = std::map<std::string, Page>;

/// "=" is a formula that was never calculated, "#REF!" an error; numbers are numbers, all else is text.
std::string cell_xml(std::string const& at, std::string const& text) {
  if (text == "=") return fmt::format(R"(<c r="{}"><f>A1</f></c>)", at);
  if (text == "#REF!") return fmt::format(R"(<c r="{}" t="e"><v>#REF!</v></c>)", at);
  if (text == "TRUE") return fmt::format(R"(<c r="{}" t="b"><v>1</v></c>)", at);
  bool const is_number = text.find_first_not_of("0123456789.") == std::string::npos;
  if (is_number) return fmt::format(R"(<c r="{}"><v>{}</v></c>)", at, text);
  return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", at, text);
}

std::string sheet_xml(Page const& page) {
  std::string xml = "<worksheet><sheetData>";
  std::istringstream lines{page.cells};
  int row = 0;
  for (std::string line; std::getline(lines, line);) {
    xml += fmt::format("<row r=\"{}\">", ++row);
    std::istringstream cells{line};
    char column = 'A';
    for (std::string text; std::getline(cells, text, ','); ++column) {
      if (!text.empty()) xml += cell_xml(fmt::format("{}{}", column, row), text);
    }
    xml += "</row>";
  }
  return xml + "</sheetData>" + page.more + "</worksheet>";
}

void write_book(fs::path const& path, Book const& book) {
  std::vector<std::pair<std::string, std::string>> files;
  std::string sheets, relations;
  int number = 0;
  for (auto const& [name, page] : book) {
    ++number;
    sheets += fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="r{}" {}/>)", name, number, number, page.state);
    relations += fmt::format(R"(<Relationship Id="r{}" Target="worksheets/sheet{}.xml"/>)", number, number);
    files.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", number), sheet_xml(page));
  }
  files.emplace_back("xl/workbook.xml", "<workbook><sheets>" + sheets + "</sheets></workbook>");
  files.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  write_archive(path, files);
}

Book good_book() {
  return {{"scenario", {"key,value\nname,t\nstart,2025-01-01\nlength_days,10\n"}},
          {"places", {"id,kind,lat,lon\nA,sea_port,30,120\nB,sea_port,31,121\n"}},
          {"facilities", {"place,id,kind,berths\nA,quay,quay,1\nB,quay,quay,1\n"}},
          {"links", {"id,kind,from,to,distance_km\nlane,sea_lane,A,B,100\n"}},
          {"vehicle_classes", {"id,mode,teu,speed_km_per_h\nship,sea,100,20\n"}},
          {"services", {"id,vehicle,schedule.every_hours\nline,ship,24\n"}},
          {"stops", {"service,at\nline,A\nline,B\n"}},
          {"flows", {"id,from,to,box,teu_per_year\nf,A,B,22G1,100\n"}}};
}

std::string problems_of(Book const& book) {
  Folder const folder;
  write_book("plan.xlsx", book);
  Problems problems;
  if (auto const document = load("plan.xlsx", problems)) check(*document, scenario_schema(), problems);
  return said(problems);
}

std::string told(std::string const& sheet, Page const& page) {
  auto book = good_book();
  book[sheet] = page;
  return problems_of(book);
}

}  // namespace

TEST_CASE("a workbook says what one JSON file would, whatever other sheets it has") {
  CHECK(problems_of(good_book()) == "");
  CHECK(told("my notes", {"anything,=,#REF!\n"}) == "");
  CHECK(told("hidden notes", {"x\n", "state=\"hidden\""}) == "");
}

TEST_CASE("wrong workbooks are answered with sheet, cell and what to do") {
  struct Case {
    std::string sheet;
    Page page;
    std::string expected;
  };
  std::string const flows = "id,from,to,box,teu_per_year\n";
  std::string const settings = "key,value\nname,t\n";
  std::vector<Case> const cases = {
      {"flows", {"from,to,box,teu_per_year\nA,B,22G1,100\n"}, "plan.xlsx[flows]!1: missing column \"id\""},
      {"flows", {"id,form,to,box\nf,A,B,22G1\n"}, "plan.xlsx[flows]!B1: unknown column; did you mean \"from\"?"},
      {"flows",
       {flows + ",f,A,B,22G1,100\n"},
       "plan.xlsx[flows]!A2: missing id: each row needs one\nplan.xlsx[flows]!F2: a value below no heading; has the "
       "row been shifted?"},
      {"flows", {flows + "f,A,B,22G1,many\n"}, "plan.xlsx[flows]!E2: expected a number"},
      {"flows", {flows + "f,A,B,22G1,12 t\n"}, "plan.xlsx[flows]!E2: \"12 t\" is no number; write 12"},
      {"flows", {flows + "f,A,B,22G1,TRUE\n"}, "plan.xlsx[flows]!E2: expected a number"},
      {"flows", {flows + "f,A,B,22G1,=\n"}, "plan.xlsx[flows]!E2: a formula without a value; open the workbook"},
      {"flows", {flows + "f,A,B,22G1,#REF!\n"}, "plan.xlsx[flows]!E2: an error of the spreadsheet stands here: #REF!"},
      {"flows",
       {flows + "f,A,B,22G1,100\n", "", "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"},
       "plan.xlsx[flows]!A2: cells A2:A3 are merged; unmerge them"},
      {"flows",
       {flows + "f,A,B,22G1,100\n", "state=\"veryHidden\""},
       "plan.xlsx[flows]: this sheet is hidden; show it, delete it, or give it a name that is no table's"},
      {"flows",
       {flows + "f,A,B,22G1,1\ng,A,B,22G1,1\nf,A,B,22G1,1\n"},
       "plan.xlsx[flows]!A4: \"f\" stands in row 2 already"},
      {"flows", {flows + "f,A,B,,100\n"}, "plan.xlsx[flows]!2: missing key \"box\""},
      {"links", {"id,kind,from,to,distance_km\nlane,sea lane,A,B,100\n"}, "plan.xlsx[links]!B2: expected one of"},
      {"scenario",
       {settings + "start,45658\n"},
       "plan.xlsx[scenario]!B3: 45658 is how a spreadsheet counts days; write 2025-01-01"},
      {"scenario",
       {settings + "length_day,10\n"},
       "plan.xlsx[scenario]!A3: unknown key; did you mean \"length_days\"?"},
      {"scenario",
       {settings + "length_days,10\nlength_days,20\n"},
       "plan.xlsx[scenario]!A4: \"length_days\" has been given a value already"},
      {"scenario", {settings + "tables.flows,Ströme\n"}, "plan.xlsx[scenario]!B3: there is no sheet \"Ströme\""},
      {"scenario", {settings + "matrices.od.file,od\n"}, "plan.xlsx[scenario]: missing \"file\" or \"flow\""},
  };
  for (auto const& [sheet, page, expected] : cases) {
    auto const answer = told(sheet, page);
    INFO(page.cells << "said " << answer);
    CHECK(answer.substr(0, expected.size()) == expected);
  }
  CHECK(problems_of({{"notes", {"x\n"}}}).starts_with("plan.xlsx: none of its sheets is a table"));
}
