#include "viz/export/charts.hpp"

#include "scenarios/format/files.hpp"

namespace tongzhou::exports {

void write_charts(format::Json const& result, std::filesystem::path const& folder) {
  auto const& provenance = result.at("provenance");
  if (result.value("format", "") != "tongzhou-result/1") return;
  auto const& scenario = provenance.at("scenario");
  auto const title = scenario.contains("name") ? scenario.at("name").begin().value() : scenario.at("code");
  auto charts = nlohmann::ordered_json::parse(charts_text());
  for (auto& [name, chart] : charts.items()) {
    chart["title"]["subtitle"] = title;
    for (auto& [channel, encoding] : chart["encoding"].items()) {
      if (encoding.contains("title") && encoding["title"] == "currency") encoding["title"] = result.at("currency");
    }
    format::write_whole(folder / (name + ".vl.json"), chart.dump(1) + "\n");
  }
}

}  // namespace tongzhou::exports
