#include "scenarios/format/table_layout.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tongzhou::format {

SchemaView TableLayout::row() const {
  auto view = SchemaView::scenario();
  for (auto const step : path) view = step == "[]" ? view.items() : view.member(step);
  return view;
}

std::size_t TableLayout::container_depth() const {
  // Stock of empty boxes lies in one container, three ids deep; of all others only the last step is the row's own.
  auto depth = path.size() - 1;
  while (depth > 1 && path[depth - 1] == "*" && path[depth] == "*") --depth;
  return depth;
}

std::span<TableLayout const> table_layouts() {
  static std::vector<TableLayout> const layouts = {
      {"sources", {"sources", "*"}, {"id"}, "text", "Where figures are from"},
      {"places", {"places", "*"}, {"id"}, "", "A dot on the map"},
      {"facilities", {"places", "*", "facilities", "*"}, {"place", "id"}, "", "A quay, a yard, a lock, ... of a place"},
      {"chambers",
       {"places", "*", "facilities", "*", "chambers", "*"},
       {"place", "facility", "id"},
       "",
       "A chamber of a lock"},
      {"dispatches",
       {"places", "*", "facilities", "*", "dispatches", "*"},
       {"place", "facility", "id"},
       "",
       "Mail that a postal hub sends to another"},
      {"transfers", {"places", "*", "transfers", "*"}, {"place", "id"}, "", "A way between two facilities of a place"},
      {"links", {"links", "*"}, {"id"}, "", "A lane, river, railway or road between two places"},
      {"fuels", {"fuels", "*"}, {"id"}, "", "What engines and cranes run on"},
      {"box_types", {"box_types", "*"}, {"id"}, "", "A kind of container"},
      {"vehicle_classes", {"vehicle_classes", "*"}, {"id"}, "", "Ships, trains, trucks or aeroplanes of one kind"},
      {"services", {"services", "*"}, {"id"}, "", "Vehicles that call at stops"},
      {"stops", {"services", "*", "stops", "[]"}, {"service"}, "at", "Where a service calls, in the order of the rows"},
      {"timetable",
       {"services", "*", "schedule", "weekly", "[]"},
       {"service"},
       "departure",
       "When a service leaves its first stop, week by week"},
      {"flows", {"flows", "*"}, {"id"}, "", "Boxes from one place to another"},
      {"peaks", {"flows", "*", "peaks", "*"}, {"flow", "id"}, "", "A season in which a flow is larger or smaller"},
      {"mail_flows", {"mail_flows", "*"}, {"id"}, "", "Parcels from one place to another"},
      {"mail_peaks",
       {"mail_flows", "*", "peaks", "*"},
       {"mail_flow", "id"},
       "",
       "A season in which mail is more or less"},
      {"mail_ways", {"mail_flows", "*", "ways", "*"}, {"mail_flow", "id"}, "", "Hubs that mail may go by"},
      {"depots", {"empties", "depots", "*", "*", "*"}, {"place", "owner", "box"}, "", "Empty boxes at a depot"},
      {"disruptions", {"disruptions", "*"}, {"id"}, "", "What is closed or slowed"},
      {"periods", {"disruptions", "*", "during", "[]"}, {"disruption"}, "", "When a disruption lasts"},
      {"piggyback", {"piggyback", "*"}, {"id"}, "", "Coastal piggyback permissions"},
      {"switching", {"switching", "*"}, {"id"}, "", "Demand that turns from one market to another"},
      {"goods", {"goods", "*"}, {"id"}, "", "A class of goods, and what markets and customs ask of it"},
      {"tariffs",
       {"services", "*", "tariffs", "*"},
       {"service", "id"},
       "",
       "Another price of a service, between some of its places"},
      {"surcharges",
       {"services", "*", "surcharges", "*"},
       {"service", "id"},
       "",
       "What a service takes on top of its freight, or off it"},
      {"allotments",
       {"services", "*", "allotments", "*"},
       {"service", "id"},
       "",
       "Slots of a service that are kept for some"},
      {"subsidies", {"subsidies", "*"}, {"id"}, "", "What a public purse pays towards freight"},
      {"wagon_sets", {"wagon_sets", "*"}, {"id"}, "", "Sets of wagons that services share"},
      {"locomotives", {"locomotives", "*"}, {"id"}, "", "Locomotives that services share"},
      {"truck_fleets", {"trucking", "fleets", "*"}, {"id"}, "", "Fleets of trucks"},
      {"price_indices", {"price_indices", "*"}, {"id"}, "", "Indices that freight follows"},
      {"staff_peaks",
       {"places", "*", "facilities", "*", "sorting", "staff_peaks", "*"},
       {"place", "facility", "id"},
       "",
       "A season with more or fewer people at a postal hub"},
      {"shifts", {"shifts", "*"}, {"id"}, "", "Demand that moves to another region, or becomes parcels"},
      {"agreements", {"agreements", "*"}, {"id"}, "", "An agreement on duties, and the trade that it brings"},
      {"skills", {"skills", "*"}, {"id"}, "", "How those who work at facilities get better"},
      {"recognition", {"customs", "recognition", "*"}, {"id"}, "", "Countries whose results customs accept"},
      {"customs_zones", {"customs", "zones", "*"}, {"id"}, "", "Places with rules of customs of their own"},
      {"zone_stays", {"customs", "zones", "*", "stays", "*"}, {"zone", "id"}, "", "Goods that lie in a customs zone"},
  };
  return layouts;
}

TableLayout const* find_table(std::string_view name) {
  auto const found = std::ranges::find(table_layouts(), name, &TableLayout::name);
  return found == table_layouts().end() ? nullptr : &*found;
}

std::string_view table_referred_to(TableLayout const& table, std::string_view heading) {
  using Pair = std::pair<std::string_view, std::string_view>;
  if (heading == "id") return {};
  constexpr std::array by_key{
      Pair{"place", "places"},           Pair{"service", "services"},       Pair{"flow", "flows"},
      Pair{"mail_flow", "mail_flows"},   Pair{"disruption", "disruptions"}, Pair{"from_flow", "flows"},
      Pair{"to_flow", "flows"},          Pair{"zone", "customs_zones"},     Pair{"fuel", "fuels"},
      Pair{"vehicle", "vehicle_classes"}};
  if (auto const found = std::ranges::find(by_key, heading, &Pair::first); found != by_key.end()) return found->second;
  constexpr std::array<std::string_view, 5> of_ways{"links", "flows", "mail_flows", "tariffs", "subsidies"};
  bool const between_places = std::ranges::find(of_ways, table.name) != of_ways.end();
  return between_places && (heading == "from" || heading == "to") ? "places" : std::string_view{};
}

}  // namespace tongzhou::format
