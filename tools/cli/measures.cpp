#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/effects/effects.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;

struct MeasuresOptions {
  std::filesystem::path file;
  std::vector<std::filesystem::path> overlays;
  WorkOptions work;
};

/// A difference with its half-width; a dot where there is none at all.
std::string with_half_width(Json const& of) {
  double const difference = of.at("difference");
  if (difference == 0 && of.at("half_width") == 0) return ".";
  auto const half = of.at("half_width").is_null() ? std::string{"?"} : readable(of.at("half_width"));
  return fmt::format("{}{} ± {}", difference > 0 ? "+" : "", readable(difference), half);
}

/// The last step of a pointer, and its unit.
std::string heading_of(std::string const& pointer, Json const& figure) {
  return fmt::format("{}, {}", pointer.substr(pointer.rfind('/') == 0 ? 1 : pointer.find('/', 1) + 1),
                     figure.at("unit").get<std::string>());
}

std::vector<std::string> row_of(std::string name, Json const& by_figure) {
  std::vector<std::string> row{std::move(name)};
  for (auto const& [pointer, difference] : by_figure.items()) row.push_back(with_half_width(difference));
  return row;
}

void print_ranking(Json const& found, Console& console) {
  std::vector<std::string> head{tr("alone, against the base")};
  std::vector<std::string> base{tr("the base itself")};
  std::vector<std::size_t> numbers;
  for (auto const& [pointer, figure] : found.at("figures").items()) {
    numbers.push_back(head.size());
    head.push_back(heading_of(pointer, figure));
    base.push_back(readable(figure.at("base")));
  }
  std::vector<std::vector<std::string>> rows{head, base};
  for (auto const& measure : found.at("measures")) rows.push_back(row_of(measure.at("measure"), measure.at("alone")));
  rows.push_back(row_of(tr("all together"), found.at("all_together")));
  print_table(console.out, rows, numbers);
  console.out << '\n';
}

void print_last(Json const& found, Console& console) {
  auto const ranked_by = found.at("ranked_by").get<std::string>();
  std::vector<std::vector<std::string>> rows{
      {heading_of(ranked_by, found.at("figures").at(ranked_by)), tr("alone"), tr("last of all")}};
  for (auto const& measure : found.at("measures")) {
    auto const& last = measure.at("last");
    rows.push_back({measure.at("measure"), with_half_width(measure.at("alone").at(ranked_by)),
                    last.is_null() ? tr("not without the others") : with_half_width(last.at(ranked_by))});
  }
  print_table(console.out, rows, {1, 2});
  console.out << '\n';
}

void print_pairs(Json const& found, Console& console) {
  if (found.at("pairs").empty()) return;
  auto const ranked_by = found.at("ranked_by").get<std::string>();
  std::vector<std::vector<std::string>> rows{
      {tr("two together"), tr("against the base"), tr("beyond the sum of both"), tr("they")}};
  for (auto const& pair : found.at("pairs"))
    rows.push_back({fmt::format("{} + {}", pair.at("one").get<std::string>(), pair.at("other").get<std::string>()),
                    with_half_width(pair.at("together").at(ranked_by)),
                    with_half_width(pair.at("beyond_sum").at(ranked_by)), tr(pair.at("verdict").get<std::string>())});
  print_table(console.out, rows, {1, 2});
  console.out << '\n';
}

void print_measures(Json const& found, Console& console) {
  console.out << say("ranked by {}, {} is better; {} runs\n\n", found.at("ranked_by").get<std::string>(),
                     tr(found.at("better").get<std::string>()), found.at("method").at("runs").get<std::size_t>());
  print_ranking(found, console);
  print_last(found, console);
  print_pairs(found, console);
  for (auto const& c : found.at("contradictions"))
    console.out << say("! {} and {} both set {}: together the later one rules\n", c.at("one").get<std::string>(),
                       c.at("other").get<std::string>(), c.at("pointer").get<std::string>());
}

ExitCode measure(MeasuresOptions const& options, Invocation const& invocation) {
  format::Problems problems;
  auto const experiment = experiments::read_experiment(options.file, problems, options.overlays);
  std::optional<effects::Question> question;
  if (experiment) question = effects::read_question(*experiment, problems);
  if (!problems.empty()) print_problems(problems, {{options.file, {Kind::experiment}}}, invocation.console);
  if (!question) return ExitCode::invalid;
  print_left_out(*experiment, invocation.console);
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(effects::conduct(*experiment, *question, settings, invocation.console.err), options.work,
                          print_measures, invocation.console);
}

void add_measures(Command command, Invocation& invocation) {
  auto const options = std::make_shared<MeasuresOptions>();
  by_name(command.operand("FILE", options->file, "The experiment: a file, or a name of the library"),
          Wanted::experiment)
      .required();
  add_overlays(command, options->overlays, "base scenario");
  add_out(command, options->work);
  add_work(command, options->work);
  add_talk(command, options->work);
  command.on_run([options, &invocation] { invocation.exit_code = measure(*options, invocation); });
}

}  // namespace

Verb measures_verb() {
  return {"measures",
          "Say which of many measures does most, alone and together, and which need each other",
          {{"measures eighteen-measures", "the measures of the library's corridor, docs/measures.md"}},
          add_measures};
}

}  // namespace tongzhou::cli
