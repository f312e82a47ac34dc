#pragma once

#include <string>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::effects {

/// What makes `to` of `from`, as a merge patch (RFC 7386).
format::Json patch_between(format::Json const& from, format::Json const& to);

/// The base with patches laid over it in order: what several measures make of it together.
format::Json together(format::Json base, std::vector<format::Json> const& patches);

/// Where two patches say different things: JSON pointers.
std::vector<std::string> contradictions(format::Json const& one, format::Json const& other);

}  // namespace tongzhou::effects
