#pragma once

#include <ctime>
#include <fstream>
#include <string>
#include <utility>

namespace tongzhou::bench {

/// Processor seconds of this process, all its threads, since it was made, or since the last lap: what others do on the
/// machine counts less than in hours by the clock on the wall.
class Watch {
 public:
  double lap() {
    double const now = cpu();
    return now - std::exchange(since_, now);
  }

 private:
  static double cpu() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  double since_ = cpu();
};

/// A line of /proc/self/status in MB: "VmRSS" (now), "VmHWM" (most so far). 0 where there is none.
inline double memory_mb(std::string const& line) {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;)
    if (word == line + ":") {
      double kb = 0;
      status >> kb;
      return kb / 1024;
    }
  return 0;
}

/// Forgets the most so far, so that each stage has its own.
inline void reset_peak() { std::ofstream{"/proc/self/clear_refs"} << "5"; }

}  // namespace tongzhou::bench
