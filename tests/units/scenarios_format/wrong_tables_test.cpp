#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/units/scenarios_format/good_book.hpp"
#include "tests/units/scenarios_format/good_tables.hpp"

using namespace tongzhou::format;

// Each table has one mistake that planners make. It is answered with the file or sheet, the cell, and what to do: the
// answer has to begin as it does here.

namespace {

struct WrongTable {
  std::string mistake;
  std::string file;  // of a folder of tables that is right but for this one
  std::string table;
  std::string answer;
};

std::string const flows = "id,from,to,box,teu_per_year,gross_t,by_month,trade\n";

std::vector<WrongTable> wrong_flows() {
  return {
      {"nothing at all", "flows.csv", "", "flows.csv: is empty: the first row holds the headings, \"id\" among them"},
      {"no column of ids", "flows.csv", "from,to,box\nA,B,22G1\n", "flows.csv:1: missing column \"id\""},
      {"a title above the headings", "flows.csv", "Demand 2025\n\nid,from,to,box\nf,A,B,22G1\n",
       "flows.csv:1: missing column \"id\"; line 3 seems to hold the headings: delete what stands above"},
      {"a heading misspelt", "flows.csv", "id,form,to,box\nf,A,B,22G1\n",
       "flows.csv:1 form: unknown column; did you mean \"from\"?"},
      {"a heading twice", "flows.csv", "id,from,from,to,box\nf,A,A,B,22G1\n",
       "flows.csv:1 from: this heading stands in column B already"},
      {"a part that a name does not have", "flows.csv", "id,from,to,box,name.english\nf,A,B,22G1,x\n",
       "flows.csv:1 name.english: unknown column"},
      {"a unit in the cell", "flows.csv", flows + "f,A,B,22G1,100,12 t,,\n",
       "flows.csv:2 gross_t: \"12 t\" is no number; write 12 if t is the unit of the column"},
      {"a currency in the cell", "flows.csv", "id,from,to,box,value\nf,A,B,22G1,CNY 50000\n",
       "flows.csv:2 value: \"CNY 50000\" is no number; write 50000 if CNY is the unit of the column"},
      {"ten thousands", "flows.csv", flows + "f,A,B,22G1,0.5万,,,\n",
       "flows.csv:2 teu_per_year: \"0.5万\" is no number; write 5000"},
      {"ten thousands of a unit", "flows.csv", flows + "f,A,B,22G1,1.2万标箱,,,\n",
       "flows.csv:2 teu_per_year: \"1.2万标箱\" is no number; write 12000 if 标箱 is the unit of the column"},
      {"about", "flows.csv", flows + "f,A,B,22G1,~500,,,\n",
       "flows.csv:2 teu_per_year: \"~500\" is no number; write 500"},
      {"a range", "flows.csv", flows + "f,A,B,22G1,400-500,,,\n",
       "flows.csv:2 teu_per_year: \"400-500\" is more than one number; write one"},
      {"a dash where nothing is known", "flows.csv", flows + "f,A,B,22G1,-,,,\n",
       "flows.csv:2 teu_per_year: \"-\" is no number; leave the cell empty where none is known"},
      {"the same in Chinese", "flows.csv", flows + "f,A,B,22G1,暂无,,,\n",
       "flows.csv:2 teu_per_year: \"暂无\" is no number; leave the cell empty where none is known"},
      {"less than nothing, as accountants write it", "flows.csv", flows + "f,A,B,22G1,(500),,,\n",
       "flows.csv:2 teu_per_year: \"(500)\" is no number; write -500"},
      {"a formula as text", "flows.csv", flows + "f,A,B,22G1,=A1*2,,,\n",
       "flows.csv:2 teu_per_year: \"=A1*2\" is a formula without its value; write what it comes to"},
      {"a column that was too narrow", "flows.csv", flows + "f,A,B,22G1,####,,,\n",
       "flows.csv:2 teu_per_year: only # stands here, as a column shows that is too narrow; write the number itself"},
      {"headings of one's own", "flows.csv", "id,起点,to,box\nf,A,B,22G1\n",
       "flows.csv:1 起点: unknown column; rename it, or say what it stands for: \"columns\": {\"起点\": \"...\"}, \"\" "
       "for "
       "nothing"},
      {"bars between cells", "flows.csv", "id|from|to|box\nf|A|B|22G1\n",
       "flows.csv:1: missing column \"id\"\nflows.csv:1 id|from|to|box: unknown column; headings are separated by "
       "commas, "
       "semicolons or tabs"},
      {"a web page", "flows.csv", "<html><table><tr><td>id</td></tr></table></html>",
       "flows.csv: this is a web page, not a table; save it as .xlsx or as \"CSV UTF-8\""},
      {"a word in a number", "flows.csv", flows + "f,A,B,22G1,many,,,\n",
       "flows.csv:2 teu_per_year: expected a number"},
      {"less than nothing", "flows.csv", flows + "f,A,B,22G1,-5,,,\n",
       "flows.csv:2 teu_per_year: expected a number from 0 to 100000000, found "},
      {"larger than any number", "flows.csv", flows + "f,A,B,22G1,1e400,,,\n",
       "flows.csv:2 teu_per_year: expected a number"},
      {"an error of the spreadsheet", "flows.csv", flows + "f,A,B,22G1,#REF!,,,\n",
       "flows.csv:2 teu_per_year: an error of the spreadsheet stands here: #REF!"},
      {"a list with a hole", "flows.csv", flows + "f,A,B,22G1,100,20,1;;3,\n",
       "flows.csv:2 by_month: an item between two semicolons is empty"},
      {"a year of three months", "flows.csv", flows + "f,A,B,22G1,100,20,1;2;3,\n",
       "flows.csv:2 by_month: expected exactly 12 items, found 3"},
      {"a word in a list of numbers", "flows.csv", flows + "f,A,B,22G1,100,20,1;2;3;4;5;6;7;8;9;10;11;xii,\n",
       "flows.csv:2 by_month /flows/f/by_month/11: expected a number"},
      {"JSON that is none", "flows.csv", flows + "f,A,B,22G1,100,20,[1;2],\n",
       "flows.csv:2 by_month: begins as JSON does, but is none: "},
      {"a word that is none of those there are", "flows.csv", flows + "f,A,B,22G1,100,20,,exports\n",
       "flows.csv:2 trade: expected one of "},
      {"a row without its id", "flows.csv", flows + ",A,B,22G1,100,20,,\n",
       "flows.csv:2 id: missing id: each row needs one"},
      {"a row that is longer than the headings", "flows.csv", flows + "f,A,B,22G1,100,20,,,x\n",
       "flows.csv:2 column I: a value below no heading; has the row been shifted?"},
      {"two rows of one id", "flows.csv", flows + "f,A,B,22G1,1,,,\ng,A,B,22G1,1,,,\nf,A,B,22G1,1,,,\n",
       "flows.csv:4 id: \"f\" stands in row 2 already"},
      {"a cell that may not be empty", "flows.csv", flows + "f,A,B,,1,,,\n", "flows.csv:2: missing key \"box\""},
      {"the headings pasted once more", "flows.csv", flows + "f,A,B,22G1,1,,,\n" + flows,
       "flows.csv:3 teu_per_year: expected a number from 0 to 100000000, found text \"teu_per_year\""},
      {"a quote that is never closed", "flows.csv", flows + "f,\"A,B,22G1\n",
       "flows.csv:2 from: a quote is opened here and never closed"},
      {"a quote in the middle", "flows.csv", flows + "f,\"A\"x,B,22G1,1,,,\n",
       "flows.csv:2 from: something stands behind the closing quote; double a quote that is meant"},
      {"a name and a part of it", "flows.csv", "id,from,to,box,name,name.en\nf,A,B,22G1,x,y\n",
       "flows.csv:2 name: a value stands here and below \"name.en\", too; empty one of them"},
      {"thousands or decimals, between semicolons", "flows.csv", "id;from;to;box;gross_t\nf;A;B;22G1;1,234\n",
       "flows.csv:2 gross_t: \"1,234\" may be 1234 or 1.234; write 1234 or 1.234"},
      {"a point where others write commas", "flows.csv", "id;from;to;box;gross_t\nf;A;B;22G1;1.234\ng;A;B;22G1;2,5\n",
       "flows.csv:2 gross_t: \"1.234\" may be 1234 or 1.234; write 1234 or 1.234"},
      {"a row shifted to the right, between semicolons", "flows.csv", "id;from;to;box;gross_t\nf;;A;B;22G1;20\n",
       "flows.csv:2 column F: a value below no heading; has the row been shifted?"},
      {"a word in a number, in GB18030 with a heading in Chinese", "flows.csv",
       "id,from,to,box,teu_per_year,name.zh\nf,A,B,22G1,\xd2\xbb\xb0\xd9,\xcf\xe4\n",
       "flows.csv:2 teu_per_year: expected a number from 0 to 100000000, found "},
      {"bytes of no encoding", "flows.csv", "id\n\xff\xff\xff",
       "flows.csv:2: these bytes are neither UTF-8 nor GB18030; save the table as \"CSV UTF-8\""},
      {"a workbook in place of a text", "flows.csv", "PK\x03\x04...",
       "flows.csv: this is a workbook, not a CSV file; give the workbook as the scenario, or save its sheet as CSV"},
      {"an old workbook", "flows.csv", "\xd0\xcf\x11\xe0",
       "flows.csv: this is an old .xls file, or one with a password; save it as .xlsx, without a password"},
  };
}

std::vector<WrongTable> wrong_tables_of_other_things() {
  return {
      {"a stop that is nowhere", "stops.csv", "service,at\nline,\nline,B\n", "stops.csv:2: missing key \"at\""},
      {"stops of a service that is misspelt", "stops.csv", "service,at\nline,A\nline,B\nlone,B\n",
       "stops.csv:4 service: \"lone\" is not in services: give it a row there; or is \"line\" meant?\n"
       "stops.csv:4 service /services/lone/stops: expected 2 to 100 items, found 1"},
      {"a single stop", "stops.csv", "service,at\nline,A\n",
       "stops.csv:2 service /services/line/stops: expected 2 to 100 items, found 1"},
      {"a facility of a place that is misspelt", "facilities.csv",
       "place,id,kind,berths\nA,quay,quay,1\nB,quay,quay,1\nBB,yard,yard,\n",
       "facilities.csv:4 place: \"BB\" is not in places: give it a row there"},
      {"a season of a flow that is not there", "peaks.csv",
       "flow,id,from,to,factor\ng,new-year,2025-02-01,2025-02-10,2\n",
       "peaks.csv:2 flow: \"g\" is not in flows: give it a row there"},
      {"stops of no service", "stops.csv", "at\nA\n", "stops.csv:1: missing column \"service\""},
      {"one berth and not several", "facilities.csv", "place,id,kind,berth\nA,quay,quay,1\n",
       "facilities.csv:1 berth: unknown column; did you mean \"berths\"?"},
      {"tracks of a quay", "facilities.csv", "place,id,kind,tracks\nA,quay,quay,1\nB,quay,quay,1\n",
       "facilities.csv:2 tracks: unknown key: it belongs to \"rail\" and \"gauge_change\", not to \"quay\""},
      {"a row cut short, whose distance would be worked out from the map", "links.csv",
       "id,kind,from,to,distance_km\nlane,sea_lane,A,B\n",
       "links.csv:2: 4 of 5 cells: is the row cut short? Empty cells need their commas, too; where a spreadsheet leaves "
       "them off, give the workbook itself"},
      {"the same between semicolons", "links.csv", "id;kind;from;to;distance_km\nlane;sea_lane;A\n",
       "links.csv:2: 3 of 5 cells: is the row cut short? Empty cells need their semicolons, too;"},
      {"a kind with a blank", "links.csv", "id,kind,from,to,distance_km\nlane,sea lane,A,B,100\n",
       "links.csv:2 kind: expected one of "},
      {"latitude and longitude in one another's place", "places.csv",
       "id,kind,lat,lon\nA,sea_port,120,30\nB,sea_port,31,121\n", "places.csv:2 lat: expected a number from -90 to 90"},
      {"a sign in an id", "places.csv", "id,kind,lat,lon\nA,sea_port,30,120\nB,sea_port,31,121\nC+D,sea_port,31,122\n",
       "places.csv:4: not an id: ids are made of letters, digits and _ . : -, with a letter or digit first"},
      {"a day that may be two", "periods.csv", "disruption,from,to\nd,3/4/2025,2025-05-01\n",
       "periods.csv:2 disruption: \"d\" is not in disruptions: give it a row there\nperiods.csv:2 from: \"3/4/2025\" "
       "may be 2025-04-03 or 2025-03-04; write one of them"},
      {"a day as a number", "periods.csv", "disruption,from,to\nd,45741,2025-05-01\n",
       "periods.csv:2 disruption: \"d\" is not in disruptions: give it a row there\nperiods.csv:2 from: 45741 is how a "
       "spreadsheet counts days; write 2025-03-25, or format the cell as a date"},
      {"a departure without its hour", "timetable.csv", "service,departure\nline,Monday\n",
       "timetable.csv:2 departure: expected text like \"Mon 08:00\""},
      {"stops in two tables", "services.csv", "id,vehicle,stops,schedule.every_hours\nline,ship,A;B,24\n",
       "stops.csv: /services/line/stops is given here and in another table; empty one of them"},
      {"a tariff of no service", "tariffs.csv", "id,share\nback,0.3\n", "tariffs.csv:1: missing column \"service\""},
      {"a month that no year has", "surcharges.csv", "service,id,share,months\nline,winter,10 %,12;13\n",
       "surcharges.csv:2 months /services/line/surcharges/winter/months/1: expected a whole number from 1 to 12"},
  };
}

struct WrongMatrix {
  std::string mistake, matrix, totals, answer;
};

std::vector<WrongMatrix> wrong_matrices() {
  std::string const none = "place,from,to\n";
  return {
      {"a column without its row", "to,A,B\nA,,1\n", none, "od.csv:1 B: \"B\" has a column but no row"},
      {"a row without its column", "to,A,B\nA,,1\nB,1,\nC,1,\n", none, "od.csv:4 to: \"C\" has a row but no column"},
      {"a column twice", "to,A,A\nA,,1\n", none, "od.csv:1 A: \"A\" has a column already"},
      {"a row twice", "to,A,B\nA,,1\nA,,2\nB,1,\n", none, "od.csv:3 to: \"A\" has a row already"},
      {"a word", "to,A,B\nA,,x\nB,1,\n", none, "od.csv:2 B: expected a number of at least 0, found \"x\""},
      {"less than nothing", "to,A,B\nA,,-1\nB,1,\n", none, "od.csv:2 B: expected a number of at least 0, found \"-1\""},
      {"a shifted row", "to,A,B\nA,,1,7\nB,1,\n", none,
       "od.csv:2 column D: a value below no heading; has the row been shifted?"},
      {"a row without its place", "to,A,B\n,,1\nB,1,\n", none,
       "od.csv:1 A: \"A\" has a column but no row\nod.csv:2 to: a row without its place"},
      {"a single cell", "x\n", none, "od.csv: a matrix has places in its first row and in its first column"},
      {"a sum of another place", "to,A,B\nA,,1\nB,1,\n", "place,from,to\nC,1,\n",
       "totals.csv:2 place: the matrix has no place \"C\""},
      {"sums that differ", "to,A,B\nA,,1\nB,1,\n", "place,from,to\nA,5,5\nB,5,7\n",
       "totals.csv: what is sent (10) and what is received (12) differ; make the sums of from and to equal"},
      {"a sum of an empty row", "to,A,B\nA,,1\nB,,\n", "place,from,to\nA,5,\nB,5,\n",
       "totals.csv: \"B\" is to send something, but its row is empty"},
  };
}

struct WrongSheet {
  std::string mistake, sheet;
  Page page;
  std::string answer;
};

std::vector<WrongSheet> wrong_sheets() {
  std::string const head = "id,from,to,box,teu_per_year\n", settings = "key,value\nname,t\n";
  return {
      {"no column of ids",
       "flows",
       {"from,to,box,teu_per_year\nA,B,22G1,100\n"},
       "plan.xlsx[flows]!1: missing column \"id\""},
      {"a heading misspelt",
       "flows",
       {"id,form,to,box\nf,A,B,22G1\n"},
       "plan.xlsx[flows]!B1: unknown column; did you mean \"from\"?"},
      {"a shifted row",
       "flows",
       {head + ",f,A,B,22G1,100\n"},
       "plan.xlsx[flows]!A2: missing id: each row needs one\nplan.xlsx[flows]!F2: a value below no heading; has the "
       "row been shifted?"},
      {"a word in a number",
       "flows",
       {head + "f,A,B,22G1,many\n"},
       "plan.xlsx[flows]!E2: expected a number from 0 to 100000000, found "},
      {"a unit in the cell",
       "flows",
       {head + "f,A,B,22G1,12 t\n"},
       "plan.xlsx[flows]!E2: \"12 t\" is no number; write 12 if t is the unit of the column"},
      {"true in place of a number",
       "flows",
       {head + "f,A,B,22G1,TRUE\n"},
       "plan.xlsx[flows]!E2: expected a number from 0 to 100000000, found "},
      {"a formula that was never calculated",
       "flows",
       {head + "f,A,B,22G1,=\n"},
       "plan.xlsx[flows]!E2: a formula without a value; open the workbook in a spreadsheet program and save it there"},
      {"an error of the spreadsheet",
       "flows",
       {head + "f,A,B,22G1,#REF!\n"},
       "plan.xlsx[flows]!E2: an error of the spreadsheet stands here: #REF!"},
      {"merged cells",
       "flows",
       {head + "f,A,B,22G1,100\n", "", "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"},
       "plan.xlsx[flows]!A2: cells A2:A3 are merged; unmerge them, and write the value into each row"},
      {"a hidden sheet",
       "flows",
       {head + "f,A,B,22G1,100\n", "state=\"veryHidden\""},
       "plan.xlsx[flows]: this sheet is hidden; show it, delete it, or give it a name that is no table's"},
      {"two rows of one id",
       "flows",
       {head + "f,A,B,22G1,1\ng,A,B,22G1,1\nf,A,B,22G1,1\n"},
       "plan.xlsx[flows]!A4: \"f\" stands in row 2 already"},
      {"a cell that may not be empty", "flows", {head + "f,A,B,,100\n"}, "plan.xlsx[flows]!2: missing key \"box\""},
      {"a kind with a blank",
       "links",
       {"id,kind,from,to,distance_km\nlane,sea lane,A,B,100\n"},
       "plan.xlsx[links]!B2: expected one of "},
      {"a day as a number",
       "scenario",
       {settings + "start,45658\n"},
       "plan.xlsx[scenario]!B3: 45658 is how a spreadsheet counts days; write 2025-01-01, or format the cell as a "
       "date"},
      {"a number that the spreadsheet has made a date",
       "flows",
       {head + "f,A,B,22G1,DATE 45658\n"},
       "plan.xlsx[flows]!E2: the spreadsheet has made a date of this (2025-01-01); format the cell as a number and "
       "type it "
       "again"},
      {"an id that the spreadsheet has made a date",
       "flows",
       {head + "DATE 45658,A,B,22G1,1\n"},
       "plan.xlsx[flows]!A2: the spreadsheet has made a date of this id (2025-01-01); format the cell as text and type "
       "it "
       "again"},
      {"a key misspelt",
       "scenario",
       {settings + "length_day,10\n"},
       "plan.xlsx[scenario]!A3: unknown key; did you mean \"length_days\"?"},
      {"a key twice",
       "scenario",
       {settings + "length_days,10\nlength_days,20\n"},
       "plan.xlsx[scenario]!A4: \"length_days\" has been given a value already"},
      {"a value without its key", "scenario", {settings + ",10\n"}, "plan.xlsx[scenario]!A3: a value without a key"},
      {"a sheet that is not there",
       "scenario",
       {settings + "tables.flows,Ströme\n"},
       "plan.xlsx[scenario]!B3: there is no sheet \"Ströme\""},
      {"a matrix without its flow",
       "scenario",
       {settings + "matrices.od.file,od\n"},
       "plan.xlsx[scenario]: missing \"file\" or \"flow\""},
  };
}

std::string answer_to(WrongTable const& wrong) {
  Folder const folder;
  write_good_tables();
  write(wrong.file, wrong.table);
  return problems_of();
}

std::string answer_to(WrongMatrix const& wrong) {
  Folder const folder;
  write_good_tables();
  write("od.csv", wrong.matrix);
  write("totals.csv", wrong.totals);
  write("scenario.json",
        R"({"name": "t", "start": "2025-01-01", "length_days": 10, "tables": {"places": "places.csv"},
      "matrices": {"od": {"file": "od.csv", "totals": "totals.csv", "flow": {"box": "22G1"}}}})");
  return problems_of("scenario.json");
}

