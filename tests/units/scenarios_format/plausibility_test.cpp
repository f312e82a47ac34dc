#include "scenarios/format/plausibility.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "tests/units/scenarios_format/river.hpp"
#include "tests/where.hpp"

using namespace tongzhou;
using namespace tongzhou::format;

namespace {

/// What is said of the river with a patch, one line each.
std::string unusual_with(std::string const& patch) {
  auto const document = river_with(patch);
  auto const world = *built_with(patch);
  itineraries::Planner const planner{world};
  auto const lines = to_lines(remarks(document, world, itineraries::plan_all(world, planner)));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

/// One value of the river, set by its pointer.
std::string with(std::string const& pointer, nlohmann::json const& value) {
  nlohmann::json patch;
  patch[nlohmann::json::json_pointer{pointer}] = value;
  return unusual_with(patch.dump());
}

/// The same where the ship draws 7 m and the sill of the lock is deep enough for it.
std::string deep_ship_with(std::string const& pointer, nlohmann::json const& value) {
  auto patch = nlohmann::json::parse(
      R"({"vehicle_classes": {"ship": {"draught_full_m": 7}},
          "places": {"Gate": {"facilities": {"lock": {"chambers": {"north": {"sill_depth_m": 6}}}}}}})");
  patch[nlohmann::json::json_pointer{pointer}] = value;
  return unusual_with(patch.dump());
}

}  // namespace

TEST_CASE("nothing is unusual on the river") { CHECK(unusual_with("{}") == ""); }

TEST_CASE("a ship at 300 km/h is told, with what is usual") {
  CHECK(with("/vehicle_classes/ship/speed_km_per_h", 300) ==
        "/vehicle_classes/ship/speed_km_per_h: 300 km/h; usual are 4 to 40");
  CHECK(with("/vehicle_classes/ship/speed_km_per_h", 30) == "");
}

TEST_CASE("an object that says why it is unusual is not warned about, and its neighbours are") {
  CHECK(unusual_with(R"({"vehicle_classes": {"ship": {"speed_km_per_h": 90, "unusual": "a hydrofoil"},
                                             "truck": {"speed_km_per_h": 300}}})") ==
        "/vehicle_classes/truck/speed_km_per_h: 300 km/h; usual are 15 to 110");
}

TEST_CASE("a year of another age is told, and a scenario in which nothing is carried") {
  CHECK(with("/start", "0224-01-01") == "/start: the year 224; usual are 1950 to 2150");
  CHECK(with("/start", "1950-01-01") == "");
  CHECK(with("/flows", nullptr).starts_with("/flows: there are no flows and no mail: nothing is carried"));
}

TEST_CASE("of a distribution the mean is looked at") {
  CHECK(with("/places/Gate/facilities/lock/chambers/north/lockage_minutes", {{"exponential", {{"mean", 600}}}}) ==
        "/places/Gate/facilities/lock/chambers/north/lockage_minutes: 600 minutes; usual are 5 to 240");
  CHECK(with("/places/Gate/facilities/lock/chambers/north/lockage_minutes",
             {{"uniform", {{"min", 1}, {"max", 300}}}}) == "");
}

TEST_CASE("money is held against what is usual in the scenario's currency, and in an unknown one it is let be") {
  CHECK(unusual_with(R"({"fuels": {"diesel": {"price": 100}}})") ==
        "/fuels/diesel/price: 100 CNY a tonne; usual are 500 to 30000");
  CHECK(unusual_with(R"({"currency": "USD", "fuels": {"diesel": {"price": 100}}})") == "");  // 700 CNY
  CHECK(unusual_with(R"({"currency": "USD", "fuels": {"diesel": {"price": 7000}}})") ==
        "/fuels/diesel/price: 7000 USD a tonne; usual are 71.4286 to 4285.71");
  CHECK(unusual_with(R"({"currency": "XXX", "fuels": {"diesel": {"price": 1}}})") == "");
}

namespace {

/// The worlds that a range is about, one for each kind of object that it names: nothing in them but that value.
std::vector<Document> worlds_with(UsualRange const& range, double value) {
  std::vector<nlohmann::json> worlds{nlohmann::json::object()};
  std::vector<nlohmann::json::json_pointer> at(1);
  auto const pointer = std::string{range.pointer};
  std::istringstream steps{pointer.substr(1)};
  for (std::string step; std::getline(steps, step, '/');) {
    if (step.front() != '[') {
      for (auto& place : at) place /= step == "*" ? "x" : step;
      continue;
    }
    auto const equals = step.find('=');
    auto const key = step.substr(1, equals - 1);
    std::istringstream words{step.substr(equals + 1, step.size() - equals - 2)};
    std::vector<nlohmann::json> more;
    auto const place = at.front() / "x";
    for (std::string word; std::getline(words, word, ',');) {
      more.push_back(worlds.front());
      more.back()[place][key] = word;
    }
    worlds = more;
    at.assign(worlds.size(), place);
  }
  std::vector<Document> documents;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    worlds[i][at[i]] = value;
    documents.emplace_back(worlds[i], std::vector{Layer{"s.json", worlds[i].dump()}});
  }
  return documents;
}

}  // namespace

