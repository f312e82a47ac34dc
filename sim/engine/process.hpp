#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

namespace tongzhou::engine {

/// Frames of processes and tasks come and go by the million: freed ones are kept and used again, by size.
class FramePool {
 public:
  static void* take(std::size_t bytes);
  static void give_back(void* frame, std::size_t bytes) noexcept;
};

struct FromFramePool {
  static void* operator new(std::size_t bytes) { return FramePool::take(bytes); }
  static void operator delete(void* frame, std::size_t bytes) { FramePool::give_back(frame, bytes); }
};

/// Something that lives in the simulation and tells its story with co_await: a vessel, a lock chamber. It starts when
/// it is told to a `Cast`, and is gone when its story ends or the cast is dismissed.
class Process {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  explicit Process(Handle handle) : handle_(handle) {}

 private:
  friend class Cast;
  Handle handle_;
};

/// All processes alive. Dismissing it destroys those that still wait, with everything they hold.
class Cast {
 public:
  Cast() = default;
  Cast(Cast const&) = delete;
  Cast& operator=(Cast const&) = delete;
  ~Cast() { dismiss(); }

  /// The story begins at once, up to its first wait.
  void enter(Process process);
  void dismiss();
  /// An exception that left a process; the run ends with it.
  std::exception_ptr failure() const { return failure_; }

 private:
  friend struct Process::promise_type;
  void leave(Process::Handle handle);

  std::vector<Process::Handle> alive_;
  std::exception_ptr failure_;
};

struct Process::promise_type : FromFramePool {
  Process get_return_object() { return Process{Handle::from_promise(*this)}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  struct Gone {
    bool await_ready() noexcept { return false; }
    void await_suspend(Handle handle) noexcept { handle.promise().cast->leave(handle); }
    void await_resume() noexcept {}
  };
  Gone final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { cast->failure_ = std::current_exception(); }

  Cast* cast = nullptr;
  std::size_t place = 0;  // in the cast
};

/// A part of a story, told by another function: `co_await sail(...)`.
class [[nodiscard]] Task {
 public:
  struct promise_type : FromFramePool {
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Back {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
        return done.promise().teller;
      }
      void await_resume() noexcept {}
    };
    Back final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { failure = std::current_exception(); }

    std::coroutine_handle<> teller;
    std::exception_ptr failure;
  };

  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task(Task const&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> teller) noexcept {
    handle_.promise().teller = teller;
    return handle_;
  }
  void await_resume() {
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace tongzhou::engine
