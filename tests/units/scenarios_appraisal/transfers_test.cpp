#include <catch2/catch.hpp>

#include "tests/units/scenarios_appraisal/temporary_appraisal.hpp"

// Options that change a price alone: what one pays less another earns less, and all together gain nothing.
using namespace tongzhou;
using namespace tongzhou::appraisal;

namespace {

/// Ten boxes a day by river from A to B, whose ships state no costs, and ten by road from C to D, 100 km with a toll of
/// 0.5 a km, whose trucks burn 0.3 L a km at 7.
json scenario() {
  return json::parse(R"({
    "name": "A river and a road", "start": "2025-01-01", "length_days": 28,
    "fuels": {"diesel": {"unit": "L", "price": 7, "kg_co2e": 3}},
    "vehicle_classes": {
      "ship": {"mode": "river", "teu": 100, "speed_km_per_h": 20, "fuel": "diesel", "fuel_per_day": 240},
      "truck": {"mode": "road", "teu": 2, "speed_km_per_h": 50, "fuel": "diesel", "fuel_per_km": 0.3}
    },
    "places": {
      "A": {"kind": "sea_port", "facilities": {"quay": {"kind": "quay", "berths": 5, "cranes": 5, "cranes_per_vehicle": 1, "moves_per_crane_hour": 30}}},
      "B": {"kind": "sea_port", "facilities": {"quay": {"kind": "quay", "berths": 5, "cranes": 5, "cranes_per_vehicle": 1, "moves_per_crane_hour": 30}}},
      "C": {"kind": "market"}, "D": {"kind": "market"}
    },
    "links": {
      "w": {"kind": "waterway", "from": "A", "to": "B", "distance_km": 200},
      "r": {"kind": "road", "from": "C", "to": "D", "distance_km": 100, "toll_per_km": 0.5}
    },
    "services": {"s": {"vehicle": "ship", "stops": [{"at": "A", "stay_hours": 2}, {"at": "B", "stay_hours": 2}],
                       "schedule": {"every_hours": 24}, "freight": {"per_km_20ft": 5, "per_box_20ft": 100}}},
    "trucking": {"vehicle": "truck", "freight": {"per_km_20ft": 8, "per_box_20ft": 50}},
    "flows": {
      "by-river": {"from": "A", "to": "B", "box": "22G1", "gross_t": 20, "boxes_per_year": 3650, "arrivals": "regular"},
      "by-road": {"from": "C", "to": "D", "box": "22G1", "gross_t": 20, "boxes_per_year": 3650, "arrivals": "regular"}
    }
  })");
}

/// One option for each overlay, free to build, over ten years.
json investment(std::map<std::string, json> const& overlays) {
  auto of = json::parse(R"({
    "price_base": "2025", "first_year": 2026, "horizon_years": 10, "discount_rate": 0.05, "delays_years": [0],
    "simulation": {"replications": 2, "draws": 100, "portfolios": 0}, "options": {}
  })");
  for (auto const& [id, overlay] : overlays) {
    of["options"][id] = {{"overlays", json::array({overlay})},
                         {"capital_cost", json::array({0})},
                         {"life_years", 20},
                         {"cost_overrun", 1}};
  }
  return of;
}

double npv(nlohmann::ordered_json const& appraisal, char const* option) {
  return appraisal["options"][option]["measures"]["npv"]["expected"];
}

double gain(nlohmann::ordered_json const& appraisal, char const* option, char const* party) {
  return appraisal["options"][option]["measures"]["parties"][party]["total"];
}

// A yuan in each of the years 1 to 9 at 5 %, in the middle of each: the year before goes by with building.
constexpr double of_every_year = 6.936524;

}  // namespace

