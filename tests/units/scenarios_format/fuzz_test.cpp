#include <catch2/catch.hpp>
#include <cstdint>
#include <string_view>

#include "scenarios/format/document.hpp"
#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou::format;

namespace {

constexpr std::string_view seed_text = R"({
  "name": {"en": "Yangtze", "zh": "长江"}, "start": "2025-01-01",
  "places": {"CNSHA": {"berths": 40, "depth_m": [12.5, -3e-2, 1E+4]}, "CN\u004eGB": {"berths": null}},
  "links": [{"kind": "sea", "from": "a\\\"b", "to": "\ud83d\ude00"}, [], {}, true, false, [[[0]]]]
})";

/// xorshift: any fixed sequence will do, the same everywhere.
class Dice {
 public:
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % n);
  }

 private:
  std::uint64_t state_ = 88172645463325252u;
};

std::string mutated(Dice& dice) {
  std::string text{seed_text};
  auto const changes = 1 + dice.below(4);
  for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
    auto const at = dice.below(text.size());
    constexpr std::string_view likely = "{}[]\",:\\/u0123456789-+.eEtrufalsn \n\t\xff\xe4\x01";
    switch (dice.below(5)) {
      case 0:
        text[at] = likely[dice.below(likely.size())];
        break;
      case 1:
        text.insert(at, 1, likely[dice.below(likely.size())]);
        break;
      case 2:
        text.erase(at, 1 + dice.below(5));
        break;
      case 3:
        text.insert(at, text.substr(dice.below(text.size()), dice.below(20)));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("whatever is done to a file, it is read or refused with a place inside it") {
  Schema const schema{nlohmann::json::parse(R"({
    "type": "object", "required": ["name", "places"], "additionalProperties": false,
    "properties": {
      "name": {"type": "object", "additionalProperties": {"type": "string"}}, "start": {"pattern": "^[0-9-]+$"},
      "places": {"additionalProperties": {"properties": {"berths": {"type": ["integer", "null"]}}}},
      "links": {"items": {"anyOf": [{"type": "object", "properties": {"kind": {"enum": ["sea", "rail"]}}},
                                    {"type": ["array", "boolean"]}]}}
    }})")};
  Dice dice;
  int read = 0;
  int refused = 0;
  for (int i = 0; i < 20000; ++i) {
    auto const text = mutated(dice);
    CAPTURE(text);
    Problems problems;
    auto const value = parse(text, "f", problems);
    // The parser underneath is the judge of what is JSON; we may only refuse more, never less.
    if (value && nlohmann::json(*value) != nlohmann::json::parse(text)) FAIL("read as something else");
    if (!value && problems.empty()) FAIL("refused without a word");
    if (value) {
      Document const document{*value, {Layer{"f", text}}};
      check(document, schema, problems);
    }
    (problems.empty() ? read : refused) += 1;
    int const lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    for (auto const& problem : problems.sorted()) {
      if (problem.line < 1 || problem.line > lines || problem.column < 1 || problem.text.empty())
        FAIL(to_line(problem));
    }
  }
  CHECK(read > 100);
  CHECK(refused > 1000);
}
