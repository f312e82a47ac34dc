#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace tongzhou {

/// A row number with a type of its own: a berth's cannot be used for a vessel.
/// Default-made ids are `none`; ids order as the rows they name.
template <class Tag>
class Id {
 public:
  using Value = std::uint32_t;
  constexpr Id() = default;
  constexpr explicit Id(std::size_t value) : value_(static_cast<Value>(value)) {}

  static constexpr Id none() { return Id{}; }
  constexpr Value value() const { return value_; }
  constexpr explicit operator bool() const { return value_ != missing; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr Value missing = std::numeric_limits<Value>::max();
  Value value_ = missing;
};

/// Rows of one kind, reached only by their own id.
template <class I, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t rows, T const& value = T{}) : rows_(rows, value) {}

  I add(T value) {
    rows_.push_back(std::move(value));
    return I{rows_.size() - 1};
  }
  decltype(auto) operator[](I id) {
    assert(id.value() < rows_.size());
    return rows_[id.value()];
  }
  decltype(auto) operator[](I id) const {
    assert(id.value() < rows_.size());
    return rows_[id.value()];
  }

  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  void resize(std::size_t rows, T const& value = T{}) { rows_.resize(rows, value); }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

  /// All ids in order: `for (auto id : table.ids())`.
  class Ids {
   public:
    class Iterator {
     public:
      constexpr explicit Iterator(std::size_t at) : at_(at) {}
      constexpr I operator*() const { return I{at_}; }
      constexpr Iterator& operator++() {
        ++at_;
        return *this;
      }
      friend constexpr bool operator==(Iterator, Iterator) = default;

     private:
      std::size_t at_;
    };
    constexpr explicit Ids(std::size_t size) : size_(size) {}
    constexpr Iterator begin() const { return Iterator{0}; }
    constexpr Iterator end() const { return Iterator{size_}; }

   private:
    std::size_t size_;
  };
  Ids ids() const { return Ids{rows_.size()}; }

 private:
  std::vector<T> rows_;
};

}  // namespace tongzhou
