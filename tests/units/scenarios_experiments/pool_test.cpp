#include "scenarios/experiments/pool.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using tongzhou::experiments::level_text;
using tongzhou::experiments::pool;
using Json = nlohmann::ordered_json;

namespace {
auto pooled(std::vector<std::string> const& texts) {
  std::vector<Json> runs;
  for (auto const& text : texts) runs.push_back(Json::parse(text));
  return pool(runs);
}
}  // namespace

TEST_CASE("runs come to their mean, and each lies as far from it as is written beside") {
  // 10 and 20: mean 15, the first as far below as the second is above. The level in the middle, 2047, is the mean.
  auto const [mean, spread] = pooled({R"({"teu": 10, "days": 7})", R"({"teu": 20, "days": 7})"});
  CHECK(mean == Json{{"teu", 15}, {"days", 7}});
  CHECK(spread == Json{{"teu", "5:" + level_text(0) + level_text(4094)}});
  CHECK(pooled({R"({"a": 1})", R"({"a": 2})", R"({"a": 3})"}).spread["a"] ==
        "1:" + level_text(0) + level_text(2047) + level_text(4094));
}

TEST_CASE("a route that a run did not use carried nothing in it, and its hours are of no box") {
  auto const [mean, spread] =
      pooled({R"({"routes": {"a": {"teu_out": 8, "transit_mean_hours": 30}}})", R"({"routes": {}})"});
  CHECK(mean["routes"]["a"] == Json{{"teu_out", 4}, {"transit_mean_hours", 30}});
  CHECK(spread["routes"]["a"]["teu_out"] == "4:" + level_text(4094) + level_text(0));
  CHECK(spread["routes"]["a"]["transit_mean_hours"] == "0:" + level_text(2047) + level_text(4095));
}

TEST_CASE("what a run says is nothing counts neither as nothing nor as something") {
  auto const [mean, spread] = pooled({R"({"on_time_share": null})", R"({"on_time_share": 0.5})"});
  CHECK(mean["on_time_share"] == 0.5);
  CHECK(pooled({R"({"on_time_share": null})", R"({"on_time_share": null})"}).mean["on_time_share"].is_null());
}

TEST_CASE("bottlenecks are matched by what they are of, and the worst over all runs is the first") {
  auto const [mean, spread] =
      pooled({R"({"bottlenecks": [{"kind": "lock", "code": "X", "container_hours_lost": 9},
                                                          {"kind": "berth", "code": "Y", "container_hours_lost": 5}]})",
              R"({"bottlenecks": [{"kind": "berth", "code": "Y", "container_hours_lost": 7}]})"});
  // Y: (5 + 7) / 2 = 6; X: (9 + 0) / 2 = 4.5.
  CHECK(mean["bottlenecks"] == Json::parse(R"([{"kind": "berth", "code": "Y", "container_hours_lost": 6},
                                               {"kind": "lock", "code": "X", "container_hours_lost": 4.5}])"));
  CHECK(spread["bottlenecks"]["1"]["container_hours_lost"] == "4.5:" + level_text(4094) + level_text(0));
}

TEST_CASE("weeks are matched by their place in the list") {
  auto const [mean, spread] = pooled({R"({"teu_by_week": [1, 2]})", R"({"teu_by_week": [3, 2]})"});
  CHECK(mean["teu_by_week"] == Json{2, 2});
  CHECK(spread["teu_by_week"] == Json{{"0", "1:" + level_text(0) + level_text(4094)}});
}

TEST_CASE("an audit holds where it holds in every run; a network fills up where it does in one") {
  auto const [mean, spread] =
      pooled({R"({"holds": true, "fills_up": false})", R"({"holds": false, "fills_up": true})"});
  CHECK(mean == Json{{"holds", false}, {"fills_up", true}});
}

TEST_CASE("a sum of the audit is one line, whichever thing comes closest to breaking it in each run") {
  auto const [mean, spread] = pooled({R"json({"checks": [{"name": "work (worst: TEU-km)", "holds": true}]})json",
                                      R"json({"checks": [{"name": "work (worst: none)", "holds": true}]})json"});
  CHECK(mean["checks"].size() == 1);
  CHECK(mean["checks"][0]["holds"] == true);
}
