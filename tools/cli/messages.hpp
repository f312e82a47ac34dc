#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

// What the command line says is written in English in the code and translated on its way out, by a catalogue of gettext
// (zh.po) that the program carries in itself: it needs no locale installed. tests/translated holds that nothing lacks
// one.
namespace tongzhou::cli {

enum class Language { english, chinese };

/// Of "zh", "zh_CN.UTF-8", "en", "C"; nothing for others.
std::optional<Language> language_named(std::string_view name);
/// What the environment asks for (LC_ALL, LC_MESSAGES, LANG, the first that is set); otherwise English.
Language language_of_environment();

/// For all that the program says from now on.
void speak(Language);

/// The text in the language that is spoken; as it is where the catalogue lacks it.
std::string tr(std::string_view english);

/// The same of a sentence that already holds its names and figures, such as an error from a floor below, which speaks
/// English alone: the text of the catalogue that it was made from is found by what stands between them.
std::string sentence(std::string_view english);

/// `fmt::format` in the language that is spoken.
template <class... Args>
std::string say(fmt::format_string<Args...> english, Args&&... args) {
  fmt::string_view const text = english;
  return fmt::vformat(tr({text.data(), text.size()}), fmt::make_format_args(args...));
}

}  // namespace tongzhou::cli
