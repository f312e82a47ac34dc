#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/keys/schema_keys.hpp"

namespace tongzhou::keys {

/// What `tongzhou run` (or `explain`) said of a scenario.
struct Answer {
  int exit_code = 0;  // -1: it died
  std::string out, err;
  std::string text;  // of `run`: the result file; of `explain`: what it printed; empty when the scenario is refused

  Json result() const { return text.empty() ? Json{} : Json::parse(text); }
};

/// The program in processes of its own, forked from this one (which keeps results as texts, to stay small and quick to
/// fork), as many at a time as there are cores. A scenario is run once however often it is asked for; it lies in a
/// folder beside the files of `worlds`, so that it may extend them.
class Program {
 public:
  explicit Program(std::filesystem::path const& worlds);
  ~Program();
  Program(Program const&) = delete;

  struct Job {
    std::string verb;
    Json scenario;
  };
  void run(std::vector<Job> const& jobs);
  /// Of a job that was run.
  Answer const& answer(Job const& job) const;

 private:
  std::filesystem::path room_;
  std::map<std::pair<std::string, std::string>, Answer> answers_;  // by verb and text of the scenario
};

}  // namespace tongzhou::keys
