#include "scenarios/appraisal/investment_doubts.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "scenarios/appraisal/draws.hpp"
#include "tests/units/scenarios_appraisal/temporary_appraisal.hpp"
#include "tests/where.hpp"

// Through worker processes of the real program.
using namespace tongzhou;
using namespace tongzhou::appraisal;
using nlohmann::json;

namespace {

json scenario() {
  std::ifstream in{fs::path{tests::root} / "scenarios/library/first-steps/scenario.json"};
  return json::parse(in);
}

/// A ship that burns less, and paint that does nothing, in a world in which every year is alike.
json investment() {
  return json::parse(R"({
    "price_base": "2025", "first_year": 2026, "horizon_years": 20, "discount_rate": 0.05,
    "simulation": {"years": [0], "length_days": 42, "warm_up_days": 7, "replications": 2, "portfolios": 1, "draws": 100},
    "carbon_price_per_t": 100, "delays_years": [0],
    "options": {
      "engine": {"overlays": [{"vehicle_classes": {"ship": {"fuel_per_day": 4}}}], "capital_cost": [15000000],
                 "yearly_cost": 20000, "life_years": 20, "cost_overrun": {"uniform": {"min": 0.8, "max": 1.2}}},
      "paint": {"overlays": [{"name": "As before, painted"}], "capital_cost": [1000000], "life_years": 20, "cost_overrun": 1}
    },
    "doubts": {
      "assumptions": false, "replications": 2, "trajectories": 2, "keep": 2, "points": 20, "degree": 3,
      "parameters": {"price of diesel": {"scale": ["/fuels/diesel/price"], "from": 0.5, "to": 1.5}},
      "terms": {"discount rate": {"set": ["/discount_rate"], "from": 0.01, "to": 0.3}}
    }
  })");
}

nlohmann::ordered_json const& look(nlohmann::ordered_json const& option, std::string const& parameter) {
  for (auto const& one : option["close_look"])
    if (one["parameter"] == parameter) return one;
  throw std::invalid_argument(parameter);
}

}  // namespace

TEST_CASE("where every year is alike, what doubts start from is the net present value of the appraisal") {
  static TemporaryAppraisal made;
  static auto const doubts = made.doubt(investment(), scenario());
  static auto const appraisal = made.appraise(investment(), scenario());
  auto const& engine = doubts["options"]["engine"];
  auto const& measures = appraisal["options"]["engine"]["measures"];

  SECTION("to the last digit but a few") {
    CHECK(doubts["measure"] == "net present value");
    for (auto const* const option : {"engine", "paint"})
      CHECK(doubts["options"][option]["gain"].get<double>() ==
            Approx(appraisal["options"][option]["measures"]["npv"]["expected"].get<double>()).epsilon(1e-9));
  }
  SECTION("the capital cost that turns it round follows from the books: what is paid less what is left of it") {
    auto const& books = measures["real_resources"];
    double const npv = measures["npv"]["expected"];
    double const capital = -books["capital_cost"].get<double>() - books["residual_value"].get<double>();
    double const turns = 1 + npv / capital;
    auto const& cost = look(engine, "capital cost over plan");
    CHECK(cost["from"].get<double>() == Approx(0.82).margin(0.005));  // 5 % of 0.8..1.2 left out at either end
    CHECK(cost["to"].get<double>() == Approx(1.18).margin(0.005));
    bool const within = turns > 0.82 && turns < 1.18;
    CHECK(cost["turns_at"].is_null() != within);
    if (within) CHECK(cost["turns_at"].get<double>() == Approx(turns).epsilon(0.05));
  }
  SECTION("the discount rate that turns it round is the internal rate of return") {
    auto const turn = look(engine, "discount rate")["turns_at"];
    REQUIRE(turn.is_number());
    CHECK(turn.get<double>() == Approx(measures["irr"]["roots"][0].get<double>()).epsilon(0.1));
  }
  SECTION("fuel that costs more makes an engine that saves it worth more; nothing helps paint") {
    CHECK(engine["screening"].size() == 2);
    for (auto const& effect : engine["screening"])
      CHECK((effect["mean"].get<double>() > 0) == (effect["parameter"] == "price of diesel"));
    CHECK(doubts["options"]["paint"]["share_better"] == 0);
    CHECK(doubts["options"]["paint"]["sentence"].get<std::string>().starts_with("paint is not worth what it costs"));
  }
  SECTION("two hundred draws are kept for an appraisal, none of which touches paint") {
    CHECK(engine["draws"].size() == 200);
    // Paint saves nothing; what the discount rate changes about its cost alone is drawn.
    CHECK(doubts["options"]["paint"]["gain_deviation"].get<double>() < engine["gain_deviation"].get<double>());
  }
}

