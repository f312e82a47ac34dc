#include "scenarios/format/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "scenarios/format/locate.hpp"

namespace tongzhou::format {
namespace {

/// A mistake in how the text is written, and the byte where the reader should look.
struct Slip {
  std::size_t offset;
  std::string text;
};

bool starts_with_at(std::string_view text, std::size_t at, std::string_view start) {
  return text.substr(std::min(at, text.size()), start.size()) == start;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '+' ||
         c == '-';
}

/// What stands before an offset: the containers still open, the last character that is no blank, and the quote of
/// the text we are in.
struct Before {
  std::vector<std::size_t> open;
  std::optional<std::size_t> last;
  std::optional<std::size_t> quote;
};

Before before(std::string_view text, std::size_t end) {
  Before result;
  for (std::size_t i = 0; i < end; ++i) {
    char const c = text[i];
    if (result.quote) {
      if (c == '\\') ++i;
      if (c == '"') result.quote.reset();
    } else if (c == '"') {
      result.quote = i;
    } else if (c == '{' || c == '[') {
      result.open.push_back(i);
    } else if ((c == '}' || c == ']') && !result.open.empty()) {
      result.open.pop_back();
    }
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') result.last = i;
  }
  return result;
}

char closer_of(char opener) { return opener == '{' ? '}' : ']'; }

/// Punctuation that an input method or a word processor puts in the place of JSON's.
constexpr std::array<std::pair<std::string_view, char>, 10> lookalikes = {{{"\u201c", '"'},
                                                                           {"\u201d", '"'},
                                                                           {"\u2018", '"'},
                                                                           {"\u2019", '"'},
                                                                           {"\uff0c", ','},
                                                                           {"\uff1a", ':'},
                                                                           {"\uff5b", '{'},
                                                                           {"\uff5d", '}'},
                                                                           {"\u3010", '['},
                                                                           {"\u3011", ']'}}};

Slip explain_in_text(std::string_view text, std::size_t quote, std::size_t end, std::string_view parser_says) {
  auto const last = end - 1;
  auto const says = [&](std::string_view words) { return parser_says.find(words) != std::string_view::npos; };
  if (says("missing closing quote")) return {quote, "this text has no closing quote"};
  if (text[last] == '\n' || text[last] == '\r') return {quote, "this text has no closing quote on its line"};
  if (says("control character")) {
    return {last, text[last] == '\t' ? std::string{"a tab inside text must be written \\t"}
                                     : fmt::format("a control character inside text must be written \\u{:04x}",
                                                   static_cast<unsigned char>(text[last]))};
  }
  if (says("UTF-8")) {
    return {last, fmt::format("this is not UTF-8: byte 0x{:02x}; save the file as UTF-8",
                              static_cast<unsigned char>(text[last]))};
  }
  if (says("surrogate")) return {last, "this \\u escape is one half of a pair whose other half is missing"};
  if (says("4 hex digits"))
    return {last, "\\u must be followed by 4 hexadecimal digits; a backslash itself is written \\\\"};
  return {last, "after a backslash only one of \" \\ / b f n r t u may follow; a backslash itself is written \\\\"};
}

/// The run of letters, digits and signs that begins here.
std::string_view word_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(at, end - at);
}

Slip explain_word(std::string_view text, std::size_t at, bool as_key) {
  auto const word = word_at(text, at).substr(0, 40);
  std::string small{word};
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  if (word.empty()) {
    auto const byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) return {at, "this character may only stand inside text in double quotes"};
    return {at, fmt::format("\"{}\" has no meaning here", text[at])};
  }
  if (as_key) return {at, fmt::format("a key must stand in double quotes: \"{}\"", word)};
  if (small == "nan" || small == "-nan" || small == "inf" || small == "-inf" || small == "infinity" ||
      small == "-infinity" || small == "+infinity" || small == "+inf") {
    return {at, fmt::format("{} is not a number; only finite numbers are", word)};
  }
  if (small == "true" || small == "false" || small == "null") return {at, fmt::format("write {}, not {}", small, word)};
  if (small == "none" || small == "undefined" || small == "nil") return {at, fmt::format("write null, not {}", word)};
  if (word[0] == '+') return {at, "a number may not begin with +"};
  if (word[0] == '.') return {at, "a number needs a digit before its decimal point"};
  return {at, fmt::format("{} is not a value; text must stand in double quotes", word)};
}

