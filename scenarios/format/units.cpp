#include "scenarios/format/units.hpp"

#include "scenarios/format/json.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/result_schema.hpp"

namespace tongzhou::format {
namespace {

Json const& schema() {
  static auto const parsed = parse_trusted(result_schema_text());
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

bool is_number(Json const& node) {
  auto const type = node.find("type");
  if (type == node.end()) return false;
  for (auto const& name : type->is_array() ? *type : Json::array({*type})) {
    if (name == "number" || name == "integer") return true;
  }
  return false;
}

}  // namespace

std::string unit_of(std::string const& pointer, std::string const& currency) {
  auto const* node = &schema();
  std::string unit;
  for (auto const& step : steps_of(pointer)) {
    node = inside(*node, step);
    if (node == nullptr) return {};
    unit = node->value("unit", unit);
    if (auto const reference = node->find("$ref"); reference != node->end()) {
      node = &schema().at(Json::json_pointer{reference->get<std::string>().substr(1)});
      unit = node->value("unit", unit);
    }
  }
  if (!is_number(*node)) return {};
  constexpr std::string_view money = "currency";
  if (unit.starts_with(money)) unit.replace(0, money.size(), currency);
  return unit;
}

}  // namespace tongzhou::format
