// What `tongzhou run` says of small scenarios against the exact answers: evidence PROGRAM [theory] [laws] [library]
// [--runs N]
// [--seed N]
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/theory/cases.hpp"
#include "tests/theory/estimate.hpp"
#include "tests/theory/laws.hpp"
#include "tests/theory/program.hpp"
#include "tests/where.hpp"

namespace tongzhou::theory {
namespace {

constexpr double exact = 1e-6;  // relative: waits are kept as floats

struct Trial {
  Program const& program;
  std::filesystem::path folder;

  std::vector<Json> run(std::string const& file, std::uint64_t first_seed, std::uint64_t runs) const {
    std::vector<Job> jobs;
    for (std::uint64_t k = 0; k < runs; ++k) jobs.push_back({folder / (file + ".json"), first_seed + k});
    return program.run(jobs);
  }
};

/// Prints the lines of one case; how many do not hold.
int judge(Case const& one, Trial const& trial, std::uint64_t seed, std::uint64_t runs) {
  auto const results = trial.run(one.file, seed, one.by_hand ? 1 : runs);
  auto const name = results.front()["provenance"]["scenario"]["name"]["en"].get<std::string>();
  std::vector<Json> more;
  int off = 0;
  for (auto const& line : one.lines) {
    auto const [found, error] = estimate(results, line.found);
    std::string distance, remark;
    bool holds;
    if (one.by_hand) {
      holds = std::abs(found - line.theory) <= exact * std::abs(line.theory);
      distance = holds ? "exact" : "**not exact**";
    } else {
      double far = (found - line.theory) / error;
      holds = std::abs(far) <= limit;
      distance = fmt::format("{:+.2f}", far);
      if (!holds) {
        if (more.empty()) more = trial.run(one.file, seed + runs, runs * again);
        auto const second = estimate(more, line.found);
        far = (second.mean - line.theory) / second.standard_error;
        holds = std::abs(far) <= limit;
        distance += holds ? fmt::format(", again {:+.2f}", far) : fmt::format(", **again {:+.2f}**", far);
      }
    }
    fmt::print("| {} | {} | {:.4f} | {:.4f} | {:.4f} | {} |\n", name, line.what, line.theory, found, error, distance);
    off += holds ? 0 : 1;
  }
  std::cout.flush();
  return off;
}

int judge(std::vector<Finding> const& findings) {
  for (auto const& finding : findings)
    fmt::print("| {} | {} | {} | {} |\n", finding.law, finding.where, finding.found,
               finding.holds ? "holds" : "**does not hold**");
  std::cout.flush();
  return static_cast<int>(std::ranges::count(findings, false, &Finding::holds));
}

std::uint64_t option(std::span<char* const> args, std::string_view name, std::uint64_t otherwise) {
  auto const at = std::ranges::find(args, name, [](char const* arg) { return std::string_view{arg}; });
  if (at == args.end() || at + 1 == args.end()) return otherwise;
  std::string_view const text{at[1]};
  std::from_chars(text.data(), text.data() + text.size(), otherwise);
  return otherwise;
}

int evidence(std::span<char* const> args) {
  auto const said = [&](std::string_view word) {
    return std::ranges::find(args, word, [](char const* arg) { return std::string_view{arg}; }) != args.end();
  };
  if (args.size() < 2) {
    std::cerr << "usage: evidence PROGRAM [theory] [laws] [library] [--runs N] [--seed N]\n";
    return 2;
  }
  bool const all = !said("theory") && !said("laws") && !said("library");
  auto const runs = std::max<std::uint64_t>(2, option(args, "--runs", 20));
  auto const seed = option(args, "--seed", 1);
  Program const program{args[1]};
  std::filesystem::path const source{tongzhou::tests::root};
  Trial const trial{program, source / "tests/theory/scenarios"};
  int off = 0;
  if (all || said("theory")) {
    fmt::print("| scenario | figure | theory | simulated | standard error | distance |\n|---|---|---|---|---|---|\n");
    // Cases of one kind would share their random numbers, and with them their luck: each has seeds of its own.
    std::uint64_t first = seed;
    for (auto const& one : cases()) {
      off += judge(one, trial, first, runs);
      first += runs * (1 + again);
    }
    fmt::print("\n");
  }
  if (all || said("laws") || said("library")) fmt::print("| law | scenario | found | |\n|---|---|---|---|\n");
  if (all || said("laws")) {
    off += judge(invariances(program, trial.folder / "two-towns.json", runs));
    off += judge(three_gorges(program, trial.folder / "three-gorges.json", runs));
  }
  if (all || said("library")) off += judge(the_library(program, source / "scenarios/library"));
  fmt::print("\n");
  fmt::print("{} runs of what is random, seeds from {} on; {}\n", runs, seed,
             off == 0 ? "every line holds" : fmt::format("{} lines do not hold", off));
  return off == 0 ? 0 : 1;
}

}  // namespace
}  // namespace tongzhou::theory

int main(int count, char** args) {
  try {
    return tongzhou::theory::evidence({args, static_cast<std::size_t>(count)});
  } catch (std::exception const& failure) {
    std::cerr << "evidence: " << failure.what() << '\n';
    return 1;
  }
}
