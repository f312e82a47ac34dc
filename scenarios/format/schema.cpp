#include "scenarios/format/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::format {
namespace {

using json = Json;

/// The kinds of JSON value, as bits: "number" is both kinds of number.
enum Kind : unsigned {
  null = 1,
  boolean = 2,
  whole = 4,
  fraction = 8,
  text = 16,
  list = 32,
  object = 64,
  number = whole | fraction,
  any = 127
};

Kind kind_of(json const& value) {
  switch (value.type()) {
    case json::value_t::boolean:
      return boolean;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return whole;
    case json::value_t::number_float:
      return fraction;
    case json::value_t::string:
      return text;
    case json::value_t::array:
      return list;
    case json::value_t::object:
      return object;
    default:
      return null;
  }
}

unsigned kinds_named(std::string const& name) {
  static std::map<std::string, unsigned> const kinds = {{"null", null},     {"boolean", boolean}, {"integer", whole},
                                                        {"number", number}, {"string", text},     {"array", list},
                                                        {"object", object}};
  auto const found = kinds.find(name);
  if (found == kinds.end()) throw std::invalid_argument("schema: unknown type " + name);
  return found->second;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t most = 40;
  if (characters(text) <= most) return fmt::format("\"{}\"", text);
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    seen += (static_cast<unsigned char>(text[end]) & 0xc0u) != 0x80u ? 1 : 0;
    if (seen > most) break;
  }
  return fmt::format("\"{}...\"", text.substr(0, end));
}

/// nlohmann compares numbers of unlike types by casts that wrap; this does not.
int compare(json const& a, json const& b) {
  auto const order = [](auto x, auto y) { return x < y ? -1 : (y < x ? 1 : 0); };
  if (a.is_number_float() || b.is_number_float()) return order(a.get<double>(), b.get<double>());
  auto const negative = [](json const& n) { return !n.is_number_unsigned() && n.get<std::int64_t>() < 0; };
  if (negative(a) != negative(b)) return negative(a) ? -1 : 1;
  if (negative(a)) return order(a.get<std::int64_t>(), b.get<std::int64_t>());
  return order(a.get<std::uint64_t>(), b.get<std::uint64_t>());
}

bool same(json const& a, json const& b) { return a.is_number() && b.is_number() ? compare(a, b) == 0 : a == b; }

std::string joined(std::vector<std::string> const& words, std::string_view last_separator = ", ") {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? last_separator : ", ";
    result += words[i];
  }
  return result;
}

struct Pattern {
  std::string source;
  std::regex regex;
  bool of_ids;  // of the scenario: of any letters, but none that turn the direction of text
  explicit Pattern(std::string text)
      : source(std::move(text)), regex(source), of_ids(source.starts_with(R"(^[^\x00-/)")) {}
  bool fits(std::string const& value) const {
    constexpr std::size_t longest = 1000;  // bytes: libstdc++ recurses once a character, and a stack is finite
    return value.size() <= longest && std::regex_search(value, regex) && (!of_ids || with_turns_shown(value) == value);
  }
};

}  // namespace

struct Schema::Node {
  Node const* target = nullptr;  // of a $ref
  unsigned kinds = any;
  std::vector<json> allowed;  // enum, const
  std::map<std::string, Node const*, std::less<>> properties;
  std::vector<std::string> required;
  bool closed = false;  // additionalProperties: false
  Node const* additional = nullptr;
  std::vector<std::pair<Pattern, Node const*>> patterns;
  std::optional<Pattern> names;
  Node const* items = nullptr;
  std::size_t min_items = 0, max_items = SIZE_MAX, min_length = 0, min_properties = 0;
  std::optional<json> minimum, maximum, above, below;
  std::optional<Pattern> pattern;
  std::string example;  // a text, or an object in JSON
  std::vector<Node const*> any_of, one_of;
};

