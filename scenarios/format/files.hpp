#pragma once

#include <filesystem>
#include <string_view>

namespace tongzhou::format {

/// Writes a file that is whole or absent, whatever happens meanwhile: under a temporary name beside it, synced,
/// renamed. Makes the folders above it; a file that is already there is replaced. Throws std::runtime_error that names
/// the path.
void write_whole(std::filesystem::path const& path, std::string_view text);

}  // namespace tongzhou::format
