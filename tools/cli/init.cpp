#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/first_scenario.hpp"
#include "tools/cli/supervision.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

/// Makes a folder with a small scenario that works and an experiment with it, and their schemas beside them for the
/// editor.
ExitCode init(std::filesystem::path const& folder, Console& console) {
  Supervision const supervision{console};
  // The scenario last: when it is there, so are the others.
  std::array<std::pair<char const*, std::string_view>, 4> const files{
      {{"scenario.schema.json", format::schema_text()},
       {"experiment.schema.json", experiments::experiment_schema_text()},
       {"experiment.json", first_experiment_text()},
       {"scenario.json", first_scenario_text()}}};
  for (auto const& [name, text] : files) {
    auto const file = folder / name;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file))) continue;
    console.err << fmt::format("tongzhou: '{}' is there already and stays as it is\n",
                               format::printable(file.string()));
    return ExitCode::usage;
  }
  for (auto const& [name, text] : files) format::write_whole(folder / name, text);
  auto const at = [&](char const* name) { return format::printable((folder / name).string()); };
  console.err << fmt::format("wrote {} and {}, with their schemas; try: tongzhou run {}\n", at("scenario.json"),
                             at("experiment.json"), at("scenario.json"));
  return ExitCode::done;
}

void add(Command command, Invocation& invocation) {
  auto const folder = std::make_shared<std::filesystem::path>();
  command.operand("DIR", *folder, "The folder; made when it is not there").required();
  command.on_run([folder, &invocation] { invocation.exit_code = init(*folder, invocation.console); });
}

}  // namespace

Verb init_verb() {
  return {"init",
          "Make a folder with a small scenario that works, and an experiment",
          {{"init harbour", "a small scenario to start from"}},
          add};
}

}  // namespace tongzhou::cli
