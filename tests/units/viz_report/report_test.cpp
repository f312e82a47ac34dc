#include "viz/report/report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "viz/report/template.hpp"

using tongzhou::report::Document;

namespace {

std::string page_of(std::vector<Document> const& documents) { return tongzhou::report::html(documents); }

/// What the page reads: all between the two parts of the template.
std::string data_of(std::string const& page) {
  auto const before = tongzhou::report::before_results();
  auto const after = tongzhou::report::after_results();
  REQUIRE(page.starts_with(before));
  REQUIRE(page.ends_with(after));
  return page.substr(before.size(), page.size() - before.size() - after.size());
}

}  // namespace

TEST_CASE("the page holds every result as it stands in its file, in the order given") {
  auto const data = nlohmann::json::parse(
      data_of(page_of({{"a.json", R"({"teu": 1.50})", "", "", ""}, {"b.json", "[2]", "", "", ""}})));
  REQUIRE(data.size() == 2);
  CHECK(data[0] == nlohmann::json{{"file", "a.json"}, {"document", {{"teu", 1.5}}}});
  CHECK(data[1] == nlohmann::json{{"file", "b.json"}, {"document", {2}}});
}

TEST_CASE("inputs, movements and pooled runs stand beside the result they belong to, where they are known") {
  auto const data = nlohmann::json::parse(data_of(
      page_of({{"a.json", "[1]", R"({"seed": 7})", "[]", R"({"options": []})"}, {"b.json", "[2]", "", "", ""}})));
  CHECK(data[0].at("inputs") == nlohmann::json{{"seed", 7}});
  CHECK(data[0].at("movements") == nlohmann::json::array());
  CHECK(data[0].at("pools") == nlohmann::json{{"options", nlohmann::json::array()}});
  CHECK_FALSE(data[1].contains("inputs"));
  CHECK_FALSE(data[1].contains("movements"));
}

TEST_CASE("no name in a result or of its file can end the script that holds it") {
  std::string const hostile = "</script><script>alert(1)</script><!--";
  auto const data = data_of(page_of({{hostile + "\"\\\n", nlohmann::json{{"name", hostile}}.dump(), "", "", ""}}));
  CHECK(data.find('<') == std::string::npos);
  auto const read = nlohmann::json::parse(data);
  CHECK(read[0]["file"] == hostile + "\"\\\n");
  CHECK(read[0]["document"]["name"] == hostile);
}

TEST_CASE("the data stands between the tags of a block that is not run") {
  CHECK(tongzhou::report::before_results().ends_with(R"(<script type="application/json" id="results">)"));
  CHECK(tongzhou::report::after_results().starts_with("</script>"));
}
