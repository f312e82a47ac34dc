#pragma once

#include <optional>

#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::format {

/// The world that a document describes, once it has passed the schema; nothing when its meaning is wrong, and then the
/// problems say where. Rows are in the order of their ids, whatever the order in the file.
std::optional<world::World> build(Document const& document, Problems& problems);

}  // namespace tongzhou::format
