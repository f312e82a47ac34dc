#include "scenarios/format/explain.hpp"

#include <fmt/format.h>

#include <memory>

#include "scenarios/format/rounds.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {

namespace {

ExitCode explain(ScenarioOptions const& options, Console& console) {
  auto const scenario = load(options.file, options.overlays, console);
  if (!scenario) return ExitCode::invalid;
  for (auto const& layer : scenario->document.layers()) console.err << "from " << format::printable(layer.file) << '\n';
  console.err << "sha256 " << scenario->document.hash() << '\n';
  for (auto const& round : format::rounds(scenario->document, *scenario->world))
    console.err << say("service {}: round trip {:.1f} days, slack {:.1f} hours, fleet {}, {:.1f} berth hours a week\n",
                       round.service, in_days(round.round_trip), in_hours(round.slack), round.fleet,
                       round.berth_hours_a_week);
  console.out << format::explain(scenario->document).dump(2) << '\n';
  return ExitCode::done;
}

void add(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ScenarioOptions>();
  add_scenario(command, *options);
  command.on_run([options, &invocation] { invocation.exit_code = explain(*options, invocation.console); });
}

}  // namespace

Verb explain_verb() {
  return {"explain",
          "Print a scenario as it is run: merged, defaults filled in",
          {{"explain base.json --overlay low-water.json", "what is run once all is merged"},
           {"explain yangtze > yangtze.json", "one of the library in one file"}},
          add};
}

}  // namespace tongzhou::cli
