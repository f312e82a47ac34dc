#include "scenarios/format/explain.hpp"

#include <algorithm>
#include <string>

#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::format {
namespace {

using json = Json;

/// Follows a $ref into the definitions.
json const& resolved(json const& schema, json const& definitions) {
  if (!schema.contains("$ref")) return schema;
  auto const& ref = schema.at("$ref").get_ref<std::string const&>();
  return resolved(definitions.at(ref.substr(ref.rfind('/') + 1)), definitions);
}

/// Of several forms, the one whose "kind" or "mode" the value has.
json const& form_of(json const& value, json const& schema, json const& definitions) {
  auto const& whole = resolved(schema, definitions);
  if (!whole.contains("oneOf")) return whole;
  for (auto const& each : whole.at("oneOf")) {
    auto const& form = resolved(each, definitions);
    for (auto const& [key, property] : form.at("properties").items()) {
      if (!property.contains("enum") || !value.contains(key)) continue;
      auto const& allowed = property.at("enum");
      if (std::find(allowed.begin(), allowed.end(), value.at(key)) != allowed.end()) return form;
    }
  }
  return whole;
}

void fill(json& value, json const& schema, json const& definitions) {
  auto const& form = form_of(value, schema, definitions);
  if (value.is_array() && form.contains("items")) {
    for (auto& item : value) fill(item, form.at("items"), definitions);
  }
  if (!value.is_object()) return;
  if (form.contains("patternProperties")) {
    auto const& each = form.at("patternProperties").begin().value();
    for (auto& [id, member] : value.items()) fill(member, each, definitions);
  }
  if (!form.contains("properties")) return;
  for (auto const& [key, property] : form.at("properties").items()) {
    if (value.contains(key)) {
      fill(value[key], property, definitions);
    } else if (auto const& meant = resolved(property, definitions); meant.contains("default")) {
      value[key] = meant.at("default");
    }
  }
}

}  // namespace

json explain(Document const& document) {
  auto const schema = parse_trusted(schema_text());
  json result = document.json();
  fill(result, schema, schema.at("definitions"));
  return result;
}

}  // namespace tongzhou::format
