#include "tools/cli/library_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/messages.hpp"

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
    case Wanted::calibration:
      return {"calibration.json"};
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

/// Letters, digits, dashes, and two "/" at most: no path.
bool is_name(std::string_view word) {
  auto const is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  };
  return !word.empty() && word.front() != '-' && word.front() != '/' && std::ranges::count(word, '/') <= 2 &&
         std::ranges::all_of(word, is_plain);
}

/// What the worlds of the manual's tutorials are called by, and the folder that they lie in.
constexpr std::string_view examples = "examples";

std::vector<std::string> folders_in(fs::path const& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    if (entry->is_directory(error)) names.push_back(entry->path().filename().string());
  std::ranges::sort(names);
  return names;
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

std::vector<std::string> library_names() { return folders_in(library_folder()); }

std::vector<std::string> example_names() {
  if (library_folder().empty()) return {};
  auto names = folders_in(folder_named(std::string{examples}));
  for (auto& name : names) name.insert(0, fmt::format("{}/", examples));
  return names;
}

fs::path folder_named(std::string const& name) {
  auto const library = library_folder();
  bool const is_example = name == examples || name.starts_with(fmt::format("{}/", examples));
  return (is_example ? library.parent_path().parent_path() : library) / name;
}

std::string meant_file(std::string const& word, Wanted wanted) {
  if (word == "-") return word;  // the standard input, also where a folder goes by that name
  std::error_code error;
  if (auto const file = file_in(word, wanted)) return file->string();
  if (fs::exists(word, error) || !is_name(word)) return word;
  if (library_folder().empty()) return word;
  auto const folder = folder_named(word);
  if (auto const file = file_in(folder, wanted)) return file->string();
  auto const file = folder.string() + ".json";
  return is_file(file) ? file : word;
}

namespace {

/// The scenarios and overlays in a folder of the library, as they are called: "same-ship/mixed".
std::vector<std::string> scenarios_in(std::string const& name) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{folder_named(name), error}, end; !error && entry != end; entry.increment(error)) {
    auto const stem = entry->path().stem().string();
    bool const is_other = stem == "experiment" || stem == "investment" || stem == "calibration";
    if (entry->path().extension() == ".json" && !is_other) names.push_back(name + "/" + stem);
  }
  std::ranges::sort(names);
  return names;
}

/// Of a folder that is there, and lacks what is wanted.
std::string problem_with_folder(std::string const& name, Wanted wanted) {
  auto const lacks = names_of(wanted).front();
  if (auto const inside = scenarios_in(name); wanted == Wanted::scenario && !inside.empty())
    return say("'{}' of the library has no {}; there are {}", name, lacks, fmt::join(inside, ", "));
  auto const use = use_of(name);
  return say("'{}' of the library has no {}; try: tongzhou {} {}", name, lacks,
             use ? use->command : "init a-folder-of-yours --from", name);
}

}  // namespace

std::optional<Use> use_of(std::string const& name) {
  constexpr std::array commands{std::pair{Wanted::scenario, "run"}, std::pair{Wanted::experiment, "experiment"},
                                std::pair{Wanted::investment, "appraise"}};
  for (auto const& [wanted, command] : commands)
    if (auto const file = file_in(folder_named(name), wanted)) return Use{command, *file};
  return std::nullopt;
}

std::string problem_with_name(std::string const& word, Wanted wanted) {
  std::error_code error;
  if (!is_name(word) || fs::exists(word, error)) return {};
  auto names = library_names();
  if (names.empty()) return say("there is no file '{}', and no library was installed with this program", word);
  std::ranges::move(example_names(), std::back_inserter(names));
  auto const first = word.substr(0, word.find('/'));
  for (auto const& name : {word, first})
    if (std::ranges::find(names, name) != names.end())
      return name == word ? problem_with_folder(word, wanted)
                          : say("there is no file '{}', and '{}' of the library has none by that name; there are {}",
                                word, name, fmt::join(scenarios_in(name), ", "));
  std::vector<std::string_view> const known{names.begin(), names.end()};
  auto const meant = sentence(format::did_you_mean(first == examples ? word : first, known));
  return say("there is no file '{}', and nothing in the library by that name{}", word,
             meant.empty() ? tr("; tongzhou library lists what there is") : meant);
}

Option by_name(Option option, Wanted wanted) {
  option.stands_for([wanted](std::string const& word) { return meant_file(word, wanted); })
      .check([wanted](std::string const& word) { return problem_with_name(word, wanted); });
  return option;
}

}  // namespace tongzhou::cli
