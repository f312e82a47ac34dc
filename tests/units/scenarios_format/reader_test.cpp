#include "scenarios/format/reader.hpp"

#include <catch2/catch.hpp>

#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou::format;

namespace {

Document document(std::string const& text) { return Document{nlohmann::json::parse(text), {Layer{"s.json", text}}}; }

}  // namespace

TEST_CASE("a reader gives what is there, or the default") {
  auto const world =
      document(R"({"speed": 12.5, "berths": 4, "name": "Wuhan", "bonded": true, "list": [3, "a", 0.5]})");
  Problems problems;
  Reader const top{world, problems};
  CHECK(top.number("speed") == 12.5);
  CHECK(top.number("berths") == 4.0);
  CHECK(top.number("none", 7.5) == 7.5);
  CHECK(top.number("speed", 7.5) == 12.5);
  CHECK(top.whole("berths") == 4);
  CHECK(top.whole("none", 3) == 3);
  CHECK(top.text("name") == "Wuhan");
  CHECK(top.text("none", "?") == "?");
  CHECK(top.flag("bonded"));
  CHECK_FALSE(top.flag("none", false));
  CHECK(top.has("name"));
  CHECK_FALSE(top.has("none"));
  auto const items = top.items("list");
  REQUIRE(items.size() == 3);
  CHECK(items[0].whole() == 3);
  CHECK(items[1].text() == "a");
  CHECK(items[2].number() == 0.5);
  CHECK(items[2].pointer() == "/list/2");
  CHECK(top.items("none").empty());
  CHECK(problems.empty());
}

TEST_CASE("what is keyed by id comes in the order of the ids") {
  auto const world = document(R"({"vessels": {"b": {"teu": 2}, "a": {"teu": 1}, "c/d": {"teu": 3}}})");
  Problems problems;
  auto const vessels = Reader{world, problems}.entries("vessels");
  REQUIRE(vessels.size() == 3);
  CHECK(vessels[0].first == "a");
  CHECK(vessels[0].second.whole("teu") == 1);
  CHECK(vessels[2].second.pointer() == "/vessels/c~1d");
  CHECK(Reader{world, problems}.entries("none").empty());
}

TEST_CASE("a mistake of meaning is reported where it stands") {
  auto const world = document("{\"services\": {\n  \"s1\": {\"vessel\": \"Hanhia\", \"calls\": [\"a\", \"b\"]}}}");
  Problems problems;
  auto const service = Reader{world, problems}.child("services").child("s1");
  service.refuse("vessel", "there is no vessel class \"Hanhia\"");
  service.refuse_key("vessel", "not for a train");
  service.items("calls")[1].refuse("nobody calls here");
  service.refuse("is never used");
  CHECK(said(problems) ==
        "s.json:2:9 /services/s1: is never used\n"
        "s.json:2:10 /services/s1/vessel: not for a train\n"
        "s.json:2:20 /services/s1/vessel: there is no vessel class \"Hanhia\"\n"
        "s.json:2:45 /services/s1/calls/1: nobody calls here");
}

TEST_CASE("a whole number that does not fit is refused, not wrapped") {
  auto const world = document(R"({"n": 18446744073709551615})");
  Problems problems;
  CHECK(Reader{world, problems}.whole("n") == 9223372036854775807);
  CHECK(said(problems) ==
        "s.json:1:7 /n: expected a whole number of at most 9223372036854775807, found 18446744073709551615");
}

TEST_CASE("a key that the schema does not promise is a mistake of ours") {
  auto const world = document("{}");
  Problems problems;
  CHECK_THROWS((Reader{world, problems}.number("none")));
}
