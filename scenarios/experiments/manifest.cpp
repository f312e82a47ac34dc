#include "scenarios/experiments/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "scenarios/format/sha256.hpp"

namespace tongzhou::experiments {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr auto format_name = "tongzhou-manifest/1";

std::string text_of(Manifest const& manifest) {
  auto scenarios = Json::array();
  for (auto const& scenario : manifest.scenarios) {
    scenarios.push_back({{"sha256", scenario.sha256}, {"code", scenario.code}});
  }
  auto options = Json::array();
  for (auto const& option : manifest.options) {
    options.push_back({{"name", option.name},
                       {"scenario", option.scenario},
                       {"parameters", Json(option.parameters)},
                       {"note", option.note}});
  }
  Json json{{"format", format_name},
            {"program", manifest.maker.program},
            {"packages", format::packages_of(manifest.maker.packages)},
            {"experiment", manifest.name},
            {"seed", manifest.seed},
            {"replications", manifest.replications},
            {"confidence", manifest.confidence},
            {"warm_up", manifest.warm_up},
            {"measures", manifest.measures},
            {"scenarios", std::move(scenarios)},
            {"options", std::move(options)}};
  if (!manifest.sums.empty()) json["sums"] = manifest.sums;
  for (auto const& [measure, relevant] : manifest.relevant)
    json["relevant"][measure] = {{"size", relevant.size}, {"of_base", relevant.of_base}};
  if (manifest.stopping) json["stopping"] = to_json(*manifest.stopping);
  return format::to_text(json);
}

// What plan itself writes at most, and room: a forged manifest cannot ask for more.
constexpr std::size_t most_scenarios = 10'000, most_measures = 1000, most_added = 1'000'000;
constexpr std::uint32_t most_replications = 100'000;

void require(bool right, char const* why) {
  if (!right) throw std::runtime_error(why);
}

bool is_sha256(std::string const& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::uint64_t whole(Json const& json, char const* key, std::uint64_t least, std::uint64_t most) {
  auto const& value = json.at(key);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() < least || value.get<std::uint64_t>() > most)
    throw std::runtime_error(
        fmt::format("{} must be a whole number from {} to {}, not {}", key, least, most, value.dump()));
  return value.get<std::uint64_t>();
}

Stopping stopping_of(Json const& json) {
  return {.rule = json.at("rule") == "precise" ? Stopping::Rule::precise : Stopping::Rule::decided,
          .relative_half_width = json.value("relative_half_width", 0.0),
          .measures = json.at("measures"),
          .at_most = static_cast<std::uint32_t>(whole(json, "at_most", 1, most_replications)),
          .step = static_cast<std::uint32_t>(whole(json, "step", 1, most_replications))};
}

fs::path file_of_scenario(fs::path const& folder, std::string const& sha256) {
  return folder / "scenarios" / (sha256 + ".json");
}

/// What its own program would never write.
void check(Manifest const& manifest) {
  require(!manifest.scenarios.empty() && manifest.scenarios.size() <= most_scenarios,
          "it has no scenarios, or too many");
  require(!manifest.options.empty() && manifest.options.size() <= most_scenarios, "it has no options, or too many");
  require(manifest.measures.size() <= most_measures, "it has too many measures");
  require(manifest.confidence > 0 && manifest.confidence < 1, "its confidence is not between 0 and 1");
  require(manifest.name.find('/') == std::string::npos, "its name is not the name of an experiment");
  for (auto const& measure : manifest.measures)
    require(measure.starts_with('/') || manifest.sums.contains(measure), "a measure is not a JSON pointer");
  std::size_t added = 0;
  for (auto const& [measure, pointers] : manifest.sums) {
    added += pointers.size();
    for (auto const& pointer : pointers) require(pointer.starts_with('/'), "a sum is not of JSON pointers");
  }
  require(added <= most_added, "its measures add up too much");
  for (auto const& scenario : manifest.scenarios) require(is_sha256(scenario.sha256), "a scenario has no SHA-256");
  std::vector<bool> named(manifest.scenarios.size());
  for (auto const& option : manifest.options) {
    require(option.scenario < manifest.scenarios.size(), "it names no scenario");
    named[option.scenario] = true;
  }
  require(std::ranges::find(named, false) == named.end(), "no option runs one of its scenarios");
}

Manifest parsed(Json const& json, Maker const& maker) {
  if (json.at("format") != format_name) throw std::runtime_error("it is not of format " + std::string{format_name});
  if (json.at("program") != maker.program || json.at("packages") != format::packages_of(maker.packages)) {
    throw std::runtime_error(
        fmt::format("it was made by another program, {}, or by one built with other packages: results would not be the "
                    "same",
                    json.at("program").get<std::string>()));
  }
  Manifest manifest{.maker = maker,
                    .name = json.at("experiment"),
                    .seed = json.at("seed"),
                    .replications = static_cast<std::uint32_t>(whole(json, "replications", 1, most_replications)),
                    .confidence = json.at("confidence"),
                    .warm_up = json.at("warm_up"),
                    .measures = json.at("measures"),
                    .sums = json.value("sums", Sums{}),
                    .relevant = {},
                    .stopping = std::nullopt,
                    .scenarios = {},
                    .options = {}};
  for (auto const& scenario : json.at("scenarios")) {
    manifest.scenarios.push_back({scenario.at("sha256"), "", scenario.at("code")});
  }
  for (auto const& option : json.at("options")) {
    manifest.options.push_back({option.at("name"), option.at("scenario"),
                                format::parse_trusted(option.at("parameters").dump()), option.at("note")});
  }
  if (json.contains("relevant"))
    for (auto const& [measure, relevant] : json["relevant"].items())
      manifest.relevant[measure] = {relevant.at("size"), relevant.at("of_base")};
  if (json.contains("stopping")) manifest.stopping = stopping_of(json["stopping"]);
  check(manifest);
  return manifest;
}

}  // namespace

