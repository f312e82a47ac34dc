#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tongzhou::cli {

/// An option or an operand of a command, for what is asked of its value.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option& required();
  Option& excludes(Option const& other);
  /// Without the other option this one would say nothing.
  Option& needs(Option const& other);
  /// Whole numbers from `least` to `most`.
  Option& whole(std::int64_t least, std::int64_t most);
  /// Numbers from `least` to `most`.
  Option& between(double least, double most);
  Option& not_negative();
  Option& one_of(std::set<std::string> const& words);
  Option& twice();  // two values
  /// Takes the text for what it stands for, such as the path of a scenario called by its name.
  Option& stands_for(std::function<std::string(std::string const&)> const& meant);
  /// A folder, never "-" for the standard output.
  Option& folder();
  /// What is wrong with the text, or nothing.
  Option& check(std::function<std::string(std::string const&)> const& problem_with);

 private:
  CLI::Option* option_;
};

/// What a command of the program can be given, without the templates of the library behind it, which are slow to
/// compile. What is read is written to `to`, which must live as long as the command.
class Command {
 public:
  explicit Command(CLI::App& app) : app_(&app) {}

  /// A value without a name in front of it, called "FILE" in the help.
  Option operand(std::string const& name, std::filesystem::path& to, std::string const& help);
  Option operand(std::string const& name, std::vector<std::filesystem::path>& to, std::string const& help);
  Option operand(std::string const& name, std::string& to, std::string const& help);
  Option operand(std::string const& name, std::vector<std::string>& to, std::string const& help);

  /// "--out DIR", DIR being what the help calls the value.
  Option option(std::string const& names, std::string const& value, std::filesystem::path& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::optional<std::filesystem::path>& to,
                std::string const& help);
  Option option(std::string const& names, std::string const& value, std::vector<std::filesystem::path>& to,
                std::string const& help);
  Option option(std::string const& names, std::string const& value, std::string& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::vector<std::string>& to,
                std::string const& help);
  Option option(std::string const& names, std::string const& value, double& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::uint32_t& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::size_t& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::int64_t& to, std::string const& help);
  Option option(std::string const& names, std::string const& value, std::optional<std::uint32_t>& to,
                std::string const& help);
  Option option(std::string const& names, std::string const& value, std::optional<std::uint64_t>& to,
                std::string const& help);

  Option flag(std::string const& name, bool& to, std::string const& help);
  Option flag(std::string const& name, std::function<void()> const& chosen, std::string const& help);

  /// A command of its own behind this one. With one of them, this one's own operands are not needed.
  Command command(std::string const& name, std::string const& help);
  /// What is done once all is read, unless a command behind this one was given.
  void on_run(std::function<void()> const& action);
  /// Says that an operand is missing.
  [[noreturn]] static void missing(std::string const& name);

 private:
  CLI::App* app_;
};

}  // namespace tongzhou::cli
