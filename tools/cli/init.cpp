#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/first_scenario.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int init(std::filesystem::path const& folder, Talk& talk) {
  // The scenario last: when it is there, so are the others.
  std::array<std::pair<char const*, std::string_view>, 4> const files{
      {{"scenario.schema.json", format::schema_text()},
       {"experiment.schema.json", experiments::experiment_schema_text()},
       {"experiment.json", first_experiment_text()},
       {"scenario.json", first_scenario_text()}}};
  for (auto const& [name, text] : files) {
    auto const file = folder / name;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file))) continue;
    talk.err << fmt::format("tongzhou: '{}' is there already and stays as it is\n", file.string());
    return usage;
  }
  for (auto const& [name, text] : files) format::write_whole(folder / name, text);
  auto const at = [&](char const* name) { return (folder / name).string(); };
  talk.err << fmt::format("wrote {} and {}, with their schemas; try: tongzhou run {}\n", at("scenario.json"),
                          at("experiment.json"), at("scenario.json"));
  return done;
}

}  // namespace tongzhou::cli
