#include "scenarios/format/table_writing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "scenarios/format/table_cells.hpp"
#include "scenarios/sheets/csv.hpp"
#include "scenarios/sheets/notation.hpp"

namespace tongzhou::format {
namespace {

using Path = std::vector<std::string>;

bool is_plain_key(std::string_view key) {
  return !key.empty() && key.find('.') == std::string_view::npos && sheets::trimmed(key) == key &&
         std::string_view{"#\"=+-@'"}.find(key.front()) == std::string_view::npos;
}

bool is_plain_id(std::string_view id) {
  return !id.empty() && sheets::trimmed(id) == id &&
         std::string_view{"#\"=+-@'"}.find(id.front()) == std::string_view::npos;
}

std::string heading_of(Path const& path) { return fmt::format("{}", fmt::join(path, ".")); }

/// A row: its ids, and what it holds.
struct Row {
  Path keys;
  Json value;
};

/// Takes the rows of a table out of a scenario.
class Extraction {
 public:
  explicit Extraction(TableLayout const& layout) : layout_(layout), container_(layout.container_depth()) {}

  std::vector<Row> run(Json& scenario) {
    Path keys;
    take(scenario, 0, keys);
    return std::move(rows_);
  }

 private:
  /// Whether nothing is left here that would have to be written.
  bool take(Json& at, std::size_t depth, Path& keys) {
    if (depth == container_) return take_rows(at, keys);
    if (!at.is_object()) return false;
    auto const step = layout_.path[depth];
    if (step == "*") {
      for (auto& [id, member] : at.get_ref<Json::object_t&>()) {
        keys.push_back(id);
        take(member, depth + 1, keys);
        keys.pop_back();
      }
      return false;
    }
    auto const member = at.find(step);
    if (member == at.end() || !take(*member, depth + 1, keys)) return false;
    at.erase(member);
    // What held nothing but the table comes back with it.
    bool const is_thing = depth == 0 || layout_.path[depth - 1] == "*";
    return at.empty() && !is_thing;
  }

  bool take_rows(Json& container, Path& keys) {
    if (!fits(container, container_)) return false;
    move_rows(container, container_, keys);
    return true;
  }

  /// Whether each row can be told from the others, and an empty one from none.
  bool fits(Json const& at, std::size_t depth) const {
    if (depth == layout_.path.size()) {
      if (layout_.value.empty()) return at.is_object();
      if (!at.is_object()) return true;
      return at.size() > 1 || (at.size() == 1 && !at.contains(layout_.value));
    }
    if (at.empty() || !(layout_.path[depth] == "[]" ? at.is_array() : at.is_object())) return false;
    if (at.is_object() && !std::ranges::all_of(at.items(), [](auto const& each) { return is_plain_id(each.key()); }))
      return false;
    return std::ranges::all_of(at, [&](Json const& inner) { return fits(inner, depth + 1); });
  }

  void move_rows(Json& at, std::size_t depth, Path& keys) {
    if (depth == layout_.path.size()) {
      rows_.push_back({keys, std::move(at)});
    } else if (at.is_array()) {
      for (auto& item : at) move_rows(item, depth + 1, keys);
    } else {
      for (auto& [id, member] : at.get_ref<Json::object_t&>()) {
        keys.push_back(id);
        move_rows(member, depth + 1, keys);
        keys.pop_back();
      }
    }
  }

  TableLayout const& layout_;
  std::size_t container_;
  std::vector<Row> rows_;
};

/// Cells of a value, each with its path.
void flatten(Json const& value, SchemaView const& node, Path& path, std::vector<std::pair<Path, Json>>& cells) {
  auto const can_step = [&](std::string const& key) { return is_plain_key(key) && node.member(key).known(); };
  bool const splits = value.is_object() && !value.empty() &&
                      std::ranges::all_of(value.items(), [&](auto const& each) { return can_step(each.key()); });
  if (!splits) return cells.emplace_back(path, value), void();
  for (auto const& [key, inner] : value.items()) {
    path.push_back(key);
    flatten(inner, node.member(key), path, cells);
    path.pop_back();
  }
}

/// All columns that a thing can have, but those that every object may have in the objects inside it.
void all_paths(SchemaView const& node, Path& path, std::vector<Path>& paths) {
  for (auto const& key : node.keys()) {
    bool const is_remark = key == "source" || key == "note" || key == "unusual";
    if (is_remark && !path.empty()) continue;
    auto const below = node.member(key);
    auto const kinds = below.kinds();
    path.push_back(key);
    bool const only_object = kinds.object && !kinds.number && !kinds.text && !kinds.list && !kinds.truth;
    if (only_object && !below.keys().empty() && path.size() < 3) {
      all_paths(below, path, paths);
    } else if (!only_object) {
      paths.push_back(path);
    }
    path.pop_back();
  }
}

/// Where columns stand: as the schema lists the keys; what it does not list behind, by name.
class SchemaOrder {
 public:
  explicit SchemaOrder(SchemaView root) : root_(std::move(root)) {}

