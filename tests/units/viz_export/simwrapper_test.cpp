#include "viz/export/simwrapper.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/units/viz_export/harbour.hpp"

using namespace tongzhou::exports;
using nlohmann::json;

namespace {

std::set<std::string> columns_of(std::filesystem::path const& csv) {
  auto const text = text_of(csv);
  std::istringstream names{text.substr(0, text.find("\r\n"))};
  std::set<std::string> columns;
  for (std::string name; std::getline(names, name, ',');) columns.insert(name);
  return columns;
}

/// What the features of a map are joined by.
std::set<std::string> properties_of(std::filesystem::path const& map) {
  std::set<std::string> names;
  auto const parsed = json::parse(text_of(map));
  for (auto const& [name, value] : parsed.at("features").at(0).at("properties").items()) names.insert(name);
  return names;
}

std::vector<std::string> found(std::string const& text, char const* pattern) {
  std::regex const words{pattern};
  std::vector<std::string> all;
  for (std::sregex_iterator it{text.begin(), text.end(), words}, end; it != end; ++it) all.push_back((*it)[1]);
  return all;
}

}  // namespace

TEST_CASE("every file and column that a dashboard draws is in the folder") {
  auto const folder = room() / "simwrapper";
  write_simwrapper(year().result, folder);
  int dashboards = 0, panels = 0, joins = 0;
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".yaml") continue;
    ++dashboards;
    auto const text = text_of(entry.path());
    for (auto const& file : found(text, "[:] ([a-z_]+\\.(?:csv|geojson))")) {
      INFO(file);
      CHECK(std::filesystem::exists(folder / file));
    }
    std::set<std::string> columns;
    std::map<std::string, std::string> files;  // of a map's data sets, by the name that its display says
    for (auto const& line : found(text, "([A-Za-z]+: [^\n]*)\n")) {
      INFO(line);
      auto const value = line.substr(line.find(": ") + 2);
      if (value.ends_with(".csv")) columns = columns_of(folder / value), files[line.substr(0, line.find(':'))] = value;
      if (line.starts_with("dataset:") && files.contains(value)) columns = columns_of(folder / files.at(value));
      if (value.ends_with(".geojson")) columns = properties_of(folder / value);
      if (line.starts_with("x:")) CHECK(columns.contains(value));
      if (line.starts_with("join:") || line.starts_with("columnName:")) {
        ++joins;
        CHECK(columns.contains(value));
      }
      if (!line.starts_with("columns:")) continue;
      ++panels;
      for (auto const& name : found(value, "([a-z0-9_]+)")) CHECK(columns.contains(name));
    }
  }
  CHECK(dashboards == 3);
  CHECK(panels == 9);
  CHECK(joins > 0);
  for (auto const* name : {"links.geojson", "places.geojson", "land.geojson"}) {
    CHECK(json::parse(text_of(folder / name)).at("type") == "FeatureCollection");
  }
  CHECK(columns_of(folder / "link_flows.csv") == std::set<std::string>{"code", "teu", "utilisation_share"});
}

TEST_CASE("a tile is a row without a heading: its name, its value with thousands apart, its icon") {
  auto result = year().result;
  result.at("totals").at("teu_out") = 1234567.4;
  write_simwrapper(result, room() / "simwrapper-tiles");
  auto const text = text_of(room() / "simwrapper-tiles" / "tiles.csv");
  CHECK(text.starts_with("\"TEU delivered\",\"1,234,567\",local_shipping\r\n"));
  CHECK(found(text, "([a-z_]+)\r\n").size() == 6);
}

TEST_CASE("charts go by names, their weeks leave the warm-up out, and a map opens where most is handled") {
  auto result = year().result;
  result.at("period").at("warm_up_days") = 21;
  result.at("services").at("weekly-boat")["name"] = {{"en", "Weekly boat"}};
  // A far port that handles a tenth of the others does not draw the map out to sea.
  result.at("places").at("CNWUH").update({{"teu", 1000}, {"lon", 114}, {"lat", 30}});
  result.at("places").at("CNSHA").update({{"teu", 1500}, {"lon", 122}, {"lat", 31}});
  result.at("places").at("Wuhan").update({{"teu", 100}, {"lon", -118}, {"lat", 34}});
  write_simwrapper(result, room() / "simwrapper-names");
  CHECK(text_of(room() / "simwrapper-names" / "services.csv").find("Weekly boat") != std::string::npos);
  CHECK(text_of(room() / "simwrapper-names" / "total_hours.csv").find("waiting for sailing") != std::string::npos);
  // Weeks 1 to 3 are the warm-up.
  CHECK(found(text_of(room() / "simwrapper-names" / "weeks.csv"), "(\\d+),\\d{4}-").front() == "4");
  CHECK(text_of(room() / "simwrapper-names" / "dashboard-3-map.yaml").find("center: [122.00, 31.00]") !=
        std::string::npos);
}

TEST_CASE("a scenario's name cannot become YAML of its own") {
  auto result = year().result;
  result.at("provenance").at("scenario").at("name").at("en") = "a\"\nlayout: evil";
  write_simwrapper(result, room() / "simwrapper-hostile");
  auto const text = text_of(room() / "simwrapper-hostile" / "dashboard-1-overview.yaml");
  CHECK(text.find("title: \"a\\\"\\nlayout: evil\"\n") != std::string::npos);
}
