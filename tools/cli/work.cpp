#include "tools/cli/work.hpp"

#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"

namespace tongzhou::cli {
namespace {

/// Its share of the machine's memory for each job.
std::uint64_t share_of_memory(unsigned jobs) {
  return std::max<std::uint64_t>(experiments::megabytes_of_machine() / jobs, 512);
}

}  // namespace

void add_out(Command& command, WorkOptions& work) {
  command.option("--out", "DIR", work.out, "Where the folder <name>-<hash> of results goes; default: results").folder();
}

void add_work(Command& command, WorkOptions& work) {
  command.option("--jobs", "N", work.jobs, "Runs at a time; default: as many as there are cores").whole(1, 1024);
  command.flag("--resume", work.resume, "Only what is missing: results that are there and whole are kept");
  command.option("--time-limit", "S", work.time_limit_s, "Seconds after which a run is stopped; default: 3600")
      .whole(1, 10'000'000);
  command
      .option("--memory-limit", "MB", work.memory_limit_mb,
              "Most memory of a run in MB, 0: no limit; default: its share of the machine's")
      .whole(0, 1 << 30);
  command.flag("--yes", work.yes, "Run also what is expected to take more than these limits allow");
}

void add_talk(Command& command, WorkOptions& work) {
  auto quiet = command.flag("--quiet", work.quiet, "Say nothing but what is wrong");
  auto verbose = command.flag("--verbose", work.verbose, "Say also what is expected, and how long each part took");
  verbose.excludes(quiet);
  command.flag("--json", work.json, "Answer in JSON, for programs, instead of a summary").excludes(quiet);
}

experiments::Limits limits_of(WorkOptions const& work, unsigned jobs) {
  return {.time = std::chrono::seconds{work.time_limit_s},
          .memory_mb = work.memory_limit_mb ? *work.memory_limit_mb : share_of_memory(jobs),
          .expected = !work.yes};
}

experiments::Settings settings_of(WorkOptions const& work, Invocation const& invocation) {
  using Style = experiments::Progress::Style;
  experiments::Settings settings;
  settings.program = "/proc/self/exe";  // this very program, even if its file is replaced meanwhile
  settings.maker = {program_version(), package_versions()};
  if (!work.out.empty()) settings.out = work.out;
  settings.jobs = work.jobs > 0 ? work.jobs : std::max(1U, std::thread::hardware_concurrency());
  settings.resume = work.resume;
  settings.limits = limits_of(work, settings.jobs);
  settings.progress = work.quiet ? Style::none : ::isatty(STDERR_FILENO) != 0 ? Style::bar : Style::lines;
  settings.translation = sentence;
  settings.resume_command = invocation.resume_command;
  return settings;
}

void print_left_out(experiments::Experiment const& experiment, Console& console) {
  for (auto const& [name, why] : experiment.left_out)
    console.err << "! " << say("{} is left out: {}", format::printable(name), sentence(why)) << '\n';
}

ExitCode print_conclusion(experiments::Conclusion const& conclusion, WorkOptions const& work,
                          void (*print)(nlohmann::ordered_json const&, Console&), Console& console) {
  if (conclusion.file.empty() || work.quiet) return conclusion.exit_code;
  if (work.json) {
    auto answer = conclusion.merged;
    answer["file"] = format::printable(conclusion.file.string());
    console.out << answer.dump(2) << '\n';
  } else {
    print(conclusion.merged, console);
  }
  print_written(conclusion.file, console);
  return conclusion.exit_code;
}

}  // namespace tongzhou::cli