TEST_CASE("each range speaks beyond its ends and is silent within") {
  for (auto const& range : usual_ranges()) {
    INFO(range.pointer);
    CHECK(range.low < range.high);
    CHECK(range.low > 0);
    CHECK_FALSE(range.unit.empty());
    CHECK_FALSE(range.source.empty());
    if (range.measured == Measured::money) CHECK(range.unit.starts_with("CNY"));
    for (double const inside : {range.low, range.low * 1.001, range.high * 0.999, range.high})
      for (auto const& world : worlds_with(range, inside)) CHECK(outside(range, world, "CNY").empty());
    for (double const beyond : {range.low * 0.999, range.high * 1.001})
      for (auto const& world : worlds_with(range, beyond)) {
        INFO(world.json().dump());
        CHECK(outside(range, world, "CNY").size() == 1);
      }
  }
}

TEST_CASE("each rule that sets figures against each other speaks just beyond its end and is silent at it") {
  // 300 TEU: 3 to 45 t each. The draught of such a ship is another rule's.
  auto const about = [](std::string const& said, char const* what) { return said.find(what) != std::string::npos; };
  auto const deadweight = [&](double t) { return about(with("/vehicle_classes/ship/deadweight_t", t), "t a TEU"); };
  CHECK_FALSE(deadweight(900));
  CHECK(deadweight(899));
  CHECK_FALSE(deadweight(13500));
  CHECK(deadweight(13501));
  // The cube root of 4000 is 15.874: 2.064 to 8.254 m.
  auto const draught = [&](double m) {
    return about(with("/vehicle_classes/ship/draught_full_m", m), "deadweight of");
  };
  CHECK_FALSE(draught(2.07));
  CHECK_FALSE(draught(8.25));
  CHECK(draught(8.26));
  // 5.5 m of "upper": 3 m of 5 m between empty and 7 m are 60 %.
  auto const load = [&](double depth) { return about(deep_ship_with("/links/upper/depth_m", depth), "never deeper"); };
  CHECK_FALSE(load(5.5));
  CHECK(load(5.49));
  // Diesel has 42,700 MJ a tonne: 2 to 60 MJ a km for a truck, 0.02 to 40 t a day for a river ship.
  auto const truck = [&](double t) {
    return about(
        unusual_with(fmt::format(R"({{"vehicle_classes": {{"truck": {{"fuel": "diesel", "fuel_per_km": {}}}}}}})", t)),
        "fuel_per_km");
  };
  CHECK_FALSE(truck(60. / 42700 * 0.999));
  CHECK(truck(60. / 42700 * 1.001));
  CHECK_FALSE(truck(2. / 42700 * 1.001));
  CHECK(truck(2. / 42700 * 0.999));
  CHECK(with("/vehicle_classes/ship/fuel_per_day", 40) == "");
  CHECK_FALSE(with("/vehicle_classes/ship/fuel_per_day", 40.1) == "");
  // CNY a km: a river ship 0.1 to 25, a truck 1 to 60.
  CHECK(with("/services/boat/freight/per_km_40ft", 25) == "");
  CHECK_FALSE(with("/services/boat/freight/per_km_40ft", 25.1) == "");
  CHECK(with("/trucking/freight/per_km_40ft", 1) == "");
  CHECK_FALSE(with("/trucking/freight/per_km_40ft", 0.99) == "");
  // CNY a box: a river ship 20 to 30,000; beside a price by km it may be less.
  CHECK(with("/services/boat/freight/per_box_40ft", 20) == "");
  CHECK_FALSE(with("/services/boat/freight/per_box_40ft", 19) == "");
  CHECK_FALSE(with("/services/boat/freight/per_box_40ft", 30001) == "");
  CHECK(unusual_with(R"({"services": {"boat": {"freight": {"per_km_40ft": 1, "per_box_40ft": 3}}}})") == "");
  CHECK(with("/flows/export/gross_t", 36) == "");
  CHECK_FALSE(with("/flows/export/gross_t", 36.1) == "");
  // 365 sailings of 300 TEU, four times: 438,000 TEU a year.
  CHECK(with("/flows/export/teu_per_year", 438000) == "");
  CHECK_FALSE(with("/flows/export/teu_per_year", 439000) == "");
  // 16.2 t of cargo: 810 to 48.6 million.
  CHECK(with("/flows/export/value", 811) == "");
  CHECK_FALSE(with("/flows/export/value", 809) == "");
  CHECK(with("/flows/export/value", 48.5e6) == "");
  CHECK_FALSE(with("/flows/export/value", 48.7e6) == "");
}

TEST_CASE("deadweight in ten thousand tonnes, or TEU in tonnes, is told") {
  CHECK(with("/vehicle_classes/ship/deadweight_t", 0.4)
            .find("/vehicle_classes/ship/deadweight_t: 0.4 t for 300 TEU are 0.00133 t a TEU; usual are 3 to 45 t") ==
        0);
  CHECK(with("/vehicle_classes/ship/deadweight_t", 40000).find("133 t a TEU") != std::string::npos);
  CHECK(with("/vehicle_classes/ship/deadweight_t", 3000) == "");
}

TEST_CASE("a draught that no ship of that deadweight has is told") {
  // 4000 t have a cube root of 15.9: 2.1 to 8.3 m.
  CHECK(with("/vehicle_classes/ship/draught_full_m", 12)
            .find("/vehicle_classes/ship/draught_full_m: 12 m for a deadweight of 4000 t; usual are 2.1 to 8.3 m") ==
        0);
  CHECK(with("/vehicle_classes/ship/draught_full_m", 4) == "");
}

