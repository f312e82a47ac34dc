#include "scenarios/calibration/minimum.hpp"

#include <algorithm>
#include <exception>
#include <nlopt.hpp>

namespace tongzhou::calibration {
namespace {

/// What NLopt calls back with. It keeps the best point itself: NLopt forgets it when the budget is spent.
struct Asked {
  Objective const& objective;
  double tolerance;
  std::size_t patience;  // so many points in a row without a gain are enough
  Minimum best;
  std::exception_ptr thrown;
  nlopt::opt* search = nullptr;
  double gained_at = 0;  // the value of the last gain that was worth it
  std::size_t since = 0;

  static double ask(std::vector<double> const& at, std::vector<double>&, void* data) {
    auto& me = *static_cast<Asked*>(data);
    try {
      double const value = me.objective(at);
      me.take(at, value);
      return value;
    } catch (...) {
      me.thrown = std::current_exception();
      me.search->force_stop();
      return 0;
    }
  }

  void take(std::vector<double> const& at, double value) {
    bool const first = best.evaluations++ == 0;
    if (first || value < best.value) {
      best.value = value;
      best.at = at;
    }
    if (first || value < gained_at - tolerance) {
      gained_at = value;
      since = 0;
    } else if (++since >= patience) {
      search->force_stop();
    }
  }
};

// Of each range: BOBYQA's first step, and the one that is too small to be worth another. NLopt's own tolerance of the
// value would end it after two steps that happen to be alike, and chance keeps it from ever taking the finest.
constexpr double first_step = 0.25, finest_step = 0.004;

void run(Asked& asked, nlopt::algorithm algorithm, sensitivity::Point from, std::size_t budget, double step) {
  auto const parameters = static_cast<unsigned>(from.size());
  nlopt::opt search{algorithm, parameters};
  asked.search = &search;
  asked.since = 0;
  search.set_lower_bounds(std::vector<double>(parameters, 0));
  search.set_upper_bounds(std::vector<double>(parameters, 1));
  search.set_initial_step(step);
  search.set_min_objective(Asked::ask, &asked);
  search.set_maxeval(static_cast<int>(budget));
  search.set_xtol_abs(finest_step);
  try {
    double value = 0;
    auto const why = search.optimize(from, value);
    asked.best.settled = why != nlopt::MAXEVAL_REACHED;
  } catch (nlopt::roundoff_limited const&) {
    asked.best.settled = true;
  } catch (nlopt::forced_stop const&) {
    asked.best.settled = true;
  }
  if (asked.thrown) std::rethrow_exception(asked.thrown);
}

}  // namespace

Minimum minimise(Objective const& objective, sensitivity::Point start, Search search, std::size_t budget,
                 double tolerance) {
  // BOBYQA needs 2k + 1 points for its first model.
  std::size_t const least = 2 * start.size() + 2;
  Asked asked{.objective = objective, .tolerance = tolerance, .patience = 2 * least, .best = {}, .thrown = {}};
  if (search == Search::global && budget > 2 * least) {
    asked.patience = budget;
    run(asked, nlopt::GN_DIRECT_L, start, budget / 2, first_step);
    asked.patience = 2 * least;
    start = asked.best.at;
  }
  auto const left = [&] { return budget - std::min(budget, asked.best.evaluations); };
  run(asked, nlopt::LN_BOBYQA, std::move(start), std::max(least, left()), first_step);
  // A model of what is bent, or moved by chance, can mislead: a new one is made around the best for as long as that
  // helps.
  for (double step = first_step / 2; asked.best.settled && left() >= least;
       step = std::max(step / 2, 8 * finest_step)) {
    double const before = asked.best.value;
    run(asked, nlopt::LN_BOBYQA, sensitivity::Point{asked.best.at}, left(), step);
    if (before - asked.best.value < tolerance) {
      asked.best.settled = true;
      break;
    }
  }
  return asked.best;
}

}  // namespace tongzhou::calibration
