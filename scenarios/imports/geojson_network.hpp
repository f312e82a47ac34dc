#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/format/problems.hpp"
#include "scenarios/imports/imported.hpp"

namespace tongzhou::imports {

struct NetworkOptions {
  std::string kind;       // of lines that do not say theirs: a word of LinkKind; empty: they must
  double within_m = 500;  // a point this near to a line lies on it
};

/// A network drawn on a map, as a GeoJSON feature collection (RFC 7946): points are places, lines are links. Lines meet
/// where they share a position; they are parted there and at the places on them, and put together where nothing else
/// begins. Properties called as keys of the scenario file are taken over (`id` or `code`, `from_place`, `to_place` are
/// understood); places where lines meet get ids of their own, J1, J2, ... What is wrong is told by feature.
std::optional<Imported> read_network(std::string_view text, std::string const& file, NetworkOptions const& options,
                                     format::Problems& problems);

}  // namespace tongzhou::imports
