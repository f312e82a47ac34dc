#include "tools/cli/command.hpp"

#include <CLI/CLI.hpp>

#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

template <class T>
Option add(CLI::App& app, std::string const& names, std::string const& value, T& to, std::string const& help) {
  return Option{app.add_option(names, to, tr(help))->type_name(value)};
}

/// A text: an empty one, as a script makes of a variable that is not set, would be taken for none given.
template <class T>
Option add_text(CLI::App& app, std::string const& names, std::string const& value, T& to, std::string const& help) {
  auto option = add(app, names, value, to, help);
  option.check(
      [](std::string const& text) { return std::string{text.empty() ? "nothing stands between the quotes" : ""}; });
  return option;
}

}  // namespace

Option& Option::required() {
  option_->required();
  return *this;
}
Option& Option::excludes(Option const& other) {
  option_->excludes(other.option_);
  return *this;
}
Option& Option::needs(Option const& other) {
  option_->needs(other.option_);
  return *this;
}
Option& Option::whole(std::int64_t least, std::int64_t most) {
  option_->check(CLI::Range(least, most).description(""));
  return *this;
}
Option& Option::between(double least, double most) {
  option_->check(CLI::Range(least, most).description(""));
  return *this;
}
Option& Option::not_negative() {
  option_->check(CLI::NonNegativeNumber.description(""));
  return *this;
}
Option& Option::one_of(std::set<std::string> const& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}
Option& Option::twice() {
  option_->expected(2);
  return *this;
}
Option& Option::stands_for(std::function<std::string(std::string const&)> const& meant) {
  option_->transform(meant);
  return *this;
}
Option& Option::folder() {
  return check([](std::string const& text) {
    return std::string{text == "-" ? "several files are written, into a folder; the standard output takes one" : ""};
  });
}
Option& Option::check(std::function<std::string(std::string const&)> const& problem_with) {
  option_->check(problem_with, "", "");
  return *this;
}

Option Command::operand(std::string const& name, std::filesystem::path& to, std::string const& help) {
  return add_text(*app_, name, "", to, help);
}
Option Command::operand(std::string const& name, std::vector<std::filesystem::path>& to, std::string const& help) {
  return add_text(*app_, name, "", to, help);
}
Option Command::operand(std::string const& name, std::string& to, std::string const& help) {
  return add_text(*app_, name, "", to, help);
}
Option Command::operand(std::string const& name, std::vector<std::string>& to, std::string const& help) {
  return add_text(*app_, name, "", to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::filesystem::path& to,
                       std::string const& help) {
  return add_text(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::optional<std::filesystem::path>& to,
                       std::string const& help) {
  return add_text(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::vector<std::filesystem::path>& to,
                       std::string const& help) {
  return add_text(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::string& to, std::string const& help) {
  return add_text(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::vector<std::string>& to,
                       std::string const& help) {
  return add_text(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, double& to, std::string const& help) {
  return add(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::uint32_t& to, std::string const& help) {
  return add(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::size_t& to, std::string const& help) {
  return add(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::int64_t& to, std::string const& help) {
  return add(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::optional<std::uint32_t>& to,
                       std::string const& help) {
  return add(*app_, names, value, to, help);
}
Option Command::option(std::string const& names, std::string const& value, std::optional<std::uint64_t>& to,
                       std::string const& help) {
  return add(*app_, names, value, to, help);
}

Option Command::flag(std::string const& name, bool& to, std::string const& help) {
  return Option{app_->add_flag(name, to, tr(help))};
}
Option Command::flag(std::string const& name, std::function<void()> const& chosen, std::string const& help) {
  return Option{app_->add_flag_callback(name, chosen, tr(help))};
}

Command Command::command(std::string const& name, std::string const& help) {
  app_->require_subcommand(0, 1);
  return Command{*app_->add_subcommand(name, tr(help))};
}
void Command::on_run(std::function<void()> const& action) {
  app_->callback([app = app_, action] {
    if (app->get_subcommands().empty()) action();
  });
}
void Command::missing(std::string const& name) { throw CLI::RequiredError(name); }

}  // namespace tongzhou::cli