TEST_CASE("a ship that its canal never lets load well is told") {
  // 5.2 m less 0.5 m under the keel, empty 2 m: 2.7 m of the 5 m from empty to 7 m.
  CHECK(
      deep_ship_with("/links/upper/depth_m", 5.2) ==
      "/vehicle_classes/ship/draught_full_m: 7 m, and \"upper\" is never deeper than 5.2 m: with 0.5 m under the keel "
      "it can load 54 % of its deadweight at most; usual are 60 % or more");
  CHECK(deep_ship_with("/links/upper/depth_m", 6.5) == "");
  // In one month of high water it can.
  CHECK(deep_ship_with("/links/upper/depth_m", {{"by_month", {5, 5, 5, 5, 5, 5, 8, 5, 5, 5, 5, 5}}}) == "");
  CHECK(deep_ship_with("/places/Up/facilities/quay/depth_m", 4.5).find("\"Up/quay\" is never deeper") !=
        std::string::npos);
}

TEST_CASE("a ship that a lock or the way into a port never lets load well is told") {
  CHECK(deep_ship_with("/places/Gate/facilities/lock/chambers/north/sill_depth_m", 5.2)
            .find("\"Gate/lock\" is never deeper than 5.2 m") != std::string::npos);
  // It goes by the deeper of two chambers, but not by one that is too narrow for it.
  auto const beside = [](double width) {
    return deep_ship_with(
        "/places/Gate/facilities/lock/chambers",
        {{"north", {{"sill_depth_m", 5.2}}},
         {"south", {{"length_m", 280}, {"width_m", width}, {"sill_depth_m", 6}, {"lockage_minutes", 60}}}});
  };
  CHECK(beside(34) == "");
  CHECK(beside(12).find("never deeper than 5.2 m") != std::string::npos);
  CHECK(deep_ship_with("/places/Mouth/facilities/fairway", {{"kind", "approach"}, {"depth_m", 5.2}})
            .find("\"Mouth/fairway\" is never deeper than 5.2 m") != std::string::npos);
  CHECK(deep_ship_with("/places/Mouth/facilities/fairway",
                       {{"kind", "approach"}, {"depth_m", 5.2}, {"from_length_m", 101}})
            .find("never deeper") == std::string::npos);
  // At high water there are 0.5 m more.
  CHECK(deep_ship_with("/places/Mouth/facilities/fairway",
                       {{"kind", "approach"},
                        {"depth_m", 5.2},
                        {"tide", {{"constituents", {{{"amplitude_m", 0.5}, {"period_hours", 12}}}}}}}) == "");
}

TEST_CASE("a road round half the world is told") {
  CHECK(with("/links/town-road/distance_km", 12000) ==
        "/links/town-road/distance_km: 12000 km; usual are 0.01 to 6000");
}

TEST_CASE("freight of a box in ten thousands is told, also that of a tariff") {
  CHECK(with("/services/boat/freight/per_box_40ft", 0.12) ==
        "/services/boat/freight/per_box_40ft: 0.12 CNY a box for a river ship; usual are 20 to 30000");
  CHECK(with("/services/boat/freight/per_box_40ft", 1200) == "");
  CHECK(with("/services/boat/tariffs/back", {{"from", "Mouth"}, {"per_box_40ft", 0.12}}) ==
        "/services/boat/tariffs/back/per_box_40ft: 0.12 CNY a box; usual are 1 to 2000000");
}

TEST_CASE("a truck that burns tonnes a km, or a ship that sips, is told in the unit of its fuel") {
  CHECK(unusual_with(R"({"vehicle_classes": {"truck": {"fuel": "diesel", "fuel_per_km": 30}}})") ==
        "/vehicle_classes/truck/fuel_per_km: 30 t a km for a truck; usual are 4.7e-05 to 0.0014 t");
  CHECK(unusual_with(R"({"vehicle_classes": {"truck": {"fuel": "diesel", "fuel_per_km": 0.0003}}})") == "");
  CHECK(unusual_with(R"({"fuels": {"litre": {"unit": "L", "kg_co2e": 3}},
    "vehicle_classes": {"truck": {"fuel": "litre", "fuel_per_km": 0.3}}})") == "");
  CHECK(with("/vehicle_classes/ship/fuel_per_day", 6000).find("6000 t a day for a river ship") != std::string::npos);
}

TEST_CASE("freight by km is held against what its mode costs") {
  CHECK(with("/services/boat/freight/per_km_40ft", 800) ==
        "/services/boat/freight/per_km_40ft: 800 CNY a km for a river ship; usual are 0.1 to 25");
  CHECK(with("/trucking/freight/per_km_40ft", 10) == "");
  CHECK(with("/trucking/freight/per_km_40ft", 0.01) ==
        "/trucking/freight/per_km_40ft: 0.01 CNY a km for a truck; usual are 1 to 60");
}

TEST_CASE("45 t in a box are told, 30 t are not") {
  CHECK(with("/flows/export/gross_t", 45) == "/flows/export/gross_t: 45 t in a box \"42G1\"; usual are 3.8 to 36 t");
  CHECK(with("/flows/export/gross_t", 30) == "");
}

