#include "tools/cli/work.hpp"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "tools/cli/version.hpp"

namespace tongzhou::cli {
namespace {

/// Its share of the machine's memory for each job.
std::uint64_t share_of_memory(unsigned jobs) {
  auto const bytes =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return std::max<std::uint64_t>((bytes >> 20) / jobs, 512);
}

}  // namespace

experiments::Settings settings_of(WorkOptions const& work, bool quiet) {
  using Style = experiments::Progress::Style;
  experiments::Settings settings;
  settings.program = "/proc/self/exe";  // this very program, even if its file is replaced meanwhile
  settings.maker = {program_version(), package_versions()};
  if (!work.out.empty()) settings.out = work.out;
  settings.jobs = work.jobs > 0 ? work.jobs : std::max(1U, std::thread::hardware_concurrency());
  settings.resume = work.resume;
  settings.limits.time = std::chrono::seconds{work.time_limit_s};
  settings.limits.memory_mb = work.memory_limit_mb ? *work.memory_limit_mb : share_of_memory(settings.jobs);
  settings.progress = quiet ? Style::none : ::isatty(STDERR_FILENO) != 0 ? Style::bar : Style::lines;
  settings.go_on = work.go_on;
  return settings;
}

}  // namespace tongzhou::cli
