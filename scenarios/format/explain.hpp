#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// The scenario as it is run: merged from its files, with the defaults of the schema filled in.
Json explain(Document const& document);

/// The same as a file that stands beside a result, `inputs.json`: format "tongzhou-inputs/1", with the hash by which
/// the result names its scenario.
Json inputs_of(Document const& document);

/// The text of a file `inputs.json` where it holds the scenario of this hash, as `inputs_of` wrote it; nothing
/// otherwise.
std::optional<std::string> inputs_beside(std::filesystem::path const& result, std::string const& hash);

}  // namespace tongzhou::format