TEST_CASE("a price that changes alone moves money from one to another, and all together gain nothing") {
  TemporaryAppraisal appraise;
  auto const appraisal = appraise.appraise(
      investment({
          {"cheap-freight", json::parse(R"({"services": {"s": {"freight": {"per_km_20ft": 2.5}}}})")},
          {"free-freight", json::parse(R"({"services": {"s": {"freight": null}}})")},
          {"free-road", json::parse(R"({"links": {"r": {"toll_per_km": 0}}})")},
          {"cheap-trucks", json::parse(R"({"trucking": {"freight": {"per_km_20ft": 4}}})")},
          {"dear-trucks", json::parse(R"({"trucking": {"freight": {"per_km_20ft": 12, "per_box_20ft": 0}}})")},
      }),
      scenario());
  for (auto const* const option : {"cheap-freight", "free-freight", "free-road", "cheap-trucks", "dear-trucks"}) {
    INFO(option);
    CHECK(npv(appraisal, option) == Approx(0).margin(1e-6));
  }
  // 3,650 boxes a year pay 50 less in tolls.
  CHECK(gain(appraisal, "free-road", "shippers") == Approx(3650 * 50 * of_every_year).epsilon(0.02));
  CHECK(gain(appraisal, "free-road", "government") == -gain(appraisal, "free-road", "shippers"));
  // 400 less to hauliers.
  CHECK(gain(appraisal, "cheap-trucks", "shippers") == Approx(3650 * 400 * of_every_year).epsilon(0.02));
  CHECK(gain(appraisal, "cheap-trucks", "carriers") == Approx(-gain(appraisal, "cheap-trucks", "shippers")));
  CHECK(gain(appraisal, "cheap-freight", "carriers") == Approx(-gain(appraisal, "cheap-freight", "shippers")));
  CHECK(gain(appraisal, "cheap-freight", "shippers") > 1e6);
}

TEST_CASE("fuel that trucks save is money saved, also where nothing but their tariff is stated") {
  auto const thrifty = json::parse(R"({"vehicle_classes": {"truck": {"fuel_per_km": 0.2}}})");
  auto stated = scenario();
  stated["trucking"]["cost_per_km"] = 3;
  for (auto const& base : {scenario(), stated}) {
    TemporaryAppraisal appraise;
    auto const appraisal = appraise.appraise(investment({{"thrifty", thrifty}}), base);
    // 0.1 L at 7 over 100 km of 3,650 boxes a year, and 0.6 of it for the way back without cargo.
    CHECK(npv(appraisal, "thrifty") == Approx(3650 * 70 * 1.6 * of_every_year).epsilon(0.02));
    CHECK(gain(appraisal, "thrifty", "carriers") == Approx(npv(appraisal, "thrifty")));
  }
}

TEST_CASE("a road that is half as long saves what trucks use up by the km, not what they earn") {
  auto base = scenario();
  base["trucking"]["cost_per_km"] = 3;
  TemporaryAppraisal appraise;
  auto const appraisal =
      appraise.appraise(investment({{"shorter", json::parse(R"({"links": {"r": {"distance_km": 50}}})")}}), base);
  // 50 km there and back at 3, and 0.3 L x 7 = 2.1 there and 0.6 of it back; hire and toll are transfers.
  CHECK(npv(appraisal, "shorter") == Approx(3650 * 50 * (2 * 3 + 2.1 * 1.6) * of_every_year).epsilon(0.02));
}

TEST_CASE("trade that a toll makes or ends is worth the area under its curve, from the files to the money") {
  // 365,000 boxes a year pay 850 for their truck and a toll of 50, 900 in all as in the base. At an elasticity of -1
  // they are 900 / cost times as many: without the toll 21,471 more, at twice the toll 19,211 fewer. From one cost to
  // the other shippers gain 365,000 x 900 x ln(900 / 850) = 18.776 million, or lose 365,000 x 900 x ln(950 / 900) =
  // 17.761 million. The government loses 18.25 million, or gains 345,789 x 100 - 18.25 million = 16.329 million.
  // Hauliers use up what they earn: 0.526 million are left to all, or -1.432 million.
  auto base = scenario();
  base["policy"] = {{"experience_half_life_days", 0.01}};
  auto& flow = base["flows"]["by-road"];
  flow["boxes_per_year"] = 365000;
  flow["elasticity"] = -1;
  flow["reference_cost"] = 900;
  TemporaryAppraisal appraise;
  auto const appraisal =
      appraise.appraise(investment({{"no-toll", json::parse(R"({"links": {"r": {"toll_per_km": 0}}})")},
                                    {"twice-the-toll", json::parse(R"({"links": {"r": {"toll_per_km": 1}}})")}}),
                        base);
  struct Row {
    char const* option;
    double shippers, government, all;  // millions a year
  };
  for (auto const& row : {Row{"no-toll", 18.776, -18.25, 0.526}, Row{"twice-the-toll", -17.761, 16.329, -1.432}}) {
    INFO(row.option);
    CHECK(gain(appraisal, row.option, "shippers") == Approx(row.shippers * 1e6 * of_every_year).epsilon(0.01));
    CHECK(gain(appraisal, row.option, "government") == Approx(row.government * 1e6 * of_every_year).epsilon(0.01));
    CHECK(gain(appraisal, row.option, "carriers") == Approx(0).margin(0.02e6 * of_every_year));
    CHECK(npv(appraisal, row.option) == Approx(row.all * 1e6 * of_every_year).epsilon(0.08));
  }
}
