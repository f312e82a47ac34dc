#include "scenarios/format/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "scenarios/format/sha256.hpp"

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(fs::path const& path, std::string const& why) {
  throw std::runtime_error("cannot write '" + path.string() + "': " + why);
}
[[noreturn]] void fail(fs::path const& path, int error) { fail(path, std::string{std::strerror(error)}); }

fs::path folder_of(fs::path const& path) { return path.has_parent_path() ? path.parent_path() : fs::path{"."}; }

/// The new name itself is on the disk only once its folder is.
void sync_folder(fs::path const& folder) {
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a folder may be writable and yet not readable: the file is whole all the same
  ::fsync(descriptor);
  ::close(descriptor);
}

constexpr std::string_view mark = ".partial-";
constexpr int most_partials = 10'000;  // beside one file

/// A name in a folder, however the folder is reached.
using Name = std::tuple<dev_t, ino_t, std::string>;

std::optional<Name> name_of(fs::path const& path) {
  struct stat folder {};
  if (::stat(folder_of(path).c_str(), &folder) != 0) return std::nullopt;
  return Name{folder.st_dev, folder.st_ino, path.filename().string()};
}

/// What was read for the user.
class Inputs {
 public:
  void add(fs::path const& input) {
    std::scoped_lock const lock{mutex_};
    if (auto name = name_of(input)) names_.insert(std::move(*name));
    std::error_code error;
    auto const real = fs::canonical(input, error);
    if (error) return;
    if (auto name = name_of(real)) names_.insert(std::move(*name));
  }
  bool hold(fs::path const& path) {
    std::scoped_lock const lock{mutex_};
    if (names_.empty()) return false;
    auto const name = name_of(path);
    return name && names_.contains(*name);
  }

 private:
  std::mutex mutex_;
  std::set<Name> names_;
};

Inputs& inputs() {
  static Inputs only;
  return only;
}

/// While it lives no signal is handled in this thread, so that what a handler looks at is never half changed. Those
/// that came meanwhile are handled at its end.
class WithoutSignals {
 public:
  WithoutSignals() noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~WithoutSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  WithoutSignals(WithoutSignals const&) = delete;
  WithoutSignals& operator=(WithoutSignals const&) = delete;

 private:
  sigset_t before_{};
};

/// What has begun to grow and is not finished: the names stay where they are in memory while they are listed, so that
/// they can be removed when there is no memory left.
class Growing {
 public:
  /// Opens a new file and lists its name, in one go. The descriptor, or what open(2) says instead.
  int open(char const* name) {
    WithoutSignals const undisturbed;
    std::scoped_lock const lock{mutex_};
    int const descriptor = ::open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor >= 0) names_.push_back(name);
    return descriptor;
  }
  /// Gives the file its own name. False, and errno, when that cannot be.
  bool finish(char const* name, char const* target) {
    WithoutSignals const undisturbed;
    std::scoped_lock const lock{mutex_};
    if (::rename(name, target) != 0) return false;
    std::erase(names_, name);
    return true;
  }
  void remove(char const* name) {
    WithoutSignals const undisturbed;
    std::scoped_lock const lock{mutex_};
    if (std::erase(names_, name) > 0) ::unlink(name);
  }
  void forget(char const* name) {
    WithoutSignals const undisturbed;
    std::scoped_lock const lock{mutex_};
    std::erase(names_, name);
  }
  /// For good: whoever begins or finishes a file from now on waits for the end of the program. One who already holds
  /// the lock in this very thread, for lack of memory, is not waited for.
  void remove_all() noexcept {
    if (!mutex_.try_lock_for(std::chrono::seconds{1})) return;
    for (auto const* name : names_) ::unlink(name);
  }

 private:
  std::timed_mutex mutex_;
  std::vector<char const*> names_;
};

Growing& growing_files() {
  static Growing only;
  return only;
}

enum class Lock { ours, of_another, unknown };

