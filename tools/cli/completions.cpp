#include "tools/cli/completions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tongzhou::cli {
namespace {

constexpr std::string_view library_names = "tongzhou library --names 2>/dev/null";

std::string joined(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// In single quotes, whatever it holds; `also` are characters that need a backslash inside.
std::string in_quotes(std::string_view text, std::string_view also = "") {
  std::string out = "'";
  for (char const c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (also.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out + "'";
}

std::vector<std::string> option_names(CommandFacts const& command) {
  std::vector<std::string> names;
  for (auto const& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> command_names(CommandFacts const& command) {
  std::vector<std::string> names;
  for (auto const& inner : command.commands) names.push_back(inner.path.back());
  return names;
}

/// What may stand without a name before it: commands behind this one, words of an operand.
std::vector<std::string> plain_words(CommandFacts const& command) {
  auto words = command_names(command);
  for (auto const& operand : command.operands) words.insert(words.end(), operand.words.begin(), operand.words.end());
  return words;
}

bool takes_library(CommandFacts const& command) {
  return std::ranges::any_of(
      command.operands, [](OptionFacts const& operand) { return operand.help.find("library") != std::string::npos; });
}

std::string zsh_option(OptionFacts const& option) {
  auto const what = option.value.empty()   ? std::string{}
                    : option.words.empty() ? fmt::format(":{}:_files", option.value)
                                           : fmt::format(":{}:({})", option.value, joined(option.words));
  std::string text;
  for (auto const& name : option.names)
    text += fmt::format(" \\\n        {}", in_quotes((option.several ? "*" : "") + name + "[") +
                                               in_quotes(option.help, "[]:\\") + in_quotes("]" + what));
  return text;
}

/// What comes behind a command, for _arguments.
std::string zsh_arguments(CommandFacts const& command) {
  std::string text;
  for (auto const& option : command.options) text += zsh_option(option);
  auto const words = plain_words(command);
  if (!words.empty()) text += fmt::format(" \\\n        {}", in_quotes(":word:(" + joined(words) + ")"));
  if (takes_library(command)) {
    text +=
        fmt::format(" \\\n        {}", in_quotes(fmt::format("*:file:{{_files; compadd -- $({})}}", library_names)));
  } else {
    text += " \\\n        '*:file:_files'";
  }
  return text;
}

}  // namespace

std::string bash_completion(CommandFacts const& program) {
  std::string known, options, words, values;
  for (auto const* const command : program.all()) {
    auto const name = command->name();
    if (!command->path.empty()) known += fmt::format("{}{}", known.empty() ? "" : " | ", in_quotes(name));
    options += fmt::format("    {}) options={} ;;\n", in_quotes(name), in_quotes(joined(option_names(*command))));
    auto const plain = plain_words(*command);
    if (!plain.empty() || takes_library(*command))
      words += fmt::format("    {}) words=\"{}{}\" ;;\n", in_quotes(name), joined(plain),
                           takes_library(*command) ? fmt::format(" $({})", library_names) : "");
    for (auto const& option : command->options) {
      if (option.words.empty()) continue;
      for (auto const& option_name : option.names)
        values += fmt::format("    {}) COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n",
                              in_quotes(name + " " + option_name), in_quotes(joined(option.words)));
    }
  }
  return fmt::format(R"(# bash completion of tongzhou, made by: tongzhou completion bash
_tongzhou() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command= options= words= i next
  for ((i = 1; i < COMP_CWORD; i++)); do
    next=${{command:+$command }}${{COMP_WORDS[i]}}
    case $next in
    {}) command=$next ;;
    esac
  done
  case "$command $before" in
{}  esac
  case $command in
{}  esac
  case $command in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    [[ -z $command ]] || mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$word")
  fi
}}
complete -o filenames -F _tongzhou tongzhou
)",
                     known, values, options, words);
}

std::string zsh_completion(CommandFacts const& program) {
  std::string names, cases;
  for (auto const& command : program.commands) {
    names += fmt::format("    {}\n", in_quotes(command.name() + ":" + command.help));
    cases += fmt::format("      {})\n        _arguments{} ;;\n", command.name(), zsh_arguments(command));
  }
  return fmt::format(R"(#compdef tongzhou
# zsh completion of tongzhou, made by: tongzhou completion zsh
_tongzhou() {{
  local state line
  local -a commands=(
{}  )
  _arguments -C '--help[Say what there is to say]' '--version[Say which version this is]' '1:command:->command' '*::rest:->rest'
  case $state in
  command) _describe command commands ;;
  rest)
    case $line[1] in
{}    esac ;;
  esac
}}
_tongzhou "$@"
)",
                     names, cases);
}

std::string fish_completion(CommandFacts const& program) {
  std::string text = "# fish completion of tongzhou, made by: tongzhou completion fish\n";
  for (auto const& command : program.commands) {
    text += fmt::format("complete -c tongzhou -n __fish_use_subcommand -f -a {} -d {}\n", command.name(),
                        in_quotes(command.help, "\\"));
    auto const seen = fmt::format("complete -c tongzhou -n '__fish_seen_subcommand_from {}'", command.name());
    for (auto const& option : command.options) {
      std::string names;
      for (auto const& name : option.names)
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      auto const value = option.value.empty()   ? std::string{}
                         : option.words.empty() ? std::string{" -r"}
                                                : " -x -a " + in_quotes(joined(option.words));
      text += fmt::format("{}{}{} -d {}\n", seen, names, value, in_quotes(option.help, "\\"));
    }
    for (auto const& word : plain_words(command)) text += fmt::format("{} -a {}\n", seen, word);
    if (takes_library(command)) text += fmt::format("{} -a '({})'\n", seen, library_names);
  }
  return text;
}

}  // namespace tongzhou::cli
