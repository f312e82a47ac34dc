#pragma once

#include <boost/container/flat_map.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace tongzhou::format {

/// The members of an object side by side, sorted by key: half of what a tree takes, where most objects are small.
template <class Key, class Value, class...>
using Members = boost::container::flat_map<Key, Value, std::less<>, std::vector<std::pair<Key, Value>>>;

/// What is read from files of scenarios and results; what is written, in an order for people, is
/// nlohmann::ordered_json. A third type would cost seconds in each file that names it. A new member may move its
/// neighbours: hold no reference.
using Json = nlohmann::basic_json<Members>;

/// JSON of our own making: a schema we carry, an answer of a worker. Throws nlohmann::json::parse_error for anything
/// else; what strangers write goes through `parse` of guard.hpp.
Json parse_trusted(std::string_view text);

}  // namespace tongzhou::format

// Compiled once, in json.cpp.
extern template class nlohmann::detail::serializer<tongzhou::format::Json>;
extern template class nlohmann::detail::serializer<nlohmann::ordered_json>;
