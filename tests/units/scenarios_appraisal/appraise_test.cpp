#include "scenarios/appraisal/appraise.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenarios/appraisal/schemas.hpp"
#include "tests/units/scenarios_appraisal/temporary_appraisal.hpp"
#include "tests/where.hpp"

// Through worker processes of the real program.
using namespace tongzhou;
using namespace tongzhou::appraisal;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

json const investment = json::parse(R"({
  "price_base": "2025", "first_year": 2026, "horizon_years": 20, "discount_rate": 0.05,
  "simulation": {"years": [0, 10], "length_days": 84, "warm_up_days": 14, "replications": 2, "at_most_runs": 40,
                 "portfolios": 1, "draws": 200},
  "demand": {"low": {"probability": 0.5, "growth_per_year": 0}, "high": {"probability": 0.5, "growth_per_year": 0.01}},
  "carbon_price_per_t": 100,
  "external_costs": {"river": {"noise_per_1000_tonne_km": 1}},
  "trade_finance": {"rate_per_year": 0.05},
  "hub_cost_share": 0.8,
  "delays_years": [0, 2],
  "options": {
    "boat": {"overlays": [{"services": {"weekly-boat": {"schedule": {"every_hours": 84}}}}],
             "capital_cost": [4000000], "yearly_cost": 100000, "life_years": 10, "operator_income_share": 1,
             "financing": [{"kind": "bond", "share": 1, "rate": 0.03, "term_years": 10}]},
    "paint": {"overlays": [{"name": "As before, painted"}], "capital_cost": [700000, 300000], "yearly_cost": 1000,
              "life_years": 7, "cost_overrun": 1}
  }
})");

json scenario() {
  std::ifstream in{fs::path{tests::root} / "scenarios/library/first-steps/scenario.json"};
  auto scenario = json::parse(in);
  scenario["flows"]["down"]["value"] = 300000;
  scenario["policy"] = {{"time_value_per_year", 0.2}};
  return scenario;
}

std::string content(fs::path const& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> runs_in(fs::path const& folder) {
  std::vector<fs::path> files;
  for (auto const& entry : fs::recursive_directory_iterator{folder / "runs"})
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

/// What the schema has against a file.
std::string refusals(std::string const& text) {
  std::string said;
  format::validate(
      format::Schema{json::parse(appraisal_schema_text())}, json::parse(text),
      [&](std::string const& pointer, std::string const& words, bool) { said += pointer + " " + words + "\n"; });
  return said;
}

double npv(nlohmann::ordered_json const& appraisal, char const* option) {
  return appraisal["options"][option]["measures"]["npv"]["expected"];
}

}  // namespace

TEST_CASE("an appraisal through the real program") {
  static TemporaryAppraisal made;  // the runs are made once for all sections
  static auto const appraisal = made.appraise(investment, scenario());

  SECTION("is as its schema says, and so is the sample that others test with") {
    CHECK(refusals(content(made.written)) == "");
    CHECK(refusals(content(fs::path{tests::root} / "tests/units/scenarios_appraisal/appraisal.json")) == "");
  }
  SECTION("finds what changes nothing to be worth minus its cost, exactly") {
    auto const& paint = appraisal["options"]["paint"]["measures"];
    auto const& resources = paint["real_resources"];
    double cost = 0;
    for (auto const* const what : {"capital_cost", "yearly_cost", "renewals", "residual_value"})
      cost += resources[what].get<double>();
    CHECK(npv(appraisal, "paint") == Approx(cost).epsilon(1e-14));
    CHECK(paint["npv"]["from_simulation"] == 0);
    CHECK(paint["npv"]["from_demand"] == 0);
    CHECK(paint["npv"]["deviation"] == 0);
    for (auto const* const p : {"p10", "p50", "p90"}) CHECK(paint["npv"][p] == paint["npv"]["expected"]);
    for (auto const* const party : {"shippers", "carriers", "government", "society"})
      CHECK(paint["parties"][party]["total"] == 0);
  }
  SECTION("adds up: by party, by resource and by year, and transfers cancel") {
    for (auto const& [id, option] : appraisal["options"].items()) {
      auto const& m = option["measures"];
      double parties = 0, resources = 0;
      for (auto const& party : m["parties"]) parties += party["total"].get<double>();
      for (auto const& amount : m["real_resources"]) resources += amount.get<double>();
      double const value = m["npv"]["expected"];
      CHECK(parties == Approx(value));
      CHECK(resources == Approx(value));
      CHECK(m["by_year"]["cumulative_discounted"].back().get<double>() == Approx(value));
      for (auto const& transfer : m["transfers"]) {
        auto const what = transfer["what"].get<std::string>();
        auto const entry = [&](char const* end) {
          return m["parties"][transfer[end].get<std::string>()]["entries"][what].get<double>();
        };
        CHECK(entry("from") + entry("to") == 0);
        CHECK(entry("to") == transfer["amount"].get<double>());
      }
    }
  }
  SECTION("spends no run on what is known exactly") {
    auto const& last = appraisal["allocation"]["rounds"].back()["replications"];
    CHECK(last["paint"] == 2);
    CHECK(last["boat"] > 2);
    CHECK(appraisal["simulated"]["runs"].get<int>() <= 40);
  }
  SECTION("goes on where it was: the same bytes, and only what is missing is run") {
    auto const before = content(made.written);
    auto const runs = runs_in(made.written.parent_path());
    auto const gone = runs.front();
    fs::remove(gone);
    auto const kept = fs::last_write_time(runs.back());
    made.appraise(investment, scenario(), true);
    CHECK(content(made.written) == before);
    CHECK(fs::exists(gone));
    CHECK(fs::last_write_time(runs.back()) == kept);
  }
  SECTION("doubles when all prices double") {
    auto twice = investment;
    auto dear = scenario();
    auto const price = [](json& thing, std::vector<char const*> const& keys) {
      for (auto const* const key : keys)
        if (thing.contains(key)) thing[key] = thing[key].get<double>() * 2;
    };
    for (auto& fuel : dear["fuels"]) price(fuel, {"price"});
    for (auto& vehicle : dear["vehicle_classes"]) price(vehicle, {"fixed_cost_per_day"});
    for (auto& place : dear["places"])
      if (place.contains("facilities"))
        for (auto& quay : place["facilities"]) price(quay, {"handling_per_20ft"});
    price(dear["services"]["weekly-boat"]["freight"], {"per_km_20ft"});
    price(dear["trucking"]["freight"], {"per_km_20ft", "per_km_40ft"});
    price(dear["flows"]["down"], {"value"});
    price(twice, {"carbon_price_per_t"});
    price(twice["external_costs"]["river"], {"noise_per_1000_tonne_km"});
    for (auto& option : twice["options"]) {
      price(option, {"yearly_cost"});
      for (auto& cost : option["capital_cost"]) cost = cost.get<double>() * 2;
    }
    TemporaryAppraisal other;
    auto const doubled = other.appraise(twice, dear);
    for (auto const* const option : {"boat", "paint"}) {
      CHECK(npv(doubled, option) == Approx(2 * npv(appraisal, option)).epsilon(1e-9));
      auto const &once = appraisal["options"][option]["measures"], &now = doubled["options"][option]["measures"];
      CHECK(now["npv"]["p90"].get<double>() == Approx(2 * once["npv"]["p90"].get<double>()).epsilon(1e-9));
      CHECK(now["irr"]["roots"].size() == once["irr"]["roots"].size());
    }
  }
}
