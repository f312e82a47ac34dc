#include "sim/engine/process.hpp"

#include <array>
#include <new>

namespace tongzhou::engine {
namespace {

constexpr std::size_t step = 64;     // bytes: a cache line, to which sizes are rounded up
constexpr std::size_t classes = 64;  // frames up to 4 KiB are kept

struct Free {
  Free* next;
};
std::array<Free*, classes>& free_frames() {
  static thread_local std::array<Free*, classes> lists{};
  return lists;
}
std::size_t size_class(std::size_t bytes) { return (bytes + step - 1) / step; }

}  // namespace

void* FramePool::take(std::size_t bytes) {
  auto const size = size_class(bytes);
  if (size < classes) {
    Free*& list = free_frames()[size];
    if (list != nullptr) return std::exchange(list, list->next);
  }
  return ::operator new (size* step, std::align_val_t{step});
}

void FramePool::give_back(void* frame, std::size_t bytes) noexcept {
  auto const size = size_class(bytes);
  if (size >= classes) return ::operator delete (frame, std::align_val_t{step});
  Free*& list = free_frames()[size];
  list = new (frame) Free{list};
}

void ProcessSet::spawn(Process process) {
  auto const handle = process.handle_;
  handle.promise().set = this;
  handle.promise().place = alive_.size();
  alive_.push_back(handle);
  handle.resume();
}

void ProcessSet::leave(Process::Handle handle) {
  auto const place = handle.promise().place;
  alive_[place] = alive_.back();
  alive_[place].promise().place = place;
  alive_.pop_back();
  handle.destroy();
}

void ProcessSet::cancel_all() {
  while (!alive_.empty()) leave(alive_.back());
}

}  // namespace tongzhou::engine
