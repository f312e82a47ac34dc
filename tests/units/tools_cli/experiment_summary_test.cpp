#include "tools/cli/experiment_summary.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace tongzhou;

namespace {

std::string said_of(std::string const& measures, std::string const& units) {
  auto const experiment = nlohmann::ordered_json::parse(R"({"provenance": {"experiment": "cranes", "seed": 3},
    "replications": 2, "options": {"base": {}, "two": {}},
    "method": {"confidence": 0.95, "confidence_of_each_comparison": 0.95, "comparisons": 1},
    "units": )" + units + R"(, "measures": )" + measures +
                                                        "}");
  std::ostringstream out, err;
  cli::Console console{out, err};
  cli::print_summary(experiment, console);
  auto const said = out.str();
  return said.substr(said.find("\n\n") + 2);
}

}  // namespace

TEST_CASE("a difference that is nothing once rounded has no sign") {
  CHECK(said_of(R"({"/totals/teu_out": {
      "base": {"mean": 10, "half_width": 0.04},
      "two": {"mean": 9.96, "half_width": 0.04,
              "against_base": {"mean": -0.04, "half_width": 0.01, "verdict": "lower"}}}})",
                R"({"/totals/teu_out": "TEU"})") ==
        "/totals/teu_out, TEU\n"
        "  base  10  ± 0.0\n"
        "  two   10  ± 0.0  0.0  ± 0.0  lower\n");
  CHECK(said_of(R"({"/key_figures/on_time_share": {
      "base": {"mean": 0.9, "half_width": 0.0001},
      "two": {"mean": 0.9, "half_width": 0.0001,
              "against_base": {"mean": 0.0001, "half_width": 0.0002, "verdict": "undecided"}}}})",
                R"({"/key_figures/on_time_share": "share"})") ==
        "/key_figures/on_time_share, %\n"
        "  base  90.0 %  ± 0.0\n"
        "  two   90.0 %  ± 0.0  0.0 points  ± 0.0  undecided\n");
}

TEST_CASE("money is told in its currency, what has no unit without one, and sailings of sailings not at all") {
  CHECK(said_of(R"({"/key_figures/system_cost_per_laden_teu": {"base": {"mean": 500, "half_width": 2}},
                    "/key_figures/sailings": {"base": {"mean": 14, "half_width": 0}},
                    "/weeks/0/week": {"base": {"mean": 1, "half_width": 0}}})",
                R"({"/key_figures/system_cost_per_laden_teu": "CNY per laden TEU",
                    "/key_figures/sailings": "sailings", "/weeks/0/week": ""})") ==
        "/key_figures/system_cost_per_laden_teu, CNY per laden TEU\n"
        "  base  500  ± 2\n"
        "\n"
        "/key_figures/sailings\n"
        "  base  14  ± 0\n"
        "\n"
        "/weeks/0/week\n"
        "  base  1  ± 0\n");
}
