#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tongzhou::architecture {

/// The sources and CMakeLists.txt of a tree: text by path from its root.
using House = std::map<std::string, std::string>;

House read_house(std::filesystem::path const& root);

/// What stands where it may not, one sentence each, in order of path:
/// - an include, or a USES, that points to a higher floor;
/// - an include of a module that is not in USES, not even by way of another;
/// - modules that use each other in a circle;
/// - in a module that lists its rooms: an include of a room above one's own, and a file that is no room;
/// - a quoted include that is not written from the root;
/// - SimGrid outside sim/engine; JSON outside scenarios, viz, tools/cli and tests;
/// - a *_test.cpp that the CMakeLists.txt of its folder does not name.
std::vector<std::string> violations(House const& house);

}  // namespace tongzhou::architecture
