#include "tests/theory/queues.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace tongzhou::theory {
namespace {

TEST_CASE("the chain of a memoryless queue gives Erlang's formula and its exponential waits") {
  for (int const servers : {1, 2, 4})
    for (double const load : {0.3, 0.8, 0.95}) {
      auto const waits = erlang_queue({1, 1.0}, {1, load * servers}, servers);
      double const delayed = erlang_c(load * servers, servers);
      CHECK(waits.exceeds(0) == Approx(delayed));
      CHECK(waits.mean() == Approx(delayed * load / (1 - load)));
      double const rate = (1 - load) / load;
      if (delayed > 0.1) CHECK(waits.quantile(0.9) == Approx(std::log(delayed / 0.1) / rate));
    }
}

TEST_CASE("the chain of one server with Erlang services gives Pollaczek and Khinchine's mean") {
  for (double const load : {0.2, 0.6, 0.9})
    CHECK(erlang_queue({1, 1.0}, {2, load}, 1).mean() == Approx(wait_mg1(1, load, std::sqrt(0.5))));
}

TEST_CASE("the chain of Erlang arrivals at one memoryless server waits as the root of its transform says") {
  // GI/M/1: an arrival finds n with chance (1 - s) s^n, where s = A*(mu (1 - s)) and A*(x) = (2 / (2 + x))^2.
  double const mean_service = 0.8, mu = 1 / mean_service;
  double s = 0.5;
  for (int step = 0; step < 1000; ++step) s = std::pow(2 / (2 + mu * (1 - s)), 2);
  auto const waits = erlang_queue({2, 1.0}, {1, mean_service}, 1);
  CHECK(waits.exceeds(0) == Approx(s));
  CHECK(waits.mean() == Approx(mean_service * s / (1 - s)));
}

TEST_CASE("two servers of one phase and of two wait alike where nobody ever meets") {
  CHECK(erlang_queue({2, 1.0}, {2, 1e-3}, 2).mean() < 1e-8);
}

TEST_CASE("a server that others never let rest finds a first one waiting half of what is left of them") {
  // Nearly nobody comes: half of a fixed hour, all of a memoryless one. At two memoryless servers half of that.
  CHECK(wait_mg1_vacations(1e-9, 1, 0, 1, 0) == Approx(0.5));
  CHECK(wait_mg1_vacations(1e-9, 1, 0, 1, 1) == Approx(1));
  CHECK(wait_mmc_vacations(1e-9, 1, 2) == Approx(0.5));
  // Those who go first at one memoryless server, by Cobham (1954) at a load of one in all: 1 / (1 - 0.5).
  CHECK(wait_mmc_vacations(0.5, 1, 1) == Approx(2));
}

TEST_CASE("one server with fixed services waits half as long as a memoryless one") {
  for (double const load : {0.3, 0.8, 0.9}) {
    FixedServices const queue{load, 1};
    CHECK(queue.mean_wait() == Approx(wait_mg1(load, 1, 0)));
    // P(no wait) = 1 - load, and a wait of at most t < 1 services has the chance (1 - load) e^(load t).
    CHECK(queue.within(0) == Approx(1 - load));
    CHECK(queue.quantile((1 - load) * std::exp(load * 0.5)) == Approx(0.5));
  }
}

TEST_CASE("the waits of several servers with fixed services add up to the queue they make") {
  // The mean is the area over the distribution function.
  FixedServices const queue{3.2, 4};
  double area = 0;
  constexpr double step = 1e-3;
  for (int k = 0; k < 20000; ++k) area += (1 - queue.within((k + 0.5) * step)) * step;
  CHECK(area == Approx(queue.mean_wait()).epsilon(1e-6));
}

TEST_CASE("boxes for a service with more slots than they fill wait half the time between departures") {
  CHECK(wait_for_sailing(24, 2, 60) == Approx(12));
  CHECK(wait_for_sailing(24, 9, 10) > 12);
}

}  // namespace
}  // namespace tongzhou::theory
