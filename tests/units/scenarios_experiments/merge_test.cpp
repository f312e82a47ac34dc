#include "scenarios/experiments/merge.hpp"

#include <catch2/catch.hpp>

#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/schemas.hpp"

using namespace tongzhou;
using namespace tongzhou::experiments;

namespace {

constexpr auto scenario = R"({"start": "2025-01-01", "length_days": 364, "warm_up_days": 28})";

Manifest manifest_for(std::vector<std::string> const& options) {
  Manifest manifest;
  manifest.maker = {"tongzhou 1", {{"simgrid", "3.32"}}};
  manifest.name = "crane";
  manifest.replications = 4;
  manifest.warm_up = "scenario";
  manifest.measures = {"/totals/cost"};
  for (std::size_t i = 0; i < options.size(); ++i) {
    manifest.scenarios.push_back({std::string(64, static_cast<char>('0' + i)), scenario, "port"});
    manifest.options.push_back({options[i], i, nlohmann::json::object(), ""});
  }
  return manifest;
}

std::map<std::uint32_t, Figures> costs(std::vector<double> const& values) {
  std::map<std::uint32_t, Figures> runs;
  for (std::uint32_t i = 0; i < values.size(); ++i) runs[i] = {{values[i]}, {}, true};
  return runs;
}

}  // namespace

TEST_CASE("a crane that saves 2 a year, give or take 1.3, is known to be cheaper; two names share no runs") {
  // Differences -2, -1, -3, -2: mean -2, half-width 3.182 x sqrt(2 / 3) / 2 = 1.299.
  auto const merged = merge(manifest_for({"base", "crane"}), {costs({100, 200, 300, 400}), costs({98, 199, 297, 398})});
  auto const& crane = merged["measures"]["/totals/cost"]["crane"];
  CHECK(crane["mean"] == 248);
  CHECK(crane["values"] == nlohmann::ordered_json{98, 199, 297, 398});
  CHECK(crane["against_base"]["mean"] == -2);
  CHECK(crane["against_base"]["half_width"].get<double>() == Approx(1.2992).epsilon(1e-4));
  CHECK(crane["against_base"]["verdict"] == "lower");
  CHECK_FALSE(merged["measures"]["/totals/cost"]["base"].contains("against_base"));
}

TEST_CASE("what is unusual in an option and not in the base is told with it") {
  auto const runs = [](std::vector<std::string> const& remarks) {
    auto made = costs({100, 200});
    for (auto& [replication, figures] : made) figures.remarks = remarks;
    return made;
  };
  auto const options = merge(manifest_for({"base", "crane", "track"}),
                             {runs({"/a: old"}), runs({"/a: old", "/b: 3 cranes"}), runs({"/a: old"})})["options"];
  CHECK(options["base"]["remarks"] == nlohmann::ordered_json{"/a: old"});
  CHECK(options["crane"]["remarks"] == nlohmann::ordered_json{"/b: 3 cranes"});
  CHECK_FALSE(options["track"].contains("remarks"));
}

TEST_CASE("a saving of 2 that is certain, and certainly less than what matters, is no relevant difference") {
  // Two one-sided tests at 5 %: the interval at 90 %, -2 +- 2.353 x 0.8165 / 2, from -2.961 to -1.039.
  auto manifest = manifest_for({"base", "crane"});
  auto const verdict = [&](RelevantDifference const& relevant) {
    manifest.relevant = {{"/totals/cost", relevant}};
    auto const merged = merge(manifest, {costs({100, 200, 300, 400}), costs({98, 199, 297, 398})});
    return merged["measures"]["/totals/cost"]["crane"]["against_base"]["verdict"].get<std::string>();
  };
  CHECK(verdict({2.97, false}) == "no relevant difference");
  CHECK(verdict({2.95, false}) == "lower");
  CHECK(verdict({2.97 / 250, true}) == "no relevant difference");  // of 250 in the mean
  CHECK(verdict({2.95 / 250, true}) == "lower");
}

TEST_CASE("what chance may have made is undecided while it may matter, and irrelevant once it cannot") {
  auto manifest = manifest_for({"base", "paint"});
  manifest.stopping = {Stopping::Rule::decided, 0, {"/totals/cost"}, 100, 10};
  Runs const runs{costs({100, 200, 300, 400}), costs({101, 199, 300, 400})};  // 1, -1, 0, 0
  manifest.relevant = {{"/totals/cost", {0.5, false}}};
  CHECK(merge(manifest, runs)["measures"]["/totals/cost"]["paint"]["against_base"]["verdict"] == "undecided");
  CHECK_FALSE(is_content(manifest, runs));
  manifest.relevant = {{"/totals/cost", {10, false}}};
  auto const merged = merge(manifest, runs);
  CHECK(merged["measures"]["/totals/cost"]["paint"]["against_base"]["verdict"] == "no relevant difference");
  CHECK(merged["smallest_relevant_differences"]["/totals/cost"] == 10);
  CHECK(is_content(manifest, runs));
}

