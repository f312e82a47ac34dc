#include "scenarios/format/locate.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace tongzhou::format;

TEST_CASE("a value is found by its pointer, its key in front of it") {
  std::string_view const text = R"({
  "places": {"CNSHA": {"berths": [4, 12]}},
  "a/b~c": "x"
})";
  CHECK(locate(text, "") == SourcePosition{1, 1});
  CHECK(locate(text, "/places") == SourcePosition{2, 13});
  CHECK(locate(text, "/places", Part::key) == SourcePosition{2, 3});
  CHECK(locate(text, "/places/CNSHA/berths/1") == SourcePosition{2, 38});
  CHECK(locate(text, "/places/CNSHA/berths/1", Part::key) == SourcePosition{2, 38});
  CHECK(locate(text, "/a~1b~0c") == SourcePosition{3, 12});
}

TEST_CASE("what a text does not hold is placed at its nearest ancestor") {
  SourcePositions const positions{R"({"a": {"b": [1]}})"};
  CHECK(positions.find("/a/b/0").steps == 3);
  auto const found = positions.find("/a/b/7", Part::key);
  CHECK(found.steps == 2);
  CHECK(found.position == SourcePosition{1, 13});
  CHECK(positions.find("/a/b/x").steps == 2);
  CHECK(positions.find("/a/b/-1").steps == 2);
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(locate("{\"\xe4\xb8\x8a\xe6\xb5\xb7\": \"\xe6\xb8\xaf\", \"n\": 1}", "/n") == SourcePosition{1, 18});
}

TEST_CASE("keys with escapes, quotes and brackets inside do not lead astray") {
  std::string_view const text = R"({"a\"}]": ["\\", "{\"", {"\u0062": true}], "b": null})";
  CHECK(locate(text, "/a\"}]/2/b") == SourcePosition{1, 36});
  CHECK(locate(text, "/b") == SourcePosition{1, 49});
}

TEST_CASE("a single line of a hundred thousand values is not read from its start for each") {
  std::string text = "[0";
  for (int i = 1; i < 100000; ++i) text += ",0";
  text += "]";
  SourcePositions const positions{text};
  for (int i = 0; i < 100000; ++i) {
    if (positions.find(step_for(static_cast<std::size_t>(i))).position != SourcePosition{1, 2 * i + 2}) FAIL(i);
  }
}

TEST_CASE("pointers are split and escaped as RFC 6901 says") {
  CHECK(steps_of("") == std::vector<std::string>{});
  CHECK(steps_of("/a~1b/~0/0/") == std::vector<std::string>{"a/b", "~", "0", ""});
  CHECK(step_for("a/b~") == "/a~1b~0");
}
