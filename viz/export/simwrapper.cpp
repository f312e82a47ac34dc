#include "viz/export/simwrapper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/format/grouped.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {
namespace {

using json = format::Json;

constexpr double widest_line = 20;  // pixels

/// JSON's texts are YAML's too.
std::string yaml(std::string const& text) { return json(text).dump(); }

/// A row a tile, without a heading: name, value, icon. Icons are files of SimWrapper's own.
std::string tiles(json const& result) {
  auto const& totals = result.at("totals");
  auto const& per_teu = result.at("key_figures");
  auto const currency = result.at("currency").get<std::string>();
  struct Tile {
    std::string name;
    json const& value;
    char const* icon;
  };
  Tile const shown[]{
      {"TEU delivered", totals.at("teu_out"), "local_shipping"},
      {"TEU on the way at the end", totals.at("teu_inside"), "directions_boat"},
      {"Cost to shippers per laden TEU, " + currency, per_teu.at("shipper_cost_per_laden_teu"), "person"},
      {"Cost to all per laden TEU, " + currency, per_teu.at("system_cost_per_laden_teu"), "groups"},
      {"CO2e per laden TEU, kg", per_teu.at("kg_co2e_per_laden_teu"), "local_gas_station"},
      {"Boxes left behind",
       totals.contains("boxes_left_behind") ? totals.at("boxes_left_behind") : per_teu.at("boxes_left_behind"),
       "departure_board"}};
  std::string text;
  for (auto const& [name, value, icon] : shown) {
    if (value.is_number())
      text += fmt::format("{},{},{}\r\n", yaml(name), yaml(format::grouped(value.get<double>())), icon);
  }
  return text;
}

std::string name_of(json const& thing, std::string const& code) {
  if (!thing.contains("name")) return code;
  auto const& name = thing.at("name");
  return name.contains("en") ? name.at("en") : name.contains("zh") ? name.at("zh") : json(code);
}

/// "Wuhan port: Yangluo quay" for "<place>/<facility>"; a service, link or place by its own name.
std::string called(json const& result, std::string const& code) {
  auto const of_place = [&](std::string const& place) { return name_of(result.at("places").at(place), place); };
  for (auto const* section : {"facilities", "locks", "gauge_changes", "customs"}) {
    if (!result.contains(section) || !result.at(section).contains(code)) continue;
    auto const& thing = result.at(section).at(code);
    return of_place(thing.at("place")) + ": " + name_of(thing, code.substr(code.find('/') + 1));
  }
  if (result.at("links").contains(code)) {
    auto const& link = result.at("links").at(code);
    return link.contains("name") ? name_of(link, code) : of_place(link.at("from")) + " - " + of_place(link.at("to"));
  }
  for (auto const* section : {"services", "places"}) {
    if (result.at(section).contains(code)) return name_of(result.at(section).at(code), code);
  }
  return code;
}

std::string in_words(std::string text) {
  std::ranges::replace(text, '_', ' ');
  return text;
}

/// The columns of a table that a chart draws, things by their names and words of the format without underscores; the
/// rows with the largest value of the first figure, that many at most, and none without one.
Table charted(json const& result, Table const& table, std::string const& name, std::vector<std::string> const& figures,
              std::size_t most = 20) {
  auto const index = [&](std::string const& column) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, column, &Column::name) - table.columns.begin());
  };
  Table made{table.name, table.description, {{"name", Type::text, "", ""}}, {}, {}, {}};
  for (auto const& figure : figures) made.columns.push_back(table.columns[index(figure)]);
  for (auto const& row : table.rows) {
    auto const code = row[index(name)].get<std::string>();
    auto shown = name == "code" ? called(result, code) : in_words(code);
    // Several kinds of waiting at one thing are told apart.
    if (name == "code" && index("kind") < table.columns.size() && table.name != "facilities") {
      auto const kind = in_words(row[index("kind")].get<std::string>());
      if (!shown.ends_with(kind)) shown += ", " + kind;
    }
    std::vector<json> cells{shown};
    for (auto const& figure : figures) cells.push_back(row[index(figure)]);
    if (cells[1].is_number() && cells[1].get<double>() > 0) made.rows.push_back(std::move(cells));
  }
  std::ranges::stable_sort(made.rows, std::greater{}, [](auto const& row) { return row[1].template get<double>(); });
  if (made.rows.size() > most) made.rows.resize(most);
  return made;
}

