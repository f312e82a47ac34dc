#include "scenarios/format/units.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/result_schema.hpp"

namespace tongzhou::format {
namespace {

using Json = nlohmann::ordered_json;

Json const& schema() {
  static auto const parsed = Json::parse(result_schema_text());
  return parsed;
}

/// What a schema says of one of its members or items; nothing when it allows none.
Json const* inside(Json const& node, std::string const& step) {
  if (auto const found = node.find("properties"); found != node.end() && found->contains(step)) return &found->at(step);
  for (auto const* const of_all : {"additionalProperties", "items"}) {
    if (auto const found = node.find(of_all); found != node.end() && found->is_object()) return &*found;
  }
  return nullptr;
}

/// A node of the schema, references followed, and the unit that holds there.
struct Place {
  Json const* node;
  std::string unit;
};

Place enter(Json const& node, std::string unit) {
  unit = node.value("unit", unit);
  auto const reference = node.find("$ref");
  if (reference == node.end()) return {&node, std::move(unit)};
  auto const& target = schema().at(Json::json_pointer{reference->get<std::string>().substr(1)});
  return {&target, target.value("unit", unit)};
}

std::optional<Place> find(std::string const& pointer) {
  Place place{&schema(), ""};
  for (auto const& step : steps_of(pointer)) {
    auto const* const next = inside(*place.node, step);
    if (next == nullptr) return std::nullopt;
    place = enter(*next, std::move(place.unit));
  }
  return place;
}

/// The type of a value that is one thing, null aside.
std::string type_of(Json const& node) {
  auto const type = node.find("type");
  if (type == node.end()) return {};
  for (auto const& name : type->is_array() ? *type : Json::array({*type})) {
    for (auto const* const known : {"number", "integer", "string", "boolean"}) {
      if (name == known) return known;
    }
  }
  return {};
}

std::optional<Figure> figure(std::string key, Place const& place) {
  Figure figure{std::move(key), type_of(*place.node), place.unit, place.node->value("description", ""), ""};
  if (figure.type.empty()) return std::nullopt;
  if (auto const label = place.node->find("label"); label != place.node->end()) figure.label_en = label->at("en");
  return figure;
}

}  // namespace

std::optional<Figure> figure_at(std::string const& pointer) {
  auto const place = find(pointer);
  if (!place) return std::nullopt;
  auto const steps = steps_of(pointer);
  return figure(steps.empty() ? std::string{} : std::string{steps.back()}, *place);
}

std::vector<Figure> figures_in(std::string const& pointer) {
  std::vector<Figure> figures;
  auto const place = find(pointer);
  if (!place || !place->node->contains("properties")) return figures;
  for (auto const& [key, member] : place->node->at("properties").items()) {
    if (auto found = figure(key, enter(member, place->unit))) figures.push_back(std::move(*found));
  }
  return figures;
}

std::string unit_of(std::string const& pointer, std::string const& currency) {
  auto const figure = figure_at(pointer);
  if (!figure || !figure->is_number()) return {};
  constexpr std::string_view money = "currency";
  auto unit = figure->unit;
  if (unit.starts_with(money)) unit.replace(0, money.size(), currency);
  return unit;
}

}  // namespace tongzhou::format
