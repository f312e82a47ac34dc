#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/demand/arrivals.hpp"

namespace tongzhou::format {
namespace {

constexpr double most_boxes_per_year = 1e8;   // as the schema says of boxes_per_year
constexpr double least_relative_rate = 1e-6;  // of the largest: less is lost beside it
constexpr double largest_batch = 100'000;     // boxes on average: four of the largest ships at once

/// What is not nothing must be worth telling from the largest.
void check_rates(Reader const& given, std::string const& key) {
  double largest = 0, least = std::numeric_limits<double>::infinity();
  for (auto const& item : given.items(key)) {
    largest = std::max(largest, item.number());
    if (item.number() > 0) least = std::min(least, item.number());
  }
  if (least < largest * least_relative_rate)
    given.refuse(key,
                 fmt::format("expected 0 or at least a millionth of the largest, {:g}, found {:g}", largest, least));
}

template <std::size_t N>
std::array<double, N> rates(Reader const& given, std::string const& key) {
  auto result = demand::level<N>();
  auto const items = given.items(key);
  std::ranges::transform(items, result.begin(), [](Reader const& item) { return item.number(); });
  return result;
}

double boxes_per_year(Reader const& given, double teu_per_box) {
  bool const boxes = given.has("boxes_per_year");
  if (boxes == given.has("teu_per_year")) {
    given.refuse(boxes ? "give boxes_per_year or teu_per_year, not both"
                       : "missing key \"boxes_per_year\" or \"teu_per_year\"");
    return 0;
  }
  if (boxes) return given.number("boxes_per_year");
  double const result = given.number("teu_per_year") / teu_per_box;
  if (result <= most_boxes_per_year) return result;
  given.refuse("teu_per_year",
               fmt::format("expected at most {:g} boxes a year, found {:.3g}: {:g} TEU in boxes of {:g} TEU",
                           most_boxes_per_year, result, given.number("teu_per_year"), teu_per_box));
  return 0;
}

void read_arrivals(Reader const& given, world::Flow& flow) {
  flow.pattern = demand::Pattern::poisson;
  if (!given.has("arrivals")) return;
  auto const arrivals = given.child("arrivals");
  if (arrivals.json().is_object()) {
    flow.pattern = demand::Pattern::batch;
    flow.batch = distribution(arrivals, "batch");
    double const size = mean(flow.batch);
    if (size > 0 && (size < 1 || size > largest_batch))
      arrivals.refuse("batch", fmt::format("expected 1 to {:.0f} boxes on average, found {:.3g}", largest_batch, size));
  } else if (arrivals.text() == "regular") {
    flow.pattern = demand::Pattern::regular;
  }
}

/// Means of five equal parts of what a distribution gives, over the mean of all.
std::vector<double> factors_of(demand::Distribution<double> const& distribution) {
  constexpr std::size_t parts = 5, in_each = 4000;
  demand::Stream stream{1, 0, "factors"};
  std::vector<double> sample;
  for (std::size_t n = 0; n < parts * in_each; ++n) sample.push_back(draw(distribution, stream));
  std::ranges::sort(sample);
  double const all = std::accumulate(sample.begin(), sample.end(), 0.0) / parts;
  std::vector<double> factors;
  for (auto part = sample.begin(); part != sample.end(); part += in_each)
    factors.push_back(std::accumulate(part, part + in_each, 0.0) / all);
  return factors;
}

void read_values_of_time(Reader const& given, world::Flow& flow) {
  flow.late_cost_per_hour = given.number("late_cost_per_hour", 0);
  if (flow.late_cost_per_hour > 0 && !given.has("deadline_days"))
    given.refuse("late_cost_per_hour", "missing key \"deadline_days\": nothing is late without a deadline");
  if (!given.has("time_value_factor")) return;
  auto const factor = distribution(given, "time_value_factor");
  if (mean(factor) <= 0) return given.refuse("time_value_factor", "expected a mean above 0");
  if (maximum(factor) > minimum(factor)) flow.time_value_factors = factors_of(factor);
}

UsualForGoods usual_for(world::GoodsId goods, Building const& building) {
  auto const found = building.usual_for_goods.find(goods);
  return goods && found != building.usual_for_goods.end() ? found->second : UsualForGoods{};
}

/// Value, and what an hour of it is worth.
void read_value(Reader const& given, double tare_t, UsualForGoods const& usual, Building const& building,
                world::Flow& flow) {
  flow.value = given.number("value", usual.value_per_t * std::max(0.0, in_tonnes(flow.gross) - tare_t));
  double const per_year = usual.time_value_per_year.value_or(building.time_value_per_year);
  flow.time_value_per_hour = flow.value * given.number("time_value_per_year", per_year) / hours_of_year;
  flow.finance = finance_of(given, flow.value, building.trusted_share);
}

void read_part_loads(Reader const& given, UsualForGoods const& usual, world::Flow& flow, Building const& building) {
  flow.lcl_share = given.number("lcl_share", 0);
  if (flow.lcl_share == 0) return;
  auto const refuse_without = [&](char const* key) {
    given.refuse("lcl_share", fmt::format("missing key \"{}\": part loads become boxes", key));
  };
  if (!given.has("lot_boxes") && !usual.lot_boxes) refuse_without("lot_boxes");
  if (!given.has("freight_station")) refuse_without("freight_station");
  flow.lot_boxes = given.number("lot_boxes", usual.lot_boxes.value_or(1));
  flow.freight_station = building.freight_stations.look_up(given, "freight_station");
  if (flow.freight_station && building.world.freight_stations[flow.freight_station].place != flow.origin)
    given.refuse("freight_station", fmt::format("\"{}\" is not at \"{}\", where the flow begins",
                                                given.text("freight_station"), given.text("from")));
}

/// When its boxes stay away.
world::Bearing bearing(Reader const& given) {
  world::Bearing bears;
  bears.most_cost = given.number("willingness_to_pay", bears.most_cost);
  if (given.has("gives_up_after_days")) bears.gives_up_after = days(given.number("gives_up_after_days"));
  bears.penalty_per_lost_box = given.number("penalty_per_lost_box", 0);
  bears.elasticity = given.number("elasticity", 0);
  bears.reference_cost = given.number("reference_cost", 0);
  if (bears.elasticity != 0 && !given.has("reference_cost"))
    given.refuse("elasticity",
                 "missing key \"reference_cost\": the volume is what the flow says at that cost of a box. Run the base "
                 "without \"elasticity\" and take its expected_cost_per_box");
  return bears;
}

/// Seasons, peaks and batches that make no sense together: the arrivals themselves know.
void check_arrivals(Reader const& given, world::Flow const& flow, Date start) {
  try {
    demand::Arrivals(flow.boxes_per_year, flow.season, flow.pattern, flow.batch, start, demand::Stream{0, 0, "check"});
  } catch (std::invalid_argument const& refused) {
    given.refuse(refused.what());
  }
}

void read_flow(std::string const& code, Reader const& given, Building& building) {
  auto& world = building.world;
  world::Flow flow;
  flow.name = name_of(code, given);
  flow.origin = building.places.look_up(given, "from");
  flow.destination = building.places.look_up(given, "to");
  flow.trade = given.word("trade", world::TradeClass::domestic);
  flow.box = building.box_types.look_up(given, "box");
  if (flow.origin && flow.origin == flow.destination)
    given.refuse("to", fmt::format("flow \"{}\" ends where it begins, at \"{}\"", code, given.text("to")));

  if (flow.origin && flow.destination && flow.trade == world::TradeClass::domestic) {
    auto const& from = world.places[flow.origin].country;
    auto const& to = world.places[flow.destination].country;
    if (!from.empty() && !to.empty() && from != to)
      given.refuse("trade", fmt::format("a flow from {} to {} is not domestic; say \"export\", \"import\" or "
                                        "\"transshipment\"",
                                        from, to));
  }

  auto const type = flow.box ? world.box_types[flow.box] : world::BoxType{};
  flow.gross = tonnes(given.number("gross_t", type.tare_t));
  if (flow.box && in_tonnes(flow.gross) < type.tare_t)
    given.refuse("gross_t", fmt::format("{} t is less than the empty box \"{}\", {} t", in_tonnes(flow.gross),
                                        type.name.code, type.tare_t));
  flow.goods = building.goods.look_up(given, "goods");
  auto const usual = usual_for(flow.goods, building);
  read_value(given, type.tare_t, usual, building, flow);
  read_part_loads(given, usual, flow, building);
  flow.zone_share = given.number("zone_share", 1);
  flow.boxes_per_year = boxes_per_year(given, type.teu);
  flow.season = season_of(given, world.start);
  if (usual.by_month && !given.has("by_month")) flow.season.by_month = *usual.by_month;
  read_arrivals(given, flow);
  flow.risk = given.word("risk", world::Risk::low);
  flow.fast_release = given.flag("fast_release", false);
  flow.emergency = given.flag("emergency", false);
  flow.box_owner = given.text("box_owner", "line");
  if (given.has("deadline_days")) flow.deadline = days(given.number("deadline_days"));
  flow.unloading = distribution(given, "unloading_days", days(1));
  read_values_of_time(given, flow);
  flow.bears = bearing(given);
  building.flows.add(code, world.flows.add(std::move(flow)));
}

}  // namespace

demand::Season season_of(Reader const& given, Date start) {
  demand::Season season{.by_month = rates<12>(given, "by_month"), .by_weekday = rates<7>(given, "by_weekday")};
  for (auto const* const key : {"by_month", "by_weekday", "by_hour"}) check_rates(given, key);
  if (given.has("by_hour")) season.by_hour = rates<24>(given, "by_hour");
  for (auto const& [code, peak] : given.entries("peaks")) {
    auto const from = moment(peak, "from", start);
    auto const to = moment(peak, "to", start);
    if (from && to && *to <= *from) peak.refuse("to", "ends before it begins");
    auto const factor = peak.number("factor");
    if (factor > 0 && factor < least_relative_rate)
      peak.refuse("factor", fmt::format("expected 0 or at least {:g}, found {:g}", least_relative_rate, factor));
    if (from && to && *to > *from) season.peaks.push_back({*from, *to, factor, peak.flag("adds", false)});
  }
  return season;
}

void check_unloading(Reader const& scenario, Building const& building) {
  auto const& world = building.world;
  auto const asks = [](world::Service const& service) { return !service.detention.rates.empty(); };
  if (!world.empties.pools.empty() || std::ranges::any_of(world.services, asks)) return;
  for (auto const& [code, given] : scenario.entries("flows"))
    if (given.has("unloading_days"))
      given.refuse("unloading_days", "nobody counts empty boxes (\"empties\"), and no service asks \"detention\"");
}

void read_flows(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("flows")) {
    read_flow(code, given, building);
    auto const& flow = *(building.world.flows.end() - 1);
    check_arrivals(given, flow, building.world.start);
  }
}

}  // namespace tongzhou::format
