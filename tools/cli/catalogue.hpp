#pragma once

#include <string_view>

namespace tongzhou::cli {

/// zh.po as msgfmt compiles it, little-endian.
std::string_view chinese_catalogue();

}  // namespace tongzhou::cli
