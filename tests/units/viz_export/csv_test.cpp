#include "viz/export/csv.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "tests/units/viz_export/harbour.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// RFC 4180 read letter by letter.
Rows read_csv(std::string const& text) {
  Rows rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto& cell = rows.back().back();
    if (quoted) {
      if (text[i] != '"') {
        cell += text[i];
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == ',') {
      rows.back().emplace_back();
    } else if (text[i] == '\r' && text[i + 1] == '\n') {
      ++i;
      rows.push_back({""});
    } else {
      cell += text[i];
    }
  }
  rows.pop_back();  // the last line ends too
  return rows;
}

/// A Tabular Data Package as its specification (v1) wants it, as far as we write one.
json const package_schema = json::parse(R"({
  "type": "object", "required": ["profile", "resources"],
  "properties": {
    "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
    "profile": {"const": "tabular-data-package"},
    "resources": {"type": "array", "minItems": 1, "items": {
      "type": "object", "required": ["name", "path", "profile", "schema"],
      "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "path": {"type": "string", "pattern": "^[a-z_]+[.]csv$"},
        "profile": {"const": "tabular-data-resource"},
        "encoding": {"const": "utf-8"},
        "schema": {
          "type": "object", "required": ["fields"],
          "properties": {
            "fields": {"type": "array", "minItems": 1, "items": {
              "type": "object", "required": ["name", "type"],
              "properties": {
                "name": {"type": "string", "minLength": 1},
                "type": {"enum": ["string", "number", "integer", "boolean", "date"]},
                "unit": {"type": "string"},
                "description": {"type": "string"}},
              "additionalProperties": false}},
            "primaryKey": {"type": "array", "items": {"type": "string"}},
            "foreignKeys": {"type": "array", "items": {
              "type": "object", "required": ["fields", "reference"],
              "properties": {
                "fields": {"type": "string"},
                "reference": {"type": "object", "required": ["resource", "fields"],
                  "properties": {"resource": {"type": "string"}, "fields": {"type": "string"}},
                  "additionalProperties": false}},
              "additionalProperties": false}}},
          "additionalProperties": false}}}}}
})");

bool fits(std::string const& cell, std::string const& type) {
  if (cell.empty() || type == "string") return true;
  if (type == "boolean") return cell == "true" || cell == "false";
  if (type == "date") return cell.size() == 10 && cell[4] == '-' && cell[7] == '-';
  char* end = nullptr;
  auto const number = std::strtod(cell.c_str(), &end);
  return *end == '\0' && (type != "integer" || number == static_cast<double>(static_cast<long long>(number)));
}

double sum(Rows const& rows, std::string const& column) {
  std::size_t at = 0;
  while (rows[0].at(at) != column) ++at;
  double total = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) total += std::stod(rows[i][at]);
  return total;
}

}  // namespace

TEST_CASE("text that a spreadsheet would run gets an apostrophe in front, other text stays") {
  for (std::string const bad : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠SUM"}) {
    CHECK(harmless(bad) == "'" + bad);
  }
  for (std::string const good : {"", "Wuhan", "1=1", "长江", "a-b", "a; b", "x|y", "a, -b"})
    CHECK(harmless(good) == good);
}

TEST_CASE("blanks, quotes and marks without width do not hide a formula") {
  CHECK(harmless(" =1") == " '=1");
  CHECK(harmless("\xef\xbb\xbf=1") == "\xef\xbb\xbf'=1");  // a byte order mark
  CHECK(harmless("\xe2\x80\x8b\xc2\xa0 @x") ==
        "\xe2\x80\x8b\xc2\xa0 '@x");  // a space without width, one that does not break
  CHECK(harmless("\"=1\"") == "\"'=1\"");
  CHECK(harmless("\t=1") == "'\t'=1");
}

TEST_CASE("a spreadsheet that splits cells at other marks finds no formula either") {
  CHECK(harmless("quay;=HYPERLINK(1)") == "quay;'=HYPERLINK(1)");
  CHECK(harmless("a; +b|-c\n=d") == "a; '+b|'-c\n'=d");
}

