#include <fmt/format.h>

#include "tools/cli/load.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int validate(std::filesystem::path const& file, Talk& talk) {
  auto const scenario = load(file, {}, talk);
  if (!scenario || !plan(*scenario, talk)) return invalid;
  auto const& world = *scenario->world;
  talk.out << fmt::format("{}: valid; places: {}, links: {}, services: {}, flows: {}\n", file.string(),
                          world.places.size(), world.links.size(), world.services.size(), world.flows.size());
  return done;
}

}  // namespace tongzhou::cli