TEST_CASE("with four options each comparison is made at a quarter of the error, and the result says so") {
  auto const merged = merge(manifest_for({"base", "a", "b", "c", "d"}),
                            {costs({1, 2, 3, 4}), costs({2, 3, 4, 5}), costs({1, 2, 3, 4}), costs({0, 3, 2, 5}), {}});
  CHECK(merged["method"]["comparisons"] == 4);
  CHECK(merged["method"]["confidence_of_each_comparison"].get<double>() == Approx(0.9875));
  auto const& measure = merged["measures"]["/totals/cost"];
  CHECK(measure["a"]["against_base"]["verdict"] == "higher");  // by exactly 1 each time
  CHECK(measure["b"]["against_base"]["verdict"] == "equal");
  CHECK(measure["c"]["against_base"]["verdict"] == "undecided");
  CHECK_FALSE(measure.contains("d"));
}

TEST_CASE("a merged result says what each measure is in, in the currency of the base") {
  auto manifest = manifest_for({"base", "a"});
  manifest.measures = {"/totals/system_cost", "/flows/down/transit_hours/mean", "/totals/cost"};
  for (auto& measured : manifest.scenarios)
    measured.text = R"({"start": "2025-01-01", "length_days": 7, "currency": "EUR"})";
  auto const merged = merge(manifest, Runs{{}, {}});
  CHECK(merged["currency"] == "EUR");
  CHECK(merged["units"] == nlohmann::ordered_json{{"/totals/system_cost", "EUR"},
                                                  {"/flows/down/transit_hours/mean", "hours"},
                                                  {"/totals/cost", ""}});
  CHECK(merge(manifest_for({"base"}), Runs{{}})["currency"] == "CNY");
}

TEST_CASE("a run that is missing is named, and its pair left out") {
  auto runs = Runs{costs({1, 2, 3, 4}), costs({2, 4, 4, 6})};
  runs[1].erase(2);
  auto const manifest = manifest_for({"base", "a"});
  CHECK(missing(manifest, runs) == std::vector<Task>{{1, 2}});
  auto const merged = merge(manifest, runs);
  CHECK(merged["missing"][0]["option"] == "a");
  CHECK(merged["missing"][0]["replication"] == 2);
  CHECK(merged["measures"]["/totals/cost"]["a"]["against_base"]["pairs"] == 3);
  CHECK(merged["measures"]["/totals/cost"]["a"]["values"][2].is_null());
}

TEST_CASE("a merged result keeps to its schema, with one run as with none missing") {
  format::Schema const schema{nlohmann::json::parse(experiment_result_schema_text())};
  auto manifest = manifest_for({"base", "a"});
  manifest.stopping = Stopping{Stopping::Rule::decided, 0, {"/totals/cost"}, 20, 5};
  for (auto const& runs :
       {Runs{costs({1, 2, 3, 4}), costs({2, 4, 4, 6})}, Runs{costs({1}), costs({2})}, Runs{{}, {}}}) {
    auto const merged = nlohmann::json::parse(merge(manifest, runs).dump());
    std::string refused;
    format::validate(schema, merged, [&](std::string const& pointer, std::string const& text, bool) {
      refused += pointer + " " + text + "\n";
    });
    CHECK(refused == "");
  }
}

TEST_CASE("a stopping rule is content when means are narrow, or options decided") {
  auto manifest = manifest_for({"base", "a"});
  Runs const runs{costs({100, 200, 300, 400}), costs({102, 203, 302, 402})};
  // The mean of the base is 250 give or take 205: 0.82 of it.
  manifest.stopping = Stopping{Stopping::Rule::precise, 0.8, {"/totals/cost"}, 20, 20};
  CHECK_FALSE(is_content(manifest, runs));
  manifest.stopping->relative_half_width = 0.9;
  CHECK(is_content(manifest, runs));
  // Differences 2, 3, 2, 2: mean 2.25, deviation 0.5; at 97.5 % for two looks 4.18 x 0.25 = 1.04 still decides.
  manifest.stopping = Stopping{Stopping::Rule::decided, 0, {"/totals/cost"}, 20, 20};
  CHECK(is_content(manifest, runs));
  CHECK_FALSE(is_content(manifest, {costs({100}), costs({102})}));
  CHECK_FALSE(is_content(manifest, {{}, {}}));
}

TEST_CASE("of each option the runs are counted in which more and more stays inside") {
  Runs runs{costs({1, 2, 3}), costs({1, 2, 3})};
  runs[1][0].fills_up = runs[1][2].fills_up = true;
  auto const merged = merge(manifest_for({"base", "crane"}), runs);
  CHECK(merged["options"]["base"]["runs_that_fill_up"] == 0);
  CHECK(merged["options"]["crane"]["runs_that_fill_up"] == 2);
}

TEST_CASE("a measure that no result has is named") {
  auto manifest = manifest_for({"base"});
  CHECK(unknown_measures(manifest, {costs({1})}).empty());
  Runs const without{{{0, Figures{{std::nullopt}, {}, true}}}};
  CHECK(unknown_measures(manifest, without) == manifest.measures);
}

TEST_CASE("the bar says runs, rate and time left") {
  CHECK(bar(10, 40, 5) == "[=======>                      ]  10 of 40 runs, 2.0 a second, 15 s left");
  CHECK(bar(1, 2, 120) == "[===============>              ]  1 of 2 runs, 0.5 a minute, 2 min left");
  CHECK(bar(4, 4, 2) == "[==============================]  4 of 4 runs, 2.0 a second");
  CHECK(bar(0, 4, 0) == "[>                             ]  0 of 4 runs");
}
