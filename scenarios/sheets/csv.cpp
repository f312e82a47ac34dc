#include "scenarios/sheets/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "scenarios/sheets/encoding.hpp"
#include "scenarios/sheets/notation.hpp"

namespace tongzhou::sheets {
namespace {

std::uint32_t line_of(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  return static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
}

/// The separator that stands most often in the first line that holds cells, outside quotes. Tie: comma, semicolon, tab.
char separator_of(std::string_view text) {
  while (text.starts_with('#') || text.starts_with('\n') || text.starts_with("\r\n")) {
    auto const end = text.find('\n');
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  std::size_t commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false;
  for (char const c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
    tabs += c == '\t' ? 1 : 0;
  }
  if (commas >= semicolons && commas >= tabs) return ',';
  return semicolons >= tabs ? ';' : '\t';
}

/// Reads cells and takes the quotes out where they stand: what is left is never longer.
class CsvReader {
 public:
  CsvReader(std::string& text, char separator, Sheet& sheet, std::vector<Flaw>& flaws)
      : text_(text), separator_(separator), sheet_(sheet), flaws_(flaws) {}

  void read() {
    while (at_ < text_.size() && !stopped_) {
      if (text_[at_] == '#' || is_line_end()) {
        skip_line();
      } else {
        read_row();
      }
    }
  }

 private:
  bool is_line_end() const { return text_[at_] == '\n' || (text_[at_] == '\r' && next_is('\n')); }
  bool next_is(char c) const { return at_ + 1 < text_.size() && text_[at_ + 1] == c; }

  void skip_line() {
    at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    ++line_;
  }

  void read_row() {
    auto const row = line_;
    sheet_.begin_row(row);
    std::uint32_t cells = 0, up_to_last_filled = 0;
    for (bool more = true; more; ++cells) {
      auto const text = read_cell(cells);
      if (stopped_) return;
      if (!text.empty()) {
        put({text, cells, CellKind::text});
        up_to_last_filled = cells + 1;
      }
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    if (headings_ == 0) headings_ = up_to_last_filled;
    if (up_to_last_filled > 0 && cells < headings_) cut_short(row, cells);
    if (at_ < text_.size()) skip_line();
  }

  void cut_short(std::uint32_t row, std::uint32_t cells) {
    auto const* const separators = separator_ == ',' ? "commas" : separator_ == ';' ? "semicolons" : "tabs";
    flaws_.push_back({row, 0,
                      fmt::format("{} of {} cells: is the row cut short? Empty cells need their {}, too; where a "
                                  "spreadsheet leaves them off, give the workbook itself",
                                  cells, headings_, separators)});
  }

  void put(Cell cell) {
    if (cell.column >= most_columns) return stop(fmt::format("more than {} columns", most_columns));
    if (sheet_.cell_count() >= most_cells)
      return stop(fmt::format("more than {} cells, the most that is read", most_cells));
    sheet_.add(cell);
  }

  void stop(std::string why) {
    flaws_.push_back({line_, 0, std::move(why)});
    stopped_ = true;
  }

  std::string_view read_cell(std::uint32_t column) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(column);
    auto const begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
    return trimmed(std::string_view{text_}.substr(begin, at_ - begin));
  }

  std::string_view read_quoted(std::uint32_t column) {
    auto const line = line_;
    auto const begin = ++at_;
    auto end = begin;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (!next_is('"')) break;
        ++at_;
      }
      line_ += text_[at_] == '\n' ? 1 : 0;
      text_[end++] = text_[at_];
    }
    if (at_ >= text_.size()) {
      line_ = line;
      flaws_.push_back({line, column + 1, "a quote is opened here and never closed"});
      stopped_ = true;
      return {};
    }
    ++at_;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\r')) ++at_;
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
      flaws_.push_back({line, column + 1, "something stands behind the closing quote; double a quote that is meant"});
      at_ = std::min(text_.find_first_of(std::string{separator_, '\n'}, at_), text_.size());
    }
    return std::string_view{text_}.substr(begin, end - begin);
  }

  std::string& text_;
  char separator_;
  Sheet& sheet_;
  std::vector<Flaw>& flaws_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t headings_ = 0;  // up to the last that is not empty
  bool stopped_ = false;
};

/// A file whose cells are separated by commas writes decimals with points; of others their numbers tell.
Decimals decimals_of(Sheet const& sheet, char separator) {
  if (separator == ',') return Decimals::point;
  for (auto const& row : sheet.rows()) {
    for (auto const& cell : sheet.cells(row)) {
      if (shows_decimal_comma(cell.text)) return Decimals::comma;
    }
  }
  return Decimals::unknown;
}

}  // namespace

Sheet read_csv(std::string bytes, std::string name, std::vector<Flaw>& flaws, CsvForm& form) {
  Sheet sheet{std::move(name)};
  std::size_t bad_byte = 0;
  auto const original_line = [&] { return line_of(bytes, bad_byte); };
  auto decoded = decode_text(bytes, bad_byte);
  if (!decoded) {
    flaws.push_back({original_line(), 0, "these bytes are neither UTF-8 nor GB18030; save the table as \"CSV UTF-8\""});
    return sheet;
  }
  if (auto const nul = decoded->text.find('\0'); nul != std::string::npos) {
    flaws.push_back({line_of(decoded->text, nul), 0, "a zero byte: this is not a text file"});
    return sheet;
  }
  auto const text = std::make_shared<std::string>(std::move(decoded->text));
  form = {decoded->encoding, separator_of(*text)};
  CsvReader{*text, form.separator, sheet, flaws}.read();
  sheet.own(text);
  sheet.decimals = decimals_of(sheet, form.separator);
  return sheet;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",;|\t\"\r\n") == std::string_view::npos) return std::string{text};
  std::string quoted{'"'};
  for (char const c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace tongzhou::sheets
