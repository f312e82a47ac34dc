#pragma once

#include <coroutine>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/clock.hpp"
#include "sim/engine/closures.hpp"
#include "sim/engine/measure.hpp"

namespace tongzhou::engine {

/// The cranes of one terminal, shared by the vehicles alongside. While they together ask for no more than there is,
/// each is worked at its own rate and needs one plain delay. When they compete, or cranes are stopped or slowed, the
/// works become SimGrid executions on one host, whose max-min solver shares the cranes fairly.
class Cranes {
 public:
  /// `count` cranes of `moves_per_hour` each, for vehicles that together ask for at most `most_asked` of them. All
  /// `closures` are known beforehand and outlive this; those but for want of gangs are `of_terminal`.
  Cranes(Clock& clock, Window const& window, std::string const& name, double count, double moves_per_hour,
         double most_asked, Closures const& closures, Closures const& of_terminal);
  Cranes(Cranes&&) noexcept;
  ~Cranes();

  /// All vehicles alongside together never ask for more than there is, and no crane ever stops: every work takes as
  /// long as it does alone.
  bool never_short() const { return host_ == nullptr && count_ * rate_ > 0; }
  /// A work that begins now, of which nobody waits for the end, since it was known beforehand.
  void worked(double moves, Time end);

  /// How long so many moves take with so many cranes, when nobody competes.
  Duration alone(double moves, double most_cranes) const;

  struct Work {
    Cranes& cranes;
    double moves;
    double most_cranes;
    double left = 0;  // moves, when the plain delay began
    double rate = 0;  // moves per second at most
    Time since{};
    Clock::Ticket ticket = 0;
    std::coroutine_handle<> ship{};
    bool await_ready() const { return moves <= 0; }
    void await_suspend(std::coroutine_handle<> waiting) {
      ship = waiting;
      cranes.begin(*this);
    }
    void await_resume() { cranes.done(*this); }
  };
  /// `co_await cranes.work(moves, most_cranes)`.
  Work work(double moves, double most_cranes) { return {*this, moves, most_cranes}; }

  /// Share of crane time worked, up to the end of the window; to be asked then.
  double utilisation();
  /// Of the crane time that was asked for and not to be had, the share while gangs and not cranes were short; likewise.
  double share_for_want_of_gangs();
  Clock& clock() const { return *clock_; }

 private:
  void begin(Work& work);
  void done(Work& work);
  void share();  // from plain delays to executions
  void execute(Work& work, double moves);
  void ask(double more);  // moves per second, from now on
  void count_until(Time now);

  struct Host;
  Clock* clock_;
  Window const* window_;
  double count_, rate_;  // cranes; moves per second of one
  Closures const *closures_, *of_terminal_;
  std::unique_ptr<Host>
      host_;                  // only where vehicles can compete or cranes can stop: SimGrid takes no hosts once it runs
  std::vector<Work*> plain_;  // works on plain delays
  std::size_t executions_ = 0;  // works in SimGrid's hands
  double asked_ = 0;            // moves per second that all works ask for
  // In the measured span:
  double moves_done_ = 0;                                    // as they are done
  double not_done_for_cranes_ = 0, not_done_for_gangs_ = 0;  // moves that were asked for, and had to wait
  Time counted_until_;
};

}  // namespace tongzhou::engine
