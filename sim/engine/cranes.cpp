#include "sim/engine/cranes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <simgrid/kernel/ProfileBuilder.hpp>

#include "sim/engine/simgrid_engine.hpp"

namespace tongzhou::engine {
namespace s4u = simgrid::s4u;

namespace {

// SimGrid's solver takes speeds under 1e-5 for nothing: work is counted in millionths of a move.
constexpr double flops_per_move = 1e6;
// And it cannot plan a work on a host that stands still: closed cranes creep on, however many and fast they are by a
// move in three years. Shared by two hundred ships that is still a speed to the solver.
constexpr double creep_flops = 1e-2;

void listen_for_ends() {
  static bool const listening = [] {
    Completed::on_completion_cb([](Completed const& activity) {
      auto* const work = const_cast<Completed&>(activity).get_data<Cranes::Work>();
      if (work == nullptr) return;
      Clock& clock = work->cranes.clock();
      clock.catch_up();
      clock.wake(work->ship, clock.now());
    });
    return true;
  }();
  (void)listening;
}

}  // namespace

struct Cranes::Host {
  s4u::Host* host;
  std::vector<s4u::ExecPtr> executions;

  Host(Cranes const& cranes, std::string const& wish) {
    listen_for_ends();
    auto& sim = simgrid_engine();
    auto const name = sim.fresh_name(wish);
    host = add_host(*sim.zone, name, cranes.count_ * cranes.rate_ * flops_per_move);
    if (!cranes.closures_->none()) {
      std::vector<Time> changes{Time{}};
      for (auto const& spell : cranes.closures_->spells()) {
        changes.push_back(spell.from);
        changes.push_back(spell.to);
      }
      std::ranges::sort(changes);
      changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
      // SimGrid keeps those that lie ahead for whichever run comes next, when this host is gone.
      std::erase_if(changes, [&](Time change) { return change >= cranes.clock_->end(); });
      std::string lines;
      double const creep = creep_flops / (cranes.count_ * cranes.rate_ * flops_per_move);
      for (Time const change : changes)
        lines +=
            fmt::format("{} {}\n", cranes.clock_->on_simgrid(change), std::max(cranes.closures_->share(change), creep));
      host->set_speed_profile(simgrid::kernel::profile::ProfileBuilder::from_string(name, lines, -1));
    }
    host->seal();
  }
  // A run may end with works unfinished: nobody is to hear of their ends.
  ~Host() {
    for (auto const& execution : executions) {
      execution->set_data(nullptr);
      execution->cancel();
    }
  }
};

Cranes::Cranes(Clock& clock, Window const& window, std::string const& name, double count, double moves_per_hour,
               double most_asked, Closures const& closures, Closures const& of_terminal)
    : clock_(&clock),
      window_(&window),
      count_(count),
      rate_(moves_per_hour / 3600),
      closures_(&closures),
      of_terminal_(&of_terminal) {
  if (count * moves_per_hour > 0 && (most_asked > count || !closures.none()))
    host_ = std::make_unique<Host>(*this, name);
}
Cranes::Cranes(Cranes&&) noexcept = default;
Cranes::~Cranes() = default;

Duration Cranes::alone(double moves, double most_cranes) const {
  return Duration{moves / (std::min(most_cranes, count_) * rate_)};
}

void Cranes::begin(Work& work) {
  work.rate = std::min(work.most_cranes, count_) * rate_;
  ask(work.rate);
  constexpr double enough = 1 + 1e-9;
  bool const compete = asked_ > count_ * rate_ * enough;
  Time const done = clock_->now() + Duration{work.moves / work.rate};
  bool const undisturbed = std::ranges::none_of(
      closures_->spells(), [&](auto const& spell) { return spell.from < done && clock_->now() < spell.to; });
  if (executions_ == 0 && !compete && undisturbed) {
    work.since = clock_->now();
    work.left = work.moves;
    work.ticket = clock_->wake(work.ship, done);
    plain_.push_back(&work);
    return;
  }
  share();
  execute(work, work.moves);
}

void Cranes::share() {
  for (Work* const work : plain_) {
    clock_->cancel(work->ticket);
    execute(*work, work->left - work->rate * in_seconds(clock_->now() - work->since));
  }
  plain_.clear();
}

void Cranes::execute(Work& work, double moves) {
  auto execution = s4u::Exec::init();
  execution->set_host(host_->host)->set_flops_amount(std::max(moves, 1e-6) * flops_per_move);
  execution->set_bound(work.rate * flops_per_move);
  execution->set_data(&work);
  clock_->begin_on_simgrid([execution] { execution->start(); });
  ++executions_;
  host_->executions.push_back(execution);
}

void Cranes::done(Work& work) {
  if (work.moves <= 0) return;
  ask(-work.rate);
  if (auto const at = std::ranges::find(plain_, &work); at != plain_.end()) {
    plain_.erase(at);
  } else {
    std::erase_if(host_->executions, [&](auto const& e) { return e->template get_data<Work>() == &work; });
    --executions_;
    clock_->done_on_simgrid();
  }
  if (plain_.empty() && executions_ == 0) asked_ = 0;
}

void Cranes::worked(double moves, Time end) {
  Time const begin = clock_->now();
  if (end > begin) moves_done_ += moves * (window_->counted(begin, end) / (end - begin));
}

void Cranes::ask(double more) {
  count_until(clock_->now());
  asked_ += more;
}

// Together the cranes do what is asked of them, and no more than those that are not stopped can do.
void Cranes::count_until(Time now) {
  Time from = std::max(counted_until_, window_->from);
  Time const to = std::min(now, window_->to);
  while (from < to) {
    Time const next = std::min(to, closures_->next_change(from));
    double const share = closures_->share(from);
    double const done = std::min(asked_, count_ * rate_ * share);
    moves_done_ += done * in_seconds(next - from);
    (share < of_terminal_->share(from) ? not_done_for_gangs_ : not_done_for_cranes_) +=
        (asked_ - done) * in_seconds(next - from);
    from = next;
  }
  counted_until_ = std::max(counted_until_, now);
}

double Cranes::share_for_want_of_gangs() {
  count_until(window_->to);
  double const not_done = not_done_for_gangs_ + not_done_for_cranes_;
  return not_done > 0 ? not_done_for_gangs_ / not_done : 0;
}

double Cranes::utilisation() {
  count_until(window_->to);
  double const possible = count_ * rate_ * in_seconds(window_->length());
  return possible > 0 ? moves_done_ / possible : 0;
}

}  // namespace tongzhou::engine
