#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::format {

/// A place in the schema of scenarios, for those who make something of it before there is a value: columns of tables,
/// templates. Where a value may take several forms, all of them at once.
class SchemaView {
 public:
  static SchemaView scenario();

  /// What stands below this key, or below any id for "*"; nothing known for a key that no form has.
  SchemaView member(std::string_view key) const;
  SchemaView items() const;
  bool known() const { return !forms_.empty(); }

  struct Kinds {
    bool number = false, fraction = false, text = false, truth = false, list = false, object = false;
  };
  Kinds kinds() const;
  /// Keys of all forms, in the order of the schema.
  std::vector<std::string> keys() const;
  /// Of several forms, whether each needs it.
  bool requires_key(std::string_view key) const;
  /// What is allowed, when only certain words are; of all forms.
  std::vector<std::string> words() const;
  /// Text that is a day, or a day and a time.
  bool is_day() const;
  std::string description() const;
  /// "from 0 to 1", "a default of 3"; empty when there is nothing to say.
  std::string bounds() const;

 private:
  using Node = nlohmann::ordered_json;
  void add(Node const& schema);

  std::vector<Node const*> forms_;
  std::string said_;  // by the first who refers to a definition
};

}  // namespace tongzhou::format
