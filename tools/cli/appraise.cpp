#include "scenarios/appraisal/appraise.hpp"

#include "scenarios/format/problems.hpp"
#include "tools/cli/appraisal_summary.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/work.hpp"

namespace tongzhou::cli {

int appraise(AppraiseOptions const& options, Talk& talk) {
  format::Problems problems;
  auto const investment = appraisal::read_investment(options.file, options.base, problems);
  problems.print(talk.err);
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