TEST_CASE("an empty box of ten tonnes is told") {
  auto const box = [](double tare) {
    return fmt::format(
        R"({{"box_types": {{"own": {{"teu": 1, "tare_t": {}}}}}, "flows": {{"export": {{"box": "own"}}}}}})", tare);
  };
  CHECK(unusual_with(box(10)) == "/box_types/own/tare_t: 10 t empty for 1 TEU; usual are 0.8 to 5 t");
  CHECK(unusual_with(box(2.3)) == "");
}

TEST_CASE("goods of a billion a box are told, and so are goods of a hundred") {
  CHECK(with("/flows/export/value", 1e9).starts_with("/flows/export/value: 1e+09 CNY for 16.2 t of cargo"));
  CHECK(with("/flows/export/value", 100).starts_with("/flows/export/value: 100 CNY"));
  CHECK(with("/flows/export/value", 0) == "");
}

TEST_CASE("a price for 20ft boxes alone is told where a 40ft box would pay nothing") {
  CHECK(with("/services/boat/freight/per_km_20ft", 0.9) ==
        "/services/boat/freight: a price for 20ft boxes alone: those of flow \"export\", of 40ft, pay nothing");
  CHECK(with("/trucking/freight/per_box_20ft", 500) ==
        "/trucking/freight: a price for 20ft boxes alone: those of flow \"export\", of 40ft, pay nothing");
  CHECK(with("/places/Up/facilities/quay/handling_per_20ft", 300) ==
        "/places/Up/facilities/quay: a price for 20ft boxes alone: those of flow \"export\", of 40ft, pay nothing");
  CHECK(unusual_with(
            R"({"services": {"boat": {"freight": {"per_km_40ft": 1.5}}}, "flows": {"export": {"box": "22G1"}}})") ==
        "/services/boat/freight: a price for 40ft boxes alone: those of flow \"export\", of 20ft, pay nothing");
  CHECK(unusual_with(R"({"services": {"boat": {"freight": {"per_km_20ft": 0.9, "per_km_40ft": 1.5}}}})") == "");
  CHECK(unusual_with(R"({"services": {"boat": {"freight": {"per_km_40ft": 1.5}}}})") == "");
}

TEST_CASE("a ship for foreign trade is told where customs at the port makes it domestic on the river") {
  auto const second = [](char const* customs) {
    return unusual_with(fmt::format(R"({{"services": {{"trade": {{"vehicle": "ship", "stops": ["Up", "Mouth"],
      "schedule": {{"every_hours": 24}}, "licence": "foreign"}}}} {}}})",
                                    customs));
  };
  CHECK(second("").starts_with("/services/trade/licence: no box has a way by it"));
  CHECK(second(R"(, "customs": {"where": "port"})").starts_with("/services/trade/licence: no box has a way by it"));
  CHECK(second(R"(, "customs": {"where": "inland"})") == "");
  CHECK(second(R"(, "flows": {"export": {"trade": "domestic"}})") == "");
}

TEST_CASE("demand in ten thousand TEU, or demand that no service could carry, is told") {
  CHECK(with("/flows/export/teu_per_year", 3) == "/flows/export/teu_per_year: 3 TEU a year; usual are 20 to 50000000");
  // 365 sailings of 300 TEU: 109,500 a year.
  CHECK(with("/flows/export/teu_per_year", 1e6) ==
        "/flows/export: 1e+06 TEU a year, 9.13 times what the services on its ways can carry (109500); usual is less "
        "than "
        "what they can");
  CHECK(with("/flows/export/teu_per_year", 2e5) == "");
}

TEST_CASE("a line that begins far from its place is told: it may run the other way, or have latitude first") {
  auto const drawn = [](char const* geometry) {
    return fmt::format(R"({{"places": {{"Mouth": {{"lat": 31, "lon": 121}}, "Inland": {{"lat": 33, "lon": 119}}}},
      "links": {{"rails": {{"from": "Mouth", "to": "Inland", "geometry": {}}}}}}})",
                       geometry);
  };
  CHECK(unusual_with(drawn("[[121.1, 31], [120, 32], [119, 33.2]]")) == "");
  CHECK(unusual_with(drawn("[[119, 33], [121, 31]]"))
            .starts_with("/links/rails/geometry: the line begins 291 km from Mouth"));
  CHECK(unusual_with(drawn("[[121, 31], [33, 90]]")).starts_with("/links/rails/geometry: the line ends "));
}

TEST_CASE("a place on the wrong side of the world is told at the links that lead there") {
  auto const mapped = [](double lat, double lon) {
    return fmt::format(R"({{"places": {{"Mouth": {{"lat": 31, "lon": 121}}, "Inland": {{"lat": {}, "lon": {}}}}}}})",
                       lat, lon);
  };
  CHECK(unusual_with(mapped(33, 119)) == "");  // 292 km
  // 33 and 119 swapped are no latitude; 1.27 and 10.3 are.
  CHECK(unusual_with(mapped(10.3, 1.27))
            .starts_with("/links/rails/distance_km: 300 km, and on the map Mouth and Inland"));
  CHECK(unusual_with(mapped(31.1, 121.1)).starts_with("/links/rails/distance_km: 300 km"));  // 15 km: a detour of 20
}