TEST_CASE("what doubts found spreads a net present value beside demand, cost and chance, and leaves it where it is") {
  TemporaryAppraisal made;
  auto const doubts = made.doubt(investment(), scenario());
  auto const file = made.written;
  auto const before = made.appraise(investment(), scenario(), true);
  auto const after = made.appraise_with(file, investment(), scenario());
  auto const npv = [](auto const& appraisal, char const* what) {
    return appraisal["options"]["engine"]["measures"]["npv"][what].template get<double>();
  };
  CHECK(npv(after, "expected") == npv(before, "expected"));
  CHECK_FALSE(before["options"]["engine"]["measures"]["npv"].contains("from_doubts"));
  // The standard deviation of the 200 draws, n - 1.
  double mean = 0, squares = 0;
  std::vector<double> const draws = doubts["options"]["engine"]["draws"];
  for (double const draw : draws) mean += draw / 200;
  for (double const draw : draws) squares += (draw - mean) * (draw - mean) / 199;
  CHECK(npv(after, "from_doubts") == Approx(std::sqrt(squares)));
  CHECK(npv(after, "from_doubts") > 0);
  CHECK(npv(after, "deviation") > npv(before, "deviation"));
  CHECK(after["provenance"]["doubts_sha256"].get<std::string>().size() == 64);
}

TEST_CASE("built a year later an option has a year less to be wrong in") {
  // Three years without interest, one of them to build: open for two years at once, for one a year later.
  Investment of;
  of.horizon = 3;
  of.discount.rate = 0;
  of.options.resize(1);
  of.options[0].construction_years = 1;
  of.doubts = DoubtsFoundBefore{"", {{-2, 2}}};
  CHECK(doubts_about(of, {.options = {0}, .delay = 0}) == std::vector<double>{-2, 2});
  CHECK(doubts_about(of, {.options = {0}, .delay = 1}) == std::vector<double>{-1, 1});
  CHECK(doubts_about(of, {.options = {}, .delay = 0}).empty());
  of.doubts.reset();
  CHECK(doubts_about(of, {.options = {0}, .delay = 0}).empty());
}

TEST_CASE("doubts of something else are refused by an appraisal") {
  TemporaryAppraisal made;
  auto const of = made.read(investment(), scenario());
  auto const said = [&](std::string const& text) {
    auto const file = fs::temp_directory_path() / fmt::format("tongzhou-doubts-{}.json", ::getpid());
    std::ofstream{file} << text;
    format::Problems problems;
    CHECK_FALSE(read_doubts_found(of, file, problems));
    fs::remove(file);
    return problems.sorted().front().text;
  };
  CHECK(said("{}").starts_with("it is not as `tongzhou doubts` writes it"));
  CHECK(said(R"({"format": "tongzhou-doubts/1", "measure": "/totals/system_cost", "options": {}})")
            .starts_with("expected"));
  CHECK(
      said(
          R"({"format": "tongzhou-doubts/1", "measure": "net present value", "options": {"canal": {"draws": [1]}}})") ==
      "it knows none of the options: it is of another investment");
}

TEST_CASE("doubts about what is not there are refused where they stand") {
  TemporaryAppraisal made;
  auto of = investment();
  auto const said = [&] {
    format::Problems problems;
    CHECK_FALSE(doubts_of(made.read(of, scenario()), problems));
    std::string lines;
    for (auto const& problem : problems.sorted()) lines += problem.pointer + " " + problem.text + "\n";
    return lines;
  };
  of["doubts"]["terms"] = {{"rate", {{"scale", {"/discount_rat"}}, {"from", 0.5}, {"to", 2}}}};
  CHECK(said() == "/doubts/terms/rate/scale/0 the investment file has no number there\n");
  of["doubts"]["terms"] = {{"rate", {{"set", {"/discount_rate"}}, {"from", 0.01}, {"to", 3}}}};
  CHECK(said() ==
        "/doubts/terms/rate 3 makes the file invalid: /discount_rate expected a number from 0 to 1 or an object, "
        "each entry under its id, found 3.0; 3 % is 0.03\n");
  of["doubts"]["terms"] = json::object();
  of["doubts"]["year"] = 20;
  CHECK(said() == "/doubts/year beyond the horizon of 20 years\n");
}
