#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int print_schema(bool of_result, Talk& talk) {
  talk.out << (of_result ? format::result_schema_text() : format::schema_text());
  return done;
}

}  // namespace tongzhou::cli
