#include "tools/cli/man_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace tongzhou::cli {
namespace {

constexpr std::string_view exit_codes[]{"0\ndone",
                                        "1\nthe run failed",
                                        "2\nwrong usage",
                                        "3\na file is invalid",
                                        "4\nsome runs of an experiment are missing",
                                        "130\ninterrupted"};

/// Text that roff takes for nothing but text.
std::string plain(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// "--out, -o", then the value.
std::string term(OptionFacts const& option) {
  std::string text;
  for (auto const& name : option.names) text += fmt::format("{}\\fB{}\\fR", text.empty() ? "" : ", ", plain(name));
  if (!option.value.empty() && option.value != option.names.front())
    text += fmt::format(" \\fI{}\\fR", plain(option.value));
  return text;
}

void list(std::string& page, std::string_view title, std::vector<OptionFacts> const& options) {
  if (options.empty()) return;
  page += fmt::format(".SH {}\n", title);
  for (auto const& option : options) page += fmt::format(".TP\n{}\n{}\n", term(option), plain(option.help));
}

std::string synopsis(CommandFacts const& command) {
  auto text = fmt::format("\\fBtongzhou{}\\fR", command.path.empty() ? "" : " " + plain(command.name()));
  if (!command.options.empty()) text += " [\\fIOPTIONS\\fR]";
  if (command.path.empty()) return text + " \\fICOMMAND\\fR";
  for (auto const& operand : command.operands)
    text += fmt::format(" {}\\fI{}\\fR{}{}", operand.required ? "" : "[", operand.names.front(),
                        operand.several ? " ..." : "", operand.required ? "" : "]");
  return text;
}

/// As the help prints them.
void add_examples(std::string& page, std::string const& footer) {
  page += ".SH EXAMPLES\n.nf\n";
  std::istringstream lines{footer};
  for (std::string line; std::getline(lines, line);) {
    if (line == "Examples:") continue;
    if (line.empty()) break;
    page += plain(line) + '\n';
  }
  page += ".fi\n";
}

}  // namespace

std::string page_name(CommandFacts const& command) {
  auto name = "tongzhou" + (command.path.empty() ? "" : " " + command.name());
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string man_page(CommandFacts const& command, std::string const& version) {
  auto const name = page_name(command);
  auto page = fmt::format(".TH {} 1 \"\" \"{}\" \"Tongzhou\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}\n",
                          plain(upper(name)), plain(version), plain(name), plain(command.help), synopsis(command));
  list(page, "OPERANDS", command.operands);
  list(page, "OPTIONS", command.options);
  if (!command.commands.empty()) page += ".SH COMMANDS\n";
  for (auto const& inner : command.commands)
    page += fmt::format(".TP\n\\fB{}\\fR\n{}\n", plain(inner.name()), plain(inner.help));
  if (!command.footer.empty()) add_examples(page, command.footer);
  page += ".SH EXIT STATUS\n";
  for (auto const code : exit_codes) page += fmt::format(".TP\n{}\n", code);
  if (!command.path.empty()) page += ".SH SEE ALSO\n.BR tongzhou (1)\n";
  return page;
}

}  // namespace tongzhou::cli
