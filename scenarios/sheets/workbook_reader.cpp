#include "scenarios/sheets/workbook_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "scenarios/sheets/archive.hpp"
#include "scenarios/sheets/notation.hpp"
#include "scenarios/sheets/xml_part.hpp"

namespace tongzhou::sheets {
namespace {

constexpr std::uint32_t most_rows = 1'048'576;  // of a spreadsheet
constexpr std::size_t longest_text = std::size_t{1} << 20;

/// A part of the workbook.
void read_part(Archive& archive, std::string const& name, XmlPart& part) {
  if (!archive.has(name)) throw Broken{fmt::format("there is no {} in it: this is no workbook of sheets", name)};
  archive.read(name, [&](std::string_view piece) {
    if (!part.feed(piece, piece.empty())) throw Broken{fmt::format("{}: {}", name, part.why())};
  });
}

/// What the workbook says of a sheet.
struct Entry {
  std::string name;
  std::string relation;
  bool hidden = false;
};

struct Contents {
  std::vector<Entry> entries;
  bool from_1904 = false;
};

Contents contents_of(Archive& archive) {
  Contents contents;
  XmlEvents events;
  events.start = [&](std::string_view name, Attributes const& attributes) {
    auto const given = [&](char const* key) { return std::string{attribute(attributes, key).value_or("")}; };
    if (name == "sheet") {
      auto const state = given("state");
      contents.entries.push_back({given("name"), given("id"), state == "hidden" || state == "veryHidden"});
    } else if (name == "workbookPr") {
      contents.from_1904 = given("date1904") == "1" || given("date1904") == "true";
    }
  };
  XmlPart part{std::move(events)};
  read_part(archive, "xl/workbook.xml", part);
  if (contents.entries.size() > 1000) throw Broken{"more than 1000 sheets"};
  return contents;
}

/// Where the parts of the workbook are, by the names that it uses for them.
std::map<std::string, std::string> relations_of(Archive& archive) {
  std::map<std::string, std::string> targets;
  XmlEvents events;
  events.start = [&](std::string_view name, Attributes const& attributes) {
    if (name != "Relationship") return;
    auto const id = attribute(attributes, "Id"), target = attribute(attributes, "Target");
    if (!id || !target) return;
    bool const absolute = target->starts_with('/');
    targets[std::string{*id}] = (absolute ? "" : "xl/") + std::string{target->substr(absolute ? 1 : 0)};
  };
  XmlPart part{std::move(events)};
  read_part(archive, "xl/_rels/workbook.xml.rels", part);
  return targets;
}

/// Texts that cells refer to by number. Runs of one text are put together; how Japanese is read aloud is left out.
std::vector<std::string> shared_texts(Archive& archive) {
  std::vector<std::string> texts;
  if (!archive.has("xl/sharedStrings.xml")) return texts;
  bool in_text = false;
  int aloud = 0;
  XmlEvents events;
  events.start = [&](std::string_view name, Attributes const&) {
    if (name == "si") texts.emplace_back();
    aloud += name == "rPh" ? 1 : 0;
    in_text = name == "t" && aloud == 0 && !texts.empty();
  };
  events.end = [&](std::string_view name) {
    aloud -= name == "rPh" ? 1 : 0;
    in_text = false;
  };
  events.text = [&](std::string_view piece) {
    if (in_text && texts.back().size() < longest_text) texts.back() += piece;
  };
  XmlPart part{std::move(events)};
  read_part(archive, "xl/sharedStrings.xml", part);
  return texts;
}

/// Whether a number format shows days or times. Built-in ones: ECMA-376, 18.8.30.
bool shows_date(int id, std::map<int, std::string> const& formats) {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return true;
  auto const found = formats.find(id);
  if (found == formats.end()) return false;
  char closing = '\0';
  auto const& code = found->second;
  for (std::size_t i = 0; i < code.size(); ++i) {
    char const c = code[i];
    if (closing != '\0') {
      if (c == closing) closing = '\0';
    } else if (c == '"' || c == '[') {
      closing = c == '"' ? '"' : ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (std::string_view{"ydhYDH"}.find(c) != std::string_view::npos) {
      return code != "General" && code != "Standard";
    }
  }
  return false;
}

int whole_of(std::optional<std::string_view> text) {
  int value = -1;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

/// Of each cell style, whether it shows a date.
std::vector<bool> date_styles(Archive& archive) {
  std::vector<int> formats_used;
  std::map<int, std::string> formats;
  if (!archive.has("xl/styles.xml")) return {};
  bool in_cell_styles = false;
  XmlEvents events;
  events.start = [&](std::string_view name, Attributes const& attributes) {
    if (name == "cellXfs") in_cell_styles = true;
    if (name == "xf" && in_cell_styles) formats_used.push_back(whole_of(attribute(attributes, "numFmtId")));
    if (name == "numFmt") {
      formats[whole_of(attribute(attributes, "numFmtId"))] =
          std::string{attribute(attributes, "formatCode").value_or("")};
    }
  };
  events.end = [&](std::string_view name) {
    if (name == "cellXfs") in_cell_styles = false;
  };
  XmlPart part{std::move(events)};
  read_part(archive, "xl/styles.xml", part);
  std::vector<bool> dates;
  for (auto const id : formats_used) dates.push_back(shows_date(id, formats));
  return dates;
}

struct Reference {
  std::uint32_t row = 0, column = 0;  // from 1, from 0
};

/// "AB12"; nothing for what is no cell of a spreadsheet.
std::optional<Reference> reference_in(std::string_view text) {
  std::uint32_t column = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 4; ++i) {
    column = column * 26 + static_cast<std::uint32_t>(text[i] - 'A') + 1;
  }
  std::uint32_t row = 0;
  auto const [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), row);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (column == 0 || column > most_columns || row == 0 || row > most_rows) return std::nullopt;
  return Reference{row, column - 1};
}

/// What all sheets of a workbook share.
struct Shared {
  std::vector<std::string> texts;
  std::vector<bool> dates;
  bool from_1904 = false;
};

/// What the sheets of a workbook may still hold.
struct Left {
  std::size_t cells = most_cells;
  // Many cells may refer to one text, and each has it: a small file would hold more than any memory.
  std::size_t text_bytes = 0;
};

class SheetReader {
 public:
  SheetReader(Sheet& sheet, Shared const& shared, Left& left, std::vector<SheetFlaw>& flaws)
      : sheet_(sheet), shared_(shared), left_(left), flaws_(flaws) {}

