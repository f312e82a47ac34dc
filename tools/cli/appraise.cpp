#include "scenarios/appraisal/appraise.hpp"

#include <memory>
#include <optional>
#include <vector>

#include "scenarios/appraisal/investment_doubts.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/appraisal_summary.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/verb.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {
namespace {

struct AppraiseOptions {
  std::filesystem::path file;
  std::optional<std::filesystem::path> base;    // instead of the scenario that the file names
  std::optional<std::filesystem::path> doubts;  // what `tongzhou doubts` found before
  WorkOptions work;
};

ExitCode appraise(AppraiseOptions const& options, Invocation const& invocation) {
  format::Problems problems;
  auto investment = appraisal::read_investment(options.file, options.base, problems);
  if (investment && options.doubts) investment->doubts = read_doubts_found(*investment, *options.doubts, problems);
  if (!problems.empty()) {
    std::vector<Given> given{{options.file, {Kind::investment}}};
    if (options.base) given.push_back({*options.base, {Kind::scenario}});
    if (options.doubts) given.push_back({*options.doubts, {Kind::doubts}});
    print_problems(problems, given, invocation.console);
  }
  if (!investment || !problems.empty()) return ExitCode::invalid;
  auto const settings = settings_of(options.work, invocation);
  return print_conclusion(appraisal::conduct(*investment, settings, invocation.console.err), options.work,
                          print_appraisal, invocation.console);
}

void add_appraise(Command command, Invocation& invocation) {
  auto const options = std::make_shared<AppraiseOptions>();
  by_name(
      command.operand("FILE", options->file, "The investment: a file, or a name of the library such as hub-investment"),
      Wanted::investment)
      .required();
  by_name(
      command.option("--base", "FILE", options->base, "Scenario without any option, instead of the one in the file"),
      Wanted::scenario);
  command.option("--doubts", "FILE", options->doubts,
                 "doubts.json of `tongzhou doubts` on this investment: a cause of uncertainty of its own");
  add_out(command, options->work);
  add_work(command, options->work);
  add_talk(command, options->work);
  command.on_run([options, &invocation] { invocation.exit_code = appraise(*options, invocation); });
}

}  // namespace

Verb appraise_verb() {
  return {"appraise",
          "Say what investments are worth, to whom, and how surely",
          {{"appraise investment.json", "what options are worth in money, docs/appraisal.md"},
           {"appraise investment.json --base low-water.json", "the same in another world"},
           {"appraise hub-investment --base yangtze", "one of the library"}},
          add_appraise};
}

}  // namespace tongzhou::cli
