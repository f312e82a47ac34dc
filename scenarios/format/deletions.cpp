#include "scenarios/format/deletions.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <utility>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"

namespace tongzhou::format {
namespace {

/// The nearest spelling; without one, all there is when that is not much.
std::string instead_of(std::string const& key, Json const& scenario) {
  constexpr std::size_t few = 8;
  std::vector<std::string_view> keys;
  for (auto const& [theirs, value] : scenario.get_ref<Json::object_t const&>()) keys.push_back(theirs);
  auto hint = did_you_mean(key, keys);
  if (hint.empty() && !keys.empty() && keys.size() <= few) hint = fmt::format("; there is {}", fmt::join(keys, ", "));
  return hint;
}

}  // namespace

std::vector<Deletions::InVain> Deletions::in_vain(Json const& scenario, Json const& patch) {
  found_.clear();
  look(&scenario, patch, "");
  return std::exchange(found_, {});
}

/// `scenario` is null below the first key that is not there; `outside` then says which that is.
void Deletions::look(Json const* scenario, Json const& patch, std::string const& outside) {
  if (scenario != nullptr && !scenario->is_object()) scenario = nullptr;
  for (auto const& [key, change] : patch.get_ref<Json::object_t const&>()) {
    if (!change.is_null() && !change.is_object()) continue;
    auto const length = pointer_.size();
    pointer_ += step_for(key);
    auto const old = scenario != nullptr ? scenario->find(key) : Json::const_iterator{};
    bool const there = scenario != nullptr && old != scenario->end();
    if (change.is_object()) {
      bool const ends_here = scenario != nullptr && !there;
      look(there ? &*old : nullptr, change,
           ends_here ? fmt::format(": \"{}\" is not there either{}", key, instead_of(key, *scenario)) : outside);
    } else if (there) {
      deleted_.insert(pointer_);
    } else if (!deleted_.contains(pointer_)) {
      found_.push_back({pointer_, fmt::format("there is no \"{}\" to delete{}", key,
                                              scenario != nullptr ? instead_of(key, *scenario) : outside)});
    }
    pointer_.resize(length);
  }
}

}  // namespace tongzhou::format
