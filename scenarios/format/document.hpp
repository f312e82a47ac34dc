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

/// One file of a scenario: its name as the user would type it, and what it says.
struct Layer {
  std::string file;
  std::string text;
};

/// A scenario put together from its layers: what `extends` names, the file itself, what `overlays` names, each a JSON
/// merge patch (RFC 7386) on those before it.
class Document {
 public:
  Document(Json merged, std::vector<Layer> layers, std::vector<Problem> in_vain = {});

  /// The merged scenario, without the keys `extends` and `overlays`.
  Json const& json() const { return json_; }
  std::vector<Layer> const& layers() const { return layers_; }
  /// What a layer deletes although none before it has it.
  std::vector<Problem> const& deleted_in_vain() const { return in_vain_; }

  struct Where {
    std::string file;
    SourcePosition position;
  };
  /// The last layer that holds this pointer, or its nearest ancestor. Not for several threads at once.
  Where where(std::string_view pointer, Part part = Part::value) const;

  /// A problem at this pointer, in the words given.
  Problem problem(std::string const& pointer, std::string text, Part part = Part::value) const;

  /// SHA-256 of the merged scenario, keys sorted, no blanks: the same however it is split into files or laid out.
  std::string hash() const;

 private:
  Json json_;
  std::vector<Layer> layers_;
  std::vector<Problem> in_vain_;
  mutable std::vector<std::unique_ptr<SourcePositions>> positions_;  // one a layer, made when first asked
};

/// Reads a scenario and all it names. `extends` (one file) and `overlays` (a list) are relative to the file that names
/// them and stay inside the folder of the file given here. Files in `more_overlays`, which may be anywhere, come last.
std::optional<Document> load(std::filesystem::path const& path, Problems& problems,
                             std::vector<std::filesystem::path> const& more_overlays = {}, Limits limits = {});

/// Reports all that the schema refuses, and what layers delete in vain; true when there is nothing.
bool check(Document const&, Schema const&, Problems&);

}  // namespace tongzhou::format
