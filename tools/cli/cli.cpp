#include "tools/cli/cli.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "scenarios/experiments/worker.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/parser.hpp"
#include "tools/cli/program_version.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

bool coloured(std::ostream const& out) {
  auto const* const no_color = std::getenv("NO_COLOR");  // https://no-color.org
  return (no_color == nullptr || *no_color == '\0') && &out == &std::cout && ::isatty(STDOUT_FILENO) != 0;
}

/// What to type after an interruption: the same, and --resume.
std::string resume_command(std::span<std::string const> args) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  std::string command = "tongzhou";
  for (auto const& arg : args) {
    if (arg == "--resume") continue;
    command += ' ';
    if (!arg.empty() && arg.find_first_not_of(plain) == std::string::npos) {
      command += arg;
      continue;
    }
    command += '\'';
    for (char const c : arg) command += c == '\'' ? std::string{"'\\''"} : std::string{c};
    command += '\'';
  }
  return command + " --resume";
}

std::vector<std::string_view> verb_names() {
  std::vector<std::string_view> names;
  for (auto const& verb : verbs()) names.push_back(verb.name);
  return names;
}

/// CLI11 would only say that the word was not expected.
bool is_unknown_verb(std::span<std::string const> args) {
  return !args.empty() && !args[0].starts_with('-') &&
         std::ranges::find(verbs(), args[0], &Verb::name) == verbs().end();
}

/// The command that was being read: the verb, or what stands behind it.
CLI::App const& innermost(CLI::App const& app) {
  auto const used = app.get_subcommands();
  return used.empty() ? app : innermost(*used.front());
}

bool is_unknown_letter(std::string_view arg, std::vector<std::string> const& known) {
  return arg.size() > 1 && arg[0] == '-' && std::isalpha(static_cast<unsigned char>(arg[1])) != 0 &&
         std::ranges::find(known, arg.substr(1, 1)) == known.end();
}

/// The shortest of the options that begin with a letter.
std::string or_word(char letter, std::vector<std::string> names) {
  std::erase_if(names, [&](std::string const& name) { return name[0] != letter; });
  return names.empty() ? "" : say("; did you mean \"--{}\"?", std::ranges::min(names, {}, &std::string::size));
}

/// What to say of an option, or a word behind a verb, that the command does not know; nothing when all are known.
std::optional<std::string> misspelt(std::span<std::string const> args, CLI::App const& command) {
  std::vector<std::string> names, letters, commands;
  for (auto const* const option : command.get_options()) {
    for (auto const& name : option->get_lnames()) names.push_back(name);
    for (auto const& letter : option->get_snames()) letters.push_back(letter);
  }
  for (auto const* const inner : command.get_subcommands([](CLI::App const*) { return true; }))
    commands.push_back(inner->get_name());
  std::vector<std::string_view> const known{names.begin(), names.end()}, words{commands.begin(), commands.end()};
  for (auto const& arg : args) {
    if (is_unknown_letter(arg, letters))
      return say("'{}' has no option '{}'{}", command.get_name(), arg.substr(0, 2), or_word(arg[1], names));
    if (!arg.starts_with("--") || arg == "--") continue;
    auto const name = arg.substr(2, arg.find('=') - 2);
    if (std::ranges::find(known, name) != known.end()) continue;
    auto const meant = format::nearest(name, known);
    return say("'{}' has no option '--{}'{}", command.get_name(), name,
               meant ? say("; did you mean \"--{}\"?", *meant) : "");
  }
  if (args.size() > 2) {
    if (auto const meant = format::nearest(args[1], words))
      return say("'{}' does not know '{}'; did you mean \"{}\"?", command.get_name(), args[1], *meant);
  }
  return std::nullopt;
}

/// The command whose help says what was missing.
std::string first_help(std::span<std::string const> args, CLI::App const& app) {
  if (args.empty()) return tr("tongzhou run first-steps, or tongzhou --help");
  std::string path;
  for (auto used = app.get_subcommands(); !used.empty(); used = used.front()->get_subcommands())
    path += " " + used.front()->get_name();
  return path.empty() ? "tongzhou --help" : "tongzhou help" + path;
}

