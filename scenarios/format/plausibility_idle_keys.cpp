#include <algorithm>
#include <string>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/plausibility_relations.hpp"

namespace tongzhou::format::plausibility {
namespace {

Json const& child(Json const& of, std::string const& key) {
  static Json const none = Json::object();
  return of.contains(key) ? of.at(key) : none;
}

bool is_something(Json const& of, std::string const& key) { return of.contains(key) && of.at(key) != 0; }
bool is_set(Json const& of, std::string const& key) { return of.contains(key) && of.at(key) == true; }

class IdleKeys {
 public:
  void look(Json const& thing, std::string const& pointer, std::string const& key, bool works, char const* why) {
    if (!works && thing.contains(key)) made_.push_back({pointer + step_for(key), why});
  }
  /// Of whatever has hours, wherever it stands.
  void look_for_holidays(Json const& node, std::string const& pointer) {
    if (!node.is_object()) return;
    look(node, pointer, "keeps_holidays", !is_set(node, "keeps_holidays"), "the scenario has no holidays");
    for (auto const& [key, value] : node.items()) look_for_holidays(value, pointer + step_for(key));
  }
  std::vector<Remark> made() && { return std::move(made_); }

 private:
  std::vector<Remark> made_;
};

}  // namespace

std::vector<Remark> keys_without_effect(Document const& document, World const& world) {
  auto const& scenario = document.json();
  IdleKeys idle;
  auto const& customs = child(scenario, "customs");
  idle.look(customs, "/customs", "advance_hours", child(customs, "when") == "advance",
            "nothing is declared in advance: \"when\" does not say so");
  idle.look(customs, "/customs", "port_stage_share", is_set(customs, "two_stage"),
            "an inspection is of one stage: \"two_stage\" is not set");
  for (auto const& flow : world.flows) {
    auto const pointer = "/flows" + step_for(flow.name.code);
    auto const& given = child(child(scenario, "flows"), flow.name.code);
    bool const in_parts = is_something(given, "lcl_share");
    idle.look(given, pointer, "lot_boxes", in_parts, "no part loads come: \"lcl_share\" is 0");
    idle.look(given, pointer, "freight_station", in_parts, "no part loads come: \"lcl_share\" is 0");
    idle.look(given, pointer, "reference_cost", is_something(given, "elasticity"),
              "the volume does not answer to cost: \"elasticity\" is 0");
    idle.look(given, pointer, "trade_finance", flow.value > 0, "the goods have no value: nothing is lent on them");
    idle.look(given, pointer, "credit_insurance", flow.value > 0, "the goods have no value: nothing is insured");
    idle.look(given, pointer, "time_value_factor", flow.value > 0, "the goods have no value: their time costs nothing");
  }
  if (child(scenario, "holidays").empty()) idle.look_for_holidays(scenario, "");
  return std::move(idle).made();
}

namespace {

bool may_pay(World const& world, world::Subsidy const& subsidy, world::ServiceId id) {
  auto const& service = world.services[id];
  auto const calls_at = [&](world::PlaceId place) {
    return !place || std::ranges::any_of(service.stops, [&](world::Stop const& stop) {
      return world.terminals[stop.terminal].place == place;
    });
  };
  bool const is_named = subsidy.services.empty() || std::ranges::count(subsidy.services, id) > 0;
  bool const is_of_mode = !subsidy.mode || *subsidy.mode == world.vehicle_classes[service.vehicle].mode;
  return is_named && is_of_mode && calls_at(subsidy.from) && calls_at(subsidy.to);
}

bool pays_somebody(World const& world, world::Subsidy const& subsidy) {
  for (auto const id : world.services.ids())
    if (may_pay(world, subsidy, id)) return true;
  return false;
}

}  // namespace

std::vector<Remark> subsidies_that_pay_nobody(World const& world) {
  std::vector<Remark> made;
  for (auto const& subsidy : world.subsidies)
    if (!pays_somebody(world, subsidy))
      made.push_back({"/subsidies" + step_for(subsidy.name.code),
                      "no service that it is for, by name and mode, calls at its places: it pays nobody"});
  return made;
}

}  // namespace tongzhou::format::plausibility