/// On one byte far behind the end: what a library locks in its own file is elsewhere.
Lock lock(int descriptor) {
  struct flock byte {};
  byte.l_type = F_WRLCK;
  byte.l_whence = SEEK_SET;
  byte.l_start = off_t{1} << 62;
  byte.l_len = 1;
  if (::fcntl(descriptor, F_OFD_SETLK, &byte) == 0) return Lock::ours;
  return errno == EAGAIN || errno == EACCES ? Lock::of_another : Lock::unknown;
}

/// Whether the file that is open still goes by this name: it may have been finished or swept meanwhile.
bool goes_by(int descriptor, fs::path const& name) {
  struct stat open_file {
  }, named{};
  return ::fstat(descriptor, &open_file) == 0 && ::lstat(name.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

/// Removes a temporary file of ours whose writer is dead. Only the name goes: a file that has other names keeps its
/// content under them.
void remove_if_dead(fs::path const& file) {
  struct stat named {};
  if (::lstat(file.c_str(), &named) != 0 || !S_ISREG(named.st_mode) || named.st_uid != ::geteuid()) return;
  if (inputs().hold(file)) return;
  int const descriptor = ::open(file.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  if (lock(descriptor) == Lock::ours && goes_by(descriptor, file)) ::unlink(file.c_str());
  ::close(descriptor);
}

/// Whether a symbolic link leads to what a process has open, as /dev/stdout does: a regular file there is to be written
/// on, not replaced by name.
bool leads_to_an_open_file(fs::path path) {
  constexpr int longest_chain = 40;  // as the kernel follows them
  std::error_code error;
  for (int i = 0; i < longest_chain && fs::is_symlink(path, error); ++i) {
    auto const next = fs::read_symlink(path, error);
    if (error) return false;
    path = next.is_absolute() ? next : folder_of(path) / next;
    if (path.string().starts_with("/proc/")) return true;
  }
  return false;
}

/// Whether something that cannot be replaced stands under this name; throws for what can be neither replaced nor
/// written into.
bool is_stream(fs::path const& path) {
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) return false;  // nothing is there, or a link that leads nowhere
  if (S_ISREG(there.st_mode)) return leads_to_an_open_file(path);
  if (S_ISFIFO(there.st_mode) || S_ISCHR(there.st_mode)) return true;
  if (S_ISDIR(there.st_mode)) fail(path, EISDIR);
  fail(path, std::string{"it is neither a file nor a pipe"});
}

}  // namespace

WholeFile::WholeFile(fs::path path) : target_(std::move(path)) {
  if (is_standard_output(target_)) {
    is_stream_ = true;
    return;
  }
  if (target_.empty()) fail(target_, ENOENT);
  if (!target_.has_filename()) fail(target_, EISDIR);
  if (inputs().hold(target_)) fail(target_, std::string{"it is read here; write to another file"});
  is_stream_ = is_stream(target_);
  if (is_stream_) return;
  std::error_code error;
  fs::create_directories(folder_of(target_), error);
  if (error) fail(target_, error.value());
  grow();
}

// Under the first number that is free once the dead are gone.
void WholeFile::grow() {
  for (int number = 0; number < most_partials; ++number) {
    growing_ = target_;
    growing_ += mark;
    growing_ += std::to_string(number);
    remove_if_dead(growing_);
    int const descriptor = growing_files().open(growing_.c_str());
    if (descriptor < 0 && errno == EEXIST) continue;
    if (descriptor < 0) fail(target_, errno);
    if (lock(descriptor) != Lock::of_another && goes_by(descriptor, growing_)) {
      descriptor_ = descriptor;
      return;
    }
    // Another has taken it for the file of a dead writer: it is his to remove.
    growing_files().forget(growing_.c_str());
    ::close(descriptor);
  }
  fail(target_, fmt::format("{} files that are not finished stand beside it", most_partials));
}

// Only when there is something to say: who reads from a pipe would take its end for the end of all.
void WholeFile::open_stream() {
  descriptor_ = is_standard_output(target_) ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                                            : ::open(target_.c_str(), O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC);
  if (descriptor_ < 0) fail(target_, errno);
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!is_stream_ && !finished_) growing_files().remove(growing_.c_str());
}

