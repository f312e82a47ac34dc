#include "viz/export/csv.hpp"

#include <algorithm>
#include <array>

#include "scenarios/format/files.hpp"
#include "viz/export/charts.hpp"

namespace tongzhou::exports {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(format::Json const& value) {
  if (value.is_null()) return "";
  if (!value.is_string()) return value.dump();
  auto const text = harmless(value.get_ref<std::string const&>());
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted;
  quoted += '"';
  for (char const c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
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

std::string harmless(std::string_view text) {
  // The full-width forms count as formulas in East Asian spreadsheets.
  constexpr std::array<std::string_view, 11> starts{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  bool const formula = std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
  std::string shown;
  if (formula) shown += '\'';
  return shown += text;
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

void write_csv(format::Json const& result, std::filesystem::path const& folder) {
  auto made = tables(result);
  // A table without a row is none: a result without mail has no files of mail, and no key points at them.
  std::erase_if(made, [](Table const& table) { return table.rows.empty(); });
  for (auto& table : made) {
    std::erase_if(table.references, [&](Table::Reference const& to) {
      return std::ranges::find(made, to.table, &Table::name) == made.end();
    });
  }
  for (auto const& table : made) format::write_whole(folder / (table.name + ".csv"), to_csv(table));
  format::write_whole(folder / "datapackage.json", data_package(made, result).dump(1) + "\n");
  write_charts(result, folder);
}

}  // namespace tongzhou::exports
