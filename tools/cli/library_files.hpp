#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/command.hpp"

// Files by name: "yangtze" is a folder of the library that comes with the program, "yangtze/low-water" a file in it,
// and "examples/lock" a folder of the worlds that the manual's tutorials begin with.
namespace tongzhou::cli {

/// The folder of the library: beside the installed program (../share/tongzhou), or in the sources that it was built
/// from. Empty where the program stands alone.
std::filesystem::path library_folder();

/// The folders of the library, sorted.
std::vector<std::string> library_names();
/// Those of the tutorials, as they are called: "examples/lock".
std::vector<std::string> example_names();
/// Where a folder of either kind lies.
std::filesystem::path folder_named(std::string const& name);

/// The first command that a folder of either kind has a file for, and that file.
struct Use {
  std::string_view command;
  std::filesystem::path file;
};
std::optional<Use> use_of(std::string const& name);

/// What a folder is asked for: its `scenario.json`, `experiment.json`, `investment.json`, either of the latter two, or
/// its `calibration.json`.
enum class Wanted { scenario, experiment, investment, decision, calibration };

/// What the user's word for a file means. Itself, if there is such a file; the file in a folder of that name; the same
/// in the library. Else the word as it is, for others to say that there is no such file.
std::string meant_file(std::string const& word, Wanted wanted);

/// What is wrong with a word that looks like a name and is none of what is wanted; nothing otherwise.
std::string problem_with_name(std::string const& word, Wanted wanted);

/// Takes a name for the file that it means.
Option by_name(Option option, Wanted wanted);

}  // namespace tongzhou::cli