/// Where the token begins at which the parser stopped, having read up to `end`.
std::size_t token_start(std::string_view text, std::size_t end, bool half_read) {
  auto const back = [&](std::size_t from) {
    while (from > 0 && is_word(text[from - 1])) --from;
    return from;
  };
  auto const last = end - 1;
  if (text[last] == '"') return before(text, last).quote.value_or(last);
  if (is_word(text[last])) return back(last);
  auto const start = back(last);
  return half_read ? start : last;
}

/// Whether the parser gave up within a word at its end, as in "tru" or "5.", rather than at the character after it.
bool half_read(std::string_view text, std::size_t end, bool in_number) {
  auto start = end - 1;
  while (start > 0 && is_word(text[start - 1])) --start;
  auto const word = text.substr(start, end - 1 - start);
  if (in_number) return true;
  for (std::string_view const literal : {"true", "false", "null"}) {
    if (!word.empty() && word.size() < literal.size() && literal.starts_with(word)) return true;
  }
  return false;
}

/// Puts nlohmann's complaint into words for people who do not write parsers. `end` is the byte after the last one read.
Slip explain(std::string_view text, std::size_t end, std::string_view parser_says) {
  auto const says = [&](std::string_view words) { return parser_says.find(words) != std::string_view::npos; };
  end = std::min(end, text.size());
  if (says("invalid string")) {
    auto const quote = before(text, says("missing closing quote") ? end : end - 1).quote;
    return explain_in_text(text, quote.value_or(end - 1), end, parser_says);
  }
  bool const ended = says("unexpected end of input");
  bool const half =
      !ended && (says("invalid number") || says("invalid literal")) && half_read(text, end, says("invalid number"));
  auto const at = ended ? text.size() : token_start(text, end, half);
  auto const around = before(text, at);
  char const last = around.last ? text[*around.last] : '\0';
  Lines const lines{text};
  auto const opener = [&] {
    auto const place = lines.at(around.open.back());
    return fmt::format("the {} of line {}, column {}", text[around.open.back()], place.line, place.column);
  };

  if (ended) {
    if (!around.last) return {0, "the file is empty"};
    if (around.open.empty()) return {at, "the file ends where a value should follow"};
    return {at, fmt::format("the file ends before {} is closed", opener())};
  }
  if (says("number overflow")) return {at, fmt::format("{} is too large a number", word_at(text, at).substr(0, 40))};
  char const c = text[at];
  if (c == '/' || c == '#') return {at, "JSON has no comments; remove this one"};
  if (c == '\'') return {at, "text and keys must stand in double quotes, not single ones"};
  for (auto const& [written, meant] : lookalikes) {
    if (starts_with_at(text, at, written)) return {at, fmt::format("{} is not JSON; write {}", written, meant)};
  }
  if (says("while parsing object separator")) return {at, "expected : after the key"};
  if (c == '}' || c == ']') {
    if (around.open.empty()) return {at, fmt::format("this {} closes nothing", c)};
    if (c != closer_of(text[around.open.back()])) {
      return {at, fmt::format("expected {} to close {}, found {}", closer_of(text[around.open.back()]), opener(), c)};
    }
    if (last == ',') return {*around.last, fmt::format("remove this comma: nothing follows it before the {}", c)};
    return {at, fmt::format("a value is missing before this {}", c)};
  }
  auto const word = word_at(text, at);
  auto const digits = word.substr(word.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) return {at, "a number may not begin with 0"};
  bool const as_key = says("while parsing object key") || (last == '{') ||
                      (last == ',' && !around.open.empty() && text[around.open.back()] == '{');
  if (around.open.empty() && around.last) return {at, "nothing may follow the end of the document"};
  if (says("invalid number") && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos)
    return {at, "this number is not complete: a digit is missing"};
  bool const after_value = last != '{' && last != '[' && last != ',' && last != ':';
  if (!word.empty() && last == '"' && *around.last + 1 == at)
    return {at, "a comma is missing before this, or the text further left lacks its closing quote"};
  if (!word.empty() && after_value && around.last) return {at, "a comma is missing before this"};
  if (!word.empty() && !Json::accept(word)) return explain_word(text, at, as_key);  // also 2025-01-01 and 12km
  if (c == ',' || c == ':') {
    if (as_key) return {at, fmt::format("expected a key before this {}", c)};
    if (c == ',') return {at, "a value is missing before this comma"};
    if (around.open.empty() || last == '[' || last == ',' || last == ':')
      return {at, "a value is missing before this :"};
    char const closer = closer_of(text[around.open.back()]);
    if (last == '"' && closer == ']') return {at, "a key needs an object: write { and }, not [ and ]"};
    return {at, fmt::format("expected a comma or the closing {}, found :", closer)};
  }
  if (word.empty() && c != '"' && c != '{' && c != '[') return explain_word(text, at, as_key);
  bool const decimal_comma = at > 1 && text[at - 1] == ',' && is_digit(text[at - 2]) && is_digit(c);
  if (as_key && decimal_comma)
    return {at, "expected a key in double quotes; a decimal is written with a point, not a comma"};
  if (as_key) return {at, "expected a key in double quotes"};
  return {at, "a comma is missing before this"};
}

