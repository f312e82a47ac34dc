#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

// Enums whose values are numbered from 0 without gaps. The word of each value in files stands beside the enum, once:
//   enum class Risk { low, medium, high };
//   constexpr auto words(Risk) { return one_word_each<Risk>("low", "medium", "high"); }
namespace tongzhou {

namespace enum_detail {
/// Whether a value has a name. Compilers write one that has as "Risk::low", another one as "(Risk)3".
template <auto value>
consteval bool named() {
  std::string_view const written{__PRETTY_FUNCTION__};
  return written.find("value = (") == std::string_view::npos;
}
}  // namespace enum_detail

/// One word a value, in the order of the values. Does not compile when a word is missing or left over.
template <class E, class... Word>
consteval std::array<std::string_view, sizeof...(Word)> one_word_each(Word... word) {
  static_assert(enum_detail::named<static_cast<E>(sizeof...(Word) - 1)>(), "more words than values");
  static_assert(!enum_detail::named<static_cast<E>(sizeof...(Word))>(), "a value without a word");
  return {word...};
}

/// The number of values of an enum that has words.
template <class E>
inline constexpr std::size_t count_of = words(E{}).size();

/// All values in their order: `for (auto const cause : all_values<Cause>)`.
template <class E>
inline constexpr auto all_values = [] {
  std::array<E, count_of<E>> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<E>(i);
  return all;
}();

/// The value's word in files.
template <class E>
  requires std::is_enum_v<E>
constexpr std::string_view word_of(E value) {
  constexpr auto all = words(E{});
  return all[static_cast<std::size_t>(value)];
}

/// The value of a word; none when no value has it.
template <class E>
constexpr std::optional<E> value_of(std::string_view word) {
  for (auto const value : all_values<E>)
    if (word_of(value) == word) return value;
  return std::nullopt;
}

/// One T a value: `hours[Cause::moving]`.
template <class E, class T>
struct EnumArray {
  std::array<T, count_of<E>> of_each{};  // in the order of the values

  constexpr T& operator[](E value) { return of_each[static_cast<std::size_t>(value)]; }
  constexpr T const& operator[](E value) const { return of_each[static_cast<std::size_t>(value)]; }
  static constexpr std::size_t size() { return count_of<E>; }
  constexpr auto begin() { return of_each.begin(); }
  constexpr auto end() { return of_each.end(); }
  constexpr auto begin() const { return of_each.begin(); }
  constexpr auto end() const { return of_each.end(); }
  constexpr T sum() const {
    T all{};
    for (T const& value : of_each) all += value;
    return all;
  }
  constexpr EnumArray& operator+=(EnumArray const& more) {
    for (std::size_t i = 0; i < size(); ++i) of_each[i] += more.of_each[i];
    return *this;
  }
  constexpr EnumArray& operator-=(EnumArray const& less) {
    for (std::size_t i = 0; i < size(); ++i) of_each[i] -= less.of_each[i];
    return *this;
  }
  friend constexpr bool operator==(EnumArray const&, EnumArray const&) = default;
};

}  // namespace tongzhou
