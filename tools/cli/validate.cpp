#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "scenarios/format/problems.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(format::Problem const& problem) {
  return {{"file", format::printable(problem.file)},
          {"line", problem.line},
          {"column", problem.column},
          {"pointer", format::printable(problem.pointer)},
          {"text", format::printable(problem.text)}};
}

/// The same as an object: what is wrong, or unusual, one entry each.
ExitCode validate_as_json(ScenarioOptions const& options, Console& console) {
  format::Problems problems;
  Console quiet{console.out, console.err, false, &problems};
  auto const prepared = prepare(options, quiet);
  Json json{{"file", format::printable(options.file.string())}, {"valid", prepared.has_value()}};
  auto& told = json[prepared ? "warnings" : "problems"] = Json::array();
  for (auto const& problem : problems.sorted()) told.push_back(to_json(problem));
  if (prepared) {
    auto const& world = *prepared->scenario.world;
    json["sha256"] = prepared->scenario.document.hash();
    json["places"] = world.places.size();
    json["links"] = world.links.size();
    json["services"] = world.services.size();
    json["flows"] = world.flows.size();
  }
  console.out << json.dump(2) << '\n';
  return prepared ? ExitCode::done : ExitCode::invalid;
}

ExitCode validate(ScenarioOptions const& options, Console& console) {
  auto const prepared = prepare(options, console);
  if (!prepared) return ExitCode::invalid;
  auto const& world = *prepared->scenario.world;
  auto const unusual = prepared->remarks.size();
  console.out << say("{}: valid; places: {}, links: {}, services: {}, flows: {}{}\n",
                     format::printable(options.file.string()), world.places.size(), world.links.size(),
                     world.services.size(), world.flows.size(), unusual == 0 ? "" : say("; unusual: {}", unusual));
  return ExitCode::done;
}

void add_validate(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ScenarioOptions>();
  add_scenario(command, *options);
  add_strict(command, *options);
  auto const as_json = std::make_shared<bool>(false);
  add_json(command, *as_json);
  command.on_run([options, as_json, &invocation] {
    invocation.exit_code = (*as_json ? validate_as_json : validate)(*options, invocation.console);
  });
}

}  // namespace

Verb validate_verb() {
  return {"validate",
          "Say what is wrong with a scenario",
          {{"validate harbour/scenario.json", "what is wrong with it, if anything"},
           {"validate base.json --overlay low-water.json", "the same, with a change laid over it"},
           {"validate - --json < scenario.json", "for an editor: from the standard input, in JSON"}},
          add_validate};
}

}  // namespace tongzhou::cli
