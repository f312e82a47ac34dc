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

/// The same where the server takes a vacation whenever it has nothing to do, one after the other: Fuhrmann and Cooper's
/// (1985) decomposition adds what is left of a vacation for who comes at any time.
double wait_mg1_vacations(double arrivals_per_hour, double mean, double cv, double mean_vacation, double cv_vacation);

/// M/M/c with vacations like services: no server ever stands, so that all together are one of c times the speed, with
/// vacations of its own.
double wait_mmc_vacations(double arrivals_per_hour, double mean, int servers);

/// Poisson customers let through a gate every so often, and then one by one after a fixed time: half the time between
/// openings, and the time for those who came before in the same (all are through before it opens again).
double wait_gated(double arrivals_per_hour, double between_openings, double service);

/// Mean wait of Poisson boxes, `offered` in the time between departures, for a service that takes `slots` at each.
double wait_for_sailing(double between_departures, double offered, int slots);

}  // namespace tongzhou::theory
