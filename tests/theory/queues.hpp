#pragma once

#include <cstddef>
#include <utility>
#include <vector>

// Exact answers of queueing theory, worked out without anything of the simulator's.
namespace tongzhou::theory {

/// How long customers wait before their service begins, in the unit of the times given.
class Waits {
 public:
  /// Survival after n events of a Poisson stream of this rate, n = 0, 1, ...: the wait of a chain made uniform.
  Waits(double rate, std::vector<double> survival) : rate_(rate), survival_(std::move(survival)) {}
  double mean() const;
  double exceeds(double time) const;    // P(W > time)
  double quantile(double share) const;  // the smallest time that at least this share does not exceed

 private:
  double rate_;
  std::vector<double> survival_;
};

/// A sum of so many equal exponentials: 1 is memoryless.
struct Erlang {
  int phases;
  double mean;
};

/// Waits at so many servers, first come first served, by the Markov chain over (customers, phase of the arrival under
/// way, services in their first phase), solved level by level from a far one down. Phases: 1 or 2.
Waits erlang_queue(Erlang between_arrivals, Erlang service, int servers);

/// P(an arrival waits) in M/M/c at offered load a (Erlang's C).
double erlang_c(double offered, int servers);

/// M/D/c, times in services. From one service time to the next all who are in service leave and a Poisson number comes.
class FixedServices {
 public:
  FixedServices(double offered, int servers);
  double mean_customers() const;
  double mean_wait() const { return mean_customers() / offered_ - 1; }
  /// P(W <= time), from the lengths of the queue (Franx 2001).
  double within(double time) const;
  double quantile(double share) const;

 private:
  double offered_;
  std::size_t servers_;
  std::vector<double> at_most_;  // chance of at most so many customers
};

/// Pollaczek-Khinchine: mean wait in M/G/1 with services of this mean and coefficient of variation.
double wait_mg1(double arrivals_per_hour, double mean, double cv);

/// Mean wait of Poisson boxes, `offered` in the time between departures, for a service that takes `slots` at each.
double wait_for_sailing(double between_departures, double offered, int slots);

}  // namespace tongzhou::theory
