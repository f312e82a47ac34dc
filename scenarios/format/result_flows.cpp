#include "scenarios/format/result_flows.hpp"

#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/format/result_members.hpp"
#include "sim/outcome/modal_split.hpp"

namespace tongzhou::format::sections {
namespace {

std::string const& code_of(outcome::Point const& point, world::World const& world) {
  return point.terminal ? world.terminals[point.terminal].name.code : world.places[point.place].name.code;
}

/// "truck Nanning>CNNNG/quay, river CNNNG/quay>CNQZH/river": the same for the same legs in every result.
std::string route_code(outcome::RouteOutcome const& route, world::World const& world) {
  std::string code;
  for (auto const& leg : route.legs) {
    if (!code.empty()) code += ", ";
    code += leg.truck ? "truck" : word_of(leg.mode);
    code += " " + code_of(leg.from, world) + ">" + code_of(leg.to, world);
  }
  return code.empty() ? "within the place" : code;
}

Json routes(std::vector<outcome::RouteOutcome> const& routes, world::World const& world) {
  using R = outcome::RouteOutcome;
  auto section = Json::object();
  for (auto const& route : routes) {
    auto& entry = section[route_code(route, world)] = Json::object();
    entry["main_mode"] = word_of(route.main_mode);
    entry["inland_mode"] = route.inland_mode ? Json(word_of(*route.inland_mode)) : Json(nullptr);
    auto& hubs = entry["hubs"] = Json::array();
    for (auto const place : route.hubs) hubs.push_back(world.places[place].name.code);
    put<R>(entry, route,
           {{"boxes_out", &R::boxes_out},
            {"teu_out", &R::teu_out},
            {"share", &R::share},
            {"shipper_cost_per_teu", &R::shipper_cost_per_teu},
            {"transit_mean_hours", &R::transit_hours_mean}});
    auto& legs = entry["legs"] = Json::array();
    auto const inland = outcome::inland_mode(route.legs);
    for (auto const& leg : route.legs) {
      auto services = Json::array();
      for (auto const service : leg.services) services.push_back(world.services[service].name.code);
      legs.push_back({{"mode", word_of(outcome::carriage(leg, inland))},
                      {"from", code_of(leg.from, world)},
                      {"to", code_of(leg.to, world)},
                      {"distance_km", number(leg.km)},
                      {"services", std::move(services)}});
    }
  }
  return section;
}

}  // namespace

Json modes(outcome::ByCarriage const& modes) {
  using M = outcome::ModeOutcome;
  auto section = Json::object();
  for (auto const by : all_values<outcome::Carriage>) {
    auto& entry = section[std::string{word_of(by)}] = Json::object();
    put<M>(entry, modes[by],
           {{"teu_out", &M::teu_out},
            {"main_share", &M::main_share},
            {"inland_share", &M::inland_share},
            {"teu_km", &M::teu_km},
            {"tonne_km", &M::tonne_km},
            {"gross_tonne_km", &M::gross_tonne_km},
            {"kg_co2e", &M::kg_co2e},
            {"g_co2e_per_tonne_km", &M::g_co2e_per_tonne_km}});
  }
  return section;
}

Json overload(outcome::Overload const& overload, world::World const& world) {
  auto flows = Json::object();
  for (auto const& [flow, growth] : overload.flows)
    flows[world.flows[flow].name.code] = {{"teu_a_week", number(growth.teu_a_week)},
                                          {"share_of_inflow", number(growth.share_of_inflow)}};
  auto const whole = overload.whole.value_or(outcome::Growth{});
  return {{"weeks", overload.weeks},
          {"fills_up", overload.weeks > 0 ? Json(overload.fills_up()) : Json(nullptr)},
          {"teu_a_week", number(whole.teu_a_week)},
          {"share_of_inflow", number(whole.share_of_inflow)},
          {"flows", std::move(flows)}};
}

Json flows(outcome::Outcome const& outcome, world::World const& world) {
  using F = outcome::FlowOutcome;
  auto section = Json::object();
  for (auto const id : world.flows.ids()) {
    auto const& flow = world.flows[id];
    auto entry = named(flow.name);
    entry["from"] = world.places[flow.origin].name.code;
    entry["to"] = world.places[flow.destination].name.code;
    entry["trade"] = word_of(flow.trade);
    entry["box"] = world.box_types[flow.box].name.code;
    put<F>(entry, outcome.flows[id],
           {{"boxes_in", &F::boxes_in},
            {"boxes_out", &F::boxes_out},
            {"boxes_inside", &F::boxes_inside},
            {"boxes_overdue", &F::boxes_overdue}});
    put_lost(entry, outcome.flows[id].lost);
    put<F>(entry, outcome.flows[id],
           {{"expected_cost_per_box", &F::expected_cost},
            {"on_time_share", &F::on_time_share},
            {"transit_hours", &F::transit_hours},
            {"container_hours_by_cause", &F::hours},
            {"money_by_expense", &F::money},
            {"kg_co2e_by_source", &F::kg_co2e}});
    entry["modes"] = modes(outcome.flows[id].modes);
    entry["routes"] = routes(outcome.flows[id].routes, world);
    section[flow.name.code] = std::move(entry);
  }
  return section;
}

Json connections(outcome::Outcome const& outcome, world::World const& world) {
  using C = outcome::ConnectionOutcome;
  auto section = Json::array();
  for (auto const& c : outcome.connections) {
    Json entry{{"from", world.places[c.origin].name.code},
               {"to", world.places[c.destination].name.code},
               {"trade", word_of(c.trade)}};
    put<C>(entry, c,
           {{"boxes_out", &C::boxes_out},
            {"teu_out", &C::teu_out},
            {"on_time_share", &C::on_time_share},
            {"transit_hours", &C::transit_hours}});
    section.push_back(std::move(entry));
  }
  return section;
}

}  // namespace tongzhou::format::sections