namespace {

using Node = Schema::Node;

struct Nodes {
  std::map<std::string, std::unique_ptr<Node>> definitions;
  std::vector<std::unique_ptr<Node>> others;
};

class Compiler {
 public:
  Compiler(json const& schema, Nodes& nodes) : nodes_(nodes) {
    auto const definitions = schema.find("definitions");
    if (definitions == schema.end()) return;
    for (auto const& [name, inner] : definitions->items()) nodes_.definitions[name] = std::make_unique<Node>();
    for (auto const& [name, inner] : definitions->items()) fill(*nodes_.definitions[name], inner, false);
    for (auto const& [name, node] : nodes_.definitions) {
      auto const* at = node.get();
      for (std::size_t steps = 0; at->target != nullptr; at = at->target) {
        if (++steps > nodes_.definitions.size()) fail("$ref goes round in a circle at " + name);
      }
    }
  }

  Node const* compile(json const& schema, bool top = false) {
    nodes_.others.push_back(std::make_unique<Node>());
    auto* const node = nodes_.others.back().get();
    fill(*node, schema, top);
    return node;
  }

 private:
  [[noreturn]] static void fail(std::string const& text) { throw std::invalid_argument("schema: " + text); }

  static std::size_t count(json const& value, std::string const& keyword) {
    if (!value.is_number_unsigned()) fail(keyword + " must be a whole number, 0 or more");
    return value.get<std::size_t>();
  }
  static json bound(json const& value, std::string const& keyword) {
    if (!value.is_number()) fail(keyword + " must be a number");
    return value;
  }
  static std::string string(json const& value, std::string const& keyword) {
    if (!value.is_string()) fail(keyword + " must be text");
    return value.get<std::string>();
  }
  std::vector<Node const*> branches(json const& value, std::string const& keyword) {
    if (!value.is_array() || value.empty()) fail(keyword + " must be a list of schemas");
    std::vector<Node const*> result;
    for (auto const& inner : value) result.push_back(compile(inner));
    return result;
  }
  Node const* reference(std::string const& name) const {
    std::string_view constexpr start = "#/definitions/";
    if (!name.starts_with(start)) fail("$ref must begin with #/definitions/, not " + name);
    auto const found = nodes_.definitions.find(name.substr(start.size()));
    if (found == nodes_.definitions.end()) fail("$ref to a missing definition: " + name);
    return found->second.get();
  }

  void fill(Node& node, json const& schema, bool top) {
    if (!schema.is_object()) fail("expected an object, found " + schema.dump());
    bool const refers = schema.contains("$ref");
    for (auto const& [key, value] : schema.items()) {
      if (key == "examples") {
        if (!value.is_array()) fail("examples must be a list");
        if (!value.empty() && value[0].is_string()) node.example = value[0];
        if (!value.empty() && value[0].is_object()) node.example = value[0].dump();
      } else if (key == "title" || key == "label" || key == "description" || key == "unit" || key == "default" ||
                 key == "$comment" || (top && (key == "$schema" || key == "$id" || key == "definitions"))) {
        continue;
      } else if (key == "$ref") {
        node.target = reference(string(value, key));
      } else if (refers) {
        fail(key + " beside $ref would be ignored");
      } else {
        constrain(node, key, value);
      }
    }
  }

  void constrain(Node& node, std::string const& key, json const& value) {
    if (key == "type") {
      node.kinds = 0;
      for (auto const& name : value.is_array() ? value : json::array({value})) {
        node.kinds |= kinds_named(string(name, key));
      }
    } else if (key == "enum") {
      if (!value.is_array() || value.empty()) fail("enum must be a list");
      node.allowed.assign(value.begin(), value.end());
    } else if (key == "const") {
      node.allowed = {value};
    } else if (key == "properties") {
      for (auto const& [name, inner] : value.items()) node.properties[name] = compile(inner);
    } else if (key == "required") {
      for (auto const& name : value) node.required.push_back(string(name, key));
    } else if (key == "additionalProperties") {
      if (value.is_boolean()) {
        node.closed = !value.get<bool>();
      } else {
        node.additional = compile(value);
      }
    } else if (key == "patternProperties") {
      for (auto const& [pattern, inner] : value.items()) node.patterns.emplace_back(Pattern{pattern}, compile(inner));
    } else if (key == "propertyNames") {
      for (auto const& [name, inner] : value.items()) {
        if (name == "pattern") {
          node.names.emplace(string(inner, name));
        } else if (name != "description" && name != "type") {
          fail("propertyNames may only hold a pattern, not " + name);
        }
      }
    } else if (key == "items") {
      node.items = compile(value);
    } else if (key == "minItems") {
      node.min_items = count(value, key);
    } else if (key == "maxItems") {
      node.max_items = count(value, key);
    } else if (key == "minLength") {
      node.min_length = count(value, key);
    } else if (key == "minProperties") {
      node.min_properties = count(value, key);
    } else if (key == "minimum") {
      node.minimum = bound(value, key);
    } else if (key == "maximum") {
      node.maximum = bound(value, key);
    } else if (key == "exclusiveMinimum") {
      node.above = bound(value, key);
    } else if (key == "exclusiveMaximum") {
      node.below = bound(value, key);
    } else if (key == "pattern") {
      node.pattern.emplace(string(value, key));
    } else if (key == "anyOf") {
      node.any_of = branches(value, key);
    } else if (key == "oneOf") {
      node.one_of = branches(value, key);
    } else {
      fail("unknown keyword " + key);
    }
  }

