#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// A folder for the files of one fuzzing process, in memory where there is such a file system.
class Room {
 public:
  Room() {
    std::error_code error;
    auto const shared = std::filesystem::is_directory("/dev/shm", error) ? std::filesystem::path{"/dev/shm"}
                                                                         : std::filesystem::temp_directory_path();
    folder_ = shared / ("tongzhou-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~Room() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  Room(Room const&) = delete;
  Room& operator=(Room const&) = delete;

  std::filesystem::path put(std::string const& name, std::string_view text) const {
    auto const path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    return path;
  }

 private:
  std::filesystem::path folder_;
};

/// The smallest scenario on which experiments and investments can be laid.
constexpr std::string_view small_scenario = R"({"name": "small", "start": "2025-01-01", "length_days": 10, "places": {
  "A": {"kind": "market", "lat": 1, "lon": 1}, "B": {"kind": "market", "lat": 2, "lon": 2}}})";
