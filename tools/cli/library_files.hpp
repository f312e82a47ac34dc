#pragma once

#include <filesystem>
#include <string>
#include <vector>

// Scenarios by name: "yangtze" is a folder of the library that comes with the program, "yangtze/low-water" a file in
// it.
namespace tongzhou::cli {

/// The folder of the library: beside the installed program (../share/tongzhou), or in the sources that it was built
/// from. Empty where the program stands alone.
std::filesystem::path library_folder();

/// The folders of the library, sorted.
std::vector<std::string> library_names();

/// What a folder is asked for: its `scenario.json`, `experiment.json`, `investment.json`, or either of the latter two.
enum class Wanted { scenario, experiment, investment, decision };

/// What the user's word for a file means. Itself, if there is such a file; the file in a folder of that name; the same
/// in the library. Else the word as it is, for others to say that there is no such file.
std::string meant_file(std::string const& word, Wanted wanted);

/// What is wrong with a word that looks like a name of the library and is none; nothing otherwise.
std::string problem_with_name(std::string const& word);

}  // namespace tongzhou::cli
