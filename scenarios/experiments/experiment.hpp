#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/experiments/measure_words.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::experiments {

/// One thing to try: the base itself, an option, a point.
struct Variant {
  std::string name;
  format::Json scenario;    // merged, and found to be valid
  format::Json parameters;  // new values by JSON pointer, where it has any
  std::string note;
  std::string pointer;  // where the experiment file speaks of it
};

/// When to stop adding replications.
struct Stopping {
  enum class Rule { precise, decided };
  Rule rule = Rule::precise;
  double relative_half_width = 0;
  std::vector<std::string> measures;
  std::uint32_t at_most = 0, step = 0;
};

/// The smallest difference of a measure that matters: in its unit, or as a share of what the base has.
struct RelevantDifference {
  double size = 0;
  bool of_base = false;
};

/// What an experiment file asks for.
struct Experiment {
  std::string name;
  std::string code;  // of the base scenario
  std::uint64_t seed = 1;
  std::uint32_t replications = 20;
  double confidence = 0.95;
  std::vector<std::string> measures;
  Sums sums;                                           // what those in words add up
  std::map<std::string, RelevantDifference> relevant;  // by measure
  std::optional<Stopping> stopping;
  std::uint32_t pilots = 0;       // 0: the scenarios say the warm-up themselves
  bool warm_up_is_given = false;  // by the experiment
  std::vector<Variant> variants;  // base first
  struct LeftOut {
    std::string name, why;
  };
  std::vector<LeftOut> left_out;                 // options that mean nothing on this base
  std::shared_ptr<format::Document const> file;  // that speaks of the variants
};

/// Nothing when something is wrong: the problems say what, at its place. `overlays` are laid over the base, and so over
/// all options that start from it.
std::optional<Experiment> read_experiment(std::filesystem::path const& file, format::Problems& problems,
                                          std::vector<std::filesystem::path> const& overlays = {});

/// Many replications of one scenario, without an experiment file.
std::optional<Experiment> replications_of(std::filesystem::path const& scenario,
                                          std::vector<std::filesystem::path> const& overlays,
                                          std::optional<std::uint64_t> seed, std::uint32_t replications,
                                          std::string const& code, format::Problems& problems);

/// What any of them has, the first that has it.
format::Json union_of(std::vector<Variant> const& variants);

/// What a file names, if it may be followed: it stays in `folder`, that of the file, which is called `whose` in words.
std::optional<std::filesystem::path> follow(format::Reader const& at, std::filesystem::path const& folder,
                                            std::string_view whose);

/// Whether a merged scenario can be run.
bool is_valid(format::Document const& scenario, format::Problems& problems);

/// What folders of results can go by: printable, and "scenario" instead of dots alone, which would lead out of the
/// folder that holds them.
std::string result_name(std::string const& wished);

/// What a scenario goes by: its folder when the file is called scenario.json, else the file without its ending.
std::string short_name(std::filesystem::path const& scenario);

}  // namespace tongzhou::experiments
