#include "viz/export/simwrapper.hpp"

#include <catch2/catch.hpp>
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
  int dashboards = 0, panels = 0;
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".yaml") continue;
    ++dashboards;
    auto const text = text_of(entry.path());
    for (auto const& file : found(text, "[:] ([a-z_]+\\.(?:csv|geojson))")) {
      INFO(file);
      CHECK(std::filesystem::exists(folder / file));
    }
    std::set<std::string> columns;
    for (auto const& line : found(text, "(dataset: [^\n]*|x: [^\n]*|columns: [^\n]*)\n")) {
      if (line.starts_with("dataset:") && line.ends_with(".csv")) columns = columns_of(folder / line.substr(9));
      if (line.starts_with("x:")) CHECK(columns.contains(line.substr(3)));
      if (!line.starts_with("columns:")) continue;
      ++panels;
      for (auto const& name : found(line.substr(8), "([a-z0-9_]+)")) CHECK(columns.contains(name));
    }
  }
  CHECK(dashboards == 3);
  CHECK(panels == 9);
  for (auto const* name : {"links.geojson", "places.geojson", "land.geojson"}) {
    CHECK(json::parse(text_of(folder / name)).at("type") == "FeatureCollection");
  }
  CHECK(columns_of(folder / "link_flows.csv") == std::set<std::string>{"code", "teu", "utilisation_share"});
}

TEST_CASE("a scenario's name cannot become YAML of its own") {
  auto result = year().result;
  result.at("provenance").at("scenario").at("code") = "a\"\nlayout: evil";
  write_simwrapper(result, room() / "simwrapper-hostile");
  auto const text = text_of(room() / "simwrapper-hostile" / "dashboard-1-overview.yaml");
  CHECK(text.find("title: \"a\\\"\\nlayout: evil\"\n") != std::string::npos);
}
