#include "scenarios/format/scenario_schema.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <set>
#include <sstream>
#include <string>
#include <vector>

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

TEST_CASE("where the schema lists words, they are those of the enum in the program") {
  auto const schema = json::parse(schema_text());
  auto const listed = [&](std::initializer_list<char const*> pointers) {
    std::vector<std::string> words;
    for (auto const* pointer : pointers) {
      auto const& list = schema.at(json::json_pointer{std::string{"/definitions/"} + pointer + "/enum"});
      words.insert(words.end(), list.begin(), list.end());
    }
    return words;
  };
  auto const known = [](auto const& words) { return std::vector<std::string>(words.begin(), words.end()); };
  using namespace tongzhou::world;
  CHECK(listed({"ship/properties/mode", "train/properties/mode", "truck/properties/mode",
                "aeroplane/properties/mode"}) == known(words(Mode{})));
  CHECK(listed({"quay/properties/kind", "rail/properties/kind", "yard/properties/kind", "air/properties/kind"}) ==
        known(words(TerminalKind{})));
  CHECK(listed({"sea_lane/properties/kind", "waterway/properties/kind", "railway/properties/kind",
                "road/properties/kind", "air_route/properties/kind"}) == known(words(LinkKind{})));
  CHECK(listed({"place/properties/kind"}) == known(words(PlaceKind{})));
  CHECK(listed({"flow/properties/trade"}) == known(words(TradeClass{})));
  CHECK(listed({"flow/properties/risk"}) == known(words(Risk{})));
  CHECK(listed({"mail_flow/properties/product"}) == known(words(MailProduct{})));
  CHECK(listed({"dispatch/properties/products/items"}) == known(words(MailProduct{})));
  CHECK(listed({"mail_flow/properties/regime"}) == known(words(CustomsRegime{})));
  CHECK(listed({"mail_flow/properties/chooses_by"}) == known(words(MailChoice{})));
  CHECK(listed({"service/properties/licence"}) == known(words(Licence{})));
  CHECK(listed({"service/properties/loads_first"}) == known(words(LoadsFirst{})));
  CHECK(listed({"customs/properties/where"}) == known(words(Customs::Where{})));
  CHECK(listed({"customs/properties/when"}) == known(words(Customs::When{})));
  CHECK(listed({"empties/properties/reposition"}) == known(words(Empties::Reposition{})));
}

namespace {

/// What is said of numbers without a least, a most and, in a comment, the reason for both; by pointer.
void collect_unbounded(json const& schema, std::string const& pointer, std::vector<std::string>& unbounded) {
  if (schema.is_object()) {
    auto const type = schema.find("type");
    auto const is = [&](char const* name) {
      if (type == schema.end()) return false;
      return *type == name || (type->is_array() && std::find(type->begin(), type->end(), name) != type->end());
    };
    if (is("number") || is("integer")) {
      bool const bounded = schema.contains("minimum") && schema.contains("maximum") && schema.contains("$comment");
      if (!bounded) unbounded.push_back(pointer);
    }
    for (auto const& [key, inner] : schema.items()) collect_unbounded(inner, pointer + "/" + key, unbounded);
  } else if (schema.is_array()) {
    for (std::size_t i = 0; i < schema.size(); ++i)
      collect_unbounded(schema[i], pointer + "/" + std::to_string(i), unbounded);
  }
}

}  // namespace

TEST_CASE("every number of a scenario has a least and a most that mean something, and a reason") {
  std::vector<std::string> unbounded;
  collect_unbounded(json::parse(schema_text()), "", unbounded);
  CHECK(unbounded == std::vector<std::string>{});
}
