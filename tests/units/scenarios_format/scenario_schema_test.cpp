#include "scenarios/format/scenario_schema.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "scenarios/format/build.hpp"
#include "tests/units/scenarios_format/oracle.hpp"
#include "tests/units/scenarios_format/river.hpp"
#include "tests/where.hpp"

using namespace tongzhou::format;
using nlohmann::json;

namespace {

std::filesystem::path const root = tongzhou::tests::root;

std::string text_of(std::filesystem::path const& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

/// All keys that the schema knows, ids left out.
void collect(json const& schema, std::set<std::string>& keys) {
  if (schema.contains("properties")) {
    for (auto const& [key, inner] : schema.at("properties").items()) {
      keys.insert(key);
      collect(inner, keys);
    }
  }
  for (auto const* inside : {"definitions"}) {
    if (!schema.contains(inside)) continue;
    for (auto const& [key, inner] : schema.at(inside).items()) collect(inner, keys);
  }
  if (schema.contains("items")) collect(schema.at("items"), keys);
}

}  // namespace

TEST_CASE("the schema in the program is the one in the repository") {
  CHECK(schema_text() == text_of(root / "scenarios/format/scenario.schema.json"));
}

TEST_CASE("another validator agrees with ours about scenarios, right and wrong in many ways") {
  auto const schema = json::parse(schema_text());
  CHECK(disagreements(schema, json::parse(river)) == std::vector<std::string>{});
  auto const first = json::parse(text_of(root / "scenarios/library/first-steps/scenario.json"));
  CHECK(disagreements(schema, first) == std::vector<std::string>{});
}

TEST_CASE("the first scenario that a reader sees is valid") {
  Problems problems;
  auto const document = load(root / "scenarios/library/first-steps/scenario.json", problems);
  REQUIRE(document);
  CHECK(check(*document, scenario_schema(), problems));
  CHECK(build(*document, problems));
  CHECK(said(problems) == "");
}

TEST_CASE("every key of the schema is explained in the page about the format, and in the schema itself") {
  auto const page = text_of(root / "docs/scenario-format.md");
  std::set<std::string> keys;
  collect(json::parse(schema_text()), keys);
  CHECK(keys.size() > 150);
  for (auto const& key : keys) {
    INFO(key);
    CHECK(page.find("`" + key + "`") != std::string::npos);
  }
}