TEST_CASE("a crane that no berth lets work is told, by the words of its mode") {
  CHECK(with("/places/Mouth/facilities/rail/gantries", 3) ==
        "/places/Mouth/facilities/rail/gantries: 3 gantries, and at most 2 ever work: 2 tracks with 1 a train "
        "(cranes_per_vehicle)");
  CHECK(with("/places/Mouth/facilities/rail/gantries", 2) == "");
  CHECK(with("/places/Up/facilities/quay/cranes", 3) ==
        "/places/Up/facilities/quay/cranes: 3 cranes, and at most 2 ever work: 1 berth with 2 a ship "
        "(cranes_per_vehicle)");
}

TEST_CASE("a crane more than ships need is none too many where boxes are lifted straight off trains, too") {
  auto const mouth = [](char const* lift) {
    return fmt::format(R"({{"places": {{"Mouth": {{"facilities": {{"quay": {{"berths": 1, "cranes": 9}}}},
      "transfers": {{"quay<->rail": {{"direct_lift": {}}}}}}}}}}})",
                       lift);
  };
  CHECK(unusual_with(mouth("null")).starts_with("/places/Mouth/facilities/quay/cranes: 9 cranes, and at most"));
  CHECK(unusual_with(mouth(R"({"boxes_per_hour": 20, "cost_per_box": 90})")) == "");
}

TEST_CASE("more cranes for a ship than there are cranes, and gangs without a crane, are told") {
  CHECK(with("/places/Up/facilities/quay/cranes_per_vehicle", 3) ==
        "/places/Up/facilities/quay/cranes_per_vehicle: never as many: there are 2 cranes");
  CHECK(with("/places/Mouth/facilities/rail/cranes_per_vehicle", 2) ==
        "/places/Mouth/facilities/rail/cranes_per_vehicle: never as many: there are 1 gantries");
  auto const gangs = [](int n) {
    return with("/places/Up/facilities/quay/labour", {{"gangs", n}, {"staffed_by_weekday", {1, 1, 1, 1, 1, 0.5, 0}}});
  };
  CHECK(gangs(2) == "");
  CHECK(gangs(3) == "/places/Up/facilities/quay/labour/gangs: 3 are on duty at once, and there are 2 cranes to man");
}

TEST_CASE("more plugs than a ship has room for reefers are told") {
  CHECK(with("/vehicle_classes/ship/reefer_plugs", 300) == "");
  CHECK(with("/vehicle_classes/ship/reefer_plugs", 301) ==
        "/vehicle_classes/ship/reefer_plugs: never as many reefers: there is room for 300");
  CHECK(unusual_with(R"({"vehicle_classes": {"ship": {"slots": 200, "reefer_plugs": 201}}})") ==
        "/vehicle_classes/ship/reefer_plugs: never as many reefers: there is room for 200");
}

TEST_CASE("a yard that has no room for a tenth of a ship is told") {
  CHECK(with("/places/Up/facilities/quay/yard_teu", 30) == "");
  CHECK(with("/places/Up/facilities/quay/yard_teu", 29) ==
        "/places/Up/facilities/quay/yard_teu: 29 TEU, and vehicles of 300 TEU call; usual is room for a tenth of one "
        "or more");
}

namespace {

/// The lock of the river with one more chamber, and what else it has.
std::string with_chamber(double length, double width, char const* more = "{}") {
  auto patch =
      nlohmann::json::parse(fmt::format(R"({{"places": {{"Gate": {{"facilities": {{"lock": {{"chambers": {{"south": {{
        "length_m": {}, "width_m": {}, "lockage_minutes": 40}}}}}}}}}}}}}})",
                                        length, width));
  patch["places"]["Gate"]["facilities"]["lock"].merge_patch(nlohmann::json::parse(more));
  return unusual_with(patch.dump());
}

}  // namespace

TEST_CASE("a chamber into which no ship fits that comes to the lock is told") {
  auto const told =
      "/places/Gate/facilities/lock/chambers/south: no ship that comes here fits into it and goes the way that it "
      "serves";
  CHECK(with_chamber(100, 16) == "");
  CHECK(with_chamber(99, 16) == told);
  CHECK(with_chamber(100, 15.9) == told);
  // Others of 60 to 110 m fit in part, but those that go up do not take a chamber for those that go down.
  auto const others = [](char const* way, char const* serves) {
    return with_chamber(90, 16,
                        fmt::format(R"({{"chambers": {{"south": {{"serves": "{}"}}}},
      "traffic": {{"ships_per_day_{}": 9, "length_m": {{"uniform": {{"min": 60, "max": 110}}}}, "beam_m": 12}}}})",
                                    serves, way)
                            .c_str());
  };
  CHECK(others("up", "both") == "");
  CHECK(others("up", "down") == told);
}

TEST_CASE("more other ships than the chambers have room for in a day are told, unless they are metered") {
  // 24 fillings a day of 280 x 34 m, ships of 100 x 14 m: 6.8 of them by area, 163.2 a day.
  auto const others = [](double up, char const* limit = "") {
    return unusual_with(fmt::format(R"({{"places": {{"Gate": {{"facilities": {{"lock": {{"traffic": {{
      "ships_per_day_up": {}, "ships_per_day_down": 80, "length_m": 100, "beam_m": 14{}}}}}}}}}}}}})",
                                    up, limit));
  };
  CHECK(others(83) == "");
  CHECK(others(84) ==
        "/places/Gate/facilities/lock/traffic: 164 ships a day, and its chambers lift 163.2 at most: the queue grows "
        "all year; give \"turns_away_at\" or \"quota_per_day\"");
  CHECK(others(84, R"(, "turns_away_at": 20)") == "");
  CHECK(others(84, R"(, "quota_per_day": 70)") == "");
}

