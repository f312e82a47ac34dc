#include "scenarios/format/guard.hpp"

#include <catch2/catch.hpp>

#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou::format;

namespace {

/// What is said about a text, "" when it is taken.
std::string about(std::string_view text, Limits limits = {}) {
  Problems problems;
  auto const value = parse(text, "f", problems, limits);
  CHECK(value.has_value() == problems.empty());
  return said(problems);
}

}  // namespace

TEST_CASE("what is valid JSON is taken as nlohmann takes it") {
  for (std::string_view const text :
       {"{}", "[]", " 1 ", "null", "\"\"",
        "{\"a\":[1,-2,3.5,true,false,null,{\"b\":{}}],\"c\":\"\\u4e0a\\ud83d\\ude00\"}", "[[],[[]],{}]",
        "[0,-0,0.0,1e308,1e-400,18446744073709551615,-9223372036854775808]"}) {
    Problems problems;
    auto const value = parse(text, "f", problems);
    REQUIRE(value);
    CHECK(nlohmann::json(*value) == nlohmann::json::parse(text));
    CHECK(value->dump() == nlohmann::json::parse(text).dump());
  }
}

TEST_CASE("integers stay integers") {
  Problems problems;
  auto const value = parse("[9007199254740993, 1.0]", "f", problems);
  CHECK((*value)[0].is_number_integer());
  CHECK((*value)[0].get<long>() == 9007199254740993);
  CHECK((*value)[1].is_number_float());
}

TEST_CASE("a byte order mark is no mistake") { CHECK(about("\xef\xbb\xbf{}").empty()); }

TEST_CASE("each slip of the pen is named in plain words, with its place") {
  auto const [text, words] = GENERATE(table<std::string, std::string>({
      {"", "f:1:1: the file is empty"},
      {" \n ", "f:1:1: the file is empty"},
      {"{\"a\": [1,\n 2", "f:2:3: the file ends before the [ of line 1, column 7 is closed"},
      {"{\"a\":", "f:1:6: the file ends before the { of line 1, column 1 is closed"},
      {"{\"a\": 1,\n}", "f:1:8: remove this comma: nothing follows it before the }"},
      {"[1, 2, ]", "f:1:6: remove this comma: nothing follows it before the ]"},
      {"{\"a\": [1, 2}", "f:1:12: expected ] to close the [ of line 1, column 7, found }"},
      {"{\"a\": 1]", "f:1:8: expected } to close the { of line 1, column 1, found ]"},
      {"[1]]", "f:1:4: this ] closes nothing"},
      {"{} {}", "f:1:4: nothing may follow the end of the document"},
      {"{} x", "f:1:4: nothing may follow the end of the document"},
      {"[1 2]", "f:1:4: a comma is missing before this"},
      {"{\"a\": 1\n \"b\": 2}", "f:2:2: a comma is missing before this"},
      {"{\"a\": 1 b: 2}", "f:1:9: a comma is missing before this"},
      {"[1,,2]", "f:1:4: a value is missing before this comma"},
      {"[,1]", "f:1:2: a value is missing before this comma"},
      {"{,\"a\": 1}", "f:1:2: expected a key before this ,"},
      {"{: 1}", "f:1:2: expected a key before this :"},
      {"{\"a\": }", "f:1:7: a value is missing before this }"},
      {"{\"a\" 1}", "f:1:6: expected : after the key"},
      {"{\"a\"}", "f:1:5: expected : after the key"},
      {"{\"a\", 1}", "f:1:5: expected : after the key"},
      {"{a: 1}", "f:1:2: a key must stand in double quotes: \"a\""},
      {"{\"b\": 1, a: 1}", "f:1:10: a key must stand in double quotes: \"a\""},
      {"{1: 1}", "f:1:2: expected a key in double quotes"},
      {"{\"a\": 900,5}", "f:1:11: expected a key in double quotes; a decimal is written with a point, not a comma"},
      {"{'a': 1}", "f:1:2: text and keys must stand in double quotes, not single ones"},
      {"// note\n{}", "f:1:1: JSON has no comments; remove this one"},
      {"{\"a\": 1, /* b */ \"c\": 1}", "f:1:10: JSON has no comments; remove this one"},
      {"[1] # done", "f:1:5: JSON has no comments; remove this one"},
      {"[\"abc]", "f:1:2: this text has no closing quote"},
      {"[\"abc,\n \"d\"]", "f:1:2: this text has no closing quote on its line"},
      {"[\"a\tb\"]", "f:1:4: a tab inside text must be written \\t"},
      {"[\"a\x01\"]", "f:1:4: a control character inside text must be written \\u0001"},
      {"[\"C:\\data\"]",
       "f:1:6: after a backslash only one of \" \\ / b f n r t u may follow; a backslash itself is written \\\\"},
      {"[\"\\u12x4\"]", "f:1:7: \\u must be followed by 4 hexadecimal digits; a backslash itself is written \\\\"},
      {"[\"\\ud800\"]", "f:1:9: this \\u escape is one half of a pair whose other half is missing"},
      {"[\"a\xff\"]", "f:1:4: this is not UTF-8: byte 0xff; save the file as UTF-8"},
      {"[\"\xc0\x80\"]", "f:1:3: this is not UTF-8: byte 0xc0; save the file as UTF-8"},
      {"[\"\xe4\xb8\"]", "f:1:4: this is not UTF-8: byte 0x22; save the file as UTF-8"},
      {std::string("\xff\xfe{\0", 4), "f:1:1: this is UTF-16; save the file as UTF-8"},
      {std::string("{}\0x", 4), "f:1:3: a zero byte: this is not a text file in UTF-8"},
      {"[1e400]", "f:1:2: 1e400 is too large a number"},
      {"[1, -1e999]", "f:1:5: -1e999 is too large a number"},
      {"[NaN]", "f:1:2: NaN is not a number; only finite numbers are"},
      {"[-Infinity]", "f:1:2: -Infinity is not a number; only finite numbers are"},
      {"[nan]", "f:1:2: nan is not a number; only finite numbers are"},
      {"[True]", "f:1:2: write true, not True"},
      {"[None]", "f:1:2: write null, not None"},
      {"[nul]", "f:1:2: nul is not a value; text must stand in double quotes"},
      {"[tru\n]", "f:1:2: tru is not a value; text must stand in double quotes"},
      {"{\"a\": Shanghai}", "f:1:7: Shanghai is not a value; text must stand in double quotes"},
      {"[012]", "f:1:2: a number may not begin with 0"},
      {"012", "f:1:1: a number may not begin with 0"},
      {"[+1]", "f:1:2: a number may not begin with +"},
      {"[.5]", "f:1:2: a number needs a digit before its decimal point"},
      {"[5.]", "f:1:2: this number is not complete: a digit is missing"},
      {"[1e+]", "f:1:2: this number is not complete: a digit is missing"},
      {"[-]", "f:1:2: this number is not complete: a digit is missing"},
      {"{\"a\": 1\uff0c \"b\": 2}", "f:1:8: \uff0c is not JSON; write ,"},
      {"{\u201ca\u201d: 1}", "f:1:2: \u201c is not JSON; write \""},
      {"[\u6c5f]", "f:1:2: this character may only stand inside text in double quotes"},
      {"[2025-01-01]", "f:1:2: 2025-01-01 is not a value; text must stand in double quotes"},
      {"{\"a\": 12km}", "f:1:7: 12km is not a value; text must stand in double quotes"},
      {"[1@]", "f:1:3: \"@\" has no meaning here"},
      {"[true\uff0c 1]", "f:1:6: \uff0c is not JSON; write ,"},
      {"[-01]", "f:1:2: a number may not begin with 0"},
      {"{\"a\": 1, 2: 3}", "f:1:10: expected a key in double quotes"},
      {"[1 \"a\"]", "f:1:4: a comma is missing before this"},
      {"{\"a\": {} {}}", "f:1:10: a comma is missing before this"},
      {"{\"a\" {}}", "f:1:6: expected : after the key"},
      {"[1: 2]", "f:1:3: expected a comma or the closing ], found :"},
      {"[\"a\": 2]", "f:1:5: a key needs an object: write { and }, not [ and ]"},
      {":", "f:1:1: a value is missing before this :"},
      {"[@]", "f:1:2: \"@\" has no meaning here"},
  }));
  CAPTURE(text);
  CHECK(about(text) == words);
}

