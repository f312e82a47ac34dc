#include "scenarios/format/explain.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "scenarios/format/schema.hpp"

namespace tongzhou::format {
namespace {

using json = Json;

constexpr auto inputs_format = "tongzhou-inputs/1";

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

/// That of what stands under ids; none where there are only keys.
json const* form_of_members(json const& form) {
  if (form.contains("patternProperties")) return &form.at("patternProperties").begin().value();
  bool const by_id = form.contains("additionalProperties") && form.at("additionalProperties").is_object();
  return by_id ? &form.at("additionalProperties") : nullptr;
}

void fill(json& value, json const& schema, json const& definitions) {
  auto const& form = form_of(value, schema, definitions);
  if (value.is_array() && form.contains("items")) {
    for (auto& item : value) fill(item, form.at("items"), definitions);
  }
  if (!value.is_object()) return;
  if (auto const* each = form_of_members(form))
    for (auto& [id, member] : value.items()) fill(member, *each, definitions);
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

json inputs_of(Document const& document) {
  return {{"format", inputs_format}, {"sha256", document.hash()}, {"scenario", explain(document)}};
}

std::optional<std::string> inputs_beside(std::filesystem::path const& result, std::string const& hash) {
  std::string unsaid;
  auto text = read_file(result.parent_path() / "inputs.json", most_bytes_read, unsaid);
  if (!text) return std::nullopt;
  Problems unheard;  // a file that is no such inputs belongs to something else
  auto const inputs = parse(*text, "inputs.json", unheard);
  if (!inputs || !inputs->is_object() || inputs->value("format", json{}) != inputs_format) return std::nullopt;
  if (inputs->value("sha256", json{}) != hash || !inputs->contains("scenario")) return std::nullopt;
  bool fits = true;
  validate(Schema{parse_trusted(schema_text())}, inputs->at("scenario"),
           [&](std::string const&, std::string const&, bool) { fits = false; });
  return fits ? std::move(text) : std::nullopt;
}

}  // namespace tongzhou::format
