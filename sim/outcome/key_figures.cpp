#include "sim/outcome/key_figures.hpp"

#include <numeric>

namespace tongzhou::outcome {
namespace {

std::optional<double> ratio(double part, double whole) {
  if (whole == 0) return std::nullopt;
  return part / whole;
}

struct Slots {
  double carried = 0, offered = 0;
  void add(LegOutcome const& leg) {
    carried += leg.teu_carried;
    offered += leg.teu_offered;
  }
  std::optional<double> use() const { return ratio(carried, offered); }
};

}  // namespace

KeyFigures key_figures(Outcome const& outcome, world::World const& world) {
  KeyFigures figures;
  Slots all, out, back;
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    auto const legs = service.stops.size() - (service.returns() ? 0 : 1);
    for (std::size_t i = 0; i < legs; ++i) {
      auto const& leg = outcome.services[id].legs[i];
      all.add(leg);
      figures.sailings += leg.sailings;
      figures.boxes_left_behind += leg.boxes_left_behind;
      figures.left_behind += leg.left_behind;
      if (legs == 2) (i == 0 ? out : back).add(leg);
    }
  }
  figures.slot_use = all.use();
  figures.slot_use_out = out.use();
  figures.slot_use_back = back.use();

  double hours = 0;
  for (auto const& connection : outcome.connections) {
    if (connection.trade == world::TradeClass::empty) {
      figures.empties_moved += connection.boxes_out;
      continue;
    }
    figures.laden_boxes += connection.boxes_out;
    figures.laden_teu += connection.teu_out;
    hours += connection.boxes_out * connection.transit_hours.mean;
  }
  figures.transit_hours = ratio(hours, figures.laden_boxes);
  double due = 0, on_time = 0;
  for (auto const id : world.flows.ids()) {
    auto const& flow = outcome.flows[id];
    if (world.flows[id].trade == world::TradeClass::empty || !flow.on_time_share) continue;
    due += flow.boxes_out + flow.boxes_overdue;
    on_time += (flow.boxes_out + flow.boxes_overdue) * *flow.on_time_share;
  }
  figures.on_time = ratio(on_time, due);

  auto const& totals = outcome.totals;
  figures.lost_share = ratio(totals.teu_lost, totals.teu_in - totals.teu_added + totals.teu_stayed_away);
  figures.system_cost = ratio(totals.system_cost, figures.laden_teu);
  figures.shipper_cost = ratio(totals.shipper_cost, figures.laden_teu);
  figures.kg_co2e = ratio(std::accumulate(totals.kg_co2e.begin(), totals.kg_co2e.end(), 0.0), figures.laden_teu);
  return figures;
}

}  // namespace tongzhou::outcome
