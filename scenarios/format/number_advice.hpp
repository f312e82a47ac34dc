#pragma once

#include <string>
#include <string_view>

namespace tongzhou::format {

/// Why a cell that is to hold a number holds none, and what to write instead: "12 t", "0.5万", "(500)", "n/a". Empty
/// when the text looks like no number at all.
std::string advice_on_number(std::string_view text);

}  // namespace tongzhou::format
