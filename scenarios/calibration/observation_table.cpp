#include "scenarios/calibration/observation_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/table_cells.hpp"
#include "scenarios/format/table_files.hpp"
#include "scenarios/format/table_reading.hpp"
#include "scenarios/sheets/notation.hpp"

namespace tongzhou::calibration {
namespace {

using format::Json;
using sheets::trimmed;

enum class Column { name, text, number, truth, list };

constexpr std::array<std::pair<std::string_view, Column>, 12> columns{{{"name", Column::name},
                                                                       {"measures", Column::list},
                                                                       {"value", Column::number},
                                                                       {"share", Column::number},
                                                                       {"deviation", Column::number},
                                                                       {"weight", Column::number},
                                                                       {"per", Column::text},
                                                                       {"kind", Column::text},
                                                                       {"held_out", Column::truth},
                                                                       {"period", Column::text},
                                                                       {"source", Column::text},
                                                                       {"note", Column::text}}};

/// What a cell means; `why` says why it means nothing.
std::optional<Json> meaning(std::string_view text, Column column, sheets::Decimals decimals, std::string& why) {
  switch (column) {
    case Column::number:
      if (auto const number = sheets::number_in(text, decimals, why)) return format::number_of(*number);
      if (why.empty()) why = fmt::format("expected a number, found \"{}\"", text);
      return std::nullopt;
    case Column::truth:
      if (auto const truth = format::truth_in(text)) return *truth;
      why = fmt::format("expected yes or no, found \"{}\"", text);
      return std::nullopt;
    case Column::list: {
      auto list = Json::array();
      for (auto rest = text; !rest.empty();) {
        auto const end = std::min(rest.find(';'), rest.size());
        if (auto const item = trimmed(rest.substr(0, end)); !item.empty()) list.push_back(std::string{item});
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      return list;
    }
    case Column::name:
    case Column::text:
      break;
  }
  return std::string{text};
}

class TableReader {
 public:
  TableReader(format::TableSource source, format::Problems& problems)
      : source_(std::move(source)), problems_(problems) {}

  Json read() {
    auto observations = Json::object();
    auto const& rows = source_.sheet->rows();
    if (rows.empty()) {
      problem(0, std::nullopt,
              "the table is empty: its first row has the headings, such as name, measures, value, source");
      return observations;
    }
    read_headings(rows.front());
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i], observations);
    return observations;
  }

 private:
  void problem(std::uint32_t row, std::optional<std::uint32_t> column, std::string text) {
    problems_.add(format::table_problem(source_, row, column, std::move(text)));
  }

  void read_headings(sheets::Sheet::Row const& row) {
    bool has_name = false;
    for (auto const& cell : source_.sheet->cells(row)) {
      auto const heading = trimmed(cell.text);
      auto const found = std::ranges::find(columns, heading, &std::pair<std::string_view, Column>::first);
      if (found == columns.end()) {
        std::vector<std::string_view> known;
        for (auto const& [key, column] : columns) known.push_back(key);
        problem(row.number, cell.column, fmt::format("unknown column{}", format::did_you_mean(heading, known)));
        continue;
      }
      has_name = has_name || found->second == Column::name;
      headings_[cell.column] = *found;
    }
    if (!has_name) problem(row.number, std::nullopt, "no column is called \"name\"");
  }

  void read_row(sheets::Sheet::Row const& row, Json& observations) {
    std::string name;
    auto observation = Json::object();
    for (auto const& cell : source_.sheet->cells(row)) {
      auto const heading = headings_.find(cell.column);
      auto const text = trimmed(cell.text);
      if (heading == headings_.end() || text.empty()) continue;
      auto const& [key, column] = heading->second;
      std::string why;
      auto value = meaning(text, column, source_.sheet->decimals, why);
      if (!value)
        problem(row.number, cell.column, why);
      else if (column == Column::name)
        name = text;
      else
        observation[std::string{key}] = std::move(*value);
    }
    if (name.empty()) return problem(row.number, std::nullopt, "a row without a name");
    if (observations.contains(name))
      return problem(row.number, std::nullopt, fmt::format("\"{}\" has a row already", name));
    observations[name] = std::move(observation);
  }

  format::TableSource source_;
  format::Problems& problems_;
  std::map<std::uint32_t, std::pair<std::string_view, Column>> headings_;  // by column
};

}  // namespace

std::optional<Json> read_observation_table(std::filesystem::path const& file, format::Problems& problems) {
  auto const known = problems.count();
  auto source = format::read_table_file(file, format::Limits{}.bytes, problems);
  if (!source) return std::nullopt;
  auto observations = TableReader{std::move(*source), problems}.read();
  if (problems.count() > known) return std::nullopt;
  return observations;
}

}  // namespace tongzhou::calibration
