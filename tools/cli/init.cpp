#include <fmt/format.h>

#include <filesystem>

#include "scenarios/format/files.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/first_scenario.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int init(std::filesystem::path const& folder, Talk& talk) {
  auto const scenario = folder / "scenario.json";
  auto const schema = folder / "scenario.schema.json";
  for (auto const& file : {scenario, schema}) {
    if (!std::filesystem::exists(std::filesystem::symlink_status(file))) continue;
    talk.err << fmt::format("tongzhou: '{}' is there already and stays as it is\n", file.string());
    return usage;
  }
  format::write_whole(schema, format::schema_text());
  format::write_whole(scenario, first_scenario_text());
  talk.err << fmt::format("wrote {} and its schema; try: tongzhou run {}\n", scenario.string(), scenario.string());
  return done;
}

}  // namespace tongzhou::cli
