#include "scenarios/sheets/encoding.hpp"

#include <iconv.h>

#include <memory>
#include <utility>

#include "network/base/utf8.hpp"

namespace tongzhou::sheets {
namespace {

/// Nothing when the bytes are not in this encoding.
std::optional<std::string> converted(std::string_view bytes, char const* encoding) {
  auto* const converter = iconv_open("UTF-8", encoding);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv_open(3) says that it knows no such encoding.
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::unique_ptr<void, int (*)(iconv_t)> const closing{converter, iconv_close};
  std::string text(bytes.size() * 3 + 16, '\0');  // two bytes become three at most, four become four
  auto* in = const_cast<char*>(bytes.data());     // iconv(3) does not write there
  auto* out = text.data();
  auto in_left = bytes.size(), out_left = text.size();
  if (iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) return std::nullopt;
  text.resize(text.size() - out_left);
  return text;
}

}  // namespace

std::size_t first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {  // nearly all of most tables
      ++i;
      continue;
    }
    auto const [code, length] = first_character(text.substr(i));
    if (!code) return i;
    i += length;
  }
  return text.size();
}

std::optional<Decoded> decode_text(std::string bytes, std::size_t& bad_byte) {
  bad_byte = 0;
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    auto text = converted(bytes, "UTF-16");
    if (!text) return std::nullopt;
    return Decoded{std::move(*text), "UTF-16"};
  }
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
  bad_byte = first_bad_byte(bytes);
  if (bad_byte == bytes.size()) return Decoded{std::move(bytes), "UTF-8"};
  auto text = converted(bytes, "GB18030");
  if (!text) return std::nullopt;
  return Decoded{std::move(*text), "GB18030"};
}

}  // namespace tongzhou::sheets
