#include "scenarios/format/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "scenarios/format/deletions.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/sha256.hpp"

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";  // some editors begin a file with it
constexpr std::size_t longest_chain = 16;
constexpr std::size_t most_layers = 100;  // chains may branch: 16 deep alone would still allow millions

bool is_inside(fs::path const& path, fs::path const& folder) {
  auto const [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() && rest != path.end();
}

/// Why a name in a file may not be followed; nothing when it may.
std::optional<std::string> refusal(fs::path const& name, fs::path const& target, fs::path const& folder) {
  if (name.empty()) return "expected the name of a file, found \"\"";
  if (name == "-") return "the standard input can be given on the command line alone";
  if (name.is_absolute()) return "an absolute path is not allowed; name a file inside the scenario's folder";
  if (std::find(name.begin(), name.end(), "..") != name.end()) {
    return "\"..\" is not allowed; name a file inside the scenario's folder";
  }
  std::error_code error;
  auto const real = fs::weakly_canonical(fs::absolute(target), error);
  if (error) return "cannot be followed: " + error.message();
  if (!is_inside(real, folder)) return "leads out of the scenario's folder";
  if (!fs::exists(real, error)) return "there is no such file";
  if (!fs::is_regular_file(real, error)) return "is not a file";
  return std::nullopt;
}

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

class Loader {
 public:
  Loader(Problems& problems, Limits limits) : problems_(problems), known_(problems.count()), limits_(limits) {}

  /// Starts a tree of files that stay inside the folder of this one.
  void top(fs::path const& path) {
    std::error_code error;
    auto const parent = path.parent_path();
    folder_ = fs::weakly_canonical(parent.empty() ? fs::path{"."} : parent, error);
    if (error) folder_ = parent;
    add(path);
  }

  std::optional<Document> finish() {
    if (problems_.count() > known_ || layers_.empty()) return std::nullopt;
    return Document{std::move(merged_), std::move(layers_), std::move(in_vain_)};
  }

 private:
  void add(fs::path const& path) {
    auto const file = path.lexically_normal().string();
    problems_.name_file(file);
    std::string why;
    auto text = read_file(path, limits_.bytes, why);
    if (!text) return problems_.add({file, 0, 0, "", why});
    protect(path);
    if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
    auto content = parse(*text, file, problems_, limits_);
    if (!content) return;
    if (!content->is_object()) return report(file, *text, "", "a scenario file holds one object: { ... }");

    chain_.push_back({path, file});
    auto const base = take(*content, "extends");
    auto const overlays = take(*content, "overlays");
    if (base) follow(*text, "/extends", *base);
    auto const mine = layers_.size();
    layers_.push_back({file, std::move(*text)});
    merge(std::move(*content), layers_.back());
    if (overlays && !overlays->is_array()) {
      report(file, layers_[mine].text, "/overlays", "expected a list of file names");
    } else if (overlays) {
      for (std::size_t i = 0; i < overlays->size(); ++i) {
        follow(layers_[mine].text, "/overlays" + step_for(i), (*overlays)[i]);
      }
    }
    chain_.pop_back();
  }

  static std::optional<Json> take(Json& content, char const* key) {
    auto const found = content.find(key);
    if (found == content.end()) return std::nullopt;
    auto value = std::move(*found);
    content.erase(found);
    return value;
  }

  /// Adds the file that `pointer` names, or reports why not. Adding may move `text`, so it comes last.
  void follow(std::string const& text, std::string const& pointer, Json const& name) {
    auto const [path, file] = chain_.back();
    if (name.is_array())
      return report(file, text, pointer, "expected the name of one file; others are laid over it with \"overlays\"");
    if (!name.is_string()) return report(file, text, pointer, "expected the name of a file in double quotes");
    fs::path const wanted{name.get_ref<std::string const&>()};
    auto const target = path.parent_path() / wanted;
    if (auto const why = refusal(wanted, target, folder_)) {
      return report(file, text, pointer, *why);
    }
    auto const same = [&](Step const& step) {
      std::error_code error;
      return fs::equivalent(step.path, target, error);
    };
    if (auto const first = std::find_if(chain_.begin(), chain_.end(), same); first != chain_.end()) {
      std::string circle;
      for (auto step = first; step != chain_.end(); ++step) circle += step->file + " -> ";
      return report(file, text, pointer, "goes round in a circle: " + circle + first->file);
    }
    if (chain_.size() >= longest_chain) {
      return report(file, text, pointer, fmt::format("a chain of more than {} files", longest_chain));
    }
    if (++followed_ > most_layers) {
      if (followed_ == most_layers + 1) {
        report(file, text, pointer, fmt::format("more than {} files in one scenario", most_layers));
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
        in_vain_.push_back({layer.file, position.line, position.column, std::move(pointer), std::move(words)});
      }
    }
    lay_over(merged_, std::move(content));
  }

  void report(std::string const& file, std::string const& text, std::string const& pointer, std::string words) {
    auto const position = locate(text, pointer);
    problems_.add({file, position.line, position.column, pointer, std::move(words)});
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
  std::vector<Problem> in_vain_;
  std::vector<Layer> layers_;
};

}  // namespace

Document::Document(Json merged, std::vector<Layer> layers, std::vector<Problem> in_vain)
    : json_(std::move(merged)), layers_(std::move(layers)), in_vain_(std::move(in_vain)), positions_(layers_.size()) {}

Document::Where Document::where(std::string_view pointer, Part part) const {
  Where best;
  std::size_t steps = 0;
  for (auto i = layers_.size(); i-- > 0;) {
    if (!positions_[i]) positions_[i] = std::make_unique<SourcePositions>(layers_[i].text);
    auto const found = positions_[i]->find(pointer, part);
    if (best.file.empty() || found.steps > steps) {
      best = {layers_[i].file, found.position};
      steps = found.steps;
    }
  }
  return best;
}

Problem Document::problem(std::string const& pointer, std::string text, Part part) const {
  auto const [file, position] = where(pointer, part);
  return {file, position.line, position.column, pointer, std::move(text)};
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
  for (auto const& problem : document.deleted_in_vain()) problems.add(problem);
  bool good = document.deleted_in_vain().empty();
  validate(schema, document.json(), [&](std::string const& pointer, std::string const& text, bool on_key) {
    good = false;
    if (problems.full()) {
      problems.add({});  // counted only: finding its place would be for nothing
    } else {
      problems.add(document.problem(pointer, text, on_key ? Part::key : Part::value));
    }
  });
  return good;
}

}  // namespace tongzhou::format