std::string answer_to(WrongSheet const& wrong) {
  auto book = good_book();
  book[wrong.sheet] = wrong.page;
  return problems_of_book(book);
}

template <class Wrong>
void check_answers(std::vector<Wrong> const& all) {
  for (auto const& wrong : all) {
    auto const answer = answer_to(wrong);
    INFO(wrong.mistake << "\nsaid " << answer);
    CHECK(answer.substr(0, wrong.answer.size()) == wrong.answer);
  }
}

}  // namespace

TEST_CASE("wrong tables of flows are answered with file, line, column and what to do") { check_answers(wrong_flows()); }

TEST_CASE("wrong tables of other things are answered alike") { check_answers(wrong_tables_of_other_things()); }

TEST_CASE("wrong matrices are answered with their cell") { check_answers(wrong_matrices()); }

TEST_CASE("wrong workbooks are answered with sheet, cell and what to do") { check_answers(wrong_sheets()); }

TEST_CASE("fifty mistakes and more are tried, no two of them the same table") {
  std::set<std::string> tried;
  for (auto const& wrong : wrong_flows()) tried.insert(wrong.file + wrong.table);
  for (auto const& wrong : wrong_tables_of_other_things()) tried.insert(wrong.file + wrong.table);
  for (auto const& wrong : wrong_matrices()) tried.insert("od" + wrong.matrix + wrong.totals);
  for (auto const& wrong : wrong_sheets())
    tried.insert(wrong.sheet + wrong.page.cells + wrong.page.state + wrong.page.more);
  CHECK(tried.size() ==
        wrong_flows().size() + wrong_tables_of_other_things().size() + wrong_matrices().size() + wrong_sheets().size());
  CHECK(tried.size() >= 50);
}

