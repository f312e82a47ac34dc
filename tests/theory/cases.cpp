#include "tests/theory/cases.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tests/theory/queues.hpp"

namespace tongzhou::theory {
namespace {

std::function<double(Json const&)> at(std::string const& pointer) {
  return [place = Json::json_pointer{pointer}](Json const& result) { return result.at(place).get<double>(); };
}

std::string const berth_wait = "/facilities/PORT~1quay/berth_queue/wait_hours/";

Line mean_wait(double theory) { return {"mean wait, h", theory, at(berth_wait + "mean")}; }

/// The mean and those percentiles that say something: half of all may not wait at all.
template <class Quantile>
std::vector<Line> waits(double mean, Quantile quantile) {
  std::vector<Line> lines{mean_wait(mean)};
  for (auto const& [share, key] : {std::pair{0.5, "p50"}, {0.9, "p90"}, {0.95, "p95"}})
    if (double const theory = quantile(share); theory > 0)
      lines.push_back({fmt::format("{:.0f} % wait at most, h", share * 100), theory, at(berth_wait + key)});
  return lines;
}

Case erlang(std::string file, int arrival_phases, int service_phases, int berths, double load) {
  auto const queue = erlang_queue({arrival_phases, 1.0}, {service_phases, load * berths}, berths);
  return {std::move(file), waits(queue.mean(), [&](double share) { return queue.quantile(share); })};
}

Case fixed(std::string file, int berths, double load) {
  double const hours = load * berths;
  FixedServices const queue{hours, berths};
  return {std::move(file),
          waits(queue.mean_wait() * hours, [&](double share) { return queue.quantile(share) * hours; })};
}

/// One ship an hour at one berth.
Case general(std::string file, double mean, double variance) {
  return {std::move(file), {mean_wait(wait_mg1(1, mean, std::sqrt(variance) / mean))}};
}

double wait_mmc(double arrivals, double service, int servers) {
  double const offered = arrivals * service;
  return erlang_c(offered, servers) * service / (servers - offered);
}

Line port_wait(std::string const& port, double theory) {
  return {"mean wait at " + port + ", h", theory, at("/facilities/" + port + "~1quay/berth_queue/wait_hours/mean")};
}

/// Hours that a box stands in the yard until it is loaded.
Line sailing_wait(double theory) {
  return {"mean wait for a sailing, h", theory, [](Json const& result) {
            return result["flows"]["tea"]["container_hours_by_cause"]["waiting_for_sailing"].get<double>() /
                   result["services"]["daily"]["boxes"].get<double>();
          }};
}

/// Ships alongside: shared capacity serves all at once, and how many there are depends on the load alone.
Line ships_alongside(double theory) {
  return {"mean ships alongside", theory, [](Json const& result) {
            return result["facilities"]["PORT/quay"]["berth_utilisation_share"].get<double>() * 200;
          }};
}

Line before_others(double theory) {
  return {"mean wait of those who go first, h", theory, at("/locks/LOCK~1lock/wait_hours_by_class/ship/mean")};
}

}  // namespace

std::vector<Case> cases() {
  auto const at_lock = [](std::string const& key) { return at("/locks/LOCK~1lock/" + key); };
  auto const on_line = [](std::string const& key) { return at("/links/line/" + key); };
  return {
      erlang("m-m-1-load-50", 1, 1, 1, 0.5),
      erlang("m-m-1-load-80", 1, 1, 1, 0.8),
      erlang("m-m-2-load-80", 1, 1, 2, 0.8),
      erlang("m-m-4-load-60", 1, 1, 4, 0.6),
      erlang("m-m-4-load-80", 1, 1, 4, 0.8),
      fixed("m-d-1-load-80", 1, 0.8),
      fixed("m-d-2-load-80", 2, 0.8),
      fixed("m-d-4-load-80", 4, 0.8),
      general("m-g-1-lognormal", 0.7, std::pow(0.7 * 1.2, 2)),
      general("m-g-1-gamma", 0.7, 0.7 * 0.7 / 0.5),
      general("m-g-1-uniform", 0.8, 1.2 * 1.2 / 12),
      // Of a triangle over a, m, b: variance (a^2 + m^2 + b^2 - am - ab - mb) / 18.
      general("m-g-1-triangular", 0.8, (0.01 + 0.25 + 3.24 - 0.05 - 0.18 - 0.9) / 18),
      general("m-g-1-empirical", 0.7, 0.75 * 0.09 + 0.25 * 0.81),
      erlang("m-e2-1-load-80", 1, 2, 1, 0.8),
      erlang("m-e2-2-load-60", 1, 2, 2, 0.6),
      erlang("m-e2-2-load-80", 1, 2, 2, 0.8),
      erlang("m-e2-4-load-80", 1, 2, 4, 0.8),
      erlang("e2-e2-1-load-80", 2, 2, 1, 0.8),
      erlang("e2-e2-2-load-60", 2, 2, 2, 0.6),
      erlang("e2-e2-2-load-80", 2, 2, 2, 0.8),
      erlang("e2-e2-4-load-80", 2, 2, 4, 0.8),
      {"three-ports",
       {port_wait("A", wait_mmc(1 / 3.2 + 0.2 + 0.1, 1, 1)), port_wait("B", wait_mmc(1 / 3.2 + 0.2, 2.8, 2)),
        port_wait("C", wait_mmc(1 / 3.2 + 0.2, 1.5, 1))}},
      {"gate", {{"mean wait, h", wait_mg1(1, 0.7, 1), at("/facilities/PORT~1quay/gate_queue/wait_hours/mean")}}},
      {"lock-random", {{"mean wait, h", wait_mg1(0.8, 1, 0), at_lock("queue/wait_hours/mean")}}},
      {"sailings", {sailing_wait(wait_for_sailing(24, 8, 10))}},
      {"sailings-one-slot", {sailing_wait(wait_for_sailing(3, 0.7, 1))}},
      {"sailings-thirty-slots", {sailing_wait(wait_for_sailing(24, 29, 30))}},
      {"cranes", {ships_alongside(0.8 / (1 - 0.8))}},
      {"cranes-two-sizes", {ships_alongside(0.8 / (1 - 0.8))}},
      {"cranes-two", {ships_alongside(1.6 + 0.8 * erlang_c(1.6, 2) / (1 - 0.8))}},
      {"lock-by-hand",
       {{"mean wait, h", 0.9, at_lock("queue/wait_hours/mean")},
        {"longest wait, h", 1.8, at_lock("queue/wait_hours/max")},
        {"lockages a day", 12, [](Json const& r) { return r["locks"]["LOCK/lock"]["lockages"].get<double>() / 90; }},
        {"share of time in use", 3.5 / 6, at_lock("utilisation_share")}},
       true},
      {"lock-by-hand-wide",
       {{"mean wait, h", (0.9 + 0.8) / 3, at_lock("queue/wait_hours/mean")},
        {"longest wait, h", 0.9, at_lock("queue/wait_hours/max")},
        {"share of time in use", 2.0 / 6, at_lock("utilisation_share")}},
       true},
      {"single-track",
       {{"mean wait before a section, h", (0.25 + 0.15 + 0.25) / 6, on_line("queue/wait_hours/mean")},
        {"longest wait, h", 0.25, on_line("queue/wait_hours/max")},
        {"share of time in use", 1.25 / 6, on_line("utilisation_share")}},
       true},
      {"lock-vacations-fixed", {before_others(wait_mg1_vacations(0.5, 1, 0, 1, 0))}},
      {"lock-vacations-gamma", {before_others(wait_mg1_vacations(0.5, 1, std::sqrt(2), 1, std::sqrt(2)))}},
      {"lock-vacations-two", {before_others(wait_mmc_vacations(1, 1, 2))}},
      // By Little's law, at one ship an hour.
      {"convoys", {{"mean wait, h", wait_gated(1, 6, 1.0 / 3), at("/links/canal/queue/mean_length")}}},
  };
}

}  // namespace tongzhou::theory
