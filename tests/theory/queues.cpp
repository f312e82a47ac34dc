#include "tests/theory/queues.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace tongzhou::theory {
namespace {

/// A small dense matrix.
struct Matrix {
  std::size_t rows, columns;
  std::vector<double> cells = std::vector<double>(rows * columns, 0.0);
  double& operator()(std::size_t r, std::size_t c) { return cells[r * columns + c]; }
  double operator()(std::size_t r, std::size_t c) const { return cells[r * columns + c]; }
};

Matrix product(Matrix const& a, Matrix const& b) {
  Matrix result{a.rows, b.columns};
  for (std::size_t r = 0; r < a.rows; ++r)
    for (std::size_t k = 0; k < a.columns; ++k)
      for (std::size_t c = 0; c < b.columns; ++c) result(r, c) += a(r, k) * b(k, c);
  return result;
}

/// X with X m = b, by elimination with the largest pivot.
Matrix solve_left(Matrix const& b, Matrix m) {
  std::size_t const n = m.rows;
  Matrix x = b;
  auto const exchange_columns = [](Matrix& of, std::size_t p, std::size_t q) {
    for (std::size_t r = 0; r < of.rows; ++r) std::swap(of(r, p), of(r, q));
  };
  auto const subtract_column = [](Matrix& of, std::size_t from, std::size_t what, double times) {
    for (std::size_t r = 0; r < of.rows; ++r) of(r, from) -= times * of(r, what);
  };
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t c = k + 1; c < n; ++c)
      if (std::abs(m(k, c)) > std::abs(m(k, pivot))) pivot = c;
    exchange_columns(m, k, pivot);
    exchange_columns(x, k, pivot);
    double const scale = m(k, k);
    for (std::size_t r = 0; r < n; ++r) m(r, k) /= scale;
    for (std::size_t r = 0; r < x.rows; ++r) x(r, k) /= scale;
    for (std::size_t c = 0; c < n; ++c)
      if (double const times = m(k, c); c != k && times != 0) {
        subtract_column(m, c, k, times);
        subtract_column(x, c, k, times);
      }
  }
  return x;
}

/// The chain of an Erlang queue. A level is a number of customers; a state in it is the phase of the coming arrival and
/// how many of the busy servers are in their first phase.
struct Chain {
  Erlang arrival, service;
  std::size_t servers;
  double next_arrival_phase, next_service_phase;  // rates

  Chain(Erlang a, Erlang s, int c)
      : arrival(a),
        service(s),
        servers(static_cast<std::size_t>(c)),
        next_arrival_phase(a.phases / a.mean),
        next_service_phase(s.phases / s.mean) {}

  std::size_t busy(std::size_t level) const { return std::min(level, servers); }
  std::size_t firsts(std::size_t level) const { return service.phases == 1 ? 1 : busy(level) + 1; }
  std::size_t states(std::size_t level) const { return static_cast<std::size_t>(arrival.phases) * firsts(level); }
  std::size_t state(std::size_t level, std::size_t phase, std::size_t first) const {
    return phase * firsts(level) + first;
  }

  /// Calls `to(level, state, rate)` for every way out of a state.
  template <class To>
  void leave(std::size_t level, std::size_t phase, std::size_t first, To to) const {
    auto const last_phase = static_cast<std::size_t>(arrival.phases) - 1;
    bool const single = service.phases == 1;
    if (phase < last_phase) {
      to(level, state(level, phase + 1, first), next_arrival_phase);
    } else {
      std::size_t const starts = !single && level < servers ? 1 : 0;  // straight into service
      to(level + 1, state(level + 1, 0, first + starts), next_arrival_phase);
    }
    serve(level, first, [&](std::size_t to_level, std::size_t to_first, double rate) {
      to(to_level, state(to_level, phase, to_first), rate);
    });
  }

  /// The same for the servers alone.
  template <class To>
  void serve(std::size_t level, std::size_t first, To to) const {
    if (level == 0) return;
    bool const follows = level > servers;  // the head of the queue takes the place of who leaves
    if (service.phases == 1) return to(level - 1, first, static_cast<double>(busy(level)) * next_service_phase);
    if (first > 0) to(level, first - 1, static_cast<double>(first) * next_service_phase);
    std::size_t const seconds = busy(level) - first;
    if (seconds > 0) to(level - 1, first + (follows ? 1 : 0), static_cast<double>(seconds) * next_service_phase);
  }
};