/// Weeks that are counted: the warm-up holds nothing.
Table counted_weeks(Table const& weeks) {
  auto made = weeks;
  auto const counted =
      static_cast<std::size_t>(std::ranges::find(weeks.columns, "counted", &Column::name) - weeks.columns.begin());
  std::erase_if(made.rows, [&](auto const& row) { return !row[counted].template get<bool>(); });
  return made;
}

std::string overview(std::string const& title, std::string const& currency) {
  return "header:\n  tab: Overview\n  title: " + title + R"(
  description: "Simulated, not measured"
layout:
  totals:
    - type: tile
      title: "Totals"
      dataset: tiles.csv
  weeks:
    - type: line
      title: "TEU by week, counted weeks"
      dataset: weeks.csv
      x: week_start
      columns: [teu_in, teu_out, teu_inside]
      legendName: ["in", "out", "on the way"]
      yAxisName: TEU
    - type: bar
      title: "Container-hours by cause"
      dataset: total_hours.csv
      x: name
      columns: [container_hours]
      yAxisName: "container-hours"
  money:
    - type: bar
      title: "Money by what it was paid for"
      dataset: total_money.csv
      x: name
      columns: [amount]
      yAxisName: )" + currency + R"(
    - type: bar
      title: "CO2e by source, kg"
      dataset: total_emissions.csv
      x: name
      columns: [kg_co2e]
)";
}

std::string work(std::string const& title) {
  return "header:\n  tab: Services and places\n  title: " + title + R"(
layout:
  services:
    - type: bar
      title: "TEU loaded by service"
      dataset: services.csv
      x: name
      columns: [teu]
    - type: bar
      title: "On time, share of arrivals"
      dataset: services.csv
      x: name
      columns: [on_time_share]
  places:
    - type: bar
      title: "Berths and cranes, share of time in use"
      dataset: facilities.csv
      x: name
      columns: [berth_utilisation_share, crane_utilisation_share]
      legendName: ["berths", "cranes"]
    - type: bar
      title: "Mean wait in queues, hours"
      dataset: queues.csv
      x: name
      columns: [wait_mean_hours]
  lost:
    - type: bar
      title: "Container-hours lost by bottleneck"
      dataset: bottlenecks.csv
      x: name
      columns: [container_hours_lost]
)";
}

struct View {
  double longitude = 0, latitude = 0, zoom = 5;
};

/// The value at which a share of all weight lies below. Of nothing: 0.
double weighted_quantile(std::vector<std::pair<double, double>> weighed, double share) {
  std::ranges::sort(weighed);
  double whole = 0, below = 0;
  for (auto const& [value, weight] : weighed) whole += weight;
  for (auto const& [value, weight] : weighed) {
    below += weight;
    if (below >= share * whole) return value;
  }
  return 0;
}

/// Where the network is: the median of the places by what they handle, and as near as nine tenths of it allow. A far
/// port of an ocean service does not draw the map out to sea.
View view_of(json const& result) {
  std::vector<std::pair<double, double>> east, north;
  double busiest = -1, origin = 0;
  auto const weight = [](json const& place) { return place.at("teu").get<double>() + 1; };
  for (auto const& place : result.at("places")) {
    if (weight(place) > busiest) busiest = weight(place), origin = place.at("lon").get<double>();
  }
  for (auto const& place : result.at("places")) {
    // The shorter way around the earth from the busiest place.
    east.emplace_back(std::remainder(place.at("lon").get<double>() - origin, 360), weight(place));
    north.emplace_back(place.at("lat").get<double>(), weight(place));
  }
  auto const extent = [](auto const& weighed) {
    return weighted_quantile(weighed, 0.9) - weighted_quantile(weighed, 0.1);
  };
  auto const degrees = std::max({extent(east), 2 * extent(north), 1.0});
  return {std::remainder(origin + weighted_quantile(east, 0.5), 360), weighted_quantile(north, 0.5),
          std::clamp(std::log2(720 / degrees), 2.0, 9.0)};
}

