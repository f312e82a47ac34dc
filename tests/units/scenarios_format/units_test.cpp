#include "scenarios/format/units.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "scenarios/format/result_schema.hpp"

using namespace tongzhou::format;
using nlohmann::json;

namespace {

/// Pointers to all numbers that a schema allows, with "x" for what may be called anything.
void numbers(json const& schema, json const& node, std::string const& pointer, std::set<std::string>& found) {
  if (node.contains("$ref"))
    return numbers(schema, schema.at(json::json_pointer{node["$ref"].get<std::string>().substr(1)}), pointer, found);
  auto const type = node.value("type", json{}).dump();
  if (type.find("number") != std::string::npos || type.find("integer") != std::string::npos) found.insert(pointer);
  auto const properties = node.value("properties", json::object());
  for (auto const& [key, inner] : properties.items()) numbers(schema, inner, pointer + "/" + key, found);
  for (auto const* of_all : {"additionalProperties", "items"})
    if (node.contains(of_all) && node[of_all].is_object()) numbers(schema, node[of_all], pointer + "/x", found);
}

}  // namespace

TEST_CASE("a figure is in what the schema says of it, or of what it stands in") {
  CHECK(unit_of("/totals/teu_out", "CNY") == "TEU");
  CHECK(unit_of("/totals/system_cost", "EUR") == "EUR");
  CHECK(unit_of("/key_figures/system_cost_per_laden_teu", "CNY") == "CNY per laden TEU");
  CHECK(unit_of("/flows/down/transit_hours/p95", "CNY") == "hours");
  CHECK(unit_of("/flows/down/money_by_expense/freight", "CNY") == "CNY");
  CHECK(unit_of("/totals/container_hours_by_cause/moving", "CNY") == "container-hours");
  CHECK(unit_of("/places/CN~1SHA/teu_by_week/3", "CNY") == "TEU");
  CHECK(unit_of("/services/boat/legs/0/slot_use_share", "CNY") == "share");
}

TEST_CASE("what is no figure has no unit") {
  CHECK(unit_of("/totals", "CNY").empty());
  CHECK(unit_of("/totals/teu", "CNY").empty());
  CHECK(unit_of("/currency", "CNY").empty());
  CHECK(unit_of("/flows/down/transit_hours", "CNY").empty());
  CHECK(unit_of("", "CNY").empty());
}

TEST_CASE("every figure of a result has a unit, but for what only numbers or checks a run") {
  auto const schema = json::parse(result_schema_text());
  std::set<std::string> all, without;
  numbers(schema, schema, "", all);
  REQUIRE(all.size() > 300);
  for (auto const& pointer : all)
    if (unit_of(pointer, "CNY").empty()) without.insert(pointer);
  CHECK(without ==
        std::set<std::string>{"/provenance/seed", "/provenance/replication", "/provenance/events", "/weeks/x/week"});
}