  std::vector<std::pair<std::size_t, std::string>> operator()(Path const& path) const {
    std::vector<std::pair<std::size_t, std::string>> order;
    auto view = root_;
    for (auto const& step : path) {
      auto const keys = view.keys();
      order.emplace_back(static_cast<std::size_t>(std::ranges::find(keys, step) - keys.begin()), step);
      view = view.member(step);
    }
    return order;
  }

 private:
  SchemaView root_;
};

SchemaView follow(SchemaView view, Path const& path) {
  for (auto const& step : path) view = view.member(step);
  return view;
}

/// Whether the value of every row must be there: of the parts of an object only where the object must.
bool is_required(SchemaView view, Path const& path) {
  for (auto const& step : path) {
    if (!view.requires_key(step)) return false;
    view = view.member(step);
  }
  return !path.empty();
}

TableOut table_of(TableLayout const& layout, std::vector<Row> rows, Columns which) {
  auto const view = layout.row();
  std::vector<Path> paths;
  std::vector<std::vector<std::pair<Path, Json>>> cells(rows.size());
  std::set<Path> used;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Path path;
    if (!rows[i].value.is_object()) {
      cells[i].emplace_back(view.kinds().object ? Path{std::string{layout.value}} : Path{}, rows[i].value);
    } else if (!rows[i].value.empty()) {
      flatten(rows[i].value, view, path, cells[i]);
    }
    for (auto const& [at, value] : cells[i]) used.insert(at);
  }
  paths.assign(used.begin(), used.end());
  if (which == Columns::all) {
    Path path;
    std::vector<Path> possible;
    all_paths(view, path, possible);
    if (!view.kinds().object) possible.emplace_back();
    for (auto& each : possible) {
      if (!used.contains(each)) paths.push_back(std::move(each));
    }
  }
  std::ranges::sort(paths, {}, SchemaOrder{view});

  TableOut table{&layout, {}, {}};
  for (auto const key : layout.keys) table.columns.push_back({std::string{key}, {}, true});
  std::map<Path, std::size_t> columns;
  for (auto const& path : paths) {
    columns[path] = table.columns.size();
    table.columns.push_back({path.empty() ? std::string{layout.value} : heading_of(path), follow(view, path),
                             path.empty() || is_required(view, path)});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<Json> row(table.columns.size());
    for (std::size_t k = 0; k < rows[i].keys.size(); ++k) row[k] = rows[i].keys[k];
    for (auto& [path, value] : cells[i]) row[columns.at(path)] = std::move(value);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Texts of the cells of a table: ids as they are, values so that they read back as they were.
std::vector<CellReader> writers_of(TableOut const& table) {
  std::vector<CellReader> writers;
  for (auto const& column : table.columns) writers.emplace_back(column.node);
  return writers;
}

std::string text_of(TableOut::Column const& column, CellReader const& writer, Json const& value) {
  if (value.is_null()) return "";
  return column.node.known() ? writer.write(value) : value.get<std::string>();
}

/// Spreadsheets of some languages take a text in UTF-8 for something else unless it begins so.
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string to_csv(TableOut const& table) {
  auto const writers = writers_of(table);
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += (i == 0 ? "" : ",") + sheets::csv_cell(table.columns[i].heading);
  }
  text += '\n';
  for (auto const& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i == 0 ? "" : ",") + sheets::csv_cell(text_of(table.columns[i], writers[i], row[i]));
    }
    text += '\n';
  }
  bool const is_ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return (is_ascii ? "" : std::string{byte_order_mark}) + text;
}

/// Numbers as numbers, unless a spreadsheet would give back another one.
sheets::OutCell out_cell(Json const& value, std::string text) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) {
    auto const number = value.get<double>();
    constexpr std::size_t digits_kept = 15;
    auto const digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    bool const is_kept = static_cast<std::size_t>(digits) <= digits_kept || text.find('e') != std::string::npos;
    if (is_kept && number_of(sheets::shortest(number)).dump() == value.dump()) return number;
  }
  return text;
}

std::string comment_for(TableOut::Column const& column) {
  auto comment = column.node.description();
  if (auto const bounds = column.node.bounds(); !bounds.empty()) comment += fmt::format(" ({})", bounds);
  auto const kinds = column.node.kinds();
  if (kinds.list) comment += " Several: with semicolons between them.";
  if (kinds.number && kinds.object) {
    comment +=
        fmt::format(" It may vary: {0}.uniform.min and {0}.uniform.max, {0}.exponential.mean, ...", column.heading);
  }
  if (column.required) comment += " Required.";
  return comment;
}

std::optional<sheets::Choice> choice_for(TableOut const& table, TableOut::Column const& column,
                                         std::set<std::string_view> const& sheets) {
  if (auto const words = column.node.words(); !words.empty()) return sheets::Choice{words, "", false};
  auto const kinds = column.node.kinds();
  if (kinds.truth && !kinds.text && !kinds.number) return sheets::Choice{{"TRUE", "FALSE"}, "", false};
  auto const other = table_referred_to(*table.layout, column.heading);
  if (sheets.contains(other)) return sheets::Choice{{}, std::string{other}, false};
  if (column.heading == "box") return sheets::Choice{{"22G1", "42G1", "45G1", "22R1", "45R1"}, "", true};
  return std::nullopt;
}

