#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/keys/program.hpp"
#include "tests/keys/schema_keys.hpp"

namespace tongzhou::keys {

/// Two scenarios that differ in one key, and what that must do: README.md.
struct Case {
  std::string key, world, file;  // file: where it is written
  Json base, changed;            // the two scenarios
  std::vector<Pointer> set;      // where they differ
  std::string in = "result";     // result, explain, summary
  std::string figure;            // a pointer into the result or what `explain` prints; of the summary: none
  std::string change;            // rises, falls, changes
  Json before, expect;           // values of the figure; of the summary: words in it
  double within = 1e-9;          // of expect and before, relative
  std::string by_hand;           // how expect was worked out
  std::string refused;           // words of the message with which the changed scenario is refused
  // Figures by parts of their pointers: all others, but for sums of them, are the same; of these none changes.
  std::vector<std::string> only, same;
};

std::map<std::string, Json> read_worlds(std::filesystem::path const& folder);

/// The cases of a file, those "for" several variants written out. Throws std::runtime_error with the file and the case
/// that is not well formed.
std::vector<Case> read_cases(std::filesystem::path const& file, std::map<std::string, Json> const& worlds,
                             SchemaKeys const& keys);

std::vector<Program::Job> jobs(Case const& one);

/// What does not hold of a case once its jobs were run; empty: all holds.
std::string fault(Case const& one, Program const& program);

}  // namespace tongzhou::keys
