#include "scenarios/format/problems.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "scenarios/format/shortened.hpp"
#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou::format;

TEST_CASE("a problem is one line: file, line, column, pointer, words") {
  CHECK(to_line({"yangtze.json", 41, 18, "/facilities/3/berths", "expected a whole number from 1 to 200, found 0"}) ==
        "yangtze.json:41:18 /facilities/3/berths: expected a whole number from 1 to 200, found 0");
  CHECK(to_line({"yangtze.json", 3, 1, "", "remove this comma"}) == "yangtze.json:3:1: remove this comma");
  CHECK(to_line({"gone.json", 0, 0, "", "there is no such file"}) == "gone.json: there is no such file");
}

TEST_CASE("a file cannot send commands to the terminal of its reader") {
  CHECK(printable("red \x1b[31m, bell \x07, C1 \xc2\x9b, name \xe6\xb1\x9f") ==
        "red \\u001b[31m, bell \\u0007, C1 \\u009b, name \xe6\xb1\x9f");
  CHECK(to_line({"a\nb.json", 1, 1, "/x\r", "y"}) == "a\\u000ab.json:1:1 /x\\u000d: y");
}

TEST_CASE("text that would be shown in another order than it stands is written out") {
  // U+202E turns all that follows: a file could show "fdp.exe" as "exe.pdf".
  CHECK(printable("Sha\xe2\x80\xaenghai \xe2\x81\xa6x\xe2\x81\xa9 \xd8\x9c") ==
        "Sha\\u202enghai \\u2066x\\u2069 \\u061c");
  CHECK(printable("\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1") ==
        "\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1");  // Arabic itself stays
}

TEST_CASE("bytes that are no UTF-8 are written out, so that what is printed always is") {
  CHECK(printable("caf\xe9") == "caf\\xe9");
  CHECK(printable("\xc0\xaf|\xed\xa0\x80|\xf5\x80\x80\x80") ==
        "\\xc0\\xaf|\\xed\\xa0\\x80|\\xf5\\x80\\x80\\x80");    // overlong, half a pair, beyond Unicode
  CHECK(printable("\xf0\x9f\x9a\xa2") == "\xf0\x9f\x9a\xa2");  // a ship
}

TEST_CASE("a name of a megabyte is told by its beginning and its end, and what stands beside it is whole") {
  std::string const name = "Shang" + std::string(1'000'000, 'x') + "hai";
  auto const line = to_line({"a.json", 1, 1, "/places/" + name + "/kind", "\"" + name + "\" is no place"});
  CHECK(line.size() < 600);
  CHECK(line.starts_with("a.json:1:1 /places/Shangxxx"));
  CHECK(line.find("xxx...xxx") != std::string::npos);
  CHECK(line.find("xhai/kind: \"Shangxxx") != std::string::npos);
  CHECK(line.ends_with("xhai\" is no place"));
}

TEST_CASE("a text is shortened between characters, not inside of one, and not when it is short enough") {
  // Three bytes each: of 20 bytes 17 are kept beside the dots, 11 before them and 6 behind; 11 is inside the fourth.
  CHECK(shortened("\xe6\xb1\x9f\xe6\xb1\x9f\xe6\xb1\x9f", 9) == "\xe6\xb1\x9f\xe6\xb1\x9f\xe6\xb1\x9f");
  std::string river;
  for (int i = 0; i < 30; ++i) river += "\xe6\xb1\x9f";
  CHECK(shortened(river, 20) == "\xe6\xb1\x9f\xe6\xb1\x9f\xe6\xb1\x9f...\xe6\xb1\x9f\xe6\xb1\x9f");
}

TEST_CASE("problems come by file as first named, then by line and column, then as they were found") {
  Problems problems;
  problems.name_file("top.json");
  problems.add({"base.json", 1, 1, "", "fourth"});
  problems.add({"top.json", 2, 5, "", "second"});
  problems.add({"top.json", 2, 5, "", "third"});
  problems.add({"top.json", 2, 4, "", "first"});
  CHECK(said(problems) == "top.json:2:4: first\ntop.json:2:5: second\ntop.json:2:5: third\nbase.json:1:1: fourth");
}

TEST_CASE("after a hundred problems the rest is only counted") {
  Problems problems;
  CHECK(problems.empty());
  CHECK(said(problems).empty());
  for (int i = 1; i <= 5000; ++i) problems.add({"a.json", i, 1, "", "wrong"});
  CHECK(problems.count() == 5000);
  CHECK(problems.full());
  auto const text = said(problems);
  CHECK(text.find("a.json:100:1: wrong\n... and 4900 more") != std::string::npos);
  CHECK(text.find("a.json:101:1") == std::string::npos);
}