  void read(Archive& archive, std::string const& file) {
    XmlEvents events;
    events.start = [this](std::string_view name, Attributes const& attributes) { start(name, attributes); };
    events.end = [this](std::string_view name) { end(name); };
    events.text = [this](std::string_view piece) {
      if (in_value_ && value_.size() < longest_text) value_ += piece;
    };
    part_.emplace(std::move(events));
    read_part(archive, file, *part_);
  }

 private:
  void start(std::string_view name, Attributes const& attributes) {
    if (name == "row") {
      begin_row(attributes);
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "v" || (name == "t" && in_inline_ && aloud_ == 0)) {
      in_value_ = true;
      has_value_ = true;
    } else if (name == "is") {
      in_inline_ = true;
    } else if (name == "rPh") {
      ++aloud_;
    } else if (name == "f") {
      has_formula_ = true;
    } else if (name == "mergeCell") {
      auto const range = attribute(attributes, "ref").value_or("");
      auto const first = reference_in(range.substr(0, range.find(':')));
      flaw(first.value_or(Reference{}),
           fmt::format("cells {} are merged; unmerge them, and write the value into each row", range));
    }
  }

  void end(std::string_view name) {
    if (name == "c") {
      end_cell();
    } else if (name == "v" || name == "t") {
      in_value_ = false;
    } else if (name == "is") {
      in_inline_ = false;
    } else if (name == "rPh") {
      --aloud_;
    }
  }

  void begin_row(Attributes const& attributes) {
    auto const given = attribute(attributes, "r");
    auto const number = given ? whole_of(given) : static_cast<int>(at_.row) + 1;
    if (number <= static_cast<int>(at_.row) || number > static_cast<int>(most_rows)) {
      return part_->stop("its rows are not in order");
    }
    at_ = {static_cast<std::uint32_t>(number), 0};
    next_column_ = 0;
    row_begun_ = false;
  }

  void begin_cell(Attributes const& attributes) {
    auto const given = attribute(attributes, "r");
    auto const at = given ? reference_in(*given) : std::optional{Reference{at_.row, next_column_}};
    if (!at || at->row != at_.row || at->column < next_column_ || at->column >= most_columns || at_.row == 0) {
      return part_->stop("its cells are not in order");
    }
    at_ = *at;
    next_column_ = at->column + 1;
    type_ = std::string{attribute(attributes, "t").value_or("n")};
    style_ = whole_of(attribute(attributes, "s"));
    value_.clear();
    has_value_ = has_formula_ = in_value_ = in_inline_ = false;
    aloud_ = 0;
  }

