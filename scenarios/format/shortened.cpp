#include "scenarios/format/shortened.hpp"

#include <string_view>

namespace tongzhou::format {

std::string shortened(std::string text, std::size_t most) {
  constexpr std::string_view between = "...";
  if (text.size() <= most) return text;
  auto const continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xc0u) == 0x80u; };
  std::size_t const kept = most - between.size();
  std::size_t head = kept * 2 / 3, tail = text.size() - (kept - head);
  while (head > 0 && continues(head)) --head;
  while (tail < text.size() && continues(tail)) ++tail;
  return text.replace(head, tail - head, between);
}

}  // namespace tongzhou::format
