// Laid over the program by LD_PRELOAD: what a worker runs then makes the fault that FAULT names, just before it
// simulates. A worker sets its signals back there, and nothing else in the program does it in this way.
#include <dlfcn.h>

#include <csignal>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace {

void make_fault(std::string_view kind) {
  int volatile one = 1;
  if (kind == "address") {
    char* volatile eight = static_cast<char*>(std::malloc(8));
    char volatile* const beyond = eight + 7 + one;
    *beyond = 1;
    std::free(eight);
  } else if (kind == "undefined") {
    int volatile most = std::numeric_limits<int>::max();
    most = most + one;
  }
}

}  // namespace

extern "C" int sigprocmask(int how, sigset_t const* set, sigset_t* before) noexcept {
  using Function = int (*)(int, sigset_t const*, sigset_t*);
  static auto const next = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "sigprocmask"));
  if (auto const* const kind = std::getenv("FAULT"); how == SIG_SETMASK && kind != nullptr) make_fault(kind);
  return next(how, set, before);
}
