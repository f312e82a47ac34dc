#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/schema_view.hpp"

namespace tongzhou::format {

/// The steps of "quay.berths", as headings and settings are written.
std::vector<std::string> dotted(std::string_view path);

/// The same as a JSON pointer.
std::string pointer_of(std::span<std::string const> steps);

/// Follows a path through the schema; otherwise says at which step it leaves it, and what may have been meant.
std::optional<SchemaView> follow(SchemaView view, std::vector<std::string> const& path, std::string& why);

}  // namespace tongzhou::format
