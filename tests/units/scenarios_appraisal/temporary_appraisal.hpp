#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/appraisal/appraise.hpp"
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
    std::ofstream{folder_ / "investment.json"} << of;
    std::ofstream{folder_ / "base.json"} << base;
    format::Problems problems;
    auto const read = read_investment(folder_ / "investment.json", folder_ / "base.json", problems);
    std::ostringstream said;
    problems.print(said);
    INFO(said.str());
    REQUIRE(read);
    experiments::Settings settings;
    settings.program = tests::program;
    settings.maker = {"tongzhou test", {}};
    settings.out = folder_ / "results";
    settings.resume = resume;
    settings.jobs = 2;
    auto const conclusion = conduct(*read, settings, said);
    INFO(said.str());
    REQUIRE(conclusion.exit_code == ExitCode::done);
    written = conclusion.file;
    return conclusion.merged;
  }
  fs::path written;

 private:
  static inline int made_ = 0;
  fs::path folder_ = fs::temp_directory_path() / fmt::format("tongzhou-appraisal-{}-{}", ::getpid(), ++made_);
};

}  // namespace tongzhou::appraisal
