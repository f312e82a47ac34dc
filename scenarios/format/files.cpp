#include "scenarios/format/files.hpp"

#include <fcntl.h>
#include <unistd.h>

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

}  // namespace

WholeFile::WholeFile(fs::path path) : target_(std::move(path)), growing_(target_) {
  std::error_code error;
  fs::create_directories(folder_of(target_), error);
  if (error) fail(target_, error.value());
  growing_ += ".partial-" + std::to_string(::getpid());
  descriptor_ = ::open(growing_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(target_, errno);
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

}  // namespace tongzhou::format