TEST_CASE("what would turn the direction of a cell is shown as what it is") {
  CHECK(harmless("a\xe2\x80\xae"
                 "b") == "a\\u202eb");
}

TEST_CASE("cells are quoted where they must be; numbers below zero are left alone") {
  Table table{"t", "", {{"a", Type::text, "", ""}, {"b", Type::number, "", ""}}, {"a"}, {}, {}};
  table.rows = {{"say \"=2\", then\ngo", -5}, {"=cmd|' /C calc'!A0", 0.1}, {"-5", nullptr}};
  CHECK(to_csv(table) == "a,b\r\n\"say \"\"=2\"\", then\ngo\",-5\r\n\"'=cmd|' /C calc'!A0\",0.1\r\n'-5,\r\n");
}

TEST_CASE("a folder of CSV is a Frictionless package whose cells fit their types") {
  auto const folder = room() / "csv";
  write_csv(year().result, folder);
  auto const package = json::parse(text_of(folder / "datapackage.json"));
  CHECK(departures(package_schema, package) == "");
  for (auto const& resource : package.at("resources")) {
    INFO(resource.at("name"));
    auto const rows = read_csv(text_of(folder / resource.at("path").get<std::string>()));
    auto const& fields = resource.at("schema").at("fields");
    for (auto const& row : rows) REQUIRE(row.size() == fields.size());
    for (std::size_t c = 0; c < fields.size(); ++c) {
      CHECK(rows[0][c] == fields[c].at("name"));
      for (std::size_t r = 1; r < rows.size(); ++r) CHECK(fits(rows[r][c], fields[c].at("type")));
    }
  }
}

TEST_CASE("a table without rows is no file of the package, and no key points at one") {
  auto const folder = room() / "csv-without-mail";
  write_csv(year().result, folder);
  CHECK_FALSE(std::filesystem::exists(folder / "postal_hubs.csv"));
  std::set<std::string> names;
  auto const package = json::parse(text_of(folder / "datapackage.json"));
  for (auto const& table : package.at("resources")) {
    names.insert(table.at("name").get<std::string>());
    CHECK(std::filesystem::exists(folder / table.at("path").get<std::string>()));
  }
  CHECK_FALSE(names.contains("dispatches"));
  for (auto const& table : package.at("resources")) {
    if (!table.at("schema").contains("foreignKeys")) continue;
    for (auto const& key : table.at("schema").at("foreignKeys"))
      CHECK(names.contains(key.at("reference").at("resource").get<std::string>()));
  }
}

TEST_CASE("sums over the CSV are the totals of the result, to the last digit that was written") {
  auto const folder = room() / "csv-sums";
  write_csv(year().result, folder);
  auto const& totals = year().result.at("totals");
  auto const read = [&](char const* name) { return read_csv(text_of(folder / name)); };
  CHECK(sum(read("flows.csv"), "boxes_out") == totals.at("boxes_out").get<double>());
  CHECK(sum(read("flow_hours.csv"), "container_hours") == Approx(totals.at("container_hours").get<double>()));
  double money = 0;
  for (auto const& amount : totals.at("money_by_expense")) money += amount.get<double>();
  CHECK(sum(read("total_money.csv"), "amount") == money);
}

TEST_CASE("a place named like a formula is text in every table that mentions it") {
  auto result = year().result;
  result.at("places").at("Wuhan")["name"]["en"] = "=HYPERLINK(\"http://x\",\"y\")";
  result.at("places")["@evil"] = result.at("places").at("Wuhan");
  result.at("flows").at("down").at("from") = "@evil";
  auto const folder = room() / "csv-hostile";
  write_csv(result, folder);
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".csv") continue;
    for (auto const& row : read_csv(text_of(entry.path()))) {
      for (auto const& cell : row) {
        bool const formula = !cell.empty() && std::string{"=+@"}.find(cell[0]) != std::string::npos;
        CHECK_FALSE(formula);
      }
    }
  }
}
