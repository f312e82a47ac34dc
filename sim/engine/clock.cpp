#include "sim/engine/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <csignal>
#include <simgrid/kernel/Timer.hpp>
#include <stdexcept>
#include <utility>

#include "network/base/prefetch.hpp"
#include "sim/engine/simgrid_engine.hpp"

namespace tongzhou::engine {
namespace s4u = simgrid::s4u;
using simgrid::kernel::timer::Timer;

namespace {

bool deadlocked = false;

// A few tens of wakes lie in one where thousands of vehicles are under way.
constexpr Duration span_of_wakes = minutes(2);

}  // namespace

std::string SimGridEngine::fresh_name(std::string const& wish) {
  static int names = 0;
  return wish + "#" + std::to_string(++names);
}

void SimGridEngine::new_run() {
  static std::vector<std::string> words{"tongzhou", "--log=root.thres:critical"};
  if (engine != nullptr) {
    // Zones are sealed once a run has begun: the next run needs a new engine. Its clock carries on all the same.
#if SIMGRID_VERSION >= 40000
    delete engine;
#else
    // Deprecated because most programs need one engine only.
#  pragma GCC diagnostic push
#  pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    engine->shutdown();
#  pragma GCC diagnostic pop
#endif
  } else {
    // The keeper's actor runs on a thread of its own: sanitizers understand threads, not swapped stacks.
    words.push_back("--cfg=contexts/factory:thread");
    s4u::Engine::on_deadlock_cb([] { deadlocked = true; });
  }
  std::vector<char*> argv;
  argv.reserve(words.size());
  for (auto& word : words) argv.push_back(word.data());
  int argc = static_cast<int>(argv.size());
  // SimGrid takes Ctrl-C for itself and would end the program by its own words: whose it was, it stays.
  struct sigaction of_the_program {};
  ::sigaction(SIGINT, nullptr, &of_the_program);
  engine = new s4u::Engine(&argc, argv.data());
  ::sigaction(SIGINT, &of_the_program, nullptr);
  zone = add_zone(*engine, fresh_name("run"));
  keeper = add_host(*zone, fresh_name("keeper"), 1.0)->seal();
}

SimGridEngine& simgrid_engine() {
  static SimGridEngine only;
  return only;
}

struct Clock::SimGrid {
  double start = s4u::Engine::get_clock();
  Timer* timer = nullptr;
  double armed_for = 0;
  std::vector<std::function<void()>> starts;  // of works that begin when its clock has come up to now
};

Clock::Clock(Time end, RunProgress* progress) : wakes_(span_of_wakes, end), end_(end), progress_(progress) {
  simgrid_engine().new_run();
  simgrid_ = std::make_unique<SimGrid>();
}

Clock::~Clock() {
  if (simgrid_->timer != nullptr) simgrid_->timer->remove();
}

double Clock::on_simgrid(Time date) const { return simgrid_->start + date.since_start().raw(); }

void Clock::begin_on_simgrid(std::function<void()> start) {
  ++simgrid_works_;
  if (on_simgrid(now_) <= s4u::Engine::get_clock()) return start();
  simgrid_->starts.push_back(std::move(start));
  arm();
}

void Clock::catch_up() { now_ = std::max(now_, Time{Duration{s4u::Engine::get_clock() - simgrid_->start}}); }

void Clock::stands_still() const {
  throw std::runtime_error(
      fmt::format("simulated time stands still on day {:.6f}: {} steps without it moving on by a second", in_days(now_),
                  most_steps));
}

void Clock::time_passes() {
  double const now = now_.since_start().raw();
  if (now < second_ + 1) return;
  second_ = now;
  steps_ = 0;
  if (progress_ != nullptr) progress_->days.store(in_days(now_), std::memory_order_relaxed);
}

Clock::Ticket Clock::wake(std::coroutine_handle<> process, Time date) {
  auto const ticket = wakes_.add(std::max(date, now_), process);
  arm();
  return ticket;
}

void Clock::arm() {
  if (firing_ || over_ || (wakes_.empty() && simgrid_->starts.empty())) return;
  // Works that are to begin hold the calendar up: they all begin now.
  double const date = on_simgrid(simgrid_->starts.empty() ? Time{Duration{wakes_.first()->date}} : now_);
  if (simgrid_->timer != nullptr) {
    if (date >= simgrid_->armed_for) return;
    simgrid_->timer->remove();
  }
  simgrid_->armed_for = date;
  simgrid_->timer = Timer::set(date, [this] { fire(); });
}

void Clock::fire() {
  simgrid_->timer = nullptr;
  firing_ = true;
  double const reached = s4u::Engine::get_clock();
  for (auto const& start : std::exchange(simgrid_->starts, {})) start();
  for (auto const* next = wakes_.first(); next != nullptr && !over_ && may_happen(next->date, reached);
       next = wakes_.first()) {
    auto const wake = wakes_.pop();
    if (!cancelled_.empty() && cancelled_.erase(wake.order) > 0) continue;
    if (wake.date >= end_.since_start().raw()) continue;
    // The next to wake is far away in memory, too: it comes while this one acts.
    if (auto const* after = wakes_.first_due())
      for (std::size_t line = 0; line < 4; ++line)
        prefetch_cache_line(static_cast<char const*>(after->what.address()) + 64 * line);
    now_ = std::max(now_, Time{Duration{wake.date}});
    time_passes();
    ++events_;
    if (++steps_ > most_steps) over_ = stands_still_ = true;
    // FNV-1a over the bits of the date and the ticket.
    fingerprint_ = (fingerprint_ ^ std::bit_cast<std::uint64_t>(wake.date)) * 0x100000001b3;
    fingerprint_ = (fingerprint_ ^ wake.order) * 0x100000001b3;
    wake.what.resume();
  }
  firing_ = false;
  arm();
}

void Clock::run() {
  auto& sim = simgrid_engine();
  arm();
  deadlocked = false;
  add_actor(*sim.engine, "keeper of time", sim.keeper, [this] {
    s4u::this_actor::sleep_until(on_simgrid(end_));
    over_ = true;
    if (simgrid_->timer != nullptr) simgrid_->timer->remove();
    simgrid_->timer = nullptr;
  });
  sim.engine->run();
  if (stands_still_) stands_still();
  if (deadlocked) throw std::runtime_error("the simulation stopped: everybody waits for somebody else");
  now_ = end_;
}

}  // namespace tongzhou::engine
