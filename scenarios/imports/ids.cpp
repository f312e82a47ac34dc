#include "scenarios/imports/ids.hpp"

#include <fmt/format.h>

namespace tongzhou::imports {

std::string plain_id(std::string_view name) {
  std::string id;
  for (char const c : name) {
    bool const letter =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
    if (letter || (!id.empty() && (c == '_' || c == '.' || c == ':'))) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  return id.empty() ? "unnamed" : id;
}

std::string UniqueIds::unique(std::string_view name) {
  auto const base = plain_id(name);
  auto id = base;
  for (int number = 2; !taken_.insert(id).second; ++number) id = fmt::format("{}-{}", base, number);
  return id;
}

}  // namespace tongzhou::imports