  Nodes& nodes_;
};

Node const& resolved(Node const& node) { return node.target != nullptr ? resolved(*node.target) : node; }

bool admits(Node const& node, Kind kind) {
  auto const& real = resolved(node);
  if ((real.kinds & kind) == 0) return false;
  auto const any_admits = [&](std::vector<Node const*> const& branches) {
    return branches.empty() ||
           std::any_of(branches.begin(), branches.end(), [&](Node const* branch) { return admits(*branch, kind); });
  };
  auto const of_kind = [&](json const& value) {
    return kind_of(value) == kind || (value.is_number() && (kind & number) != 0);
  };
  if (!real.allowed.empty() && std::none_of(real.allowed.begin(), real.allowed.end(), of_kind)) return false;
  return any_admits(real.any_of) && any_admits(real.one_of);
}

/// 1e8 stands in a schema as a fraction, and would be written 100000000.0.
std::string number_words(json const& value) {
  return value.is_number_float() && std::abs(value.get<double>()) < 1e15 ? fmt::format("{}", value.get<double>())
                                                                         : value.dump();
}

std::string range_words(Node const& node) {
  auto const lower = node.minimum ? node.minimum : node.above;
  auto const upper = node.maximum ? node.maximum : node.below;
  if (node.minimum && node.maximum)
    return fmt::format(" from {} to {}", number_words(*node.minimum), number_words(*node.maximum));
  std::string words;
  if (lower) words += fmt::format(" {} {}", node.minimum ? "of at least" : "above", number_words(*lower));
  if (lower && upper) words += " and";
  if (upper)
    words += fmt::format(" {} {}", node.maximum ? (lower ? "at most" : "of at most") : "below", number_words(*upper));
  return words;
}

std::string count_words(std::size_t least, std::size_t most, std::string_view one, std::string_view many) {
  if (least == most) return fmt::format("exactly {} {}", least, least == 1 ? one : many);
  if (most == SIZE_MAX) return fmt::format("at least {} {}", least, least == 1 ? one : many);
  if (least == 0) return fmt::format("at most {} {}", most, most == 1 ? one : many);
  return fmt::format("{} to {} {}", least, most, many);
}

std::string text_words(Node const& node) {
  if (node.pattern && !node.example.empty()) return fmt::format("text like {}", in_quotes(node.example));
  if (node.pattern) return fmt::format("text of the form {}", node.pattern->source);
  if (node.min_length > 1) return fmt::format("text of at least {} characters", node.min_length);
  return node.min_length == 1 ? "some text" : "text";
}

/// The values listed, or "one of" them.
std::string choice_words(std::vector<json> const& allowed) {
  constexpr std::size_t most = 20;
  std::vector<std::string> words;
  for (auto const& value : allowed) {
    if (words.size() == most) break;
    words.push_back(value.is_string() ? in_quotes(value.get_ref<std::string const&>()) : value.dump());
  }
  auto const more = allowed.size() > most ? fmt::format(" or one of {} more", allowed.size() - most) : "";
  return (allowed.size() == 1 ? "" : "one of ") + joined(words) + more;
}

std::string object_words(Node const& node) {
  if (node.example.starts_with('{')) return "an object like " + node.example;
  return node.patterns.empty() ? "an object" : "an object, each entry under its id";
}

/// Why a key is not one that may stand here, for people who do not read patterns.
std::string no_key_words(Pattern const& pattern) {
  std::string_view const source = pattern.source;
  constexpr std::string_view begins = "^[A-Za-z0-9][A-Za-z0-9", ends = "]*$";
  if (source == "^/") return "expected a JSON pointer, which begins with /";
  if (source.find("->") != std::string_view::npos) return "expected a key like \"quay->rail\" or \"quay<->rail\"";
  if (pattern.of_ids) {
    bool const slash = source.find(",;") != std::string_view::npos;
    return fmt::format("not an id: ids are made of letters, digits and _ . : {}-, with a letter or digit first",
                       slash ? "/ " : "");
  }
  if (!source.starts_with(begins) || !source.ends_with(ends))
    return "unknown key; keys here are of the form " + pattern.source;
  auto const marks = source.substr(begins.size(), source.size() - begins.size() - ends.size());
  return fmt::format("not an id: ids are made of letters A to Z, digits and {}, with a letter or digit first",
                     fmt::join(marks, " "));
}

void describe(Node const& node, std::vector<std::string>& words) {
  auto const& real = resolved(node);
  auto const say = [&](std::string text) {
    if (std::find(words.begin(), words.end(), text) == words.end()) words.push_back(std::move(text));
  };
  if (!real.allowed.empty()) return say(choice_words(real.allowed));
  if (real.kinds == any && real.any_of.size() + real.one_of.size() > 0) {
    for (auto const* branch : real.any_of) describe(*branch, words);
    for (auto const* branch : real.one_of) describe(*branch, words);
    return;
  }
  if (real.kinds == any) return say("another value");
  if ((real.kinds & fraction) != 0) {
    say("a number" + range_words(real));
  } else if ((real.kinds & whole) != 0) {
    say("a whole number" + range_words(real));
  }
  if ((real.kinds & text) != 0) say(text_words(real));
  if ((real.kinds & boolean) != 0) say("true or false");
  if ((real.kinds & object) != 0) say(object_words(real));
  if ((real.kinds & list) != 0) say("a list");
  if ((real.kinds & null) != 0) say("null");
}

std::string found_words(json const& value, bool like_text, bool like_number) {
  switch (kind_of(value)) {
    case text:
      return (like_text ? "" : "text ") + in_quotes(value.get_ref<std::string const&>());
    case whole:
    case fraction:
      return like_number ? value.dump() : "a number";
    case list:
      return "a list";
    case object:
      return "an object";
    default:
      return value.dump();
  }
}

/// How to write what is a number in quotes, perhaps with a unit behind it.
std::string as_a_number(std::string_view text) {
  auto const number = text.substr(0, text.find_first_not_of("-.0123456789"));
  if (!json::accept(number)) return "";
  auto unit = text.substr(number.size());
  if (unit.empty()) return fmt::format("; write {} without quotes", number);
  if (unit.starts_with(' ')) unit.remove_prefix(1);
  auto const first = unit.empty() ? 0 : static_cast<unsigned char>(unit[0]);
  bool const word = std::isalpha(first) != 0 || first >= 0xe3;  // also of East Asia: U+3000 and above
  return word ? fmt::format("; write {}: the key names its unit", number) : "";
}

/// The only key that begins with as many of the same words, for "speed_knots" and "speed_km_per_h"; none otherwise.
std::optional<std::string> with_another_unit(std::string_view key, std::span<std::string_view const> known) {
  std::size_t most = 0;
  std::vector<std::string_view> best;
  for (auto const candidate : known) {
    auto const same = static_cast<std::size_t>(
        std::mismatch(key.begin(), key.end(), candidate.begin(), candidate.end()).first - key.begin());
    auto const words = key.substr(0, same).rfind('_');
    if (words == std::string_view::npos || words < most) continue;
    if (words > most) best.clear();
    most = words;
    best.push_back(candidate);
  }
  if (best.size() != 1) return std::nullopt;
  return std::string{best.front()};
}

/// Where we are in the value: a chain on the stack, made into a pointer only when something is to be said.
struct Path {
  Path const* outer = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool in_list = false;
  json const* among = nullptr;  // the object in which the key stands, when keys are ids

