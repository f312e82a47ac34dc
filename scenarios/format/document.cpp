#include "scenarios/format/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "scenarios/format/deletions.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/fill_geography.hpp"
#include "scenarios/format/named_file.hpp"
#include "scenarios/format/sha256.hpp"
#include "scenarios/format/table_files.hpp"
#include "scenarios/format/table_reading.hpp"
#include "scenarios/sheets/workbook_reader.hpp"

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";  // some editors begin a file with it
constexpr std::size_t longest_chain = 16;
constexpr std::size_t most_layers = 100;  // chains may branch: 16 deep alone would still allow millions

/// A merge patch (RFC 7386): both hold their members sorted, so one pass does it, and nothing is copied.
void lay_over(Json& base, Json patch) {
  if (!patch.is_object()) {
    base = std::move(patch);
    return;
  }
  if (!base.is_object()) base = Json::object();
  auto& members = base.get_ref<Json::object_t&>();
  auto old = members.extract_sequence();
  auto changes = patch.get_ref<Json::object_t&>().extract_sequence();
  decltype(old) merged;
  merged.reserve(old.size() + changes.size());
  auto next = old.begin();
  for (auto& [key, change] : changes) {
    while (next != old.end() && next->first < key) merged.push_back(std::move(*next++));
    Json value;
    if (next != old.end() && next->first == key) value = std::move(next++->second);
    if (change.is_null()) continue;
    lay_over(value, std::move(change));
    merged.emplace_back(std::move(key), std::move(value));
  }
  merged.insert(merged.end(), std::move_iterator{next}, std::move_iterator{old.end()});
  members.adopt_sequence(boost::container::ordered_unique_range, std::move(merged));
}

Problem place_in(Layer const& layer, std::string const& pointer) {
  if (layer.tables) return layer.tables->find(pointer).place;
  auto const position = locate(layer.text, pointer);
  return {layer.file, position.line, position.column, "", ""};
}

class Loader {
 public:
  Loader(Problems& problems, Limits limits) : problems_(problems), known_(problems.count()), limits_(limits) {}

  /// Starts a tree of files that stay inside the folder of this one.
  void top(fs::path const& path) {
    std::error_code error;
    auto const parent = fs::is_directory(path, error) ? path : path.parent_path();
    folder_ = fs::weakly_canonical(parent.empty() ? fs::path{"."} : parent, error);
    if (error) folder_ = parent;
    add(path);
    if (!merged_.is_object() || !merged_.contains("name")) return;
    if (auto const& name = merged_["name"]; names_.empty() || names_.back() != name) names_.push_back(name);
  }

  std::optional<Document> finish() {
    auto const of_cells = of_cells_.sorted();
    if (problems_.count() > known_ || layers_.empty()) {
      for (auto const& problem : of_cells) problems_.add(problem);
      return std::nullopt;
    }
    // Told with what the schema refuses.
    std::ranges::copy(of_cells, std::back_inserter(told_later_));
    auto const gaps = fill_geography(merged_);
    Document document{std::move(merged_), std::move(layers_), std::move(told_later_)};
    if (!gaps.empty()) document = with_gaps(document, gaps);
    document.remark(std::move(remarks_));
    document.call(std::move(names_));
    return document;
  }

 private:
  /// The same, wrong: what cannot be filled in is told with what the schema refuses.
  static Document with_gaps(Document const& document, std::vector<GeographyGap> const& gaps) {
    auto wrong = document.told_later();
    for (auto const& [pointer, words] : gaps) wrong.push_back(document.problem(pointer, words));
    return {document.json(), document.layers(), std::move(wrong)};
  }

  void add(fs::path const& given) {
    std::error_code error;
    bool const is_folder = fs::is_directory(given, error);
    auto const path = is_folder ? given / "scenario.json" : given;
    auto const file = path.lexically_normal().string();
    problems_.name_file(file);
    if (is_folder && !fs::exists(path, error)) {
      return problems_.add({given.lexically_normal().string(), 0, 0, "", "a folder without a scenario.json in it"});
    }
    if (path.extension() == ".csv") return add_table(path, file);
    std::string why;
    auto text = read_file(path, limits_.bytes, why);
    if (!text) return problems_.add({file, 0, 0, "", why});
    protect(path);
    if (auto const other = sheets::other_document(*text)) return problems_.add({file, 0, 0, "", *other});
    if (sheets::looks_like_workbook(*text)) return add_workbook(path, file, *text);
    if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
    auto content = parse(*text, file, problems_, limits_);
    if (!content) return;
    Layer layer{file, std::move(*text)};
    if (!content->is_object()) return report(layer, "", "a scenario file holds one object: { ... }");

    auto names = take(*content, "tables");
    auto const matrices = take(*content, "matrices");
    if (is_folder && !names) {
      names = usual_tables(given);
      if (!matrices) std::ranges::move(nearly_tables(given), std::back_inserter(remarks_));
    }
    add_content(path, std::move(layer), std::move(*content), names, matrices);
  }