TEST_CASE("tonnes of diesel for a move, and a service at another speed than its ships are made for, are told") {
  auto const quay = [](double t) {
    return unusual_with(fmt::format(
        R"({{"places": {{"Up": {{"facilities": {{"quay": {{"fuel": "diesel", "energy_per_move": {}}}}}}}}}}})", t));
  };
  CHECK(quay(0.0023) == "");  // 98 MJ
  CHECK(quay(6) == "/places/Up/facilities/quay/energy_per_move: 6 t each move; usual are 2.3e-05 to 0.023 t");
  CHECK(
      unusual_with(R"({"places": {"Mouth": {"transfers": {"quay<->rail": {"fuel": "diesel", "energy_per_box": 1}}}}})")
          .starts_with("/places/Mouth/transfers/quay<->rail/energy_per_box: 1 t each box; usual are"));
  CHECK(with("/services/boat/speed_km_per_h", 12) == "");
  CHECK(with("/services/boat/speed_km_per_h", 5.9) ==
        "/services/boat/speed_km_per_h: 5.9 km/h, and vehicle class \"ship\" is made for 20 km/h; usual are 6 to 30");
}

TEST_CASE("vehicles that the timetable never needs are told") {
  CHECK(with("/services/boat/fleet", 40).starts_with("/services/boat/fleet: 40 vehicles, and the timetable keeps"));
  CHECK(with("/services/boat/fleet", 3) == "");
}

TEST_CASE("a ship that leaves when it is full and has too few plugs for the reefers that wait for it is told") {
  // 40-foot reefers: 149 plugs take 298 of 300 TEU, 150 all of them; 149 are enough for nine tenths, 270 TEU.
  auto const ship = [](int plugs, char const* when_full, char const* more = "{}") {
    auto patch = nlohmann::json::parse(fmt::format(
        R"({{"vehicle_classes": {{"ship": {{"reefer_plugs": {}}}}}, "flows": {{"export": {{"box": "45R1"}}}},
            "services": {{"boat": {{"fleet": 3, "schedule": {{"every_hours": null, "when_full": {}}}}}}}}})",
        plugs, when_full));
    patch.merge_patch(nlohmann::json::parse(more));
    return unusual_with(patch.dump());
  };
  CHECK(ship(149, "{}").find("/services/boat: it leaves when 300 TEU are aboard, and only reefers wait for it: its 149 "
                             "plugs take 298 TEU at most, so that it never leaves") != std::string::npos);
  CHECK(ship(150, "{}").find("plugs take") == std::string::npos);
  CHECK(ship(149, R"({"fill": 0.9})").find("plugs take") == std::string::npos);
  CHECK(ship(149, R"({"longest_wait_hours": 48})").find("plugs take") == std::string::npos);
  // Dry boxes of another shipper fill what reefers leave; those of the way back are no help at the first stop.
  auto const other = [](char const* from, char const* to) {
    return fmt::format(R"({{"flows": {{"dry": {{"from": "{}", "to": "{}", "box": "42G1", "gross_t": 20,
                            "teu_per_year": 1000}}}}}})",
                       from, to);
  };
  CHECK(ship(149, "{}", other("Hill", "Town").c_str()).find("plugs take") == std::string::npos);
  CHECK(ship(149, "{}", other("Town", "Hill").c_str()).find("plugs take") != std::string::npos);
}

TEST_CASE("vehicles whose way back nobody counts are told, unless that is said") {
  auto const way_back =
      "/services/boat: each vehicle leaves the scenario at its last stop, and its way back is not counted";
  CHECK(
      unusual_with(R"({"services": {"boat": {"fleet": null, "schedule": {"every_hours": null, "random_hours": 24}}}})")
          .starts_with(way_back));
  CHECK(with("/services/boat/returns", false) == "");
}

TEST_CASE("what nobody uses is told") {
  CHECK(unusual_with(R"({"vehicle_classes": {"idle": {"mode": "road", "teu": 2, "speed_km_per_h": 50}}})") ==
        "/vehicle_classes/idle: no service uses these vehicles");
  CHECK(unusual_with(R"({"box_types": {"odd": {"teu": 1, "tare_t": 2}}})") ==
        "/box_types/odd: no flow and no mail uses boxes of this type");
  CHECK(unusual_with(R"({"places": {"Town": {"facilities": {"quay": {"kind": "quay", "berths": 1}}}}})") ==
        "/places/Town/facilities/quay: no service calls here");
}

TEST_CASE("an approach for ships longer than those that call is told") {
  auto const fairway = [](char const* place, double from_length) {  // the ship is 100 m long
    return fmt::format(R"({{"places": {{"{}": {{"facilities": {{"way": {{"kind": "approach", "from_length_m": {},
                           "passage_minutes": 60}}}}}}}}}})",
                       place, from_length);
  };
  CHECK(unusual_with(fairway("Mouth", 100)) == "");
  CHECK(unusual_with(fairway("Mouth", 101)) ==
        "/places/Mouth/facilities/way: no ship of 101 m or more calls here: nobody uses it");
  CHECK(unusual_with(fairway("Town", 0)) == "/places/Town/facilities/way: no ship calls here");
}

