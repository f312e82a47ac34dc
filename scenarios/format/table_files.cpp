#include "scenarios/format/table_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "scenarios/format/files.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/matrices.hpp"
#include "scenarios/format/named_file.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/sheets/csv.hpp"
#include "scenarios/sheets/workbook_reader.hpp"

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> table_names() {
  std::vector<std::string_view> names;
  for (auto const& layout : table_layouts()) names.push_back(layout.name);
  return names;
}

using Report = std::function<void(std::string const&, std::string)>;

/// One table as `tables` names it: "flows.csv", or where its headings are others than ours.
struct Naming {
  std::string pointer;
  TableLayout const* layout = nullptr;
  std::string file;  // or sheet
  std::map<std::string, std::string, std::less<>> columns;
};

std::optional<Naming> naming_in(Json const& value, std::string const& pointer, Report const& report) {
  Naming naming{pointer, nullptr, "", {}};
  if (value.is_string()) {
    naming.file = value.get<std::string>();
    return naming;
  }
  if (!value.is_object() || !value.contains("file") || !value["file"].is_string()) {
    report(
        pointer,
        "expected the name of a table, or an object like {\"file\": \"flows.csv\", \"columns\": {\"Von\": \"from\"}}");
    return std::nullopt;
  }
  naming.file = value["file"].get<std::string>();
  for (auto const& [key, inner] : value.items()) {
    if (key == "file") continue;
    bool const renames = key == "columns" && inner.is_object() &&
                         std::ranges::all_of(inner, [](Json const& column) { return column.is_string(); });
    if (!renames) {
      report(pointer + step_for(key),
             "expected \"columns\": headings and what they stand for, like {\"Von\": \"from\"}");
      return std::nullopt;
    }
    for (auto const& [heading, column] : inner.items()) naming.columns[heading] = column.get<std::string>();
  }
  return naming;
}

/// All tables that `tables` names, each once.
std::vector<Naming> namings_in(Json const& names, Report const& report) {
  std::vector<Naming> namings;
  if (!names.is_object()) {
    report("/tables", "expected tables and their files, like {\"flows\": \"flows.csv\"}");
    return namings;
  }
  for (auto const& [name, value] : names.items()) {
    auto const pointer = "/tables" + step_for(name);
    auto const* const layout = find_table(name);
    if (layout == nullptr) {
      report(pointer, "there is no such table" + did_you_mean(name, table_names()));
      continue;
    }
    auto naming = naming_in(value, pointer, report);
    if (!naming) continue;
    naming->layout = layout;
    namings.push_back(std::move(*naming));
  }
  return namings;
}

/// In the order of the layouts: mistakes are told in the order in which people would look for them.
void sort_sources(std::vector<TableSource>& sources) {
  std::ranges::stable_sort(sources, {}, [](TableSource const& source) { return source.layout; });
}

/// Reads the table of this name; `pointer` is that of the name.
using Open = std::function<std::optional<TableSource>(std::string const& name, std::string const& pointer)>;

/// A table that an entry of `matrices` names beside the matrix itself; false when it is to be there and cannot be had.
bool open_beside(Json const& entry, char const* key, std::string const& pointer, Open const& open,
                 std::shared_ptr<TableSource const>& to) {
  if (!entry.contains(key)) return true;
  auto source = open(entry[key].get_ref<std::string const&>(), pointer + step_for(key));
  if (source) to = std::make_shared<TableSource const>(std::move(*source));
  return source.has_value();
}

/// What is wrong with an entry of `matrices`; empty when nothing is.
std::string mistake_in(Json const& entry) {
  if (!entry.is_object()) return "expected an object like {\"file\": \"od.csv\", \"flow\": {\"box\": \"22G1\"}}";
  constexpr std::array<std::string_view, 5> known{"file", "values", "flow", "growth", "totals"};
  for (auto const& [key, value] : entry.items()) {
    if (std::ranges::find(known, key) == known.end())
      return fmt::format("unknown key \"{}\"{}", key, did_you_mean(key, known));
    if (key == "flow" ? !value.is_object() : !value.is_string()) {
      return fmt::format("\"{}\" is to be {}", key, key == "flow" ? "an object" : "text");
    }
  }
  if (!entry.contains("file") || !entry.contains("flow")) return "missing \"file\" or \"flow\"";
  auto const values = entry.value("values", "teu_per_year");
  if (values != "teu_per_year" && values != "boxes_per_year") {
    return fmt::format("\"values\" are teu_per_year or boxes_per_year, not \"{}\"", values);
  }
  for (auto const* const own : {"from", "to", "teu_per_year", "boxes_per_year"}) {
    if (entry["flow"].contains(own)) return fmt::format("\"flow\" has a \"{}\", which the matrix says", own);
  }
  return "";
}

