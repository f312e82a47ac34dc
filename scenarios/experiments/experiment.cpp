#include "scenarios/experiments/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "scenarios/experiments/schemas.hpp"
#include "scenarios/format/build.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/reader.hpp"
#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::experiments {
namespace {

namespace fs = std::filesystem;
using json = format::Json;

constexpr std::size_t most_variants = 1000;
constexpr std::size_t most_problems_of_a_variant = 5;

std::vector<std::string> default_measures() {
  return {"/totals/teu_out", "/totals/container_hours", "/totals/shipper_cost", "/totals/system_cost",
          "/totals/kg_co2e"};
}

std::string currency_of(json const& scenario) { return scenario.value("currency", "CNY"); }

double counted_days(json const& scenario) {
  return scenario.at("length_days").get<double>() - scenario.value("warm_up_days", 0.0);
}

std::string meant(std::string_view step, json const& among) {
  std::vector<std::string_view> keys;
  for (auto const& [key, value] : among.get_ref<json::object_t const&>()) keys.push_back(key);
  return format::did_you_mean(step, keys);
}

/// Why a value cannot be set; nothing when it was.
std::optional<std::string> set(json& scenario, std::string const& pointer, json const& value) {
  json* at = &scenario;
  auto const steps = format::steps_of(pointer);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    bool const last = i + 1 == steps.size();
    if (at->is_object()) {
      if (!last && !at->contains(steps[i]))
        return fmt::format("the scenario has no {}{}", pointer, meant(steps[i], *at));
      at = &(*at)[steps[i]];
    } else if (at->is_array()) {
      std::size_t index = 0;
      while (index < at->size() && std::to_string(index) != steps[i]) ++index;
      if (index == at->size()) return fmt::format("the scenario has no {}", pointer);
      at = &(*at)[index];
    } else {
      return fmt::format("the scenario has no {}", pointer);
    }
  }
  *at = value;
  return std::nullopt;
}

bool is_there(json const& scenario, std::string const& pointer) {
  json const* at = &scenario;
  for (auto const& step : format::steps_of(pointer)) {
    if (!at->is_object() || !at->contains(step)) return false;
    at = &(*at)[step];
  }
  return true;
}

class Writer {
 public:
  Writer(format::Reader const& file, fs::path folder, std::vector<fs::path> const& overlays, format::Problems& problems)
      : file_(file), folder_(std::move(folder)), overlays_(overlays), problems_(problems) {}

  /// Everything but what the readings of single values gave.
  bool variants(Experiment& experiment) {
    read_base(experiment);
    experiment.seed = static_cast<std::uint64_t>(file_.whole("seed", has_base_ ? merged_.value("seed", 1) : 1));

    experiment.variants.push_back(
        {"base", with_common(merged_, experiment), json::object(), file_.text("note", ""), "/base"});
    for (auto const& [name, option] : file_.entries("options")) {
      if (name == "base") {
        option.refuse("an option cannot be called base: that is the scenario without changes");
        continue;
      }
      add_option(name, option, experiment);
    }
    if (file_.has("grid")) add_grid(file_.child("grid"), experiment);
    for (auto const& point : file_.items("points")) {
      add_point(fmt::format("point-{:03}", ++points_), point, point.json(), experiment);
    }
    if (experiment.variants.size() > most_variants + 1) {
      file_.refuse(fmt::format("expected at most {} options, grid points and points, found {}", most_variants,
                               experiment.variants.size() - 1));
    }
    return problems_.empty();
  }

 private:
  void read_base(Experiment& experiment) {
    auto const base = follow(file_.child("base"), folder_, "experiment file");
    if (!base) return;
    base_ = *base;
    experiment.code = short_name(base_);
    auto const document = format::load(base_, problems_, overlays_);
    if (!document || !is_valid(*document, problems_)) return;
    merged_ = document->json();
    has_base_ = true;
  }

