#include "scenarios/effects/combination.hpp"

namespace tongzhou::effects {
using Json = format::Json;

namespace {

/// What is said for the reader alone.
bool changes_no_run(std::string const& key) {
  return key == "name" || key == "source" || key == "note" || key == "unusual";
}

void note_contradictions(Json const& one, Json const& other, Json::json_pointer const& at,
                         std::vector<std::string>& found) {
  if (!one.is_object() || !other.is_object()) {
    if (one != other) found.push_back(at.to_string());
    return;
  }
  for (auto const& [key, value] : one.items())
    if (other.contains(key) && !changes_no_run(key)) note_contradictions(value, other.at(key), at / key, found);
}

}  // namespace

Json patch_between(Json const& from, Json const& to) {
  if (!from.is_object() || !to.is_object()) return to;
  auto patch = Json::object();
  for (auto const& [key, value] : from.items())
    if (!to.contains(key)) patch[key] = nullptr;
  for (auto const& [key, value] : to.items()) {
    if (!from.contains(key))
      patch[key] = value;
    else if (from.at(key) != value)
      patch[key] = patch_between(from.at(key), value);
  }
  return patch;
}

Json together(Json base, std::vector<Json> const& patches) {
  for (auto const& patch : patches) base.merge_patch(patch);
  return base;
}

std::vector<std::string> contradictions(Json const& one, Json const& other) {
  std::vector<std::string> found;
  note_contradictions(one, other, Json::json_pointer{}, found);
  return found;
}

}  // namespace tongzhou::effects
