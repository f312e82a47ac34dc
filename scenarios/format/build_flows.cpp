#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/demand/arrivals.hpp"

namespace tongzhou::format {
namespace {

constexpr double hours_of_year = 8760;

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
  return boxes ? given.number("boxes_per_year") : given.number("teu_per_year") / teu_per_box;
}

void read_arrivals(Reader const& given, world::Flow& flow) {
  flow.pattern = demand::Pattern::poisson;
  if (!given.has("arrivals")) return;
  auto const arrivals = given.child("arrivals");
  if (arrivals.json().is_object()) {
    flow.pattern = demand::Pattern::batch;
    flow.batch = distribution(arrivals, "batch");
  } else if (arrivals.text() == "regular") {
    flow.pattern = demand::Pattern::regular;
  }
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
  flow.value = given.number("value", 0);
  flow.time_value_per_hour =
      flow.value * given.number("time_value_per_year", building.time_value_per_year) / hours_of_year;
  flow.boxes_per_year = boxes_per_year(given, type.teu);
  flow.season = season_of(given, world.start);
  read_arrivals(given, flow);
  flow.risk = given.word("risk", world::Risk::low);
  flow.fast_release = given.flag("fast_release", false);
  flow.emergency = given.flag("emergency", false);
  flow.box_owner = given.text("box_owner", "line");
  if (given.has("deadline_days")) flow.deadline = days(given.number("deadline_days"));
  building.flows.add(code, world.flows.add(std::move(flow)));
}

}  // namespace

demand::Season season_of(Reader const& given, Date start) {
  demand::Season season{.by_month = rates<12>(given, "by_month"), .by_weekday = rates<7>(given, "by_weekday")};
  if (given.has("by_hour")) season.by_hour = rates<24>(given, "by_hour");
  for (auto const& [code, peak] : given.entries("peaks")) {
    auto const from = moment(peak, "from", start);
    auto const to = moment(peak, "to", start);
    if (from && to && *to <= *from) peak.refuse("to", "ends before it begins");
    if (from && to && *to > *from) season.peaks.push_back({*from, *to, peak.number("factor")});
  }
  return season;
}

void read_flows(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("flows")) {
    read_flow(code, given, building);
    auto const& flow = *(building.world.flows.end() - 1);
    check_arrivals(given, flow, building.world.start);
  }
}

}  // namespace tongzhou::format
