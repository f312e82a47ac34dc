#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/experiments/descriptors.hpp"

namespace tongzhou::experiments {

/// A merged scenario, ready to be sent to a worker.
struct ScenarioText {
  std::string sha256;
  std::string text;  // keys sorted, no blanks
  std::string code;  // what the results say they are of
};

struct Limits {
  std::chrono::seconds time{3600};  // for one replication, and for planning a scenario
  std::uint64_t memory_mb = 0;      // of data of one replication; 0: no limit
  bool expected = true;             // refuse a scenario that is expected to take more than these
};

/// What became of one try at one replication.
struct Attempt {
  std::optional<std::string> result;  // the text of its result file
  std::string why;                    // it failed, in words
  std::string last_words;             // the end of what it said on stderr
  bool interrupted = false;
  bool worker_lost = false;                                   // the next try needs another worker
  std::vector<std::pair<std::string, std::string>> problems;  // pointer and text, when the scenario itself is wrong
};

/// Worker processes: one for each scenario in work, which forks a child for each replication. Any thread may ask.
class Workers {
 public:
  /// `program` is asked to be a worker; when `interrupt` becomes readable, all that waits here returns. So many workers
  /// are kept when they are idle: the rest are ended, the longest idle first.
  Workers(std::filesystem::path program, Limits limits, int interrupt, std::size_t kept);
  ~Workers();

  Attempt run(ScenarioText const& scenario, std::uint32_t replication);

  /// Starts the worker of a scenario, so that what is wrong with the scenario is told before anything is run.
  Attempt prepare(ScenarioText const& scenario);

 private:
  class Worker;
  struct WorkerSlot {  // of one scenario: one thread at a time starts its worker
    std::mutex starting;
    std::shared_ptr<Worker> worker;
    std::uint64_t last_used = 0;
  };
  std::shared_ptr<Worker> worker_for(ScenarioText const&, Attempt&);
  void release(WorkerSlot&, std::shared_ptr<Worker> const&);
  void end_idle();

  std::filesystem::path program_;
  Limits limits_;
  int interrupt_;
  std::size_t kept_;
  std::mutex slots_mutex_;
  std::map<std::string, std::shared_ptr<WorkerSlot>> slots_;  // by the scenario's hash
  std::uint64_t clock_ = 0;
};

}  // namespace tongzhou::experiments