  /// What is the same for all: only then are they compared with the same random numbers, over the same time.
  json with_common(json scenario, Experiment const& experiment) const {
    scenario["seed"] = experiment.seed;
    for (auto const* const key : {"length_days", "warm_up_days"}) {
      if (file_.has(key) && file_.json()[key].is_number()) scenario[key] = file_.json()[key];
    }
    if (experiment.pilots > 0) scenario["warm_up_days"] = 0;
    return scenario;
  }

  /// What an option needs and the base does not have, in words; empty: it has all.
  std::string lacks(format::Reader const& option) const {
    std::string words;
    for (auto const& need : option.items("needs"))
      if (!is_there(merged_, need.text()))
        words += fmt::format("{}{}", words.empty() ? "the base does not have " : ", ", need.text());
    return words;
  }

  void add_option(std::string const& name, format::Reader const& option, Experiment& experiment) {
    if (auto why = has_base_ ? lacks(option) : std::string{}; !why.empty()) {
      experiment.left_out.push_back({name, std::move(why)});
      return;
    }
    auto overlays = overlays_;
    auto const listed = option.items("overlays");
    for (auto const& overlay : listed) {
      if (auto const path = follow(overlay, folder_, "experiment file")) overlays.push_back(*path);
    }
    auto const instead = option.has("scenario") ? follow(option.child("scenario"), folder_, "experiment file") : base_;
    if (!has_base_ || !instead || overlays.size() < overlays_.size() + listed.size()) return;
    json scenario = merged_;
    if (!listed.empty() || option.has("scenario")) {
      auto const document = format::load(*instead, problems_, overlays);
      if (!document || !is_valid(*document, problems_)) return;
      scenario = document->json();
    }
    json const parameters = option.has("set") ? json(option.child("set").json()) : json::object();
    add({name, std::move(scenario), parameters, option.text("note", ""), option.pointer()},
        option.has("set") ? option.child("set") : option, experiment);
  }

  void add_point(std::string name, format::Reader const& at, json const& parameters, Experiment& experiment) {
    add({std::move(name), merged_, parameters, "", at.pointer()}, at, experiment);
  }

  void add_grid(format::Reader const& grid, Experiment& experiment) {
    std::size_t count = 1;
    for (auto const& values : grid.json()) count *= std::min(values.size(), most_variants + 1);
    if (count > most_variants) {
      grid.refuse(fmt::format("expected at most {} combinations, found more", most_variants));
      return;
    }
    for (std::size_t number = 0; number < count; ++number) {
      json point = json::object();
      auto rest = number, block = count;
      for (auto const& [pointer, values] : grid.json().items()) {
        block /= values.size();
        point[pointer] = values[rest / block];
        rest %= block;
      }
      add_point(fmt::format("grid-{:03}", number + 1), grid, point, experiment);
    }
  }

  void add(Variant variant, format::Reader const& at, Experiment& experiment) {
    if (!has_base_) return;
    bool all_set = true;
    for (auto const& [pointer, value] : variant.parameters.items()) {
      if (auto const why = set(variant.scenario, pointer, value)) {
        all_set = false;
        refuse_once(at, at.has(pointer) ? pointer : "", *why);
      }
    }
    variant.scenario = with_common(std::move(variant.scenario), experiment);
    if (!variant.parameters.empty() || file_.has("length_days") || file_.has("warm_up_days")) {
      format::Document const changed{variant.scenario, {{"scenario", "{}"}}};
      format::Problems found;
      // What is set only in part may make no sense, but each value alone is right or wrong.
      bool const good = all_set ? is_valid(changed, found) : format::check(changed, format::scenario_schema(), found);
      if (!good) {
        auto const sorted = found.sorted();
        for (std::size_t i = 0; i < std::min(sorted.size(), most_problems_of_a_variant); ++i) {
          refuse_once(at, "", fmt::format("makes the scenario invalid: {} {}", sorted[i].pointer, sorted[i].text));
        }
        return;
      }
    }
    auto const currency = currency_of(variant.scenario);
    if (currency != currency_of(merged_)) {
      refuse_once(at, "",
                  fmt::format("expected amounts in {} as in the base, found {}", currency_of(merged_), currency));
      return;
    }
    auto const days = counted_days(variant.scenario), of_base = counted_days(experiment.variants.front().scenario);
    if (days != of_base) {
      refuse_once(at, "",
                  fmt::format("expected {:g} days counted as in the base, found {:g}: give \"length_days\" and "
                              "\"warm_up_days\" of the experiment, which hold for all",
                              of_base, days));
      return;
    }
    if (all_set) experiment.variants.push_back(std::move(variant));
  }

