#include "scenarios/appraisal/appraise.hpp"

#include "scenarios/format/problems.hpp"
#include "tools/cli/appraisal_summary.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {

int appraise(AppraiseOptions const& options, Talk& talk) {
  format::Problems problems;
  auto const investment = appraisal::read_investment(options.file, options.base, problems);
  if (!problems.empty()) {
    std::vector<Given> given{{options.file, {Kind::investment}}};
    if (options.base) given.push_back({*options.base, {Kind::scenario}});
    tell(problems, given, talk);
  }
  if (!investment) return invalid;
  auto const conclusion = appraisal::conduct(*investment, settings_of(options.work, options.quiet), talk.err);
  if (conclusion.file.empty()) return conclusion.exit_code;
  if (!options.quiet) {
    print_appraisal(conclusion.merged, talk);
    talk.err << "wrote " << format::printable(conclusion.file.string()) << '\n';
  }
  return conclusion.exit_code;
}

}  // namespace tongzhou::cli
