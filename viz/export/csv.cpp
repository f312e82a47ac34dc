#include "viz/export/csv.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/sheets/csv.hpp"
#include "viz/export/charts.hpp"

namespace tongzhou::exports {
namespace {

using Json = nlohmann::ordered_json;

using Marks = std::span<std::string_view const>;

/// The full-width forms count as formulas in East Asian spreadsheets.
constexpr std::array<std::string_view, 8> formula_signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
/// What a reader does not see, or a spreadsheet drops: blanks, quotes, U+00A0, U+3000, U+FEFF, U+200B to U+200D,
/// U+2060.
constexpr std::array<std::string_view, 10> blanks{" ",      "\"",     "'",      "\u00a0", "\u3000",
                                                  "\ufeff", "\u200b", "\u200c", "\u200d", "\u2060"};
constexpr std::array<std::string_view, 5> separators{";", "|", "\t", "\r", "\n"};
constexpr std::array<std::string_view, 3> first_of_cell{"\t", "\r", "\n"};

/// The mark that a text begins with; empty when it begins with none.
std::string_view starting_with(std::string_view text, Marks marks) {
  auto const found = std::ranges::find_if(marks, [&](auto mark) { return text.starts_with(mark); });
  return found == marks.end() ? std::string_view{} : *found;
}

std::string cell(format::Json const& value) {
  if (value.is_null()) return "";
  if (!value.is_string()) return value.dump();
  return sheets::csv_cell(harmless(value.get_ref<std::string const&>()));
}

Json resource(Table const& table) {
  auto fields = Json::array();
  for (auto const& column : table.columns) {
    Json field{{"name", column.name}, {"type", names_of(column.type).frictionless}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    if (!column.description.empty()) field["description"] = column.description;
    fields.push_back(std::move(field));
  }
  auto keys = Json::array();
  for (auto const& reference : table.references) {
    keys.push_back(
        {{"fields", reference.column}, {"reference", {{"resource", reference.table}, {"fields", reference.to}}}});
  }
  Json schema{{"fields", std::move(fields)}, {"primaryKey", table.key}};
  if (!keys.empty()) schema["foreignKeys"] = std::move(keys);
  return {{"name", table.name},
          {"profile", "tabular-data-resource"},
          {"path", table.name + ".csv"},
          {"description", table.description},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"schema", std::move(schema)}};
}

}  // namespace

std::string harmless(std::string_view given) {
  auto const text = format::with_turns_shown(given);
  std::string shown;
  bool at_start = true;  // of what may become a cell
  for (std::size_t i = 0; i < text.size();) {
    auto const rest = std::string_view{text}.substr(i);
    auto const first = i == 0 ? starting_with(rest, first_of_cell) : std::string_view{};
    auto const sign = starting_with(rest, formula_signs), blank = starting_with(rest, blanks);
    auto const end = starting_with(rest, separators);
    if (!first.empty() || (at_start && !sign.empty())) shown += '\'';
    auto const taken = !sign.empty() ? sign : !blank.empty() ? blank : !end.empty() ? end : rest.substr(0, 1);
    at_start = !end.empty() || (at_start && !blank.empty());
    shown += taken;
    i += taken.size();
  }
  return shown;
}

std::string to_csv(Table const& table) {
  std::string text;
  auto const line = [&](auto const& cells, auto const& shown) {
    std::string_view between;
    for (auto const& c : cells) {
      text += between;
      text += shown(c);
      between = ",";
    }
    text += "\r\n";
  };
  line(table.columns, [](Column const& column) { return column.name; });
  for (auto const& row : table.rows) line(row, cell);
  return text;
}

Json data_package(std::vector<Table> const& tables, format::Json const& result) {
  auto const& provenance = result.at("provenance");
  auto resources = Json::array();
  for (auto const& table : tables) resources.push_back(resource(table));
  // What the file goes by: an experiment, an investment, or the scenario of a run.
  auto const& scenario = provenance.at("scenario");
  auto const name = provenance.contains("experiment")   ? provenance.at("experiment")
                    : provenance.contains("investment") ? provenance.at("investment")
                                                        : scenario.at("code");
  return {{"name", "tongzhou-result"},
          {"profile", "tabular-data-package"},
          {"title", name},
          {"description",
           "Simulated, not measured. Text that a spreadsheet would take for a formula has an apostrophe in front."},
          {"created_by", provenance.at("program")},
          {"scenario_sha256", scenario.is_object() ? scenario.at("sha256") : format::Json{}},
          {"seed", provenance.at("seed")},
          {"resources", std::move(resources)}};
}

void write_csv(format::Json const& result, std::filesystem::path const& folder, ByteOrderMark mark) {
  auto made = tables(result);
  // A table without a row is none: a result without mail has no files of mail, and no key points at them.
  std::erase_if(made, [](Table const& table) { return table.rows.empty(); });
  for (auto& table : made) {
    std::erase_if(table.references, [&](Table::Reference const& to) {
      return std::ranges::find(made, to.table, &Table::name) == made.end();
    });
  }
  for (auto const& table : made)
    format::write_whole(folder / (table.name + ".csv"),
                        (mark == ByteOrderMark::written ? "\ufeff" : "") + to_csv(table));
  format::write_whole(folder / "datapackage.json", data_package(made, result).dump(1) + "\n");
  write_charts(result, folder);
}

}  // namespace tongzhou::exports
