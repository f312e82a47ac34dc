#include <fmt/format.h>

#include <memory>

#include "scenarios/format/problems.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

ExitCode validate(ScenarioOptions const& options, Console& console) {
  auto const prepared = prepare(options, console);
  if (!prepared) return ExitCode::invalid;
  auto const& world = *prepared->scenario.world;
  auto const unusual = prepared->remarks.size();
  console.out << fmt::format("{}: valid; places: {}, links: {}, services: {}, flows: {}{}\n",
                             format::printable(options.file.string()), world.places.size(), world.links.size(),
                             world.services.size(), world.flows.size(),
                             unusual == 0 ? "" : fmt::format("; unusual: {}", unusual));
  return ExitCode::done;
}

void add(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ScenarioOptions>();
  add_scenario(command, *options);
  add_strict(command, *options);
  command.on_run([options, &invocation] { invocation.exit_code = validate(*options, invocation.console); });
}

}  // namespace

Verb validate_verb() {
  return {"validate",
          "Say what is wrong with a scenario",
          {{"validate harbour/scenario.json", "what is wrong with it, if anything"},
           {"validate base.json --overlay low-water.json", "the same, with a change laid over it"}},
          add};
}

}  // namespace tongzhou::cli
