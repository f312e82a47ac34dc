#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/calibration/minimum.hpp"
#include "scenarios/experiments/parameter.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::calibration {

/// Something of the real system that was counted or measured.
struct Observation {
  std::string name;
  std::string kind;                   // what it is scored with: throughput, passages, shares, transit times ...
  std::vector<std::string> measures;  // by JSON pointer into the result of a run: their sum is what was observed
  double value = 0;
  double deviation = 0;            // standard deviation of the observation, in its unit
  bool deviation_assumed = false;  // a share of the value, since none was given
  double weight = 1;
  bool per_year = false;  // the value is of 365 days, whatever was simulated
  bool per_hour = false;  // the value is a mean by the hour: it has a GEH
  bool held_out = false;  // not fitted to; predicted
  std::string period, source;
  std::string pointer;  // where the file speaks of it
};

/// What was known of a parameter beforehand.
struct Prior {
  double mean = 0, deviation = 0;
};

/// What a calibration file asks for.
struct Calibration {
  std::string name, code;
  format::Json base;
  double counted_days = 0;
  std::uint32_t replications = 1;
  Search search = Search::local;
  std::size_t evaluations = 60;
  std::vector<experiments::Parameter> parameters;
  std::vector<std::optional<Prior>> priors;  // by parameter
  std::vector<Observation> observations;
  std::shared_ptr<format::Document const> file;
};

/// Nothing when something is wrong: the problems say what, at its place.
std::optional<Calibration> read_calibration(std::filesystem::path const& file, format::Problems& problems);

}  // namespace tongzhou::calibration
