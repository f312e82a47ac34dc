#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tongzhou::format {

/// A file that is whole or absent, whatever happens meanwhile: written under a temporary name beside it, then synced
/// and renamed. Makes the folders above it; a file that is already there is replaced. Throws std::runtime_error that
/// names the path.
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
  std::filesystem::path target_, growing_;
  int descriptor_ = -1;
  bool finished_ = false;
};

/// The same for a text that is already there.
void write_whole(std::filesystem::path const& path, std::string_view text);

}  // namespace tongzhou::format
