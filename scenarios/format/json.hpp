#pragma once

#include <boost/container/flat_map.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace tongzhou::format {

/// The members of an object side by side, sorted by key: half of what a tree takes, where most objects are small.
template <class Key, class Value, class...>
using Members = boost::container::flat_map<Key, Value, std::less<>, std::vector<std::pair<Key, Value>>>;

/// What is read from files of scenarios and results. Converts to and from nlohmann::json, by copy.
using Json = nlohmann::basic_json<Members>;

}  // namespace tongzhou::format