void add_matrices(Json const& matrices, Open const& open, Report const& report, std::vector<TableSource>& sources) {
  if (!matrices.is_object()) return report("/matrices", "expected matrices by their ids");
  for (auto const& [id, entry] : matrices.items()) {
    auto const pointer = "/matrices" + step_for(id);
    if (auto mistake = mistake_in(entry); !mistake.empty()) {
      report(pointer, std::move(mistake));
      continue;
    }
    MatrixTerms terms{id, entry.value("values", "teu_per_year"), entry["flow"], {}, {}};
    auto source = open(entry["file"].get_ref<std::string const&>(), pointer + "/file");
    bool const complete = open_beside(entry, "growth", pointer, open, terms.growth) &&
                          open_beside(entry, "totals", pointer, open, terms.totals);
    if (!source || !complete) continue;
    source->matrix = std::make_shared<MatrixTerms const>(std::move(terms));
    sources.push_back(std::move(*source));
  }
}

std::string words_for(sheets::CsvForm const& form) {
  std::string words;
  if (form.encoding != "UTF-8") words = std::string{form.encoding};
  if (form.separator == ',') return words;
  return words + (words.empty() ? "" : ", ") +
         (form.separator == ';' ? "cells between semicolons" : "cells between tabs");
}

}  // namespace

std::optional<TableSource> read_table_file(fs::path const& file, std::size_t most_bytes, Problems& problems,
                                           std::vector<std::string>* remarks) {
  TableSource source;
  source.file = file.lexically_normal().string();
  problems.name_file(source.file);
  std::string why;
  auto bytes = read_file(file, most_bytes, why);
  if (bytes) protect(file);
  if (bytes && sheets::looks_like_workbook(*bytes)) {
    why = "this is a workbook, not a CSV file; give the workbook as the scenario, or save its sheet as CSV";
  }
  if (auto const other = bytes ? sheets::other_document(*bytes) : std::nullopt) why = *other;
  if (!why.empty()) {
    problems.add({source.file, 0, 0, "", why});
    return std::nullopt;
  }
  std::vector<sheets::Flaw> flaws;
  sheets::CsvForm form;
  source.sheet =
      std::make_shared<sheets::Sheet const>(sheets::read_csv(std::move(*bytes), file.stem().string(), flaws, form));
  add_flaws(source, flaws, problems);
  if (!flaws.empty()) return std::nullopt;
  if (auto const words = words_for(form); remarks != nullptr && !words.empty()) {
    remarks->push_back(fmt::format("{}: read as {}", source.file, words));
  }
  return source;
}

namespace {

class FolderReader {
 public:
  FolderReader(TableFolder const& folder, Report const& report, Problems& problems, std::vector<std::string>& remarks)
      : folder_(folder), report_(report), problems_(problems), remarks_(remarks) {}

  /// The table in a file, or why it cannot be had is reported at what names it.
  std::optional<TableSource> open(std::string const& file, std::string const& pointer) {
    fs::path const name{file};
    auto const target = folder_.beside / name;
    if (auto const why = refusal(name, target, folder_.inside)) {
      report_(pointer, *why);
      return std::nullopt;
    }
    return read_table_file(target, folder_.most_bytes, problems_, &remarks_);
  }

  std::vector<TableSource> read(Json const& names, Json const& matrices) {
    std::vector<TableSource> sources;
    for (auto const& naming : namings_in(names, report_)) {
      auto source = open(naming.file, naming.pointer);
      if (!source) continue;
      source->layout = naming.layout;
      source->columns = naming.columns;
      sources.push_back(std::move(*source));
    }
    sort_sources(sources);
    add_matrices(
        matrices, [this](auto const& name, auto const& pointer) { return open(name, pointer); }, report_, sources);
    return sources;
  }

 private:
  TableFolder const& folder_;
  Report const& report_;
  Problems& problems_;
  std::vector<std::string>& remarks_;
};

/// Sheets of a workbook that are tables by their names or by the settings.
class WorkbookReader {
 public:
  WorkbookReader(std::string const& file, Problems& problems, std::vector<std::string>& remarks)
      : file_(file), problems_(problems), remarks_(remarks) {}