/// Walks through the text for nlohmann's parser and says how far it has come.
class Cursor {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = char const*;
  using reference = char const&;

  Cursor() = default;
  Cursor(char const* at, char const** come) : at_(at), come_(come) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *come_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    auto const old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(Cursor const& a, Cursor const& b) { return a.at_ == b.at_; }

 private:
  char const* at_ = nullptr;
  char const** come_ = nullptr;
};

/// Builds the value from the parser's events, and stops it where our rules are narrower than its own.
class Builder {
 public:
  Builder(std::string_view text, Limits limits) : text_(text), limits_(limits), come_(text.data()) {}

  Cursor begin() { return {text_.data(), &come_}; }
  Cursor end() { return {text_.data() + text_.size(), &come_}; }

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(value); }
  bool number_unsigned(std::uint64_t value) { return put(value); }
  bool number_float(double value, std::string const&) { return put(value); }  // finite: the parser refuses others
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // JSON text has none
  bool start_object(std::size_t) { return enter(true); }
  bool start_array(std::size_t) { return enter(false); }
  bool end_object() {
    sort_members();
    Json object = Json::object();
    std::vector<std::pair<std::string, Json>> members;
    members.reserve(waiting_.size() - open_.back().first);
    for (auto i = open_.back().first; i < waiting_.size(); ++i) {
      if (!members.empty() && members.back().first == waiting_[i].key) continue;  // reported already
      members.emplace_back(std::move(waiting_[i].key), std::move(waiting_[i].value));
    }
    waiting_.resize(open_.back().first);
    object.get_ref<Json::object_t&>().adopt_sequence(boost::container::ordered_unique_range, std::move(members));
    open_.pop_back();
    return put(std::move(object));
  }
  bool end_array() {
    open_.back().items.shrink_to_fit();
    Json list = std::move(open_.back().items);
    open_.pop_back();
    return put(std::move(list));
  }

  bool key(std::string& name) {
    open_.back().key_end = static_cast<std::uint32_t>(offset());
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t end, std::string const&, nlohmann::detail::exception const& error) {
    auto slip = explain(text_, end, error.what());
    return stop(slip.offset, std::move(slip.text));
  }

  void report(std::string const& file, Problems& problems) {
    for (; !open_.empty(); open_.pop_back()) {  // after a slip
      if (open_.back().object) sort_members();
      waiting_.resize(open_.back().first);
    }
    if (!slip_ && repeated_.empty()) return;
    Lines const lines{text_};
    for (auto const& [offset, pointer] : repeated_) {
      auto const place = lines.at(offset);
      problems.add({file, place.line, place.column, pointer, "this key stands twice in one object"});
    }
    if (slip_) {
      auto const place = lines.at(slip_->offset);
      problems.add({file, place.line, place.column, "", slip_->text});
    }
  }
  Json take() { return std::move(root_); }

 private:
  /// A container that is still open.
  struct Open {
    bool object;
    std::size_t first;          // an object's members so far: waiting_[first, ...)
    std::string key;            // of the member being read
    std::uint32_t key_end = 0;  // the byte after it
    Json::array_t items;        // a list's
  };
  struct Member {
    std::string key;
    Json value;
    std::uint32_t key_end = 0;
  };
  struct Repeated {
    std::size_t offset;
    std::string pointer;
  };

  bool put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto& inner = open_.back(); inner.object) {
      waiting_.push_back({std::move(inner.key), std::move(value), inner.key_end});
    } else {
      inner.items.push_back(std::move(value));
    }
    return true;
  }
  bool enter(bool object) {
    if (open_.size() >= limits_.depth) {
      return stop(offset() - 1, fmt::format("nested deeper than {} levels", limits_.depth));
    }
    open_.push_back({object, waiting_.size(), {}, 0, {}});
    return true;
  }
  bool stop(std::size_t at, std::string text) {
    if (!slip_) slip_ = Slip{at, std::move(text)};
    return false;
  }

  /// Of the innermost object, by key and, of one key, by place in the text.
  void sort_members() {
    auto const first = waiting_.begin() + static_cast<std::ptrdiff_t>(open_.back().first);
    std::sort(first, waiting_.end(),
              [](Member const& a, Member const& b) { return std::tie(a.key, a.key_end) < std::tie(b.key, b.key_end); });
    for (auto i = first; i != waiting_.end() && i + 1 != waiting_.end(); ++i) {
      if (i->key != (i + 1)->key || repeated_.size() >= Problems::most_kept) continue;
      repeated_.push_back({opening_quote((i + 1)->key_end), pointer(i->key)});
    }
  }

  std::size_t offset() const { return static_cast<std::size_t>(come_ - text_.data()); }
  /// Of a key that ends here. Quotes inside it have a backslash in front, the opening one cannot.
  std::size_t opening_quote(std::size_t end) const {
    auto at = end - 1;
    do {
      at = text_.rfind('"', at - 1);
    } while (text_[at - 1] == '\\');
    return at;
  }
  /// Of a member of the innermost container.
  std::string pointer(std::string const& key) const {
    std::string result;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
      result += open_[i].object ? step_for(open_[i].key) : step_for(open_[i].items.size());
    }
    return result + step_for(key);
  }

  std::string_view text_;
  Limits limits_;
  char const* come_;
  Json root_;
  std::vector<Open> open_;
  std::deque<Member> waiting_;  // grows without a copy: there may be millions
  std::vector<Repeated> repeated_;
  std::optional<Slip> slip_;
};

/// What nlohmann's parser would misread or mistake for something else.
std::optional<Slip> unreadable(std::string_view text, Limits limits) {
  auto const most = std::min<std::size_t>(limits.bytes, std::numeric_limits<std::uint32_t>::max());
  if (text.size() > most) return Slip{0, fmt::format("larger than {} bytes, the most that is read", most)};
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return Slip{0, "this is UTF-16; save the file as UTF-8"};
  }
  if (auto const nul = text.find('\0'); nul != std::string_view::npos) {  // the parser takes it for the end
    return Slip{nul, "a zero byte: this is not a text file in UTF-8"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Json> parse(std::string_view text, std::string const& file_name, Problems& problems, Limits limits) {
  if (auto const slip = unreadable(text, limits)) {
    auto const place = Lines{text.substr(0, slip->offset)}.at(slip->offset);
    problems.add({file_name, place.line, place.column, "", slip->text});
    return std::nullopt;
  }
  auto const before_us = problems.count();
  Builder builder{text, limits};
  Json::sax_parse(builder.begin(), builder.end(), &builder);
  builder.report(file_name, problems);
  if (problems.count() > before_us) return std::nullopt;
  return builder.take();
}

}  // namespace tongzhou::format
