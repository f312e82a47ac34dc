#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;

/// A folder of its own for one test, current while it lasts, so that names are as short as a user would type them.
class Folder {
 public:
  Folder() : old_(fs::current_path()), path_(fs::temp_directory_path() / ("tongzhou-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "case");
    fs::current_path(path_ / "case");
  }
  ~Folder() {
    fs::current_path(old_);
    fs::remove_all(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

 private:
  fs::path old_, path_;
};

inline void write(fs::path const& path, std::string const& text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}
