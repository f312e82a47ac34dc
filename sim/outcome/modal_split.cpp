#include "sim/outcome/modal_split.hpp"

#include <algorithm>
#include <functional>

namespace tongzhou::outcome {
using ledger::Source;
using world::Mode;

namespace {

bool is_inland(Mode mode) { return mode == Mode::river || mode == Mode::rail || mode == Mode::road; }

Carriage of_service(Mode mode) {
  switch (mode) {
    case Mode::sea:
      return Carriage::sea;
    case Mode::river:
      return Carriage::river;
    case Mode::rail:
      return Carriage::rail;
    case Mode::road:
      return Carriage::road;
    case Mode::air:
      return Carriage::air;
  }
  return Carriage::sea;
}

template <class May>
std::optional<Mode> longest(std::span<RouteLeg const> legs, May may_be) {
  EnumArray<Mode, double> km;
  for (auto const& leg : legs) km[leg.mode] += leg.km;
  std::optional<Mode> found;
  for (auto const mode : all_values<Mode>)
    if (may_be(mode) && km[mode] > (found ? km[*found] : 0)) found = mode;
  return found;
}

/// Where a route changes vehicles on its way.
std::vector<world::PlaceId> hubs(std::vector<RouteLeg> const& legs, world::Flow const& flow) {
  std::vector<world::PlaceId> places;
  for (std::size_t i = 0; i + 1 < legs.size(); ++i) {
    auto const place = legs[i].to.place;
    bool const on_the_way = place != flow.origin && place != flow.destination;
    if (on_the_way && (places.empty() || places.back() != place)) places.push_back(place);
  }
  return places;
}

/// TEU delivered by which mode; shares of all of them, and of those that travelled inland.
void count_routes(ByCarriage& modes, std::vector<RouteOutcome const*> const& routes) {
  EnumArray<Carriage, double> main, inland;
  for (auto const* route : routes) {
    for (auto const mode : all_values<Carriage>)
      if (route->rides[mode]) modes[mode].teu_out += route->teu_out;
    main[route->main_mode] += route->teu_out;
    if (route->inland_mode) inland[*route->inland_mode] += route->teu_out;
  }
  for (auto const mode : all_values<Carriage>) {
    bool const may_be_inland = mode == Carriage::river || mode == Carriage::rail || mode == Carriage::road;
    if (main.sum() > 0 && mode != Carriage::drayage) modes[mode].main_share = main[mode] / main.sum();
    if (inland.sum() > 0 && may_be_inland) modes[mode].inland_share = inland[mode] / inland.sum();
  }
}

void set_intensity(ByCarriage& modes) {
  for (auto& mode : modes)
    if (mode.tonne_km > 0) mode.g_co2e_per_tonne_km = mode.kg_co2e * 1000 / mode.tonne_km;
}

}  // namespace

Mass goods(world::World const& world, world::Flow const& flow) {
  if (flow.trade == world::TradeClass::empty) return Mass{};
  return tonnes(std::max(0.0, in_tonnes(flow.gross) - world.box_types[flow.box].tare_t));
}

std::optional<Mode> inland_mode(std::span<RouteLeg const> legs) { return longest(legs, is_inland); }
std::optional<Mode> main_mode(std::span<RouteLeg const> legs) {
  return longest(legs, [](Mode) { return true; });
}

Carriage carriage(RouteLeg const& leg, std::optional<Mode> inland) {
  if (leg.truck) return inland == Mode::road ? Carriage::road : Carriage::drayage;
  return of_service(leg.mode);
}

std::vector<RouteOutcome> routes(Records const& records, world::World const& world, world::FlowId id) {
  std::vector<RouteOutcome> routes;
  if (records.routes.empty()) return routes;
  auto const& flow = world.flows[id];
  double const teu = world.box_types[flow.box].teu;
  double all = 0;
  for (auto const& record : records.routes[id]) {
    auto const inland = inland_mode(record.legs);
    RouteOutcome route{.legs = record.legs,
                       .main_mode = of_service(main_mode(record.legs).value_or(Mode::road)),
                       .inland_mode = {},
                       .hubs = hubs(record.legs, flow),
                       .boxes_out = record.boxes,
                       .teu_out = record.boxes * teu,
                       .shipper_cost_per_teu = record.cost / (record.boxes * teu),
                       .transit_hours_mean = record.hours / record.boxes};
    if (inland) route.inland_mode = of_service(*inland);
    for (auto const& leg : record.legs) route.rides[carriage(leg, inland)] = true;
    all += route.teu_out;
    routes.push_back(std::move(route));
  }
  for (auto& route : routes) route.share = route.teu_out / all;
  std::ranges::stable_sort(routes, std::greater<>{}, &RouteOutcome::teu_out);
  return routes;
}

void split_by_mode(Records const& records, world::World const& world, Bills const& bills,
                   Table<world::ServiceId, ServiceOutcome> const& services, Table<world::FlowId, FlowOutcome>& flows) {
  Table<world::ServiceId, double> gross(services.size(), 0.0);  // tonne-km in the books
  for (auto const id : records.steps.ids()) {
    auto const& account = records.ledger.account(id);
    if (account.service)
      gross[account.service] += account.tonne_km * records.steps[id].mass_share * records.ledger.begun(id);
  }
  for (auto const id : records.steps.ids()) {
    auto const& account = records.ledger.account(id);
    bool const truck = records.steps[id].kind == StepKind::truck;
    if (account.teu_km <= 0 || (!truck && !account.service)) continue;
    double const boxes = truck ? truck_bill(records, world, id).boxes : records.ledger.begun(id);
    if (boxes == 0) continue;
    Carriage const by = truck ? records.steps[id].drayage ? Carriage::drayage : Carriage::road
                              : of_service(world.vehicle_classes[world.services[account.service].vehicle].mode);
    auto& mode = flows[account.flow].modes[by];
    double teu_km = account.teu_km * boxes, tonne_km = account.tonne_km * records.steps[id].mass_share * boxes;
    if (!truck) {
      auto const& service = services[account.service];
      teu_km *= service.teu_km / bills[account.service].teu_km;
      if (gross[account.service] > 0) tonne_km *= service.gross_tonne_km / gross[account.service];
    }
    mode.teu_km += teu_km;
    mode.gross_tonne_km += tonne_km;
    mode.tonne_km += tonne_km * records.steps[id].goods_share;
    auto const kg = charged(records, world, bills, id).kg_co2e;
    mode.kg_co2e +=
        truck ? kg[Source::drayage] : kg[Source::sailing] + kg[Source::rail] + kg[Source::air] + kg[Source::in_port];
  }
  for (auto& flow : flows) {
    std::vector<RouteOutcome const*> all;
    for (auto const& route : flow.routes) all.push_back(&route);
    count_routes(flow.modes, all);
    set_intensity(flow.modes);
  }
}

ByCarriage all_modes(world::World const& world, Bills const& bills,
                     Table<world::ServiceId, ServiceOutcome> const& services,
                     Table<world::FlowId, FlowOutcome> const& flows) {
  ByCarriage modes;
  std::vector<RouteOutcome const*> all;
  auto const add = [&](Carriage by, auto const& part) {
    modes[by].teu_km += part.teu_km;
    modes[by].tonne_km += part.tonne_km;
    modes[by].gross_tonne_km += part.gross_tonne_km;
    modes[by].kg_co2e += part.kg_co2e;
  };
  for (auto const id : world.flows.ids()) {
    for (auto const by : {Carriage::road, Carriage::drayage}) add(by, flows[id].modes[by]);
    if (world.flows[id].trade == world::TradeClass::empty) continue;
    for (auto const& route : flows[id].routes) all.push_back(&route);
  }
  for (auto const id : world.services.ids()) {
    auto const by = of_service(world.vehicle_classes[world.services[id].vehicle].mode);
    bool const in_flows = by == Carriage::road && bills[id].teu_km > 0;
    if (!in_flows) add(by, services[id]);
  }
  count_routes(modes, all);
  set_intensity(modes);
  return modes;
}

}  // namespace tongzhou::outcome
