#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tongzhou::theory {

using Json = nlohmann::ordered_json;

/// One run of the real program.
struct Job {
  std::filesystem::path scenario;
  std::uint64_t seed = 1;
};

/// The program under trial: `tongzhou run` in processes of their own, as many at a time as there are cores.
class Program {
 public:
  explicit Program(std::filesystem::path executable);
  ~Program();
  Program(Program const&) = delete;

  std::vector<Json> run(std::vector<Job> const& jobs) const;  // results in the order of the jobs
  std::string bytes(Job const& job) const;                    // of one result file
  /// A scenario that no file holds.
  std::filesystem::path write(std::string const& name, Json const& scenario) const;

 private:
  std::filesystem::path executable_, room_;
};

}  // namespace tongzhou::theory
