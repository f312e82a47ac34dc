#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tongzhou::format {

/// A file that is whole or absent, whatever happens meanwhile: written under a temporary name beside it
/// (`<name>.partial-<n>`), then synced and renamed. Makes the folders above it; a file that is already there is
/// replaced. Throws std::runtime_error that names the path.
///
/// While it grows, its writer holds a lock on it, which ends with the writer however that ends, also on another machine
/// that shares the folder (fcntl(2), open file description locks). So a temporary file without a lock is one whose
/// writer is dead: the next who writes the same file grows it anew.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path);
  ~WholeFile();  // not finished: nothing is left of it
  WholeFile(WholeFile const&) = delete;
  WholeFile& operator=(WholeFile const&) = delete;

  void write(std::string_view text);
  void finish();
  /// Where it grows, for a library that writes files by itself.
  std::filesystem::path const& growing_at() const { return growing_; }

 private:
  void grow();

  std::filesystem::path target_, growing_;
  int descriptor_ = -1;
  bool finished_ = false;
};

/// The same for a text that is already there.
void write_whole(std::filesystem::path const& path, std::string_view text);

/// Whether a file by this name has not been finished, or never will be.
bool is_partial(std::filesystem::path const& path);

/// Removes what dead writers left in a folder. Where nobody can tell (no locks on this file system, no right to look),
/// the files stay.
void sweep(std::filesystem::path const& folder);

}  // namespace tongzhou::format
