#include "scenarios/format/schema_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/format/scenario_schema.hpp"

namespace tongzhou::format {
namespace {

using Node = nlohmann::ordered_json;

/// Parsed once; keys in the order in which they are written, which is one for people.
Node const& schema() {
  static Node const parsed = Node::parse(schema_text());
  return parsed;
}

bool has_type(Node const& form, std::string_view type) {
  auto const found = form.find("type");
  if (found == form.end()) return false;
  if (found->is_string()) return found->get_ref<std::string const&>() == type;
  return std::ranges::any_of(*found, [&](Node const& each) { return each.get_ref<std::string const&>() == type; });
}

}  // namespace

SchemaView SchemaView::scenario() {
  SchemaView view;
  view.add(schema());
  return view;
}

void SchemaView::add(Node const& node) {
  if (said_.empty()) said_ = node.value("description", "");
  if (auto const reference = node.find("$ref"); reference != node.end()) {
    auto const& name = reference->get_ref<std::string const&>();
    return add(schema().at("definitions").at(name.substr(name.rfind('/') + 1)));
  }
  bool several = false;
  for (auto const* const key : {"oneOf", "anyOf"}) {
    auto const found = node.find(key);
    if (found == node.end() || node.contains("properties")) continue;
    several = true;
    for (auto const& form : *found) add(form);
  }
  if (!several) forms_.push_back(&node);
}

SchemaView SchemaView::member(std::string_view key) const {
  SchemaView below;
  for (auto const* const form : forms_) {
    auto const properties = form->find("properties");
    if (properties != form->end() && properties->contains(key)) {
      below.add(properties->at(std::string{key}));
    } else if (auto const by_id = form->find("patternProperties"); by_id != form->end()) {
      below.add(by_id->begin().value());
    } else if (auto const others = form->find("additionalProperties"); others != form->end() && others->is_object()) {
      below.add(*others);
    }
  }
  return below;
}

SchemaView SchemaView::items() const {
  SchemaView below;
  for (auto const* const form : forms_) {
    if (auto const found = form->find("items"); found != form->end()) below.add(*found);
  }
  return below;
}

SchemaView::Kinds SchemaView::kinds() const {
  Kinds kinds;
  for (auto const* const form : forms_) {
    kinds.fraction |= has_type(*form, "number");
    kinds.number |= has_type(*form, "number") || has_type(*form, "integer");
    kinds.text |=
        has_type(*form, "string") || (!form->contains("type") && (form->contains("const") || form->contains("enum")));
    kinds.truth |= has_type(*form, "boolean");
    kinds.list |= has_type(*form, "array");
    kinds.object |= has_type(*form, "object");
  }
  return kinds;
}

std::vector<std::string> SchemaView::keys() const {
  std::vector<std::string> keys;
  for (auto const* const form : forms_) {
    auto const properties = form->find("properties");
    if (properties == form->end()) continue;
    for (auto const& [key, node] : properties->items()) {
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

bool SchemaView::requires_key(std::string_view key) const {
  return !forms_.empty() && std::ranges::all_of(forms_, [&](Node const* form) {
    auto const required = form->find("required");
    return required != form->end() &&
           std::ranges::any_of(*required, [&](Node const& name) { return name.get_ref<std::string const&>() == key; });
  });
}

std::vector<std::string> SchemaView::words() const {
  std::vector<std::string> words;
  for (auto const* const form : forms_) {
    auto const add_word = [&](Node const& word) {
      if (!word.is_string()) return;
      auto const& text = word.get_ref<std::string const&>();
      if (std::ranges::find(words, text) == words.end()) words.push_back(text);
    };
    if (auto const allowed = form->find("enum"); allowed != form->end()) {
      for (auto const& word : *allowed) add_word(word);
    } else if (form->contains("const")) {
      add_word(form->at("const"));
    } else {
      return {};
    }
  }
  return words;
}

bool SchemaView::is_day() const {
  return std::ranges::any_of(
      forms_, [](Node const* form) { return form->value("pattern", "").starts_with("^[0-9]{4}-[0-9]{2}-[0-9]{2}"); });
}

std::string SchemaView::description() const { return said_; }

std::string SchemaView::bounds() const {
  std::string words;
  for (auto const* const form : forms_) {
    auto const say = [&](char const* key, char const* as) {
      auto const found = form->find(key);
      if (found == form->end()) return;
      auto const text = found->is_string() ? found->get<std::string>() : found->dump();
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", as, text);
    };
    say("minimum", "at least");
    say("exclusiveMinimum", "above");
    say("maximum", "at most");
    say("exclusiveMaximum", "below");
    say("default", "default");
    if (!words.empty()) break;
  }
  return words;
}

}  // namespace tongzhou::format
