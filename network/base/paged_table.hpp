#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <vector>

#include "network/base/id.hpp"

namespace tongzhou {

/// Rows of one kind, reached only by their own id, in pages: a long table grows without a copy of all that is in it.
template <class I, class T>
class PagedTable {
 public:
  I add(T const& row) {
    if (size_ == pages_.size() * rows_a_page) pages_.push_back(std::make_unique<T[]>(rows_a_page));
    I const id{size_++};
    (*this)[id] = row;
    return id;
  }
  T& operator[](I id) {
    assert(id.value() < size_);
    return pages_[id.value() / rows_a_page][id.value() % rows_a_page];
  }
  T const& operator[](I id) const {
    assert(id.value() < size_);
    return pages_[id.value() / rows_a_page][id.value() % rows_a_page];
  }
  std::size_t size() const { return size_; }
  /// All ids in order.
  typename Table<I, T>::Ids ids() const { return typename Table<I, T>::Ids{size_}; }

 private:
  static constexpr std::size_t rows_a_page = 512;
  std::vector<std::unique_ptr<T[]>> pages_;
  std::size_t size_ = 0;
};

}  // namespace tongzhou
