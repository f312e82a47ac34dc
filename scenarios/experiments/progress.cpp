#include "scenarios/experiments/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace tongzhou::experiments {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t width = 30;

std::string drawn(std::size_t filled) {
  std::string text(filled, '=');
  if (filled < width) text += '>';
  text.resize(width, ' ');
  return "[" + text + "]  ";
}

std::string duration(double seconds) {
  if (seconds < 100) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 6000) return fmt::format("{:.0f} min", std::ceil(seconds / 60));
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string counts(std::size_t done, std::size_t expected, double seconds) {
  auto text = fmt::format("{} of {} runs", done, expected);
  if (done == 0 || seconds <= 0) return text;
  double const rate = static_cast<double>(done) / seconds;
  text += rate >= 1 ? fmt::format(", {:.1f} a second", rate) : fmt::format(", {:.1f} a minute", rate * 60);
  if (done < expected) text += fmt::format(", {} left", duration(static_cast<double>(expected - done) / rate));
  return text;
}

}  // namespace

std::string bar(std::size_t done, std::size_t expected, double seconds) {
  return drawn(expected == 0 ? width : done * width / expected) + counts(done, expected, seconds);
}

std::string bar(double share, double seconds) {
  share = std::clamp(share, 0.0, 1.0);
  auto text = drawn(static_cast<std::size_t>(share * width)) + fmt::format("{:.0f} %", share * 100);
  if (share > 0 && share < 1) text += fmt::format(", {} left", duration(seconds / share - seconds));
  return text;
}

Progress::~Progress() {
  if (!on_screen_) return;
  draw();
  out_ << '\n' << std::flush;
}

void Progress::expect(std::size_t runs) {
  std::scoped_lock const lock{mutex_};
  expected_ += runs;
  if (style_ == Style::bar) draw();
}

void Progress::done() {
  std::scoped_lock const lock{mutex_};
  auto const tenth = [&](std::size_t runs) { return expected_ == 0 ? 0 : runs * 10 / expected_; };
  bool const next_tenth = tenth(done_ + 1) > tenth(done_);
  ++done_;
  if (style_ == Style::bar && Clock::now() - drawn_ > std::chrono::milliseconds{100}) draw();
  if (style_ == Style::lines && next_tenth) {
    double const seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    out_ << translated(counts(done_, expected_, seconds)) << std::endl;
  }
}

void Progress::say(std::string_view line) {
  std::scoped_lock const lock{mutex_};
  wipe();
  out_ << translated(line) << std::endl;
}

std::string Progress::translated(std::string_view english) const {
  return translation_ ? translation_(english) : std::string{english};
}

void Progress::draw() {
  double const seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  wipe();
  out_ << bar(done_, expected_, seconds) << std::flush;
  drawn_ = Clock::now();
  on_screen_ = true;
}

void Progress::wipe() {
  if (on_screen_) out_ << "\r\x1b[K";
  on_screen_ = false;
}

}  // namespace tongzhou::experiments
