#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/outcome.hpp"

// How the sections of a result write the members of an outcome.
namespace tongzhou::format::sections {

using Json = nlohmann::ordered_json;

template <class E>
Json by_word(EnumArray<E, double> const& values) {
  auto object = Json::object();
  for (auto const value : all_values<E>) object[std::string{word_of(value)}] = number(values[value]);
  return object;
}

/// Without the seldom causes that no hours went into.
Json by_word(ledger::Hours const& hours);

Json spread(outcome::Spread const& s);
Json queue(outcome::Queue const& q);

inline Json value(double v) { return number(v); }
inline Json value(std::optional<double> v) { return maybe(v); }
inline Json value(std::vector<double> const& v) { return numbers(v); }
inline Json value(outcome::Spread const& v) { return spread(v); }
inline Json value(outcome::Queue const& v) { return queue(v); }
template <class E>
Json value(EnumArray<E, double> const& v) {
  return by_word(v);
}

/// A figure of an outcome, under the key by which result.schema.json describes it.
template <class Of>
struct Member {
  std::string_view key;
  std::variant<double Of::*, std::optional<double> Of::*, std::vector<double> Of::*, outcome::Spread Of::*,
               outcome::Queue Of::*, outcome::ByTrade Of::*, ledger::Hours Of::*, ledger::Money Of::*,
               ledger::Emissions Of::*>
      member;
};
template <class Of>
using MembersOf = std::initializer_list<Member<Of>>;

/// Puts them in, in the order of the list.
template <class Of>
void put(Json& entry, Of const& of, MembersOf<Of> members) {
  for (auto const& [key, member] : members)
    std::visit([&, name = std::string{key}](auto const pointer) { entry[name] = value(of.*pointer); }, member);
}

/// Trade that stays away, and that comes besides.
void put_lost(Json& entry, outcome::TradeLost const& lost);

}  // namespace tongzhou::format::sections
