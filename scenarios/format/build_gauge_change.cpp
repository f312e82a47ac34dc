#include <fmt/format.h>

#include <string>
#include <utility>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/rules/gauge_change.hpp"

namespace tongzhou::format {
namespace {

world::BogieChange bogies_of(Reader const& given) {
  return {.wagons_at_once = static_cast<int>(given.whole("wagons_at_once", 0)),
          .per_lift = distribution(given, "minutes_per_lift", minutes(1))};
}

world::BoxTransfer transfer_of(Reader const& given) {
  return {.cranes = static_cast<int>(given.whole("cranes")),
          .moves_per_crane_hour = given.number("moves_per_crane_hour"),
          .cranes_per_train = static_cast<int>(given.whole("cranes_per_train", 1)),
          .buffer_boxes = static_cast<int>(given.whole("buffer_boxes", 0))};
}

world::GaugeChangeMethod method_of(Reader const& border) {
  if (border.has("bogies") && border.has("transfer"))
    border.refuse_key("transfer", "trains change bogies or boxes change trains: give bogies or transfer, not both");
  if (border.has("bogies")) return bogies_of(border.child("bogies"));
  if (border.has("transfer")) return transfer_of(border.child("transfer"));
  return world::WholeTrain{};
}

bool every_train(Reader const& border) {
  bool const every = border.flag("every_train", false);
  if (every && (border.has("bogies") || border.has("transfer")))
    border.refuse("every_train", "trains that keep their gauge change neither bogies nor wagons");
  return every;
}

world::BorderFormalities formalities_of(Reader const& border, Building const& building) {
  if (!border.has("formalities")) return {};
  auto const given = border.child("formalities");
  world::BorderFormalities const formalities{.per_train = distribution(given, "hours_per_train", hours(1)),
                                             .hours = opening_hours(given, building),
                                             .cost_per_box = given.number("cost_per_box", 0),
                                             .inspected_share = given.number("inspected_share", 0),
                                             .inspection = distribution(given, "inspection_hours", hours(1)),
                                             .cost_per_inspection = given.number("cost_per_inspection", 0)};
  bool sound = true;
  for (auto const& [key, is_asked] : {std::pair{"inspection_hours", given.has("inspection_hours")},
                                      std::pair{"cost_per_inspection", formalities.cost_per_inspection > 0}}) {
    if (!is_asked || formalities.inspected_share > 0) continue;
    given.refuse(key, "needs inspected_share above 0: no box is inspected");
    sound = false;
  }
  if (sound && !rules::asks_formalities(formalities) && formalities.cost_per_box <= 0)
    border.refuse("formalities", "they take no time, keep no hours, inspect no box and cost nothing");
  return formalities;
}

}  // namespace

world::GaugeChange gauge_change_of(world::Name name, world::PlaceId place, Reader const& given,
                                   Building const& building) {
  return {.name = std::move(name),
          .place = place,
          .every_train = every_train(given),
          .tracks = static_cast<int>(given.whole("tracks")),
          .per_train = distribution(given, "minutes_per_train", minutes(1)),
          .per_box = seconds(given.number("seconds_per_box", 0)),
          .cost_per_box = given.number("cost_per_box", 0),
          .hours = opening_hours(given, building),
          .trains_per_day = static_cast<int>(given.whole("trains_per_day", 0)),
          .trains_per_day_each_way = static_cast<int>(given.whole("trains_per_day_each_way", 0)),
          .method = method_of(given),
          .formalities = formalities_of(given, building),
          .energy = fuel_of(given, building, {"energy_per_box"}),
          .energy_per_box = given.number("energy_per_box", 0)};
}

}  // namespace tongzhou::format
