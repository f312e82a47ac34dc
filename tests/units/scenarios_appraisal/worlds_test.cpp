#include <catch2/catch.hpp>
#include <cmath>

#include "tests/units/scenarios_appraisal/temporary_appraisal.hpp"

// From the files of an appraisal to its money, through the simulation: what a figure of a scenario is worth.
using namespace tongzhou;
using namespace tongzhou::appraisal;

namespace {

/// One option over ten years, at 5 %.
json investment(json const& overlay, double capital_cost, json const& seasons) {
  auto of = json::parse(R"({
    "price_base": "2025", "first_year": 2026, "horizon_years": 10, "discount_rate": 0.05, "delays_years": [0],
    "simulation": {"replications": 2, "draws": 100, "portfolios": 0},
    "options": {"option": {"life_years": 9, "cost_overrun": 1}}
  })");
  of["options"]["option"]["overlays"] = json::array({overlay});
  of["options"]["option"]["capital_cost"] = json::array({capital_cost});
  if (!seasons.empty()) of["simulation"]["seasons"] = seasons;
  return of;
}

double npv(json const& investment, json const& base) {
  TemporaryAppraisal appraise;
  return appraise.appraise(investment, base)["options"]["option"]["measures"]["npv"]["expected"];
}

// A yuan in each of the years 1 to 9 at 5 %, in the middle of each: the year before goes by with building.
constexpr double of_every_year = 6.936524;

}  // namespace

TEST_CASE("a winter of four months is a third of what deeper water gives, and water of the mean depth gives nothing") {
  // Ten boxes a day go by ships that need 4.5 m loaded and 4.0 m empty, at 100 each, or by road at 1,000. From November
  // to February there are 3.8 m, else 5.0: the mean is 4.6, at which nothing is gained by a metre more. In winter 3,650
  // x 900 a year are.
  auto base = json::parse(R"({
    "name": "A river that is shallow in winter and a road beside it", "start": "2025-01-01", "length_days": 364,
    "vehicle_classes": {
      "ship": {"mode": "river", "teu": 100, "speed_km_per_h": 20, "deadweight_t": 2000, "draught_light_m": 3.5,
               "draught_full_m": 4, "under_keel_m": 0.5},
      "truck": {"mode": "road", "teu": 2, "speed_km_per_h": 50}
    },
    "places": {
      "A": {"kind": "sea_port", "facilities": {"quay": {"kind": "quay", "berths": 5, "cranes": 5, "moves_per_crane_hour": 30}}},
      "B": {"kind": "sea_port", "facilities": {"quay": {"kind": "quay", "berths": 5, "cranes": 5, "moves_per_crane_hour": 30}}}
    },
    "links": {
      "w": {"kind": "waterway", "from": "A", "to": "B", "distance_km": 200,
            "depth_m": {"by_month": [3.8, 3.8, 5, 5, 5, 5, 5, 5, 5, 5, 3.8, 3.8]}},
      "r": {"kind": "road", "from": "A", "to": "B", "distance_km": 100}
    },
    "services": {"s": {"vehicle": "ship", "stops": [{"at": "A", "stay_hours": 2}, {"at": "B", "stay_hours": 2}],
                       "schedule": {"every_hours": 24}, "freight": {"per_box_20ft": 100}}},
    "trucking": {"vehicle": "truck", "freight": {"per_box_20ft": 1000}},
    "flows": {"f": {"from": "A", "to": "B", "box": "22G1", "gross_t": 20, "boxes_per_year": 3650, "arrivals": "regular"}}
  })");
  auto const dredged =
      json::parse(R"({"links": {"w": {"depth_m": {"by_month": [4.8, 4.8, 6, 6, 6, 6, 6, 6, 6, 6, 4.8, 4.8]}}}})");
  json winter{{"start", "2025-01-03"}, {"days", 28}, {"weight", 1}};
  json summer{{"start", "2025-06-03"}, {"days", 28}, {"weight", 1}};
  double const of_winter = npv(investment(dredged, 0, json::array({winter})), base);
  CHECK(of_winter == Approx(3650 * 900 * of_every_year).epsilon(0.02));
  CHECK(npv(investment(dredged, 0, json::array({summer})), base) == 0);
  winter["weight"] = 1. / 3;
  summer["weight"] = 2. / 3;
  CHECK(npv(investment(dredged, 0, json::array({winter, summer})), base) == Approx(of_winter / 3));
  base["links"]["w"]["depth_m"] = 4.6;
  CHECK(npv(investment(json::parse(R"({"links": {"w": {"depth_m": 5.6}}})"), 0, {}), base) == 0);
}

TEST_CASE("whether a hub pays turns on what a day of a parcel is worth: a fifth of its value a year, or 0.6 % a day") {
  // A thousandth of Urumqi's second line: 459.5 parcels of 80 a day are a day sooner. At 0.2 a year that is 459.5 x 365
  // x 80 x 0.2 / 365 = 7,352 a year, 51,000 over the years, and 29,000 less than the 80,000 that it costs. A day of 0.6
  // % is 0.006 x 365 / 0.2 = 10.95 times as much: 51,000 x 10.95 - 80,000 = 478,450.
  auto base = json::parse(R"({
    "name": "Parcels of a region and its hub", "start": "2025-01-01", "length_days": 56, "warm_up_days": 7,
    "places": {
      "Region": {"kind": "market"},
      "Urumqi": {"kind": "market", "facilities": {
        "hub": {"kind": "postal_hub", "sorting": {"lines": 1, "parcels_per_line_hour": 9500}}}}
    },
    "mail_flows": {"letters": {"from": "Region", "to": "Urumqi", "product": "ordinary", "parcels_per_day": 459.5,
      "kg": 0.5, "value": 80, "time_value_per_year": 0.2, "ways": {"way": {"hubs": ["Urumqi"], "collect_hours": 48}}}}
  })");
  auto const sooner = json::parse(R"({"mail_flows": {"letters": {"ways": {"way": {"collect_hours": 24}}}}})");
  auto const line = investment(sooner, 80'000 * std::sqrt(1.05), {});  // paid in the middle of the first year
  CHECK(npv(line, base) == Approx(-29'000).margin(1'000));
  auto& letters = base["mail_flows"]["letters"];
  letters.erase("time_value_per_year");
  letters["time_value_per_day_share"] = 0.006;
  CHECK(npv(line, base) == Approx(478'450).epsilon(0.02));
}