TEST_CASE("what is wrong in several tables is told at once, table by table") {
  Folder const folder;
  write_good_tables();
  write("flows.csv", flows + "f,A,B,22G1,many,,,\ng,A,,22G1,1,,,\n");
  write("links.csv", "id,kind,from,to,distance_km\nlane,sea_lane,A,B,54 nm\n");
  auto const answer = problems_of();
  INFO(answer);
  CHECK(answer.find("links.csv:2 distance_km: \"54 nm\" is no number; write 54 if nm is the unit of the column") !=
        std::string::npos);
  CHECK(answer.find("flows.csv:2 teu_per_year: expected a number") != std::string::npos);
  CHECK(answer.find("flows.csv:3: missing key \"to\"") != std::string::npos);
  CHECK(std::ranges::count(answer, '\n') == 2);  // three, each told once
}

TEST_CASE("full-width digits and signs are numbers as the narrow ones are") {
  CHECK(answer_to(WrongTable{"", "flows.csv", flows + "f,A,B,22G1,１００,２０．５,,\n", ""}) == "");
  CHECK(answer_to(WrongTable{"", "flows.csv", flows + "f,A,B,22G1,－５,,,\n", ""})
            .starts_with("flows.csv:2 teu_per_year: expected a number from 0 to 100000000, found -5"));
}

TEST_CASE("a row of a flow is right") {
  CHECK(answer_to(WrongTable{"", "flows.csv", flows + "f,A,B,22G1,100,20,,,\n", ""}) == "");
}
