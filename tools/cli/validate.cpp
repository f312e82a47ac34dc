#include <fmt/format.h>

#include "tools/cli/load.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int validate(ScenarioOptions const& options, Talk& talk) {
  auto const scenario = load(options.file, options.overlays, talk);
  if (!scenario || !plan(*scenario, talk)) return invalid;
  auto const& world = *scenario->world;
  talk.out << fmt::format("{}: valid; places: {}, links: {}, services: {}, flows: {}\n", options.file.string(),
                          world.places.size(), world.links.size(), world.services.size(), world.flows.size());
  return done;
}

}  // namespace tongzhou::cli
