#include "sim/outcome/demand_served.hpp"

#include <map>
#include <tuple>

namespace tongzhou::outcome {

Table<world::FlowId, FlowOutcome> flow_outcomes(Records const& records, world::World const& world, Bills const& bills) {
  Table<world::FlowId, FlowOutcome> flows(world.flows.size());
  for (auto const id : records.steps.ids()) {
    auto& flow = flows[records.ledger.account(id).flow];
    auto const& [money, kg_co2e] = charged(records, world, bills, id);
    flow.hours += records.ledger.hours(id);
    flow.money += money;
    flow.kg_co2e += kg_co2e;
  }
  for (auto const id : world.flows.ids()) {
    auto const& record = records.flows[id];
    auto& flow = flows[id];
    flow.boxes_in = record.boxes_in;
    flow.boxes_out = record.boxes_out;
    flow.boxes_inside = record.boxes_inside;
    auto const& facts = world.flows[id];
    flow.lost = {.boxes_stayed_away = record.boxes_stayed_away,
                 .boxes_given_up = record.boxes_given_up,
                 .boxes_added = record.boxes_added};
    flow.lost.value = flow.lost.boxes() * facts.value;
    flow.lost.penalties = flow.lost.boxes() * facts.bears.penalty_per_lost_box;
    if (record.expected_by > 0) flow.expected_cost = record.expected_cost / record.expected_by;
    flow.transit_hours = record.transit_hours.spread();
    flow.boxes_overdue = record.boxes_overdue;
    if (double const due = record.boxes_out + record.boxes_overdue; facts.deadline < Duration::unlimited() && due > 0)
      flow.on_time_share = record.boxes_on_time / due;
  }
  return flows;
}

std::vector<ConnectionOutcome> connections(Records const& records, world::World const& world) {
  struct Connected {
    ConnectionOutcome figures;
    HoursSample transit_hours;
    double due = 0, on_time = 0;
  };
  std::map<std::tuple<world::PlaceId, world::PlaceId, world::TradeClass>, Connected> found;
  for (auto const id : world.flows.ids()) {
    auto const& facts = world.flows[id];
    auto const& record = records.flows[id];
    auto& [figures, transit_hours, due, on_time] = found[{facts.origin, facts.destination, facts.trade}];
    figures.boxes_out += record.boxes_out;
    figures.teu_out += record.boxes_out * world.box_types[facts.box].teu;
    if (facts.deadline < Duration::unlimited()) {
      due += record.boxes_out + record.boxes_overdue;
      on_time += record.boxes_on_time;
    }
    transit_hours.add(record.transit_hours);
  }
  std::vector<ConnectionOutcome> list;
  for (auto& [key, connected] : found) {
    auto& [figures, transit_hours, due, on_time] = connected;
    std::tie(figures.origin, figures.destination, figures.trade) = key;
    if (due > 0) figures.on_time_share = on_time / due;
    figures.transit_hours = transit_hours.spread();
    list.push_back(figures);
  }
  return list;
}

}  // namespace tongzhou::outcome
