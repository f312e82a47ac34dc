#pragma once

#include <cstddef>
#include <string>

namespace tongzhou::format {

/// At most so many bytes, cut between characters: the beginning and the end, with dots between them.
std::string shortened(std::string text, std::size_t most);

}  // namespace tongzhou::format