TEST_CASE("a rule that changes nothing is told") {
  auto const disruption = [](double share_left) {
    return fmt::format(R"({{"disruptions": {{"fog": {{"on": {{"link": "upper"}}, "share_left": {},
                           "during": [{{"from": "2024-01-02", "to": "2024-01-03"}}]}}}}}})",
                       share_left);
  };
  CHECK(unusual_with(disruption(0.9)) == "");
  CHECK(unusual_with(disruption(1)) == "/disruptions/fog/share_left: 1 leaves everything as it is");

  auto const boat = [](int first) {
    return fmt::format(R"({{"services": {{"boat": {{"schedule": {{"first_hours": {}}}}}}}}})", first);
  };
  CHECK(unusual_with(boat(671)) == "");
  CHECK(unusual_with(boat(672)) ==
        "/services/boat/schedule: its first departure is 672 hours after the start, when the run of 28 days is over");

  auto const lock = [](double ships) {
    return fmt::format(R"({{"places": {{"Gate": {{"facilities": {{"lock": {{"traffic": {{"ships_per_day_up": {},
                           "length_m": 90, "beam_m": 12, "turns_away_at": 9}}}}}}}}}}}})",
                       ships);
  };
  CHECK(unusual_with(lock(3)) == "");
  CHECK(unusual_with(lock(0)) == "/places/Gate/facilities/lock/traffic: limits other ships, and none come");

  auto const fairway = [](char const* depth) {
    return fmt::format(
        R"({{"places": {{"Mouth": {{"facilities": {{"way": {{"kind": "approach", "passage_minutes": 60, {}
                           "tide": {{"constituents": [{{"amplitude_m": 1, "period_hours": 12}}]}}}}}}}}}}}})",
        depth);
  };
  CHECK(unusual_with(fairway(R"("depth_m": 9,)")) == "");
  CHECK(unusual_with(fairway("")) ==
        "/places/Mouth/facilities/way/tide: the water is deep enough for all ships: no depth_m");
}

TEST_CASE("a depot that serves nobody is told, and boxes that no depot has") {
  // Up is the nearest to Hill, Mouth to Town; no road leads to Inland.
  auto const depots = [](char const* of) { return fmt::format(R"({{"empties": {{"depots": {}}}}})", of); };
  CHECK(unusual_with(depots(R"({"Up": {"line": {"42G1": {"stock": 9}}}, "Mouth": {"line": {"42G1": {}}}})")) == "");
  CHECK(unusual_with(depots(R"({"Up": {"line": {"42G1": {"stock": 9}}}, "Inland": {"line": {"42G1": {"stock": 9}}}})"))
            .starts_with("/empties/depots/Inland/line/42G1: no flow takes or brings back boxes \"42G1\" here"));
  CHECK(unusual_with(depots(R"({"Up": {"lessor": {"42G1": {"stock": 9}}}})"))
            .ends_with("/flows/export: no depot has boxes \"42G1\" of \"line\": they are always there"));
  CHECK(wrong_with(R"({"flows": {"export": {"box_owner": "lesor"}},
                       "empties": {"depots": {"Up": {"lessor": {"42G1": {"stock": 9}}}}}})")
            .find("no depot has boxes of \"lesor\"; did you mean \"lessor\"?") != std::string::npos);
}

TEST_CASE("a key without what it goes with is told") {
  auto const in_the_flow = [](char const* keys) { return fmt::format(R"({{"flows": {{"export": {{{}}}}}}})", keys); };
  CHECK(unusual_with(in_the_flow(R"("lot_boxes": 0.2)")) ==
        "/flows/export/lot_boxes: no part loads come: \"lcl_share\" is 0");
  CHECK(unusual_with(in_the_flow(R"("reference_cost": 900, "elasticity": 0)")) ==
        "/flows/export/reference_cost: the volume does not answer to cost: \"elasticity\" is 0");
  CHECK(unusual_with(in_the_flow(R"("reference_cost": 900, "elasticity": -1)")) == "");
  CHECK(unusual_with(in_the_flow(R"("value": 0, "credit_insurance": {"premium_share": 0.01})")) ==
        "/flows/export/credit_insurance: the goods have no value: nothing is insured");
  CHECK(unusual_with(in_the_flow(R"("value": 0, "trade_finance": {"rate_per_year": 0.05})")) ==
        "/flows/export/trade_finance: the goods have no value: nothing is lent on them");

  auto const customs = [](char const* keys) { return fmt::format(R"({{"customs": {{"where": "port", {}}}}})", keys); };
  CHECK(unusual_with(customs(R"("advance_hours": 12)")) ==
        "/customs/advance_hours: nothing is declared in advance: \"when\" does not say so");
  CHECK(unusual_with(customs(R"("advance_hours": 12, "when": "advance")")) == "");
  CHECK(unusual_with(customs(R"("port_stage_share": 0.5)")) ==
        "/customs/port_stage_share: an inspection is of one stage: \"two_stage\" is not set");
  CHECK(unusual_with(customs(R"("port_stage_share": 0.5, "two_stage": true)")) == "");
  CHECK(unusual_with(customs(R"("summary_declaration_hours": 2, "when": "two_step")")) == "");
  CHECK(unusual_with(customs(R"("inland_inspection_hours": 2, "two_stage": true)")) == "");
  CHECK(unusual_with(customs(R"("trusted_factor": 0.3, "trusted_growth_per_year": 0.1)")) == "");
}