  std::string pointer() const {
    if (outer == nullptr) return "";
    return outer->pointer() + (in_list ? step_for(index) : step_for(key));
  }
};

using Branches = std::vector<Node const*>;

class Walk {
 public:
  /// Without a report it only finds out whether the value fits, and stops at the first place where it does not.
  Walk(Report const* report, std::size_t most) : report_(report), most_(most) {}

  std::size_t said() const { return said_; }

  void check(Node const& outer, json const& value, Path const& path) {
    if (done()) return;
    auto const& node = resolved(outer);
    if (!fits_itself(node, value)) return expected({&node}, value, path);
    if (value.is_object()) check_members(node, value, path);
    if (value.is_array()) check_items(node, value, path);
    if (!node.any_of.empty()) check_branches(node.any_of, false, value, path);
    if (!node.one_of.empty()) check_branches(node.one_of, true, value, path);
  }

 private:
  bool done() const { return said_ >= most_; }

  void say(Path const& path, std::string const& text, bool on_key = false) {
    if (done()) return;
    ++said_;
    if (report_ != nullptr) (*report_)(path.pointer(), text, on_key);
  }
  bool silent() const { return report_ == nullptr; }
  /// For messages that cost something to make.
  bool only_count() {
    if (!silent()) return false;
    ++said_;
    return true;
  }

