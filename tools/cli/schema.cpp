#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/calibration/schemas.hpp"
#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

struct Schema {
  char const* flag;
  char const* help;
  std::string_view (*text)();
};
constexpr std::array others{
    Schema{"--result", "That of result files instead", format::result_schema_text},
    Schema{"--experiment", "That of experiment files instead", experiments::experiment_schema_text},
    Schema{"--experiment-result", "That of results of experiments instead", experiments::experiment_result_schema_text},
    Schema{"--calibration", "That of calibration files instead", calibration::calibration_schema_text},
    Schema{"--investment", "That of investment files instead", appraisal::investment_schema_text},
    Schema{"--appraisal", "That of appraisals instead", appraisal::appraisal_schema_text},
};

void add_schema(Command command, Invocation& invocation) {
  auto const text = std::make_shared<std::string_view (*)()>(format::schema_text);
  std::vector<Option> options;
  for (auto const& schema : others) {
    auto option = command.flag(
        schema.flag, [text, &schema] { *text = schema.text; }, schema.help);
    for (auto const& other : options) option.excludes(other);
    options.push_back(option);
  }
  command.on_run([text, &invocation] { invocation.console.out << (*text)(); });
}

}  // namespace

Verb schema_verb() {
  return {"schema",
          "Print the JSON Schema of scenario files",
          {{"schema > scenario.schema.json", "for your editor: keys, units and limits"},
           {"schema --experiment", "the same of experiment files"}},
          add_schema};
}

}  // namespace tongzhou::cli
