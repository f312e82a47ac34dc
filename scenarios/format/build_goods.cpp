#include <fmt/format.h>

#include <string>

#include "network/base/enums.hpp"
#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"

namespace tongzhou::format {
namespace {

enum class GoodsClass { general, food, electronics, apparel, machinery, chemicals };
constexpr auto words(GoodsClass) {
  return one_word_each<GoodsClass>("general", "food", "electronics", "apparel", "machinery", "chemicals");
}

/// What a class of goods meets where nothing else is said.
struct Usual {
  double retest_share = 0, retest_hours = 0, retest_cost = 0, ip_checked_share = 0, suspected_share = 0;
  double value_per_t = 0, time_value_per_year = 0, lot_boxes = 1;
};

// Assumptions: no statistics by class were found. Tests take longest where certification is compulsory (electronics,
// machinery: CCC) or goods are eaten; rights are infringed most in what bears a brand; what is dear or spoils is in a
// hurry, and what is dear is ordered in small lots. docs/measures.md has the ranges.
Usual usual(GoodsClass of) {
  switch (of) {
    case GoodsClass::food:
      return {0.4, 72, 1200, 0.01, 0.0005, 15'000, 0.8, 0.2};
    case GoodsClass::electronics:
      return {0.3, 240, 3000, 0.08, 0.004, 250'000, 0.3, 0.05};
    case GoodsClass::apparel:
      return {0.1, 48, 500, 0.08, 0.004, 60'000, 0.6, 0.1};
    case GoodsClass::machinery:
      return {0.2, 240, 4000, 0.02, 0.0005, 60'000, 0.15, 0.25};
    case GoodsClass::chemicals:
      return {0.3, 120, 2000, 0.005, 0.0002, 8'000, 0.1, 0.5};
    default:
      return {0.1, 72, 800, 0.05, 0.002, 8'000, 0.1, 0.25};
  }
}

UsualForGoods usual_for_flows(Reader const& given, Usual const& otherwise, Date start) {
  UsualForGoods usual{.value_per_t = given.number("value_per_t", otherwise.value_per_t)};
  bool const has_class = given.has("class");
  if (has_class || given.has("time_value_per_year"))
    usual.time_value_per_year = given.number("time_value_per_year", otherwise.time_value_per_year);
  if (has_class || given.has("lot_boxes")) usual.lot_boxes = given.number("lot_boxes", otherwise.lot_boxes);
  if (given.has("by_month")) usual.by_month = season_of(given, start).by_month;
  return usual;
}

void check_currency(Reader const& given, std::string const& currency) {
  if (!given.has("class") || currency == "CNY") return;
  for (auto const* key : {"retest_cost_per_box", "value_per_t"})
    if (!given.has(key)) given.refuse("class", fmt::format("its \"{}\" is in CNY: give one in {}", key, currency));
}

}  // namespace

void read_goods(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("goods")) {
    check_currency(given, building.world.currency);
    auto const otherwise = given.has("class") ? usual(given.word<GoodsClass>("class")) : Usual{};
    auto const id =
        building.world.goods.add({.name = name_of(code, given),
                                  .retest_share = given.number("retest_share", otherwise.retest_share),
                                  .aligned_share = given.number("aligned_share", 0),
                                  .retest = hours(given.number("retest_hours", otherwise.retest_hours)),
                                  .retest_cost = given.number("retest_cost_per_box", otherwise.retest_cost),
                                  .ip_checked_share = given.number("ip_checked_share", otherwise.ip_checked_share),
                                  .suspected_share = given.number("suspected_share", otherwise.suspected_share),
                                  .detention = days(given.number("detention_days", 14)),
                                  .seized_share = given.number("seized_share", 0.5)});
    building.goods.add(code, id);
    building.usual_for_goods[id] = usual_for_flows(given, otherwise, building.world.start);
  }
}

}  // namespace tongzhou::format