  std::vector<TableSource> read(std::vector<sheets::Sheet> sheets) {
    for (auto& sheet : sheets) pages_.push_back({std::make_shared<sheets::Sheet const>(std::move(sheet)), false});
    if (auto* const settings = find(std::string{settings_table})) sources_.push_back(source_of(*settings));
    Problems unheard;  // told when all is read
    Tables const settings{sources_};
    auto const said = settings.read(unheard);
    auto const report = [&](std::string const& pointer, std::string words) {
      auto place = settings.find(pointer).place;
      place.text = std::move(words);
      problems_.add(std::move(place));
    };
    auto const open = [&](std::string const& name, std::string const& pointer) -> std::optional<TableSource> {
      if (auto* const page = find(name)) return source_of(*page);
      report(pointer, fmt::format("there is no sheet \"{}\"", name));
      return std::nullopt;
    };
    for (auto const& naming : namings_in(said.contains("tables") ? said["tables"] : Json::object(), report)) {
      auto source = open(naming.file, naming.pointer);
      if (!source) continue;
      source->layout = naming.layout;
      source->columns = naming.columns;
      sources_.push_back(std::move(*source));
    }
    std::vector<TableSource> matrices;
    add_matrices(said.contains("matrices") ? said["matrices"] : Json::object(), open, report, matrices);
    add_by_name();
    sort_sources(sources_);
    std::ranges::move(matrices, std::back_inserter(sources_));
    return std::move(sources_);
  }

 private:
  struct Page {
    std::shared_ptr<sheets::Sheet const> sheet;
    bool used = false;
  };

  Page* find(std::string const& name) {
    auto const found = std::ranges::find_if(pages_, [&](Page const& page) { return page.sheet->name() == name; });
    return found == pages_.end() ? nullptr : &*found;
  }

  /// Sheets that are called as tables are.
  void add_by_name() {
    for (auto& page : pages_) {
      if (page.used) continue;
      auto const* const layout = find_table(page.sheet->name());
      if (layout == nullptr) {
        auto const meant = did_you_mean(page.sheet->name(), table_names());
        if (!meant.empty())
          remarks_.push_back(fmt::format("{}[{}]: is no table and is not read{}", file_, page.sheet->name(), meant));
        continue;
      }
      // A sheet of a template that has not been filled in holds its headings at most.
      if (page.sheet->rows().size() < 2 && layout->name != "places") continue;
      auto source = source_of(page);
      source.layout = layout;
      sources_.push_back(std::move(source));
    }
  }

  TableSource source_of(Page& page) {
    page.used = true;
    TableSource source;
    source.file = fmt::format("{}[{}]", file_, page.sheet->name());
    source.in_workbook = true;
    problems_.name_file(source.file);
    if (page.sheet->hidden) {
      problems_.add(
          {source.file, 0, 0, "", "this sheet is hidden; show it, delete it, or give it a name that is no table's"});
    }
    source.sheet = page.sheet;
    return source;
  }

  std::string const& file_;
  Problems& problems_;
  std::vector<std::string>& remarks_;
  std::vector<Page> pages_;
  std::vector<TableSource> sources_;
};

}  // namespace

Json usual_tables(fs::path const& folder) {
  Json names = Json::object();
  for (auto const& layout : table_layouts()) {
    std::error_code error;
    auto const file = std::string{layout.name} + ".csv";
    if (fs::is_regular_file(folder / file, error)) names[std::string{layout.name}] = file;
  }
  return names;
}

std::vector<std::string> nearly_tables(fs::path const& folder) {
  std::vector<std::string> remarks;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    auto const& file = entry->path();
    if (file.extension() != ".csv" || find_table(file.stem().string()) != nullptr) continue;
    auto const meant = nearest(file.stem().string(), table_names());
    if (!meant || fs::exists(folder / (*meant + ".csv"))) continue;
    remarks.push_back(fmt::format("{}: is no table and is not read; did you mean \"{}\"?", file.string(), *meant));
  }
  std::ranges::sort(remarks);
  return remarks;
}

std::vector<TableSource> tables_of_folder(TableFolder const& folder, Json const& names, Json const& matrices,
                                          Report const& report, Problems& problems, std::vector<std::string>& remarks) {
  return FolderReader{folder, report, problems, remarks}.read(names, matrices);
}

std::vector<TableSource> tables_in_workbook(std::string const& file, std::string const& bytes, std::size_t most_bytes,
                                            Problems& problems, std::vector<std::string>& remarks) {
  std::vector<sheets::SheetFlaw> flaws;
  auto sheets = sheets::read_workbook(bytes, most_bytes, flaws);
  std::vector<TableSource> sources;
  if (sheets) sources = WorkbookReader{file, problems, remarks}.read(std::move(*sheets));
  if (sheets && sources.empty()) {
    problems.add(
        {file, 0, 0, "", "none of its sheets is a table: scenario, places, links, services, stops, flows, ..."});
  }
  // Only those of sheets that are read matter: planners keep other things in a workbook, too.
  for (auto const& [sheet, flaw] : flaws) {
    TableSource source;
    source.file = sheet.empty() ? file : fmt::format("{}[{}]", file, sheet);
    source.in_workbook = true;
    bool const matters = sheet.empty() || std::ranges::any_of(sources, [&](TableSource const& other) {
                           return other.file == source.file;
                         });
    if (matters) add_flaws(source, {flaw}, problems);
  }
  return sources;
}

}  // namespace tongzhou::format
