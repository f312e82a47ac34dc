#include "tools/cli/messages.hpp"

#include <cstdint>
#include <cstdlib>
#include <unordered_map>
#include <vector>

#include "tools/cli/catalogue.hpp"

namespace tongzhou::cli {
namespace {

Language spoken = Language::english;

using Catalogue = std::unordered_map<std::string_view, std::string_view>;

/// The format of gettext's .mo files: after magic number and revision the number of texts, then where the tables of
/// originals and translations begin; an entry of a table is a length and a place.
Catalogue read_catalogue(std::string_view file) {
  auto const number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(file[at + i]);
    return std::size_t{value};
  };
  auto const text = [&](std::size_t table, std::size_t i) {
    return file.substr(number(table + 8 * i + 4), number(table + 8 * i));
  };
  Catalogue catalogue;
  for (std::size_t i = 0; i < number(8); ++i) {
    auto const original = text(number(12), i);
    if (!original.empty()) catalogue.emplace(original, text(number(16), i));  // the first holds facts of the file
  }
  return catalogue;
}

Catalogue const& catalogue() {
  static auto const read = read_catalogue(chinese_catalogue());
  return read;
}

/// What stands around the places of a text, and in which order its places are filled.
struct Pattern {
  std::vector<std::string_view> between;
  std::vector<std::size_t> places;
};

Pattern pattern_of(std::string_view text) {
  Pattern pattern;
  std::size_t begin = 0;
  for (auto open = text.find('{'); open != text.npos; open = text.find('{', begin)) {
    auto const close = text.find('}', open);
    if (close == text.npos) break;
    pattern.between.push_back(text.substr(begin, open - begin));
    bool const counted = close > open + 1 && text[open + 1] >= '0' && text[open + 1] <= '9';
    pattern.places.push_back(counted ? static_cast<std::size_t>(text[open + 1] - '0') : pattern.places.size());
    begin = close + 1;
  }
  pattern.between.push_back(text.substr(begin));
  return pattern;
}

/// What fills the places; nothing when the text was not made from the pattern.
std::optional<std::vector<std::string_view>> filled(Pattern const& pattern, std::string_view text) {
  auto const& between = pattern.between;
  if (!text.starts_with(between.front())) return std::nullopt;
  text.remove_prefix(between.front().size());
  std::vector<std::string_view> fills;
  for (std::size_t i = 1; i < between.size(); ++i) {
    bool const last = i + 1 == between.size();
    if (last && !text.ends_with(between[i])) return std::nullopt;
    auto const end = last ? text.size() - between[i].size() : text.find(between[i]);
    if (end == text.npos) return std::nullopt;
    fills.push_back(text.substr(0, end));
    text.remove_prefix(end + between[i].size());
  }
  if (!text.empty()) return std::nullopt;
  return fills;
}

}  // namespace

std::optional<Language> language_named(std::string_view name) {
  auto const language = name.substr(0, name.find_first_of("_.@"));
  if (language == "zh") return Language::chinese;
  if (language == "en" || language == "C" || language == "POSIX") return Language::english;
  return std::nullopt;
}

Language language_of_environment() {
  for (auto const* const variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    auto const* const value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return language_named(value).value_or(Language::english);
  }
  return Language::english;
}

void speak(Language language) { spoken = language; }

std::string tr(std::string_view english) {
  if (spoken == Language::english) return std::string{english};
  auto const found = catalogue().find(english);
  return std::string{found == catalogue().end() ? english : found->second};
}

std::string sentence(std::string_view english) {
  if (spoken == Language::english) return std::string{english};
  constexpr std::string_view warning = "warning: ";
  if (english.starts_with(warning)) return tr(warning) + sentence(english.substr(warning.size()));
  if (auto const found = catalogue().find(english); found != catalogue().end()) return std::string{found->second};
  std::string best;
  constexpr std::size_t least = 8;  // fewer letters in common are chance
  std::size_t most = least - 1;     // of those so far; the closest text is the right one
  for (auto const& [original, translation] : catalogue()) {
    auto const pattern = pattern_of(original);
    if (pattern.places.empty()) continue;
    std::size_t shared = 0;
    for (auto const part : pattern.between) shared += part.size();
    if (shared <= most) continue;
    auto const fills = filled(pattern, english);
    if (!fills) continue;
    most = shared;
    auto const made = pattern_of(translation);
    best = made.between.front();
    for (std::size_t i = 0; i < made.places.size(); ++i) {
      auto const place = made.places[i];
      auto const fill = fills->at(place);
      bool const words = fill.find(' ') != fill.npos;  // ids and figures have none
      bool const none = fill == "none" && !pattern.between[place].ends_with('"');
      best += words || none ? sentence(fill) : std::string{fill};
      best += made.between[i + 1];
    }
  }
  return most < least ? std::string{english} : best;
}

}  // namespace tongzhou::cli