  static bool fits_itself(Node const& node, json const& value) {
    if ((node.kinds & kind_of(value)) == 0) return false;
    if (!node.allowed.empty() && std::none_of(node.allowed.begin(), node.allowed.end(),
                                              [&](json const& allowed) { return same(allowed, value); })) {
      return false;
    }
    if (value.is_number()) {
      return (!node.minimum || compare(value, *node.minimum) >= 0) &&
             (!node.maximum || compare(value, *node.maximum) <= 0) &&
             (!node.above || compare(value, *node.above) > 0) && (!node.below || compare(value, *node.below) < 0);
    }
    if (value.is_string()) {
      auto const& string = value.get_ref<std::string const&>();
      return characters(string) >= node.min_length && (!node.pattern || node.pattern->fits(string));
    }
    return true;
  }

  /// More than one, where a share is asked.
  static bool is_percentage(Node const& asked, json const& value) {
    double const found = value.get<double>();
    return asked.minimum && asked.minimum->get<double>() == 0 && asked.maximum && asked.maximum->get<double>() == 1 &&
           found > 1 && found <= 100;
  }

  void expected(Branches const& branches, json const& value, Path const& path) {
    if (only_count()) return;
    std::vector<std::string> words;
    std::vector<std::string_view> spellings;
    bool like_text = false, like_number = false;
    for (auto const* branch : branches) {
      describe(*branch, words);
      like_text |= admits(*branch, text);
      like_number |= admits(*branch, whole) || admits(*branch, fraction);
      for (auto const& allowed : resolved(*branch).allowed) {
        if (allowed.is_string()) spellings.push_back(allowed.get_ref<std::string const&>());
      }
    }
    auto text = fmt::format("expected {}, found {}", joined(words, " or "), found_words(value, like_text, like_number));
    if (value.is_string()) text += did_you_mean(value.get_ref<std::string const&>(), spellings);
    if (value.is_string() && like_number && !like_text) text += as_a_number(value.get_ref<std::string const&>());
    if (value.is_number() &&
        std::ranges::any_of(branches, [&](Node const* asked) { return is_percentage(*asked, value); }))
      text += fmt::format("; {:g} % is {:g}", value.get<double>(), value.get<double>() / 100);
    say(path, text);
  }

