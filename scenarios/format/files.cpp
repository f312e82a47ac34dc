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

/// An open file under a temporary name, gone again unless it was renamed.
class Partial {
 public:
  explicit Partial(fs::path const& path) : target_(path), name_(path) {
    name_ += ".partial-" + std::to_string(::getpid());
    descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(target_, errno);
  }
  ~Partial() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!renamed_) ::unlink(name_.c_str());
  }
  Partial(Partial const&) = delete;
  Partial& operator=(Partial const&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      auto const written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(target_, errno);
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void rename() {
    if (::fsync(descriptor_) != 0) fail(target_, errno);
    // A full network disk may be noticed only here.
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(target_, errno);
    if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    renamed_ = true;
  }

 private:
  fs::path target_, name_;
  int descriptor_ = -1;
  bool renamed_ = false;
};

/// The new name itself is on the disk only once its folder is.
void sync_folder(fs::path const& folder) {
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a folder may be writable and yet not readable: the file is whole all the same
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void write_whole(fs::path const& path, std::string_view text) {
  auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(path, error.value());
  Partial partial{path};
  partial.write(text);
  partial.rename();
  sync_folder(folder);
}

}  // namespace tongzhou::format
