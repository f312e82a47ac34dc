#include "tools/cli/parser.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"

namespace tongzhou::cli {
namespace {

/// What each line does beside it, or below it where one of the lines is long.
std::string help_with(std::vector<Example> const& examples) {
  constexpr std::size_t widest = 48;
  std::size_t width = 0;
  for (auto const& example : examples)
    if (example.line.size() <= widest) width = std::max(width, example.line.size());
  auto text = tr("Examples:");
  for (auto const& example : examples) {
    text += say("\n  tongzhou {}", example.line);
    text += example.line.size() <= widest ? std::string(width - example.line.size() + 3, ' ')
                                          : '\n' + std::string(width + 14, ' ');
    text += tr(example.does);
  }
  return text;
}

constexpr auto exit_codes =
    R"(Exit codes: 0 done, 1 the run failed, 2 usage, 3 the scenario is invalid, 4 some runs of an
experiment are missing, 130 interrupted.)";

std::string help_of_the_program() {
  std::vector<Example> firsts;
  for (auto const& verb : verbs()) firsts.push_back(verb.examples.front());
  return help_with(firsts) + tr("\n\nEach command has more: tongzhou run --help\n\n") + tr(exit_codes);
}

/// CLI11 writes the headings of help as the groups are called.
void name_groups(CLI::App& app) {
  for (auto* const option : app.get_options())
    if (option->get_group() == "Options") option->group(tr("Options"));
  for (auto* const command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->group(tr("Subcommands"));
    name_groups(*command);
  }
}

}  // namespace

void add_json(Command& command, bool& as_json) { command.flag("--json", as_json, "Answer in JSON, for programs"); }

std::shared_ptr<CLI::App> make_parser(Invocation& invocation) {
  auto app = std::make_shared<CLI::App>(
      tr("Simulates a year of container logistics over sea, river, rail, road and air."), "tongzhou");
  app->footer(help_of_the_program());
  app->require_subcommand(1);
  app->set_version_flag("--version", program_version(), tr("Say which version this is"));
  app->set_help_flag("-h,--help", tr("Say what there is to say"));
  app->add_option_function<std::string>(
         "--lang", [](std::string const&) {}, tr("Language of what is said: en or zh; default: that of the locale"))
      ->type_name("LANGUAGE");
  auto const label = [&](char const* word) { app->get_formatter()->label(word, tr(word)); };
  for (auto const* const word :
       {"Usage", "Options", "OPTIONS", "Positionals", "Subcommands", "SUBCOMMAND", "REQUIRED", "Excludes", "Needs"})
    label(word);
  for (auto const& verb : verbs()) {
    auto& command = *app->add_subcommand(std::string{verb.name}, tr(verb.help));
    command.footer(help_with(verb.examples));
    verb.add(Command{command}, invocation);
  }
  name_groups(*app);
  return app;
}

ExitCode print_help(std::vector<std::string> const& words, Console& console) {
  Invocation unused{console, ""};
  auto const app = make_parser(unused);
  CLI::App const* command = app.get();
  std::string above;
  for (auto const& word : words) {
    std::vector<std::string> names;
    for (auto const* const inner : command->get_subcommands([](CLI::App const*) { return true; }))
      names.push_back(inner->get_name());
    if (std::ranges::find(names, word) == names.end()) {
      std::vector<std::string_view> const known{names.begin(), names.end()};
      console.err << say("tongzhou: there is no command '{}'{}\nTry: tongzhou --help\n", format::printable(word),
                         sentence(format::did_you_mean(word, known)));
      return ExitCode::usage;
    }
    above += (above.empty() ? "" : " ") + command->get_name();
    command = command->get_subcommand(word);
  }
  console.out << command->help(above);
  return ExitCode::done;
}

}  // namespace tongzhou::cli
