#include "scenarios/experiments/runner.hpp"

#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <sstream>

#include "network/base/parallel_for.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::experiments {
namespace {

/// The last lines of what was said, indented.
std::string last_lines(std::string const& words) {
  constexpr std::size_t most = 5;
  std::vector<std::string> lines;
  std::istringstream in{words};
  for (std::string line; std::getline(in, line);) lines.push_back(format::printable(line));
  std::string text;
  for (std::size_t i = lines.size() > most ? lines.size() - most : 0; i < lines.size(); ++i) text += "\n  " + lines[i];
  return text;
}

class Runner {
 public:
  Runner(Manifest const& manifest, Workers& workers, Store const& store, Interrupt const& interrupt, Progress& progress,
         Runs& runs)
      : manifest_(manifest),
        workers_(workers),
        store_(store),
        interrupt_(interrupt),
        progress_(progress),
        runs_(runs) {}

  Batch run(std::span<Task const> tasks, unsigned jobs) {
    // A job mostly waits for its worker: it has a thread, whether there is a core for it or not.
    std::atomic<std::size_t> next{0};
    auto const job = [&](std::size_t) {
      while (!stop_ && !interrupt_.came()) {
        auto const task = next++;
        if (task >= tasks.size()) return;
        work(tasks[task]);
      }
    };
    parallel_for(jobs, job, jobs);
    batch_.interrupted = interrupt_.came();
    return std::move(batch_);
  }

 private:
  void work(Task task) {
    auto const& scenario = manifest_.scenarios[task.scenario];
    try {
      auto attempt = workers_.run(scenario, task.replication);
      if (!attempt.result && !attempt.interrupted && attempt.problems.empty()) {
        progress_.say(failure(task, attempt, "; trying once more"));
        attempt = workers_.run(scenario, task.replication);
      }
      if (attempt.interrupted) return;
      if (attempt.result) return keep(task, *attempt.result);
      if (attempt.problems.empty())
        progress_.say(failure(task, attempt, " again; given up") + last_lines(attempt.last_words));
      std::scoped_lock const lock{mutex_};
      if (attempt.problems.empty()) {
        ++batch_.given_up;
      } else {
        note_problems(task.scenario, std::move(attempt.problems));
      }
    } catch (...) {
      stop_ = true;  // the others finish what they have begun
      throw;
    }
  }

  void keep(Task task, std::string const& result) {
    auto figures = figures_of(result, manifest_.measures, manifest_.sums);
    store_.write(manifest_.scenarios[task.scenario].sha256, task.replication, result);
    {
      std::scoped_lock const lock{mutex_};
      runs_[task.scenario][task.replication] = std::move(figures);
    }
    progress_.done();
  }

  void note_problems(std::size_t scenario, std::vector<std::pair<std::string, std::string>> problems) {
    stop_ = true;
    for (auto const& [known, ignored] : batch_.problems) {
      if (known == scenario) return;
    }
    batch_.problems.emplace_back(scenario, std::move(problems));
  }

  std::string failure(Task task, Attempt const& attempt, std::string_view then) const {
    return fmt::format("tongzhou: {}, replication {}, seed {}: {}{}", manifest_.option_of(task.scenario).name,
                       task.replication, manifest_.seed, attempt.why, then);
  }

  Manifest const& manifest_;
  Workers& workers_;
  Store const& store_;
  Interrupt const& interrupt_;
  Progress& progress_;
  std::mutex mutex_;  // of what follows
  Runs& runs_;
  Batch batch_;
  std::atomic<bool> stop_ = false;
};

}  // namespace

Batch run_tasks(Manifest const& manifest, std::span<Task const> tasks, unsigned jobs, Workers& workers,
                Store const& store, Interrupt const& interrupt, Progress& progress, Runs& runs) {
  return Runner{manifest, workers, store, interrupt, progress, runs}.run(tasks, jobs);
}

}  // namespace tongzhou::experiments
