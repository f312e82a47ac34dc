#include "scenarios/format/explain.hpp"

#include <fmt/format.h>

#include <memory>

#include "scenarios/format/rounds.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/way_costs.hpp"

namespace tongzhou::cli {

namespace {

struct ExplainOptions {
  ScenarioOptions scenario;
  std::string way;         // of the flow with this id: none: the scenario
  std::uint32_t ways = 0;  // so many of them; 0: those that its shippers consider
};

ExitCode explain(ExplainOptions const& options, Console& console) {
  auto const scenario = load(options.scenario.file, options.scenario.overlays, console);
  if (!scenario) return ExitCode::invalid;
  if (!options.way.empty()) return print_way_costs(*scenario->world, options.way, options.ways, console);
  for (auto const& layer : scenario->document.layers()) console.err << "from " << format::printable(layer.file) << '\n';
  console.err << "sha256 " << scenario->document.hash() << '\n';
  for (auto const& round : format::rounds(scenario->document, *scenario->world))
    console.err << say("service {}: round trip {:.1f} days, slack {:.1f} hours, fleet {}, {:.1f} berth hours a week\n",
                       round.service, in_days(round.round_trip), in_hours(round.slack), round.fleet,
                       round.berth_hours_a_week);
  console.out << format::explain(scenario->document).dump(2) << '\n';
  return ExitCode::done;
}

void add_explain(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ExplainOptions>();
  add_scenario(command, options->scenario);
  auto const way = command.option("--way", "FLOW", options->way,
                                  "In place of the scenario: what the ways of a flow cost a box, term by term");
  command.option("--ways", "N", options->ways, "With --way: so many of them; default: those its shippers consider")
      .whole(1, 20)
      .needs(way);
  command.on_run([options, &invocation] { invocation.exit_code = explain(*options, invocation.console); });
}

}  // namespace

Verb explain_verb() {
  return {"explain",
          "Print a scenario as it is run: merged, defaults filled in",
          {{"explain base.json --overlay low-water.json", "what is run once all is merged"},
           {"explain yangtze > yangtze.json", "one of the library in one file"},
           {"explain base.json --way tea --ways 6", "what six ways of the flow tea cost, term by term"}},
          add_explain};
}

}  // namespace tongzhou::cli
