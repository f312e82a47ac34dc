#include "tools/cli/written.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/calibration/schemas.hpp"
#include "scenarios/effects/schemas.hpp"
#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/schema.hpp"
#include "scenarios/sensitivity/schemas.hpp"

namespace tongzhou::cli {
namespace {

using Kind = Written::Kind;

Kind kind_of(format::Json const& json) {
  auto const format = json.is_object() ? json.value("format", format::Json{}) : format::Json{};
  if (format == "tongzhou-experiment-result/1") return Kind::experiment;
  if (format == "tongzhou-appraisal/1") return Kind::appraisal;
  if (format == "tongzhou-calibration/1") return Kind::calibration;
  if (format == "tongzhou-doubts/1") return Kind::doubts;
  if (format == "tongzhou-measures/1") return Kind::measures;
  return Kind::result;
}

format::Schema ready(std::string_view text) { return format::Schema{format::parse_trusted(text)}; }

format::Schema const& schema_of(Kind const kind) {
  static auto const result = ready(format::result_schema_text());
  static auto const experiment = ready(experiments::experiment_result_schema_text());
  static auto const appraisal = ready(appraisal::appraisal_schema_text());
  static auto const calibration = ready(calibration::calibration_result_schema_text());
  static auto const doubts = ready(sensitivity::doubts_result_schema_text());
  static auto const measures = ready(effects::measures_result_schema_text());
  switch (kind) {
    case Kind::experiment:
      return experiment;
    case Kind::appraisal:
      return appraisal;
    case Kind::calibration:
      return calibration;
    case Kind::doubts:
      return doubts;
    case Kind::measures:
      return measures;
    case Kind::result:
      break;
  }
  return result;
}

/// Where a result names places: in entries of these sections, under these keys.
struct PlaceReference {
  std::string_view section, key;
};
constexpr std::array place_references{
    PlaceReference{"links", "from"},       PlaceReference{"links", "to"},     PlaceReference{"connections", "from"},
    PlaceReference{"connections", "to"},   PlaceReference{"flows", "from"},   PlaceReference{"flows", "to"},
    PlaceReference{"facilities", "place"}, PlaceReference{"locks", "place"},  PlaceReference{"gauge_changes", "place"},
    PlaceReference{"customs", "place"},    PlaceReference{"empties", "place"}};

constexpr std::int64_t most_weeks = 5218;  // of a century, the longest run

using Report = std::function<void(std::string const& pointer, std::string const& what)>;

/// What no schema can say of the result of a run: that its places are there, and its weeks one after the other.
void check_references(format::Json const& result, Report const& report) {
  auto const& places = result.at("places");
  for (auto const& [section, key] : place_references) {
    auto const found = result.find(section);
    if (found == result.end()) continue;
    for (auto const& [name, entry] : found->items()) {
      auto const place = entry.find(key);
      if (place == entry.end() || !place->is_string() || places.contains(place->get_ref<std::string const&>()))
        continue;
      report(fmt::format("/{}{}/{}", section, format::step_for(name), key),
             fmt::format("there is no such place in this result: \"{}\"", place->get_ref<std::string const&>()));
    }
  }
  auto const weeks = result.find("weeks");
  if (weeks == result.end()) return;
  for (std::size_t i = 0; i < weeks->size(); ++i) {
    auto const week = weeks->at(i).at("week").get<std::int64_t>();
    if (week != static_cast<std::int64_t>(i) + 1 || week > most_weeks)
      return report(fmt::format("/weeks/{}/week", i), "weeks are counted from 1 to 5218, each once");
  }
}

}  // namespace

std::optional<Written> check_written(std::string const& text, std::filesystem::path const& name,
                                     format::Problems& problems) {
  auto json = format::parse(text, name.string(), problems);
  if (!json) return std::nullopt;
  auto const kind = kind_of(*json);
  auto fits = true;
  auto const report = [&](std::string const& pointer, std::string const& what) {
    problems.add({.file = name.string(), .pointer = pointer, .text = what});
    fits = false;
  };
  format::validate(schema_of(kind), *json,
                   [&](std::string const& pointer, std::string const& what, bool) { report(pointer, what); });
  if (fits && kind == Kind::result) check_references(*json, report);
  if (!fits) return std::nullopt;
  return Written{kind, std::move(*json)};
}

}  // namespace tongzhou::cli
