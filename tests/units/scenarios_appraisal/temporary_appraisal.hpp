#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/appraisal/appraise.hpp"
#include "scenarios/appraisal/investment_doubts.hpp"
#include "tests/where.hpp"

namespace tongzhou::appraisal {

namespace fs = std::filesystem;
using nlohmann::json;

/// Appraises through worker processes of the real program, in a folder that is gone afterwards.
class TemporaryAppraisal {
 public:
  TemporaryAppraisal() { fs::create_directories(folder_); }
  ~TemporaryAppraisal() { fs::remove_all(folder_); }

  nlohmann::ordered_json appraise(json const& of, json const& base, bool resume = false) {
    std::ostringstream said;
    return concluded(conduct(read(of, base), settings(resume), said), said.str());
  }

  /// The same with what doubts found as a cause of uncertainty.
  nlohmann::ordered_json appraise_with(fs::path const& doubts, json const& of, json const& base) {
    std::ostringstream said;
    auto investment = read(of, base);
    format::Problems problems;
    investment.doubts = read_doubts_found(investment, doubts, problems);
    problems.print(said);
    INFO(said.str());
    REQUIRE(investment.doubts);
    return concluded(conduct(investment, settings(true), said), said.str());
  }

  /// What decides about its options.
  nlohmann::ordered_json doubt(json const& of, json const& base) {
    std::ostringstream said;
    format::Problems problems;
    auto const decision = doubts_of(read(of, base), problems);
    problems.print(said);
    INFO(said.str());
    REQUIRE(decision);
    return concluded(sensitivity::conduct(decision->experiment, decision->doubts, settings(false), said), said.str());
  }

  Investment read(json const& of, json const& base) {
    std::ofstream{folder_ / "investment.json"} << of;
    std::ofstream{folder_ / "base.json"} << base;
    format::Problems problems;
    auto const read = read_investment(folder_ / "investment.json", folder_ / "base.json", problems);
    std::ostringstream said;
    problems.print(said);
    INFO(said.str());
    REQUIRE(read);
    return *read;
  }
  fs::path written;

 private:
  experiments::Settings settings(bool resume) const {
    experiments::Settings settings;
    settings.program = tests::program;
    settings.maker = {"tongzhou test", {}};
    settings.out = folder_ / "results";
    settings.resume = resume;
    settings.jobs = 2;
    return settings;
  }

  nlohmann::ordered_json concluded(experiments::Conclusion const& conclusion, std::string const& said) {
    INFO(said);
    REQUIRE(conclusion.exit_code == ExitCode::done);
    written = conclusion.file;
    return conclusion.merged;
  }

  static inline int made_ = 0;
  fs::path folder_ = fs::temp_directory_path() / fmt::format("tongzhou-appraisal-{}-{}", ::getpid(), ++made_);
};

}  // namespace tongzhou::appraisal
