#include "tools/cli/command_facts.hpp"

#include <CLI/CLI.hpp>
#include <sstream>
#include <string_view>

#include "tools/cli/parser.hpp"

namespace tongzhou::cli {
namespace {

/// CLI11 writes the words of a set behind the type: "FORMAT:{csv,sqlite}".
std::vector<std::string> words_in(std::string const& type) {
  auto const open = type.find('{');
  if (open == std::string::npos) return {};
  std::vector<std::string> words;
  std::istringstream list{type.substr(open + 1, type.find('}', open) - open - 1)};
  for (std::string word; std::getline(list, word, ',');) words.push_back(word);
  return words;
}

OptionFacts facts_of(CLI::Option const& option) {
  OptionFacts facts;
  auto const type = option.get_type_name();
  facts.words = words_in(type);
  facts.help = option.get_description();
  facts.required = option.get_required();
  facts.several = option.get_items_expected_max() > 1;
  if (option.get_positional()) {
    facts.names = {option.get_name(true)};
    facts.value = facts.names.front();
    return facts;
  }
  for (auto const& name : option.get_lnames()) facts.names.push_back("--" + name);
  for (auto const& name : option.get_snames()) facts.names.push_back("-" + name);
  if (option.get_items_expected_max() > 0) facts.value = type.substr(0, type.find(':'));
  return facts;
}

CommandFacts facts_of(CLI::App const& app, std::vector<std::string> path) {
  CommandFacts facts{.path = std::move(path),
                     .help = app.get_description(),
                     .footer = app.get_footer(),
                     .options = {},
                     .operands = {},
                     .commands = {}};
  for (auto const* const option : app.get_options())
    (option->get_positional() ? facts.operands : facts.options).push_back(facts_of(*option));
  for (auto const* const inner : app.get_subcommands([](CLI::App const*) { return true; })) {
    auto inner_path = facts.path;
    inner_path.push_back(inner->get_name());
    facts.commands.push_back(facts_of(*inner, std::move(inner_path)));
  }
  return facts;
}

void collect(CommandFacts const& facts, std::vector<CommandFacts const*>& into) {
  into.push_back(&facts);
  for (auto const& inner : facts.commands) collect(inner, into);
}

}  // namespace

std::string CommandFacts::name() const {
  std::string text;
  for (auto const& word : path) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<CommandFacts const*> CommandFacts::all() const {
  std::vector<CommandFacts const*> found;
  collect(*this, found);
  return found;
}

CommandFacts command_facts() {
  std::ostringstream nowhere;
  Console console{nowhere, nowhere};
  Invocation invocation{console, ""};
  return facts_of(*make_parser(invocation), {});
}

}  // namespace tongzhou::cli
