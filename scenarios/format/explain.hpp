#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/format/document.hpp"

namespace tongzhou::format {

/// The scenario as it is run: merged from its files, with the defaults of the schema filled in.
nlohmann::json explain(Document const& document);

}  // namespace tongzhou::format
