#include "scenarios/experiments/memory_limit.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <new>

#include "scenarios/experiments/exit_code.hpp"
#include "scenarios/format/files.hpp"

namespace tongzhou::experiments {
namespace {

// Written beforehand: when they are needed there is no memory to make them.
std::array<char, 128> last_words;
std::size_t length_of_last_words = 0;

void end_for_lack_of_memory() {
  [[maybe_unused]] auto const said = ::write(STDERR_FILENO, last_words.data(), length_of_last_words);
  format::remove_unfinished();
  ::_exit(static_cast<int>(ExitCode::failed));
}

}  // namespace

void limit_memory(std::uint64_t megabytes) {
  auto const words = megabytes == 0
                         ? fmt::format_to_n(last_words.data(), last_words.size(), "tongzhou: out of memory\n")
                         : fmt::format_to_n(last_words.data(), last_words.size(),
                                            "tongzhou: out of memory: stopped at {} MB, the memory limit\n", megabytes);
  length_of_last_words = std::min(words.size, last_words.size());
  std::set_new_handler(end_for_lack_of_memory);
  rlimit const no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  if (megabytes == 0 || megabytes > std::numeric_limits<rlim_t>::max() >> 20) return;
  rlimit const data{megabytes << 20, megabytes << 20};
  ::setrlimit(RLIMIT_DATA, &data);  // the address space would also count what is only reserved
#endif
}

std::uint64_t megabytes_of_machine() {
  constexpr std::uint64_t share_percent = 80;  // the rest is for the system and for others
  auto bytes =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::uint64_t of_container = 0;
  if (std::ifstream{"/sys/fs/cgroup/memory.max"} >> of_container && of_container > 0)
    bytes = std::min(bytes, of_container);
  return (bytes >> 20) * share_percent / 100;
}

}  // namespace tongzhou::experiments
