#include "scenarios/format/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(fs::path const& path, int error) {
  throw std::runtime_error("cannot write '" + path.string() + "': " + std::strerror(error));
}

fs::path folder_of(fs::path const& path) { return path.has_parent_path() ? path.parent_path() : fs::path{"."}; }

/// The new name itself is on the disk only once its folder is.
void sync_folder(fs::path const& folder) {
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a folder may be writable and yet not readable: the file is whole all the same
  ::fsync(descriptor);
  ::close(descriptor);
}

constexpr std::string_view mark = ".partial-";

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
  return ::fstat(descriptor, &open_file) == 0 && ::stat(name.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

}  // namespace

WholeFile::WholeFile(fs::path path) : target_(std::move(path)) {
  std::error_code error;
  fs::create_directories(folder_of(target_), error);
  if (error) fail(target_, error.value());
  grow();
}

// Under the first number that no living writer holds.
void WholeFile::grow() {
  for (int number = 0;;) {
    growing_ = target_;
    growing_ += mark;
    growing_ += std::to_string(number);
    int descriptor = ::open(growing_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool const is_new = descriptor >= 0;
    if (!is_new && errno == EEXIST) {
      descriptor = ::open(growing_.c_str(), O_RDWR | O_CLOEXEC);
      if (descriptor < 0 && errno == ENOENT) continue;  // finished or swept just now
    }
    if (descriptor < 0) fail(target_, errno);
    auto const whose = lock(descriptor);
    bool const may_have = whose == Lock::ours || (whose == Lock::unknown && is_new);
    if (may_have && goes_by(descriptor, growing_)) {
      descriptor_ = descriptor;
      if (::ftruncate(descriptor_, 0) != 0) fail(target_, errno);
      return;
    }
    ::close(descriptor);
    if (!may_have) ++number;
  }
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!finished_) ::unlink(growing_.c_str());
}

void WholeFile::write(std::string_view text) {
  while (!text.empty()) {
    auto const written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target_, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void WholeFile::finish() {
  if (::fsync(descriptor_) != 0) fail(target_, errno);
  // A full network disk may be noticed only here.
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(target_, errno);
  if (::rename(growing_.c_str(), target_.c_str()) != 0) fail(target_, errno);
  finished_ = true;
  sync_folder(folder_of(target_));
}

void write_whole(fs::path const& path, std::string_view text) {
  WholeFile file{path};
  file.write(text);
  file.finish();
}

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
    auto const& file = entry->path();
    if (!is_partial(file) || !fs::is_regular_file(entry->symlink_status(error))) continue;
    int const descriptor = ::open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (lock(descriptor) == Lock::ours && goes_by(descriptor, file)) ::unlink(file.c_str());
    ::close(descriptor);
  }
}

}  // namespace tongzhou::format
