#include "tests/keys/schema_keys.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string_view>
#include <utility>

namespace tongzhou::keys {
namespace {

constexpr std::string_view definitions = "#/definitions/";

/// The definition that a part of the schema refers to; empty: none.
std::string referred(Json const& schema) {
  if (!schema.contains("$ref")) return {};
  return schema["$ref"].get<std::string>().substr(definitions.size());
}

bool general(Json const& property) {
  static std::set<std::string> const general{"source", "note", "unusual", "name"};
  return general.contains(referred(property));
}

bool price(std::string const& property) {
  static std::regex const money{"cost|price|toll|^(handling|storage|per_(km|box))_|^value$|time_value|^loss_",
                                std::regex::optimize};
  return std::regex_search(property, money);
}

/// The words of an enum, also of one that is written as a pattern: `^(poisson|regular)$`.
std::vector<std::string> words(Json const& property) {
  if (property.contains("const")) return {property["const"].get<std::string>()};
  if (property.contains("enum")) return property["enum"].get<std::vector<std::string>>();
  if (property.contains("items") && property["items"].contains("enum")) return words(property["items"]);
  std::vector<std::string> found;
  static std::regex const alternatives{R"(\^\((\w+(?:\|\w+)+)\)\$)"};
  auto const pattern = property.value("pattern", std::string{});
  if (std::smatch match; std::regex_match(pattern, match, alternatives)) {
    static std::regex const word{R"(\w+)"};
    auto const text = match[1].str();
    for (std::sregex_iterator it{text.begin(), text.end(), word}, end; it != end; ++it) found.push_back(it->str());
  }
  return found;
}

/// Whether an object says by its `kind` or `mode` that it is one of these.
bool fits(Json const& schema, Json const& instance) {
  for (auto const* tag : {"kind", "mode"}) {
    if (!schema.contains("properties") || !schema["properties"].contains(tag)) continue;
    auto const allowed = words(schema["properties"][tag]);
    return instance.is_object() && instance.contains(tag) && instance[tag].is_string() &&
           std::ranges::find(allowed, instance[tag].get<std::string>()) != allowed.end();
  }
  return false;
}

}  // namespace

SchemaKeys::SchemaKeys(Json schema) : schema_(std::move(schema)) {
  walk({"scenario", &schema_});
  for (auto const& [name, definition] : schema_["definitions"].items()) walk({name, &definition});
}

void SchemaKeys::walk(Named node) {
  auto const& schema = *node.schema;
  if (schema.contains("$ref")) return;  // walked as the definition that it is
  if (schema.contains("properties"))
    for (auto const& [property, value] : schema["properties"].items()) {
      if (general(value)) continue;
      auto const name = node.name + "." + property;
      keys_[name] = {words(value), value.value("default", Json{}), price(property)};
      walk({name, &value});
    }
  if (schema.contains("patternProperties"))
    for (auto const& [pattern, value] : schema["patternProperties"].items()) walk({node.name, &value});
  for (auto const* part : {"additionalProperties", "items"})
    if (schema.contains(part) && schema[part].is_object()) walk({node.name, &schema[part]});
}

SchemaKeys::Named SchemaKeys::resolved(Named node, Json const* instance) const {
  for (;;) {
    if (auto const name = referred(*node.schema); !name.empty()) {
      node = {name, &schema_["definitions"].at(name)};
    } else if (node.schema->contains("oneOf")) {
      auto const& alternatives = (*node.schema)["oneOf"];
      auto const fitting = std::ranges::find_if(alternatives, [&](Json const& alternative) {
        return instance != nullptr && fits(*resolved({node.name, &alternative}, instance).schema, *instance);
      });
      if (fitting == alternatives.end()) return {};
      node.schema = &*fitting;
    } else {
      return node;
    }
  }
}

SchemaKeys::At SchemaKeys::at(Json const& scenario, Pointer const& pointer) const {
  std::vector<std::string> tokens;
  for (auto rest = pointer; !rest.empty(); rest.pop_back()) tokens.insert(tokens.begin(), rest.back());

  Named node{"scenario", &schema_};
  Json const* instance = &scenario;
  std::string key;
  for (auto const& token : tokens) {
    node = resolved(node, instance);
    if (node.schema == nullptr) return {};
    auto const& schema = *node.schema;
    if (schema.contains("properties") && schema["properties"].contains(token)) {
      key = node.name + "." + token;
      node = {key, &schema["properties"][token]};
    } else if (schema.contains("patternProperties")) {
      node.schema = &schema["patternProperties"].front();
    } else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object()) {
      node.schema = &schema["additionalProperties"];
    } else if (schema.contains("items")) {
      node.schema = &schema["items"];
    } else {
      return {};
    }
    if (instance != nullptr && instance->is_object() && instance->contains(token)) {
      instance = &(*instance)[token];
    } else if (instance != nullptr && instance->is_array() && std::ranges::all_of(token, ::isdigit) &&
               std::stoul(token) < instance->size()) {
      instance = &(*instance)[std::stoul(token)];
    } else {
      instance = nullptr;
    }
  }
  node = resolved(node, instance);
  return {node.name, node.schema, key};
}

}  // namespace tongzhou::keys