  void end_cell() {
    if (!has_value_ || value_.empty()) {
      if (has_formula_ && type_ != "str") {
        flaw(at_, "a formula without a value; open the workbook in a spreadsheet program and save it there");
      }
      return;
    }
    if (type_ == "s") {
      auto const index = whole_of(value_);
      if (index < 0 || static_cast<std::size_t>(index) >= shared_.texts.size()) {
        return part_->stop("a cell refers to a text that is not there");
      }
      put(shared_.texts[static_cast<std::size_t>(index)], CellKind::text);
    } else if (type_ == "str" || type_ == "inlineStr") {
      put(value_, CellKind::text);
    } else if (type_ == "b") {
      put(value_ == "1" ? "true" : "false", CellKind::truth);
    } else if (type_ == "e") {
      flaw(at_, fmt::format("an error of the spreadsheet stands here: {}", value_));
    } else if (type_ == "d") {
      put(value_, CellKind::date);
    } else {
      put_number();
    }
  }

  void put_number() {
    char* end = nullptr;
    auto const value = std::strtod(value_.c_str(), &end);
    if (end != value_.c_str() + value_.size()) return part_->stop(fmt::format("\"{}\" is no number", value_));
    if (style_ >= 0 && static_cast<std::size_t>(style_) < shared_.dates.size() &&
        shared_.dates[static_cast<std::size_t>(style_)]) {
      if (auto const date = date_of_serial(value, shared_.from_1904)) return put(*date, CellKind::date);
    }
    put(shortest(value), CellKind::number);
  }

  void put(std::string_view text, CellKind kind) {
    if (text.empty()) return;
    if (left_.cells == 0) return part_->stop(fmt::format("more than {} cells, the most that is read", most_cells));
    if (text.size() > left_.text_bytes) return part_->stop("the texts of its cells are larger than what is read");
    --left_.cells;
    left_.text_bytes -= text.size();
    if (!row_begun_) sheet_.begin_row(at_.row);
    row_begun_ = true;
    sheet_.add({sheet_.keep(text), at_.column, kind});
  }

  void flaw(Reference at, std::string text) {
    constexpr std::size_t enough = 1000;
    if (flaws_.size() < enough) flaws_.push_back({sheet_.name(), {at.row, at.column + 1, std::move(text)}});
  }

  Sheet& sheet_;
  Shared const& shared_;
  Left& left_;
  std::vector<SheetFlaw>& flaws_;
  std::optional<XmlPart> part_;
  Reference at_;
  std::uint32_t next_column_ = 0;
  bool row_begun_ = false, has_value_ = false, has_formula_ = false, in_value_ = false, in_inline_ = false;
  int aloud_ = 0, style_ = -1;
  std::string type_, value_;
};

std::vector<Sheet> sheets_of(Archive& archive, std::size_t most_bytes, std::vector<SheetFlaw>& flaws) {
  auto const contents = contents_of(archive);
  auto const targets = relations_of(archive);
  Shared const shared{shared_texts(archive), date_styles(archive), contents.from_1904};
  std::vector<Sheet> sheets;
  Left left{.text_bytes = most_bytes};
  for (auto const& entry : contents.entries) {
    auto const target = targets.find(entry.relation);
    if (target == targets.end()) throw Broken{fmt::format("sheet \"{}\" is not in the archive", entry.name)};
    if (!target->second.starts_with("xl/worksheets/")) continue;  // a chart
    Sheet sheet{entry.name};
    sheet.hidden = entry.hidden;
    sheet.decimals = Decimals::unknown;
    SheetReader{sheet, shared, left, flaws}.read(archive, target->second);
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

}  // namespace

bool looks_like_workbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

std::optional<std::string> other_document(std::string_view bytes) {
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) {
    return "this is an old .xls file, or one with a password; save it as .xlsx, without a password";
  }
  if (bytes.starts_with("%PDF")) return "this is a PDF, not a table";
  for (auto const* const beginning : {"<!DOCTYPE html", "<!doctype html", "<html", "<HTML", "<table", "<TABLE"}) {
    if (bytes.starts_with(beginning)) return "this is a web page, not a table; save it as .xlsx or as \"CSV UTF-8\"";
  }
  return std::nullopt;
}

std::optional<std::vector<Sheet>> read_workbook(std::string const& bytes, std::size_t most_bytes,
                                                std::vector<SheetFlaw>& flaws) {
  try {
    Archive archive{bytes, most_bytes};
    if (!archive.has("xl/workbook.xml") && archive.has("content.xml")) {
      throw Broken{"this is an OpenDocument spreadsheet; save it as .xlsx"};
    }
    return sheets_of(archive, most_bytes, flaws);
  } catch (Broken const& broken) {
    flaws.push_back({"", {0, 0, broken.why}});
    return std::nullopt;
  }
}

}  // namespace tongzhou::sheets