/// Takes "--lang LANGUAGE" out of the words, behind whichever command it stands, before anything is said. False when
/// there is no such language.
bool choose_language(std::vector<std::string>& args) {
  speak(language_of_environment());
  for (std::size_t i = 0; i < args.size() && args[i] != "--"; ++i) {
    bool const apart = args[i] == "--lang" && i + 1 < args.size();
    if (!apart && !args[i].starts_with("--lang=")) continue;
    auto const language = language_named(apart ? args[i + 1] : args[i].substr(args[i].find('=') + 1));
    if (!language) return false;
    speak(*language);
    auto const at = args.begin() + static_cast<std::ptrdiff_t>(i);
    args.erase(at, at + (apart ? 2 : 1));
    return true;
  }
  return true;
}

// Threads get as much as the first one. With 64 kB experiments ended by a signal; with 96 every command was seen to
// work, also on files as deeply nested as they may be.
constexpr rlim_t least_stack_kb = 256;

bool has_room_on_the_stack(Console& console) {
  rlimit stack{};
  if (::getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= least_stack_kb << 10) return true;
  console.err << say("tongzhou: the stack is limited to {} kB, and {} are needed; try: ulimit -s 8192\n",
                     stack.rlim_cur >> 10, least_stack_kb);
  return false;
}

ExitCode run_verb(std::span<std::string const> given, Console& console) {
  std::vector<std::string> args(given.begin(), given.end());
  if (!choose_language(args)) {
    console.err << tr("tongzhou: --lang: the languages are en and zh\n");
    return ExitCode::usage;
  }
  if (!has_room_on_the_stack(console)) return ExitCode::failed;
  if (is_unknown_verb(args)) {
    console.err << say("tongzhou: there is no command '{}'{}\nTry: tongzhou --help\n", format::printable(args[0]),
                       sentence(format::did_you_mean(args[0], verb_names())));
    return ExitCode::usage;
  }

  Invocation invocation{console, resume_command(given)};
  auto const app = make_parser(invocation);

  try {
    app->parse(std::vector<std::string>(args.rbegin(), args.rend()));  // CLI11 takes them last first
  } catch (CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) return app->exit(error, console.out, console.err), ExitCode::done;  // help, version
    auto const& command = innermost(*app);
    auto const words = args.empty() ? "a command is required" : misspelt(args, command).value_or(error.what());
    console.err << say("tongzhou: {}\nTry: {}\n", format::printable(sentence(words)), first_help(args, *app));
    return ExitCode::usage;
  }
  return invocation.exit_code;
}

/// The program starts itself in this role, with a socket as its input; nobody else has a use for it.
ExitCode serve_as_worker(Console& console) {
  struct stat input {};
  if (::fstat(STDIN_FILENO, &input) == 0 && S_ISSOCK(input.st_mode))
    return experiments::serve(STDIN_FILENO, {program_version(), package_versions()});
  console.err << tr(
      "tongzhou: 'worker' is how the program starts itself for the runs of an experiment; to run a scenario: "
      "tongzhou run FILE\n");
  return ExitCode::usage;
}

}  // namespace

int run(std::span<std::string const> args, std::istream&, std::ostream& out, std::ostream& err) {
  Console console{out, err, coloured(out)};
  try {
    if (args.size() == 1 && args[0] == "worker") return static_cast<int>(serve_as_worker(console));
    auto const exit_code = run_verb(args, console);
    if (out.flush()) return static_cast<int>(exit_code);
    err << tr("tongzhou: the output could not be written\n");
  } catch (nlohmann::json::exception const&) {
    // In words of the library they would be a riddle.
    err << tr("tongzhou: a file holds something else than its schema says, in a place that was not looked at\n");
  } catch (std::bad_alloc const&) {
    err << tr("tongzhou: out of memory\n");
  } catch (std::system_error const& error) {
    if (error.code() == std::errc::resource_unavailable_try_again) {
      err << tr("tongzhou: out of memory: no room for another thread within the memory limit\n");
    } else {
      err << "tongzhou: " << format::printable(sentence(error.what())) << '\n';
    }
  } catch (std::exception const& error) {
    err << "tongzhou: " << format::printable(sentence(error.what())) << '\n';
  }
  return static_cast<int>(ExitCode::failed);
}

}  // namespace tongzhou::cli
