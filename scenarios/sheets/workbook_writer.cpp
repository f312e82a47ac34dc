#include "scenarios/sheets/workbook_writer.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "scenarios/sheets/sheet.hpp"

namespace tongzhou::sheets {
namespace {

constexpr std::uint32_t rows_with_choices = 100'000;  // a template is filled in further down than it is written

void demand(lxw_error error, std::string const& what) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(fmt::format("{}: {}", what, lxw_strerror(error)));
}

/// Characters as a spreadsheet counts them for the width of a column; those of East Asia take two.
double width_of(std::string const& text) {
  double width = 0;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    width += byte < 0x80 ? 1 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
  }
  return width;
}

std::string quoted_sheet(std::string const& name) {
  std::string result{'\''};
  for (char const c : name) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + '\'';
}

class Writer {
 public:
  explicit Writer(std::filesystem::path const& file) : book_(workbook_new(file.c_str())) {
    if (book_ == nullptr) throw std::runtime_error("no memory for a workbook");
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_bg_color(head_, 0xDDE8F0);
    needed_ = workbook_add_format(book_);
    format_set_bold(needed_);
    format_set_bg_color(needed_, 0xF6E3B4);
    number_ = workbook_add_format(book_);
    format_set_num_format(number_, "#,##0.######");
    whole_ = workbook_add_format(book_);
    format_set_num_format(whole_, "#,##0");
    prose_ = workbook_add_format(book_);
    format_set_text_wrap(prose_);
    format_set_align(prose_, LXW_ALIGN_VERTICAL_TOP);
    // The same sheets give the same bytes, whenever they are written.
    lxw_doc_properties properties{};
    properties.created = 1704067200;
    workbook_set_properties(book_, &properties);
  }
  ~Writer() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;

  void add(OutSheet const& sheet) {
    auto* const page = workbook_add_worksheet(book_, sheet.name.c_str());
    if (page == nullptr) throw std::runtime_error(fmt::format("\"{}\" cannot be the name of a sheet", sheet.name));
    if (!sheet.columns.empty()) write_head(page, sheet);
    std::uint32_t row = sheet.columns.empty() ? 0 : 1;
    for (auto const& cells : sheet.rows) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        write(page, sheet, row, static_cast<std::uint16_t>(i), cells[i]);
      }
      ++row;
    }
    if (sheet.columns.empty()) worksheet_set_column(page, 0, 0, 110, prose_);
    add_charts(page, sheet);
  }

  void close() {
    auto* const book = std::exchange(book_, nullptr);
    demand(workbook_close(book), "the workbook");
  }

 private:
  void write(lxw_worksheet* page, OutSheet const& sheet, std::uint32_t row, std::uint16_t column, OutCell const& cell) {
    auto const place = [&] { return fmt::format("{}!{}{}", sheet.name, column_letters(column), row + 1); };
    if (auto const* const text = std::get_if<std::string>(&cell)) {
      demand(worksheet_write_string(page, row, column, text->c_str(), sheet.columns.empty() ? prose_ : nullptr),
             place());
    } else if (auto const* const number = std::get_if<double>(&cell)) {
      bool const is_whole = *number == static_cast<double>(static_cast<std::int64_t>(*number));
      demand(worksheet_write_number(page, row, column, *number, is_whole ? whole_ : number_), place());
    } else if (auto const* const truth = std::get_if<bool>(&cell)) {
      demand(worksheet_write_boolean(page, row, column, *truth ? 1 : 0, nullptr), place());
    }
  }

  void write_head(lxw_worksheet* page, OutSheet const& sheet) {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      auto const& column = sheet.columns[i];
      auto const at = static_cast<std::uint16_t>(i);
      demand(worksheet_write_string(page, 0, at, column.heading.c_str(), column.required ? needed_ : head_),
             sheet.name);
      if (!column.comment.empty()) demand(worksheet_write_comment(page, 0, at, column.comment.c_str()), sheet.name);
      auto width = width_of(column.heading);
      for (std::size_t row = 0; row < std::min<std::size_t>(sheet.rows.size(), 200); ++row) {
        if (i >= sheet.rows[row].size()) continue;
        auto const* const text = std::get_if<std::string>(&sheet.rows[row][i]);
        width = std::max(width, text == nullptr ? 10 : width_of(*text));
      }
      worksheet_set_column(page, at, at, std::clamp(width + 2, 6.0, 40.0), nullptr);
      if (column.choice) add_choice(page, at, *column.choice);
    }
    worksheet_freeze_panes(page, 1, 1);
    auto const last = static_cast<std::uint32_t>(sheet.rows.size());
    worksheet_autofilter(page, 0, 0, last, static_cast<std::uint16_t>(sheet.columns.size() - 1));
  }

  static void add_choice(lxw_worksheet* page, std::uint16_t column, Choice const& choice) {
    using Word = std::remove_pointer_t<decltype(lxw_data_validation::value_list)>;  // char const* in newer releases
    std::vector<Word> words;
    std::size_t length = 0;
    for (auto const& word : choice.words) {
      words.push_back(const_cast<char*>(word.c_str()));  // the library does not write there
      length += word.size() + 1;
    }
    words.push_back(nullptr);
    auto formula = fmt::format("={}!$A$2:$A${}", quoted_sheet(choice.sheet), rows_with_choices);
    lxw_data_validation validation{};
    constexpr std::size_t longest_list = 255;  // of a spreadsheet
    if (choice.sheet.empty() && length > longest_list) return;
    validation.validate = choice.sheet.empty() ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_LIST_FORMULA;
    if (choice.sheet.empty()) {
      validation.value_list = words.data();
    } else {
      validation.value_formula = formula.data();
    }
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    if (choice.others) validation.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
    demand(worksheet_data_validation_range(page, 1, column, rows_with_choices, column, &validation),
           "a list of choices");
  }

  void add_charts(lxw_worksheet* page, OutSheet const& sheet) {
    std::uint32_t at = 1;
    auto const right_of_table = static_cast<std::uint16_t>(sheet.columns.size() + 1);
    for (auto const& chart : sheet.charts) {
      auto* const picture =
          workbook_add_chart(book_, chart.kind == OutChart::Kind::bar ? LXW_CHART_BAR : LXW_CHART_LINE);
      for (auto const column : chart.values) {
        auto* const series = chart_add_series(picture, nullptr, nullptr);
        auto const to = static_cast<std::uint16_t>(column), from = static_cast<std::uint16_t>(chart.categories);
        chart_series_set_categories(series, chart.sheet.c_str(), 1, from, chart.rows, from);
        chart_series_set_values(series, chart.sheet.c_str(), 1, to, chart.rows, to);
        chart_series_set_name_range(series, chart.sheet.c_str(), 0, to);
      }
      chart_title_set_name(picture, chart.title.c_str());
      chart_axis_set_name(chart.kind == OutChart::Kind::bar ? picture->x_axis : picture->y_axis, chart.axis.c_str());
      if (chart.kind == OutChart::Kind::bar) chart_axis_set_reverse(picture->y_axis);
      demand(worksheet_insert_chart(page, at, right_of_table, picture), chart.title);
      at += 18;
    }
  }

  lxw_workbook* book_;
  lxw_format *head_ = nullptr, *needed_ = nullptr, *number_ = nullptr, *whole_ = nullptr, *prose_ = nullptr;
};

}  // namespace

void write_workbook(std::filesystem::path const& file, std::vector<OutSheet> const& sheets) {
  Writer writer{file};
  for (auto const& sheet : sheets) writer.add(sheet);
  writer.close();
}

}  // namespace tongzhou::sheets
