#include "scenarios/calibration/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/calibration/observation_table.hpp"
#include "scenarios/calibration/schemas.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/experiments/measure_words.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::calibration {
namespace {

namespace fs = std::filesystem;
using json = format::Json;

// Assumption: who gives no standard deviation of an observation is taken to have seen it to within 5 %.
constexpr double assumed_deviation = 0.05;

Observation read_observation(std::string const& name, format::Reader const& given,
                             experiments::MeasureReader const& measures) {
  Observation observation{.name = name,
                          .kind = given.text("kind", "figures"),
                          .measures = {},
                          .value = given.number("value") * given.number("share", 1),
                          .weight = given.number("weight", 1),
                          .per_year = given.text("per", "") == "year",
                          .per_hour = given.text("per", "") == "hour",
                          .held_out = given.flag("held_out", false),
                          .period = given.text("period", ""),
                          .source = given.text("source", ""),
                          .pointer = given.pointer()};
  for (auto const& measure : given.items("measures"))
    for (auto& pointer : measures.pointers(measure.text(), measure)) observation.measures.push_back(std::move(pointer));
  observation.deviation_assumed = !given.has("deviation");
  observation.deviation = given.number("deviation", assumed_deviation * std::abs(observation.value));
  if (observation.deviation <= 0) given.refuse("a value of 0 needs a deviation: how far off may the observation be?");
  return observation;
}

std::vector<std::optional<Prior>> read_priors(format::Reader const& parameters) {
  std::vector<std::optional<Prior>> priors;
  for (auto const& [name, given] : parameters.entries()) {
    if (!given.has("prior")) {
      priors.emplace_back();
      continue;
    }
    auto const prior = given.child("prior");
    priors.emplace_back(Prior{prior.number("mean"), prior.number("deviation")});
  }
  return priors;
}

/// The same with the observations of the table that it names, as if they stood in the file.
std::shared_ptr<format::Document const> with_observations(format::Document document, fs::path const& folder,
                                                          format::Problems& problems) {
  auto const whole = std::make_shared<format::Document const>(std::move(document));
  if (!whole->json().at("observations").is_string()) return whole;
  auto const path =
      experiments::follow(format::Reader{*whole, problems}.child("observations"), folder, "calibration file");
  if (!path) return nullptr;
  auto observations = read_observation_table(*path, problems);
  if (!observations) return nullptr;
  auto content = whole->json();
  content["observations"] = std::move(*observations);
  auto const with = std::make_shared<format::Document const>(std::move(content), whole->layers());
  return format::check(*with, calibration_schema(), problems) ? with : nullptr;
}

/// The base scenario, with what the calibration says of all runs.
std::optional<json> read_base(format::Reader const& file, fs::path const& folder, format::Problems& problems,
                              std::string& code) {
  auto const base = experiments::follow(file.child("base"), folder, "calibration file");
  if (!base) return std::nullopt;
  code = experiments::short_name(*base);
  auto const document = format::load(*base, problems);
  if (!document || !experiments::is_valid(*document, problems)) return std::nullopt;
  json scenario = document->json();
  if (file.has("seed")) scenario["seed"] = static_cast<std::uint64_t>(file.whole("seed"));
  for (auto const* const key : {"length_days", "warm_up_days"})
    if (file.has(key)) scenario[key] = file.number(key);
  return scenario;
}

}  // namespace

std::optional<Calibration> read_calibration(fs::path const& path, format::Problems& problems) {
  auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  auto loaded = format::load(path, problems);
  if (!loaded || !format::check(*loaded, calibration_schema(), problems)) return std::nullopt;
  auto const document = with_observations(std::move(*loaded), folder, problems);
  if (!document) return std::nullopt;
  format::Reader const file{*document, problems};

  Calibration calibration;
  calibration.file = document;
  calibration.name = file.text("name", experiments::result_name(path.stem().string()));
  auto base = read_base(file, folder, problems, calibration.code);
  if (!base) return std::nullopt;
  calibration.base = std::move(*base);
  calibration.counted_days =
      calibration.base.at("length_days").get<double>() - calibration.base.value("warm_up_days", 0.0);
  calibration.replications = static_cast<std::uint32_t>(file.whole("replications", 2));
  calibration.search = file.text("search", "local") == "global" ? Search::global : Search::local;
  calibration.evaluations = static_cast<std::size_t>(file.whole("evaluations", 60));
  calibration.parameters = experiments::read_parameters(file.child("parameters"), calibration.base);
  calibration.priors = read_priors(file.child("parameters"));
  experiments::MeasureReader const measures{calibration.base, file};
  for (auto const& [name, given] : file.entries("observations"))
    calibration.observations.push_back(read_observation(name, given, measures));
  if (std::ranges::all_of(calibration.observations, &Observation::held_out))
    file.child("observations").refuse("nothing is left to fit to: all of them are held out");
  if (!problems.empty()) return std::nullopt;
  return calibration;
}

}  // namespace tongzhou::calibration
