#include "tools/cli/console.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "tools/cli/load.hpp"

using namespace tongzhou::cli;

TEST_CASE("a reader sees as many digits as matter") {
  CHECK(readable(0) == "0");
  CHECK(readable(-0.2) == "-0.2");
  CHECK(readable(-0.04) == "0.0");
  CHECK(readable(3.14159) == "3.1");
  CHECK(readable(7) == "7");
  CHECK(readable(9.99) == "10");
  CHECK(readable(999.5) == "1,000");
  CHECK(readable(1234567.8) == "1,234,568");
  CHECK(readable(-1234) == "-1,234");
  CHECK(percent(0.126) == "13 %");
  CHECK(percent(0.001) == "<1 %");
  CHECK(percent(0) == "0 %");
}

TEST_CASE("columns are as wide as their widest cell, counted in characters") {
  std::ostringstream out;
  print_table(out, {{"Zürich", "5", "rail"}, {"Ulm", "1,200", ""}}, {1});
  CHECK(out.str() == "  Zürich      5  rail\n  Ulm     1,200\n");
}

TEST_CASE("a name of a megabyte does not make every row of a table as wide") {
  std::ostringstream out;
  print_table(out, {{std::string(1'000'000, 'x'), "5", "rail"}, {"Ulm", "1,200", ""}}, {1});
  CHECK(out.str().size() < 1'200);  // two rows of 500 and a little
}

TEST_CASE("a name cannot write to the reader's terminal") {
  CHECK(names_of({"X", "Shanghai", "上海"}) == "Shanghai 上海");
  CHECK(names_of({"X", "", "上海"}) == "上海");
  CHECK(names_of({"X", "\033[2J", ""}).find('\033') == std::string::npos);
}

TEST_CASE("a scenario goes by its folder, or by its file when that has a name of its own") {
  CHECK(short_name("scenarios/library/yangtze/scenario.json") == "yangtze");
  CHECK(short_name("scenarios/library/yangtze/low-water.json") == "low-water");
  CHECK(short_name("/scenario.json") == "scenario");
}
