#include "scenarios/format/explain.hpp"

#include "tools/cli/load.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int explain(ScenarioOptions const& options, Talk& talk) {
  auto const scenario = load(options.file, options.overlays, talk);
  if (!scenario) return invalid;
  for (auto const& layer : scenario->document.layers()) talk.err << "from " << format::printable(layer.file) << '\n';
  talk.err << "sha256 " << scenario->document.hash() << '\n';
  talk.out << format::explain(scenario->document).dump(2) << '\n';
  return done;
}

}  // namespace tongzhou::cli
