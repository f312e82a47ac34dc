#include "scenarios/experiments/measure_words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "scenarios/experiments/figures.hpp"

using namespace tongzhou;
using namespace tongzhou::experiments;

namespace {

format::Json const scenario = format::parse_trusted(R"({
  "vehicle_classes": {"barge": {"mode": "river"}, "train": {"mode": "rail"}},
  "places": {"Nanning": {"name": {"en": "Nanning", "zh": "南宁"}, "facilities": {"quay": {"kind": "quay"}, "lock": {"kind": "lock"}}},
             "CNQZH": {"name": {"en": "Qinzhou", "zh": "钦州"}, "facilities": {"quay": {"kind": "quay"}, "rail": {"kind": "rail"}}},
             "Rotterdam": {}},
  "services": {"canal": {"vehicle": "barge"}, "line": {"vehicle": "train"}},
  "flows": {"a": {"from": "Nanning", "to": "CNQZH"}, "b": {"from": "Nanning", "to": "Rotterdam", "trade": "export"},
            "c": {"from": "CNQZH", "to": "Rotterdam", "trade": "export"}, "d": {"from": "Rotterdam", "to": "Nanning", "trade": "import"}}
})");

using Pointers = std::vector<std::string>;

/// What a measure comes to in a file with these groups, or what is said against it.
struct Understood {
  Pointers pointers;
  std::string said;
};
Understood understand(std::string const& measure, std::string const& groups = "{}") {
  auto const text = R"({"measures": [")" + measure + R"("], "groups": )" + groups + "}";
  format::Document const document{format::parse_trusted(text), {{"e.json", text}}};
  format::Problems problems;
  format::Reader const file{document, problems};
  MeasureReader const reader{scenario, file};
  Understood understood;
  understood.pointers = reader.pointers(measure, file.items("measures").front());
  for (auto const& problem : problems.sorted()) understood.said += problem.text;
  return understood;
}

}  // namespace

TEST_CASE("what shippers of Nanning pay is asked for in words, by the place's id or by its name in either language") {
  Pointers const of_nanning{"/flows/a/boxes_out", "/flows/b/boxes_out"};
  CHECK(understand("boxes_out of flows from Nanning").pointers == of_nanning);
  CHECK(understand("boxes_out of flows from 南宁").pointers == of_nanning);
  CHECK(understand("boxes_out of flows to Qinzhou").pointers == Pointers{"/flows/a/boxes_out"});
  CHECK(understand("boxes_out of flows from Nanning to Rotterdam").pointers == Pointers{"/flows/b/boxes_out"});
  CHECK(understand("boxes_out of flows to Rotterdam from Nanning").pointers == Pointers{"/flows/b/boxes_out"});
  CHECK(understand("money_by_expense/toll of export flows").pointers ==
        Pointers{"/flows/b/money_by_expense/toll", "/flows/c/money_by_expense/toll"});
}

TEST_CASE(
    "what shippers bear of flows is all that they pay, time and loss of their goods too, and nothing that carriers "
    "pay") {
  auto const pointers = understand("shipper_cost of flows from Nanning to Rotterdam").pointers;
  auto const has = [&](std::string const& expense) {
    return std::ranges::find(pointers, "/flows/b/money_by_expense/" + expense) != pointers.end();
  };
  for (auto const* const expense :
       {"freight", "handling", "storage", "drayage", "toll", "customs", "time_value", "loss_damage"})
    CHECK(has(expense));
  for (auto const* const expense : {"fuel", "vessel_time", "carbon"}) CHECK_FALSE(has(expense));
  CHECK(understand("shipper_cost of flows from Nanning").pointers.size() == 2 * pointers.size());
}

TEST_CASE("terminals, services by mode and all there is are asked for likewise; a pointer stands for itself") {
  CHECK(understand("teu_loaded of facilities at Qinzhou").pointers ==
        Pointers{"/facilities/CNQZH~1quay/teu_loaded", "/facilities/CNQZH~1rail/teu_loaded"});
  CHECK(understand("kg_co2e of rail services").pointers == Pointers{"/services/line/kg_co2e"});
  CHECK(understand("shipper_cost").pointers == Pointers{"/totals/shipper_cost"});
  CHECK(understand("/flows/a/transit_hours/mean").pointers == Pointers{"/flows/a/transit_hours/mean"});
}

TEST_CASE("groups have names: of flows in place of them, of places wherever a place may stand") {
  std::string const groups =
      R"({"Guangxi": {"places": ["Nanning", "Qinzhou"]}, "our cargo": {"flows": ["a", "c"]}, "first": {"flows": ["b*"]}})";
  CHECK(understand("boxes_in of flows from Guangxi to Rotterdam", groups).pointers ==
        Pointers{"/flows/b/boxes_in", "/flows/c/boxes_in"});
  CHECK(understand("boxes_out of our cargo", groups).pointers == Pointers{"/flows/a/boxes_out", "/flows/c/boxes_out"});
  CHECK(understand("boxes_out of first", groups).pointers == Pointers{"/flows/b/boxes_out"});
  CHECK(understand("shipper_cost", R"({"x": {"flows": ["e"]}})").said.starts_with("there is none among the flows"));
}

TEST_CASE("what no result can have is refused with the nearest that it may mean") {
  CHECK(understand("shiper_cost of flows from Nanning").said ==
        "flows have no number \"shiper_cost\"; did you mean \"shipper_cost\"?");
  CHECK(understand("shipper_cost of flows from Naning").said ==
        "the scenario has no place called \"Naning\"; did you mean \"Nanning\"?");
  CHECK(understand("shipper_cost of flowz").said.ends_with("found \"flowz\"; did you mean \"flows\"?"));
  CHECK(understand("/totals/shiper_cost").said ==
        "no result has a number at /totals/shiper_cost; did you mean \"shipper_cost\"?");
  CHECK(understand("/services/cannal/kg_co2e").said ==
        "the scenario has no cannal among its services; did you mean \"canal\"?");
  CHECK(understand("shipper_cost of flows from Rotterdam to Qinzhou").said ==
        "the scenario has no such flows from Rotterdam to Qinzhou");
  CHECK(understand("transit_hours/mean of flows from Nanning")
            .said.starts_with("transit_hours/mean of 2 flows does not add up"));
}

TEST_CASE("a sum takes what a result has of it; of nothing there is no figure") {
  auto const result = R"({"audit": {"holds": true}, "weeks": [], "period": {"length_days": 7},
                          "flows": {"a": {"boxes_out": 3}, "b": {"boxes_out": 4}}})";
  Sums const sums{{"all", {"/flows/a/boxes_out", "/flows/b/boxes_out", "/flows/new/boxes_out"}},
                  {"none", {"/flows/new/boxes_out"}}};
  auto const figures = figures_of(result, {"all", "none", "/flows/a/boxes_out"}, sums);
  CHECK(figures.values[0] == 7);
  CHECK_FALSE(figures.values[1]);
  CHECK(figures.values[2] == 3);
}
