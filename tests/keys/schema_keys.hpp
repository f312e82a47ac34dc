#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tongzhou::keys {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

/// A key that a scenario may have: a property of a definition of the schema.
struct Key {
  std::vector<std::string> words;  // the only ones that it may say; none: any
  Json fallback;                   // its default; null: none is stated
  bool price = false;              // money, or a share of it: by its name
};

/// The keys of the scenario schema, as `quay.berths` (definition, property) or `schedule.when_full.fill` (a property of
/// an object that has no definition of its own). `source`, `note` and `name` of an object are general and left out.
class SchemaKeys {
 public:
  explicit SchemaKeys(Json schema);

  std::map<std::string, Key> const& all() const { return keys_; }

  /// What is at this place of a scenario: the definition or key that it belongs to, and its part of the schema. A link,
  /// facility or vehicle class is taken as what its `kind` or `mode` says. Empty and null where the schema has nothing.
  struct At {
    std::string name;
    Json const* schema = nullptr;
    std::string key;  // the last key on the way: of `/flows/tea/by_month/3`, `flow.by_month`
  };
  At at(Json const& scenario, Pointer const& pointer) const;

 private:
  struct Named {
    std::string name;
    Json const* schema;
  };
  void walk(Named node);
  Named resolved(Named node, Json const* instance) const;

  Json schema_;
  std::map<std::string, Key> keys_;
};

}  // namespace tongzhou::keys