TEST_CASE("a key twice in one object is refused, each time with its place") {
  CHECK(about("{\"a\": 1,\n \"b\": [{\"c\": 1, \"c\": 2}],\n \"a\": {\"a\": 3}}") ==
        "f:2:17 /b/0/c: this key stands twice in one object\n"
        "f:3:2 /a: this key stands twice in one object");
  CHECK(about(R"({"a\"b": 1, "a\u0022b": 2})") == "f:1:13 /a\"b: this key stands twice in one object");
  CHECK(about(R"({"a\\": 1, "a\\": 2})") == "f:1:12 /a\\: this key stands twice in one object");
  CHECK(about(R"({"a": {"b": 1}, "a": {"b": 1, "b": 2}})") ==
        "f:1:17 /a: this key stands twice in one object\n"
        "f:1:31 /a/b: this key stands twice in one object");
  CHECK(about("{\"a\": 1, \"A\": 1, \"\": 1}").empty());
}

TEST_CASE("sixty-four levels are enough") {
  CHECK(about(std::string(64, '[') + std::string(64, ']')).empty());
  CHECK(about(std::string(65, '[') + std::string(65, ']')) == "f:1:65: nested deeper than 64 levels");
  CHECK(about(std::string(1000000, '[')) == "f:1:65: nested deeper than 64 levels");
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  CHECK(about(objects) == "f:1:321: nested deeper than 64 levels");
}

TEST_CASE("a text larger than allowed is not read") {
  CHECK(about("[1234567]", {.bytes = 9}).empty());
  CHECK(about("[12345678]", {.bytes = 9}) == "f:1:1: larger than 9 bytes, the most that is read");
}
