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

/// Something that lives in the simulation and waits with co_await: a vessel, a lock chamber. It starts when a
/// `ProcessSet` spawns it, and is gone when its function returns or the set cancels it.
class Process {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  explicit Process(Handle handle) : handle_(handle) {}

 private:
  friend class ProcessSet;
  Handle handle_;
};

/// All processes alive. Cancelling destroys those that still wait, with everything they hold.
class ProcessSet {
 public:
  ProcessSet() = default;
  ProcessSet(ProcessSet const&) = delete;
  ProcessSet& operator=(ProcessSet const&) = delete;
  ~ProcessSet() { cancel_all(); }

  /// The process begins at once and runs up to its first wait.
  void spawn(Process process);
  void cancel_all();
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
    void await_suspend(Handle handle) noexcept { handle.promise().set->leave(handle); }
    void await_resume() noexcept {}
  };
  Gone final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { set->failure_ = std::current_exception(); }

  ProcessSet* set = nullptr;
  std::size_t place = 0;  // in the set
};

/// A part of a process that is a function of its own: `co_await sail(...)`.
class [[nodiscard]] Task {
 public:
  struct promise_type : FromFramePool {
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Back {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
        return done.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    Back final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { failure = std::current_exception(); }

    std::coroutine_handle<> continuation;
    std::exception_ptr failure;
  };

  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task(Task const&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> continuation) noexcept {
    handle_.promise().continuation = continuation;
    return handle_;
  }
  void await_resume() {
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace tongzhou::engine