Json to_json(Stopping const& stopping) {
  Json json{{"rule", stopping.rule == Stopping::Rule::precise ? "precise" : "decided"}};
  if (stopping.rule == Stopping::Rule::precise) json["relative_half_width"] = stopping.relative_half_width;
  json["measures"] = stopping.measures;
  json["at_most"] = stopping.at_most;
  json["step"] = stopping.step;
  return json;
}

Task Manifest::task(std::size_t index) const {
  return {index / replications, static_cast<std::uint32_t>(index % replications)};
}

Manifest::Option const& Manifest::option_of(std::size_t scenario) const {
  return *std::ranges::find(options, scenario, &Option::scenario);
}

Manifest manifest_of(Experiment const& experiment, Maker const& maker) {
  Manifest manifest{.maker = maker,
                    .name = experiment.name,
                    .seed = experiment.seed,
                    .replications = experiment.replications,
                    .confidence = experiment.confidence,
                    .warm_up = experiment.warm_up_is_given ? "experiment"
                               : experiment.pilots > 0     ? "mser-5"
                                                           : "scenario",
                    .measures = experiment.measures,
                    .sums = experiment.sums,
                    .relevant = experiment.relevant,
                    .stopping = experiment.stopping,
                    .scenarios = {},
                    .options = {}};
  std::map<std::string, std::size_t> known;
  for (auto const& variant : experiment.variants) {
    auto text = variant.scenario.dump();
    auto const sha256 = format::sha256(text);
    auto const [at, is_new] = known.emplace(sha256, manifest.scenarios.size());
    if (is_new) manifest.scenarios.push_back({sha256, std::move(text), experiment.code});
    manifest.options.push_back({variant.name, at->second, variant.parameters, variant.note});
  }
  return manifest;
}

fs::path folder_of(fs::path const& out, Manifest const& manifest) {
  Json const start{{"program", manifest.maker.program},
                   {"packages", format::packages_of(manifest.maker.packages)},
                   {"code", manifest.scenarios[0].code},
                   {"base", manifest.scenarios[manifest.options[0].scenario].sha256}};
  return out / (manifest.name + "-" + format::sha256(start.dump()).substr(0, 12));
}

void write_scenarios(fs::path const& folder, Manifest const& manifest) {
  for (auto const& scenario : manifest.scenarios) {
    auto const file = file_of_scenario(folder, scenario.sha256);
    std::error_code error;
    if (fs::exists(file, error) && format::sha256(format::read_file(file)) == scenario.sha256) continue;
    format::write_whole(file, scenario.text);
  }
}

fs::path write_manifest(fs::path const& folder, Manifest const& manifest) {
  write_scenarios(folder, manifest);
  auto const text = text_of(manifest);
  auto const file = folder / ("manifest-" + format::sha256(text).substr(0, 16) + ".json");
  format::write_whole(file, text);
  return file;
}

Manifest read_manifest(fs::path const& file, Maker const& maker) {
  auto const text = format::read_file(file);
  format::protect(file);
  auto const fail = [&](std::string const& why) -> std::runtime_error {
    return std::runtime_error("cannot use '" + file.string() + "': " + why);
  };
  if (file.filename() != "manifest-" + format::sha256(text).substr(0, 16) + ".json")
    throw fail("its content is not what its name says");
  // The guard refuses what is nested too deep; what follows keeps the order of the file.
  format::Problems problems;
  if (!format::parse(text, file.string(), problems)) throw fail(problems.sorted().front().text);
  Manifest manifest;
  try {
    manifest = parsed(Json::parse(text), maker);
  } catch (nlohmann::json::exception const&) {
    throw fail("a value is missing in it, or is of another kind than a manifest has there");
  } catch (std::exception const& error) {
    throw fail(error.what());
  }
  for (auto& scenario : manifest.scenarios) {
    auto const at = file_of_scenario(file.parent_path(), scenario.sha256);
    scenario.text = format::read_file(at);
    if (format::sha256(scenario.text) != scenario.sha256)
      throw fail("the content of '" + at.string() + "' is not what its name says");
  }
  return manifest;
}

}  // namespace tongzhou::experiments
