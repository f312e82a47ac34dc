#include "scenarios/experiments/interrupt.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <stdexcept>

namespace tongzhou::experiments {
namespace {

int event = -1;  // a signal handler can reach only what is global
struct sigaction before_int, before_term;

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
  ::sigaction(SIGINT, &noting, &before_int);
  ::sigaction(SIGTERM, &noting, &before_term);
}

Interrupt::~Interrupt() {
  ::sigaction(SIGINT, &before_int, nullptr);
  ::sigaction(SIGTERM, &before_term, nullptr);
  ::close(event);
  event = -1;
}

bool Interrupt::came() const {
  pollfd watched{event, POLLIN, 0};
  return ::poll(&watched, 1, 0) > 0;
}

int Interrupt::descriptor() const { return event; }

}  // namespace tongzhou::experiments
