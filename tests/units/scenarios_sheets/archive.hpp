#pragma once

#include <zip.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// Writes an archive of these files: names and texts.
inline void write_archive(std::filesystem::path const& path,
                          std::vector<std::pair<std::string, std::string>> const& files) {
  std::filesystem::remove(path);
  auto* const archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  for (auto const& [name, text] : files) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  }
  zip_close(archive);
}
