// Processor time and memory of each stage of one run, as JSON on the standard output: stages FILE
// [check|build|plan|simulate] `digest` is over every figure of flows, services and terminals: equal digests, equal
// results.
#include <bit>
#include <cstdint>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "scenarios/format/schema.hpp"
#include "sim/engine/simulate.hpp"
#include "tests/bench/measure.hpp"

namespace {
using namespace tongzhou;

/// FNV-1a over the bits of figures.
class Digest {
 public:
  void add(double figure) { value_ = (value_ ^ std::bit_cast<std::uint64_t>(figure)) * 0x100000001b3U; }
  template <class Row>
  void add_all(Row const& row) {
    for (double const figure : row) add(figure);
  }
  void add(outcome::Spread const& s) { add_all(std::array{s.mean, s.p50, s.p90, s.p95, s.p99, s.max}); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

std::uint64_t digest(outcome::Outcome const& outcome) {
  Digest digest;
  digest.add_all(outcome.totals.hours);
  digest.add_all(outcome.totals.money);
  digest.add_all(outcome.totals.kg_co2e);
  for (auto const& flow : outcome.flows) {
    digest.add_all(flow.hours);
    digest.add_all(flow.money);
    digest.add(flow.transit_hours);
    digest.add(flow.on_time_share.value_or(-1));
  }
  for (auto const& connection : outcome.connections) digest.add(connection.transit_hours);
  for (auto const& service : outcome.services) {
    digest.add_all(service.hours);
    digest.add(service.fuel);
  }
  for (auto const& terminal : outcome.terminals) {
    digest.add(terminal.berth.wait_hours);
    digest.add(terminal.gate.wait_hours);
    digest.add(terminal.yard_mean_teu);
    digest.add(terminal.yard_max_teu);
  }
  for (auto const& week : outcome.weeks) digest.add_all(week.hours);
  return digest.value();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: stages FILE [check|build|plan|simulate]\n";
    return 2;
  }
  nlohmann::ordered_json said;
  bench::Watch watch;
  double before = bench::memory_mb("VmRSS");
  auto const note = [&](char const* stage) {
    double const now = bench::memory_mb("VmRSS");
    said[stage] = {{"cpu_seconds", watch.lap()}, {"peak_mb", bench::memory_mb("VmHWM")}, {"kept_mb", now - before}};
    before = now;
    bench::reset_peak();
    watch.lap();
  };
  std::string_view const last = argc == 3 ? argv[2] : "simulate";
  auto const say = [&] {
    std::cout << said.dump(2) << '\n';
    return 0;
  };
  std::optional<world::World> world;
  {
    format::Problems problems;
    auto const document = format::load(argv[1], problems);
    if (document) note("read");
    if (document && format::check(*document, format::scenario_schema(), problems)) {
      note("check");
      if (last == "check") return say();
      world = format::build(*document, problems);
    }
    problems.print(std::cerr);
    if (!world) return 3;
  }
  note("build");
  if (last == "build") return say();
  itineraries::Planner const planner{*world};
  auto const plans = itineraries::plan_all(*world, planner);
  note("plan");
  if (last == "plan") return say();
  auto const outcome = engine::simulate(*world, planner, plans);
  note("simulate");
  double calls = 0, moves = 0;
  for (auto const& terminal : outcome.terminals) {
    calls += terminal.calls;
    moves += terminal.moves;
  }
  auto const& totals = outcome.totals;
  double transit_hours = 0;
  for (auto const& flow : outcome.flows) transit_hours += flow.transit_hours.mean * flow.boxes_out;
  said["transit_hours_mean"] = totals.boxes_out > 0 ? transit_hours / totals.boxes_out : 0;
  said["boxes_in"] = totals.boxes_in;
  said["boxes_out"] = totals.boxes_out;
  said["boxes_inside"] = totals.boxes_inside;
  said["replanned"] = totals.boxes_replanned;
  said["port_calls"] = calls;
  said["moves"] = moves;
  said["events"] = outcome.events;
  said["fingerprint"] = outcome.fingerprint;
  said["digest"] = digest(outcome);
  said["audit"] = outcome.audit_holds();
  return say();
}
