#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/format/files.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::format {

/// How much of a stranger's file we are ready to take in. Places are kept in 32 bits: never more than 4 GiB.
struct Limits {
  std::size_t bytes = most_bytes_read;
  std::size_t depth = 64;
};

/// JSON in UTF-8 (RFC 8259) and nothing looser: a key twice in one object, a number that no double holds, too deep or
/// too large a text is a problem. Integers stay integers as far as 64 bits hold them.
std::optional<Json> parse(std::string_view text, std::string const& file_name, Problems& problems, Limits limits = {});

}  // namespace tongzhou::format
