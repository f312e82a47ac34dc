#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace tongzhou::experiments {

/// Says how far the runs are, for any thread: a bar with rate and time left on a terminal, elsewhere a line for each
/// tenth of the runs.
class Progress {
 public:
  enum class Style { bar, lines, none };
  /// What is said in English, as the user is to read it.
  using Translation = std::function<std::string(std::string_view)>;
  Progress(std::ostream& out, Style style, Translation translation)
      : out_(out), style_(style), translation_(std::move(translation)) {}
  ~Progress();

  /// So many more runs are to be done.
  void expect(std::size_t runs);
  void done();
  /// A line of its own, above the bar; also where there is no bar.
  void say(std::string_view line);
  std::string translated(std::string_view english) const;

  std::size_t runs_done() const { return done_; }

 private:
  void draw();
  void wipe();

  std::ostream& out_;
  Style style_;
  Translation translation_;
  std::mutex mutex_;
  std::size_t expected_ = 0, done_ = 0;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now(), drawn_{};
  bool on_screen_ = false;
};

/// The bar itself: "[=====>    ]  12 of 40 runs, 3.1 a second, 9 s left".
std::string bar(std::size_t done, std::size_t expected, double seconds);

/// The same for one run of which this share is done: "[=====>    ]  41 %, 9 s left".
std::string bar(double share, double seconds);

}  // namespace tongzhou::experiments
