#include "tools/cli/library_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>

#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> names_of(Wanted wanted) {
  switch (wanted) {
    case Wanted::experiment:
      return {"experiment.json"};
    case Wanted::investment:
      return {"investment.json"};
    case Wanted::decision:
      return {"experiment.json", "investment.json"};
    case Wanted::scenario:
      break;
  }
  return {"scenario.json"};
}

bool is_file(fs::path const& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::optional<fs::path> file_in(fs::path const& folder, Wanted wanted) {
  for (auto const name : names_of(wanted))
    if (is_file(folder / name)) return folder / name;
  return std::nullopt;
}

/// Letters, digits, dashes, and one "/" at most: no path.
bool is_name(std::string_view word) {
  auto const is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  };
  return !word.empty() && word.front() != '-' && word.front() != '/' && std::ranges::count(word, '/') <= 1 &&
         std::ranges::all_of(word, is_plain);
}

}  // namespace

fs::path library_folder() {
  std::error_code error;
  for (auto folder = fs::read_symlink("/proc/self/exe", error).parent_path(); folder.has_relative_path();
       folder = folder.parent_path())
    for (auto const* const place : {"share/tongzhou/scenarios/library", "scenarios/library"})
      if (fs::is_directory(folder / place, error)) return folder / place;
  // Where /proc is not there, as in a bare chroot, nobody can tell where the program lies: then where packages put it.
  for (auto const* const place :
       {"/usr/local/share/tongzhou/scenarios/library", "/usr/share/tongzhou/scenarios/library"})
    if (fs::is_directory(place, error)) return place;
  return {};
}

std::vector<std::string> library_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{library_folder(), error}, end; !error && entry != end; entry.increment(error))
    if (entry->is_directory(error)) names.push_back(entry->path().filename().string());
  std::ranges::sort(names);
  return names;
}

std::string meant_file(std::string const& word, Wanted wanted) {
  if (word == "-") return word;  // the standard input, also where a folder goes by that name
  std::error_code error;
  if (auto const file = file_in(word, wanted)) return file->string();
  if (fs::exists(word, error) || !is_name(word)) return word;
  auto const library = library_folder();
  if (library.empty()) return word;
  if (auto const file = file_in(library / word, wanted)) return file->string();
  auto const file = library / (word + ".json");
  return is_file(file) ? file.string() : word;
}

namespace {

/// The scenarios and overlays in a folder of the library, as they are called: "same-ship/mixed".
std::vector<std::string> names_in(std::string const& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{library_folder() / folder, error}, end; !error && entry != end;
       entry.increment(error)) {
    auto const stem = entry->path().stem().string();
    if (entry->path().extension() == ".json" && stem != "experiment" && stem != "investment")
      names.push_back(folder + "/" + stem);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::string problem_with_name(std::string const& word) {
  std::error_code error;
  if (!is_name(word) || fs::exists(word, error)) return {};
  auto const names = library_names();
  auto const folder = word.substr(0, word.find('/'));
  std::vector<std::string_view> const known{names.begin(), names.end()};
  bool const is_of_library = std::ranges::find(names, folder) != names.end();
  auto const inside = is_of_library ? names_in(folder) : std::vector<std::string>{};
  return fmt::format(
      "there is no file '{}', and no scenario of the library by that name{}", format::printable(word),
      !inside.empty() ? fmt::format("; there are {}", fmt::join(inside, ", ")) : format::did_you_mean(folder, known));
}

}  // namespace tongzhou::cli