std::string map(std::string const& title, View const& view, double most_teu) {
  auto const where = fmt::format("[{:.2f}, {:.2f}]", view.longitude, view.latitude);
  auto const land = R"(      backgroundLayers:
        land:
          shapes: land.geojson
          fill: "#d8d2c4"
          opacity: 0.6
)";
  return "header:\n  tab: Map\n  title: " + title + "\nlayout:\n  links:\n" +
         fmt::format(R"(    - type: map
      title: "Links: width = TEU, colour = utilisation"
      height: 12
      center: {0}
      zoom: {2:.1f}
      shapes:
        file: links.geojson
        join: code
      datasets:
        links: link_flows.csv
      display:
        lineWidth:
          dataset: links
          join: code
          columnName: teu
          scaleFactor: {1}
        lineColor:
          dataset: links
          join: code
          columnName: utilisation_share
          colorRamp:
            ramp: Viridis
            steps: 7
)",
                     where, most_teu > 0 ? most_teu / widest_line : 1, view.zoom) +
         land + "  places:\n" +
         fmt::format(R"(    - type: map
      title: "Places: TEU loaded and discharged"
      height: 12
      center: {}
      zoom: {:.1f}
      shapes:
        file: places.geojson
        join: code
      datasets:
        places: places.csv
      display:
        radius:
          dataset: places
          join: code
          columnName: teu
)",
                     where, view.zoom) +
         land;
}

/// The points, or the lines.
std::string only(nlohmann::ordered_json const& network, bool points) {
  nlohmann::ordered_json kept{{"type", "FeatureCollection"}, {"features", nlohmann::ordered_json::array()}};
  for (auto const& feature : network.at("features")) {
    if ((feature.at("geometry").at("type") == "Point") == points) kept["features"].push_back(feature);
  }
  return kept.dump() + "\n";
}

Table link_flows(nlohmann::ordered_json const& network) {
  Table table{"link_flows", "", {}, {"code"}, {}, {}};
  table.columns = {
      {"code", Type::text, "", ""}, {"teu", Type::number, "TEU", ""}, {"utilisation_share", Type::number, "1", ""}};
  for (auto const& feature : network.at("features")) {
    auto const& facts = feature.at("properties");
    if (!facts.contains("utilisation_share")) continue;
    table.rows.push_back({json(facts.at("code")), json(facts.at("teu")), json(facts.at("utilisation_share"))});
  }
  return table;
}

}  // namespace

void write_simwrapper(json const& result, std::filesystem::path const& folder) {
  auto const write = [&](std::string const& name, std::string_view text) { format::write_whole(folder / name, text); };
  auto const made = tables(result);
  write("weeks.csv", to_csv(counted_weeks(find(made, "weeks"))));
  struct Chart {
    char const *table, *name;
    std::vector<std::string> figures;
  };
  for (auto const& [table, name, figures] :
       std::vector<Chart>{{"total_hours", "cause", {"container_hours"}},
                          {"total_money", "expense", {"amount"}},
                          {"total_emissions", "source", {"kg_co2e"}},
                          {"services", "code", {"teu", "on_time_share"}},
                          {"facilities", "code", {"berth_utilisation_share", "crane_utilisation_share"}},
                          {"queues", "code", {"wait_mean_hours"}},
                          {"bottlenecks", "code", {"container_hours_lost"}}}) {
    write(table + std::string{".csv"}, to_csv(charted(result, find(made, table), name, figures)));
  }
  write("places.csv", to_csv(find(made, "places")));
  auto const network = network_geojson(result);
  auto const links = link_flows(network);
  double most_teu = 0;
  for (auto const& row : links.rows) most_teu = std::max(most_teu, row[1].get<double>());
  write("tiles.csv", tiles(result));
  write("link_flows.csv", to_csv(links));
  write("links.geojson", only(network, false));
  write("places.geojson", only(network, true));
  write("land.geojson", land_geojson());

  auto const& scenario = result.at("provenance").at("scenario");
  auto const title = yaml(name_of(scenario, scenario.at("code")));
  write("dashboard-1-overview.yaml", overview(title, result.at("currency").get<std::string>()));
  write("dashboard-2-work.yaml", work(title));
  write("dashboard-3-map.yaml", map(title, view_of(result), most_teu));
}

}  // namespace tongzhou::exports
