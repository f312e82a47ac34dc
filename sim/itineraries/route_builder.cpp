#include "sim/itineraries/route_builder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "network/base/match.hpp"
#include "sim/charges/charge.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/itineraries/common_lines.hpp"
#include "sim/itineraries/formalities.hpp"
#include "sim/itineraries/truck_way.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::itineraries {
using world::World;

void RouteBuilder::take(graph::EdgeId edge) {
  cost_ += graph_.cost_of(edge, flow_);
  auto const& terminals = graph_.world.terminals;
  std::visit(
      Match{[&](Enter const& e) {
              set_out(terminals[e.into].place, {});
              truck_.into = e.into;
              end_truck();
            },
            [&](Fetch const& e) {
              set_out(terminals[e.out_of].place, e.out_of);
              end_truck();
            },
            [&](Stay const& e) {
              set_out(e.at, {});
              end_truck();
            },
            [&](GateIn const& e) {
              truck_.into = e.into;
              end_truck();
            },
            [&](Hire const& e) { set_out(e.at, e.out_of); },
            [&](Drive const& e) { drive_on(graph_.world, truck_, e.link); }, [&](Deliver const&) { end_truck(); },
            [&](InterTerminalTransfer const& between) { steps_.emplace_back(between); }, [](Pass const&) {},
            [](Remain const&) {}, [](Carry const&) {}},
      graph_.meaning(edge));
}

void RouteBuilder::ride(std::vector<Line> lines) {
  steps_.emplace_back(lines.front().ride);
  lines_.push_back(std::move(lines));
}

void RouteBuilder::set_out(world::PlaceId from, world::TerminalId out_of) {
  truck_.from_place = truck_.to_place = from;
  truck_.out_of = out_of;
}

void RouteBuilder::end_truck() {
  add_rests(graph_.world, truck_);
  cost_.hours += in_hours(truck_.rests);
  steps_.emplace_back(std::exchange(truck_, {}));
}

namespace {

/// To the lines by which boxes came to a yard, when they leave it by truck or transfer after so long and a dwell.
double expected_demurrage(World const& world, std::vector<Line> const* came, world::BoxType const& box, Duration stay,
                          demand::Distribution<Duration> const& dwell) {
  double sum = 0;
  if (came == nullptr) return sum;
  for (auto const& line : *came)
    sum += line.share * charges::mean_demurrage(world.services[line.ride.service].demurrage, box.teu, stay, dwell);
  return sum;
}

/// To them, for a box that its consignee fetches.
double expected_detention(World const& world, world::Flow const& flow, std::vector<Line> const* came,
                          Duration on_road) {
  double sum = 0;
  if (came == nullptr) return sum;
  for (auto const& line : *came) sum += line.share * charges::detention(world, flow, line.ride.service, on_road);
  return sum;
}

}  // namespace

// In each yard a box pays for its whole stay: what formalities take there, and the wait for the next ride or the
// consignee.
Itinerary RouteBuilder::finish() && {
  auto const& world = graph_.world;
  auto const& box = world.box_types[flow_.box];
  Itinerary made;
  made.steps = std::move(steps_);
  made.lines = std::move(lines_);
  demand::Distribution<Duration> const no_dwell;
  Duration asked;                           // of the box since it came to a yard
  double dwelling = 1;                      // share of boxes, in the last yard
  std::vector<Line> const* came = nullptr;  // lines that brought it to this yard
  auto lines = made.lines.begin();
  auto const ask = [&](Cost const& cost) {
    cost_ += cost;
    asked += hours(cost.hours);
  };
  Formalities const* clearance = nullptr;
  auto const steps = with_formalities(world, flow_, made);
  for (auto const& step : steps) {
    auto const* formalities = std::get_if<Formalities>(&step);
    if (formalities != nullptr) ask(cost_of(world, flow_, *formalities));
    if (formalities != nullptr && formalities->clearance) {
      clearance = formalities;
      dwelling = dwelling_share(world, flow_, *formalities);
    }
    if (clearance != nullptr && &step == &steps.back()) ask(cost_of_second_stage(world, flow_, *clearance, step));
    if (formalities != nullptr) continue;
    if (auto const* ride = std::get_if<Ride>(&step)) {
      came = &*lines;
      auto const leg = share_among_lines(*lines++, flow_.hour_costs());
      made.generalised_cost += leg.cost;
      made.money += leg.money;
      made.hours += leg.hours;
      made.kg_co2e += leg.kg_co2e;
      auto const& terminal = world.terminals[world.services[ride->service].stops[ride->load].terminal];
      cost_.money += expected_storage(terminal, box, asked, hours(leg.wait_hours), hours(leg.loads_hours));
      if (ride->transshipped) cost_.money += charges::beyond_two_moves(terminal, box);
    } else if (auto const* truck = std::get_if<Truck>(&step); truck && truck->out_of) {
      auto const& terminal = world.terminals[truck->out_of];
      auto const& dwell = truck->into ? no_dwell : terminal.dwell;
      cost_.money += mean_by_dwell(
          dwelling, dwell, [&](auto const& each) { return charges::mean_storage(terminal, box.teu, asked, each); });
      if (!truck->into) count_dwell(terminal, dwelling);
      cost_.money += mean_by_dwell(dwelling, dwell,
                                   [&](auto const& each) { return expected_demurrage(world, came, box, asked, each); });
      if (!truck->into) cost_.money += expected_detention(world, flow_, came, truck->time);
      came = nullptr;
    } else {
      cost_.money += expected_demurrage(world, came, box, asked, no_dwell);
      came = nullptr;
    }
    asked = {};
    dwelling = 1;
  }
  made.generalised_cost += generalised(cost_, flow_, world.policy);
  made.money += cost_.money;
  made.hours += cost_.hours;
  made.kg_co2e += cost_.kg_co2e;
  return made;
}

