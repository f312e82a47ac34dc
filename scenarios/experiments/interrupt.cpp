#include "scenarios/experiments/interrupt.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace tongzhou::experiments {
namespace {

int event = -1;  // a signal handler can reach only what is global
constexpr std::array watched{SIGINT, SIGTERM, SIGHUP, SIGXCPU};
std::array<struct sigaction, watched.size()> before;  // what each did

void note(int) {
  std::uint64_t const one = 1;
  [[maybe_unused]] auto const written = ::write(event, &one, sizeof one);
}

}  // namespace

Interrupt::Interrupt() {
  event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (event < 0) throw std::runtime_error("cannot wait for Ctrl-C");
  struct sigaction noting {};
  noting.sa_handler = note;
  noting.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (std::size_t i = 0; i < watched.size(); ++i) {
    ::sigaction(watched[i], &noting, &before[i]);
    bool const is_ignored = before[i].sa_handler == SIG_IGN;
    if (watched[i] == SIGHUP && is_ignored) ::sigaction(SIGHUP, &before[i], nullptr);
  }
}

Interrupt::~Interrupt() {
  for (std::size_t i = 0; i < watched.size(); ++i) ::sigaction(watched[i], &before[i], nullptr);
  ::close(event);
  event = -1;
}

bool Interrupt::came() const {
  pollfd watched{event, POLLIN, 0};
  return ::poll(&watched, 1, 0) > 0;
}

int Interrupt::descriptor() const { return event; }

}  // namespace tongzhou::experiments
