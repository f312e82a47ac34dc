#include "scenarios/format/locate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenarios/format/json.hpp"

namespace tongzhou::format {
namespace {

constexpr std::size_t stride = 4096;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }

SourcePosition next(SourcePosition position, char c) {
  if (c == '\n') return {position.line + 1, 1};
  if (begins_character(c)) ++position.column;
  return position;
}

/// The key whose opening quote stands at `quote`.
std::string key_at(std::string_view text, std::size_t quote) {
  auto end = quote + 1;
  bool escaped = false;
  while (end < text.size() && text[end] != '"') {
    escaped |= text[end] == '\\';
    end += text[end] == '\\' ? 2 : 1;
  }
  if (!escaped) return std::string{text.substr(quote + 1, end - quote - 1)};
  return parse_trusted(text.substr(quote, end - quote + 1)).get<std::string>();
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text) {
  marks_.reserve(text.size() / stride + 1);
  SourcePosition position{1, 1};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % stride == 0) marks_.push_back(position);
    position = next(position, text[i]);
  }
  if (text.size() % stride == 0) marks_.push_back(position);
}

SourcePosition Lines::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  auto position = marks_[offset / stride];
  for (auto i = offset / stride * stride; i < offset; ++i) position = next(position, text_[i]);
  return position;
}

SourcePositions::SourcePositions(std::string_view text) : text_(text), lines_(text) {
  struct Open {
    Node node;
    std::size_t members;  // where its members begin in `waiting`
  };
  std::vector<Open> open;
  std::vector<Node> waiting;  // members of the containers that are still open
  std::size_t key = text.size();
  bool expects_key = false;

  auto const begin_value = [&](std::size_t at) {
    Node node;
    node.value = static_cast<std::uint32_t>(at);
    node.key = static_cast<std::uint32_t>(std::min(key, at));
    key = text.size();
    return node;
  };
  auto const close = [&] {
    auto [node, members] = open.back();
    open.pop_back();
    auto const first = waiting.begin() + static_cast<std::ptrdiff_t>(members);
    if (node.object) {
      std::sort(first, waiting.end(),
                [&](Node const& a, Node const& b) { return key_at(text, a.key) < key_at(text, b.key); });
    }
    node.first = static_cast<std::uint32_t>(nodes_.size());
    node.count = static_cast<std::uint32_t>(waiting.end() - first);
    nodes_.insert(nodes_.end(), first, waiting.end());
    waiting.erase(first, waiting.end());
    waiting.push_back(node);
  };

  for (std::size_t i = 0; i < text.size();) {
    switch (text[i]) {
      case '{':
      case '[':
        open.push_back({begin_value(i), waiting.size()});
        expects_key = open.back().node.object = text[i] == '{';
        ++i;
        break;
      case '}':
      case ']':
        if (!open.empty()) close();
        ++i;
        break;
      case ',':
        expects_key = !open.empty() && open.back().node.object;
        ++i;
        break;
      case '"': {
        if (expects_key) {
          key = i;
          expects_key = false;
        } else {
          waiting.push_back(begin_value(i));
        }
        for (++i; i < text.size() && text[i] != '"'; ++i) {
          if (text[i] == '\\') ++i;
        }
        ++i;
        break;
      }
      default:
        if (std::string_view{"-0123456789tfn"}.find(text[i]) != std::string_view::npos) {
          waiting.push_back(begin_value(i));
          i = std::min(text.find_first_of(",]} \t\r\n", i), text.size());
        } else {
          ++i;  // a blank, a colon, a byte order mark
        }
    }
  }
  while (!open.empty()) close();
  if (waiting.empty()) waiting.emplace_back();
  nodes_.push_back(waiting.front());
}

SourcePositions::Node const* SourcePositions::member(Node const& node, std::string const& step) const {
  auto const first = nodes_.begin() + node.first;
  auto const last = first + node.count;
  if (node.object) {
    auto const found = std::lower_bound(
        first, last, step, [&](Node const& a, std::string const& key) { return key_at(text_, a.key) < key; });
    return found != last && key_at(text_, found->key) == step ? &*found : nullptr;
  }
  std::size_t index = 0;
  auto const [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  bool const number = error == std::errc{} && end == step.data() + step.size();
  return number && index < node.count ? &first[static_cast<std::ptrdiff_t>(index)] : nullptr;
}

SourcePositions::Found SourcePositions::find(std::string_view pointer, Part part) const {
  auto const steps = steps_of(pointer);
  auto const* node = &nodes_.back();
  std::size_t taken = 0;
  for (; taken < steps.size(); ++taken) {
    auto const* const inner = member(*node, steps[taken]);
    if (inner == nullptr) break;
    node = inner;
  }
  bool const whole = taken == steps.size();
  return {lines_.at(whole && part == Part::key ? node->key : node->value), taken};
}

SourcePosition locate(std::string_view text, std::string_view pointer, Part part) {
  return SourcePositions{text}.find(pointer, part).position;
}

std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      steps.emplace_back();
    } else if (!steps.empty()) {
      bool const escape = pointer[i] == '~' && i + 1 < pointer.size();
      steps.back() += escape ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
    }
  }
  return steps;
}

std::string step_for(std::string_view key) {
  std::string step = "/";
  for (char const c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

std::string step_for(std::size_t index) { return fmt::format("/{}", index); }

}  // namespace tongzhou::format
