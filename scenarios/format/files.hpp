#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tongzhou::format {

/// A file that is whole or absent, whatever happens meanwhile: written under a temporary name beside it
/// (`<name>.partial-<n>`), then synced and renamed. Makes the folders above it; a file that is already there is
/// replaced, and so is a symbolic link by this name, never what it leads to. Throws std::runtime_error that names the
/// path.
///
/// A pipe or a device cannot be replaced: what is written to one goes into it at once, as it does to the standard
/// output for the path "-". What was read for the user (`protect`) is not written over.
///
/// While it grows, its writer holds a lock on it, which ends with the writer however that ends, also on another machine
/// that shares the folder (fcntl(2), open file description locks). So a temporary file without a lock is one whose
/// writer is dead: the next who writes the same file removes it, if it is the same user's.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path);
  ~WholeFile();  // not finished: nothing is left of it
  WholeFile(WholeFile const&) = delete;
  WholeFile& operator=(WholeFile const&) = delete;

  void write(std::string_view text);
  void finish();
  /// What a library that writes files by itself opens: the file that grows, by its number and not by its name, under
  /// which it may have been removed for Ctrl-C. Throws for what is no file.
  std::filesystem::path growing_at() const;

 private:
  void grow();
  void open_stream();

  std::filesystem::path target_, growing_;
  int descriptor_ = -1;
  bool is_stream_ = false;
  bool finished_ = false;
};

/// The same for a text that is already there.
void write_whole(std::filesystem::path const& path, std::string_view text);

/// Whether this path means the standard output.
bool is_standard_output(std::filesystem::path const& path);

/// Whether two paths name one file, whether it is there or not. Two hard links are two names.
bool is_same_name(std::filesystem::path const& one, std::filesystem::path const& other);

/// From now on, and for as long as the program runs, nothing is written over this file, nor over the file that it leads
/// to as a symbolic link. Any thread.
void protect(std::filesystem::path const& input);

/// Moves a file out of the way of a text that is about to be written there and says other than it does: under its own
/// name with the beginning of its hash, "experiment-1a2b3c4d5e6f.json". Where it is then; nothing when nothing was moved.
std::optional<std::filesystem::path> keep_earlier(std::filesystem::path const& path, std::string_view text);

/// The whole file, or the standard input for the path "-"; or why it cannot be had. Reads no more than one byte over the limit.
std::optional<std::string> read_file(std::filesystem::path const& path, std::size_t limit, std::string& why);

/// The same for those who cannot go on without it: throws std::runtime_error that names the path.
std::string read_file(std::filesystem::path const& path);

/// The largest file that is read as a whole.
constexpr std::size_t most_bytes_read = std::size_t{256} << 20;

/// Removes what is not finished of the files that this program is writing. For a program that is about to end without
/// leaving its functions, by a signal or for lack of memory: allocates nothing.
void remove_unfinished() noexcept;

/// Whether a file by this name has not been finished, or never will be.
bool is_partial(std::filesystem::path const& path);

/// Removes what dead writers of the same user left in a folder. Where nobody can tell (no locks on this file system, no
/// right to look), the files stay.
void sweep(std::filesystem::path const& folder);

}  // namespace tongzhou::format
