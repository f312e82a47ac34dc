#include <fmt/format.h>

#include <memory>

#include "tools/cli/load.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

ExitCode validate(ScenarioOptions const& options, Console& console) {
  auto const scenario = load(options.file, options.overlays, console);
  auto const planned = scenario ? plan(*scenario, console) : std::nullopt;
  if (!planned) return ExitCode::invalid;
  auto const remarks = look_over(*scenario, *planned, options.strict, console);
  if (!remarks) return ExitCode::invalid;
  auto const& world = *scenario->world;
  console.out << fmt::format("{}: valid; places: {}, links: {}, services: {}, flows: {}{}\n", options.file.string(),
                          world.places.size(), world.links.size(), world.services.size(), world.flows.size(),
                             remarks->empty() ? "" : fmt::format("; unusual: {}", remarks->size()));
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