void WholeFile::write(std::string_view text) {
  if (is_stream_ && descriptor_ < 0) open_stream();
  while (!text.empty()) {
    auto const written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target_, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void WholeFile::finish() {
  if (is_stream_) {
    if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0) fail(target_, errno);
    finished_ = true;
    return;
  }
  if (::fsync(descriptor_) != 0) fail(target_, errno);
  // A full network disk may be noticed only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(target_, errno);
  if (is_stream(target_)) fail(target_, std::string{"a pipe or device has come to stand there"});
  if (!growing_files().finish(growing_.c_str(), target_.c_str())) fail(target_, errno);
  finished_ = true;
  sync_folder(folder_of(target_));
}

fs::path WholeFile::growing_at() const {
  if (is_stream_) fail(target_, std::string{"this can be written to a file only, not to a pipe or device"});
  return fmt::format("/proc/self/fd/{}", descriptor_);
}

void write_whole(fs::path const& path, std::string_view text) {
  WholeFile file{path};
  file.write(text);
  file.finish();
}

bool is_standard_output(fs::path const& path) { return path == "-"; }

bool is_same_name(fs::path const& one, fs::path const& other) {
  // Folders that are not there yet have no number: then the paths themselves must do.
  std::error_code error;
  if (fs::weakly_canonical(folder_of(one), error) / one.filename() ==
      fs::weakly_canonical(folder_of(other), error) / other.filename())
    return true;
  auto const name = name_of(one);
  return name && name == name_of(other);
}

std::optional<fs::path> keep_earlier(fs::path const& path, std::string_view text) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return std::nullopt;
  auto const earlier = read_file(path);
  if (earlier == text) return std::nullopt;
  auto kept = path;
  kept.replace_filename(path.stem().string() + '-' + sha256(earlier).substr(0, 12) + path.extension().string());
  fs::rename(path, kept, error);
  if (error) fail(path, error.value());
  return kept;
}

void protect(fs::path const& input) { inputs().add(input); }

std::optional<std::string> read_file(fs::path const& path, std::size_t limit, std::string& why) {
  std::error_code error;
  bool const is_standard_input = path == "-";
  if (!is_standard_input && fs::is_directory(path, error)) {
    why = "is a folder, not a file";
    return std::nullopt;
  }
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file{
      is_standard_input ? ::fdopen(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0), "rb") : std::fopen(path.c_str(), "rb"),
      std::fclose};
  if (!file) {
    why = "cannot be read: " + std::generic_category().message(errno);
    return std::nullopt;
  }
  std::string text;
  auto const size = fs::file_size(path, error);
  if (!error) text.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, limit)) + 1);
  constexpr std::size_t piece = std::size_t{1} << 20;
  while (text.size() <= limit) {
    auto const have = text.size();
    auto const want = std::min(piece, limit + 1 - have);
    text.resize(have + want);
    auto const got = std::fread(text.data() + have, 1, want, file.get());
    text.resize(have + got);
    if (got < want) break;
  }
  if (std::ferror(file.get()) != 0) {
    why = "cannot be read to its end";
    return std::nullopt;
  }
  if (text.size() > limit) {
    why = fmt::format("larger than {} bytes, the most that is read", limit);
    return std::nullopt;
  }
  return text;
}

std::string read_file(fs::path const& path) {
  std::string why;
  auto text = read_file(path, most_bytes_read, why);
  if (!text) throw std::runtime_error("'" + path.string() + "' " + why);
  return std::move(*text);
}

void remove_unfinished() noexcept { growing_files().remove_all(); }

bool is_partial(fs::path const& path) {
  auto const name = path.filename().string();
  auto const at = name.rfind(mark);
  if (at == std::string::npos) return false;
  auto const number = name.substr(at + mark.size());
  return !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

void sweep(fs::path const& folder) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (is_partial(entry->path())) remove_if_dead(entry->path());
  }
}

}  // namespace tongzhou::format