namespace {

/// The last step of a way on which a second stage costs most: a truck out of a terminal, or to where the flow ends.
Step dearest_second_stage(World const& world, world::Flow const& flow) {
  auto const value = [&](world::PlaceId place) {
    return generalised(inland_inspection(world, place), flow, world.policy);
  };
  Truck dearest;
  double most = value(flow.destination);
  for (auto const& office : world.customs_offices) {
    auto const& terminals = world.places[office.place].terminals;
    if (terminals.empty() || value(office.place) <= most) continue;
    most = value(office.place);
    dearest.out_of = terminals.front();
  }
  return dearest;
}

}  // namespace

// Its hours, instead of what the search has counted; its storage is in that of the whole stay.
void RouteBuilder::count_dwell(world::Terminal const& terminal, double dwelling) {
  auto const dwell = cost_of_dwell(terminal, graph_.world.box_types[flow_.box]);
  double const counted = 1 - rules::most_at_ships_side(graph_.world, flow_);
  cost_.money -= counted * dwell.money;
  cost_.hours += (dwelling - counted) * dwell.hours;
}

FormalitySlack::FormalitySlack(RouteGraph const& graph, world::Flow const& flow) {
  if (flow.mail) return;
  auto const& world = graph.world;
  auto const value = [&](Cost const& cost) { return generalised(cost, flow, world.policy); };
  Formalities change;
  change.documents = rules::needs_documents(world.transfer_rules);
  change.restuffing = !world.transfer_rules.one_box && flow.trade != world::TradeClass::empty;
  change.transit = rules::meets_customs(world, flow);
  auto const most_asked = cost_of(world, flow, change);
  Formalities restuffing_and_transit = change;
  restuffing_and_transit.documents = false;  // counted with each leg
  per_call = value(cost_of(world, flow, restuffing_and_transit));
  per_call += graph.most_beyond_two_moves(flow.box);
  double longest_clearance = 0;
  if (rules::is_cleared(world, flow)) {
    bool const in_stages = world.customs.two_stage || !world.customs.zones.empty();
    Step const last = in_stages ? dearest_second_stage(world, flow) : Step{};
    auto const consider = [&](world::PlaceId place) {
      Formalities clearance;
      clearance.place = place;
      clearance.clearance = true;
      clearance.import = flow.trade == world::TradeClass::import;
      auto const first_stage = cost_of(world, flow, clearance);
      auto const whole = [&](Step const& of_way) {
        auto cost = first_stage;
        cost += cost_of_second_stage(world, flow, clearance, of_way);
        once = std::max(once, value(cost));
        longest_clearance = std::max(longest_clearance, cost.hours);
      };
      whole(last);
      if (in_stages) whole(clearance);
    };
    consider(flow.origin);
    for (auto const& office : world.customs_offices) consider(office.place);
  }
  constexpr Duration longest_drive = days(7);  // to a consignee (assumption)
  double detention = 0;
  for (auto const id : graph.detaining())
    detention = std::max(detention, charges::detention(world, flow, id, longest_drive));
  once += detention;
  auto const& stay = graph.dearest_stay();
  double const teu = world.box_types[flow.box].teu;
  once +=
      in_days(stay.dwell) * stay.demurrage * teu;  // where it is fetched in the end; storage of that is in the search
  once += rules::most_at_ships_side(world, flow) *
          (in_hours(stay.dwell) * flow.hour_costs() + in_days(stay.dwell) * stay.storage * teu);
  per_call += (most_asked.hours + longest_clearance) / 24 * (stay.storage + stay.demurrage) * teu;
}

}  // namespace tongzhou::itineraries
