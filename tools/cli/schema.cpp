#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/verbs.hpp"

namespace tongzhou::cli {

int print_schema(SchemaOf what, Talk& talk) {
  switch (what) {
    case SchemaOf::scenario:
      talk.out << format::schema_text();
      break;
    case SchemaOf::result:
      talk.out << format::result_schema_text();
      break;
    case SchemaOf::experiment:
      talk.out << experiments::experiment_schema_text();
      break;
    case SchemaOf::experiment_result:
      talk.out << experiments::experiment_result_schema_text();
      break;
    case SchemaOf::investment:
      talk.out << appraisal::investment_schema_text();
      break;
    case SchemaOf::appraisal:
      talk.out << appraisal::appraisal_schema_text();
      break;
  }
  return done;
}

}  // namespace tongzhou::cli