  void check_members(Node const& node, json const& value, Path const& path) {
    check_missing(node, value, path);
    if (value.size() < node.min_properties) {
      auto const least = count_words(node.min_properties, SIZE_MAX, "entry", "entries");
      say(path, fmt::format("expected {}, found {}", least, value.empty() ? "none" : std::to_string(value.size())));
    }
    for (auto member = value.begin(); member != value.end() && !done(); ++member) {
      auto const& key = member.key();
      Path const inner{&path, key, 0, false, node.properties.contains(key) ? nullptr : &value};
      if (node.names && !node.names->fits(key)) {
        say(inner, no_key_words(*node.names), true);
      }
      bool known = false;
      if (auto const property = node.properties.find(key); property != node.properties.end()) {
        known = true;
        check(*property->second, *member, inner);
      }
      for (auto const& [pattern, schema] : node.patterns) {
        if (!pattern.fits(key)) continue;
        known = true;
        check(*schema, *member, inner);
      }
      if (known) continue;
      if (node.closed) {
        unknown(node, key, inner);
      } else if (node.additional != nullptr) {
        check(*node.additional, *member, inner);
      }
    }
  }

  void unknown(Node const& node, std::string const& key, Path const& path) {
    if (only_count()) return;
    std::vector<std::string_view> known;
    for (auto const& [name, schema] : node.properties) known.push_back(name);
    if (known.empty() && node.patterns.size() == 1) return say(path, no_key_words(node.patterns.front().first), true);
    auto hint = of_another_form(node, key).value_or(did_you_mean(key, known));
    if (hint.empty()) {
      if (auto const meant = with_another_unit(key, known)) hint = fmt::format("; did you mean {}?", in_quotes(*meant));
    }
    // An object that holds one of several things, such as a distribution: then all of them are of use.
    if (hint.empty() && node.min_properties == 1) {
      std::erase(known, "source");
      std::erase(known, "note");
      std::erase(known, "unusual");
      hint = fmt::format("; expected one of {}", fmt::join(known, ", "));
    }
    say(path, "unknown key" + hint, true);
  }

  /// Whose key it is, when the object has several forms and the one chosen has no such key.
  std::optional<std::string> of_another_form(Node const& node, std::string const& key) const {
    if (std::none_of(forms_.begin(), forms_.end(), [&](Node const* form) { return &resolved(*form) == &node; }))
      return {};
    std::vector<std::string> owners;
    for (auto const* form : forms_) {
      if (resolved(*form).properties.contains(key))
        owners.push_back(choice_words(allowed_at(resolved(*form), told_by_)));
    }
    if (owners.empty()) return {};
    return fmt::format(": it belongs to {}, not to {}", joined(owners, " and "),
                       choice_words(allowed_at(node, told_by_)));
  }

  void check_missing(Node const& node, json const& value, Path const& path) {
    std::vector<std::string> missing;
    for (auto const& name : node.required) {
      if (!value.contains(name)) missing.push_back(in_quotes(name));
    }
    if (missing.empty() || only_count()) return;
    auto const asked = node.required.size();
    bool const mostly_missing = missing.size() == asked || value.size() <= asked;
    say(path, (missing.size() == 1 ? "missing key " : "missing keys ") + joined(missing) +
                  (mostly_missing ? or_a_sibling(path) : ""));
  }

  /// An overlay that writes an id wrong makes a new thing, of which most is missing.
  static std::string or_a_sibling(Path const& path) {
    if (path.among == nullptr) return "";
    std::vector<std::string_view> siblings;
    for (auto const& [key, value] : path.among->get_ref<json::object_t const&>()) {
      if (key != path.key) siblings.push_back(key);
    }
    auto const meant = nearest(path.key, siblings);
    return meant ? fmt::format("; or is {} meant?", in_quotes(*meant)) : "";
  }

  void check_items(Node const& node, json const& value, Path const& path) {
    if (value.size() < node.min_items || value.size() > node.max_items) {
      say(path, fmt::format("expected {}, found {}", count_words(node.min_items, node.max_items, "item", "items"),
                            value.empty() ? "none" : std::to_string(value.size())));
    }
    if (node.items == nullptr) return;
    for (std::size_t i = 0; i < value.size() && !done(); ++i) {
      check(*node.items, value[i], Path{&path, {}, i, true});
    }
  }

