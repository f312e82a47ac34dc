#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::experiments {

/// The results of single replications in a folder: runs/<scenario>/<replication>-<content>.json, both names the start
/// of a SHA-256. A file is trusted when its content has the hash in its name. Two trusted files of one replication
/// cannot be: the same scenario, seed and program give the same bytes.
class Store {
 public:
  explicit Store(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path const& folder() const { return folder_; }

  /// The files of a scenario by replication, whole or not. What is being written is left out. Throws when the folder is
  /// there and cannot be read.
  using Files = std::map<std::uint32_t, std::vector<std::filesystem::path>>;
  Files files(std::string_view scenario) const;

  /// Removes what programs that are dead were writing here.
  void sweep() const;

  /// What a file says; nothing when its content is not what its name says.
  static std::optional<std::string> read(std::filesystem::path const& file);

  /// Throws when it cannot be written.
  void write(std::string_view scenario, std::uint32_t replication, std::string_view text) const;

 private:
  std::filesystem::path folder_of(std::string_view scenario) const;
  std::filesystem::path folder_;
};

}  // namespace tongzhou::experiments
