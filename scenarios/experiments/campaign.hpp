#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/experiments/figures.hpp"
#include "scenarios/experiments/interrupt.hpp"
#include "scenarios/experiments/manifest.hpp"
#include "scenarios/experiments/progress.hpp"
#include "scenarios/experiments/runner.hpp"
#include "scenarios/experiments/settings.hpp"
#include "scenarios/experiments/store.hpp"
#include "scenarios/experiments/workers.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::experiments {

/// Many runs into one folder, as experiments and appraisals make them: worker processes, what of the folder is to be
/// trusted, Ctrl-C, progress, and what is said when it goes wrong. `settings` must outlive it. One at a time.
class Campaign {
 public:
  Campaign(Settings const& settings, std::filesystem::path folder, std::ostream& err);

  Store const& store() const { return store_; }
  /// A line for the user.
  void say(std::string_view line) { progress_.say(line); }

  /// The runs that the folder holds; nothing when two of them contradict each other, which is said.
  std::optional<Runs> gather(Manifest const& manifest);
  /// The same with `resume`; without it no run is known yet.
  std::optional<Runs> known(Manifest const& manifest);

  /// Where in the user's file a scenario is made, of which `text` is wrong at `pointer`.
  using ProblemAt =
      std::function<format::Problem(std::size_t scenario, std::string const& pointer, std::string const& text)>;

  struct Worked {
    std::optional<ExitCode> end;  // the tasks could not be worked through; why has been said
    std::size_t given_up = 0;
  };
  /// Runs the tasks into `runs`.
  Worked run(Manifest const& manifest, std::span<Task const> tasks, Runs& runs, ProblemAt const& problem_at);

  /// Plans every scenario without running it; an exit code when one cannot be run, having said why.
  std::optional<ExitCode> check(Manifest const& manifest, ProblemAt const& problem_at);

 private:
  bool is_trusted(Gathered const& gathered);
  void report(Batch const& batch, ProblemAt const& problem_at);

  Settings const& settings_;
  Interrupt interrupt_;
  Progress progress_;
  Workers workers_;
  Store store_;
};

}  // namespace tongzhou::experiments
