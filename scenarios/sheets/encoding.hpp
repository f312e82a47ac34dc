#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tongzhou::sheets {

struct Decoded {
  std::string text;           // UTF-8 without byte order mark
  std::string_view encoding;  // "UTF-8", "UTF-16" or "GB18030"
};

/// The text of a file as spreadsheets save it: UTF-8 or UTF-16 told by its byte order mark, UTF-8 without one, else
/// GB18030 (which GBK and GB2312 are part of). Nothing when it is none of them; `bad_byte` is then where UTF-8 ends.
std::optional<Decoded> decode_text(std::string bytes, std::size_t& bad_byte);

/// Where the text stops being UTF-8 (RFC 3629); its size when it does not.
std::size_t first_bad_byte(std::string_view text);

}  // namespace tongzhou::sheets