  /// Many combinations of a grid have one mistake in common.
  void refuse_once(format::Reader const& at, std::string const& key, std::string const& words) {
    if (!told_.insert({at.pointer(), key, words}).second) return;
    if (key.empty()) {
      at.refuse(words);
    } else {
      at.refuse_key(key, words);
    }
  }

  format::Reader const& file_;
  fs::path folder_, base_;
  std::vector<fs::path> const& overlays_;  // over the base
  format::Problems& problems_;
  bool has_base_ = false;  // it is there, and valid
  json merged_;
  std::size_t points_ = 0;
  std::set<std::array<std::string, 3>> told_;
};

std::optional<Stopping> read_stopping(format::Reader const& file, Experiment const& experiment) {
  if (!file.has("stopping")) return std::nullopt;
  auto const rule = file.child("stopping");
  Stopping stopping;
  stopping.rule = rule.text("rule") == "precise" ? Stopping::Rule::precise : Stopping::Rule::decided;
  stopping.relative_half_width = rule.number("relative_half_width", 0);
  stopping.at_most = static_cast<std::uint32_t>(rule.whole("at_most"));
  stopping.step = static_cast<std::uint32_t>(rule.whole("step", 10));
  for (auto const& measure : rule.items("measures")) {
    stopping.measures.push_back(measure.text());
    if (std::ranges::find(experiment.measures, measure.text()) == experiment.measures.end()) {
      measure.refuse("expected one of the experiment's measures");
    }
  }
  if (stopping.measures.empty()) stopping.measures = experiment.measures;
  if (stopping.at_most < experiment.replications) {
    rule.child("at_most").refuse(fmt::format("expected at least the {} replications of the first look, found {}",
                                             experiment.replications, stopping.at_most));
  }
  return stopping;
}

/// What is measured, once it is known what the scenarios hold.
void read_measures(format::Reader const& file, Experiment& experiment) {
  auto const all = union_of(experiment.variants);
  MeasureReader const reader{all, file};
  for (auto const& item : file.items("measures")) {
    auto const measure = item.text();
    auto pointers = reader.pointers(measure, item);
    if (!measure.starts_with('/')) experiment.sums[measure] = std::move(pointers);
  }
  for (auto const& [measure, given] : file.entries("smallest_relevant_differences")) {
    if (std::ranges::find(experiment.measures, measure) == experiment.measures.end()) {
      std::vector<std::string_view> const known{experiment.measures.begin(), experiment.measures.end()};
      given.refuse("it is none of the experiment's measures" + format::did_you_mean(measure, known));
    }
    bool const of_base = given.json().is_object();
    experiment.relevant[measure] = {of_base ? given.number("share_of_base") : given.number(), of_base};
  }
}

}  // namespace

json union_of(std::vector<Variant> const& variants) {
  json all = variants.front().scenario;
  auto const add = [](auto const& self, json& into, json const& from) -> void {
    if (!into.is_object() || !from.is_object()) return;
    for (auto const& [key, member] : from.items()) {
      if (auto const found = into.find(key); found != into.end())
        self(self, *found, member);
      else
        into[key] = member;
    }
  };
  for (auto const& variant : variants) add(add, all, variant.scenario);
  return all;
}

