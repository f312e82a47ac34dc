#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::format {

/// Line and column of a character, both from 1; columns count characters, not bytes.
struct SourcePosition {
  int line = 0;
  int column = 0;
  friend bool operator==(SourcePosition const&, SourcePosition const&) = default;
};

/// A position is that of a value, or of the key in front of it.
enum class Part { value, key };

/// Lines and columns of one text, found without reading it from the start each time.
/// The text must outlive it.
class Lines {
 public:
  explicit Lines(std::string_view text);
  SourcePosition at(std::size_t offset) const;

 private:
  std::string_view text_;
  std::vector<SourcePosition> marks_;  // of every `stride`-th byte
};

/// Where each value of a JSON text stands: built once a file, only when something is to be reported.
/// The text must outlive it, be valid JSON, and be smaller than 4 GiB.
class SourcePositions {
 public:
  explicit SourcePositions(std::string_view text);

  struct Found {
    SourcePosition position;
    std::size_t steps = 0;  // how many steps of the pointer the text holds
  };
  /// The position of a value, or of its nearest ancestor when the text does not hold it.
  Found find(std::string_view pointer, Part part = Part::value) const;

 private:
  struct Node {
    std::uint32_t key = 0;  // offset of the key's quote; that of the value when it has no key
    std::uint32_t value = 0;
    std::uint32_t first = 0;  // its members: nodes_[first, first + count), an object's sorted by key
    std::uint32_t count = 0;
    bool object = false;
  };
  Node const* member(Node const&, std::string const& step) const;

  std::string_view text_;
  Lines lines_;
  std::vector<Node> nodes_;  // members of one container lie side by side; the root comes last
};

/// One look-up; for many in one text, keep a `SourcePositions`.
SourcePosition locate(std::string_view text, std::string_view pointer, Part part = Part::value);

/// The steps of a JSON pointer (RFC 6901), unescaped, and a key or an index as one such step.
std::vector<std::string> steps_of(std::string_view pointer);
std::string step_for(std::string_view key);
std::string step_for(std::size_t index);

}  // namespace tongzhou::format