  void add_workbook(fs::path const& path, std::string const& file, std::string const& text) {
    auto const known = problems_.count();
    auto sources = tables_in_workbook(file, text, limits_.bytes, problems_, remarks_);
    if (problems_.count() > known) return;
    auto const tables = std::make_shared<Tables const>(std::move(sources));
    auto content = tables->read(problems_, &remarks_, &of_cells_);
    for (auto const* const key : {"tables", "matrices"}) take(content, key);
    add_content(path, {file, "", tables}, std::move(content), std::nullopt, std::nullopt);
  }

  /// One table by itself, which may lie over a scenario and is none.
  void add_table(fs::path const& path, std::string const& file) {
    auto const known = problems_.count();
    auto const report = [&](std::string const& /*pointer*/, std::string words) {
      problems_.add({file, 0, 0, "", std::move(words)});
    };
    auto const names = Json{{path.stem().string(), path.filename().string()}};
    auto sources = tables_of_folder({path.parent_path(), folder_, limits_.bytes}, names, Json::object(), report,
                                    problems_, remarks_);
    auto const tables = std::make_shared<Tables const>(std::move(sources));
    auto content = tables->read(problems_, &remarks_, &of_cells_);
    if (problems_.count() > known) return;
    if (layers_.empty()) {
      return problems_.add(
          {file, 0, 0, "", "this is a table of a scenario; the scenario is its folder, or what lies below it"});
    }
    layers_.push_back({file, "", tables});
    merge(std::move(content), layers_.back());
  }

  /// What the file says, between what it is laid on and what is laid over it.
  void add_content(fs::path const& path, Layer layer, Json content, std::optional<Json> const& names,
                   std::optional<Json> const& matrices) {
    chain_.push_back({path, layer.file});
    auto const base = take(content, "extends");
    auto const overlays = take(content, "overlays");
    if (base) follow(layer, "/extends", *base);
    auto const mine = layers_.size();
    layers_.push_back(std::move(layer));
    merge(std::move(content), layers_.back());
    if (names || matrices) {
      add_tables(path, layers_[mine], names.value_or(Json::object()), matrices.value_or(Json::object()));
    }
    if (overlays && !overlays->is_array()) {
      report(layers_[mine], "/overlays", "expected a list of file names");
    } else if (overlays) {
      for (std::size_t i = 0; i < overlays->size(); ++i) {
        follow(layers_[mine], "/overlays" + step_for(i), (*overlays)[i]);
      }
    }
    chain_.pop_back();
  }

  void add_tables(fs::path const& path, Layer const& naming, Json const& names, Json const& matrices) {
    auto const report_name = [&](std::string const& pointer, std::string words) {
      report(naming, pointer, std::move(words));
    };
    auto sources = tables_of_folder({path.parent_path(), folder_, limits_.bytes}, names, matrices, report_name,
                                    problems_, remarks_);
    auto const tables = std::make_shared<Tables const>(std::move(sources));
    auto content = tables->read(problems_, &remarks_, &of_cells_);
    layers_.push_back({naming.file, "", tables});
    merge(std::move(content), layers_.back());
  }

  static std::optional<Json> take(Json& content, char const* key) {
    auto const found = content.find(key);
    if (found == content.end()) return std::nullopt;
    auto value = std::move(*found);
    content.erase(found);
    return value;
  }

  /// Adds the file that `pointer` names, or reports why not. Adding may move `naming`, so it comes last.
  void follow(Layer const& naming, std::string const& pointer, Json const& name) {
    auto const path = chain_.back().path;
    if (name.is_array())
      return report(naming, pointer, "expected the name of one file; others are laid over it with \"overlays\"");
    if (!name.is_string()) return report(naming, pointer, "expected the name of a file in double quotes");
    fs::path const wanted{name.get_ref<std::string const&>()};
    auto const target = path.parent_path() / wanted;
    if (auto const why = refusal(wanted, target, folder_)) {
      return report(naming, pointer, *why);
    }
    auto const same = [&](Step const& step) {
      std::error_code error;
      return fs::equivalent(step.path, target, error);
    };
    if (auto const first = std::find_if(chain_.begin(), chain_.end(), same); first != chain_.end()) {
      std::string circle;
      for (auto step = first; step != chain_.end(); ++step) circle += step->file + " -> ";
      return report(naming, pointer, "goes round in a circle: " + circle + first->file);
    }
    if (chain_.size() >= longest_chain) {
      return report(naming, pointer, fmt::format("a chain of more than {} files", longest_chain));
    }
    if (++followed_ > most_layers) {
      if (followed_ == most_layers + 1) {
        report(naming, pointer, fmt::format("more than {} files in one scenario", most_layers));
      }
      return;
    }
    add(target);
  }

