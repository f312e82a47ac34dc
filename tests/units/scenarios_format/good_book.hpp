#pragma once

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/units/scenarios_format/folder.hpp"
#include "tests/units/scenarios_format/good_tables.hpp"
#include "tests/units/scenarios_sheets/archive.hpp"

namespace tongzhou::format {

/// A sheet of a workbook: cells as in a CSV file without quotes, and what else its XML holds.
struct Page {
  std::string cells;
  std::string state = {};  // attributes of the sheet in the workbook
  std::string more = {};   // behind the cells
};
using Book = std::map<std::string, Page>;

/// "=" is a formula that was never calculated, "#REF!" an error, "DATE 45658" a number that is shown as a date; numbers
/// are numbers, all else is text.
inline std::string cell_xml(std::string const& at, std::string const& text) {
  if (text == "=") return fmt::format(R"(<c r="{}"><f>A1</f></c>)", at);
  if (text == "#REF!") return fmt::format(R"(<c r="{}" t="e"><v>#REF!</v></c>)", at);
  if (text == "TRUE") return fmt::format(R"(<c r="{}" t="b"><v>1</v></c>)", at);
  if (text.starts_with("DATE ")) return fmt::format(R"(<c r="{}" s="1"><v>{}</v></c>)", at, text.substr(5));
  bool const is_number = text.find_first_not_of("0123456789.") == std::string::npos;
  if (is_number) return fmt::format(R"(<c r="{}"><v>{}</v></c>)", at, text);
  return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", at, text);
}

inline std::string sheet_xml(Page const& page) {
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

inline void write_book(fs::path const& path, Book const& book) {
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
  files.emplace_back("xl/styles.xml",
                     R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)");
  write_archive(path, files);
}

inline Book good_book() {
  return {{"scenario", {"key,value\nname,t\nstart,2025-01-01\nlength_days,10\n"}},
          {"places", {"id,kind,lat,lon\nA,sea_port,30,120\nB,sea_port,31,121\n"}},
          {"facilities", {"place,id,kind,berths\nA,quay,quay,1\nB,quay,quay,1\n"}},
          {"links", {"id,kind,from,to,distance_km\nlane,sea_lane,A,B,100\n"}},
          {"vehicle_classes", {"id,mode,teu,speed_km_per_h\nship,sea,100,20\n"}},
          {"services", {"id,vehicle,schedule.every_hours\nline,ship,24\n"}},
          {"stops", {"service,at\nline,A\nline,B\n"}},
          {"flows", {"id,from,to,box,teu_per_year\nf,A,B,22G1,100\n"}}};
}

inline std::string problems_of_book(Book const& book) {
  Folder const folder;
  write_book("plan.xlsx", book);
  return problems_of("plan.xlsx");
}

}  // namespace tongzhou::format
