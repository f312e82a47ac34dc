#include "scenarios/format/link_lines.hpp"

namespace tongzhou::format {

void add_link_lines(nlohmann::ordered_json& result, Json const& scenario) {
  if (!scenario.contains("links")) return;
  for (auto const& [code, link] : scenario.at("links").items()) {
    if (link.contains("geometry")) result.at("links").at(code)["geometry"] = nlohmann::ordered_json(link.at("geometry"));
  }
}

}  // namespace tongzhou::format