/// The smallest time at which `reached` holds; it goes on holding later.
template <class Reached>
double smallest(Reached reached) {
  if (reached(0)) return 0;
  double low = 0, high = 1;
  while (!reached(high)) high *= 2;
  for (int step = 0; step < 50; ++step) {
    double const middle = (low + high) / 2;
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

double Waits::mean() const { return std::accumulate(survival_.begin(), survival_.end(), 0.0) / rate_; }

double Waits::exceeds(double time) const {
  double const events = rate_ * time;
  double sum = 0;
  for (std::size_t n = 0; n < survival_.size(); ++n) {
    auto const count = static_cast<double>(n);
    double const log_chance = (events > 0 ? count * std::log(events)
                               : n == 0   ? 0
                                          : -HUGE_VAL) -
                              events - std::lgamma(count + 1);
    sum += std::exp(log_chance) * survival_[n];
  }
  return sum;
}

double Waits::quantile(double share) const {
  return smallest([&](double time) { return exceeds(time) <= 1 - share; });
}

Waits erlang_queue(Erlang between_arrivals, Erlang service, int servers) {
  Chain const chain{between_arrivals, service, servers};
  double const load = service.mean / between_arrivals.mean / servers;
  if (load >= 1) throw std::invalid_argument("a queue at full load has no steady state");
  // At the slowest (M/M/c) the chance of a level falls by the load at each: so far up that nothing is left.
  auto const top = chain.servers + static_cast<std::size_t>(std::ceil(std::log(1e-13) / std::log(load)));

  // From the top down: chances of a level = those of the one below times R.
  std::vector<Matrix> ratio(top + 1, Matrix{0, 0});
  Matrix stay{0, 0};
  auto const blocks = [&](std::size_t level) {
    Matrix up{chain.states(level), chain.states(level + 1)};
    Matrix within{chain.states(level), chain.states(level)};
    Matrix down{chain.states(level), level > 0 ? chain.states(level - 1) : 0};
    for (std::size_t phase = 0; phase < static_cast<std::size_t>(between_arrivals.phases); ++phase)
      for (std::size_t first = 0; first < chain.firsts(level); ++first) {
        std::size_t const from = chain.state(level, phase, first);
        chain.leave(level, phase, first, [&](std::size_t to_level, std::size_t to, double rate) {
          if (to_level == level + 1 && level == top) return;  // turned away
          within(from, from) -= rate;
          (to_level > level ? up : to_level < level ? down : within)(from, to) += rate;
        });
      }
    return std::array{std::move(up), std::move(within), std::move(down)};
  };
  auto above = blocks(top);
  for (std::size_t level = top; level > 0; --level) {
    auto below = blocks(level - 1);
    Matrix kept = above[1];
    if (level < top) {
      Matrix const returns = product(ratio[level + 1], blocks(level + 1)[2]);
      for (std::size_t i = 0; i < kept.cells.size(); ++i) kept.cells[i] += returns.cells[i];
    }
    Matrix minus_up = below[0];
    for (double& cell : minus_up.cells) cell = -cell;
    ratio[level] = solve_left(minus_up, kept);
    above = std::move(below);
  }
  // Level 0: its own balance, one equation replaced by a sum of one; scaled once all levels are known.
  Matrix balance = above[1];
  Matrix const returns = product(ratio[1], blocks(1)[2]);
  for (std::size_t i = 0; i < balance.cells.size(); ++i) balance.cells[i] += returns.cells[i];
  Matrix one{1, balance.columns};
  for (std::size_t r = 0; r < balance.rows; ++r) balance(r, 0) = 1;
  one(0, 0) = 1;
  std::vector<Matrix> chance{solve_left(one, balance)};
  for (std::size_t level = 1; level <= top; ++level) chance.push_back(product(chance.back(), ratio[level]));

  // What an arrival meets: the states just before one, that is in the last arrival phase, in proportion.
  auto const last_phase = static_cast<std::size_t>(between_arrivals.phases) - 1;
  double all = 0;
  for (std::size_t level = 0; level <= top; ++level)
    for (std::size_t first = 0; first < chain.firsts(level); ++first)
      all += chance[level](0, chain.state(level, last_phase, first));
  // It waits until as many have left as were too many; the servers stay busy all the while.
  std::size_t const width = chain.firsts(chain.servers);
  std::vector<double> ahead((top + 1) * width, 0.0);
  for (std::size_t level = chain.servers; level <= top; ++level)
    for (std::size_t first = 0; first < width; ++first)
      ahead[(level - chain.servers) * width + first] = chance[level](0, chain.state(level, last_phase, first)) / all;
  double const rate = servers * chain.next_service_phase;
  std::vector<double> survival, next(ahead.size());
  for (;;) {
    double const waiting = std::accumulate(ahead.begin(), ahead.end(), 0.0);
    if (waiting < 1e-13) break;
    survival.push_back(waiting);
    std::ranges::fill(next, 0.0);
    for (std::size_t left = 0; left + chain.servers <= top; ++left)
      for (std::size_t first = 0; first < width; ++first) {
        double const here = ahead[left * width + first];
        if (here == 0) continue;
        double out = 0;
        chain.serve(left + chain.servers + 1, first, [&](std::size_t level, std::size_t to_first, double r) {
          double const share = r / rate;
          out += share;
          std::size_t const still = level - chain.servers;  // 0: its turn has come
          if (still > 0) next[(still - 1) * width + to_first] += here * share;
        });
        next[left * width + first] += here * (1 - out);
      }
    std::swap(ahead, next);
  }
  return {rate, std::move(survival)};
}

double erlang_c(double offered, int servers) {
  double blocked = 1;  // Erlang's B, server by server
  for (int n = 1; n <= servers; ++n) blocked = offered * blocked / (n + offered * blocked);
  double const load = offered / servers;
  return blocked / (1 - load * (1 - blocked));
}

FixedServices::FixedServices(double offered, int servers)
    : offered_(offered), servers_(static_cast<std::size_t>(servers)) {
  double const load = offered / servers;
  auto const states = servers_ * 4 + static_cast<std::size_t>(std::ceil(15 / (1 - load))) + 40;
  std::vector<double> poisson(states);
  for (std::size_t k = 0; k < states; ++k)
    poisson[k] =
        std::exp(static_cast<double>(k) * std::log(offered) - offered - std::lgamma(static_cast<double>(k) + 1));
  std::size_t const most_come = static_cast<std::size_t>(
      std::ranges::find_if(poisson.begin() + servers, poisson.end(), [](double p) { return p < 1e-18; }) -
      poisson.begin());
  std::vector<double> now(states, 0.0), next(states);
  now[0] = 1;
  for (double moved = 1; moved > 1e-13;) {
    std::ranges::fill(next, 0.0);
    for (std::size_t n = 0; n < states; ++n) {
      std::size_t const stay = n - std::min(n, servers_);
      for (std::size_t come = 0; come < most_come && stay + come < states; ++come)
        next[stay + come] += now[n] * poisson[come];
    }
    moved = 0;
    for (std::size_t n = 0; n < states; ++n) moved += std::abs(next[n] - now[n]);
    std::swap(now, next);
  }
  at_most_.resize(states);
  std::partial_sum(now.begin(), now.end(), at_most_.begin());
}

double FixedServices::mean_customers() const {
  double mean = 0;
  for (double const chance : at_most_) mean += at_most_.back() - chance;
  return mean;
}

// In the k-th service time: nobody waits longer who finds few enough ahead once k services are over.
double FixedServices::within(double time) const {
  double const k = std::floor(time) + 1;
  double const comes = offered_ * (k - time);
  auto const most = static_cast<std::size_t>(k) * servers_ - 1;
  double total = 0, chance = std::exp(-comes);
  for (std::size_t j = 0; j <= most; ++j) {
    total += at_most_[std::min(most - j + servers_, at_most_.size() - 1)] * chance;
    chance *= comes / static_cast<double>(j + 1);
  }
  return total;
}

double FixedServices::quantile(double share) const {
  return smallest([&](double time) { return within(time) >= share; });
}

double wait_mg1(double arrivals_per_hour, double mean, double cv) {
  double const load = arrivals_per_hour * mean;
  return load * mean * (1 + cv * cv) / 2 / (1 - load);
}

double wait_mg1_vacations(double arrivals_per_hour, double mean, double cv, double mean_vacation, double cv_vacation) {
  return wait_mg1(arrivals_per_hour, mean, cv) + mean_vacation * (1 + cv_vacation * cv_vacation) / 2;
}

double wait_mmc_vacations(double arrivals_per_hour, double mean, int servers) {
  double const all = mean / servers;
  return wait_mg1_vacations(arrivals_per_hour, all, 1, all, 1);
}

double wait_gated(double arrivals_per_hour, double between_openings, double service) {
  return between_openings / 2 + arrivals_per_hour * between_openings * service / 2;
}

double wait_for_sailing(double between_departures, double offered, int slots) {
  return between_departures * (FixedServices{offered, slots}.mean_customers() / offered - 0.5);
}

}  // namespace tongzhou::theory
