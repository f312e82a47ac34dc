#include "tools/cli/kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <ranges>
#include <system_error>
#include <utility>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::cli {
namespace {

using json = format::Json;

struct Words {
  Kind kind;
  std::string_view what;
  std::string_view format;   // of those that this program writes
  std::string_view command;  // that takes it, {} being the file
};

constexpr std::array words{
    Words{Kind::scenario, "a scenario", "", "tongzhou run {}"},
    Words{Kind::overlay, "an overlay", "", "tongzhou run SCENARIO --overlay {}"},
    Words{Kind::experiment, "an experiment", "", "tongzhou experiment {}"},
    Words{Kind::investment, "an investment file", "", "tongzhou appraise {}"},
    Words{Kind::calibration, "a calibration file", "", "tongzhou calibrate {}"},
    Words{Kind::result, "the result of a run", "tongzhou-result/", "tongzhou report {}"},
    Words{Kind::experiment_result, "the result of an experiment", "tongzhou-experiment-result/", "tongzhou report {}"},
    Words{Kind::appraisal, "an appraisal", "tongzhou-appraisal/", "tongzhou report {}"},
    Words{Kind::calibrated, "the result of a calibration", "tongzhou-calibration/", "tongzhou report {}"},
    Words{Kind::doubts, "the result of doubts", "tongzhou-doubts/", "tongzhou report {}"},
    Words{Kind::measured, "the result of measures", "tongzhou-measures/", "tongzhou report {}"},
    Words{Kind::manifest, "a manifest", "tongzhou-manifest/", "tongzhou experiment collect {}"},
    Words{Kind::published, "a file of published figures", "", "tongzhou check RESULT {}"},
    Words{Kind::events, "an event file", "", "tongzhou export {} --format events -o LOG"},
};

Words const& words_of(Kind kind) { return *std::ranges::find(words, kind, &Words::kind); }

/// Nothing when it is none. What is wrong with it others tell.
std::optional<json> parsed(std::string_view text) {
  format::Problems unheard;
  return format::parse(text, "", unheard);
}

bool has_any(json const& file, std::initializer_list<char const*> keys) {
  return std::ranges::any_of(keys, [&](auto const* key) { return file.contains(key); });
}

/// Published figures are by place.
bool is_published(json const& file) {
  return std::ranges::all_of(file, [](json const& place) {
    return place.is_object() && ((place.contains("teu") && place.contains("facilities")) || place.contains("figures"));
  });
}

/// Part of a scenario: it knows its keys, but not enough of them to be run. With nothing but a name one begins.
bool is_overlay(json const& file) {
  static auto const keys = format::parse_trusted(format::schema_text()).at("properties");
  if (file.contains("length_days") && file.contains("links")) return false;
  if (file.size() == file.count("$schema") + file.count("name") + file.count("note")) return false;
  return std::ranges::all_of(file.items(), [](auto const& member) { return keys.contains(member.key()); });
}

std::optional<Kind> kind_of_object(json const& file) {
  if (auto const format = file.value("format", json{}); format.is_string()) {
    auto const text = format.get<std::string>();
    auto const found =
        std::ranges::find_if(words, [&](auto const& w) { return !w.format.empty() && text.starts_with(w.format); });
    if (found != words.end()) return found->kind;
  }
  if (file.contains("extends") || (file.contains("start") && file.contains("places"))) return Kind::scenario;
  if (has_any(file, {"price_base", "first_year", "horizon_years", "discount_rate"})) return Kind::investment;
  if (has_any(file, {"observations", "evaluations"})) return Kind::calibration;
  if (has_any(file, {"base", "replications", "measures", "grid", "points", "stopping"})) return Kind::experiment;
  if (file.contains("start")) return Kind::scenario;
  if (file.contains("eventID")) return Kind::events;
  if (file.empty()) return std::nullopt;
  if (is_published(file)) return Kind::published;
  if (is_overlay(file)) return Kind::overlay;
  return std::nullopt;
}

/// Of a regular file that is not too large to be one of ours.
std::optional<std::string> text_in(std::filesystem::path const& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::string why;
  return format::read_file(path, format::Limits{}.bytes, why);
}

/// The first that is wanted; where several are, starting with that of a run, all are results.
std::string_view called(std::vector<Kind> const& wanted) {
  return wanted.front() == Kind::result && wanted.size() > 1 ? "a result" : words_of(wanted.front()).what;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view text) {
  auto file = parsed(text);
  if (!file) file = parsed(text.substr(0, text.find('\n')));  // event files hold one object a line
  if (!file || !file->is_object()) return std::nullopt;
  return kind_of_object(*file);
}

std::optional<format::Problem> other_kind(Given const& given) {
  auto const text = text_in(given.file);
  if (!text) return std::nullopt;
  auto const found = kind_of(*text);
  if (!found || std::ranges::find(given.wanted, *found) != given.wanted.end()) return std::nullopt;
  auto const place = format::Lines{*text}.at(text->find_first_not_of(" \t\r\n"));
  auto const name = given.file.string();
  auto const lacks = *found == Kind::overlay && given.wanted.front() == Kind::scenario ? " (it says no start)" : "";
  return format::Problem{name, place.line, place.column, "",
                         fmt::format("this is {}, not {}{}: {}", words_of(*found).what, called(given.wanted), lacks,
                                     fmt::format(fmt::runtime(words_of(*found).command), name))};
}

void print_problems(format::Problems const& problems, std::vector<Given> const& given, Console& console) {
  auto const other = [&](std::string const& file) -> std::optional<format::Problem> {
    bool is_given = false;
    for (auto const& one : given) {
      if (one.file != file) continue;
      is_given = true;
      if (auto line = other_kind(one)) return line;
    }
    return is_given ? std::nullopt : other_kind({file, {Kind::scenario, Kind::overlay}});
  };
  // What lies over a file of another kind cannot be judged.
  bool const merged = given.front().wanted.front() == Kind::scenario;
  format::Problems told;
  std::map<std::string, bool> others;  // by file
  for (auto& problem : problems.sorted()) {
    auto const [is_other, is_new] = others.try_emplace(problem.file, false);
    if (is_new) {
      if (auto const line = other(problem.file)) {
        told.add(*line);
        is_other->second = true;
      }
    }
    if (!is_other->second) told.add(std::move(problem));
  }
  if (auto const line = merged ? other_kind(given.front()) : std::nullopt) {
    format::Problems only;
    only.add(*line);
    tell(only, console);
  } else if (std::ranges::none_of(others, &std::pair<std::string const, bool>::second)) {
    tell(problems, console);
  } else {
    tell(told, console);
  }
}

}  // namespace tongzhou::cli
