#pragma once

#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// The scenario as it is run: merged from its files, with the defaults of the schema filled in.
Json explain(Document const& document);

}  // namespace tongzhou::format