TEST_CASE("who keeps holidays where there are none is told") {
  auto const gate = R"("places": {"Mouth": {"facilities": {"quay": {"gate": {"lanes": 9, "minutes_per_truck": 1,
                                                                              "keeps_holidays": true}}}}})";
  CHECK(unusual_with(fmt::format("{{{}}}", gate)) ==
        "/places/Mouth/facilities/quay/gate/keeps_holidays: the scenario has no holidays");
  CHECK(unusual_with(fmt::format(R"({{{}, "holidays": ["2024-01-10"]}})", gate)) == "");
}

TEST_CASE("what lies outside the 28 days of the run is told, unless it weighs on its year") {
  constexpr auto outside = ", 2024-01-01T00:00:00 to 2024-01-29T00:00:00";
  auto const peak = [](char const* from, char const* to, char const* more = "") {
    return unusual_with(fmt::format(
        R"({{"flows": {{"export": {{"peaks": {{"fair": {{"from": "{}", "to": "{}", "factor": 2{}}}}}}}}}}})", from, to,
        more));
  };
  auto const told = fmt::format("/flows/export/peaks/fair: lies outside the run{}", outside);
  CHECK(peak("2023-12-20", "2024-01-02") == "");
  CHECK(peak("2023-12-20", "2024-01-01") == told);
  CHECK(peak("2024-12-31", "2025-01-02") == "");  // so much less is left for January 2024
  CHECK(peak("2025-01-01", "2025-01-02") == told);
  CHECK(peak("2024-01-28", "2024-02-02", R"(, "adds": true)") == "");
  CHECK(peak("2024-01-29", "2024-02-02", R"(, "adds": true)") == told);

  auto const fog = [](char const* months) {
    return unusual_with(fmt::format(R"({{"disruptions": {{"fog": {{"on": {{"link": "upper"}},
      "at_random": {{"between_days": 9, "lasting_hours": 6, "months": [{}]}}}}}}}})",
                                    months));
  };
  CHECK(fog("1, 12") == "");
  CHECK(fog("2, 12") ==
        fmt::format("/disruptions/fog/at_random/months: none of these months is in the run{}", outside));

  auto const holiday = [](char const* day) { return with("/holidays", nlohmann::json::array({day})); };
  CHECK(holiday("2024-01-01") == "");
  CHECK(holiday("2024-01-28") == "");
  CHECK(holiday("2023-12-31") == fmt::format("/holidays: no holiday is in the run{}", outside));
  CHECK(holiday("2024-01-29") == fmt::format("/holidays: no holiday is in the run{}", outside));
}

TEST_CASE("a penalty for lost boxes is told where none can be lost") {
  auto const told = [](char const* more) {
    return unusual_with(fmt::format(R"({{"flows": {{"export": {{"penalty_per_lost_box": 500{}}}}}}})", more)) != "";
  };
  CHECK(told(""));
  CHECK_FALSE(told(R"(, "willingness_to_pay": 90000)"));
  CHECK_FALSE(told(R"(, "gives_up_after_days": 30)"));
  CHECK_FALSE(told(R"(, "elasticity": -1, "reference_cost": 900)"));
}

TEST_CASE("a subsidy that no ride can have is told") {
  auto const subsidy = [](char const* of) { return fmt::format(R"({{"subsidies": {{"purse": {{{}}}}}}})", of); };
  CHECK(unusual_with(subsidy(R"("share": 0.1, "from": "Up", "to": "Mouth")")) == "");
  for (char const* of : {R"("share": 0.1, "from": "Hill")", R"("share": 0.1, "services": ["boat"], "mode": "rail")",
                         R"("share": 0.1, "services": ["boat"], "to": "Inland")"})
    CHECK(unusual_with(subsidy(of)) ==
          "/subsidies/purse: no service that it is for, by name and mode, calls at its places: it pays nobody");
}

TEST_CASE("a yard that no truck comes to is told, and one that boxes are brought to is not") {
  auto const at = [](char const* place) {
    return fmt::format(R"({{"places": {{"{}": {{"facilities": {{"yard": {{"kind": "yard"}}}}}}}}}})", place);
  };
  CHECK(unusual_with(at("Town")) == "");
  CHECK(unusual_with(at("Hill")) == "/places/Hill/facilities/yard: no truck brings a box here");
}

TEST_CASE("the page of rules is what the program holds") {
  std::ifstream file{std::filesystem::path{tests::root} / "docs/plausibility.md"};
  std::string const page{std::istreambuf_iterator<char>{file}, {}};
  for (auto const& range : usual_ranges()) {
    auto const row = fmt::format("| `{}` | {:.15g} to {:.15g} {} | {} |\n", range.pointer, range.low, range.high,
                                 range.unit, range.source);
    INFO(row);
    CHECK(page.find(row) != std::string::npos);
  }
  for (auto const& rule : relations()) {
    auto const row = fmt::format("| {} | {} | {} |\n", rule.about, rule.usual, rule.source);
    INFO(row);
    CHECK(page.find(row) != std::string::npos);
  }
}
