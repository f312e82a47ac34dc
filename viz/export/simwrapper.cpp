#include "viz/export/simwrapper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/files.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/lines.hpp"
#include "viz/export/tables.hpp"

namespace tongzhou::exports {
namespace {

using json = format::Json;

constexpr double widest_line = 20;  // pixels

/// JSON's texts are YAML's too.
std::string quoted(std::string const& text) { return json(text).dump(); }

/// First line titles, second line values: what tiles want.
std::string tiles(Table const& totals, std::string const& currency) {
  std::pair<char const*, std::string> const shown[]{{"boxes_out", "boxes delivered"},
                                                    {"boxes_inside", "boxes on the way at the end"},
                                                    {"container_hours", "container-hours"},
                                                    {"shipper_cost", "shippers' cost, " + currency},
                                                    {"system_cost", "system cost, " + currency},
                                                    {"kg_co2e", "CO2e, kg"}};
  std::vector<std::string> names, values;
  for (auto const& [quantity, title] : shown) {
    for (auto const& row : totals.rows) {
      if (row[0] != quantity) continue;
      names.push_back(quoted(title));
      values.push_back(fmt::format("{:.0f}", row[1].get<double>()));
    }
  }
  return fmt::format("{}\r\n{}\r\n", fmt::join(names, ","), fmt::join(values, ","));
}

std::string overview(std::string const& title) {
  return "header:\n  tab: Overview\n  title: " + title + R"(
  description: "Simulated, not measured"
layout:
  totals:
    - type: tile
      title: "Totals"
      dataset: tiles.csv
  weeks:
    - type: line
      title: "TEU by week"
      dataset: weeks.csv
      x: week_start
      columns: [teu_in, teu_out, teu_inside]
      legendName: ["in", "out", "on the way"]
      yAxisName: TEU
    - type: bar
      title: "Container-hours by cause"
      dataset: total_hours.csv
      x: cause
      columns: [container_hours]
      yAxisName: "container-hours"
  money:
    - type: bar
      title: "Money by what it was paid for"
      dataset: total_money.csv
      x: expense
      columns: [amount]
    - type: bar
      title: "CO2e by source, kg"
      dataset: total_emissions.csv
      x: source
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
      x: code
      columns: [teu]
    - type: bar
      title: "On time, share of arrivals"
      dataset: services.csv
      x: code
      columns: [on_time_share]
  places:
    - type: bar
      title: "Berths and cranes, share of time in use"
      dataset: facilities.csv
      x: code
      columns: [berth_utilisation_share, crane_utilisation_share]
      legendName: ["berths", "cranes"]
    - type: bar
      title: "Mean wait in queues, hours"
      dataset: queues.csv
      x: code
      columns: [wait_mean_hours]
  lost:
    - type: bar
      title: "Container-hours lost by bottleneck"
      dataset: bottlenecks.csv
      x: code
      columns: [container_hours_lost]
)";
}

/// Half way between the outermost places.
std::string centre(json const& result) {
  double south = 90, north = -90;
  std::vector<double> longitudes;
  for (auto const& place : result.at("places")) {
    longitudes.push_back(place.at("lon").get<double>());
    south = std::min(south, place.at("lat").get<double>());
    north = std::max(north, place.at("lat").get<double>());
  }
  return fmt::format("[{:.2f}, {:.2f}]", middle_longitude(std::move(longitudes)), (south + north) / 2);
}

std::string map(std::string const& title, std::string const& where, double most_teu) {
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
      zoom: 5
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
                     where, most_teu > 0 ? most_teu / widest_line : 1) +
         land + "  places:\n" +
         fmt::format(R"(    - type: map
      title: "Places: TEU loaded and discharged"
      height: 12
      center: {}
      zoom: 5
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
                     where) +
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
  for (auto const* name : {"weeks", "total_hours", "total_money", "total_emissions", "services", "facilities", "queues",
                           "bottlenecks", "places"}) {
    write(name + std::string{".csv"}, to_csv(find(made, name)));
  }
  auto const network = network_geojson(result);
  auto const links = link_flows(network);
  double most_teu = 0;
  for (auto const& row : links.rows) most_teu = std::max(most_teu, row[1].get<double>());
  write("tiles.csv", tiles(find(made, "totals"), result.at("currency")));
  write("link_flows.csv", to_csv(links));
  write("links.geojson", only(network, false));
  write("places.geojson", only(network, true));
  write("land.geojson", land_geojson());

  auto const title = quoted(result.at("provenance").at("scenario").at("code"));
  write("dashboard-1-overview.yaml", overview(title));
  write("dashboard-2-work.yaml", work(title));
  write("dashboard-3-map.yaml", map(title, centre(result), most_teu));
}

}  // namespace tongzhou::exports
