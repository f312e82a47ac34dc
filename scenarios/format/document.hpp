#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/schema.hpp"

namespace tongzhou::format {

class Tables;

/// One file of a scenario: its name as the user would type it, and what it says; or the tables of one.
struct Layer {
  std::string file;
  std::string text;
  std::shared_ptr<Tables const> tables = {};
};

/// A scenario put together from its layers: what `extends` names, the file itself, what `overlays` names, each a JSON
/// merge patch (RFC 7386) on those before it. A layer may be tables, which lie over the file that names them.
class Document {
 public:
  Document(Json merged, std::vector<Layer> layers, std::vector<Problem> told_later = {});

  /// The merged scenario, without the keys `extends` and `overlays`.
  Json const& json() const { return json_; }
  std::vector<Layer> const& layers() const { return layers_; }
  /// What reading found wrong and is told with what the schema refuses: deletions of what is not there, cells that mean
  /// no value, places and distances that are not to be found.
  std::vector<Problem> const& told_later() const { return told_later_; }

  /// What reading made of files that is worth knowing: how a table is encoded, what fitting a matrix has changed.
  std::vector<std::string> const& remarks() const { return remarks_; }
  void remark(std::vector<std::string> remarks) { remarks_ = std::move(remarks); }

  /// What it was called when the scenario was read, and after each file laid over it that gave it another name.
  std::vector<Json> const& names() const { return names_; }
  void call(std::vector<Json> names) { names_ = std::move(names); }

  /// A problem at this pointer, in the words given: at the last layer that holds it, or its nearest ancestor. Not for
  /// several threads at once.
  Problem problem(std::string const& pointer, std::string text, Part part = Part::value) const;

  /// SHA-256 of the merged scenario, keys sorted, no blanks: the same however it is split into files or laid out.
  std::string hash() const;

 private:
  Json json_;
  std::vector<Layer> layers_;
  std::vector<Problem> told_later_;
  std::vector<std::string> remarks_;
  std::vector<Json> names_;
  mutable std::vector<std::unique_ptr<SourcePositions>> positions_;  // one a layer, made when first asked
};

/// Reads a scenario and all it names: a JSON file, a folder of tables with a `scenario.json`, or a workbook. `extends`
/// (one file) and `overlays` (a list) are relative to the file that names them and stay inside the folder of the file
/// given here. Files in `more_overlays`, which may be anywhere, come last.
std::optional<Document> load(std::filesystem::path const& path, Problems& problems,
                             std::vector<std::filesystem::path> const& more_overlays = {}, Limits limits = {});

/// Reports all that the schema refuses, and what layers delete in vain; true when there is nothing.
bool check(Document const&, Schema const&, Problems&);

}  // namespace tongzhou::format
