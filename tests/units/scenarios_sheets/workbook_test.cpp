#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenarios/sheets/workbook_reader.hpp"
#include "scenarios/sheets/workbook_writer.hpp"
#include "tests/units/scenarios_sheets/archive.hpp"

using namespace tongzhou::sheets;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t plenty = std::size_t{1} << 24;

fs::path room() { return fs::temp_directory_path() / "tongzhou-workbook-test.xlsx"; }

std::string bytes_of(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// An archive of these files.
std::string zipped(std::vector<std::pair<std::string, std::string>> const& files) {
  write_archive(room(), files);
  return bytes_of(room());
}

/// A workbook of one sheet, "flows", from its XML and what stands in front of it.
std::string workbook(std::string const& sheet_data, std::string const& state = "", std::string const& prolog = "") {
  return zipped(
      {{"xl/workbook.xml",
        R"(<workbook><sheets><sheet name="flows" sheetId="1" r:id="r1" )" + state + "/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/styles.xml", R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>)"
                         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>)"},
       {"xl/sharedStrings.xml", "<sst><si><t>id</t></si><si><r><t>Shang</t></r><r><t>hai</t></r></si></sst>"},
       {"xl/worksheets/sheet1.xml", prolog + "<worksheet>" + sheet_data + "</worksheet>"}});
}

std::string read(std::string const& bytes, std::size_t most = plenty) {
  std::vector<SheetFlaw> flaws;
  auto const sheets = read_workbook(bytes, most, flaws);
  std::string text;
  for (auto const& sheet : sheets.value_or(std::vector<Sheet>{})) {
    if (sheet.hidden) text += "hidden ";
    for (auto const& row : sheet.rows()) {
      for (auto const& cell : sheet.cells(row)) {
        text += fmt::format("{}{}={}{} ", column_letters(cell.column), row.number, cell.text,
                            std::string_view{"tnbd"}[static_cast<std::size_t>(cell.kind)]);
      }
    }
  }
  for (auto const& [sheet, flaw] : flaws) text += fmt::format("!{}:{}:{} {}", sheet, flaw.row, flaw.column, flaw.text);
  return text;
}

std::string row(std::string const& cells) { return "<sheetData><row r=\"2\">" + cells + "</row></sheetData>"; }

}  // namespace

TEST_CASE("text, numbers, truths and days come out of cells as what they are") {
  CHECK(read(workbook(row(R"(<c r="A2" t="s"><v>1</v></c><c r="B2"><v>1.5</v></c><c r="C2" t="b"><v>1</v></c>)"
                          R"(<c r="D2" s="1"><v>45478</v></c><c r="F2" t="inlineStr"><is><t>x</t></is></c>)"))) ==
        "A2=Shanghait B2=1.5n C2=trueb D2=2024-07-05d F2=xt ");
}

TEST_CASE("a formula counts by its last value, and is refused without one") {
  CHECK(read(workbook(row(R"(<c r="A2"><f>1+1</f><v>2</v></c>)"))) == "A2=2n ");
  CHECK(read(workbook(row(R"(<c r="B2"><f>1+1</f></c>)"))) ==
        "!flows:2:2 a formula without a value; open the workbook in a spreadsheet program and save it there");
}

TEST_CASE("errors, merged cells and hidden sheets are told") {
  CHECK(read(workbook(row(R"(<c r="A2" t="e"><v>#REF!</v></c>)"))) ==
        "!flows:2:1 an error of the spreadsheet stands here: #REF!");
  CHECK(read(workbook("<sheetData/><mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells>")) ==
        "!flows:2:1 cells A2:B3 are merged; unmerge them, and write the value into each row");
  CHECK(read(workbook(row(R"(<c r="A2"><v>1</v></c>)"), "state=\"hidden\"")) == "hidden A2=1n ");
}

TEST_CASE("entities and document types are refused before they are read") {
  CHECK(read(workbook(row(""), "", "<!DOCTYPE x [<!ENTITY a \"b\">]>")) ==
        "!:0:0 xl/worksheets/sheet1.xml: its XML declares a document type, which no workbook needs");
}

TEST_CASE("a bomb is refused by what comes out of it, not by what it says of itself") {
  CHECK(read(workbook("<sheetData>" + std::string(5'000'000, ' ') + "</sheetData>"), 1'000'000) ==
        "!:0:0 unpacked it is larger than 1000000 bytes, the most that is read");
}

// Twenty cells of one text of 10,000 bytes: the archive unpacks to 11,000, its cells hold 200,000.
TEST_CASE("a text counts for each cell that refers to it") {
  std::string cells;
  for (int i = 0; i < 20; ++i) cells += R"(<c t="s"><v>0</v></c>)";
  auto const bytes = zipped(
      {{"xl/workbook.xml", R"(<workbook><sheets><sheet name="flows" sheetId="1" r:id="r1"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/sharedStrings.xml", "<sst><si><t>" + std::string(10'000, 'x') + "</t></si></sst>"},
       {"xl/worksheets/sheet1.xml", "<worksheet>" + row(cells) + "</worksheet>"}});
  CHECK(read(bytes, 199'999) == "!:0:0 xl/worksheets/sheet1.xml: the texts of its cells are larger than what is read");
  CHECK(read(bytes, 200'000).starts_with("A2=xxx"));
}

TEST_CASE("cells out of order, texts that are not there and depth without end are refused") {
  CHECK(read(workbook(row(R"(<c r="B2"><v>1</v></c><c r="A2"><v>1</v></c>)"))) ==
        "!:0:0 xl/worksheets/sheet1.xml: its cells are not in order");
  CHECK(read(workbook(row(R"(<c r="A2" t="s"><v>7</v></c>)"))) ==
        "!:0:0 xl/worksheets/sheet1.xml: a cell refers to a text that is not there");
  CHECK(read(workbook(row(R"(<c r="ZZZZ2"><v>7</v></c>)"))) ==
        "!:0:0 xl/worksheets/sheet1.xml: its cells are not in order");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(read(workbook(deep)) == "!:0:0 xl/worksheets/sheet1.xml: XML nested deeper than 64 elements");
}

TEST_CASE("what is no workbook says what it is") {
  CHECK(read(zipped({{"content.xml", "<x/>"}})) == "!:0:0 this is an OpenDocument spreadsheet; save it as .xlsx");
  CHECK(read(zipped({{"word/document.xml", "<x/>"}})) ==
        "!:0:0 there is no xl/workbook.xml in it: this is no workbook of sheets");
  CHECK(read("PK\x03\x04 and nothing behind it").starts_with("!:0:0 this archive is broken: "));
  CHECK(other_document("\xd0\xcf\x11\xe0...")->starts_with("this is an old .xls file"));
  CHECK_FALSE(other_document("{}"));
}

TEST_CASE("what is written is read, and the same sheets give the same bytes") {
  OutColumn const id{"id", "its name", true, false, {}};
  OutColumn const kind{"kind", "", false, false, Choice{{"road", "railway"}, "", false}};
  OutColumn const at{"at", "", false, false, Choice{{}, "places", false}};
  std::vector<OutSheet> const sheets{{"places", {id}, {{std::string{"上海"}}}, {}},
                                     {"links", {id, kind, at}, {{std::string{"=1"}, 2.5, true}}, {}}};
  write_workbook(room(), sheets);
  auto const once = bytes_of(room());
  write_workbook(room(), sheets);
  CHECK(once == bytes_of(room()));
  CHECK(read(once) == "A1=idt A2=上海t A1=idt B1=kindt C1=att A2==1t B2=2.5n C2=trueb ");
}
