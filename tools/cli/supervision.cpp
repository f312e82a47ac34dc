#include "tools/cli/supervision.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "scenarios/experiments/progress.hpp"
#include "scenarios/format/files.hpp"
#include "tools/cli/messages.hpp"

namespace tongzhou::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds between_drawings{200};
constexpr milliseconds before_the_first{1000};  // what is done by then needs no bar

}  // namespace

Supervision::Supervision(Console& console) : Supervision(console, std::chrono::seconds::zero()) {}

Supervision::Supervision(Console& console, std::chrono::seconds limit, Share share)
    : console_(console), share_(std::move(share)), over_(::eventfd(0, EFD_CLOEXEC)) {
  if (over_ < 0) throw std::system_error(errno, std::generic_category(), "cannot watch for Ctrl-C");
  if (limit > std::chrono::seconds::zero()) limit_ = limit;
  thread_ = std::thread{[this] { watch(); }};
}

Supervision::~Supervision() {
  std::uint64_t const one = 1;
  [[maybe_unused]] auto const told = ::write(over_, &one, sizeof one);
  thread_.join();
  ::close(over_);
}

void Supervision::watch() {
  while (true) {
    auto wait = milliseconds{-1};  // for ever
    if (limit_) {
      auto const left = std::chrono::duration_cast<milliseconds>(began_ + *limit_ - Clock::now());
      if (left <= milliseconds::zero())
        end(say("stopped after {} s, the time limit; --time-limit makes it longer", limit_->count()), ExitCode::failed);
      wait = std::min(left + milliseconds{1}, milliseconds{1'000'000});
    }
    if (share_) wait = wait < milliseconds::zero() ? between_drawings : std::min(wait, between_drawings);
    pollfd watched[]{{over_, POLLIN, 0}, {interrupt_.descriptor(), POLLIN, 0}};
    auto const ready = ::poll(watched, 2, static_cast<int>(wait.count()));
    if (ready > 0 && watched[0].revents != 0) return wipe();
    if (ready > 0 && watched[1].revents != 0)
      end(tr("interrupted; nothing that was not finished is left"), ExitCode::interrupted);
    if (share_ && Clock::now() - began_ > before_the_first) draw();
  }
}

void Supervision::draw() {
  double const seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  wipe();
  console_.err << experiments::bar(share_(), seconds) << std::flush;
  on_screen_ = true;
}

void Supervision::wipe() {
  if (on_screen_) console_.err << "\r\x1b[K" << std::flush;
  on_screen_ = false;
}

// Without leaving the functions that are at work: they may never come back.
void Supervision::end(std::string const& words, ExitCode exit_code) {
  // First: who reads what is said may have been ended by the same Ctrl-C, and then saying it ends the program.
  format::remove_unfinished();
  wipe();
  auto const line = "tongzhou: " + words + "\n";
  [[maybe_unused]] auto const said = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(static_cast<int>(exit_code));
}

}  // namespace tongzhou::cli