  void merge(Json content, Layer const& layer) {
    if (merged_.is_null()) {
      merged_ = std::move(content);
      return;
    }
    if (auto found = deletions_.in_vain(merged_, content); !found.empty()) {
      SourcePositions const positions{layer.text};
      for (auto& [pointer, words] : found) {
        auto const position = positions.find(pointer, Part::key).position;
        told_later_.push_back({layer.file, position.line, position.column, std::move(pointer), std::move(words)});
      }
    }
    lay_over(merged_, std::move(content));
  }

  void report(Layer const& layer, std::string const& pointer, std::string words) {
    auto place = place_in(layer, pointer);
    place.pointer = pointer;
    place.text = std::move(words);
    problems_.add(std::move(place));
  }

  struct Step {
    fs::path path;
    std::string file;
  };

  Problems& problems_;
  std::size_t known_;  // problems of other files
  Limits limits_;
  fs::path folder_;
  std::vector<Step> chain_;
  std::size_t followed_ = 0;
  Json merged_;
  Deletions deletions_;
  std::vector<Problem> told_later_;
  Problems of_cells_;
  std::vector<Layer> layers_;
  std::vector<std::string> remarks_;
  std::vector<Json> names_;
};

}  // namespace

Document::Document(Json merged, std::vector<Layer> layers, std::vector<Problem> told_later)
    : json_(std::move(merged)),
      layers_(std::move(layers)),
      told_later_(std::move(told_later)),
      positions_(layers_.size()) {}

Problem Document::problem(std::string const& pointer, std::string text, Part part) const {
  auto const steps = steps_of(pointer);
  Problem best;
  std::size_t most = 0;
  bool below = false;  // the best place only belongs to what is meant
  for (auto i = layers_.size(); i-- > 0;) {
    Problem place;
    std::size_t held = 0;
    bool is_below = false;
    if (layers_[i].tables) {
      auto found = layers_[i].tables->find(pointer);
      place = std::move(found.place);
      held = found.steps;
      is_below = found.below;
      place.pointer = held == steps.size() && !is_below ? "" : pointer;  // the cell says which
    } else {
      if (!positions_[i]) positions_[i] = std::make_unique<SourcePositions>(layers_[i].text);
      auto const found = positions_[i]->find(pointer, part);
      place = {layers_[i].file, found.position.line, found.position.column, pointer, ""};
      held = found.steps;
    }
    if (best.file.empty() || held > most || (held == most && below && !is_below)) {
      best = std::move(place);
      most = held;
      below = is_below;
    }
  }
  // Something that a table speaks of, and that has no row of its own: its id was forgotten or misspelt.
  bool const is_thing = steps.size() >= 2 && find_table(steps[steps.size() - 2]) != nullptr;
  if (below && most == steps.size() && is_thing) {
    best.pointer = "";
    auto const meant = text.find("; or is ");
    text = fmt::format("\"{}\" is not in {}: give it a row there{}", steps.back(), steps[steps.size() - 2],
                       meant == text.npos ? "" : text.substr(meant));
  }
  best.text = std::move(text);
  return best;
}

std::string Document::hash() const { return sha256(json_.dump()); }

std::optional<Document> load(fs::path const& path, Problems& problems, std::vector<fs::path> const& more_overlays,
                             Limits limits) {
  Loader loader{problems, limits};
  loader.top(path);
  for (auto const& overlay : more_overlays) loader.top(overlay);
  return loader.finish();
}

bool check(Document const& document, Schema const& schema, Problems& problems) {
  // What a cell says that cannot be read is told once: the schema would refuse its text, too.
  auto const is_told = [&](Problem const& problem) {
    return !problem.cell.empty() && std::ranges::any_of(document.told_later(), [&](Problem const& told) {
      return told.file == problem.file && told.cell == problem.cell;
    });
  };
  for (auto const& problem : document.told_later()) problems.add(problem);
  bool good = document.told_later().empty();
  validate(schema, document.json(), [&](std::string const& pointer, std::string const& text, bool on_key) {
    good = false;
    if (problems.full()) {
      problems.add({});  // counted only: finding its place would be for nothing
    } else {
      auto problem = document.problem(pointer, text, on_key ? Part::key : Part::value);
      if (!is_told(problem)) problems.add(std::move(problem));
    }
  });
  return good;
}

}  // namespace tongzhou::format
