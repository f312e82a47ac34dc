#pragma once

#include <functional>
#include <memory>
#include <string>

#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// Called for each problem: the JSON pointer, what is wrong there, and whether it is about the key, not the value.
using Report = std::function<void(std::string const& pointer, std::string const& text, bool on_key)>;

/// A JSON Schema (Draft 7), made ready. It may use: type, enum, const, properties, required, additionalProperties,
/// patternProperties, propertyNames (pattern), minProperties, items (one schema), minItems, maxItems, minimum, maximum,
/// exclusiveMinimum, exclusiveMaximum, minLength, pattern, oneOf, anyOf, and $ref to #/definitions/...; the words for
/// people ($schema, $id, $comment, title, label, description, unit, default, examples) refuse nothing. Two rules are narrower
/// than the standard's: 2.0 is no integer, and a text of over 1000 bytes fits no pattern.
class Schema {
 public:
  /// Throws std::invalid_argument for a schema that uses anything else: that is a mistake of ours.
  explicit Schema(Json const& schema);

  struct Node;
  Node const& root() const { return *root_; }

 private:
  std::shared_ptr<void const> nodes_;
  Node const* root_ = nullptr;
};

/// Reports each place where a value departs from the schema, up to 1000. Where a value may take several forms, the
/// reports are about the form it is nearest to: by type, then by a property that tells the forms apart.
void validate(Schema const&, Json const& value, Report const&);

}  // namespace tongzhou::format
