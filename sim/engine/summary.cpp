// What is on record when the run is over. What follows from it is worked out in sim/outcome.
#include "sim/outcome/summary.hpp"

#include <utility>

#include "sim/charges/tariff_counts.hpp"
#include "sim/engine/run.hpp"
#include "sim/outcome/records.hpp"

namespace tongzhou::engine {
namespace {

outcome::StepRecord record_of(StepFacts const& step, Detail const& detail) {
  outcome::StepRecord record;
  switch (step.kind) {
    case StepFacts::Kind::truck:
      record.kind = outcome::StepKind::truck;
      break;
    case StepFacts::Kind::ride:
      record.kind = outcome::StepKind::ride;
      break;
    case StepFacts::Kind::shift:
      record.kind = outcome::StepKind::transfer;
      break;
    case StepFacts::Kind::papers:
      record.kind = outcome::StepKind::formalities;
      break;
  }
  if (auto const* papers = std::get_if<Papers>(&detail)) record.restuffing = papers->restuffing;
  record.teu = step.teu;
  return record;
}

outcome::TerminalRecord record_of(TerminalAtWork& at_work) {
  outcome::TerminalRecord record{at_work.figures, at_work.berths.taken().mean(), at_work.crane_box_hours_lost,
                                 at_work.yard_box_hours_lost, at_work.gate_out_teu_hours};
  record.figures.crane_utilisation = at_work.cranes.utilisation();
  record.figures.yard_mean_teu = at_work.yard.mean();
  record.figures.yard_max_teu = at_work.yard.highest();
  record.figures.berth = at_work.berths.queue().outcome();
  record.figures.gate = at_work.gate.outcome();
  return record;
}

outcome::GaugeChangeRecord record_of(GaugeChangeAtWork& at_work) {
  outcome::GaugeChangeRecord record{at_work.figures, at_work.tracks.taken().mean()};
  record.figures.queue = at_work.tracks.queue().outcome();
  return record;
}

outcome::LinkRecord record_of(LinkAtWork& at_work) {
  outcome::LinkRecord record{at_work.figures, {}, at_work.depth_hours_lost};
  record.figures.queue = at_work.queue.outcome();
  for (auto const& section : at_work.sections) record.sections_taken.push_back(section.taken().mean());
  return record;
}

/// What the tariffs ask for the steps that boxes have begun and the inspections that were made.
ledger::Money counts_times_tariffs(Run& run) {
  charges::TariffCounts counts{run.world};
  for (auto const id : run.step_details.ids())
    counts.add(run.world.flows[run.steps[id].flow], run.step_details[id], run.ledger.begun(id));
  for (auto const id : run.world.customs_offices.ids()) counts.add_inspections(id, run.customs[id].figures.inspected);
  return counts.money();
}

}  // namespace

outcome::Outcome Run::summary() {
  outcome::Records records{.replication = replication,
                           .events = clock.events(),
                           .fingerprint = clock.fingerprint(),
                           .ledger = ledger,
                           .place_teu_by_week = place_teu_by_week,
                           .teu_in_by_week = teu_in_by_week,
                           .teu_out_by_week = teu_out_by_week,
                           .teu_change_by_week = teu_change_by_week,
                           .boxes_in_before = born_before,
                           .boxes_out_before = delivered_before,
                           .boxes_inside = boxes_inside,
                           .teu_inside = teu_inside,
                           .boxes_replanned = replanned,
                           .sailings_over_limit = sailings_over_limit};
  for (auto const id : steps.ids()) records.steps.add(record_of(steps[id], step_details[id]));
  for (auto const& at_work : services)
    records.services.add({at_work.figures, at_work.vehicle_days, at_work.idle, at_work.vehicles_late_hours,
                          at_work.departures_on_time, at_work.departures_timed});
  for (auto const id : world.flows.ids()) {
    auto& arrived = deliveries[id];
    records.flows.add({flows[id].born, arrived.delivered, arrived.on_time, arrived.inside, arrived.system_hours,
                       std::move(arrived.transit_hours)});
  }
  for (auto& at_work : terminals) records.terminals.add(record_of(at_work));
  for (auto& lock : locks) records.locks.add(lock.outcome());
  for (auto& at_work : gauge_changes) records.gauge_changes.add(record_of(at_work));
  for (auto& at_work : links) records.links.add(record_of(at_work));
  for (auto& office : customs) records.customs.add(office.outcome());
  records.empties = empties.outcome();
  if (empties.applies()) records.empties_audit = empties.audit();
  records.counts_times_tariffs = counts_times_tariffs(*this);

  auto result = outcome::summarise(std::move(records), world);
  post.tell(result);
  return result;
}

}  // namespace tongzhou::engine