sheets::OutSheet sheet_of(TableOut const& table, std::set<std::string_view> const& names) {
  auto const writers = writers_of(table);
  sheets::OutSheet sheet{std::string{table.layout->name}, {}, {}, {}};
  for (auto const& column : table.columns) {
    sheet.columns.push_back({column.heading, comment_for(column), column.required, column.node.kinds().number,
                             choice_for(table, column, names)});
  }
  for (auto const& row : table.rows) {
    std::vector<sheets::OutCell> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(out_cell(row[i], text_of(table.columns[i], writers[i], row[i])));
    }
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

sheets::OutSheet settings_sheet(Json const& rest) {
  sheets::OutSheet sheet{std::string{settings_table},
                         {{"key", "What is in no table, with dots: policy.choice_spread", true, false, {}},
                          {"value", "", true, false, {}},
                          {"explanation", "Not read", false, false, {}}},
                         {},
                         {}};
  auto const root = SchemaView::scenario();
  std::vector<std::pair<Path, Json>> cells;
  Path path;
  flatten(rest, root, path, cells);
  std::ranges::stable_sort(cells, {}, [order = SchemaOrder{root}](auto const& cell) { return order(cell.first); });
  for (auto const& [at, value] : cells) {
    auto const node = follow(root, at);
    sheet.rows.push_back({heading_of(at), out_cell(value, CellReader{node}.write(value)), node.description()});
  }
  return sheet;
}

sheets::OutSheet explanation(ScenarioTables const& tables) {
  sheets::OutSheet sheet{"explanation", {}, {}, {}};
  auto const say = [&](std::string text) { sheet.rows.push_back({std::move(text)}); };
  // A sentence a row: spreadsheets do not make a row higher by themselves.
  say("This workbook is a scenario of Tongzhou. tongzhou validate FILE says what is wrong with it, cell by cell.");
  say("tongzhou run FILE runs it.");
  say("Each sheet is a table, one row a thing. Headings may stand in any order.");
  say("Columns with yellow headings are needed in every row. An empty cell is the default.");
  say("Units stand in the headings; what a column holds is said where the pointer rests on its heading.");
  say("A heading with a dot is a part of something: freight.per_box_20ft.");
  say("A number that varies is a distribution: lockage_minutes.uniform.min and lockage_minutes.uniform.max.");
  say("Where a cell holds several things, semicolons stand between them. Percentages may be written with their sign.");
  say("Dates are dates of the spreadsheet, or text like 2025-01-31.");
  say("Sheet scenario: what is in no table, by its key and its value. Other sheets of your own are left alone.");
  say("Merged cells, hidden tables and formulas that were never calculated are refused.");
  for (auto const& table : tables.tables) say(fmt::format("{}: {}.", table.layout->name, table.layout->about));
  return sheet;
}

}  // namespace

ScenarioTables to_tables(Json scenario, Columns columns) {
  ScenarioTables result;
  auto const layouts = table_layouts();
  // Inner tables first: what they take is no longer part of the rows of the outer ones.
  for (auto layout = layouts.rbegin(); layout != layouts.rend(); ++layout) {
    auto rows = Extraction{*layout}.run(scenario);
    if (rows.empty() && columns == Columns::used) continue;
    result.tables.push_back(table_of(*layout, std::move(rows), columns));
  }
  std::ranges::reverse(result.tables);
  result.rest = std::move(scenario);
  return result;
}

std::vector<TableFile> to_folder(ScenarioTables const& tables) {
  std::vector<TableFile> files;
  auto settings = tables.rest;
  settings["tables"] = Json::object();
  for (auto const& table : tables.tables) {
    auto const name = std::string{table.layout->name};
    files.push_back({name + ".csv", to_csv(table)});
    settings["tables"][name] = files.back().name;
  }
  files.push_back({"scenario.json", settings.dump(2) + "\n"});
  return files;
}

std::vector<sheets::OutSheet> to_workbook(ScenarioTables const& tables) {
  std::set<std::string_view> names;
  for (auto const& table : tables.tables) names.insert(table.layout->name);
  std::vector<sheets::OutSheet> sheets{explanation(tables), settings_sheet(tables.rest)};
  for (auto const& table : tables.tables) sheets.push_back(sheet_of(table, names));
  return sheets;
}

std::string explain_columns(ScenarioTables const& tables) {
  std::string text = "table,column,required,words,meaning\n";
  for (auto const& table : tables.tables) {
    for (auto const& column : table.columns) {
      auto const words = fmt::format("{}", fmt::join(column.node.words(), "; "));
      text += fmt::format("{},{},{},{},{}\n", table.layout->name, column.heading, column.required ? "yes" : "",
                          sheets::csv_cell(words), sheets::csv_cell(comment_for(column)));
    }
  }
  return text;
}

}  // namespace tongzhou::format