bool is_valid(format::Document const& document, format::Problems& problems) {
  return format::check(document, format::scenario_schema(), problems) && format::build(document, problems).has_value();
}

std::optional<fs::path> follow(format::Reader const& at, fs::path const& folder, std::string_view whose) {
  fs::path const name{at.text()};
  bool const climbs = std::find(name.begin(), name.end(), "..") != name.end();
  std::error_code error;
  auto const home = fs::weakly_canonical(fs::absolute(folder), error);
  auto const real = fs::weakly_canonical(fs::absolute(folder / name), error);
  auto const [end, rest] = std::mismatch(home.begin(), home.end(), real.begin(), real.end());
  if (error || climbs || name.is_absolute() || end != home.end()) {
    at.refuse(fmt::format("name a file in the folder of the {} or below it", whose));
    return std::nullopt;
  }
  if (!fs::is_regular_file(real, error)) {
    at.refuse(fmt::format("there is no file \"{}\"", name.string()));
    return std::nullopt;
  }
  return (folder / name).lexically_normal();
}

std::optional<Experiment> read_experiment(fs::path const& path, format::Problems& problems,
                                          std::vector<fs::path> const& overlays) {
  auto loaded = format::load(path, problems);
  if (!loaded || !format::check(*loaded, experiment_schema(), problems)) return std::nullopt;
  auto const document = std::make_shared<format::Document const>(std::move(*loaded));
  format::Reader const file{*document, problems};

  Experiment experiment;
  experiment.file = document;
  experiment.name = file.text("name", result_name(path.stem().string()));
  experiment.replications = static_cast<std::uint32_t>(file.whole("replications", 20));
  experiment.confidence = file.number("confidence", 0.95);
  for (auto const& measure : file.items("measures")) experiment.measures.push_back(measure.text());
  if (experiment.measures.empty()) experiment.measures = default_measures();
  experiment.stopping = read_stopping(file, experiment);
  if (file.has("warm_up_days")) {
    experiment.warm_up_is_given = file.child("warm_up_days").json().is_number();
    if (!experiment.warm_up_is_given)
      experiment.pilots = static_cast<std::uint32_t>(file.whole("pilot_replications", 5));
  }
  auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  if (!Writer{file, folder, overlays, problems}.variants(experiment) || !problems.empty()) return std::nullopt;
  read_measures(file, experiment);
  if (!problems.empty()) return std::nullopt;
  return experiment;
}

std::optional<Experiment> replications_of(fs::path const& scenario, std::vector<fs::path> const& overlays,
                                          std::optional<std::uint64_t> seed, std::uint32_t replications,
                                          std::string const& code, format::Problems& problems) {
  auto loaded = format::load(scenario, problems, overlays);
  if (!loaded || !is_valid(*loaded, problems)) return std::nullopt;
  Experiment experiment;
  experiment.name = experiment.code = code;
  experiment.replications = replications;
  experiment.measures = default_measures();
  json merged = loaded->json();
  experiment.seed = seed.value_or(merged.value("seed", std::uint64_t{1}));
  merged["seed"] = experiment.seed;
  experiment.variants.push_back({"base", std::move(merged), json::object(), "", ""});
  experiment.file = std::make_shared<format::Document const>(std::move(*loaded));
  return experiment;
}

std::string result_name(std::string const& wished) {
  return wished.find_first_not_of('.') == std::string::npos ? "scenario" : format::printable(wished);
}

std::string short_name(fs::path const& scenario) {
  if (scenario == "-") return "stdin";
  std::error_code error;
  if (fs::is_directory(scenario, error)) return short_name(scenario / "scenario.json");
  if (scenario.stem() != "scenario") return result_name(scenario.stem().string());
  return result_name(fs::absolute(scenario).lexically_normal().parent_path().filename().string());
}

}  // namespace tongzhou::experiments