  void check_branches(Branches const& branches, bool exactly_one, json const& value, Path const& path) {
    std::size_t fitting = 0;
    for (auto const* branch : branches) {
      Walk walk{nullptr, 1};
      walk.check(*branch, value, path);
      fitting += walk.said() == 0 ? 1 : 0;
      if (fitting > 0 && !exactly_one) return;
    }
    if (fitting == 1) return;
    if (fitting > 1) return say(path, "fits more than one of the forms allowed here");
    if (only_count()) return;

    Branches near;
    for (auto const* branch : branches) {
      if (admits(*branch, kind_of(value))) near.push_back(branch);
    }
    if (near.empty()) return expected(branches, value, path);
    if (near.size() == 1) return check(*near.front(), value, path);
    if (value.is_object()) return check_forms(std::move(near), value, path);
    if (value.is_array()) return check_nearest(near, value, path);
    expected(near, value, path);
  }

  /// Objects of several forms: the property that tells them apart ("kind") picks the one to speak about.
  void check_forms(Branches forms, json const& value, Path const& path) {
    auto const name = discriminator(forms);
    if (!name) return check_nearest(forms, value, path);
    auto const found = value.find(*name);
    if (found == value.end()) {
      std::vector<json> allowed;
      Branches without;
      for (auto const* form : forms) {
        auto const& node = resolved(*form);
        if (std::find(node.required.begin(), node.required.end(), *name) == node.required.end())
          without.push_back(form);
        auto const& theirs = allowed_at(node, *name);
        allowed.insert(allowed.end(), theirs.begin(), theirs.end());
      }
      if (!without.empty()) return check_nearest(without, value, path);
      return say(path,
                 fmt::format("missing key {}: {}{}", in_quotes(*name), choice_words(allowed), or_a_sibling(path)));
    }
    Path const inner{&path, *name, 0, false};
    Branches chosen;
    Node all;
    for (auto const* form : forms) {
      auto const& theirs = allowed_at(resolved(*form), *name);
      all.allowed.insert(all.allowed.end(), theirs.begin(), theirs.end());
      if (std::any_of(theirs.begin(), theirs.end(), [&](json const& a) { return same(a, *found); })) {
        chosen.push_back(form);
      }
    }
    if (chosen.empty()) return expected({&all}, *found, inner);
    auto const outer = std::pair{std::exchange(forms_, std::move(forms)), std::exchange(told_by_, *name)};
    check_nearest(chosen, value, path);
    std::tie(forms_, told_by_) = outer;
  }

  static std::vector<json> const& allowed_at(Node const& node, std::string const& name) {
    return resolved(*node.properties.at(name)).allowed;
  }

  /// A property for which every form lists its own values. Tie: first in the alphabet.
  static std::optional<std::string> discriminator(Branches const& forms) {
    for (auto const& property : resolved(*forms.front()).properties) {
      auto const& name = property.first;
      auto const lists = [&](Node const* form) {
        auto const& properties = resolved(*form).properties;
        auto const found = properties.find(name);
        return found != properties.end() && !resolved(*found->second).allowed.empty();
      };
      if (!std::all_of(forms.begin(), forms.end(), lists)) continue;
      auto const& first = allowed_at(resolved(*forms.front()), name);
      auto const differs = [&](Node const* form) { return allowed_at(resolved(*form), name) != first; };
      if (std::any_of(forms.begin(), forms.end(), differs)) return name;
    }
    return std::nullopt;
  }

  /// Speaks about the form with the fewest departures, of one or more. Tie: first listed.
  void check_nearest(Branches const& forms, json const& value, Path const& path) {
    constexpr std::size_t enough = 50;
    Node const* best = forms.front();
    auto fewest = enough + 1;
    for (auto const* form : forms) {
      Walk walk{nullptr, enough};
      walk.check(*form, value, path);
      if (walk.said() < fewest) {
        best = form;
        fewest = walk.said();
      }
    }
    check(*best, value, path);
  }

  Report const* report_;
  std::size_t most_;
  std::size_t said_ = 0;
  Branches forms_;       // of the object being looked at, when it has several
  std::string told_by_;  // the property that tells them apart
};

}  // namespace

Schema::Schema(json const& schema) {
  auto nodes = std::make_shared<Nodes>();
  Compiler compiler{schema, *nodes};
  root_ = compiler.compile(schema, true);
  nodes_ = std::move(nodes);
}

void validate(Schema const& schema, json const& value, Report const& report) {
  Walk{&report, Problems::most_kept}.check(schema.root(), value, Path{});
}

}  // namespace tongzhou::format
