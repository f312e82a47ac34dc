#include "tools/cli/written.hpp"

#include <string_view>
#include <utility>

#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/schema.hpp"

namespace tongzhou::cli {
namespace {

using Kind = Written::Kind;

Kind kind_of(format::Json const& json) {
  auto const format = json.is_object() ? json.value("format", format::Json{}) : format::Json{};
  if (format == "tongzhou-experiment-result/1") return Kind::experiment;
  if (format == "tongzhou-appraisal/1") return Kind::appraisal;
  return Kind::result;
}

format::Schema ready(std::string_view text) { return format::Schema{format::parse_trusted(text)}; }

format::Schema const& schema_of(Kind const kind) {
  static auto const result = ready(format::result_schema_text());
  static auto const experiment = ready(experiments::experiment_result_schema_text());
  static auto const appraisal = ready(appraisal::appraisal_schema_text());
  switch (kind) {
    case Kind::experiment:
      return experiment;
    case Kind::appraisal:
      return appraisal;
    case Kind::result:
      break;
  }
  return result;
}

}  // namespace

std::optional<Written> check_written(std::string const& text, std::filesystem::path const& name,
                                     format::Problems& problems) {
  auto json = format::parse(text, name.string(), problems);
  if (!json) return std::nullopt;
  auto const kind = kind_of(*json);
  auto fits = true;
  format::validate(schema_of(kind), *json, [&](std::string const& pointer, std::string const& what, bool) {
    problems.add({.file = name.string(), .pointer = pointer, .text = what});
    fits = false;
  });
  if (!fits) return std::nullopt;
  return Written{kind, std::move(*json)};
}

}  // namespace tongzhou::cli
