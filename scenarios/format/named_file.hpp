#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tongzhou::format {

/// Why a file that another one names may not be followed to `target`; nothing when it may: files stay inside the
/// folder.
std::optional<std::string> refusal(std::filesystem::path const& name, std::filesystem::path const& target,
                                   std::filesystem::path const& folder);

}  // namespace tongzhou::format
